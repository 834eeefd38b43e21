//! Texts that stand on one line: titles, names, tags. It cuts nothing.

use crate::raw_item::RawText;
use crate::text::{XmlText, plain_text};

/// A text on one line, as a reader should see it.
pub(super) fn line(text: &RawText) -> String {
    let plain = match text {
        RawText::Plain(plain) => plain_text::unescape_double(plain).into_owned(),
        RawText::Html(html) => {
            let once = plain_text::from_html(html);
            let twice = plain_text::unescape_double(&once);
            // `&lt;b&gt;…&lt;/b&gt;`: markup that was escaped once too often.
            if has_escaped_markup(&twice) {
                plain_text::from_html(&twice)
            } else {
                twice.into_owned()
            }
        }
    };
    plain_text::one_line(&plain)
}

/// A text that is not empty, as one that may be published.
pub(super) fn non_empty(text: &str) -> Option<XmlText> {
    let line = plain_text::one_line(text);
    (!line.is_empty()).then(|| XmlText::new(line))
}

/// Whether a text that should be plain has a formatting element in it, opened and
/// closed: nobody writes about markup with that in a headline.
fn has_escaped_markup(text: &str) -> bool {
    ["b", "i", "em", "strong", "span", "u", "sup", "sub", "a", "p", "font"].iter().any(|name| {
        text.contains(&format!("</{name}>"))
            && (text.contains(&format!("<{name}>")) || text.contains(&format!("<{name} ")))
    })
}
