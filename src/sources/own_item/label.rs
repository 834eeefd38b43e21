//! A line at the head of a text that says, as people write it and not as a key, that the
//! text is not for readers yet: `EMBARGOED UNTIL 6 PM`, `Status: draft`. It reads no date:
//! whoever means it writes it as a key.

use super::bids::bids_to_wait;
use super::look_alike;
use super::names::{NOT_PUBLIC, keeps_back};
use super::value::Value;
use crate::text::{dates, folded};
use std::borrow::Cow;

/// The number of lines that say something and are looked at.
const LINES: usize = 8;
/// A longer line is a sentence of the text.
const LONGEST: usize = 80;

/// How such lines begin, in small letters.
const BEGINNINGS: [&str; 76] = [
    "embargoed until",
    "embargoed till",
    "embargoed to",
    "embargoed for",
    "embargo until",
    "embargo till",
    "under embargo",
    "strict embargo",
    "strictly embargoed",
    "not for publication",
    "not for release",
    "not for broadcast",
    "not to be published",
    "not to be released",
    "do not publish",
    "do not release",
    "hold for release",
    "hold until",
    "for release on",
    "for release after",
    "for release at",
    "draft - not for",
    "not yet for publication",
    "not for circulation",
    "advance for release",
    "not yet approved",
    "not yet cleared",
    "not yet edited",
    "not yet lawyered",
    "awaiting approval",
    "awaiting legal",
    "awaiting clearance",
    "not for distribution",
    "do not circulate",
    "do not distribute",
    "mandatory kill",
    "bulletin kill",
    "kill kill",
    "confidential draft",
    // The same in the languages of other desks.
    "gesperrt bis",
    "sperrfrist bis",
    "nicht veröffentlichen",
    "nicht zur veröffentlichung",
    "sous embargo",
    "ne pas publier",
    "bajo embargo",
    "embargado hasta",
    "no publicar",
    "sob embargo",
    "embargado até",
    "não publicar",
    "sotto embargo",
    "non pubblicare",
    "da non pubblicare",
    "à ne pas publier",
    "à ne pas diffuser",
    "ne pas diffuser",
    "no difundir",
    "não divulgar",
    "niet publiceren",
    "får ej publiceras",
    "får inte publiceras",
    "må ikke offentliggøres",
    "ei saa julkaista",
    "zakaz publikacji",
    "nie publikować",
    "nepublikovat",
    "nezverejňovať",
    "ne objavljivati",
    "a nu se publica",
    "не публиковать",
    "эмбарго до",
    "محظور النشر",
    "حظر النشر حتى",
    "解禁日時",
    "엠바고",
];

/// How such lines end in languages whose verb stands there.
const ENDINGS: [&str; 8] = [
    "ambargolu",
    "yayınlamayın",
    "yayımlamayın",
    "شائع نہ کریں",
    "شائع نہ کیا جائے",
    "प्रकाशित न करें",
    "掲載禁止",
    "보도 금지",
];

/// How such lines begin and end.
const AROUND: [(&str, &str); 2] = [("nicht vor", "veröffentlichen"), ("禁止于", "发布")];

/// What desks write before a warning to each other, and before a text that is dead.
const WARNINGS: [&str; 14] = [
    "eds",
    "ed",
    "desk",
    "desks",
    "subs",
    "advisory to editors",
    "note to editors",
    "attention editors",
    "editors",
    "withdrawn",
    "killed",
    "bitte",
    "please",
    "press release",
];

/// What such a warning says.
const WARNED: [&str; 8] = [
    "do not use",
    "do not run",
    "please kill",
    "kill the story",
    "for legal review",
    "hold for",
    "hold until",
    "not before",
];

/// Lines that consist of such a word, with whatever is set around it.
const WHOLE: [&str; 15] = [
    "legal hold",
    "unlawyered",
    "not lawyered",
    "not legalled",
    "embargoed",
    "embargo",
    "draft",
    "first draft",
    "rough draft",
    "confidential draft",
    "entwurf",
    "brouillon",
    "work in progress",
    "черновик",
    "草稿",
];

/// Labels that say it whatever stands behind them.
const LABELS: [&str; 9] = [
    "embargo",
    "embargoed",
    "sperrfrist",
    "sperrvermerk",
    "embargado",
    "эмбарго",
    "ambargo",
    "yayın yasağı",
    "エンバーゴ",
];

/// The first line, counted from 0, by which a text says that it waits, with what it says.
pub(in crate::sources) fn says_it_waits(text: &str) -> Option<(usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at, line.trim()));
    let mut said = lines.filter(|(_, line)| line.chars().any(char::is_alphanumeric)).take(LINES);
    said.find(|(_, line)| waits(line))
}

/// Whether something, in small letters, is a word that says so alone.
pub(super) fn waits_as_a_whole(lower: &str) -> bool {
    WHOLE.contains(&lower)
}

/// Whether a line says that what it stands in waits.
pub(super) fn waits(line: &str) -> bool {
    if line.chars().count() > LONGEST {
        return false;
    }
    let plain = |c: char| !c.is_alphanumeric();
    let line = folded::in_one_script(line);
    let line = closed_up(&line);
    let bare = line.trim_matches(plain);
    let lower = bare.to_lowercase().replace(['–', '—'], "-");
    begins_so(&lower)
        || ENDINGS.iter().any(|end| lower.ends_with(end))
        || warns(&lower)
        || is_numbered_draft(&lower)
        || cries_so(bare)
        || WHOLE.contains(&&*lower)
        || is_label(bare)
        || is_term_without_colon(bare)
        || bids_to_wait(bare, &lower)
        || bids_after_a_word(&lower)
}

/// `Draft — do not publish`.
fn bids_after_a_word(lower: &str) -> bool {
    let mut parts = lower.split([':', '-', '|', '/', ',', ';', '.', '(', '[']).map(str::trim);
    parts.next().is_some_and(|first| WHOLE.contains(&first) || LABELS.contains(&first))
        && parts.any(|part| begins_so(part) || bids_to_wait(part, part))
}

/// `E M B A R G O` without the blanks between its letters.
fn closed_up(line: &str) -> Cow<'_, str> {
    let is_letter = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let spaced = line.split_whitespace().take_while(|word| is_letter(word)).count();
    if spaced < 4 {
        return Cow::Borrowed(line);
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let (letters, rest) = words.split_at(spaced);
    Cow::Owned(format!("{} {}", letters.concat(), rest.join(" ")))
}

/// A warning of one desk to another: `ADVISORY TO EDITORS: do not use`.
fn warns(lower: &str) -> bool {
    let mut said = WARNINGS.iter().filter_map(|warning| lower.strip_prefix(warning));
    let apart = |rest: &&str| rest.starts_with(|c: char| !c.is_alphanumeric());
    let Some(rest) = said.find(apart) else { return false };
    let mut parts = rest.split([':', '-', ',', '.', '!']).map(str::trim);
    begins_so(rest.trim_start_matches(|c: char| !c.is_alphanumeric()))
        || parts.any(|part| begins_so(part) || WARNED.iter().any(|said| part.starts_with(said)))
}

/// `Draft 2`, `DRAFT v3 - for legal review`.
fn is_numbered_draft(lower: &str) -> bool {
    let Some(rest) = lower.strip_prefix("draft ") else { return false };
    let number = rest.trim_start_matches(['v', '.', '#', ' ']);
    let after = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    after.len() < number.len() && (after.is_empty() || after.trim_start().starts_with(['-', ':']))
}

/// Whether a part of a line says so in capitals, as desks mark a text: a sentence may speak of
/// what is not to be published.
fn cries_so(line: &str) -> bool {
    let mut parts = line.split([':', '|', '*', '(', ')', '[', ']', '-', '–', '—', '/', '.', '!']);
    parts.any(|part| part == part.to_uppercase() && begins_so(&part.trim().to_lowercase()))
}

fn begins_so(lower: &str) -> bool {
    let is_around = |(start, end): &(&str, &str)| lower.starts_with(start) && lower.ends_with(end);
    AROUND.iter().any(is_around)
        || BEGINNINGS.iter().any(|start| {
            lower.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

/// `EMBARGO 18:00 GMT`, `Publish at 2026-12-05 18:00`: a name and a date or time behind it.
fn is_term_without_colon(line: &str) -> bool {
    let Some(at) = line.find(|c: char| c.is_numeric()) else { return false };
    let plain = |c: char| !c.is_alphanumeric();
    let (name, value) = (line[..at].trim_matches(plain), &line[at..]);
    let folded = name.to_lowercase();
    if LABELS.contains(&folded.as_str()) && (is_a_time(value) || dates::held::names_a_time(value)) {
        return true;
    }
    name.split_whitespace().count() <= 3
        && look_alike::speaks_of_publishing(&folded)
        && dates::is_a_date(value)
}

/// Whether a text begins with a time of day, or is a date.
fn is_a_time(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let next = words.next().unwrap_or_default().to_lowercase();
    let on_a_clock = |word: &str| ["am", "pm", "h", "uhr", "hrs", "gmt", "utc"].contains(&word);
    first.contains(':')
        || on_a_clock(first.trim_start_matches(|c: char| c.is_numeric() || c == '.'))
        || on_a_clock(&next)
        || dates::is_a_date(text)
}

/// A name, a colon or the like, and a value, as a form has it.
fn is_label(line: &str) -> bool {
    let ends = |at: &usize| {
        line[*at..].starts_with([':', '='])
            || [" - ", " – ", " — ", " *"].iter().any(|dash| line[*at..].starts_with(dash))
    };
    let Some(at) = line.char_indices().map(|(at, _)| at).find(ends) else { return false };
    let plain = |c: char| !c.is_alphanumeric();
    let (name, value) = (line[..at].trim_matches(plain), line[at..].trim_matches(plain));
    if value.is_empty() || name.split_whitespace().count() > 3 {
        return false;
    }
    let folded = name.to_lowercase();
    if LABELS.contains(&folded.as_str()) {
        return true;
    }
    let value_is = |words: &[&str]| words.contains(&value.to_lowercase().as_str());
    let is_no = value_is(&["no", "false", "off"]);
    let is_yes = value_is(&["yes", "true", "on"]);
    let key = folded.replace(' ', "_");
    let says = |value: &Value| keeps_back(&key, value);
    match folded.as_str() {
        "published" | "visible" | "publish" | "public" | "live" => is_no,
        _ if is_yes || is_no => is_yes && says(&Value::Bool(true)),
        // When it was published is no term, and a status may be anybody's.
        "date" | "published on" | "posted" | "posted on" | "updated" => false,
        _ if value_is(&NOT_PUBLIC) => says(&Value::Text(value.to_lowercase())),
        _ => dates::is_a_date(value) && look_alike::is_a_term(&key),
    }
}
