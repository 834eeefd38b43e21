//! What people write in a query who know those of others: it is read as words, and what they
//! may have meant is told. It reads no query.

use super::signs::is_minus;
use crate::text::folded;

/// What a word or phrase of a query is taken for, and what to write, where something else may be
/// meant.
pub(super) fn doubt(written: &str) -> Option<(&'static str, &'static str)> {
    // As wide letters and small capitals are meant.
    let plain = folded::compatible(written);
    if plain != written && ["OR", "AND", "NOT"].contains(&&*plain) {
        return Some((
            "is a word that an article must have",
            "write it in plain letters, as in `flood OR rain`, if a sign is meant",
        ));
    }
    if let Some(doubt) = doubt_of_word(written) {
        return Some(doubt);
    }
    let field = written.trim_start_matches(|c| is_minus(c) || c == '+').split_once(':');
    let is_field = |(field, word): (&str, &str)| {
        !word.is_empty() && FIELDS.contains(&field.to_ascii_lowercase().as_str())
    };
    let is_distance = |(word, many): (&str, &str)| {
        let is_number = !many.is_empty() && many.chars().all(|c| c.is_ascii_digit());
        is_number && !word.is_empty() && word.chars().all(char::is_alphabetic)
    };
    Some(match written {
        _ if written.len() > 1 && written.starts_with(['!', '~']) => {
            ("is a word that an article must have", "write `-` before what is not wanted")
        }
        _ if written.len() > 1 && written.starts_with('+') => {
            ("is the word alone", "leave `+` out: all words must be there")
        }
        _ if written.starts_with(is_single_quote) && is_spoken(written) => (
            "is a word, and no phrase begins with it",
            "write `\"` before and behind words that stand side by side",
        ),
        _ if written.ends_with(['+', '#']) => (
            "is looked for without its signs",
            "add a word that stands beside it, in quotation marks, as in \"C++ compiler\"",
        ),
        _ if written.contains('|') => (
            "is looked for as words that stand side by side",
            "write ` OR ` between two words that are both welcome",
        ),
        _ if written.split_once('/').is_some_and(is_distance) => (
            "is looked for as words that stand side by side",
            "leave the number out: no distance can be asked for",
        ),
        _ if written.contains('(') || written.ends_with(')') => {
            ("groups nothing", "leave the brackets out: `OR` holds closer than a blank")
        }
        _ if written.len() > 1 && written.ends_with('*') => {
            ("finds the whole word alone", "leave `*` out, and name each form with `OR`")
        }
        _ if field.is_some_and(is_field) => (
            "is looked for as words that stand side by side",
            "leave the name of the field out; `authors`, `tags` and `sections` are keys of the feed",
        ),
        _ => return None,
    })
}

/// Of a word that is a sign in the queries of others.
fn doubt_of_word(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "AND" | "and" | "&" | "UND" | "ET" | "VE" | "И" => {
            ("is a word that an article must have", "leave it out: all words must be there")
        }
        "NOT" | "not" | "EXCEPT" | "WITHOUT" | "NICHT" | "OHNE" | "SAUF" | "SANS" => {
            ("is a word that an article must have", "write `-` before what is not wanted")
        }
        "or" | "Or" | "ODER" | "OU" | "VEYA" | "ИЛИ" => {
            ("is a word that an article must have", "write `OR` in capitals")
        }
        "NEAR" | "ADJ" => {
            ("is a word that an article must have", "leave it out: no distance can be asked for")
        }
        _ => return None,
    })
}

fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '‘' | '‚' | '‹' | '`')
}

/// Whether there is a word behind a mark, and not the year of a decade.
fn is_spoken(written: &str) -> bool {
    written.chars().nth(1).is_some_and(char::is_alphabetic)
}

/// The fields that other languages of queries look into.
const FIELDS: [&str; 16] = [
    "title", "intitle", "headline", "author", "by", "tag", "tags", "section", "category", "text",
    "body", "intext", "site", "url", "date", "source",
];
