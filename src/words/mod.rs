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

/// The words in `language`, or in English where there are none.
#[must_use]
pub fn words(language: &Language) -> &'static Words {
    let primary = language.as_str().split('-').next().unwrap_or_default().to_ascii_lowercase();
    let all = [&en::WORDS, &ar::WORDS, &de::WORDS, &es::WORDS, &fr::WORDS, &ur::WORDS];
    all.into_iter().find(|words| words.language == primary).unwrap_or(&en::WORDS)
}
