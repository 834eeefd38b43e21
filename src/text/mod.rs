//! Text in the three forms that the stages hand on: text that XML can hold,
//! HTML that is safe to show, and plain text. No other module cleans text.

pub mod charset;
pub mod clean_html;
pub(crate) mod counted;
pub mod dates;
pub mod direction;
pub(crate) mod elements;
pub mod embeds;
pub mod file_name;
pub mod folded;
pub mod headline;
pub mod html;
pub(crate) mod html_pieces;
pub mod kept_addresses;
mod language;
mod letters;
pub mod mail;
mod mail_in_html;
pub(crate) mod miswritten;
pub mod names;
mod note_marks;
pub mod places;
pub mod plain_text;
mod public_mail;
mod sentences;
mod strange_line;
pub(crate) mod text_stream;
mod tidy_html;
pub(crate) mod unclosed;
pub(crate) mod unseen;
pub mod xml_text;

pub use clean_html::CleanHtml;
pub use embeds::Embeds;
pub use language::Language;
pub(crate) use letters::shows_something;
pub use mail_in_html::{Standing, Stead, Steads};
pub use public_mail::PublicMail;
pub use xml_text::XmlText;
