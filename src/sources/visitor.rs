//! Reads articles from their own pages, a few at a time, where `robots.txt`
//! allows it. It does not decide which pages, nor what becomes of a failure.

use super::page::{self, PageError, SavedPage};
use super::same_page::same_site;
use crate::broken_off::{BrokenOff, aside};
use crate::config::settings::Selectors;
use crate::fetch::{Answer, Client, Conditions, FetchError, RobotsError, RobotsGate};
use crate::raw_item::RawItem;
use crate::time_budget::TimeBudget;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use tokio::task::JoinSet;

/// How many pages are read at one time.
const AT_ONCE: usize = 4;

/// Why a page brought no article.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
    /// It may not be asked for.
    #[error(transparent)]
    Robots(#[from] RobotsError),
    /// It did not answer.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// There is no article in it.
    #[error("{address}: {reason}")]
    Page {
        /// The page.
        address: String,
        /// What is wrong with it.
        reason: PageError,
    },
    /// The pass has no time left for it.
    #[error("{address}: not read in this pass, which has taken as long as it may")]
    OutOfTime {
        /// The page.
        address: String,
    },
    /// Reading was broken off.
    #[error("{address}: nothing was read: {reason}")]
    BrokenOff {
        /// What was being read.
        address: String,
        /// Why.
        reason: BrokenOff,
    },
}

/// Who reads pages.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who asks.
    pub client: Client,
    /// What sites allow.
    pub robots: RobotsGate,
    /// When the pass began.
    pub now: DateTime<Utc>,
    /// How long it may take.
    pub time: TimeBudget,
    /// The page that lists what is visited, where one does.
    pub list: Option<WebAddress>,
}

impl VisitError {
    /// Nobody asked, because the host is to be left alone: it says nothing of the page.
    pub(super) fn is_held(&self) -> bool {
        matches!(self, Self::Fetch(FetchError::Held { .. }))
    }
}

impl Visitor {
    /// Reads the articles at these addresses; the outcomes are in their order. One is read
    /// however little time there is: so the next passes come to the end of any list.
    pub async fn articles(
        &self,
        addresses: Vec<WebAddress>,
        selectors: &Selectors,
    ) -> Vec<Result<RawItem, VisitError>> {
        let rules = Arc::new(selectors.clone());
        let mut outcomes: Vec<_> = addresses.iter().map(|_| None).collect();
        let mut waiting = addresses.iter().cloned().enumerate();
        let (mut visits, mut why) = (JoinSet::new(), Vec::<BrokenOff>::new());
        let mut one_is_read = false;
        loop {
            while visits.len() < AT_ONCE
                && !(one_is_read && self.time.is_over())
                && let Some((at, address)) = waiting.next()
            {
                let (visitor, rules) = (self.clone(), Arc::clone(&rules));
                visits.spawn(async move { (at, visitor.article(&address, rules).await) });
            }
            let next = match self.time.end().filter(|_| one_is_read) {
                Some(end) => tokio::time::timeout_at(end.into(), visits.join_next()).await,
                None => Ok(visits.join_next().await),
            };
            match next {
                Ok(Some(Ok((at, outcome)))) => outcomes[at] = Some(outcome),
                // What broke off stays without an outcome, and is told below.
                Ok(Some(Err(broken))) => why.push(broken.into()),
                Ok(None) => break,
                // What is under way is given up, and comes with the next pass.
                Err(_) => break,
            }
            one_is_read = true;
        }
        let told = outcomes.into_iter().zip(&addresses);
        let told = told.map(|(outcome, address)| {
            outcome.unwrap_or_else(|| Err(self.unread(address, why.pop())))
        });
        told.collect()
    }

    /// Why there is no outcome for an address.
    fn unread(&self, address: &WebAddress, why: Option<BrokenOff>) -> VisitError {
        let address = address.to_string();
        match why {
            Some(reason) => VisitError::BrokenOff { address, reason },
            None if self.time.is_over() => VisitError::OutOfTime { address },
            None => VisitError::BrokenOff { address, reason: BrokenOff::Ending },
        }
    }

    /// The body at an address, if it may be asked for.
    ///
    /// # Errors
    /// When it may not, or does not answer.
    pub async fn page(
        &self,
        address: &WebAddress,
        conditions: &Conditions,
    ) -> Result<Answer, VisitError> {
        // Nor is its robots.txt asked for meanwhile.
        if let Some(until) = self.client.hosts().of(address).held() {
            return Err(FetchError::Held { address: address.to_string(), until }.into());
        }
        self.robots.check(&self.client, address, self.now).await?;
        Ok(self.client.get(address, conditions).await?)
    }

    /// Where a redirect ends, if that is the front page of the site, one of its languages', or
    /// the list itself.
    fn leads_back<'a>(&self, asked: &WebAddress, end: &'a WebAddress) -> Option<&'a WebAddress> {
        const LANGUAGE: usize = 2;
        let path = |address: &WebAddress| address.url().path().trim_matches('/').to_owned();
        let (from, to) = (path(asked), path(end));
        let is_front =
            to.is_empty() || (to.len() == LANGUAGE && from.starts_with(&format!("{to}/")));
        let is_front = is_front && end.url().query().is_none() && from != to;
        let is_list = self.list.as_ref() == Some(end) && asked != end;
        (same_site(asked, end) && (is_front || is_list)).then_some(end)
    }

    /// The article at an address, with the pages that it goes on on.
    async fn article(
        &self,
        address: &WebAddress,
        rules: Arc<Selectors>,
    ) -> Result<RawItem, VisitError> {
        let mut item = self.one_page(address, Arc::clone(&rules)).await?;
        let (mut next, mut read) = (item.goes_on.take(), 1);
        while let Some(address) = next.take() {
            if read == page::MOST_PAGES {
                let why = format!("no more than {read} pages of one article are read");
                item.warnings.push(page::unread(&address, &why));
                break;
            }
            match self.one_page(&address, Arc::clone(&rules)).await {
                Ok(more) => next = page::joined(&mut item, more).flatten(),
                Err(error) => item.warnings.push(page::unread(&address, &error.to_string())),
            }
            read += 1;
        }
        Ok(item)
    }

    async fn one_page(
        &self,
        address: &WebAddress,
        rules: Arc<Selectors>,
    ) -> Result<RawItem, VisitError> {
        let broken_off = |reason| VisitError::BrokenOff { address: address.to_string(), reason };
        let Answer::Body(body) = self.page(address, &Conditions::default()).await? else {
            let unasked = "answered as unchanged, which was not asked".to_owned();
            return Err(broken_off(BrokenOff::Defect(unasked)));
        };
        if let Some(back) = self.leads_back(address, &body.final_address) {
            let (address, reason) = (address.to_string(), PageError::LeadsBack(back.to_string()));
            return Err(VisitError::Page { address, reason });
        }
        let read = move || {
            let saved = SavedPage {
                bytes: &body.bytes,
                content_type: body.content_type.as_deref(),
                address: Some(&body.final_address),
            };
            page::extract(&saved, &rules)
        };
        // A page that the extraction stumbles over costs no other one.
        let read = aside(read).await.map_err(broken_off)?;
        read.map_err(|reason| VisitError::Page { address: address.to_string(), reason })
    }
}
