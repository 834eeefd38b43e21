//! Why an article is not on the front page: by which rule, and which articles are there
//! instead. It finds nothing out: the choice does.

use crate::article::{Article, ArticleId};
use crate::section::Slug;
use serde::Serialize;
use std::fmt;

/// The number of articles that are named in a sentence.
const NAMED: usize = 3;

/// Why an article is not on the front page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum NotChosen {
    /// The front page takes from none of its sections.
    NoSection,
    /// It is not among the newest of any of its sections.
    NotOffered,
    /// Another article tells its story there, with a link to this one.
    ToldBy {
        /// Which one.
        #[serde(flatten)]
        by: Named,
        /// It tells the story because it is pinned, and not because it is the latest.
        pinned: bool,
    },
    /// Each section that it could count for has as many as it may, and nothing that counts
    /// for one of them could count for a section with room.
    Capped {
        /// These sections, its own first.
        caps: Vec<Cap>,
    },
    /// The page has as many items as it may.
    Full {
        /// How many.
        items: usize,
        /// What is on it though it comes after this one in the order.
        passed_by: Vec<Passed>,
    },
}

/// The most that a section may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cap {
    /// The section.
    pub section: Slug,
    /// How many.
    pub max: usize,
    /// What counts for it.
    pub articles: Vec<Named>,
}

/// An article, for somebody who reads of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Which one.
    pub id: ArticleId,
    /// Its headline.
    pub title: String,
}

impl From<&Article> for Named {
    fn from(article: &Article) -> Self {
        Self { id: article.id.clone(), title: article.title.to_string() }
    }
}

/// What is on the page by a rule that comes before the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// The article.
    #[serde(flatten)]
    pub article: Named,
    /// The section whose minimum it is of; `None` of what must be there: what is pinned,
    /// leads or breaks.
    pub minimum_of: Option<Slug>,
}

impl fmt::Display for NotChosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSection => f.write_str("it takes from none of the article's sections"),
            Self::NotOffered => f.write_str("it is made of the newest of each section only"),
            Self::ToldBy { by: Named { id, title }, pinned } => {
                let why = if *pinned { "which is pinned" } else { "the latest that is alike" };
                write!(f, "its story is told by \"{title}\" ({id}), {why}")
            }
            Self::Capped { caps } => {
                let caps = caps.iter().map(|Cap { section, max, articles }| {
                    let articles = listed(articles.iter().map(|article| quoted(&article.title)));
                    format!("{section} has the {max} that it may have ({articles})")
                });
                write!(f, "capped: {}", caps.collect::<Vec<_>>().join(", "))
            }
            Self::Full { items, passed_by } if passed_by.is_empty() => {
                write!(f, "its {items} items come before this one")
            }
            Self::Full { items, passed_by } => {
                write!(f, "its {items} items come before this one, ")?;
                write!(f, "or are there all the same: {}", listed(passed_by.iter().map(passed)))
            }
        }
    }
}

fn passed(Passed { article, minimum_of }: &Passed) -> String {
    let title = quoted(&article.title);
    match minimum_of {
        Some(section) => format!("{title} for the minimum of {section}"),
        None => format!("{title} by decision"),
    }
}

fn quoted(title: &str) -> String {
    format!("\"{title}\"")
}

fn listed(mut all: impl ExactSizeIterator<Item = String>) -> String {
    let more = all.len().saturating_sub(NAMED);
    let named = all.by_ref().take(NAMED).collect::<Vec<_>>().join(", ");
    if more == 0 { named } else { format!("{named} and {more} more") }
}
