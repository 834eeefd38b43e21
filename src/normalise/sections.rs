//! Which sections an article belongs to: those of its source, those that it
//! names itself, and those that the source's rules give it.

use super::{Applied, Desk};
use crate::config::settings::{Rule, Source};
use crate::section::Slug;
use crate::text::XmlText;
use crate::web_address::WebAddress;
use std::collections::BTreeSet;

/// The sections of an article.
///
/// # Errors
/// A sentence for the newsroom, when there is no section for it.
pub(super) fn of(
    own: &[Slug],
    of_source: &[Slug],
    by_rules: &[(usize, &Rule)],
    desk: &Desk<'_>,
) -> Result<BTreeSet<Slug>, String> {
    let sections: BTreeSet<Slug> = own
        .iter()
        .chain(of_source)
        .chain(by_rules.iter().flat_map(|(_, rule)| &rule.sections))
        .filter(|slug| desk.sections.is_none_or(|there_are| there_are.contains(*slug)))
        .cloned()
        .collect();
    match desk.sections {
        Some(there_are) if sections.is_empty() => Err(remedy(own, desk, there_are)),
        _ => Ok(sections),
    }
}

/// The rules of the source that an article matches, with their numbers from 1.
pub(super) fn by_rules<'a>(
    desk: &Desk<'a>,
    tags: &[String],
    url: Option<&WebAddress>,
    title: &str,
) -> Vec<(usize, &'a Rule)> {
    matching(&desk.source.rules, tags, url, title)
}

fn matching<'a>(
    rules: &'a [Rule],
    tags: &[String],
    url: Option<&WebAddress>,
    title: &str,
) -> Vec<(usize, &'a Rule)> {
    if rules.is_empty() {
        return Vec::new();
    }
    let facts = Facts {
        categories: tags.iter().map(|tag| fold(tag)).collect(),
        address: url.map(|url| fold(url.as_str())).unwrap_or_default(),
        title: spaced_words(title),
    };
    (1..).zip(rules).filter(|(_, rule)| facts.match_rule(rule)).collect()
}

/// What the settings of a source say about where an article belongs, whatever the
/// article says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// For every article of the source.
    pub by_source: BTreeSet<Slug>,
    /// By the rules that it matches, with their numbers from 1.
    pub by_rules: Vec<(usize, Vec<Slug>)>,
}

impl Placement {
    /// All of them.
    #[must_use]
    pub fn sections(&self) -> BTreeSet<Slug> {
        let by_rules = self.by_rules.iter().flat_map(|(_, sections)| sections);
        self.by_source.iter().chain(by_rules).cloned().collect()
    }
}

/// Where the settings of a source place an article of this title, page and keywords.
#[must_use]
pub fn placement(
    source: &Source,
    title: &str,
    url: Option<&WebAddress>,
    tags: &[XmlText],
) -> Placement {
    let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
    let matching = matching(&source.rules, &tags, url, title).into_iter();
    Placement {
        by_source: source.sections.iter().cloned().collect(),
        by_rules: matching.map(|(number, rule)| (number, rule.sections.clone())).collect(),
    }
}

/// What a matching rule did.
pub(super) fn applied(number: usize, rule: &Rule) -> Applied {
    let names: Vec<&str> = rule.sections.iter().map(Slug::as_str).collect();
    Applied { rule: "rule", number, did: format!("sections {} added", names.join(", ")) }
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
