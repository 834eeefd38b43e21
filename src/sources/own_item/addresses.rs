//! Addresses that an article of the newsroom's own gives: of its page, of pictures and
//! attachments, of people. One that can be none on the web is a fault, and never dropped
//! in silence. It resolves none.

use super::keys::{Form, Key, KeyFault, Keys};
use super::names::{AUTHORS, MEDIA, THEME_PICTURES};
use super::value::Value;
use url::Url;

/// The address of its page; a slug is words.
const PAGE: &[&str] = &["url", "external_url"];
/// Pictures and the like that JSON Feed has besides.
const OF_JSON_FEED: &[&str] = &["banner_image", "attachments"];
/// What a table calls an address.
const NAMES: [&str; 6] = ["image", "url", "src", "path", "avatar", "thumbnail"];

/// Looks at every address that stands there.
///
/// # Errors
/// At the first that can be none on the web.
pub(super) fn check(keys: &Keys) -> Result<(), KeyFault> {
    for key in keys.of(PAGE) {
        if let Value::Text(text) = &key.value {
            let text = text.trim();
            of_the_web(key, text, &[])?;
            // An address of a site is made right; words alone are not one.
            let is_words = text.contains(char::is_whitespace) && !text.starts_with('/');
            if is_words && Url::parse(text).is_err() {
                return Err(key.fault(format!(
                    "`{}` is \"{text}\", which is no address: write it as in https://example.com/2026/story, with %20 for a space",
                    key.name
                )));
            }
        }
    }
    for key in keys.of(MEDIA).into_iter().chain(keys.of(THEME_PICTURES)) {
        each(key, &key.value)?;
    }
    for key in keys.of(OF_JSON_FEED).into_iter().filter(|key| key.form == Form::Json) {
        each(key, &key.value)?;
    }
    keys.of(AUTHORS).into_iter().try_for_each(|key| in_tables(key, &key.value, &["mailto"]))
}

/// A text that is an address, or tables with some.
fn each(key: &Key, value: &Value) -> Result<(), KeyFault> {
    match value {
        Value::Text(text) => of_the_web(key, text, &[]),
        Value::List(all) => all.iter().try_for_each(|one| each(key, one)),
        table => in_tables(key, table, &[]),
    }
}

fn in_tables(key: &Key, value: &Value, also: &[&str]) -> Result<(), KeyFault> {
    match value {
        Value::List(all) => all.iter().try_for_each(|one| in_tables(key, one, also)),
        Value::Table(table) => table.iter().try_for_each(|(name, value)| match value {
            Value::Text(text) if NAMES.contains(&name.as_str()) => of_the_web(key, text, also),
            _ => Ok(()),
        }),
        _ => Ok(()),
    }
}

/// Relative, or of a scheme that is for the web or that may stand here `also`.
fn of_the_web(key: &Key, text: &str, also: &[&str]) -> Result<(), KeyFault> {
    let text = text.trim();
    let fault = |what: String| {
        let shown: String = text.chars().take(60).collect();
        let name = &key.name;
        Err(key.fault(format!(
            "`{name}` is \"{shown}\", {what}: write an address as in https://example.com/2026/story"
        )))
    };
    match Url::parse(text) {
        Ok(url) if ["http", "https"].contains(&url.scheme()) || also.contains(&url.scheme()) => {
            Ok(())
        }
        Ok(url) => fault(format!("and `{}:` is not for the web", url.scheme())),
        Err(url::ParseError::RelativeUrlWithoutBase) if is_site(text) => {
            fault("with no `https://` in front".to_owned())
        }
        Err(url::ParseError::RelativeUrlWithoutBase) => Ok(()),
        Err(reason) => fault(format!("which is no address ({reason})")),
    }
}

/// Whether a site's name stands where a relative address would begin.
fn is_site(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    host.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www."))
        && host.matches('.').count() > 1
}
