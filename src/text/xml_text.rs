//! Text that any XML 1.0 document can hold. It does not escape: the renderers do.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;

/// A string of only the characters that may be published. Making one drops the
/// others (control characters, noncharacters): they carry no text.
///
/// ```
/// use pressroom::text::XmlText;
///
/// assert_eq!(XmlText::new("Rain\u{0} in \u{fffe}Karachi").as_str(), "Rain in Karachi");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct XmlText(String);

impl XmlText {
    /// Keeps what XML allows.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let mut text = text.into();
        if !text.chars().all(is_xml_char) {
            text.retain(is_xml_char);
        }
        Self(text)
    }

    /// As a plain string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a character may be published: the `Char` production of XML 1.0 §2.2 without
/// the noncharacters (Unicode §23.7), which validators refuse and some readers choke on.
#[must_use]
pub fn is_xml_char(c: char) -> bool {
    let is_char = matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..);
    let is_noncharacter = matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    is_char && !is_noncharacter
}

impl Deref for XmlText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for XmlText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for XmlText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for XmlText {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<XmlText> for String {
    fn from(text: XmlText) -> Self {
        text.0
    }
}
