//! The head of a Markdown file that stands there without the fences by which it would be
//! known: as Pelican and MultiMarkdown write it, Pandoc, Nikola, MDX and others. It reads
//! none: whoever wrote it meant what it says, and nobody here knows where it ends.

use super::fences;
use crate::sources::own_item::KeyFault;

/// Keys that hardly stand before a colon in a text, and decide alone.
const ALONE: [&str; 16] = [
    "title",
    "date",
    "published",
    "pubdate",
    "publishdate",
    "publish_at",
    "publish_date",
    "expires_at",
    "expirydate",
    "status",
    "draft",
    "slug",
    "permalink",
    "layout",
    "visible",
    "is_hidden",
];

/// Keys that say something of an article where other keys stand beside them.
const BESIDE_OTHERS: [&str; 14] = [
    "author",
    "authors",
    "category",
    "categories",
    "tags",
    "keywords",
    "summary",
    "description",
    "lang",
    "language",
    "modified",
    "updated",
    "template",
    "copyright",
];

/// How the code begins that MDX has before its text.
const CODE: [&str; 9] = [
    "export const ",
    "export let ",
    "export var ",
    "export default ",
    "export function ",
    "export {",
    "import {",
    "import * ",
    "import(",
];

/// Looks at what a Markdown file without a head begins with.
///
/// # Errors
/// When it is a head all the same.
pub(super) fn check(text: &str) -> Result<(), KeyFault> {
    let text = text.trim_start_matches('\u{feff}');
    let begin = text.trim_start();
    let line = text[..text.len() - begin.len()].matches('\n').count() + 1;
    match what_it_is(begin) {
        None => Ok(()),
        Some(what) => Err(KeyFault {
            line: Some(line),
            reason: format!(
                "the file begins with {what}, which is not read here: write its front matter as YAML between lines \"---\" or as TOML between lines \"+++\""
            ),
        }),
    }
}

fn what_it_is(text: &str) -> Option<&'static str> {
    let first = text.lines().next().unwrap_or_default();
    let is_import = first.starts_with("import ")
        && [" from '", " from \"", "import '", "import \""].iter().any(|sign| first.contains(sign));
    if first.starts_with("% ") {
        return Some("a title block of Pandoc");
    }
    if first.starts_with("<?xml") {
        return Some("a declaration of XML");
    }
    if is_import || CODE.iter().any(|code| first.starts_with(code)) {
        return Some("code of MDX");
    }
    if is_comment_with_keys(text) {
        return Some("keys in a comment");
    }
    let at_signs = |line: &str| {
        let (name, _) = line.strip_prefix('@')?.split_once(char::is_whitespace)?;
        Some(name.to_lowercase())
    };
    // `#+TITLE: …` of Org, `:title: …` of reStructuredText.
    let marked = |line: &str| {
        key_of(line.strip_prefix("#+").or_else(|| line.strip_prefix(':'))?.trim_start())
    };
    let lines = || text.lines();
    if is_rule(first) && names_keys(lines().skip(1).map(|line| key_of(without_bullet(line)))) {
        return Some("keys below a line that opens no front matter, or in a list");
    }
    let bare = names_keys(lines().map(key_of)) || names_keys(lines().map(at_signs));
    (bare || names_keys(lines().map(marked))).then_some("keys without a line \"---\" above them")
}

/// A line of one sign that is no letter, as `***`, `- - -` and `====`.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|sign| !sign.is_whitespace());
    let Some(first) = signs.next().filter(char::is_ascii_punctuation) else { return false };
    let rest: Vec<char> = signs.collect();
    rest.len() >= 2 && rest.iter().all(|sign| *sign == first)
}

fn without_bullet(line: &str) -> &str {
    ["- ", "* ", "+ "].into_iter().find_map(|bullet| line.strip_prefix(bullet)).unwrap_or(line)
}

/// Whether a text begins with keys that say something of an article.
fn names_keys(lines: impl Iterator<Item = Option<String>>) -> bool {
    let keys: Vec<String> = lines.map_while(|key| key).filter(|key| !key.is_empty()).collect();
    let is = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
    is(&ALONE) || (keys.len() > 1 && is(&BESIDE_OTHERS))
}

/// The key that a line sets, in small letters; nothing where it goes on with the value of the
/// line before it.
fn key_of(line: &str) -> Option<String> {
    if line.starts_with(char::is_whitespace) && !line.trim().is_empty() {
        return Some(String::new());
    }
    fences::looks_like_a_key(line).then(|| {
        let name = line.split(['=', ':']).next().unwrap_or_default();
        name.trim().to_lowercase()
    })
}

/// `<!-- title: … -->` as Nikola has it, `[//]: # (draft: true)`.
fn is_comment_with_keys(text: &str) -> bool {
    let within = if text.starts_with("<!--") {
        let end = text.rfind("-->").unwrap_or(text.len());
        let first_end = text.find("-->").map_or(end, |at| at + 3);
        // Nikola has one comment for each key.
        let block = text.split("\n\n").next().unwrap_or_default();
        &text[..first_end.max(block.len())]
    } else if text.starts_with("[//]:") || text.starts_with("[comment]:") {
        text.split("\n\n").next().unwrap_or_default()
    } else {
        return false;
    };
    within.lines().any(|line| {
        let bare = line.trim_start_matches("[//]: #").trim_start_matches("[comment]: #");
        let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
        key_of(bare).is_some_and(|key| ALONE.contains(&key.as_str()))
    })
}
