//! Whether one text is about what another is about, by the words that are long enough to
//! be about something. It judges no wording and no order.

use crate::raw_item::{RawItem, RawText};
use crate::text::folded::is_unspaced;
use crate::text::plain_text;
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

/// The long words of a text; of a script without blanks between words each two letters that
/// stand together, since a headline is one word there.
fn words_to_tell_by(text: &str) -> HashSet<String> {
    let mut words = long_words(text);
    words.retain(|word| !word.contains(is_unspaced));
    let runs = text.split(|c| !is_unspaced(c));
    for run in runs {
        let letters: Vec<char> = run.chars().collect();
        words.extend(letters.windows(2).map(String::from_iter));
    }
    words
}

/// Whether a page is about an item: some of the words of the item's headline are in it, or
/// of its summary. What has too few words to tell is believed.
pub(super) fn tells_of(page: &RawItem, item: &RawItem) -> bool {
    let said = [&item.title, &item.summary].map(|part| words_to_tell_by(&text_of(part.as_ref())));
    has_part(page, &said)
}

/// Whether a page is about what leads to it: some of the words of a link, of the heading or of
/// a sentence beside it are in it. A label of a word or two tells nothing.
pub(super) fn tells_of_link(page: &RawItem, said: &[String]) -> bool {
    const A_HEADLINE: usize = 3;
    let said: Vec<HashSet<String>> = said
        .iter()
        .map(|text| words_to_tell_by(text))
        .filter(|words| words.len() >= A_HEADLINE)
        .collect();
    has_part(page, &said)
}

/// Whether a page has a part of the words of one of these texts, where any has words.
fn has_part(page: &RawItem, said: &[HashSet<String>]) -> bool {
    const PART: f64 = 1.0 / 3.0;
    if said.iter().all(HashSet::is_empty) {
        return true;
    }
    let there: HashSet<String> = [&page.title, &page.summary, &page.content]
        .into_iter()
        .flat_map(|part| words_to_tell_by(&text_of(part.as_ref())))
        .collect();
    said.iter().filter_map(|words| share_in(words, &there)).any(|share| share >= PART)
}

fn text_of(text: Option<&RawText>) -> String {
    text.map_or(String::new(), |text| plain_text::from_html(text.as_str()))
}
