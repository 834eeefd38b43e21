//! How a word is spelled, as far as it takes to tell another spelling or another ending of
//! it from another word, in any language. It knows no word.

/// The letters of a word, each as one of 255; of a long word only that it is long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    letters: [u8; LONGEST],
    count: u8,
}

const LONGEST: usize = 15;

/// Letters that two words begin with when they are one with two endings.
const STEM: usize = 5;

/// Letters that the shorter has when it is the whole stem of the longer.
const WHOLE_STEM: usize = 4;

/// The most letters that two endings have together.
const ENDINGS: usize = 3;

/// The fewest letters of a word of which one may be another letter: shorter words are but
/// one letter away from others.
const MISSPELLED: usize = 6;

/// The most letters that turn a word into its opposite when they stand before it.
const BEFORE: usize = 4;

impl Spelling {
    pub(super) fn of(word: &str) -> Self {
        let mut letters = [0; LONGEST];
        let mut count = 0;
        for c in word.chars() {
            let Some(letter) = letters.get_mut(count) else {
                count = LONGEST + 1;
                break;
            };
            // Neighbours in one alphabet stay apart.
            *letter = u8::try_from(u32::from(c) % 255).unwrap_or(0) + 1;
            count += 1;
        }
        Self { letters, count: count as u8 }
    }

    /// The letters, unless there are too many.
    fn letters(&self) -> Option<&[u8]> {
        self.letters.get(..usize::from(self.count))
    }

    /// Whether both are one word, with another ending or written a little otherwise.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let (Some(mine), Some(theirs)) = (self.letters(), other.letters()) else { return false };
        has_other_ending(mine, theirs) || is_misspelled(mine, theirs)
    }

    /// Whether one is the other with something before it, as `unsafe` is `safe`.
    pub(super) fn is_turned(&self, other: &Self) -> bool {
        let (Some(mine), Some(theirs)) = (self.letters(), other.letters()) else { return false };
        let (shorter, longer) =
            if mine.len() < theirs.len() { (mine, theirs) } else { (theirs, mine) };
        let before = longer.len() - shorter.len();
        shorter.len() >= WHOLE_STEM && (1..=BEFORE).contains(&before) && longer.ends_with(shorter)
    }
}

fn begins_alike(mine: &[u8], theirs: &[u8]) -> usize {
    mine.iter().zip(theirs).take_while(|(a, b)| a == b).count()
}

fn has_other_ending(mine: &[u8], theirs: &[u8]) -> bool {
    let stem = begins_alike(mine, theirs);
    let shorter = mine.len().min(theirs.len());
    let is_stem = stem >= STEM || stem >= WHOLE_STEM && stem == shorter;
    is_stem && mine.len() + theirs.len() - 2 * stem <= ENDINGS
}

/// Whether one letter is another, is missing, or has changed places with its neighbour.
fn is_misspelled(mine: &[u8], theirs: &[u8]) -> bool {
    let start = begins_alike(mine, theirs);
    if start == 0 || mine.len().max(theirs.len()) < MISSPELLED {
        return false;
    }
    match (&mine[start..], &theirs[start..]) {
        ([_, mine @ ..], [_, theirs @ ..]) if mine == theirs => true,
        ([a, b, mine @ ..], [c, d, theirs @ ..]) if (a, b) == (d, c) => mine == theirs,
        ([_, mine @ ..], theirs) if mine == theirs => true,
        (mine, [_, theirs @ ..]) => mine == theirs,
        _ => false,
    }
}
