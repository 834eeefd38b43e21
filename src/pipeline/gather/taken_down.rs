//! Finds out which articles of a mirrored feed were taken down: those that are missing
//! among later ones, and whose page is gone too. Neither alone is enough: an item moves to
//! another feed, and a page has a bad day. It withdraws nothing.

use crate::broken_off::blocking;
use crate::config::settings::Source;
use crate::fetch::{Conditions, FetchError};
use crate::pipeline::gather::gatherer::Gatherer;
use crate::pipeline::gather::report::PassError;
use crate::sources::visitor::VisitError;
use crate::sources::{Covered, Visitor, Withdrawal};
use std::sync::Arc;

/// Pages that are asked for in one pass.
const AT_MOST: usize = 10;

impl Gatherer {
    /// What is missing in a feed, and is gone.
    pub(in crate::pipeline) async fn taken_down(
        self: &Arc<Self>,
        source: &Source,
        covered: Covered,
        visitor: &Visitor,
    ) -> Result<Vec<Withdrawal>, PassError> {
        let (name, since) = (source.name().clone(), covered.since);
        let listed = blocking(self, move |gatherer| {
            gatherer.store.ask(|store| store.listed_since(&name, since))
        })
        .await??;
        let missing = listed.into_iter().filter(|(key, _)| !covered.keys.contains(key));
        let mut gone = Vec::new();
        for (key, page) in missing.take(AT_MOST).take_while(|_| !visitor.time.is_over()) {
            let answer = visitor.page(&page, &Conditions::default()).await;
            let status = match answer {
                Err(VisitError::Fetch(FetchError::Status { status, .. })) => status,
                _ => continue,
            };
            if matches!(status, 404 | 410) {
                gone.push(Withdrawal { key, reason: None });
            }
        }
        Ok(gone)
    }
}
