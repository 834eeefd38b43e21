//! Secrets that are kept elsewhere: in the environment, or in a file. What is read is
//! repeated in no message.

use super::Checker;
use super::bad_value::BadValue;
use crate::config::environment::Environment;
use crate::config::file::{Kept, Key, Text, TextOrKept, Written};
use crate::config::secret::Secret;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// A larger file is no secret's.
const MOST_BYTES: u64 = 64 * 1024;

impl Checker<'_, '_> {
    /// The secret that a table says where to find. Whoever only looks need not be able to
    /// read it: it is a blank then.
    pub(super) fn secret(
        &mut self,
        (kept, span): (&Kept, Range<usize>),
        environment: &Environment,
    ) -> Option<Secret> {
        self.kept(kept, span, &["env", "file"], environment)
    }

    /// As [`Checker::secret`], where a `text` may stand that is no secret.
    pub(super) fn secret_or_text(
        &mut self,
        (kept, span): (&Kept, Range<usize>),
        environment: &Environment,
    ) -> Option<Secret> {
        self.kept(kept, span, &["env", "file", "text"], environment)
    }

    fn kept(
        &mut self,
        kept: &Kept,
        span: Range<usize>,
        places: &[&str],
        environment: &Environment,
    ) -> Option<Secret> {
        let mut there = kept.iter();
        let (place, written) = match (there.next(), there.next()) {
            (Some((place, written)), None) if places.contains(&place.as_str()) => (place, written),
            _ => {
                self.refuse(span, unclear(places));
                return None;
            }
        };
        let found = match place.as_str() {
            "env" => from_environment(written.value.0.trim(), environment),
            "file" => from_file(&self.folder.join(&written.value.0)),
            _ => Ok(Secret::new(written.value.0.trim())),
        };
        self.found(found, written)
    }

    /// What a text says that may be a secret, wherever it stands; `None` where it says nothing
    /// or is refused. What is kept elsewhere is repeated in no message.
    pub(super) fn text_or_kept<T>(
        &mut self,
        key: &Key<TextOrKept>,
        environment: &Environment,
        parse: impl Fn(&str) -> Result<T, BadValue>,
    ) -> Option<T> {
        let written = key.0.as_ref()?;
        let at = written.span.clone();
        let parsed = match &written.value {
            TextOrKept::Text(text) => parse(&text.0),
            TextOrKept::Kept(kept) => {
                let secret = self.secret((kept, at.clone()), environment)?;
                if secret.as_str().is_empty() {
                    // Whoever only looks was told that it is missing.
                    return None;
                }
                parse(secret.as_str()).map_err(|_| {
                    let cause = "what is kept there is not what this key may be";
                    BadValue::new(cause, "keep there what would stand here, and nothing else")
                })
            }
        };
        parsed.map_err(|refusal| self.refuse(at, refusal)).ok()
    }

    fn found(&mut self, found: Result<Secret, BadValue>, at: &Written<Text>) -> Option<Secret> {
        match found {
            Ok(secret) => Some(secret),
            Err(missing) if self.reading.to_look => {
                self.findings.warn(at.span.clone(), missing.cause, missing.remedy);
                Some(Secret::new(""))
            }
            Err(missing) => {
                self.refuse(at.span.clone(), missing);
                None
            }
        }
    }
}

fn unclear(places: &[&str]) -> BadValue {
    let remedy = match places.len() {
        2 => "write `{ env = \"NAME\" }`, or `{ file = \"path\" }`",
        _ => "write `{ env = \"NAME\" }`, `{ file = \"path\" }`, or `{ text = \"…\" }`",
    };
    BadValue::new("this does not say in one way where the value is kept", remedy)
}

fn from_environment(name: &str, environment: &Environment) -> Result<Secret, BadValue> {
    environment.named(name).cloned().ok_or_else(|| {
        BadValue::new(
            format!("the environment has no {name}"),
            format!(
                "set {name} where pressroom is started (systemd: `EnvironmentFile=` in its unit), \
                 or keep the value in a file: `{{ file = \"path\" }}`"
            ),
        )
    })
}

fn from_file(path: &Path) -> Result<Secret, BadValue> {
    let shown = path.display();
    let refuse = |what: String, remedy: &str| BadValue::new(format!("{shown} {what}"), remedy);
    let mut text = String::new();
    File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_string(&mut text)).map_err(
        |error| {
            let remedy = "name a file that the user who runs pressroom can read";
            refuse(format!("cannot be read: {error}"), remedy)
        },
    )?;
    if text.len() as u64 > MOST_BYTES {
        let remedy = "name the file that holds the secret and nothing else";
        return Err(refuse("is larger than 64 KiB".to_owned(), remedy));
    }
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(refuse("is empty".to_owned(), "write the secret into it, and nothing else")),
        secret => Ok(Secret::new(secret)),
    }
}
