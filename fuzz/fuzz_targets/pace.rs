//! Time per byte: work that takes more than its share for the length of its input is a
//! finding, like a panic. What this thread has had of a processor counts, not the clock.

use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// What any input may take, for the start.
const AT_FIRST: Duration = Duration::from_millis(200);

/// What each byte may take on top: about 25 times as long as on a page of news, in this
/// build, which checks itself at every step.
const EACH_BYTE: Duration = Duration::from_micros(20);

/// Does the work, and looks at how long it took.
///
/// # Panics
/// If that was out of proportion.
pub fn held<T>(input: usize, work: impl FnOnce() -> T) -> T {
    let begun = worked();
    let done = work();
    let took = worked() - begun;
    let most = AT_FIRST + EACH_BYTE * u32::try_from(input).unwrap_or(u32::MAX);
    assert!(took <= most, "{input} bytes took {took:?}, more than {most:?}");
    done
}

fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
}
