//! How pages for people look, wherever they are made: one style, in the page itself, so
//! that a page is one answer, complete.

/// The style sheet of every page.
pub const STYLE: &str = include_str!("look.css");
