//! Which sections an article is in: those that it names itself, and those that the
//! settings of its source give it. What the settings mean is in `placement`.

use super::context::JudgeContext;
use super::policy::Applied;
use super::refused::Refused;
use crate::config::settings::Rule;
use crate::placement::{Placement, SectionNames};
use crate::section::Slug;
use std::collections::BTreeSet;

/// The sections of an article, of those that there are.
///
/// # Errors
/// A sentence for the newsroom, when there is no section for it.
pub(super) fn of(
    own: &[Slug],
    placement: &Placement<'_>,
    context: &JudgeContext<'_>,
) -> Result<BTreeSet<Slug>, Refused> {
    let named = own.iter().chain(placement.sections());
    let Some(names) = context.sections else { return Ok(named.cloned().collect()) };
    let sections: BTreeSet<Slug> = named.filter_map(|slug| names.now(slug)).cloned().collect();
    match sections.is_empty() {
        // Its rules are there to choose.
        true if own.is_empty() && !context.judging.rules.is_empty() => {
            Err(Refused::by_choice(remedy(own, context, names)))
        }
        true => Err(remedy(own, context, names).into()),
        false => Ok(sections),
    }
}

/// What is to be told of the sections that an article names and that there are not, when
/// others take it.
pub(super) fn unknown(
    own: &[Slug],
    taken: &BTreeSet<Slug>,
    context: &JudgeContext<'_>,
) -> Option<String> {
    let names = context.sections?;
    let unknown: Vec<&str> =
        own.iter().filter(|slug| names.now(slug).is_none()).map(Slug::as_str).collect();
    let taken: Vec<&str> = taken.iter().map(Slug::as_str).collect();
    (!unknown.is_empty()).then(|| {
        format!(
            "there is no section \"{}\": it is in {} only (there are: {}){}",
            unknown.join("\", \""),
            taken.join(", "),
            names.in_words(),
            several(own, names).map(|remedy| format!(": {remedy}")).unwrap_or_default()
        )
    })
}

/// What a matching rule did.
pub(super) fn applied(number: usize, rule: &Rule) -> Applied {
    let names: Vec<&str> = rule.sections.iter().map(Slug::as_str).collect();
    Applied { rule: "rule", number, did: format!("sections {} added", names.join(", ")) }
}

fn remedy(own: &[Slug], context: &JudgeContext<'_>, names: &SectionNames) -> String {
    let known = names.in_words();
    match own {
        [] => format!(
            "it belongs to no section: name one in the article, or give source \"{}\" sections or a rule that matches (there are: {known})",
            context.judging.name
        ),
        own => format!(
            "there is no section \"{}\": {}",
            own.iter().map(Slug::as_str).collect::<Vec<_>>().join("\", \""),
            several(own, names).unwrap_or_else(|| format!("name one of {known}"))
        ),
    }
}

/// What to write where the names of several sections stand in one text.
fn several(own: &[Slug], names: &SectionNames) -> Option<String> {
    let parts = own
        .iter()
        .filter(|slug| names.now(slug).is_none())
        .find_map(|slug| parted(slug.as_str(), names, MOST_IN_ONE))?;
    Some(format!("name each by itself, as in [\"{}\"]", parts.join("\", \"")))
}

/// More names are looked for in no text.
const MOST_IN_ONE: usize = 5;

/// The sections whose names stand one after another in a name.
fn parted<'a>(name: &'a str, names: &SectionNames, most: usize) -> Option<Vec<&'a str>> {
    let is_there = |name: &str| name.parse().is_ok_and(|slug: Slug| names.now(&slug).is_some());
    if is_there(name) {
        return Some(vec![name]);
    }
    let most = most.checked_sub(1)?;
    name.match_indices('-').find_map(|(at, _)| {
        let (first, rest) = (&name[..at], &name[at + 1..]);
        let rest = rest.strip_prefix("and-").unwrap_or(rest);
        let others = is_there(first).then(|| parted(rest, names, most)).flatten()?;
        Some(std::iter::once(first).chain(others).collect())
    })
}
