//! Whether one text is about what another is about, by the words that are long enough to
//! be about something. It judges no wording and no order.

use std::collections::HashSet;

/// The words of a text that are long enough to be about something.
pub(super) fn long_words(text: &str) -> HashSet<String> {
    const SHORTEST: usize = 4;
    let words = text.split(|c: char| !c.is_alphanumeric());
    let long = words.filter(|word| word.chars().count() >= SHORTEST);
    long.map(str::to_lowercase).collect()
}

/// How many of the words of one text are in another, from 0 to 1; `None` where it has none
/// to tell by.
pub(super) fn share_in(said: &HashSet<String>, there: &HashSet<String>) -> Option<f64> {
    let shared = said.intersection(there).count() as f64;
    (!said.is_empty()).then(|| shared / said.len() as f64)
}
