//! The words of `search` as people type them: `-cricket` is a word that is not wanted, and no
//! row of options. Only where they stand is changed, and nothing of other commands.

use std::ffi::{OsStr, OsString};

/// Puts what `search` is to leave out behind all options, where it is taken for words.
pub(super) fn behind_options(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let Some(at) = search_in(&arguments) else { return arguments };
    let words = arguments.split_off(at + 1);
    let end = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let (typed, behind) = words.split_at(end);
    let (unwanted, others): (Vec<_>, Vec<_>) = typed.iter().partition(|word| is_unwanted(word));
    arguments.extend(others.into_iter().cloned());
    if !unwanted.is_empty() && behind.is_empty() {
        arguments.push("--".into());
    }
    arguments.extend(behind.iter().cloned());
    arguments.extend(unwanted.into_iter().cloned());
    arguments
}

/// Where the command stands, if it is `search`: behind what holds for all commands.
fn search_in(arguments: &[OsString]) -> Option<usize> {
    let mut at = 1;
    loop {
        match arguments.get(at)?.to_str()? {
            "search" => return Some(at),
            "-c" | "--config" => at += 2,
            option if option.starts_with('-') => at += 1,
            _ => return None,
        }
    }
}

/// One dash and more than a letter: options of one letter stand alone.
fn is_unwanted(word: &OsStr) -> bool {
    let word = word.to_string_lossy();
    let rest = word.strip_prefix('-');
    rest.is_some_and(|rest| !rest.starts_with('-') && rest.chars().count() > 1)
}
