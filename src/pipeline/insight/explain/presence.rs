//! In which feeds an article is, and why it is not in the others that it could be in.

use crate::article::ArticleId;
use crate::compose::NotChosen;
use crate::config::Settings;
use crate::feed_document::FeedDocument;
use crate::pipeline::press::composer::Composer;
use crate::section::Slug;
use crate::store::{KeptArticle, StoreError};
use crate::trouble::{Trouble, TroubleKind};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use std::collections::BTreeMap;

/// How an article and a feed stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Presence {
    /// Which feed.
    pub feed: Slug,
    /// Its place in it, from 1.
    pub position: Option<usize>,
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
            Self::FrontPage { because } => because.to_string(),
        }
    }
}

/// All feeds as they are composed now.
#[derive(Default)]
pub(super) struct Feeds {
    documents: BTreeMap<Slug, FeedDocument>,
    held_back: BTreeMap<Slug, String>,
    /// By the article's id.
    left_out: BTreeMap<String, String>,
}

impl Feeds {
    pub(super) fn of(composer: &Composer, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let troubles = composer.ask(|store| store.troubles())?.into_iter();
        let troubles: Vec<Trouble> = troubles.map(|kept| kept.trouble).collect();
        let left_out = troubles
            .iter()
            .filter(|trouble| trouble.kind == TroubleKind::ArticleLeftOut)
            .map(|trouble| (trouble.subject.clone(), trouble.message.clone()))
            .collect();
        let held_back = troubles
            .into_iter()
            .filter(|trouble| trouble.kind == TroubleKind::DocumentHeldBack)
            .filter_map(|trouble| {
                let slug = trouble.subject.rsplit_once('.')?.0.parse().ok()?;
                Some((slug, trouble.message))
            });
        Ok(Self { held_back: held_back.collect(), left_out, documents: composer.all(now)? })
    }

    /// The feeds of the article's sections, the custom feeds that took it,
    /// then the front page.
    pub(super) fn of_article(
        &self,
        composer: &Composer,
        settings: &Settings,
        kept: &KeptArticle,
        now: DateTime<Utc>,
    ) -> Result<Vec<Presence>, StoreError> {
        let front_page = Slug::front_page();
        let took_it = |feed: &&Slug| self.position(feed, &kept.article.id).is_some();
        let own = settings.feeds.iter().map(|feed| &feed.name.slug).filter(took_it);
        let feeds = kept.article.sections.iter().chain(own).chain([&front_page]);
        let presences = feeds.map(|feed| {
            let position = self.position(feed, &kept.article.id);
            let absence = match position {
                Some(_) => None,
                None => Some(self.absence(composer, feed, kept, now)?),
            };
            let held_back = self.held_back.get(feed).cloned();
            Ok(Presence { feed: feed.clone(), position, absence, held_back })
        });
        presences.collect()
    }

    fn position(&self, feed: &Slug, id: &ArticleId) -> Option<usize> {
        let entries = &self.documents.get(feed)?.entries;
        Some(entries.iter().position(|article| article.id == *id)? + 1)
    }

    fn absence(
        &self,
        composer: &Composer,
        feed: &Slug,
        kept: &KeptArticle,
        now: DateTime<Utc>,
    ) -> Result<Absence, StoreError> {
        let article = &kept.article;
        Ok(if let Some(at) = kept.withdrawn.filter(|at| kept.expires == Some(*at)) {
            Absence::Expired { at }
        } else if let Some(at) = kept.withdrawn {
            Absence::Withdrawn { at, reason: kept.reason.clone() }
        } else if article.published > now {
            Absence::Embargoed { until: article.published }
        } else if let Some(reason) = self.left_out.get(article.id.as_str()) {
            Absence::LeftOut { reason: reason.clone() }
        } else if *feed == Slug::front_page() {
            let because = composer.not_on_front_page(&self.documents, article, now)?;
            Absence::FrontPage { because: because.unwrap_or(NotChosen::NotOffered) }
        } else {
            match self.documents.get(feed) {
                None => Absence::NoSuchSection,
                Some(document) => Absence::Beyond { items: document.entries.len() },
            }
        })
    }
}
