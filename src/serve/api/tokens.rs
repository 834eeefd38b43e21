//! Whose token a request carries (RFC 6750 §2.1). It compares hashes in a time
//! that says nothing about them, and never shows a token.

use crate::config::settings::Token;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use subtle::ConstantTimeEq;

/// What is asked of one who brings no token, or a wrong one.
pub(super) const CHALLENGE: &str = "Bearer realm=\"pressroom\"";
pub(super) const WRONG: &str = "Bearer realm=\"pressroom\", error=\"invalid_token\"";

/// The token that a request carries.
///
/// # Errors
/// A sentence and a challenge, when it carries none, several, or a wrong one.
pub(super) fn bearer<'t>(
    headers: &HeaderMap,
    tokens: &'t [Token],
) -> Result<&'t Token, (&'static str, &'static str)> {
    let mut fields = headers.get_all(AUTHORIZATION).iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        return Err(("send one header `Authorization: Bearer TOKEN`", CHALLENGE));
    };
    let (scheme, token) = split(field.as_bytes());
    if !scheme.eq_ignore_ascii_case(b"bearer") || token.is_empty() {
        return Err(("the API takes bearer tokens: `Authorization: Bearer TOKEN`", CHALLENGE));
    }
    let hash = ring::digest::digest(&ring::digest::SHA256, token);
    // All are compared: which one is right must not show in the time it takes.
    let mut found = None;
    for token in tokens {
        if bool::from(token.hash.ct_eq(hash.as_ref())) {
            found = Some(token);
        }
    }
    found.ok_or(("there is no such token: ask who runs pressroom for one", WRONG))
}

fn split(field: &[u8]) -> (&[u8], &[u8]) {
    let space = field.iter().position(|byte| *byte == b' ').unwrap_or(field.len());
    let (scheme, rest) = field.split_at(space);
    (scheme, rest.trim_ascii())
}
