//! The words that stand between the names of people. It finds no names.

/// What stands between two names in the languages of newspapers.
const BETWEEN: [&str; 16] = [
    "and", "&", "with", "und", "y", "et", "e", "en", "og", "och", "اور", "و", "avec", "mit", "con",
    "com",
];

/// Whether a word is one of those.
#[must_use]
pub fn is_between(word: &str) -> bool {
    BETWEEN.contains(&word.to_lowercase().as_str())
}
