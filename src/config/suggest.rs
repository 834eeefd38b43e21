//! "Did you mean": the nearest of the words that would have been right.

/// The candidate that `word` is most likely a slip of; the first of equally near ones.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = plain(word);
    // One slip in a short word, two in most: more is another word.
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// What other programs call a key, and what it may be called here.
const OTHER_NAMES: [(&str, &[&str]); 17] = [
    ("url", &["address"]),
    ("base_url", &["address"]),
    ("baseurl", &["address", "base_url"]),
    ("uri", &["url", "address"]),
    ("link", &["url", "address"]),
    ("href", &["url", "address"]),
    ("dir", &["path", "folder"]),
    ("directory", &["path", "folder"]),
    ("cron", &["schedule"]),
    ("interval", &["schedule"]),
    ("every", &["schedule"]),
    ("frequency", &["schedule"]),
    ("lang", &["language"]),
    ("locale", &["language"]),
    ("tz", &["timezone"]),
    ("chat_id", &["chat"]),
    ("quiet_hours", &["quiet"]),
];

/// The candidate that a word of other programs is the name of.
pub(super) fn called_otherwise<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    let (_, names) = OTHER_NAMES.into_iter().find(|(other, _)| *other == word)?;
    names.iter().find_map(|name| candidates.clone().into_iter().find(|candidate| candidate == name))
}

/// A sentence that proposes the nearest candidate, or else lists all of them.
pub(super) fn remedy<'a>(
    word: &str,
    what: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    match nearest(word, candidates.clone()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => {
            let all: Vec<String> =
                candidates.into_iter().map(|candidate| format!("`{candidate}`")).collect();
            format!("{what}: {}", all.join(", "))
        }
    }
}

/// Letter case, and the choice between `-`, `_` and a space, are no difference.
fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['_', ' '], "-")
}
