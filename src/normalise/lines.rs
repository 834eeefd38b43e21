//! Texts that stand on one line: titles, names, tags. It cuts nothing.

use crate::raw_item::RawText;
use crate::text::{XmlText, headline, plain_text};

/// A text on one line, as a reader should see it.
pub(super) fn line(text: &RawText) -> String {
    let plain = match text {
        RawText::Plain(plain) => plain_text::unescape_double(plain).into_owned(),
        RawText::Html(html) => {
            let once = headline::from_html(html);
            let twice = plain_text::unescape_double(&once);
            // `&lt;b&gt;…&lt;/b&gt;`: markup that was escaped once too often.
            headline::from_html(&twice)
        }
    };
    plain_text::one_line(&plain)
}

/// A text that is not empty, as one that may be published.
pub(super) fn non_empty(text: &str) -> Option<XmlText> {
    let line = plain_text::one_line(text);
    (!line.is_empty()).then(|| XmlText::new(line))
}
