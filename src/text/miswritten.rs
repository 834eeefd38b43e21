//! What to write in the place of what is not TOML or YAML, or not of the kind that a key
//! wants: it goes by what people mean who write so. It judges no value, and finds nothing wrong.

use super::strange_line::{self, is_key};
use chrono::{Datelike, Month, NaiveDate};

/// The name in a text that another program would put something in the place of.
pub(crate) fn stand_in(text: &str) -> Option<&str> {
    strange_line::stands_in(text)
}

/// What to do about the line at this byte of a file that is no TOML; its reader says this.
pub(crate) fn in_file(text: &str, at: usize, said: &str) -> String {
    let (before, after) = text.split_at(text.floor_char_boundary(at));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..before.len() + after.find('\n').unwrap_or(after.len())];
    if is_twice(said) {
        let mut above = before[..start].lines();
        return match above.position(|above| line.starts_with('[') && above.trim() == line.trim()) {
            Some(first) => format!(
                "`{}` stands in line {} already: move what is below this one there; a table that \
                 may be repeated has two brackets, as in `[[section]]`",
                line.trim(),
                first + 1
            ),
            None => "keep one of the two; a table that may be repeated has two brackets, as in \
                     `[[section]]`"
                .to_owned(),
        };
    }
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
        _ if first.starts_with("<?") || first.starts_with('<') && first.ends_with('>') => {
            Some("XML")
        }
        "---" => Some("YAML"),
        _ if first.ends_with(':') && !first.contains(['=', '[']) => Some("YAML"),
        _ => None,
    }
}

/// What to write in the place of a line that is no YAML, of which its reader says this; `None` where nobody can tell.
pub(crate) fn in_yaml(line: &str, said: &str) -> Option<String> {
    if let Some(remedy) = strange_line::unseen(line.trim_start_matches('\t')) {
        return Some(remedy);
    }
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
    if let Some(quotes) = ["\"\"\"", "'''"].into_iter().find(|quotes| value.starts_with(quotes)) {
        let text = value.trim_matches(['"', '\'']).trim();
        let text = if text.is_empty() { "…" } else { text };
        let text = quoted(text);
        return Some(format!("YAML has no `{quotes}`: write `{dash}{key}: {text}` on one line"));
    }
    if let Some(remedy) = strange_line::filled(key, value) {
        return Some(remedy);
    }
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        return Some(format!("put each text in quotes: `{dash}{key}: {}`", quoted_list(list)));
    }
    Some(format!("put the text in quotes: `{dash}{key}: {}`", quoted(bare(value))))
}

/// What to write for a line of YAML whose value another program was to fill in.
pub(crate) fn filled_in_yaml(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    strange_line::filled(key.trim(), value.trim()).filter(|_| is_key(key.trim()))
}

/// What to write for a line of YAML with no space behind the colon of its key.
pub(crate) fn without_space(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let is_joined = is_key(key) && value.starts_with(|c: char| !c.is_whitespace() && c != '/');
    (is_joined && !value.contains(": "))
        .then(|| format!("a space stands behind the colon: write `{key}: {}`", value.trim()))
}

/// What to write for a key of YAML that does not begin where the one before it does.
pub(crate) fn indented(line: &str, before: &str) -> Option<String> {
    let key = line.trim_start();
    let (name, value) = key.split_once(": ")?;
    let is_deeper = line.starts_with(' ') && !before.starts_with(' ');
    let is_whole = before.split_once(": ").is_some_and(|(name, value)| {
        is_key(name) && !value.trim().is_empty() && !value.starts_with(['|', '>'])
    });
    (is_deeper && is_whole && is_key(name) && !value.contains(": "))
        .then(|| format!("a key begins where the one above it does: write `{key}`"))
}

/// What to write in the place of a line that is no TOML; `None` where nobody can tell.
pub(crate) fn in_toml(line: &str, said: &str) -> Option<String> {
    if is_twice(said) {
        return Some("keep one of the two".to_owned());
    }
    if let Some(remedy) = strange_line::remedy(line) {
        return Some(remedy);
    }
    let line = line.trim();
    let is_apart = said.starts_with("missing comma") && !line.contains('=');
    if is_apart || said.starts_with("missing comma between key-value") {
        return Some("put a comma between one and the next".to_owned());
    }
    if line.starts_with('[') {
        return in_header(line);
    }
    let end = line.find(['=', ':'])?;
    let (key, value) = (line[..end].trim(), line[end + 1..].trim());
    if !is_key(key) {
        return None;
    }
    if value.is_empty() {
        return Some(format!("write the value of `{key}` behind it, or remove the line"));
    }
    let value = without_signs(without_comment(value));
    if value.is_empty() {
        return None;
    }
    if line.as_bytes().get(end) == Some(&b':') {
        let value = meant(value).unwrap_or_else(|| value.to_owned());
        return Some(format!("write `=` in the place of `:`, as in `{key} = {value}`"));
    }
    if let Some(next) = next_key(value) {
        return Some(format!("write each key on a line of its own: `{next}` on the next one"));
    }
    if said.starts_with("unclosed array") {
        return Some(format!("close the bracket of `{key}`: `{key} = […]`"));
    }
    if let Some(remedy) = strange_line::stand_in(key, value) {
        return Some(remedy);
    }
    if let Some(dates) = dates(value) {
        return Some(as_date(key, &dates));
    }
    if said.starts_with("invalid date") {
        return Some(no_such_day(key, value));
    }
    let why = match value.chars().next()? {
        '"' if value.contains('\\') => "between double quotes `\\` begins a special character: ",
        quote @ ('"' | '\'') if value.len() < 2 || !value.ends_with(quote) => {
            "the closing quote is missing: "
        }
        quote @ ('"' | '\'') if value[1..].find(quote) == Some(value.len() - 2) => {
            "nothing stands behind a text: "
        }
        '"' => "a text with `\"` in it has single quotes, and every text both of them: ",
        '\'' => "a text with `'` in it has double quotes, and every text both of them: ",
        quote if CURLY.contains(&quote) => "the quotes are the straight ones of a keyboard: ",
        _ => "",
    };
    Some(format!("{why}write `{key} = {}`", meant(value)?))
}

/// The key with its value that follows a whole text on the same line.
fn next_key(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let end = value[1..].find(quote)? + 2;
    let next = value[end..].trim_start_matches([' ', '\t', ';', ',']);
    next.split_once('=').filter(|(key, _)| is_key(key.trim())).map(|_| next)
}

/// What to write in the place of a header that is none.
fn in_header(line: &str) -> Option<String> {
    let brackets = line.len() - line.trim_start_matches('[').len();
    let (open, close) = if brackets > 1 { ("[[", "]]") } else { ("[", "]") };
    let inner = line.trim_start_matches('[');
    let (name, behind) = inner.find(']').map_or((inner, ""), |end| inner.split_at(end));
    let name = name.trim();
    if !behind.trim_matches(']').is_empty() && is_key(name) {
        return Some(format!("let the header stand alone on its line: `{open}{name}{close}`"));
    }
    let dotted = name.split_whitespace().collect::<Vec<_>>().join(".");
    if dotted != name && is_key(&dotted) {
        return Some(format!("the names in a header are apart by dots: `{open}{dotted}{close}`"));
    }
    is_key(name).then(|| format!("close the header, as in `{open}{name}{close}`"))
}

/// The quotes of typography and of other languages, which no reader of TOML takes for quotes.
const CURLY: [char; 11] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '`', '´'];

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
        let digits = value.bytes().all(|byte| byte.is_ascii_digit());
        let short = value.trim_start_matches('0');
        let short = if short.is_empty() { "0" } else { short };
        return Some(if digits { short } else { value }.to_owned());
    }
    if let Some(list) = value.strip_prefix('[') {
        return list.strip_suffix(']').map(quoted_list);
    }
    if let Some(list) = strange_line::other_brackets(value) {
        return Some(quoted_list(list));
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
pub(crate) fn quoted_list(list: &str) -> String {
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

/// What to write for a day that no calendar has: the last one of its month.
pub(crate) fn no_such_day(key: &str, said: &str) -> String {
    let mut parts = said.split('-');
    let mut number = || parts.next()?.trim().parse::<u32>().ok();
    let month = number()
        .zip(number())
        .and_then(|(year, month)| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1));
    let next = month.and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    let last = next.and_then(|next| next.pred_opt());
    let day = last.map_or_else(|| "2026-09-30".to_owned(), |last| last.to_string());
    format!("write a day that there is, as year, month and day without quotes: `{key} = {day}`")
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
