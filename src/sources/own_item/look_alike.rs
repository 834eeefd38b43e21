//! Whether a key that nobody knows looks like one that keeps an article back, ends it or
//! takes it back: then it is no safe thing to pass over. It reads no value except for that.

use super::dangerous_words::*;
use super::switch_words::*;
use super::value::Value;
use crate::text::{dates, folded};

/// The key that a key was probably meant to be, when it looks as if it kept the article
/// from readers.
pub(super) fn meant(name: &str, value: &Value) -> Option<&'static str> {
    if let Value::Unclear { written, .. } = value {
        // With what may be a comment and without it.
        let readings = [written.as_str(), written.split(" #").next().unwrap_or_default().trim()];
        return readings.iter().find_map(|text| meant(name, &Value::Text((*text).to_owned())));
    }
    let words = words_of(name);
    let folded = words.concat();
    let meant = meant_by(&words, &folded, value)?;
    // What a date there says goes by what the name says of time, not by its letters.
    Some(if is_date(value) { term_of(&words).unwrap_or(meant) } else { meant })
}

fn meant_by(words: &[String], folded: &str, value: &Value) -> Option<&'static str> {
    if matches!(folded, "id" | "key") && matches!(value, Value::Text(text) if is_id_of_draft(text))
    {
        return Some(DRAFT);
    }
    near(folded)
        .filter(|_| !folded.starts_with("publisher"))
        .or_else(|| by_stem(words))
        .or_else(|| says_what_is_built(folded, value))
        .or_else(|| as_a_switch(words, value))
        .or_else(|| with_a_date(words, folded, value))
        .or_else(|| says_not_yet(words, value))
}

/// From when or until when a date behind such a name says that readers may see the article.
fn term_of(words: &[String]) -> Option<&'static str> {
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let begins = |stem: &str| words.iter().any(|word| word.starts_with(stem));
    let is_end = has(&UNTIL)
        || (has(&["not", "no"]) && has(&["after"]))
        || ["expir", "unpublish", "depublish", "withdr", "retract"].into_iter().any(begins);
    if has(&FROM) || begins("embarg") || (has(&["not", "no"]) && has(&["before"])) {
        Some(PUBLISH_AT)
    } else if is_end {
        Some(EXPIRES_AT)
    } else {
        (begins("publish") && !begins("published")).then_some(PUBLISH_AT)
    }
}

fn is_date(value: &Value) -> bool {
    match value {
        Value::Date(_) => true,
        Value::Text(text) => dates::is_a_date(text) || is_unix_time(text),
        Value::Number(digits) => is_unix_time(digits),
        _ => false,
    }
}

/// Whether a switch of this name lets an article out by a yes, and keeps it back by a no.
pub(super) fn wants_yes(name: &str) -> bool {
    let words = words_of(name);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    has(&WANT_YES) && !has(&TURNED)
}

/// Whether nothing behind this name says that nobody published it: `publishedAt`.
pub(super) fn says_it_was_published(name: &str) -> bool {
    words_of(name).iter().any(|word| word == "published")
}

/// Whether a date behind this name is one of the past, or of something else than the article.
pub(super) fn is_of_other_things(name: &str) -> bool {
    words_of(name).iter().any(|word| HARMLESS.contains(&word.as_str()))
}

/// Whether an id is that of a draft in a store of content that keeps drafts beside what is
/// out.
pub(super) fn is_id_of_draft(id: &str) -> bool {
    id.trim().starts_with("drafts.")
}

/// Whether words bid to let something out: when it was, and when a film is, is another thing.
pub(super) fn speaks_of_publishing(words: &str) -> bool {
    let words = words_of(words);
    let begins = |bid: &[&str]| bid.iter().eq(words.iter().take(bid.len()));
    begins(&["publish"])
        || begins(&["release"])
        || begins(&["go", "live"])
        || words.iter().any(|word| word.starts_with("embarg"))
}

/// Whether a key looks as if a date behind it said from when or until when.
pub(super) fn is_a_term(name: &str) -> bool {
    meant(name, &Value::Null).is_some_and(|meant| meant == PUBLISH_AT || meant == EXPIRES_AT)
}

/// What the nearest of the dangerous keys means: one slip in a short word, two in a longer one.
fn near(folded: &str) -> Option<&'static str> {
    let slips = |known: &str| {
        let allowed = if known.chars().count() > 6 { 2 } else { 1 };
        Some(strsim::damerau_levenshtein(folded, known)).filter(|slips| *slips <= allowed)
    };
    let close = DANGEROUS.iter().filter_map(|(known, meant)| Some((slips(known)?, *meant)));
    close.min_by_key(|(slips, _)| *slips).map(|(_, meant)| meant)
}

fn by_stem(words: &[String]) -> Option<&'static str> {
    // Who publishes it is another thing.
    let speaks = |word: &&String| !word.contains("publisher") && *word != "publishing";
    let of = |word: &String| {
        ALWAYS.iter().find(|(stem, _)| match stem.len() {
            ..=3 => word == stem,
            // `datepublish`, `pubstatus`: whoever writes no sign between words.
            6.. => word.contains(stem),
            _ => word.starts_with(stem),
        })
    };
    words.iter().filter(speaks).find_map(of).map(|(_, meant)| *meant)
}

/// Hugo's `build`, which says whether a page is listed and written.
fn says_what_is_built(folded: &str, value: &Value) -> Option<&'static str> {
    (folded == "build" && matches!(value, Value::Table(_))).then_some(DRAFT)
}

fn as_a_switch(words: &[String], value: &Value) -> Option<&'static str> {
    let is_switch = match value {
        Value::Bool(_) => true,
        Value::Text(text) => {
            ["true", "false", "yes", "no", "on", "off"].contains(&text.to_lowercase().as_str())
        }
        _ => false,
    };
    let speaks = words.iter().any(|word| AS_A_SWITCH.contains(&word.as_str()))
        || AS_A_WHOLE.contains(&words.concat().as_str());
    (is_switch && speaks).then_some(DRAFT)
}

fn with_a_date(words: &[String], folded: &str, value: &Value) -> Option<&'static str> {
    if !is_date(value) || words.iter().any(|word| HARMLESS.contains(&word.as_str())) {
        return None;
    }
    if strsim::damerau_levenshtein(folded, DATE) <= 1 {
        return Some(DATE);
    }
    let of = |word: &String| {
        let bare = ["time", "date", "at", "on"].iter().find_map(|end| word.strip_suffix(end));
        let bare = bare.filter(|bare| !bare.is_empty()).unwrap_or(word);
        WITH_A_DATE.iter().find(|(known, _)| word == known || bare == *known)
    };
    words.iter().find_map(of).map(|(_, meant)| *meant)
}

/// Seconds or milliseconds since 1970, of this century.
fn is_unix_time(digits: &str) -> bool {
    matches!(digits.len(), 10 | 13) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// What is written behind a key that nobody knows can say itself that it is too early.
fn says_not_yet(words: &[String], value: &Value) -> Option<&'static str> {
    let is_stage = words.iter().any(|word| STAGES.contains(&word.as_str()));
    // What a number means there, its own system alone knows.
    if is_stage && matches!(value, Value::Number(_)) {
        return Some(DRAFT);
    }
    let Value::Text(text) = value else { return None };
    let said = words_of(text).join(" ");
    let is_way_out = words.iter().any(|word| WAYS_OUT.contains(&word.as_str()));
    let is_no = ["", "no", "none", "false", "off", "n", "null"].contains(&said.as_str());
    let waits = !is_no && words.iter().any(|word| WAITING.contains(&word.as_str()));
    let is_early = waits
        || NOT_YET.contains(&said.as_str())
        || HELD.iter().any(|start| said.starts_with(start))
        || (is_stage && STAGE_NOT_YET.contains(&said.as_str()))
        || (is_way_out && NO_WAY_OUT.contains(&said.as_str()));
    is_early.then_some(DRAFT)
}

/// The words of a name, in lower case: `goLiveAt`, `go-live_at` and `GO LIVE AT` are three.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut after_small = false;
    let mut within = false;
    for c in folded::in_one_script(name).chars().take(80) {
        if !c.is_alphabetic() {
            (within, after_small) = (false, false);
            continue;
        }
        if !within || (after_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(last) = words.last_mut() {
            last.extend(c.to_lowercase());
        }
        (within, after_small) = (true, c.is_lowercase());
    }
    words
}
