//! What a line is that other programs or other files have, and TOML has not: marks of a merge,
//! comments of other languages, signs that nobody sees. It says what to write in its place,
//! and finds nothing wrong itself.

/// What to do about a line that is no TOML, where it can be told by its signs alone.
pub(super) fn remedy(line: &str) -> Option<String> {
    unseen(line).or_else(|| of_another_file(line.trim())).or_else(|| half_a_key(line.trim()))
}

/// A sign outside of texts that looks like a space, or like nothing.
pub(super) fn unseen(line: &str) -> Option<String> {
    let line = line.trim_end_matches('\r');
    if line.contains('\r') {
        return Some("each line ends with a line feed: save the file so (\"Unix\", LF)".to_owned());
    }
    if let Some(control) = line.chars().find(|c| c.is_control() && *c != '\t') {
        let code = u32::from(control);
        return Some(format!("remove the character U+{code:04X}, which no text may have"));
    }
    let mut quote = None;
    let mut odd = None;
    let written: String = line
        .chars()
        .filter_map(|c| {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                _ => {}
            }
            let is_odd = quote.is_none() && !c.is_ascii() && (c.is_whitespace() || is_nothing(c));
            odd = odd.or(is_odd.then_some(c));
            match is_odd {
                true => c.is_whitespace().then_some(' '),
                false => Some(c),
            }
        })
        .collect();
    let code = u32::from(odd?);
    let written = written.trim();
    Some(format!("type it anew, without the character U+{code:04X} that nobody sees: `{written}`"))
}

/// Whether a character has no width.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// What stands in files of other kinds, or is left there by other programs.
fn of_another_file(line: &str) -> Option<String> {
    let starts = |marks: &[&str]| marks.iter().any(|mark| line.starts_with(mark));
    if starts(&["<<<<<<<", "=======", ">>>>>>>", "|||||||"]) {
        let merged = "this is the mark of a merge: keep one of the two versions, and remove the \
                      marks";
        return Some(merged.to_owned());
    }
    if starts(&["```", "~~~"]) {
        return Some("this is a mark of Markdown: remove the line".to_owned());
    }
    if starts(&[";", "//", "/*", "*/", "<!--", "-- "]) {
        return Some("a comment begins with `#`".to_owned());
    }
    let inner = line.strip_prefix('(').or_else(|| line.strip_prefix('<'));
    let inner = inner.map(|inner| inner.trim_end_matches([')', '>']));
    inner.filter(|name| is_key(name)).map(|name| format!("write the header as `[{name}]`"))
}

/// A key with something in front of it, or without its `=`.
fn half_a_key(line: &str) -> Option<String> {
    if let Some(set) = line.strip_prefix(['+', '-', '*', '$', '>'])
        && begins_with_key(set.trim_start())
    {
        return Some(format!("take the sign in front of it away: `{}`", set.trim_start()));
    }
    let (first, rest) = line.split_once([' ', '\t'])?;
    let rest = rest.trim_start();
    let is_word = matches!(first, "export" | "set" | "let" | "const" | "var" | "SET");
    if is_word && begins_with_key(rest) {
        return Some(format!("write it without `{first}`: `{rest}`"));
    }
    let is_value = rest.starts_with(['"', '\'', '['])
        || !rest.contains(' ') && (rest.parse::<f64>().is_ok() || matches!(rest, "true" | "false"));
    (is_key(first) && is_value)
        .then(|| format!("`=` stands between a key and its value: write `{first} = {rest}`"))
}

fn begins_with_key(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, value)| is_key(key.trim()) && !value.trim().is_empty())
}

/// What to write for a value that stands for another one, or for none.
pub(super) fn stand_in(key: &str, value: &str) -> Option<String> {
    if matches!(value.to_ascii_lowercase().as_str(), "null" | "none" | "nil" | "undefined") {
        return Some(format!("there is no empty value: write one, or remove the line of `{key}`"));
    }
    let called = value.split_once('(').filter(|_| value.ends_with(')'));
    if called.is_some_and(|(name, _)| is_key(name)) {
        return Some(format!("nothing is run here: write the value of `{key}` itself"));
    }
    filled(key, value)
}

/// What to write for a value that another program was to fill in.
pub(super) fn filled(key: &str, value: &str) -> Option<String> {
    let is_filled = value.starts_with("{{")
        || value.starts_with("${")
        || value.strip_prefix('$').is_some_and(is_key)
        || value.len() > 2 && value.starts_with('%') && value.ends_with('%');
    is_filled.then(|| {
        format!("nothing is put in the place of `{value}`: write the value of `{key}` itself")
    })
}

/// The name in a text that another program would put something in the place of: `${NAME}`,
/// `{{ name }}`, a whole text of `$NAME`, `%NAME%` or `<NAME>`, and what examples have there.
pub(crate) fn stands_in(text: &str) -> Option<&str> {
    let whole = text.trim();
    let is_name = |name: &str| {
        is_key(name) && name.len() > 1 && !name.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    let between = |open: &str, close: &str| -> Option<&str> {
        let at = text.find(open)?;
        let inner = &text[at + open.len()..];
        let end = inner.find(close)?;
        let found = &text[at..at + open.len() + end + close.len()];
        let name = inner[..end].trim().trim_start_matches('$');
        is_key(name).then_some(found)
    };
    if whole.strip_prefix('$').is_some_and(is_name) {
        return Some(whole);
    }
    let percent = whole.strip_prefix('%').and_then(|name| name.strip_suffix('%'));
    if percent.is_some_and(is_name) {
        return Some(whole);
    }
    let angle = between("<", ">").filter(|found| is_name(&found[1..found.len() - 1]));
    between("${", "}").or_else(|| between("{{", "}}")).or(angle).or_else(|| example(text))
}

/// What stands in examples for a secret of one's own: `YOUR_API_KEY`.
fn example(text: &str) -> Option<&str> {
    let at = text.find("YOUR_").or_else(|| text.find("YOUR-"))?;
    let is_of_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "_-".contains(c);
    let end = text[at..].find(|c| !is_of_name(c)).map_or(text.len(), |end| at + end);
    let starts = text[..at].chars().next_back().is_none_or(|before| !is_of_name(before));
    (starts && end > at + 5).then(|| &text[at..end])
}

/// The inside of a list in the brackets of another language, as in `("a", "b")` or `{"a"}`.
pub(super) fn other_brackets(value: &str) -> Option<&str> {
    let round = value.strip_prefix('(').and_then(|list| list.strip_suffix(')'));
    let braces = || value.strip_prefix('{').and_then(|list| list.strip_suffix('}'));
    let list = round.or_else(braces)?.trim();
    (list.starts_with(['"', '\'']) && !list.contains(['=', ':'])).then_some(list)
}

/// A key, with dots or without.
pub(super) fn is_key(word: &str) -> bool {
    let right = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    !word.is_empty() && word.chars().all(right)
}
