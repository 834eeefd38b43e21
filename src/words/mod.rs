//! The paper's own words, in feeds and on pages: the menu, dates, notices and buttons, one
//! table for each language, a file each. They translate no article.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod table;
mod ur;

pub use table::Words;

use crate::text::Language;

const ALL: [&Words; 6] = [&en::WORDS, &ar::WORDS, &de::WORDS, &es::WORDS, &fr::WORDS, &ur::WORDS];

/// The words in `language`, or in English where there are none.
#[must_use]
pub fn words(language: &Language) -> &'static Words {
    let primary = language.as_str().split('-').next().unwrap_or_default().to_ascii_lowercase();
    ALL.into_iter().find(|words| words.language == primary).unwrap_or(&en::WORDS)
}

/// The languages that there are words in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().map(|words| words.language)
}
