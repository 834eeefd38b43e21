//! Why an article is not on the front page. It finds nothing out: the choice does.

use crate::article::ArticleId;
use crate::section::Slug;
use serde::Serialize;
use std::fmt;

/// Why an article is not on the front page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum NotChosen {
    /// The front page takes from none of its sections.
    NoSection,
    /// It is not in the feed of any of its sections.
    NotOffered,
    /// Another article tells its story there, with a link to this one.
    ToldBy {
        /// Which one.
        id: ArticleId,
        /// Its headline.
        title: String,
    },
    /// Each section that it could count for has as many as it may.
    Capped {
        /// These sections.
        caps: Vec<Cap>,
    },
    /// The page has as many items as it may, and they come before this one.
    Full {
        /// How many.
        items: usize,
    },
}

/// The most that a section may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cap {
    /// Which section.
    pub section: Slug,
    /// How many.
    pub max: usize,
}

impl fmt::Display for NotChosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSection => f.write_str("it takes from none of the article's sections"),
            Self::NotOffered => f.write_str("it is made of the newest of each section only"),
            Self::ToldBy { id, title } => write!(f, "its story is told by \"{title}\" ({id})"),
            Self::Capped { caps } => {
                f.write_str("capped:")?;
                for (cap, at) in caps.iter().zip(0..) {
                    let comma = if at == 0 { "" } else { "," };
                    write!(f, "{comma} {} has the {} that it may have", cap.section, cap.max)?;
                }
                Ok(())
            }
            Self::Full { items } => write!(f, "its {items} items come before this one"),
        }
    }
}
