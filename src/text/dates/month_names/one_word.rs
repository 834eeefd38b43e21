//! Names of months that are more than one word, or have full stops within, as one word each.

use super::more::THAI;

/// The months of the Levant that have two words, each as one.
const OF_TWO_WORDS: [(&str, [&str; 2], &str); 4] = [
    ("كانون", ["الثاني", "الثانى"], "يناير"),
    ("تشرين", ["الأول", "الاول"], "أكتوبر"),
    ("تشرين", ["الثاني", "الثانى"], "نوفمبر"),
    ("كانون", ["الأول", "الاول"], "ديسمبر"),
];

/// A text in which each month is one word.
pub(in crate::text::dates) fn in_one_word(text: String) -> String {
    let text = match text.contains(|c: char| ('\u{0E01}'..='\u{0E2E}').contains(&c)) {
        true => {
            THAI.iter().fold(text, |text, (short, name)| match text.match_indices(short).next() {
                Some((at, _)) if !text[..at].ends_with(is_thai) => text.replacen(short, name, 1),
                _ => text,
            })
        }
        false => text,
    };
    OF_TWO_WORDS.iter().fold(text, |text, (first, seconds, month)| {
        if !text.contains(first) {
            return text;
        }
        seconds.iter().fold(text, |text, second| text.replace(&format!("{first} {second}"), month))
    })
}

/// Whether a letter or sign is one of Thai.
pub(in crate::text::dates) fn is_thai(c: char) -> bool {
    ('\u{0E01}'..='\u{0E4E}').contains(&c)
}

/// Whether a word is one of the two of a month's name.
pub(in crate::text::dates) fn is_part(word: &str) -> bool {
    OF_TWO_WORDS.iter().any(|(first, seconds, _)| *first == word || seconds.contains(&word))
}
