//! How much the system's allocator keeps of what was given back. glibc's learns from the largest
//! block that was ever given back to keep twice as much for each thread, so that pictures which
//! were made once would take tens of megabytes for ever. It reads other bounds only as the
//! program starts; other allocators know none of them.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// What is free at the end of a thread's memory goes back from 1 MiB on; what is larger than
/// 4 MiB is taken by itself, and given back whole.
const BOUNDS: [(&str, &str); 2] =
    [("MALLOC_TRIM_THRESHOLD_", "1048576"), ("MALLOC_MMAP_THRESHOLD_", "4194304")];

/// Starts the program anew under these bounds, as the same process and before it has done
/// anything; returns where bounds are set already, or none can be.
pub(crate) fn bound() {
    let set = |(name, _): &(&str, &str)| std::env::var_os(name).is_some();
    if cfg!(not(target_env = "gnu")) || BOUNDS.iter().any(set) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut words = std::env::args_os();
    let mut command = Command::new(program);
    if let Some(name) = words.next() {
        command.arg0(name);
    }
    // It comes back only when it failed, and all works without it.
    let _failed = command.args(words).envs(BOUNDS).exec();
}
