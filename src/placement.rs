//! Where an article can go: which sections there are, which of them the settings of a
//! source give an article, and which they could ever give one. It knows no article as a
//! whole, and refuses none.

use crate::config::settings::{Judging, Rule, Settings, Source, SourceKind};
use crate::section::Slug;
use crate::text::folded::{folded, spaced};
use crate::web_address::WebAddress;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// The names of the sections that there are, and those that they had before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SectionNames {
    there: BTreeSet<Slug>,
    before: BTreeMap<Slug, Slug>,
}

impl SectionNames {
    /// The names in the settings; a section goes by those that it was `moved` from, too.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let there: BTreeSet<Slug> =
            settings.sections.iter().map(|section| section.slug.clone()).collect();
        let moved = settings.server.moved.iter().filter(|(_, now)| there.contains(*now));
        let before = moved.map(|(before, now)| (before.clone(), now.clone())).collect();
        Self { there, before }
    }

    /// The sections that there are.
    #[must_use]
    pub fn there(&self) -> &BTreeSet<Slug> {
        &self.there
    }

    /// What the section is called now that is, or was, called so.
    #[must_use]
    pub fn now(&self, name: &Slug) -> Option<&Slug> {
        self.there.get(name).or_else(|| self.before.get(name))
    }

    /// The sections that there are, as people read them.
    #[must_use]
    pub fn in_words(&self) -> String {
        self.there.iter().map(Slug::as_str).collect::<Vec<_>>().join(", ")
    }
}

impl FromIterator<Slug> for SectionNames {
    fn from_iter<T: IntoIterator<Item = Slug>>(names: T) -> Self {
        Self { there: names.into_iter().collect(), before: BTreeMap::new() }
    }
}

/// Where the settings of a source put an article, whatever the article says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement<'a> {
    /// As every article of the source.
    pub by_source: &'a [Slug],
    /// By the rules that it matches, with their numbers from 1.
    pub by_rules: Vec<(usize, &'a Rule)>,
}

impl<'a> Placement<'a> {
    /// Of an article with this title, page and keywords.
    #[must_use]
    pub fn of<T: Deref<Target = str>>(
        judging: &'a Judging,
        title: &str,
        url: Option<&WebAddress>,
        tags: &[T],
    ) -> Self {
        let rules = &judging.rules;
        let by_rules = match rules.is_empty() {
            true => Vec::new(),
            false => {
                let facts = RuleSubject::of(title, url, tags);
                (1..).zip(rules).filter(|(_, rule)| facts.match_rule(rule)).collect()
            }
        };
        Self { by_source: &judging.sections, by_rules }
    }

    /// All of the sections.
    pub fn sections(&self) -> impl Iterator<Item = &'a Slug> {
        let by_rules = self.by_rules.iter().flat_map(|(_, rule)| &rule.sections);
        self.by_source.iter().chain(by_rules)
    }
}

/// The sections that the settings of a source can ever give an article.
#[must_use]
pub fn possible(judging: &Judging) -> BTreeSet<&Slug> {
    let ruled = judging.rules.iter().flat_map(|rule| &rule.sections);
    let set = judging.policy.edits.iter().flat_map(|edit| &edit.set_sections);
    judging.sections.iter().chain(ruled).chain(set).collect()
}

/// The sections that something which a source brings can come into. Files name their
/// own; what comes from others goes where the settings send it.
#[must_use]
pub fn reach<'a>(source: &'a Source, names: &'a SectionNames) -> BTreeSet<&'a Slug> {
    match source.kind {
        SourceKind::Folder(_) => names.there.iter().collect(),
        SourceKind::Feed(_) | SourceKind::Page(_) | SourceKind::Sitemap(_) => {
            possible(&source.judging)
        }
    }
}

/// What rules are held against, folded.
struct RuleSubject {
    categories: Vec<String>,
    address: String,
    title: String,
}

impl RuleSubject {
    fn of<T: Deref<Target = str>>(title: &str, url: Option<&WebAddress>, tags: &[T]) -> Self {
        Self {
            categories: tags.iter().map(|tag| folded(tag)).collect(),
            address: url.map(|url| url.as_str().to_lowercase()).unwrap_or_default(),
            title: spaced(title),
        }
    }

    /// Every condition that is written must hold; one of its words is enough. A
    /// rule without any condition would match everything, so it matches nothing.
    fn match_rule(&self, rule: &Rule) -> bool {
        let holds = |words: &[String], test: &dyn Fn(&str) -> bool| {
            words.is_empty() || words.iter().any(|word| test(word))
        };
        let written =
            !(rule.category.is_empty() && rule.address.is_empty() && rule.title.is_empty());
        written
            && holds(&rule.category, &|word| self.categories.contains(&folded(word)))
            && holds(&rule.address, &|part| self.address.contains(&part.trim().to_lowercase()))
            && holds(&rule.title, &|word| {
                let word = spaced(word);
                !word.trim().is_empty() && self.title.contains(&word)
            })
    }
}
