//! When two texts tell one story. A wrong yes loses a story, a wrong no only shows one
//! twice: whatever is in doubt is apart.
//!
//! Texts of one pattern (the weather of two cities, two death notices) have nearly all
//! their words in common, so no share of common words tells them from one text that was
//! edited twice. What differs does: in a pattern, words stand in place of others. So the
//! texts are laid side by side. Where one has more than the other, it was shortened or
//! added to; where each has something of its own in the same place, it is an exchange,
//! and that two texts exchanged something is forgiven only where they have so much else
//! in common that no pattern is that long, where it is no name, no number, no opposite,
//! nothing that is told again and again, and where an editor worked on the rest as well.

use super::alignment::{Gap, close_gaps, common, gaps};
use super::exchange::{self, Place, exclude, has, has_all, is_denial, names_in_common};
use super::order::moved;
use super::pattern::Pattern;
use super::side::{Side, are_credits, is_of_title};
use super::words::{Letters, Word};
use super::{FEWEST_WORDS, Likeness};
use foldhash::HashSet;

/// Whether two texts tell one story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    /// They do, and this part of the shorter text's runs is in the other. One is the other
    /// with whole sentences or lines dropped or added, and nothing stands for anything else.
    Once(f64),
    /// One is the other with words in the place of words as well, as an editor may have
    /// exchanged them, or as another event fills in the same form: the texts do not say which.
    Edited(f64),
    /// They are written alike and tell different things.
    Otherwise,
    /// They have too little in common, or say too little.
    Unlike,
}

impl Told {
    /// The part that is in common, where they are one story; what the texts leave open is
    /// said by what else vouches for it.
    pub fn once(self, vouched: impl FnOnce() -> bool) -> Option<f64> {
        match self {
            Self::Once(share) => Some(share),
            Self::Edited(share) => vouched().then_some(share),
            Self::Otherwise | Self::Unlike => None,
        }
    }
}

/// The part of the shorter text that has to be in the longer one before it says anything
/// that the two differ.
const WRITTEN_ALIKE: f64 = 0.3;

/// The part of the longer text that has to be in the shorter one, for each part of the
/// shorter one that has to be in the longer: a brief that stands in a round-up is not the
/// round-up.
const OF_LONGER: f64 = 0.75;

/// Below this part of the longer text the titles have to agree.
const MOST: f64 = 0.6;

/// The part of the shorter title that must be in the other where the texts prove little.
const TITLES: f64 = 1.0 / 3.0;

/// Different runs of words in common from which on no pattern is that long: in a script
/// with capitals, in one without, and in one without spaces, where a letter is a word.
const NO_PATTERN: [usize; 3] = [120, 160, 240];

/// Where so many names and figures are the same, an exchange of other words is an edit;
/// elsewhere only in texts that have twice as much in common.
const NAMES: usize = 10;

/// The longest row of a table or a list: of several, their order is what they tell.
const LONGEST_ROW: usize = 25;

/// The longest exchange that is looked at word by word.
const SMALL: usize = 8;

/// The part of a longer exchange that is the same on both sides when it is the same
/// passage with other words in it.
const ONE_PASSAGE: f64 = 0.3;

/// The part from which on it is one sentence with blanks in it.
const ONE_SENTENCE: f64 = 0.5;

/// Whether two items of these words tell one story, where `alike` of the shorter text's
/// runs have to be in the other.
pub(super) fn tells(mine: &Likeness, theirs: &Likeness, alike: f64, pattern: &Pattern) -> Told {
    if mine.text.len().min(theirs.text.len()) < FEWEST_WORDS {
        return Told::Unlike;
    }
    if mine == theirs {
        return Told::Once(1.0);
    }
    let (mine, theirs) = in_order(mine, theirs);
    let shares = mine.shares(theirs);
    if shares.of_shorter < WRITTEN_ALIKE {
        return Told::Unlike;
    }
    let pair = Pair::of(mine, theirs, pattern);
    if pair.contradicts() {
        return Told::Otherwise;
    }
    let enough = shares.of_shorter >= alike
        && shares.of_longer >= OF_LONGER * alike
        && (shares.of_longer >= MOST || mine.titles(theirs) >= TITLES)
        && (pair.is_beyond_patterns || pair.has_one_title())
        && pair.beyond.is_none_or(|share| share >= alike);
    match enough {
        true if pair.is_only_cut() => Told::Once(shares.of_shorter),
        true => Told::Edited(shares.of_shorter),
        false => Told::Unlike,
    }
}

/// The same two, in an order that does not depend on which was named first.
fn in_order<'a>(mine: &'a Likeness, theirs: &'a Likeness) -> (&'a Likeness, &'a Likeness) {
    let key = |of: &Likeness| {
        let words = of.text.iter().chain(&of.title).map(|word| word.hash);
        (of.text.len(), words.collect::<Vec<_>>())
    };
    if key(mine) <= key(theirs) { (mine, theirs) } else { (theirs, mine) }
}

/// How many different runs two texts of such a script have in common that are no pattern.
pub(super) fn longest_pattern(mine: &Likeness, theirs: &Likeness) -> usize {
    let words = || mine.text.iter().chain(&theirs.text);
    let caseless = words().filter(|word| word.letters == Letters::Caseless).count();
    NO_PATTERN[match caseless * 2 > mine.text.len() + theirs.text.len() {
        false => 0,
        true if words().filter(|word| word.is_one_letter).count() > caseless => 2,
        true => 1,
    }]
}

struct Pair<'a> {
    mine: Side<'a>,
    theirs: Side<'a>,
    /// What is written with a small letter somewhere, so no name when a sentence begins
    /// with it.
    small: HashSet<u64>,
    /// They have more in common than patterns have.
    is_beyond_patterns: bool,
    /// So much that words are exchanged by whoever edits it.
    forgives: bool,
    /// Several times as much.
    is_long: bool,
    /// The part of what is no pattern in the shorter text that the other has too; `None`
    /// where no pattern is known.
    beyond: Option<f64>,
}

impl<'a> Pair<'a> {
    fn of(mine: &'a Likeness, theirs: &'a Likeness, pattern: &Pattern) -> Self {
        let words = || mine.text.iter().chain(&theirs.text);
        let small = words().filter(|word| word.letters == Letters::Small).map(|word| word.meaning);
        let (ours, others) = (pattern.beyond(mine), pattern.beyond(theirs));
        let common = ours.intersection(&others).count();
        let no_pattern = longest_pattern(mine, theirs);
        let same_names = names_in_common(&mine.text, &theirs.text) >= NAMES;
        let shorter = ours.len().min(others.len());
        let knows_pattern = ours.len() + others.len() < mine.text.len() + theirs.text.len() - 4
            && !pattern.is_empty();
        Self {
            mine: Side::of(mine),
            theirs: Side::of(theirs),
            small: small.collect(),
            is_beyond_patterns: common >= no_pattern,
            forgives: common >= no_pattern * if same_names { 1 } else { 2 },
            is_long: common >= 3 * no_pattern,
            beyond: knows_pattern.then(|| common as f64 / shorter.max(1) as f64),
        }
    }

    fn contradicts(&self) -> bool {
        let (mine, theirs) = (&self.mine, &self.theirs);
        if mine.names_beyond(theirs) && theirs.names_beyond(mine) || self.titles_contradict() {
            return true;
        }
        let gaps = gaps(mine.text, theirs.text);
        let is_ranked = |words: usize| !self.is_beyond_patterns || words <= LONGEST_ROW;
        if moved(&gaps, mine.text, theirs.text).is_some_and(is_ranked) {
            return true;
        }
        match self.is_beyond_patterns {
            true => gaps.iter().any(|gap| self.is_another(gap)) || self.is_filled_in(&gaps),
            false => self.is_more_than_cut(&gaps),
        }
    }

    /// Whether the titles say the same, word for word: of a notice they may be all that tells
    /// whether something began or ended.
    fn has_one_title(&self) -> bool {
        exchange::are_spelled_alike(self.mine.title, self.theirs.title)
    }

    /// Whether nothing was done but that whole sentences or lines were dropped or added,
    /// each where the other text has nothing in their place.
    fn is_only_cut(&self) -> bool {
        let gaps = gaps(self.mine.text, self.theirs.text);
        let is_in_order = moved(&gaps, self.mine.text, self.theirs.text).is_none();
        is_in_order
            && gaps.iter().all(|gap| {
                let (mine, theirs) =
                    (&self.mine.text[gap.mine.clone()], &self.theirs.text[gap.theirs.clone()]);
                let (side, piece) = match (mine.is_empty(), theirs.is_empty()) {
                    (false, false) => {
                        return self.mine.is_head_line(&gap.mine)
                            && self.theirs.is_head_line(&gap.theirs)
                            || self.are_credits(gap)
                            || exchange::are_spelled_alike(mine, theirs);
                    }
                    (false, true) => (&self.mine, &gap.mine),
                    (true, _) => (&self.theirs, &gap.theirs),
                };
                piece.end == side.text.len() || side.is_head_line(piece) || side.is_whole(piece)
            })
    }

    /// Two titles that are the same but for what stands in them in one place.
    fn titles_contradict(&self) -> bool {
        let (mine, theirs) = (self.mine.title, self.theirs.title);
        let shared = common(mine, theirs);
        if shared == 0 || shared * 2 < mine.len().min(theirs.len()) {
            return false;
        }
        let denied = |words: &[Word]| words.iter().filter(|word| is_denial(word)).count();
        if denied(mine) != denied(theirs) {
            return true;
        }
        let gaps = close_gaps(mine, theirs);
        gaps.iter().any(|gap| self.is_another_title(gap))
            || !self.is_beyond_patterns && gaps.len() > 1 && has_all(mine, theirs)
    }

    fn is_another_title(&self, gap: &Gap) -> bool {
        let (mine, theirs) =
            (&self.mine.title[gap.mine.clone()], &self.theirs.title[gap.theirs.clone()]);
        if mine.is_empty() || theirs.is_empty() {
            return false;
        }
        // What is told of in both texts tells neither from the other.
        let is_told = |word: &Word| self.mine.count(word) > 0 && self.theirs.count(word) > 0;
        !self.is_beyond_patterns || exclude(mine, theirs) || !mine.iter().chain(theirs).all(is_told)
    }

    /// Of texts that prove little: whether there is anything but that one of them was
    /// shortened by whole sentences, or has a line about where it is from.
    fn is_more_than_cut(&self, gaps: &[Gap]) -> bool {
        let (mut mine_has, mut theirs_has) = (false, false);
        for Gap { mine, theirs } in gaps {
            let (side, piece, has) = match (mine.is_empty(), theirs.is_empty()) {
                (false, false) => return true,
                (false, true) => (&self.mine, mine, &mut mine_has),
                (true, _) => (&self.theirs, theirs, &mut theirs_has),
            };
            if side.is_head_line(piece) {
                continue;
            }
            if piece.end != side.text.len() && !side.is_whole(piece) {
                return true;
            }
            *has = true;
        }
        mine_has && theirs_has
    }

    /// Of texts that no pattern is as long as: whether this is another thing told, and no
    /// other way to tell it.
    fn is_another(&self, gap: &Gap) -> bool {
        let (mine, theirs) =
            (&self.mine.text[gap.mine.clone()], &self.theirs.text[gap.theirs.clone()]);
        if mine.is_empty() || theirs.is_empty() {
            let (side, piece) = match mine.is_empty() {
                true => (&self.theirs, &gap.theirs),
                false => (&self.mine, &gap.mine),
            };
            let is_within = piece.len() <= SMALL && piece.end < side.text.len();
            return is_within && exchange::deny(mine, theirs) && !side.is_whole(piece);
        }
        if self.are_credits(gap) {
            return false;
        }
        if self.are_lines_about_it(gap) {
            return self.shape(mine) == self.shape(theirs);
        }
        if mine.len().max(theirs.len()) > SMALL && !shares(mine, theirs, ONE_PASSAGE) {
            let beyond = |words: &[Word], other: &Side<'_>| {
                words.iter().any(|word| word.is_number() && other.lacks(word))
            };
            return beyond(mine, &self.theirs) && beyond(theirs, &self.mine);
        }
        !self.forgives
            || exclude(mine, theirs)
            || !self.is_long && exchange::deny(mine, theirs)
            || self.names_another(mine, theirs)
            || self.change_places(mine, theirs)
            || self.are_told_again(mine, theirs)
            || is_of_title(mine, &self.mine, &self.theirs)
            || is_of_title(theirs, &self.theirs, &self.mine)
    }

    /// Whether one is the other with words exchanged one for one, as the blanks of a form are
    /// filled in, and nothing else shows that somebody edited it.
    fn is_filled_in(&self, gaps: &[Gap]) -> bool {
        let mut sentence = 0;
        let mut at = 0;
        let places = gaps.iter().map(|gap| {
            let passed = self.mine.text.iter().take(gap.mine.start + 1).skip(at);
            sentence += passed.filter(|word| word.begins).count();
            at = gap.mine.start + 1;
            self.place(gap, sentence)
        });
        exchange::are_blanks(places)
    }

    /// What was done in one place of a text.
    fn place(&self, gap: &Gap, sentence: usize) -> Place {
        let (mine, theirs) =
            (&self.mine.text[gap.mine.clone()], &self.theirs.text[gap.theirs.clone()]);
        let (side, piece) = match mine.is_empty() {
            true => (&self.theirs, &gap.theirs),
            false => (&self.mine, &gap.mine),
        };
        if mine.is_empty() || theirs.is_empty() {
            let is_about_it = side.is_head_line(piece) || side.is_foot_line(piece);
            let counts = !is_about_it && (piece.len() > SMALL || side.is_whole(piece));
            return if counts { Place::Reworked } else { Place::AsItWas };
        }
        if self.are_lines_about_it(gap)
            || self.are_credits(gap)
            || exchange::are_spelled_alike(mine, theirs)
        {
            return Place::AsItWas;
        }
        match mine.len().max(theirs.len()) > SMALL && !shares(mine, theirs, ONE_SENTENCE) {
            true => Place::Reworked,
            false => Place::Exchanged { sentence },
        }
    }

    /// Whether both sides are a line before or after the text, about the text.
    fn are_lines_about_it(&self, Gap { mine, theirs }: &Gap) -> bool {
        self.mine.is_head_line(mine) && self.theirs.is_head_line(theirs)
            || self.mine.is_foot_line(mine) && self.theirs.is_foot_line(theirs)
    }

    /// Whether each house has added a last line of its own to one text under one headline.
    fn are_credits(&self, gap: &Gap) -> bool {
        self.has_one_title() && are_credits(&self.mine, &self.theirs, gap)
    }

    /// What its words are, one by one.
    fn shape(&self, words: &[Word]) -> Vec<(bool, bool)> {
        words.iter().map(|word| (word.is_number(), self.is_name(word))).collect()
    }

    fn is_name(&self, word: &Word) -> bool {
        word.letters == Letters::Capital && !(word.begins && self.small.contains(&word.meaning))
    }

    /// How often an editor may have exchanged a word wherever it stands: in a long report,
    /// one that is no name twice.
    fn told_by_chance(&self, word: &Word) -> usize {
        if self.is_long && word.letters == Letters::Small { 2 } else { 1 }
    }

    /// Each side has a name that the other lacks.
    fn names_another(&self, mine: &[Word], theirs: &[Word]) -> bool {
        let beyond = |words: &[Word], other: &[Word]| {
            words.iter().any(|word| self.is_name(word) && !has(other, word))
        };
        beyond(mine, theirs) && beyond(theirs, mine)
    }

    /// The same names or figures stand there in another order.
    fn change_places(&self, mine: &[Word], theirs: &[Word]) -> bool {
        has_all(mine, theirs) && mine.iter().any(|word| self.is_name(word) || word.is_number())
    }

    /// One thing stands for another throughout.
    fn are_told_again(&self, mine: &[Word], theirs: &[Word]) -> bool {
        let again = |words: &[Word], side: &Side<'_>, other: &Side<'_>| {
            let is_again = |word: &Word| side.count(word) > self.told_by_chance(word);
            words.iter().any(|word| is_again(word) && other.lacks(word))
        };
        again(mine, &self.mine, &self.theirs) && again(theirs, &self.theirs, &self.mine)
    }
}

/// Whether two passages have this part of the shorter one in common.
fn shares(mine: &[Word], theirs: &[Word], part: f64) -> bool {
    const LONGEST: usize = 400;
    let shorter = mine.len().min(theirs.len());
    if mine.len().max(theirs.len()) > LONGEST {
        return false;
    }
    common(mine, theirs) as f64 >= part * shorter as f64
}
