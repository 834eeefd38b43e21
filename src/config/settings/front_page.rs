//! `[front_page]` as the program uses it: what a newsroom decided about the feed of
//! all sections. What the decisions lead to, `compose` says.

use crate::article::ArticleId;
use crate::section::Slug;
use crate::text::XmlText;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// `[front_page]`: the combined feed.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontPage {
    /// Its title.
    pub title: XmlText,
    /// A sentence about it.
    pub description: XmlText,
    /// Items in it; pins and breaking news may be more.
    pub items: usize,
    /// What each section has of it, for the sections that it takes from.
    pub quotas: Vec<Quota>,
    /// What comes before what.
    pub order: Order,
    /// The section whose best article comes first.
    pub lead: Option<Slug>,
    /// From which likeness on stories are one, as in [`super::Duplicates`];
    /// each stands alone when `None`.
    pub alike: Option<f64>,
    /// What comes before everything else, in this order.
    pub pins: Vec<Pin>,
    /// What is in for a while, whatever the quotas say.
    pub breaking: Option<Breaking>,
}

impl Default for FrontPage {
    /// What holds where nothing is configured: fifty items, of no section yet.
    fn default() -> Self {
        Self {
            title: XmlText::default(),
            description: XmlText::default(),
            items: 50,
            quotas: Vec::new(),
            order: Order::Newest,
            lead: None,
            alike: None,
            pins: Vec::new(),
            breaking: None,
        }
    }
}

/// What a section has of the front page.
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// The section.
    pub section: Slug,
    /// How much its articles count where the order is by score; above 0.
    pub weight: f64,
    /// The fewest articles that it has, where there are as many.
    pub min: usize,
    /// The most articles that it has.
    pub max: usize,
}

impl Quota {
    /// At most `max` articles of a section, and no other wish.
    #[must_use]
    pub fn at_most(max: usize, section: Slug) -> Self {
        Self { section, weight: 1.0, min: 0, max }
    }
}

/// What comes before what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    Newest,
    /// By the section's weight, which fades to a half in every `half_life`.
    Scored {
        /// Never zero.
        half_life: Duration,
    },
}

/// An article at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// Which one.
    pub article: Pinned,
    /// The instant at which it is no longer pinned.
    pub until: DateTime<Utc>,
}

/// How a pin names its article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pinned {
    /// By its id.
    Id(ArticleId),
    /// By the address of its page.
    Page(WebAddress),
}

/// What is in for a while, whatever the quotas say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaking {
    /// One of these tags marks it; letter case does not count.
    pub tags: Vec<String>,
    /// How long after it was published.
    pub window: Duration,
}
