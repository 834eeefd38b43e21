//! Whether a text is another one that was edited a little, where both stand under one
//! headline, also where they are too short for `rule`. It decides nothing by that.

use super::alignment::{close_gaps, common};
use super::exchange::{are_spelled_alike, exclude};
use super::rule::Told;
use super::words::{Letters, Word};
use super::{FEWEST_WORDS, Likeness};

/// How near two texts under one headline are; what is more is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// Written alike: one was edited, or both are of one pattern.
    Alike,
    /// Too short to be sure, and nothing is exchanged that would tell another story.
    Edited,
    /// They tell one story.
    Told,
}

/// The part of the longer text that two have in common that are written alike.
const HALF: f64 = 0.5;

/// The part of the longer text that is left by an edit.
const MOST: f64 = 0.75;

/// The part of the shorter text's runs that long texts must have in common.
const RUNS: f64 = 0.5;

impl Likeness {
    /// How near the text is to another under the same headline; `None` where they have
    /// less than half in common.
    #[must_use]
    pub fn near(&self, other: &Self) -> Option<Near> {
        let shorter = self.text.len().min(other.text.len());
        let longer = self.text.len().max(other.text.len());
        if shorter == 0 {
            return Some(Near::Alike);
        }
        if shorter >= FEWEST_WORDS {
            return match self.tells(other, RUNS) {
                Told::Once(_) | Told::Edited(_) => Some(Near::Told),
                _ => (self.shares(other).of_longer >= HALF).then_some(Near::Alike),
            };
        }
        if longer > 2 * shorter {
            return None;
        }
        let share = common(&self.text, &other.text) as f64 / longer as f64;
        let edited = share >= MOST && !exchange_what_tells(&self.text, &other.text);
        (share >= HALF).then_some(if edited { Near::Edited } else { Near::Alike })
    }
}

/// Whether short texts have a number, a day or a name in the place of another, or nothing
/// but words in the place of others.
fn exchange_what_tells(mine: &[Word], theirs: &[Word]) -> bool {
    let gaps = close_gaps(mine, theirs);
    let is_filled_in = gaps.iter().all(|gap| !gap.mine.is_empty() && !gap.theirs.is_empty());
    gaps.iter().any(|gap| {
        let (mine, theirs) = (&mine[gap.mine.clone()], &theirs[gap.theirs.clone()]);
        let names = |words: &[Word]| {
            words.iter().any(|word| word.letters == Letters::Capital && !word.begins)
        };
        exclude(mine, theirs)
            || names(mine) && names(theirs)
            || is_filled_in && !are_spelled_alike(mine, theirs)
    })
}
