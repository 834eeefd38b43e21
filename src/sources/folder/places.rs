//! What the name of a file or of a folder says of the articles in it: that they are not for
//! readers. It opens none.

use super::reading::DRAFTS;
use std::path::Path;

/// Folders of what is not for readers, and the same behind the last dot of a file's name.
const NAMES: [&str; 40] = [
    "draft",
    "drafts",
    "hold",
    "held",
    "on-hold",
    "embargo",
    "embargoed",
    "private",
    "unpublished",
    "trash",
    "deleted",
    "withdrawn",
    "retracted",
    "wip",
    "work-in-progress",
    "spike",
    "spiked",
    "kill",
    "killed",
    "rejected",
    "scheduled",
    "pending",
    "to-review",
    "in-review",
    "unapproved",
    "entwurf",
    "entwürfe",
    "entwuerfe",
    "brouillon",
    "brouillons",
    "borrador",
    "borradores",
    "rascunho",
    "rascunhos",
    "bozze",
    "utkast",
    "kladde",
    "concepten",
    "taslak",
    "taslaklar",
];

/// Words that mark a file in capitals, or in brackets.
const MARKS: [&str; 12] = [
    "draft",
    "drafts",
    "embargo",
    "embargoed",
    "hold",
    "held",
    "wip",
    "unpublished",
    "killed",
    "spiked",
    "entwurf",
    "brouillon",
];

/// Why a file is not published for where it lies or what it is called: a name that says that
/// it is not for readers, and is not the one that keeps drafts back.
pub(super) fn not_for_readers(path: &Path) -> Option<String> {
    let is_one = |name: &str| {
        let bare = name.trim_start_matches('_').to_lowercase().replace([' ', '_'], "-");
        NAMES.contains(&bare.as_str())
    };
    let folders = path.parent().into_iter().flat_map(Path::iter);
    let mut folders = folders.map(|name| name.to_string_lossy());
    if let Some(name) = folders.find(|name| is_one(name)) {
        return Some(format!(
            "it lies in a folder \"{name}\", which looks as if it were not for readers: call that \"{DRAFTS}\" to keep it back, or by another name to publish it"
        ));
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = stem.rsplit_once('.').map(|(_, end)| end).filter(|end| is_one(end));
    let mark = end.map(|end| format!(".{end}")).or_else(|| mark_in(&stem));
    mark.map(|mark| {
        format!(
            "its name has \"{mark}\", which looks as if it were not for readers: write `draft` into it to keep it back, or take that out of its name to publish it"
        )
    })
}

/// `DRAFT rain`, `rain [draft]`, `rain-draft_v2`. A word of a slug may be anybody's, but for a
/// draft at its end.
fn mark_in(stem: &str) -> Option<String> {
    let is_mark = |word: &str| MARKS.contains(&word.to_lowercase().as_str());
    let bracketed = stem
        .split(['[', '(', '{'])
        .skip(1)
        .filter_map(|rest| rest.split([']', ')', '}']).next().map(str::trim));
    if let Some(mark) = bracketed.into_iter().find(|mark| is_mark(first_word(mark))) {
        return Some(mark.to_owned());
    }
    let words: Vec<&str> =
        stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let in_capitals = |word: &&&str| is_mark(word) && **word == word.to_uppercase();
    let has_others = stem.contains(char::is_lowercase);
    if let Some(word) = words.iter().find(in_capitals).filter(|_| has_others || words.len() == 1) {
        return Some((*word).to_owned());
    }
    let is_version =
        |word: &&&str| word.trim_start_matches('v').bytes().all(|byte| byte.is_ascii_digit());
    let last = words.iter().rev().find(|word| !is_version(word))?;
    let is_draft = ["draft", "wip", "unpublished", "entwurf", "brouillon"].contains(last);
    is_draft.then(|| (*last).to_owned())
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}
