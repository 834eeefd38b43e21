//! Mends the JSON of one item that no reader of JSON takes: control characters as they are,
//! and escapes of half a character. It reads no member.

/// The same JSON with what is wrong in its texts escaped or taken out.
pub(super) fn mended(json: &str) -> String {
    without_lone_surrogates(&escaped(json))
}

/// JSON with the control characters inside it escaped, as it should have been.
fn escaped(json: &str) -> String {
    let mut inside = false;
    let mut after_backslash = false;
    let mut text = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match c {
            '"' if !after_backslash => inside = !inside,
            c if inside && c < ' ' => {
                text.push_str(&format!("\\u{:04x}", u32::from(c)));
                after_backslash = false;
                continue;
            }
            _ => {}
        }
        after_backslash = inside && c == '\\' && !after_backslash;
        text.push(c);
    }
    text
}

/// JSON without the escapes that are half of a character (`\ud83d` alone): they cost
/// themselves, and not the item.
fn without_lone_surrogates(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match (surrogate(rest), rest.get(6..).and_then(surrogate)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(_), _) => {
                rest = &rest[6..];
                continue;
            }
            // A backslash and what it escapes.
            (None, _) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        };
        text.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    text.push_str(rest);
    text
}

/// The half of a character that a text begins with as an escape.
fn surrogate(text: &str) -> Option<u32> {
    let code = u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()?;
    (0xD800..=0xDFFF).contains(&code).then_some(code)
}
