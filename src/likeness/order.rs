//! Whether two texts have the same in another order: rows of a table that changed places, a
//! paragraph that stands elsewhere. It does not judge what that says.

use super::alignment::Gap;
use super::words::Word;
use foldhash::HashSet;

/// Words in a row that are the same passage wherever they stand.
const RUN: usize = 3;

/// How long the shortest passage is that stands in another place of the other text; `None`
/// where both have everything in one order.
pub(super) fn moved(gaps: &[Gap], mine: &[Word], theirs: &[Word]) -> Option<usize> {
    let pieces = gaps.iter().enumerate();
    let pieces = pieces.map(|(at, gap)| (at, &mine[gap.mine.clone()], &theirs[gap.theirs.clone()]));
    let pieces: Vec<_> = pieces.collect();
    let elsewhere = pieces.iter().flat_map(|(at, ours, others)| {
        let beside = || pieces.iter().filter(move |(place, ..)| place != at);
        let is_ours = stands_in(ours, beside().map(|(_, _, others)| *others));
        let is_theirs = stands_in(others, beside().map(|(_, ours, _)| *ours));
        [is_ours.then_some(ours.len()), is_theirs.then_some(others.len())]
    });
    elsewhere.flatten().min()
}

/// Whether most of a piece stands in one of these, in its own order.
fn stands_in<'a>(piece: &[Word], pieces: impl Iterator<Item = &'a [Word]>) -> bool {
    if piece.len() < RUN {
        return false;
    }
    let run = |words: &[Word]| -> [u64; RUN] { std::array::from_fn(|at| words[at].meaning) };
    let runs: HashSet<[u64; RUN]> =
        pieces.flat_map(|piece| piece.windows(RUN).map(run).collect::<Vec<_>>()).collect();
    let mut found = vec![false; piece.len()];
    for (at, words) in piece.windows(RUN).enumerate() {
        if runs.contains(&run(words)) {
            found[at..at + RUN].fill(true);
        }
    }
    found.iter().filter(|found| **found).count() * 2 > piece.len()
}
