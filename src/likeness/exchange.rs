//! Words that stand for others in the same place of two texts: what they say when they are
//! of a kind that is known, and whether they are an editor's work or what fills the blanks
//! of a form. It lays no texts side by side.

use super::alignment::{Gap, close_gaps, common, gaps};
use super::lexicon::Sense;
use super::words::{Letters, Word};
use foldhash::HashSet;
use std::collections::BTreeSet;
use std::ops::Range;

/// The fewest sentences in which words were exchanged that are an edit by themselves: forms
/// have fewer blanks that take words of any kind.
const ALL_OVER: usize = 8;

/// What was done in one place of a text.
pub(super) enum Place {
    /// Nothing that shows an editor's hand: a word is spelled otherwise, a line tells where
    /// the text is from, a word is there or is not.
    AsItWas,
    /// Words stand for others.
    Exchanged {
        /// The number of the sentence.
        sentence: usize,
    },
    /// Sentences were dropped, added or written anew.
    Reworked,
}

/// Whether words were exchanged, and not by an editor: they are what fills the blanks.
pub(super) fn are_blanks(places: impl Iterator<Item = Place>) -> bool {
    let mut exchanged = BTreeSet::new();
    for place in places {
        match place {
            Place::AsItWas => {}
            Place::Exchanged { sentence } => {
                exchanged.insert(sentence);
            }
            Place::Reworked => return false,
        }
    }
    (1..ALL_OVER).contains(&exchanged.len())
}

/// The longest pieces that are compared word by word.
const SHORT: usize = 80;

/// Whether two short pieces are half the same, and have something else in one place, or the
/// same in another order. Whole sentences at the end may be others: each feed has its own.
pub(super) fn contradict(mine: &[Word], theirs: &[Word]) -> bool {
    let shorter = mine.len().min(theirs.len());
    if shorter == 0 || mine.len().max(theirs.len()) > SHORT {
        return false;
    }
    let gaps = close_gaps(mine, theirs);
    if gaps.len() > 1 && has_all(mine, theirs) {
        return true;
    }
    if common(mine, theirs) * 2 < shorter {
        return false;
    }
    let is_end = |gap: &Gap| {
        let ends = gap.mine.end == mine.len() && gap.theirs.end == theirs.len();
        let begins = |words: &[Word], at: usize| at > 0 && words.get(at).is_some_and(|w| w.begins);
        ends && begins(mine, gap.mine.start) && begins(theirs, gap.theirs.start)
    };
    let is_exchange = |gap: &Gap| {
        let (mine, theirs) = (&mine[gap.mine.clone()], &theirs[gap.theirs.clone()]);
        !mine.is_empty() && !theirs.is_empty() && !are_spelled_alike(mine, theirs)
    };
    gaps.iter().any(|gap| is_exchange(gap) && !is_end(gap))
}

/// Whether one of two short texts is the other with whole sentences dropped.
pub(super) fn is_cut(mine: &[Word], theirs: &[Word]) -> bool {
    let gaps = close_gaps(mine, theirs);
    let whole = |words: &[Word], piece: &Range<usize>| {
        let begins = |at: usize| words.get(at).is_none_or(|word| word.begins);
        begins(piece.start) && begins(piece.end)
    };
    gaps.iter().all(|gap| gap.theirs.is_empty() && whole(mine, &gap.mine))
        || gaps.iter().all(|gap| gap.mine.is_empty() && whole(theirs, &gap.theirs))
}

/// The fewest words that a foot is taken to have.
const FOOT: usize = 5;

/// How much longer than the foot of an excerpt is what it leaves out.
const TIMES_ITS_FOOT: usize = 4;

/// Whether one text is how the other begins, with a foot of its own where that goes on.
pub(super) fn is_excerpt(mine: &[Word], theirs: &[Word]) -> bool {
    let gaps = gaps(mine, theirs);
    let [Gap { mine: ours, theirs: others }] = gaps.as_slice() else { return false };
    let (foot, rest) = (ours.len().min(others.len()), ours.len().max(others.len()));
    let is_end = ours.end == mine.len() && others.end == theirs.len();
    is_end && ours.start.min(others.start) > 0 && rest >= TIMES_ITS_FOOT * foot.max(FOOT)
}

/// The most words of a hundred that are names; where more begin with a capital, as nouns
/// do in German, that says nothing.
const NAMES_OF_HUNDRED: usize = 20;

/// How many names and figures two texts have in common.
pub(super) fn names_in_common(mine: &[Word], theirs: &[Word]) -> usize {
    let names = |words: &[Word]| -> HashSet<u64> {
        let is_name =
            |word: &&Word| word.letters == Letters::Capital && !word.begins && word.sense.is_none();
        let all: Vec<u64> = words.iter().filter(is_name).map(|word| word.meaning).collect();
        let figures = words.iter().filter(|word| word.hash & 1 == 1).map(|word| word.meaning);
        match all.len() * 100 > words.len() * NAMES_OF_HUNDRED {
            true => figures.collect(),
            false => all.into_iter().chain(figures).collect(),
        }
    };
    names(mine).intersection(&names(theirs)).count()
}

/// Whether two pieces have the same words, in whatever order.
pub(super) fn has_all(mine: &[Word], theirs: &[Word]) -> bool {
    mine.iter().all(|word| has(theirs, word)) && theirs.iter().all(|word| has(mine, word))
}

/// Whether two pieces are the same words, some with another ending or spelled otherwise.
pub(super) fn are_spelled_alike(mine: &[Word], theirs: &[Word]) -> bool {
    close_gaps(mine, theirs).iter().all(|gap| {
        let (mine, theirs) = (&mine[gap.mine.clone()], &theirs[gap.theirs.clone()]);
        mine.len() == theirs.len() && mine.iter().zip(theirs).all(|(a, b)| is_spelled_alike(a, b))
    })
}

fn is_spelled_alike(one: &Word, other: &Word) -> bool {
    // One letter of a name is another's name.
    let is_plain = |word: &Word| {
        !word.is_number()
            && word.sense.is_none()
            && (word.letters == Letters::Small || word.letters == Letters::Capital && word.begins)
    };
    is_plain(one)
        && is_plain(other)
        && one.signs == other.signs
        && one.spelling.is_like(&other.spelling)
}

/// Each side has a number, or one of several things that exclude each other, that the
/// other side lacks, or a word that is one of the other's with something before it.
pub(super) fn exclude(mine: &[Word], theirs: &[Word]) -> bool {
    let beyond = |words: &[Word], other: &[Word], is: fn(&Word) -> bool| {
        words.iter().any(|word| is(word) && !has(other, word))
    };
    let contrasts: fn(&Word) -> bool = |word| word.sense == Some(Sense::Contrast);
    let turns = |word: &Word| {
        let is_turned =
            |other: &Word| !has(mine, other) && word.spelling.is_turned(&other.spelling);
        !has(theirs, word) && theirs.iter().any(is_turned)
    };
    [Word::is_number, contrasts]
        .into_iter()
        .any(|is| beyond(mine, theirs, is) && beyond(theirs, mine, is))
        || mine.iter().any(turns)
}

/// Whether one side denies what the other says.
pub(super) fn deny(mine: &[Word], theirs: &[Word]) -> bool {
    mine.iter().any(is_denial) != theirs.iter().any(is_denial)
}

pub(super) fn is_denial(word: &Word) -> bool {
    word.sense == Some(Sense::Denial)
}

pub(super) fn has(words: &[Word], word: &Word) -> bool {
    words.iter().any(|other| other.meaning == word.meaning)
}
