//! Computes on several processors while the store is held. It takes threads of its own: what
//! else computes may keep those that share work busy for seconds, and nobody who holds the
//! store waits for that.

use std::thread;

/// More bring nothing more beside the one that writes.
const MOST: usize = 4;

/// What `work` makes of each, in their order.
pub(super) fn each<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST);
    let (own, others) = all.split_at(all.len().div_ceil(threads));
    let done = |part: &[T]| part.iter().map(&work).collect::<Vec<R>>();
    thread::scope(|scope| {
        let parts = others.chunks(own.len().max(1));
        let parts: Vec<_> = parts.map(|part| scope.spawn(move || done(part))).collect();
        let mut all = done(own);
        for part in parts {
            all.extend(part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    })
}

/// Does the one here, and the other meanwhile beside it.
pub(super) fn both<A, B: Send>(
    here: impl FnOnce() -> A,
    beside: impl FnOnce() -> B + Send,
) -> (A, B) {
    thread::scope(|scope| {
        let beside = scope.spawn(beside);
        let here = here();
        (here, beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_done_in_order() {
        for count in 0..20 {
            let all: Vec<usize> = (0..count).collect();
            assert_eq!(
                each(&all, |one| one * 2),
                all.iter().map(|one| one * 2).collect::<Vec<_>>()
            );
        }
        assert_eq!(both(|| 1, || 2), (1, 2));
    }
}
