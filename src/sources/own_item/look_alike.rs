//! Whether a key that nobody knows looks like one that keeps an article back, ends it or
//! takes it back: then it is no safe thing to pass over. It reads no value except for that.

use super::value::Value;
use crate::text::dates;

/// What a look-alike was probably meant as, as it is written here.
const PUBLISH_AT: &str = "publish_at";
const EXPIRES_AT: &str = "expires_at";
const DRAFT: &str = "draft";
const WITHDRAWN: &str = "withdrawn";
const DATE: &str = "date";

/// The keys whose slips cost most, and what each means.
const DANGEROUS: [(&str, &str); 16] = [
    ("draft", DRAFT),
    ("isdraft", DRAFT),
    ("hidden", DRAFT),
    ("status", DRAFT),
    ("visible", DRAFT),
    ("published", DRAFT),
    ("unpublished", DRAFT),
    ("embargo", PUBLISH_AT),
    ("publishat", PUBLISH_AT),
    ("publishdate", PUBLISH_AT),
    ("embargoed", PUBLISH_AT),
    ("expiresat", EXPIRES_AT),
    ("expirydate", EXPIRES_AT),
    ("expires", EXPIRES_AT),
    ("withdrawn", WITHDRAWN),
    ("retracted", WITHDRAWN),
];

/// Beginnings of words that speak of what readers may see, whatever the value.
const ALWAYS: [(&str, &str); 60] = [
    ("draft", DRAFT),
    ("hidden", DRAFT),
    ("hide", DRAFT),
    ("private", DRAFT),
    ("visib", DRAFT),
    ("invisib", DRAFT),
    ("unlisted", DRAFT),
    ("status", DRAFT),
    ("suspend", DRAFT),
    ("withh", DRAFT),
    ("headless", DRAFT),
    ("password", DRAFT),
    ("wip", DRAFT),
    ("embarg", PUBLISH_AT),
    ("schedul", PUBLISH_AT),
    ("publish", PUBLISH_AT),
    ("expir", EXPIRES_AT),
    ("unpublish", EXPIRES_AT),
    ("depublish", EXPIRES_AT),
    ("sunset", EXPIRES_AT),
    ("withdr", WITHDRAWN),
    ("retract", WITHDRAWN),
    ("takedown", WITHDRAWN),
    ("spiked", WITHDRAWN),
    ("killed", WITHDRAWN),
    ("trash", WITHDRAWN),
    ("delete", WITHDRAWN),
    ("revoke", WITHDRAWN),
    ("obsolete", WITHDRAWN),
    ("supersede", WITHDRAWN),
    ("dummy", DRAFT),
    // The same in the languages of other desks.
    ("entwurf", DRAFT),
    ("brouillon", DRAFT),
    ("borrador", DRAFT),
    ("rascunho", DRAFT),
    ("bozza", DRAFT),
    ("مسود", DRAFT),
    ("پیش‌نویس", DRAFT),
    ("черновик", DRAFT),
    ("чернетк", DRAFT),
    ("taslak", DRAFT),
    ("utkast", DRAFT),
    ("kladde", DRAFT),
    ("luonnos", DRAFT),
    ("piszkozat", DRAFT),
    ("szkic", DRAFT),
    ("ciornă", DRAFT),
    ("πρόχειρ", DRAFT),
    ("טיוט", DRAFT),
    ("草稿", DRAFT),
    ("下書き", DRAFT),
    ("초안", DRAFT),
    ("मसौद", DRAFT),
    ("эмбарго", PUBLISH_AT),
    ("엠바고", PUBLISH_AT),
    ("ambargo", PUBLISH_AT),
    ("sperrfrist", PUBLISH_AT),
    ("zurückgezogen", WITHDRAWN),
    ("retiré", WITHDRAWN),
    ("retirado", WITHDRAWN),
];

/// Words that say whether readers may see something when a yes or no stands behind them.
const AS_A_SWITCH: [&str; 35] = [
    "live",
    "online",
    "offline",
    "active",
    "inactive",
    "enabled",
    "disabled",
    "public",
    "ready",
    "approved",
    "hold",
    "held",
    "pending",
    "removed",
    "archived",
    "secret",
    "confidential",
    "final",
    "reviewed",
    "show",
    "listed",
    "available",
    "released",
    "publishable",
    "kill",
    "spike",
    "cleared",
    "legal",
    "ok",
    "blocked",
    "discoverable",
    "routable",
    "lawyered",
    "sendable",
    "syndicate",
];

/// Whole names that say the same, written as one word.
const AS_A_WHOLE: [&str; 32] = [
    "nopublish",
    "dontpublish",
    "donotpublish",
    "notforpublication",
    "notforrelease",
    "internalonly",
    "internal",
    "staffonly",
    "staff",
    "render",
    "feed",
    "rss",
    "nofeed",
    "norss",
    "exclude",
    "excluded",
    "excludefromfeed",
    "excludefromfeeds",
    "excludefromrss",
    "disablefeed",
    "disablerss",
    "skip",
    "web",
    "print",
    "printonly",
    "test",
    "istest",
    "testing",
    "checked",
    "complete",
    "finished",
    "protected",
];

/// Words behind which anything but a no says that it is too early.
const WAITING: [&str; 5] = ["pending", "hold", "held", "blocked", "embargo"];

/// Words that say from or until when, when a date stands behind them.
const WITH_A_DATE: [(&str, &str); 32] = [
    ("from", PUBLISH_AT),
    ("start", PUBLISH_AT),
    ("starts", PUBLISH_AT),
    ("begin", PUBLISH_AT),
    ("after", PUBLISH_AT),
    ("before", PUBLISH_AT),
    ("live", PUBLISH_AT),
    ("online", PUBLISH_AT),
    ("release", PUBLISH_AT),
    ("released", PUBLISH_AT),
    ("available", PUBLISH_AT),
    ("visible", PUBLISH_AT),
    ("show", PUBLISH_AT),
    ("go", PUBLISH_AT),
    ("post", DATE),
    ("posted", DATE),
    ("pub", DATE),
    ("pubdate", DATE),
    ("date", DATE),
    ("time", DATE),
    ("until", EXPIRES_AT),
    ("till", EXPIRES_AT),
    ("end", EXPIRES_AT),
    ("ends", EXPIRES_AT),
    ("remove", EXPIRES_AT),
    ("removed", EXPIRES_AT),
    ("archive", EXPIRES_AT),
    ("archived", EXPIRES_AT),
    ("display", PUBLISH_AT),
    ("timer", PUBLISH_AT),
    ("air", PUBLISH_AT),
    ("offline", EXPIRES_AT),
];

/// Words of dates that are of the past, and of other things than what readers may see.
const HARMLESS: [&str; 20] = [
    "created",
    "create",
    "creation",
    "modified",
    "modification",
    "updated",
    "update",
    "edited",
    "revised",
    "reviewed",
    "review",
    "changed",
    "saved",
    "imported",
    "added",
    "accessed",
    "birth",
    "born",
    "event",
    "checked",
];

/// What stands behind a key of any name when an article is not to be read yet.
const NOT_YET: [&str; 24] = [
    "draft",
    "unpublished",
    "not published",
    "do not publish",
    "not for publication",
    "pending",
    "embargoed",
    "in review",
    "needs review",
    "on hold",
    "wip",
    "work in progress",
    "spiked",
    "withdrawn",
    "retracted",
    "trash",
    "hold",
    "held",
    "withheld",
    "internal",
    "internal only",
    "staff only",
    "secret",
    "confidential",
];

/// How it begins when a desk writes why.
const HELD: [&str; 5] = ["hold for ", "hold until ", "held for ", "held until ", "pending "];

/// Names of keys that say how far an article has come.
const STAGES: [&str; 9] =
    ["state", "stage", "workflow", "phase", "approval", "progress", "lifecycle", "review", "queue"];

/// What stands behind such a key, and would say nothing behind another.
const STAGE_NOT_YET: [&str; 21] = [
    "review",
    "editing",
    "edit",
    "writing",
    "copy",
    "future",
    "private",
    "hidden",
    "held",
    "hold",
    "waiting",
    "open",
    "rejected",
    "unapproved",
    "canceled",
    "cancelled",
    "killed",
    "deleted",
    "removed",
    "archived",
    "revoked",
];

/// Names of keys that say where an article may go.
const WAYS_OUT: [&str; 6] =
    ["distribution", "channel", "channels", "audience", "syndication", "visibility"];

/// What stands behind such a key when readers of feeds are not meant.
const NO_WAY_OUT: [&str; 6] = ["none", "nobody", "print", "print only", "internal", "staff"];

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
    if matches!(folded.as_str(), "id" | "key")
        && matches!(value, Value::Text(text) if is_id_of_draft(text))
    {
        return Some(DRAFT);
    }
    near(&folded)
        .filter(|_| !folded.starts_with("publisher"))
        .or_else(|| by_stem(&words))
        .or_else(|| says_what_is_built(&folded, value))
        .or_else(|| as_a_switch(&words, value))
        .or_else(|| with_a_date(&words, &folded, value))
        .or_else(|| says_not_yet(&words, value))
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
    let is_date = match value {
        Value::Date(_) => true,
        Value::Text(text) => dates::is_a_date(text) || is_unix_time(text),
        Value::Number(digits) => is_unix_time(digits),
        _ => false,
    };
    if !is_date || words.iter().any(|word| HARMLESS.contains(&word.as_str())) {
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
    for c in name.chars().take(80) {
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
