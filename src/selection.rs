//! Which articles a custom feed holds. It holds an article against all
//! of its conditions but the query, which only the store can answer.

use crate::article::Article;
use crate::search_query::Query;
use crate::section::Slug;
use crate::text::folded::folded;
use std::collections::BTreeSet;

/// Conditions on articles: each kind that is not empty must hold, and within one
/// kind any value is enough. Without any, every article is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// In one of these sections.
    pub sections: BTreeSet<Slug>,
    /// By one of these authors: the whole name, letter case, accents and blanks aside.
    pub authors: Vec<String>,
    /// With one of these tags: the whole tag, letter case, accents and blanks aside.
    pub tags: Vec<String>,
    /// With these words.
    pub query: Option<Query>,
}

impl Selection {
    /// Whether every article is taken.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an article meets all conditions but the query.
    #[must_use]
    pub fn takes(&self, article: &Article) -> bool {
        let sections = self.sections.is_empty() || !self.sections.is_disjoint(&article.sections);
        sections
            && names(&self.authors, article.authors.iter().map(|author| author.name.as_str()))
            && names(&self.tags, article.tags.iter().map(|tag| tag.as_str()))
    }

    /// Whether a change in these sections can change what is taken.
    #[must_use]
    pub fn concerns(&self, changed: &BTreeSet<Slug>) -> bool {
        self.sections.is_empty() || !self.sections.is_disjoint(changed)
    }
}

/// Whether one of the wanted names is there; always, when none is wanted.
fn names<'a>(wanted: &[String], there: impl Iterator<Item = &'a str>) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let there: BTreeSet<String> = there.map(folded).collect();
    wanted.iter().any(|name| there.contains(&folded(name)))
}
