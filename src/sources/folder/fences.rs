//! Finds the head of an article file: TOML between lines `+++`, YAML between
//! lines `---`. It does not read what is in it, except for the id when all else fails.

use crate::sources::own_item::{Head, KeyFault};

/// A file's text in two parts.
pub(super) struct Parts<'a> {
    pub(super) head: Option<Head<'a>>,
    pub(super) body: &'a str,
}

/// Parts a file's text at the fences. A file without a head is all body.
pub(super) fn split(text: &str) -> Result<Parts<'_>, KeyFault> {
    let blank = text.len() - text.trim_start().len();
    let first_line = text[..blank].matches('\n').count() + 2;
    let (opening, rest) = first_line_of(&text[blank..]);
    let fence = opening.trim_end();
    if !is_fence(fence) {
        return without_head(text, fence, first_line - 1);
    }
    let mut at = 0;
    while at < rest.len() {
        let (line, _) = first_line_of(&rest[at..]);
        if line.trim_end() == fence && (fence == "+++" || begins_with_a_key(rest)) {
            let head = Head { text: &rest[..at], is_toml: fence == "+++", first_line };
            return Ok(Parts { head: Some(head), body: &rest[at + line.len()..] });
        }
        at += line.len();
    }
    // In Markdown `---` is also a rule across the page.
    if fence == "---" && !begins_with_a_key(rest) {
        return Ok(Parts { head: None, body: text });
    }
    let reason = format!("the front matter has no end: close it with a line \"{fence}\"");
    Err(KeyFault { line: Some(first_line - 1), reason })
}

/// A file that does not begin with a fence has no head, unless it plainly was
/// meant to: then guessing would publish an article under another name.
fn without_head<'a>(text: &'a str, opening: &str, line: usize) -> Result<Parts<'a>, KeyFault> {
    if let Some(reason) = foreign_head(text.trim_start(), opening) {
        return Err(KeyFault { line: Some(line), reason });
    }
    let nearly = opening.len() >= 2
        && (opening.bytes().all(|b| b == b'+')
            || opening.chars().all(|c| matches!(c, '-' | '–' | '—' | '―')))
        && text.lines().skip(line).take(3).any(looks_like_a_key);
    let mut lines = text.lines().take(200);
    let fields =
        lines.by_ref().take_while(|line| !is_fence(line)).filter(|line| names_a_field(line));
    let headless = fields.count() > 0 && text.lines().take(200).any(is_fence);
    if nearly || headless {
        let reason = "the front matter has no beginning: open it with a line \"+++\" (TOML) or \"---\" (YAML)";
        return Err(KeyFault { line: Some(line), reason: reason.to_owned() });
    }
    Ok(Parts { head: None, body: text })
}

/// What is wrong with a head in a form that is not read here: JSON, with or without fences,
/// and fences of other programs.
fn foreign_head(text: &str, opening: &str) -> Option<String> {
    const AS_HERE: &str = "write it as TOML between lines \"+++\" or as YAML between lines \"---\"";
    let names_a_form = |fence: &str| {
        opening
            .strip_prefix(fence)
            .map(|form| form.trim().trim_matches(|c| matches!(c, '-' | '+' | '{' | '}' | ' ')))
            .is_some_and(|form| (2..=10).contains(&form.len()) && form.bytes().all(is_of_a_word))
    };
    if names_a_form("---") || names_a_form("+++") || matches!(opening, ";;;" | "%%%") {
        return Some(format!("\"{opening}\" begins front matter that is not read here: {AS_HERE}"));
    }
    // A text that begins with an object of JSON with a key in it is one.
    let in_braces = text.strip_prefix('{').map(str::trim_start)?;
    let key = in_braces.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let is_json = key.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'));
    is_json.then(|| format!("front matter in JSON is not read here: {AS_HERE}"))
}

fn is_of_a_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn is_fence(line: &str) -> bool {
    matches!(line.trim_end(), "+++" | "---")
}

/// Whether a line sets one of the keys that most heads have.
fn names_a_field(line: &str) -> bool {
    const FIELDS: &[&str] = &[
        "id",
        "title",
        "slug",
        "date",
        "published",
        "author",
        "authors",
        "section",
        "sections",
        "tags",
        "summary",
        "draft",
    ];
    let name = line.split(['=', ':']).next().unwrap_or_default().trim_end();
    looks_like_a_key(line) && FIELDS.contains(&name)
}

/// Whether what follows a fence is a head and not an article: its first line that
/// says anything sets a key.
fn begins_with_a_key(text: &str) -> bool {
    let said = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    text.lines().find(said).is_none_or(|line| {
        // YAML writes a table on one line as well.
        looks_like_a_key(line) || is_fence(line) || line.trim_start().starts_with('{')
    })
}

/// A line with its end.
fn first_line_of(text: &str) -> (&str, &str) {
    text.split_at(text.find('\n').map_or(text.len(), |at| at + 1))
}

pub(super) fn looks_like_a_key(line: &str) -> bool {
    let name = line.trim_start();
    let length =
        name.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-".contains(b)).count();
    length > 0 && matches!(name[length..].trim_start().as_bytes().first(), Some(b'=' | b':'))
}

/// The headline, as far as it can be told from a file that cannot be read: for people who look
/// for it.
pub(super) fn likely_title(text: &str) -> Option<String> {
    const LOOKED_AT: usize = 40;
    let value = |line: &str| {
        let name = line.get(..5)?;
        let rest = line[5..].trim_start().strip_prefix(['=', ':'])?;
        name.eq_ignore_ascii_case("title").then(|| rest.to_owned())
    };
    let heading = |line: &str| line.strip_prefix("# ").map(str::to_owned);
    let element =
        |line: &str| Some(line.split_once("<title>")?.1.split_once("</title>")?.0.to_owned());
    let said = text
        .lines()
        .take(LOOKED_AT)
        .find_map(|line| value(line).or_else(|| heading(line)).or_else(|| element(line)));
    let said = said?.trim().trim_matches(['"', '\'']).trim().to_owned();
    (!said.is_empty()).then_some(said)
}

/// The id, as far as it can be told from a file whose head is broken.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LikelyId {
    /// No line is about an id: the file's path names the article.
    Path,
    /// This one.
    Given(String),
    /// A line is about an id and cannot be read.
    Unclear,
}

/// Looks for the id in a text whose head cannot be read, line by line.
pub(super) fn likely_id(text: &str) -> LikelyId {
    let about_id = |line: &&str| {
        let after = line.trim_start().trim_start_matches(['"', '\'']).strip_prefix("id");
        after.is_some_and(|rest| {
            matches!(
                rest.trim_start_matches(['"', '\'']).trim_start().as_bytes().first(),
                Some(b'=' | b':')
            )
        })
    };
    let Some(line) = text.lines().take(200).find(about_id) else { return LikelyId::Path };
    let value = line.split_once(['=', ':']).map_or("", |(_, value)| value).trim();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let id = match quote {
        Some(quote) => match value[1..].split_once(quote) {
            Some((id, _)) => id,
            None => return LikelyId::Unclear,
        },
        None => value.split(" #").next().unwrap_or_default().trim(),
    };
    if id.is_empty() || id.contains('\\') {
        LikelyId::Unclear
    } else {
        LikelyId::Given(id.to_owned())
    }
}
