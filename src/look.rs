//! How pages for people look, wherever they are made: one style, and the sheet that pages stand
//! on which are one answer, complete. Those of the web edition link to the style instead.

use crate::text::Language;

/// The style of every page.
pub const STYLE: &str = include_str!("look.css");

/// What `templates/sheet.html` says of a page.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// In the title bar.
    pub title: &'a str,
    /// The language of what it shows.
    pub language: &'a Language,
}

impl Sheet<'_> {
    /// `rtl` or `ltr`, for a `dir` attribute.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        direction(self.language)
    }

    /// The style of the page.
    #[must_use]
    pub fn style(&self) -> &'static str {
        STYLE
    }
}

/// `rtl` or `ltr`, for a `dir` attribute.
#[must_use]
pub fn direction(language: &Language) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}
