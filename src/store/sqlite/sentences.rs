//! The long sentences of a text, each as a fingerprint: by them it is known again when a line
//! is put before it, behind it or into it. It keeps nothing.

use crate::fingerprint::Fingerprint;
use crate::text::folded;

/// A sentence that has as many letters is written twice by nobody, but out of a form.
const FEWEST_LETTERS: usize = 40;

/// More sentences of one text are not told apart.
const MOST: usize = 64;

/// The longest place and date in front of a text, in bytes.
const LONGEST_DATELINE: usize = 60;

/// The long sentences of a text, without repeats, in its order. They are kept, so each must
/// stay what it is.
pub(super) fn of(text: &str) -> Vec<i64> {
    let mut marks = Vec::new();
    for line in text.lines() {
        for sentence in without_dateline(line).split_inclusive(['.', '!', '?', '。', '।', '۔'])
        {
            let words = folded::lasting_words(sentence);
            let letters: usize = words.iter().map(|word| word.chars().count()).sum();
            let mark = Fingerprint::of_parts(words.iter().map(String::as_bytes)).to_i64();
            if letters >= FEWEST_LETTERS && !marks.contains(&mark) {
                marks.push(mark);
            }
            if marks.len() == MOST {
                return marks;
            }
        }
    }
    marks
}

/// A paragraph without the place and date that an agency sets before it: `KARACHI, Jan 5 — `.
fn without_dateline(line: &str) -> &str {
    let line = line.trim_start();
    let is_place = line.chars().take(3).filter(|c| c.is_uppercase()).count() == 3;
    let begin = &line[..line.floor_char_boundary(LONGEST_DATELINE.min(line.len()))];
    let end =
        [" — ", " – ", " - ", "—", ": "].iter().find_map(|end| Some(begin.find(end)? + end.len()));
    end.filter(|_| is_place).map_or(line, |end| &line[end..])
}
