//! E-mail addresses within other text, so that none is published with it. It does not
//! check whether an address is one that mail can be sent to.

/// A text without the e-mail addresses in it and what was written around them. Of one
/// that is nothing else, what stands before its `@` is left.
#[must_use]
pub fn without_addresses(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    let mut locals = Vec::new();
    while let Some((before, local, after)) = first(rest) {
        kept.push_str(without_scheme(before));
        kept.push(' ');
        locals.push(local);
        rest = after;
    }
    if locals.is_empty() {
        return text.to_owned();
    }
    kept.push_str(rest);
    let name = tidy(&kept);
    match locals.first() {
        Some(local) if !name.contains(char::is_alphanumeric) => local.replace(['.', '_'], " "),
        _ => name,
    }
}

/// Whether there is an e-mail address in a text.
#[must_use]
pub fn has_address(text: &str) -> bool {
    first(text).is_some()
}

/// Whether a text is one e-mail address and nothing else.
#[must_use]
pub fn is_address(text: &str) -> bool {
    first(text).is_some_and(|(before, _, after)| before.is_empty() && after.is_empty())
        && !text.ends_with(['.', '-'])
}

/// What stands before the first address, the part of it before the `@`, and what stands
/// behind it.
fn first(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('@').find_map(|(at, _)| {
        let local = |c: char| c.is_alphanumeric() || "._%+-!#$&'*=?^{|}~".contains(c);
        let start = text[..at].trim_end_matches(local).len();
        let host = |c: char| c.is_alphanumeric() || c == '.' || c == '-';
        let after = text[at + 1..].trim_start_matches(host);
        // `@ann@social.example` is no address of mail.
        let is_handle = text[..start].ends_with('@');
        let has_host =
            text[at + 1..].len() > after.len() && !text[at + 1..].starts_with(['.', '-']);
        (start < at && has_host && !is_handle).then(|| (&text[..start], &text[start..at], after))
    })
}

fn without_scheme(text: &str) -> &str {
    let scheme = "mailto:";
    let start = text.len().saturating_sub(scheme.len());
    match text.get(start..) {
        Some(end) if end.eq_ignore_ascii_case(scheme) => &text[..start],
        _ => text,
    }
}

/// Without the brackets that are empty now, and signs that part nothing.
fn tidy(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (empty, instead) in [
        ("< >", ""),
        ("( )", ""),
        ("[ ]", ""),
        ("<>", ""),
        ("()", ""),
        ("[]", ""),
        (" ,", ","),
        (" ;", ";"),
    ] {
        text = text.replace(empty, instead);
    }
    let parts = |c: char| c.is_whitespace() || ",;:|/<>()[]".contains(c);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(parts).replace(" ,", ",")
}
