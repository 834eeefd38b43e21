//! One of two texts that are compared: which words it has and how often, and whether a piece
//! of it is whole sentences or a line about the text. It compares nothing.

use super::Likeness;
use super::alignment::Gap;
use super::exchange::{deny, exclude};
use super::lexicon::Sense;
use super::words::Word;
use foldhash::{HashMap, HashSet};
use std::ops::Range;

/// The longest line about where and when a text is from, and about who made it.
const HEAD_LINE: usize = 12;
const FOOT_LINE: usize = 25;

/// One of two texts.
pub(super) struct Side<'a> {
    pub(super) title: &'a [Word],
    pub(super) text: &'a [Word],
    /// How often each word is in the text.
    count: HashMap<u64, usize>,
    all: HashSet<u64>,
}

impl<'a> Side<'a> {
    pub(super) fn of(likeness: &'a Likeness) -> Self {
        let (title, text) = (likeness.title.as_slice(), likeness.text.as_slice());
        let mut count = HashMap::default();
        for word in text {
            *count.entry(word.meaning).or_default() += 1;
        }
        let all = title.iter().chain(text).map(|word| word.meaning).collect();
        Self { title, text, count, all }
    }

    pub(super) fn lacks(&self, word: &Word) -> bool {
        !self.all.contains(&word.meaning)
    }

    pub(super) fn count(&self, word: &Word) -> usize {
        self.count.get(&word.meaning).copied().unwrap_or(0)
    }

    pub(super) fn names_in_title(&self, word: &Word) -> bool {
        self.title.iter().any(|other| other.meaning == word.meaning)
    }

    /// Whether it names something in its title, and again in its text, that is not in
    /// `other`.
    pub(super) fn names_beyond(&self, other: &Self) -> bool {
        self.title.iter().any(|word| self.count(word) > 0 && other.lacks(word))
    }

    fn begins_at(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|word| word.begins)
    }

    fn is_set_off_at(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|word| word.set_off || word.begins)
    }

    /// Whether a piece is made of whole sentences. A piece whose first words are those
    /// that follow it may as well begin and end later or earlier.
    pub(super) fn is_whole(&self, piece: &Range<usize>) -> bool {
        let Range { mut start, mut end } = piece.clone();
        loop {
            if self.begins_at(start) && self.begins_at(end) {
                return true;
            }
            if start == 0 || self.text[start - 1].meaning != self.text[end - 1].meaning {
                return false;
            }
            (start, end) = (start - 1, end - 1);
        }
    }

    /// Whether a piece is a line about where and when the text is from.
    pub(super) fn is_head_line(&self, piece: &Range<usize>) -> bool {
        piece.start == 0 && piece.len() <= HEAD_LINE && self.is_set_off_at(piece.end)
    }

    /// The last line, where a house may have added it of itself.
    fn credit(&self) -> Option<Range<usize>> {
        let start = self.text.iter().rposition(|word| word.begins && word.set_off)?;
        let is_one = self.text[start].sense == Some(Sense::Credit);
        (is_one && self.text.len() - start <= FOOT_LINE).then_some(start..self.text.len())
    }

    pub(super) fn is_foot_line(&self, piece: &Range<usize>) -> bool {
        piece.end == self.text.len() && piece.len() <= FOOT_LINE && self.is_set_off_at(piece.start)
    }
}

/// Whether both texts end with a line that their houses added, and differ there, but in no
/// number or day.
pub(super) fn are_credits(mine: &Side<'_>, theirs: &Side<'_>, gap: &Gap) -> bool {
    let (Some(ours), Some(others)) = (mine.credit(), theirs.credit()) else { return false };
    let (start, other_start) = (ours.start, others.start);
    gap.mine.start >= start
        && gap.theirs.start >= other_start
        && !exclude(&mine.text[ours], &theirs.text[others])
        && !deny(&mine.text[start..], &theirs.text[other_start..])
}

/// A word of the title stands where the other text has something else, and is nowhere in
/// that.
pub(super) fn is_of_title(words: &[Word], side: &Side<'_>, other: &Side<'_>) -> bool {
    words.iter().any(|word| side.names_in_title(word) && other.lacks(word))
}
