//! Which of several stories are one with a given one. What those have in common with it
//! that tell something else is a pattern, and no sign of one story: whoever compares asks
//! here, so that all know the same of patterns. It finds none of the stories.

use super::exchange::{contradict, is_cut, is_excerpt};
use super::pattern::Pattern;
use super::rule::{Told, longest_pattern, tells};
use super::{FEWEST_WORDS, Likeness, common};

impl Likeness {
    /// Whether two items of these words tell one story, where `alike` of the shorter
    /// text's runs have to be in the other: see [`Told`].
    #[must_use]
    pub fn tells(&self, other: &Self, alike: f64) -> Told {
        tells(self, other, alike, &Pattern::default())
    }

    /// Whether they have so much in common that no pattern is that long.
    #[must_use]
    pub fn says_much_with(&self, other: &Self) -> bool {
        let common = common(self.distinct_runs(), other.distinct_runs());
        common >= longest_pattern(self, other)
    }

    /// Which of these tell this story, in their order.
    #[must_use]
    pub fn tellings(&self, others: &[&Self], alike: f64) -> Vec<Told> {
        let mut told: Vec<Told> = others.iter().map(|other| self.tells(other, alike)).collect();
        let mut pattern = Pattern::default();
        for (other, _) in others.iter().zip(&told).filter(|(_, told)| **told == Told::Otherwise) {
            pattern.learn(self, other);
        }
        if !pattern.is_empty() {
            let once = |told: &Told| matches!(told, Told::Once(_) | Told::Edited(_));
            for (other, told) in others.iter().zip(&mut told).filter(|(_, told)| once(told)) {
                *told = tells(self, other, alike, &pattern);
            }
        }
        told
    }

    /// Whether one of two texts, of which one at least is short, is the other with whole
    /// sentences dropped, or cut off.
    #[must_use]
    pub fn is_cut(&self, other: &Self) -> bool {
        let longer = self.text.len().max(other.text.len());
        match longer > 2 * FEWEST_WORDS {
            true => is_excerpt(&self.text, &other.text),
            false => is_cut(&self.text, &other.text),
        }
    }

    /// Whether titles or texts are of one pattern and differ in what stands in it, which
    /// tells two stories where one page is all that speaks for one.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        if contradict(&self.title, &other.title) {
            return true;
        }
        if is_excerpt(&self.text, &other.text) {
            return false;
        }
        contradict(&self.text, &other.text)
            || self.text.len().min(other.text.len()) >= FEWEST_WORDS
                && self.tells(other, 0.5) == Told::Otherwise
    }
}
