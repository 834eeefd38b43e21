//! `[api]`: who may push articles over HTTP.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{MINUTE, SECOND, line, period, size};
use super::sections::Names;
use crate::config::file::{ApiTable, Key, SourceTable, Text, TokenTable, Written};
use crate::config::settings::{Access, Api, PUSH_SOURCE, Token};
use ring::digest::{SHA256, digest};

impl Checker<'_, '_> {
    pub(super) fn api(&mut self, table: &ApiTable, names: &Names) -> Option<Api> {
        let max_body_bytes = self.read(&table.max_body, size(1 << 10..=64 << 20));
        let body_timeout = self.read(&table.body_timeout, period(SECOND..=10 * MINUTE));
        let written = table.token.value().map(Vec::as_slice).unwrap_or_default();
        let tokens: Vec<Option<Token>> =
            written.iter().map(|table| self.token(&table.value, names)).collect();
        self.refuse_equal(written, |table| &table.name, "name");
        self.refuse_equal(written, |table| &table.hash, "hash");
        Some(Api {
            tokens: tokens.into_iter().collect::<Option<Vec<_>>>()?,
            max_body_bytes: max_body_bytes?,
            body_timeout: body_timeout?,
        })
    }

    /// Pushed articles are kept under a source's name of their own.
    pub(super) fn push_source_is_free(&mut self, sources: &[Written<SourceTable>]) {
        for name in sources.iter().filter_map(|source| source.value.name.0.as_ref()) {
            if name.value.0.trim() == PUSH_SOURCE {
                let cause = format!("no source may be called \"{PUSH_SOURCE}\": what is pushed is");
                self.refuse(name.span.clone(), BadValue::new(cause, "give it another name"));
            }
        }
    }

    fn token(&mut self, table: &TokenTable, names: &Names) -> Option<Token> {
        let name = self.read(&table.name, line);
        let hash = self.read(&table.hash, sha256);
        if hash.as_ref().is_some_and(is_guessed) {
            let cause = "this is the hash of a word that anybody guesses".to_owned();
            let remedy = "`pressroom token NAME` makes a token, and prints its hash".to_owned();
            self.findings.warn(table.hash.span(), cause, remedy);
        }
        let sections = self.known_sections(&table.sections, names);
        let access = self.read(&table.access, access);
        if let (Some(Access::Operate), Some(given)) = (access, &table.sections.0)
            && !given.value.is_empty()
        {
            let cause = "a token with `access = \"operate\"` is for the whole newsroom";
            let remedy = "remove `sections`, or write `access = \"write\"`";
            self.refuse(given.span.clone(), BadValue::new(cause, remedy));
        }
        Some(Token { name: name?.to_string(), hash: hash?, sections, access: access? })
    }

    fn refuse_equal(
        &mut self,
        tokens: &[Written<TokenTable>],
        key: impl Fn(&TokenTable) -> &Key<Text>,
        what: &str,
    ) {
        let mut seen = std::collections::BTreeSet::new();
        for written in tokens.iter().filter_map(|token| key(&token.value).0.as_ref()) {
            if !seen.insert(written.value.0.trim().to_ascii_lowercase()) {
                let cause = format!("two tokens have the same {what}");
                self.refuse(written.span.clone(), BadValue::new(cause, "give each its own"));
            }
        }
    }
}

fn access(text: &Text) -> Result<Access, BadValue> {
    match text.0.trim() {
        "read" => Ok(Access::Read),
        "write" => Ok(Access::Write),
        "operate" => Ok(Access::Operate),
        other => {
            let cause = format!("\"{other}\" is not an access");
            Err(BadValue::new(cause, "write `read`, `write` or `operate`"))
        }
    }
}

/// `sha256:` and 64 hexadecimal digits.
fn sha256(text: &Text) -> Result<[u8; 32], BadValue> {
    let refuse = || {
        // What is written may be the token itself: it is not repeated.
        BadValue::new(
            "this is not a hash of a token",
            "write `sha256:` and 64 hexadecimal digits, as `pressroom token` prints them",
        )
    };
    let digits = text.0.trim().strip_prefix("sha256:").ok_or_else(refuse)?;
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(refuse());
    }
    let mut hash = [0; 32];
    for (byte, at) in hash.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| refuse())?;
    }
    Ok(hash)
}

/// Whether a token is a word that is tried first.
fn is_guessed(hash: &[u8; 32]) -> bool {
    GUESSED.iter().any(|word| digest(&SHA256, word.as_bytes()).as_ref() == hash)
}

/// What is tried first by whoever has no token.
const GUESSED: [&str; 22] = [
    "",
    "token",
    "test",
    "testing",
    "secret",
    "password",
    "passwd",
    "pass",
    "changeme",
    "change-me",
    "admin",
    "root",
    "example",
    "demo",
    "cms",
    "pressroom",
    "letmein",
    "qwerty",
    "123456",
    "12345678",
    "hello",
    "foo",
];
