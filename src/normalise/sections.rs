//! Which sections an article is in: those that it names itself, and those that the
//! settings of its source give it. What the settings mean is in `placement`.

use super::{Applied, JudgeContext};
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
) -> Result<BTreeSet<Slug>, String> {
    let named = own.iter().chain(placement.sections());
    let Some(names) = context.sections else { return Ok(named.cloned().collect()) };
    let sections: BTreeSet<Slug> = named.filter_map(|slug| names.now(slug)).cloned().collect();
    match sections.is_empty() {
        true => Err(remedy(own, context, names)),
        false => Ok(sections),
    }
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
            "there is no section \"{}\": name one of {known}",
            own.iter().map(Slug::as_str).collect::<Vec<_>>().join("\", \"")
        ),
    }
}
