//! Where two texts part: they are laid side by side by the runs of words that each has
//! once, and what lies between is a gap. It judges no gap.

use super::words::Word;
use foldhash::{HashMap, HashMapExt as _};
use std::ops::Range;

/// Words in a row that hold two texts together: fewer are found anywhere by chance.
const HOLD: usize = 3;

/// What one text has where the other has something else, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) mine: Range<usize>,
    pub(super) theirs: Range<usize>,
}

impl Gap {
    fn is_empty(&self) -> bool {
        self.mine.is_empty() && self.theirs.is_empty()
    }
}

/// The gaps between two texts, in order.
pub(super) fn gaps(mine: &[Word], theirs: &[Word]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut at_mine, mut at_theirs) = (0, 0);
    let held = held(mine, theirs).into_iter().chain([(mine.len(), theirs.len())]);
    for (next_mine, next_theirs) in held {
        // Holds overlap: one that begins within another goes on from it.
        if next_mine < at_mine || next_theirs < at_theirs {
            continue;
        }
        let gap = Gap { mine: at_mine..next_mine, theirs: at_theirs..next_theirs };
        let gap = trimmed(gap, mine, theirs);
        if !gap.is_empty() {
            gaps.push(gap);
        }
        let same = mine[next_mine..].iter().zip(&theirs[next_theirs..]);
        let length = same.take_while(|(a, b)| a.meaning == b.meaning).count();
        (at_mine, at_theirs) = (next_mine + length, next_theirs + length);
    }
    gaps
}

/// The longest chain of places at which both texts have the same run of words, each
/// having it once.
fn held(mine: &[Word], theirs: &[Word]) -> Vec<(usize, usize)> {
    let (once_mine, once_theirs) = (once(mine), once(theirs));
    let mut both: Vec<(usize, usize)> = once_mine
        .iter()
        .filter_map(|(run, at)| Some(((*at)?, (*once_theirs.get(run)?)?)))
        .collect();
    both.sort_unstable();
    longest_chain(&both)
}

type Run = [u64; HOLD];

/// The place of each run; `None` for one that comes again.
fn once(words: &[Word]) -> HashMap<Run, Option<usize>> {
    let mut places = HashMap::with_capacity(words.len());
    for (at, run) in words.windows(HOLD).enumerate() {
        let run: Run = std::array::from_fn(|word| run[word].meaning);
        places.entry(run).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The longest part of `pairs`, which are in order of the first place, whose second
/// places are in order too (patience sorting).
fn longest_chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, (_, place)) in pairs.iter().enumerate() {
        let pile = ends.partition_point(|end| pairs[*end].1 < *place);
        before[at] = pile.checked_sub(1).map(|pile| ends[pile]);
        match ends.get_mut(pile) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        chain.push(pairs[at]);
        next = before[at];
    }
    chain.reverse();
    chain
}

/// The gap without what both sides begin or end with.
fn trimmed(gap: Gap, mine: &[Word], theirs: &[Word]) -> Gap {
    let same = |(a, b): &(&Word, &Word)| a.meaning == b.meaning;
    let ours = || mine[gap.mine.clone()].iter();
    let others = || theirs[gap.theirs.clone()].iter();
    let most = gap.mine.len().min(gap.theirs.len());
    let front = ours().zip(others()).take_while(same).count();
    let back = ours().rev().zip(others().rev()).take_while(same).count().min(most - front);
    Gap {
        mine: gap.mine.start + front..gap.mine.end - back,
        theirs: gap.theirs.start + front..gap.theirs.end - back,
    }
}

/// The gaps between two short pieces, which any word in common holds together.
pub(super) fn close_gaps(mine: &[Word], theirs: &[Word]) -> Vec<Gap> {
    let held = longest_chain(&pairs_of_words(mine, theirs));
    let mut gaps = Vec::new();
    let (mut at_mine, mut at_theirs) = (0, 0);
    for (next_mine, next_theirs) in held.into_iter().chain([(mine.len(), theirs.len())]) {
        let gap = Gap { mine: at_mine..next_mine, theirs: at_theirs..next_theirs };
        if !gap.is_empty() {
            gaps.push(gap);
        }
        (at_mine, at_theirs) = (next_mine + 1, next_theirs + 1);
    }
    gaps
}

/// The places of equal words, so ordered that a chain takes each place once.
fn pairs_of_words(mine: &[Word], theirs: &[Word]) -> Vec<(usize, usize)> {
    let places = |word: &Word| {
        let of = word.meaning;
        let places = theirs.iter().enumerate().rev();
        places.filter(move |(_, other)| other.meaning == of).map(|(place, _)| place)
    };
    let pairs = mine.iter().enumerate();
    pairs.flat_map(|(at, word)| places(word).map(move |place| (at, place))).collect()
}

/// How many words two short pieces have in common, in order.
pub(super) fn common(mine: &[Word], theirs: &[Word]) -> usize {
    let mut row = vec![0_usize; theirs.len() + 1];
    for word in mine {
        let mut diagonal = 0;
        for (at, other) in theirs.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = match word.meaning == other.meaning {
                true => diagonal + 1,
                false => above.max(row[at]),
            };
            diagonal = above;
        }
    }
    row[theirs.len()]
}
