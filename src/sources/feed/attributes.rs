//! The attributes of a start tag, as tolerantly as a browser reads them:
//! without quotes, without a value, more than once (the first counts).

use super::characters::unescape;
use std::borrow::Cow;

/// Names and raw values, in order.
pub(super) fn attributes(raw: &str) -> Attributes<'_> {
    Attributes { rest: raw }
}

/// The value of the attribute of this qualified name, decoded and trimmed.
pub(super) fn attribute<'a>(raw: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let (_, value) = attributes(raw).find(|(found, _)| found.eq_ignore_ascii_case(name))?;
    Some(match unescape(value) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    })
}

/// Whether an attribute declares a namespace.
pub(super) fn is_declaration(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:")
}

/// See [`attributes`].
pub(super) struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let lost = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'' | '=');
        let rest = self.rest.trim_start_matches(lost);
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        if name.is_empty() {
            return None;
        }
        let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
            self.rest = rest;
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let closed = quoted.and_then(|quote| value[1..].split_once(quote));
        let (value, rest) = closed.unwrap_or_else(|| {
            let value = value.trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
            value.split_at(end)
        });
        self.rest = rest;
        Some((name, value))
    }
}
