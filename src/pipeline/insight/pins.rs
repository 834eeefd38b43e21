//! The pins of the front page that pin nothing, and why. It mends none.

use crate::article::ArticleId;
use crate::config::Settings;
use crate::config::settings::front_page::Pinned;
use crate::pipeline::press::pinning::{Meant, meant};
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

/// A pin that pins nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdlePin {
    /// Which `[[front_page.pin]]`, from 1.
    pub number: usize,
    /// How it names its article.
    pub article: String,
    /// Why it pins nothing.
    #[serde(flatten)]
    pub why: Idle,
}

/// Why a pin pins nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Idle {
    /// It has ended.
    Past {
        /// When.
        until: DateTime<Utc>,
    },
    /// No article is called that.
    NoArticle,
    /// The article was taken back, or its time is over.
    TakenBack {
        /// Which one.
        id: ArticleId,
        /// Since when.
        at: DateTime<Utc>,
    },
    /// The article is not published yet.
    Embargoed {
        /// Which one.
        id: ArticleId,
        /// When it will be.
        until: DateTime<Utc>,
        /// Only when the pin has ended.
        too_late: bool,
    },
}

impl IdlePin {
    /// In words, with the times of this zone.
    #[must_use]
    pub fn words(&self, zone: Tz) -> String {
        let time = |at: &DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M %Z");
        let why = match &self.why {
            Idle::Past { until } => {
                format!("ended at {}: remove it, or write a later `until`", time(until))
            }
            Idle::NoArticle => {
                "pins nothing: no article has that name; `pressroom explain` finds the id of one \
                 by words of its title"
                    .to_owned()
            }
            Idle::TakenBack { id, at } => {
                format!("pins nothing: {id} was taken back at {}; remove it", time(at))
            }
            Idle::Embargoed { id, until, too_late: false } => {
                format!("pins nothing yet: {id} is published at {}", time(until))
            }
            Idle::Embargoed { id, until, too_late: true } => {
                let at = time(until);
                format!("never pins anything: {id} is published at {at}; write a later `until`")
            }
        };
        format!("[[front_page.pin]] {} ({}) {why}", self.number, self.article)
    }
}

/// The pins that pin nothing at `now`, in the order of the configuration.
///
/// # Errors
/// When the store cannot be asked.
pub fn idle_pins(
    store: &mut dyn Store,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Vec<IdlePin>, StoreError> {
    let mut idle = Vec::new();
    for (number, pin) in (1..).zip(&settings.front_page.pins) {
        let why = if pin.until <= now {
            Some(Idle::Past { until: pin.until })
        } else {
            match meant(store, &pin.article, now)? {
                Meant::Shown(_) => None,
                Meant::TakenBack(article, at) => Some(Idle::TakenBack { id: article.id, at }),
                Meant::Embargoed(article) => {
                    let (id, until) = (article.id.clone(), article.published);
                    Some(Idle::Embargoed { id, until, too_late: until >= pin.until })
                }
                Meant::Nothing => Some(Idle::NoArticle),
            }
        };
        let article = match &pin.article {
            Pinned::Id(id) => id.to_string(),
            Pinned::Page(address) => address.to_string(),
        };
        idle.extend(why.map(|why| IdlePin { number, article, why }));
    }
    Ok(idle)
}
