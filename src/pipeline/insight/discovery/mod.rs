//! Looks at a site and says by which ways its articles can come in: its feeds, its
//! sitemaps, pages that list them. It asks politely and keeps nothing. Which way
//! is the best, and how often to go it, is in `advice`.

mod advice;
mod found;
mod look;

pub use found::{Dead, Discovery, Kind, Way};

use crate::clock::Clock;
use crate::config::Settings;
use crate::fetch::{Answer, Client, Conditions, FetchError, RobotsError, RobotsGate};
use crate::section::Slug;
use crate::sources::Visitor;
use crate::sources::listing::{self, Announced};
use crate::sources::visitor::VisitError;
use crate::time_budget::TimeBudget;
use crate::web_address::WebAddress;
use std::collections::BTreeSet;

/// Where sites put a feed that they link nowhere.
const GUESSES: [&str; 7] =
    ["/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json"];

/// Where sites put a sitemap that `robots.txt` does not name.
const SITEMAP: &str = "/sitemap.xml";

/// More feeds and sitemaps than this are not asked for.
const MOST: usize = 12;

/// Why nothing could be found out.
#[derive(Debug, thiserror::Error)]
pub enum DiscoveryError {
    /// The client could not be made.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The page, or its site's `robots.txt`, did not answer.
    #[error(transparent)]
    Page(#[from] VisitError),
}

/// Looks at the site of a page. With settings, their `[fetch]` counts, and the
/// source is called as no other one is; it goes to `sections`, or else to the
/// first that is configured.
///
/// # Errors
/// When the page cannot be asked for at all.
pub async fn discover(
    address: &WebAddress,
    settings: Option<&Settings>,
    sections: &[Slug],
    clock: &Clock,
) -> Result<Discovery, DiscoveryError> {
    let fetch = settings.map(|settings| settings.fetch.clone()).unwrap_or_default();
    let client = Client::with_clock(&fetch, clock.clone())?;
    let (robots, time) = (RobotsGate::default(), TimeBudget::default());
    let visitor = Visitor { client, robots, now: clock.now(), time, list: None };
    let mut scout = Scout { visitor, seen: BTreeSet::new(), found: Discovery::default() };
    scout.look_around(address).await?;
    let mut found = scout.found;
    advice::sort(&mut found.ways);
    found.source = advice::source(&found, address, settings, sections, clock.now());
    Ok(found)
}

/// Who goes and looks.
struct Scout {
    visitor: Visitor,
    /// What was asked for, or came as the end of a redirect.
    seen: BTreeSet<WebAddress>,
    found: Discovery,
}

impl Scout {
    async fn look_around(&mut self, address: &WebAddress) -> Result<(), DiscoveryError> {
        let announced = self.page(address).await?;
        self.found.title.clone_from(&announced.title);
        for feed in announced.feeds.iter().take(MOST) {
            self.feed(feed).await;
        }
        if !self.has(Kind::Feed) {
            self.guess(address).await;
        }
        self.sitemaps(address).await;
        Ok(())
    }

    /// The page itself: it may be a feed or a sitemap, or list articles.
    async fn page(&mut self, address: &WebAddress) -> Result<Announced, DiscoveryError> {
        self.seen.insert(address.clone());
        let body = match self.visitor.page(address, &Conditions::default()).await {
            Ok(Answer::Body(body)) => body,
            Ok(Answer::NotModified { .. }) => return Ok(Announced::default()),
            // It may still have a feed or a sitemap that we may ask for.
            Err(VisitError::Robots(error @ RobotsError::Disallowed { .. })) => {
                self.dead(address, error.to_string());
                return Ok(Announced::default());
            }
            Err(error) => return Err(error.into()),
        };
        self.seen.insert(body.final_address.clone());
        let limit = self.visitor.client.max_bytes();
        let known = look::feed(&body).ok().or_else(|| look::sitemap(&body, limit).ok()?.0);
        if let Some(way) = known {
            self.found.ways.push(way);
            return Ok(Announced::default());
        }
        self.found.ways.extend(look::listing(&body, &self.visitor).await);
        Ok(listing::announced(&body.bytes, body.content_type.as_deref(), &body.final_address))
    }

    /// A feed that the page links to.
    async fn feed(&mut self, address: &WebAddress) {
        if !self.seen.insert(address.clone()) {
            return;
        }
        match self.visitor.client.get(address, &Conditions::default()).await {
            Ok(Answer::Body(body)) if self.is_new(address, &body.final_address) => {
                match look::feed(&body) {
                    Ok(way) => self.found.ways.push(way),
                    Err(error) => self.dead(address, error.to_string()),
                }
            }
            Ok(_) => {}
            Err(error) => self.dead(address, error.to_string()),
        }
    }

    /// Well-known places, until something is there. That nothing is, is no news.
    async fn guess(&mut self, page: &WebAddress) {
        for guess in GUESSES {
            let Ok(address) = page.join(guess) else { continue };
            if !self.seen.insert(address.clone()) {
                continue;
            }
            let answer = self.visitor.page(&address, &Conditions::default()).await;
            let Ok(Answer::Body(body)) = answer else { continue };
            if !self.is_new(&address, &body.final_address) {
                continue;
            }
            if let Ok(way) = look::feed(&body) {
                self.found.ways.push(way);
                return;
            }
        }
    }

    /// The sitemaps that `robots.txt` names, or the one where all have theirs, and
    /// of an index those that are for news or the newest.
    async fn sitemaps(&mut self, page: &WebAddress) {
        let Visitor { client, robots, now, .. } = &self.visitor;
        let named = robots.rules(client, page, *now).await.map(|robots| robots.sitemaps.clone());
        let named = named.unwrap_or_default();
        let is_named = !named.is_empty();
        let named = if is_named { named } else { vec![SITEMAP.to_owned()] };
        let mut waiting: Vec<WebAddress> =
            named.iter().filter_map(|address| page.join(address).ok()).take(MOST).collect();
        waiting.reverse();
        let mut asked = 0;
        while let Some(address) = waiting.pop().filter(|_| asked < MOST) {
            asked += 1;
            let announced = is_named || asked > 1;
            waiting.extend(self.sitemap(&address, announced).await);
        }
    }

    /// One sitemap; what is below it and worth a look.
    async fn sitemap(&mut self, address: &WebAddress, announced: bool) -> Vec<WebAddress> {
        if !self.seen.insert(address.clone()) {
            return Vec::new();
        }
        let limit = self.visitor.client.max_bytes();
        match self.visitor.client.get(address, &Conditions::default()).await {
            Ok(Answer::Body(body)) if self.is_new(address, &body.final_address) => {
                match look::sitemap(&body, limit) {
                    Ok((way, below)) => {
                        self.found.ways.extend(way);
                        return below;
                    }
                    Err(error) if announced => self.dead(address, error.to_string()),
                    Err(_) => {}
                }
            }
            Err(error) if announced => self.dead(address, error.to_string()),
            Ok(_) | Err(_) => {}
        }
        Vec::new()
    }

    /// Whether this is not where another address led already.
    fn is_new(&mut self, asked: &WebAddress, came_from: &WebAddress) -> bool {
        asked == came_from || self.seen.insert(came_from.clone())
    }

    fn has(&self, kind: Kind) -> bool {
        self.found.ways.iter().any(|way| way.kind == kind)
    }

    fn dead(&mut self, address: &WebAddress, reason: String) {
        self.found.dead.push(Dead { address: address.clone(), reason });
    }
}
