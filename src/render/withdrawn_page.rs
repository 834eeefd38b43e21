//! What people read in the place of an article that was withdrawn. The HTML around
//! it is made when somebody asks: few do.

use crate::article::Withdrawn;
use crate::edition::WithdrawnPage;
use crate::text::Language;
use crate::words::words;

/// The words of the page, in a language.
#[must_use]
pub fn withdrawn_page(withdrawn: &Withdrawn, language: &Language) -> WithdrawnPage {
    let words = words(language);
    let reason = withdrawn.reason.as_deref().unwrap_or(words.gone_sentence);
    WithdrawnPage {
        language: language.clone(),
        title: words.gone.to_owned(),
        reason: reason.to_owned(),
    }
}
