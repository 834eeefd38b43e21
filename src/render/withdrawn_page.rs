//! What people read in the place of an article that was withdrawn. The HTML around
//! it is made when somebody asks: few do.

use super::words::words;
use crate::article::Withdrawn;
use crate::edition::WithdrawnPage;
use crate::text::Language;

/// The words of the page, in a language.
#[must_use]
pub fn withdrawn_page(withdrawn: &Withdrawn, language: &Language) -> WithdrawnPage {
    let words = words(language);
    let reason = withdrawn.reason.as_deref().unwrap_or(words.withdrawn_sentence);
    WithdrawnPage {
        language: language.clone(),
        title: words.withdrawn.to_owned(),
        reason: reason.to_owned(),
    }
}
