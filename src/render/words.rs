//! The few words that pressroom itself puts into a feed, in the languages that
//! newsrooms here write. It translates no article.

use crate::text::Language;

/// pressroom's own words in one language.
pub(super) struct Words {
    /// Stands before a correction's note.
    pub(super) correction: &'static str,
    /// Stands before links to other articles that tell the same story.
    pub(super) also: &'static str,
    /// The title of what was taken back.
    pub(super) withdrawn: &'static str,
    /// The text of what was taken back without a reason.
    pub(super) withdrawn_sentence: &'static str,
}

/// The words in `language`, or in English where there are none.
pub(super) fn words(language: &Language) -> Words {
    let primary = language.as_str().split('-').next().unwrap_or_default().to_ascii_lowercase();
    let (correction, also, withdrawn, withdrawn_sentence) = match primary.as_str() {
        "ar" => ("تصحيح", "أيضًا", "سُحب المقال", "سُحب هذا المقال."),
        "de" => ("Korrektur", "Auch", "Zurückgezogen", "Dieser Artikel wurde zurückgezogen."),
        "es" => ("Corrección", "También", "Retirado", "Este artículo ha sido retirado."),
        "fr" => ("Correction", "Aussi", "Retiré", "Cet article a été retiré."),
        "ur" => ("تصحیح", "یہ بھی", "مضمون واپس لے لیا گیا", "یہ مضمون واپس لے لیا گیا ہے۔"),
        _ => ("Correction", "Also", "Withdrawn", "This article has been withdrawn."),
    };
    Words { correction, also, withdrawn, withdrawn_sentence }
}
