//! Whether a page may be asked for: each site's `robots.txt`, asked once a day.
//! It judges no feed, and no address that an operator named as a feed.

use super::answer::{Answer, Conditions};
use super::client::Client;
use super::error::FetchError;
use super::robots::{PRODUCT, Robots};
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How long an answer counts (RFC 9309 §2.4: a day at most).
const KEPT: TimeDelta = TimeDelta::hours(24);

/// How long a failure counts: the site may be back soon.
const FAILURE_KEPT: TimeDelta = TimeDelta::minutes(10);

/// Sites beyond this are forgotten, all at once.
const MOST_SITES: usize = 10_000;

/// Why a page may not be asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RobotsError {
    /// The site says so.
    #[error(
        "{address}: the site's robots.txt does not let {PRODUCT} read it. Ask the publisher to allow it, or use their feed"
    )]
    Disallowed {
        /// The page.
        address: String,
    },
    /// Nobody can say what the site wants (RFC 9309 §2.3.1.4).
    #[error("{address}: not asked for, because the site's robots.txt could not be read: {reason}")]
    Unreachable {
        /// The page.
        address: String,
        /// What was wrong with the file.
        reason: String,
    },
}

/// One site's rules, and when they were asked for.
#[derive(Clone, Debug)]
struct Visit {
    at: DateTime<Utc>,
    outcome: Result<Arc<Robots>, String>,
}

type Site = Arc<tokio::sync::Mutex<Option<Visit>>>;

/// The rules of all sites that were asked, in memory. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct RobotsGate {
    sites: Arc<Mutex<HashMap<String, Site>>>,
}

impl RobotsGate {
    /// Asks whether a page may be asked for.
    ///
    /// # Errors
    /// When it may not.
    pub async fn check(
        &self,
        client: &Client,
        address: &WebAddress,
        now: DateTime<Utc>,
    ) -> Result<(), RobotsError> {
        let shown = || address.to_string();
        let robots = self
            .rules(client, address, now)
            .await
            .map_err(|reason| RobotsError::Unreachable { address: shown(), reason })?;
        let url = address.url();
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        match robots.allows(&path) {
            true => Ok(()),
            false => Err(RobotsError::Disallowed { address: shown() }),
        }
    }

    /// The rules of the site that an address belongs to.
    ///
    /// # Errors
    /// When they could not be read, and why.
    pub async fn rules(
        &self,
        client: &Client,
        address: &WebAddress,
        now: DateTime<Utc>,
    ) -> Result<Arc<Robots>, String> {
        let site = self.site(address);
        // Whoever comes meanwhile waits for the one answer.
        let mut visit = site.lock().await;
        if let Some(visit) = visit.as_ref().filter(|visit| visit.counts_at(now)) {
            return visit.outcome.clone();
        }
        let outcome = ask(client, address).await;
        *visit = Some(Visit { at: now, outcome: outcome.clone() });
        outcome
    }

    /// A site is a scheme, a host and a port (RFC 9309 §2.3).
    fn site(&self, address: &WebAddress) -> Site {
        let origin = address.url().origin().ascii_serialization();
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        if sites.len() >= MOST_SITES && !sites.contains_key(&origin) {
            sites.clear();
        }
        Arc::clone(sites.entry(origin).or_default())
    }
}

impl Visit {
    fn counts_at(&self, now: DateTime<Utc>) -> bool {
        let kept = if self.outcome.is_ok() { KEPT } else { FAILURE_KEPT };
        now < self.at + kept
    }
}

async fn ask(client: &Client, address: &WebAddress) -> Result<Arc<Robots>, String> {
    let file = address.join("/robots.txt").map_err(|error| error.to_string())?;
    match client.get(&file, &Conditions::default()).await {
        Ok(Answer::Body(body)) => Ok(Arc::new(Robots::read(&body.bytes, PRODUCT))),
        Ok(Answer::NotModified { .. }) => Ok(Arc::new(Robots::allow_all())),
        // There is none: everything is allowed.
        Err(FetchError::Status { status: 400..500, .. }) => Ok(Arc::new(Robots::allow_all())),
        Err(error) => Err(error.to_string()),
    }
}
