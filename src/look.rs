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

/// The grounds of pages, by day and in the dark, as the style has them.
pub const GROUNDS: [&str; 2] = ["#fdfcf9", "#161513"];

/// The contrast of two colours in six digits (WCAG 2.2, "contrast ratio"): from 1 to 21.
#[must_use]
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let part = |shift: u32| {
        let part = f64::from((number >> shift) & 255) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grounds_are_those_of_the_style() {
        for ground in GROUNDS {
            assert!(include_str!("look.css").contains(&format!("--paper:{ground};")), "{ground}");
        }
        let ratio = |one, other| (contrast(one, other).unwrap() * 10.0).round();
        assert!((ratio("#000000", "#ffffff") - 210.0).abs() < 0.1);
        assert!((ratio("#ffff00", GROUNDS[0]) - 11.0).abs() < 1.1);
        assert!(contrast("#8a3b00", GROUNDS[0]).unwrap() > 4.5);
        assert!(contrast("#ffb37a", GROUNDS[1]).unwrap() > 4.5);
    }
}
