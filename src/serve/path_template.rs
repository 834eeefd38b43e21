//! Paths with an `{id}` in them, as the tables of what can be asked write them. It knows
//! none of those.

use percent_encoding::percent_decode_str;

/// The longest id, in bytes.
const LONGEST_ID: usize = 1024;

/// Whether a path is one of a template; with what stands for `{id}`, as written.
pub(super) fn matches<'p>(template: &str, path: &'p str) -> Option<Option<&'p str>> {
    let (mut id, mut parts) = (None, path.split('/'));
    for wanted in template.split('/') {
        match (wanted, parts.next()?) {
            ("{id}", "") => return None,
            ("{id}", part) => id = Some(part),
            (wanted, part) if wanted == part => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(id)
}

/// An id is any text of one line: it names nothing but what it is the id of.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub(super) fn decode(written: &str) -> Result<String, String> {
    let id = percent_decode_str(written)
        .decode_utf8()
        .map_err(|_| "the id in the path is not UTF-8: percent-encode it as UTF-8".to_owned())?;
    if id.len() > LONGEST_ID || id.chars().any(char::is_control) || id.trim() != id {
        return Err(format!(
            "the id in the path is too long or has spaces around it or control characters: \
             use at most {LONGEST_ID} bytes of plain text"
        ));
    }
    Ok(id.into_owned())
}
