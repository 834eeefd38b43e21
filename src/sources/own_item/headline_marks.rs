//! How a headline says that its article waits: by a mark around it, as desks write one:
//! `[DRAFT] Rain`, `Rain (draft 2)`, `Rain - FINAL DRAFT`. A headline may speak of a draft.

use super::label::{waits, waits_as_a_whole};

/// What a headline begins with, in whatever letters.
const BEGINNINGS: [&str; 2] = ["embargoed until", "embargoed till"];
/// What stands in a headline in capitals.
const CAPITALS: [&str; 4] =
    ["DO NOT PUBLISH", "NOT FOR PUBLICATION", "HOLD FOR RELEASE", "SPERRFRIST"];

/// Whether a headline says so.
pub(super) fn headline_waits(title: &str) -> bool {
    let lower = title.to_lowercase();
    BEGINNINGS.iter().any(|start| lower.starts_with(start))
        || CAPITALS.iter().any(|said| title.contains(said))
        || in_brackets(title).any(|mark| waits(mark) || is_draft(mark))
        || beside_a_sign(title).any(|mark| is_in_capitals(mark) && (waits(mark) || is_draft(mark)))
}

/// What stands in brackets before the headline or behind it.
fn in_brackets(title: &str) -> impl Iterator<Item = &str> {
    let title = title.trim();
    let before = title.strip_prefix(['[', '(', '{', '*']).and_then(|rest| {
        let rest = rest.trim_start_matches('*');
        Some(rest.split_once([']', ')', '}', '*'])?.0)
    });
    let behind = title.strip_suffix([']', ')', '}', '*']).and_then(|rest| {
        let rest = rest.trim_end_matches('*');
        Some(rest.rsplit_once(['[', '(', '{', '*'])?.1)
    });
    before.into_iter().chain(behind)
}

/// What stands before the first colon, dash or bar, and behind the last.
fn beside_a_sign(title: &str) -> impl Iterator<Item = &str> {
    const SIGNS: [&str; 6] = [": ", " - ", " – ", " — ", " | ", " // "];
    let before = SIGNS.iter().filter_map(|sign| Some(title.split_once(sign)?.0.trim()));
    let behind = SIGNS.iter().filter_map(|sign| Some(title.rsplit_once(sign)?.1.trim()));
    before.chain(behind)
}

fn is_in_capitals(mark: &str) -> bool {
    mark.contains(char::is_alphabetic) && mark == mark.to_uppercase()
}

/// `FINAL DRAFT`, `draft 2`: nothing else stands there.
fn is_draft(mark: &str) -> bool {
    let lower = mark.to_lowercase();
    let bare = lower.trim_end_matches(|c: char| c.is_numeric() || " .#v".contains(c));
    waits_as_a_whole(bare) || (bare.ends_with(" draft") && bare.split_whitespace().count() <= 2)
}
