//! In which feeds an article is, and why it is not in the others that it could be in.

use crate::article::{Article, ArticleId};
use crate::compose::{FrontPageReasons, NotChosen, OnFrontPage};
use crate::config::Settings;
use crate::feed_document::FeedDocument;
use crate::pipeline::press::composer::Composer;
use crate::profile::Results;
use crate::section::Slug;
use crate::store::{KeptArticle, StoreError};
use crate::trouble::{Trouble, TroubleKind};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How an article and a feed stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Presence {
    /// The feed.
    pub feed: Slug,
    /// Its place in it, from 1.
    pub position: Option<usize>,
    /// Why it is on the front page, when this is the front page and it is.
    pub because: Option<OnFrontPage>,
    /// Why it has none.
    pub absence: Option<Absence>,
    /// Why readers still get an older form of the feed, when they do.
    pub held_back: Option<String>,
}

/// Why an article is not in a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Absence {
    /// It was taken back.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Why, where that was said.
        reason: Option<String>,
    },
    /// Its time is over.
    Expired {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// Its time has not come.
    Embargoed {
        /// When it comes.
        until: DateTime<Utc>,
    },
    /// It is left out for a fault of its own.
    LeftOut {
        /// Which, and what to do.
        reason: String,
    },
    /// There is no such section in the configuration.
    NoSuchSection,
    /// The feed has as many items as it may, and all are newer.
    Beyond {
        /// How many.
        items: usize,
    },
    /// What the feed has of other articles fills its document.
    NoRoom {
        /// How many it has.
        items: usize,
        /// The bytes that a document may have.
        max_document: usize,
    },
    /// The feed is made for an aggregator, which would refuse the article.
    Refused {
        /// The aggregator.
        profile: &'static str,
        /// Its rule.
        rule: &'static str,
        /// The remedy.
        remedy: String,
    },
    /// What the front page says of it.
    FrontPage {
        /// Why it was not chosen.
        #[serde(flatten)]
        because: NotChosen,
    },
}

impl Absence {
    /// In words, with the times of this zone.
    #[must_use]
    pub fn words(&self, zone: Tz) -> String {
        let time = |at: &DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S %Z");
        match self {
            Self::Withdrawn { at, reason: None } => {
                format!("withdrawn at {}, without a reason", time(at))
            }
            Self::Withdrawn { at, reason: Some(reason) } => {
                format!("withdrawn at {} because \"{reason}\"", time(at))
            }
            Self::Expired { at } => format!("expired at {}", time(at)),
            Self::Embargoed { until } => format!("embargoed until {}", time(until)),
            Self::LeftOut { reason } => reason.clone(),
            Self::NoSuchSection => "there is no such section in the configuration".to_owned(),
            Self::Beyond { items } => format!("beyond the newest {items}"),
            Self::NoRoom { items, max_document } => {
                format!("its {items} items fill the {max_document} bytes of `max_document`")
            }
            Self::Refused { profile, rule, remedy } => {
                format!("{profile} would refuse it by its rule {rule}: {remedy}")
            }
            Self::FrontPage { because } => because.to_string(),
        }
    }
}

/// All feeds as they are composed now.
pub(super) struct Feeds<'a> {
    settings: &'a Settings,
    documents: BTreeMap<Slug, FeedDocument>,
    /// Those that are as large as a document may be.
    cut: BTreeSet<Slug>,
    held_back: BTreeMap<Slug, String>,
    /// By the article's id.
    left_out: BTreeMap<String, String>,
    /// What aggregators would refuse of the feeds that are made for them.
    refused: Vec<Results>,
    front_page: FrontPageReasons<'a>,
}

impl<'a> Feeds<'a> {
    pub(super) fn of(composer: &'a Composer, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let (held_back, left_out) = troubles(composer)?;
        let mut documents = BTreeMap::new();
        let cut = composer.compose(&mut documents, &BTreeSet::new(), now)?.cut;
        let front_page = composer.front_page_reasons(&documents, now)?;
        Ok(Self {
            settings: &composer.settings,
            documents,
            cut: cut.into_iter().filter(|(_, cut)| cut.dropped > 0).map(|(slug, _)| slug).collect(),
            held_back,
            left_out,
            refused: composer.left_out(now)?,
            front_page,
        })
    }

    /// The feeds of the article's sections, the custom feeds that took it or would take it
    /// by what it is, then the front page. What a query finds, only the feed that found it
    /// knows.
    pub(super) fn of_article(&self, kept: &KeptArticle, now: DateTime<Utc>) -> Vec<Presence> {
        let article = &kept.article;
        let own = self.settings.feeds.iter().filter(|feed| {
            let would_take = feed.selection.query.is_none() && feed.selection.takes(article);
            would_take || self.position(&feed.name.slug, &article.id).is_some()
        });
        let own = own.map(|feed| &feed.name.slug);
        let front_page = Slug::front_page();
        let feeds = article.sections.iter().chain(own).chain([&front_page]);
        feeds.map(|feed| self.presence(feed, kept, now)).collect()
    }

    fn presence(&self, feed: &Slug, kept: &KeptArticle, now: DateTime<Utc>) -> Presence {
        let position = self.position(feed, &kept.article.id);
        let is_front_page = *feed == Slug::front_page();
        let because = position.filter(|_| is_front_page);
        Presence {
            feed: feed.clone(),
            position,
            because: because.and_then(|_| self.front_page.of_article(&kept.article).ok()),
            absence: match position {
                Some(_) => None,
                None => Some(self.absence(feed, kept, now)),
            },
            held_back: self.held_back.get(feed).cloned(),
        }
    }

    fn position(&self, feed: &Slug, id: &ArticleId) -> Option<usize> {
        let entries = &self.documents.get(feed)?.entries;
        Some(entries.iter().position(|article| article.id == *id)? + 1)
    }

    fn absence(&self, feed: &Slug, kept: &KeptArticle, now: DateTime<Utc>) -> Absence {
        let article = &kept.article;
        if let Some(at) = kept.withdrawn.filter(|at| kept.expires == Some(*at)) {
            Absence::Expired { at }
        } else if let Some(at) = kept.withdrawn {
            Absence::Withdrawn { at, reason: kept.reason.clone() }
        } else if article.published > now {
            Absence::Embargoed { until: article.published }
        } else if let Some(reason) = self.left_out.get(article.id.as_str()) {
            Absence::LeftOut { reason: reason.clone() }
        } else if *feed == Slug::front_page() && !self.is_chosen(article) {
            let because = self.front_page.of_article(article).err();
            Absence::FrontPage { because: because.unwrap_or(NotChosen::NotOffered) }
        } else {
            self.not_among(feed, &article.id)
        }
    }

    fn is_chosen(&self, article: &Article) -> bool {
        self.front_page.of_article(article).is_ok()
    }

    /// Why a feed does not have an article that it could have.
    fn not_among(&self, feed: &Slug, id: &ArticleId) -> Absence {
        let Some(document) = self.documents.get(feed) else { return Absence::NoSuchSection };
        let of_feed = self.refused.iter().filter(|results| results.feed == *feed);
        let mut flaws =
            of_feed.flat_map(|results| results.flaws.iter().map(|flaw| (results.profile, flaw)));
        if let Some((profile, flaw)) = flaws.find(|(_, flaw)| flaw.item.as_ref() == Some(id)) {
            return Absence::Refused { profile, rule: flaw.rule, remedy: flaw.remedy.to_owned() };
        }
        let items = document.entries.len();
        match self.cut.contains(feed) {
            true => {
                let max_document = self.settings.publish.max_document_bytes;
                Absence::NoRoom { items, max_document }
            }
            false => Absence::Beyond { items },
        }
    }
}

type Told = BTreeMap<String, String>;

/// What the service last saw: the feeds that are held back, and the articles that are left
/// out for a fault of their own, each with why.
fn troubles(composer: &Composer) -> Result<(BTreeMap<Slug, String>, Told), StoreError> {
    let (mut held_back, mut left_out) = (BTreeMap::new(), BTreeMap::new());
    for Trouble { kind, subject, message, .. } in
        composer.ask(|store| store.troubles())?.into_iter().map(|kept| kept.trouble)
    {
        match kind {
            TroubleKind::ArticleLeftOut => {
                left_out.insert(subject, message);
            }
            TroubleKind::DocumentHeldBack => {
                let slug = subject.rsplit_once('.').and_then(|(slug, _)| slug.parse().ok());
                held_back.extend(slug.map(|slug: Slug| (slug, message)));
            }
            _ => {}
        }
    }
    Ok((held_back, left_out))
}
