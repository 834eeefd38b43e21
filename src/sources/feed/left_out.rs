//! What of an export is no published article, counted by kind, and in words. It judges none.

use std::collections::BTreeMap;

/// How many there are of each kind.
pub type LeftOut = BTreeMap<String, usize>;

/// The kinds, and what one and what several are called.
const KINDS: [(&str, &str, &str); 16] = [
    ("draft", "draft", "drafts"),
    ("scheduled", "scheduled post", "scheduled posts"),
    ("pending", "post that waits for review", "posts that wait for review"),
    ("private", "private post", "private posts"),
    ("password", "post with a password", "posts with a password"),
    ("bin", "post in the bin", "posts in the bin"),
    ("email", "post that was sent by e-mail alone", "posts that were sent by e-mail alone"),
    ("page", "page", "pages"),
    ("attachment", "file", "files"),
    ("menu", "entry of a menu", "entries of menus"),
    ("revision", "earlier version", "earlier versions"),
    ("block", "reusable block", "reusable blocks"),
    ("comment", "comment", "comments"),
    ("setting", "setting", "settings"),
    ("template", "template", "templates"),
    ("unknown", "of no kind that is known", "of no kind that is known"),
];

/// Counts one more.
pub fn count(left_out: &mut LeftOut, kind: &str) {
    *left_out.entry(kind.to_owned()).or_default() += 1;
}

/// As in "3 drafts, 1 page".
#[must_use]
pub fn in_words(left_out: &LeftOut) -> String {
    let known = KINDS.iter().filter_map(|(kind, one, several)| {
        let count = *left_out.get(*kind)?;
        Some(format!("{count} {}", if count == 1 { one } else { several }))
    });
    let is_own = |kind: &str| KINDS.iter().all(|(known, _, _)| *known != kind);
    let own = left_out.iter().filter(|(kind, _)| is_own(kind));
    let own = own.map(|(kind, count)| format!("{count} \"{kind}\""));
    known.chain(own).collect::<Vec<_>>().join(", ")
}
