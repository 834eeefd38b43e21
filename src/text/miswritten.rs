//! What to write in the place of what is not TOML or YAML, or not of the kind that a key
//! wants: it goes by what people mean who write so. It judges no value, and finds nothing wrong.

use chrono::{Datelike, Month, NaiveDate};

/// What to do about the line at this byte of a file that is no TOML; its reader says this.
pub(crate) fn in_file(text: &str, at: usize, said: &str) -> String {
    if is_twice(said) {
        let keep = "keep one of the two; a table that may be repeated has two brackets";
        return format!("{keep}, as in `[[section]]`");
    }
    let (before, after) = text.split_at(text.floor_char_boundary(at));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..before.len() + after.find('\n').unwrap_or(after.len())];
    if before[..start].trim().is_empty()
        && let Some(language) = other_language(line.trim())
    {
        return format!("this is {language}, and the file is TOML: `pressroom init` writes one");
    }
    in_toml(line, said).unwrap_or_else(|| {
        "write `key = value`, with quotes around texts, and each header on a line of its own"
            .to_owned()
    })
}

/// Whether a reader says that a key stands there twice.
fn is_twice(said: &str) -> bool {
    said.contains("duplicate key")
}

/// Which other language a file is in that begins so.
fn other_language(first: &str) -> Option<&'static str> {
    match first {
        _ if first.starts_with('{') => Some("JSON"),
        "---" => Some("YAML"),
        _ if first.ends_with(':') && !first.contains('=') => Some("YAML"),
        _ => None,
    }
}

/// What to write in the place of a line that is no YAML, of which its reader says this; `None` where nobody can tell.
pub(crate) fn in_yaml(line: &str, said: &str) -> Option<String> {
    if said.contains(" tab") || said.starts_with("tab") || line.starts_with('\t') {
        return Some("YAML is indented by spaces, never by tabs".to_owned());
    }
    let line = line.trim();
    let (dash, line) = match line.strip_prefix("- ") {
        Some(element) => ("- ", element.trim()),
        None => ("", line),
    };
    let end = line.find([':', '=']);
    let parts = end.map(|end| (line[..end].trim(), line[end + 1..].trim()));
    let Some((key, value)) = parts.filter(|(key, value)| is_key(key) && !value.is_empty()) else {
        let is_text = !dash.is_empty() && !line.is_empty();
        return is_text.then(|| format!("put the text in quotes: `- {}`", quoted(bare(line))));
    };
    if end.is_some_and(|end| line.as_bytes().get(end) == Some(&b'=')) {
        return Some(format!("between `---` lines write `{key}: {}`", meant(value)?));
    }
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        return Some(format!("put each text in quotes: `{dash}{key}: {}`", quoted_list(list)));
    }
    Some(format!("put the text in quotes: `{dash}{key}: {}`", quoted(bare(value))))
}

/// What to write in the place of a line that is no TOML; `None` where nobody can tell.
pub(crate) fn in_toml(line: &str, said: &str) -> Option<String> {
    if is_twice(said) {
        return Some("keep one of the two".to_owned());
    }
    let line = line.trim();
    if let Some(header) = line.strip_prefix('[') {
        let name = header.trim_matches(['[', ']', ' ']);
        return is_key(name).then(|| format!("close the header, as in `[{name}]`"));
    }
    let end = line.find(['=', ':'])?;
    let (key, value) = (line[..end].trim(), line[end + 1..].trim());
    if !is_key(key) || value.is_empty() {
        return None;
    }
    let value = without_signs(without_comment(value));
    if value.is_empty() {
        return None;
    }
    if line.as_bytes().get(end) == Some(&b':') {
        let value = meant(value).unwrap_or_else(|| value.to_owned());
        return Some(format!("write `=` in the place of `:`, as in `{key} = {value}`"));
    }
    if let Some(dates) = dates(value) {
        return Some(as_date(key, &dates));
    }
    if said.starts_with("invalid date") {
        return Some(no_such_day(key));
    }
    let why = match value.chars().next()? {
        '"' if value.contains('\\') => "between double quotes `\\` begins a special character: ",
        quote @ ('"' | '\'') if value.len() < 2 || !value.ends_with(quote) => {
            "the closing quote is missing: "
        }
        '"' => "a text with `\"` in it has single quotes, and every text both of them: ",
        '\'' => "a text with `'` in it has double quotes, and every text both of them: ",
        quote if CURLY.contains(&quote) => "the quotes are the straight ones of a keyboard: ",
        _ => "",
    };
    Some(format!("{why}write `{key} = {}`", meant(value)?))
}

/// The quotes of typography, which no reader of TOML takes for quotes.
const CURLY: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];

/// A key, with dots or without.
fn is_key(word: &str) -> bool {
    let right = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    !word.is_empty() && word.chars().all(right)
}

/// A value without what is said behind it.
fn without_comment(value: &str) -> &str {
    match value.split_once(" #") {
        Some((value, _)) if !value.starts_with(['"', '\'']) => value.trim(),
        _ => value,
    }
}

/// A value without the signs that other languages have around one.
fn without_signs(value: &str) -> &str {
    let value = value.strip_prefix(['=', '>']).unwrap_or(value).trim_start();
    let before = value.split_once(" //").map(|(value, _)| value.trim_end());
    let value = before.filter(|before| is_whole(before)).unwrap_or(value);
    let shorter = value.trim_end_matches([';', ',']).trim_end();
    if is_whole(shorter) { shorter } else { value }
}

/// Whether a value has all the quotes that it begins with.
fn is_whole(value: &str) -> bool {
    value
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))
        .is_none_or(|quote| value.len() > 1 && value.ends_with(quote))
}

/// A value as TOML has it; `None` where nobody can tell.
fn meant(value: &str) -> Option<String> {
    if let Some(truth) = truth(value) {
        return Some(truth.to_string());
    }
    if value.parse::<f64>().is_ok() {
        return Some(value.to_owned());
    }
    if let Some(list) = value.strip_prefix('[') {
        return list.strip_suffix(']').map(quoted_list);
    }
    let ends_early = |quote: char| {
        value.strip_prefix(quote).is_some_and(|rest| rest.contains(quote) && !rest.ends_with(quote))
    };
    if value.starts_with('{') || ends_early('"') || ends_early('\'') {
        return None;
    }
    Some(quoted(bare(value)))
}

/// The texts of a list in one line, each in quotes: they are apart by commas, or by their
/// own quotes where a comma is missing.
fn quoted_list(list: &str) -> String {
    let mut texts = Vec::new();
    let mut rest = list.trim();
    while !rest.is_empty() {
        let opens = rest.chars().next().filter(|first| is_quote(*first));
        let inner = opens.map(|quote| &rest[quote.len_utf8()..]);
        let closes = inner.and_then(|inner| Some((inner, inner.find(is_quote)?)));
        let (text, after) = match closes {
            Some((inner, end)) => {
                let after = &inner[end..];
                let quote = after.chars().next().map_or(0, char::len_utf8);
                (&inner[..end], &after[quote..])
            }
            None => {
                let end = rest.find([',', ';']).unwrap_or(rest.len());
                (bare(rest[..end].trim()), &rest[end..])
            }
        };
        texts.push(quoted(text));
        rest = after.trim_start_matches([',', ';', ' ', '\t']);
    }
    format!("[{}]", texts.join(", "))
}

fn is_quote(c: char) -> bool {
    c == '"' || c == '\'' || CURLY.contains(&c)
}

/// Without the quotes around it, of whatever form.
fn bare(value: &str) -> &str {
    // A quote at the end alone belongs to the text, and so do those around its first words.
    let Some(opened) = value.strip_prefix(is_quote) else { return value };
    match opened.strip_suffix(is_quote) {
        Some(text) => text,
        None if opened.contains(is_quote) => value,
        None => opened,
    }
}

/// A text as it stands in a file.
fn quoted(text: &str) -> String {
    match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => format!("\"{text}\""),
        (true, false) => format!("'{text}'"),
        (true, true) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// Yes or no, in the words of other languages for configurations.
pub(crate) fn truth(word: &str) -> Option<bool> {
    match word.trim().to_ascii_lowercase().as_str() {
        "yes" | "on" | "true" | "y" | "1" => Some(true),
        "no" | "off" | "false" | "n" | "0" => Some(false),
        _ => None,
    }
    .filter(|_| !matches!(word.trim(), "0" | "1"))
}

/// What to write for a date that was meant.
pub(crate) fn as_date(key: &str, dates: &[NaiveDate]) -> String {
    match dates {
        [one] => format!("write year, month and day, without quotes: `{key} = {one}`"),
        both => {
            let both = both.iter().map(|day| {
                let month = Month::try_from(u8::try_from(day.month()).unwrap_or(1));
                let month = month.map_or("", |month| month.name());
                format!("`{key} = {day}` is {} {month}", day.day())
            });
            let both: Vec<String> = both.collect();
            format!("write year, month and day, without quotes: {}", both.join(", "))
        }
    }
}

/// What to write for a day that no calendar has.
pub(crate) fn no_such_day(key: &str) -> String {
    format!(
        "write a day that there is, as year, month and day without quotes: `{key} = 2026-09-30`"
    )
}

/// The days that a text may mean, when it is a date: two where day and month cannot be told
/// apart.
pub(crate) fn dates(text: &str) -> Option<Vec<NaiveDate>> {
    let parts = text.trim().split(['/', '.', '-', ' ', ',']);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u32>().ok();
    let day = |year: &str, month: Option<u32>, day: &str| {
        let year = year.parse().ok().filter(|_| year.len() == 4)?;
        NaiveDate::from_ymd_opt(year, month?, number(day)?)
    };
    let named = |part: &str| part.parse::<Month>().ok().map(|month| month.number_from_month());
    let found: Vec<NaiveDate> = if first.len() == 4 {
        day(first, number(second).or_else(|| named(second)), third).into_iter().collect()
    } else if let Some(month) = named(first) {
        day(third, Some(month), second).into_iter().collect()
    } else if let Some(month) = named(second) {
        day(third, Some(month), first).into_iter().collect()
    } else {
        let european = day(third, number(second), first);
        let american = day(third, number(first), second).filter(|day| Some(*day) != european);
        european.into_iter().chain(american).collect()
    };
    (!found.is_empty()).then_some(found)
}
