//! What to write in the place of what is not TOML or YAML, or not of the kind that a key
//! wants: it goes by what people mean who write so. It judges no value, and finds nothing wrong.

use chrono::{Datelike, Month, NaiveDate};

/// What to do about the line at this byte of a file that is no TOML; its reader says this.
pub(crate) fn in_file(text: &str, at: usize, said: &str) -> String {
    if said.contains("duplicate key") {
        return "keep one of the two; a table that may be repeated has two brackets, as in \
                `[[section]]`"
            .to_owned();
    }
    let (before, after) = text.split_at(text.floor_char_boundary(at));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..before.len() + after.find('\n').unwrap_or(after.len())];
    if before[..start].trim().is_empty()
        && let Some(language) = other_language(line.trim())
    {
        return format!("this is {language}, and the file is TOML: `pressroom init` writes one");
    }
    in_toml(line).unwrap_or_else(|| {
        "write `key = value`, with quotes around texts, and each header on a line of its own"
            .to_owned()
    })
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
    if said.contains("found a tab") || line.starts_with('\t') {
        return Some("YAML is indented by spaces, never by tabs".to_owned());
    }
    let line = line.trim();
    let end = line.find([':', '='])?;
    let (key, value) = (line[..end].trim(), line[end + 1..].trim());
    if !is_key(key) || value.is_empty() {
        return None;
    }
    if line.as_bytes().get(end) == Some(&b'=') {
        return Some(format!("between `---` lines write `{key}: {}`", meant(value)?));
    }
    Some(format!("put the text in quotes: `{key}: {}`", quoted(bare(value))))
}

/// What to write in the place of a line that is no TOML; `None` where nobody can tell.
pub(crate) fn in_toml(line: &str) -> Option<String> {
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
    let value = without_comment(value);
    if line.as_bytes().get(end) == Some(&b':') {
        let value = meant(value).unwrap_or_else(|| value.to_owned());
        return Some(format!("write `=` in the place of `:`, as in `{key} = {value}`"));
    }
    if let Some(dates) = dates(value) {
        return Some(as_date(key, &dates));
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

/// A value as TOML has it; `None` where nobody can tell.
fn meant(value: &str) -> Option<String> {
    if let Some(truth) = truth(value) {
        return Some(truth.to_string());
    }
    if value.parse::<f64>().is_ok() {
        return Some(value.to_owned());
    }
    if let Some(list) = value.strip_prefix('[') {
        let list = list.strip_suffix(']')?;
        let words = list.split(',').map(str::trim).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(|word| quoted(bare(word))).collect();
        return Some(format!("[{}]", words.join(", ")));
    }
    let ends_early = |quote: char| {
        value.strip_prefix(quote).is_some_and(|rest| rest.contains(quote) && !rest.ends_with(quote))
    };
    if value.starts_with('{') || ends_early('"') || ends_early('\'') {
        return None;
    }
    Some(quoted(bare(value)))
}

/// Without the quotes around it, of whatever form.
fn bare(value: &str) -> &str {
    let quote = |c: char| c == '"' || c == '\'' || CURLY.contains(&c);
    // A quote at the end alone belongs to the text.
    let Some(opened) = value.strip_prefix(quote) else { return value };
    opened.strip_suffix(quote).unwrap_or(opened)
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
