//! Which sections an article belongs to: those of its source, those that it
//! names itself, and those that the source's rules give it.

use super::Desk;
use crate::config::settings::Rule;
use crate::section::Slug;
use crate::web_address::WebAddress;
use std::collections::BTreeSet;

/// The sections of an article.
///
/// # Errors
/// A sentence for the newsroom, when there is no section for it.
pub(super) fn of(
    own: &[Slug],
    desk: &Desk<'_>,
    tags: &[String],
    url: Option<&WebAddress>,
    title: &str,
) -> Result<BTreeSet<Slug>, String> {
    let facts = Facts {
        categories: tags.iter().map(|tag| fold(tag)).collect(),
        address: url.map(|url| fold(url.as_str())).unwrap_or_default(),
        title: spaced_words(title),
    };
    let by_rule = desk.source.rules.iter().filter(|rule| facts.match_rule(rule));
    let sections: BTreeSet<Slug> = own
        .iter()
        .chain(&desk.source.sections)
        .chain(by_rule.flat_map(|rule| &rule.sections))
        .filter(|slug| desk.sections.is_none_or(|there_are| there_are.contains(*slug)))
        .cloned()
        .collect();
    match desk.sections {
        Some(there_are) if sections.is_empty() => Err(remedy(own, desk, there_are)),
        _ => Ok(sections),
    }
}

/// What rules are held against, in lower case.
struct Facts {
    categories: Vec<String>,
    address: String,
    title: String,
}

impl Facts {
    /// Every condition that is written must hold; one of its words is enough. A
    /// rule without any condition would match everything, so it matches nothing.
    fn match_rule(&self, rule: &Rule) -> bool {
        let holds = |words: &[String], test: &dyn Fn(&str) -> bool| {
            words.is_empty() || words.iter().any(|word| test(word))
        };
        let written =
            !(rule.category.is_empty() && rule.address.is_empty() && rule.title.is_empty());
        written
            && holds(&rule.category, &|word| self.categories.contains(&fold(word)))
            && holds(&rule.address, &|part| self.address.contains(&fold(part)))
            && holds(&rule.title, &|word| {
                let word = spaced_words(word);
                !word.trim().is_empty() && self.title.contains(&word)
            })
    }
}

/// Letter case away, in any script.
fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The words of a text, folded, with one space before and after each, so that a
/// whole word can be looked for as a part of the text. A joiner within a word and
/// the marks on a letter belong to the word.
fn spaced_words(text: &str) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let folded = text.to_lowercase();
    let mut spaced = String::with_capacity(folded.len() + 2);
    spaced.push(' ');
    for word in folded.unicode_words() {
        spaced.push_str(word);
        spaced.push(' ');
    }
    spaced
}

fn remedy(own: &[Slug], desk: &Desk<'_>, there_are: &BTreeSet<Slug>) -> String {
    let known = there_are.iter().map(Slug::as_str).collect::<Vec<_>>().join(", ");
    match own {
        [] => format!(
            "it belongs to no section: name one in the article, or give source \"{}\" sections or a rule that matches (there are: {known})",
            desk.source.name
        ),
        own => format!(
            "there is no section \"{}\": name one of {known}",
            own.iter().map(Slug::as_str).collect::<Vec<_>>().join("\", \"")
        ),
    }
}
