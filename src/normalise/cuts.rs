//! What of an item is longer than its field may be: it is cut or left out, and told.
//! How long that is, `bounds` says.

use super::lines::non_empty;
use crate::bounds;
use crate::text::{XmlText, plain_text};
use crate::web_address::WebAddress;

/// What was cut of one item, in sentences for the newsroom.
#[derive(Debug, Default)]
pub(super) struct Cuts(Vec<String>);

impl Cuts {
    /// The sentences.
    pub(super) fn told(self) -> Vec<String> {
        self.0
    }

    /// A text of `most` characters at most.
    pub(super) fn shorten(&mut self, what: &str, text: String, most: usize) -> String {
        // No character has less than one byte, and few texts are longer.
        if text.len() <= most || text.chars().count() <= most {
            return text;
        }
        self.0.push(format!("{what} has more than {most} characters: it is cut there"));
        plain_text::shorten(&text, most)
    }

    /// A line that says something, of `most` characters at most.
    pub(super) fn line(&mut self, what: &str, text: Option<&str>, most: usize) -> Option<XmlText> {
        let line = non_empty(text?)?;
        Some(XmlText::new(self.shorten(what, line.into(), most)))
    }

    /// A text that means something only as a whole.
    pub(super) fn whole(&mut self, what: &str, text: String, most: usize) -> Option<String> {
        let fits = text.len() <= most || text.chars().count() <= most;
        if !fits {
            self.0.push(format!("{what} has more than {most} characters: it is left out"));
        }
        fits.then_some(text)
    }

    /// An address that is short enough.
    pub(super) fn address(
        &mut self,
        what: &str,
        address: Option<WebAddress>,
    ) -> Option<WebAddress> {
        let (address, most) = (address?, bounds::ADDRESS);
        let length = address.as_str().len();
        if length > most {
            self.0.push(format!(
                "the address of {what} has {length} bytes, more than {most}: it is left out"
            ));
        }
        (length <= most).then_some(address)
    }

    /// The first of a list.
    pub(super) fn first<T>(&mut self, what: &str, mut list: Vec<T>, most: usize) -> Vec<T> {
        if list.len() > most {
            let count = list.len();
            self.0.push(format!("it has {count} {what}, of which the first {most} are taken"));
            list.truncate(most);
        }
        list
    }
}
