//! What pages of the paper are let out: the one gate before the edition, before the answer to
//! who asks for a page that is in none, and before the files. A page that it holds back is shown
//! to nobody, and `/health` names it until it is right.

use super::leaf::{Leaf, LeafError};
use crate::edition::DocumentName;
use crate::paper::Route;
use crate::pipeline::press::printer::Printer;
use crate::publish::gate::{Refusal, check_leaf};
use crate::web;
use bytes::Bytes;
use std::collections::BTreeSet;

impl Printer {
    /// Whether a page may be shown. What is no page for people is its own owner's to judge.
    pub(super) fn may_be_shown(&self, route: &Route, bytes: &[u8]) -> bool {
        if !route.is_page() {
            return true;
        }
        let name = DocumentName::Web(Box::new(route.clone()));
        match check_leaf(&name, bytes, &self.settings.public_mail) {
            Ok(()) => {
                self.health.let_out(&name);
                true
            }
            Err(refusal) => {
                let article = match route {
                    Route::Article(path) => Some(path.id.to_string()),
                    _ => None,
                };
                self.hold_back(&Refusal { article, ..refusal });
                false
            }
        }
    }

    /// Looks again at the pages that are held back, but those that were printed just now:
    /// whether they are right, or nothing is at their places any more.
    pub(super) fn look_again_at_pages(&self, printed: &BTreeSet<Route>) -> Result<(), LeafError> {
        for route in self.health.held_pages() {
            if !printed.contains(&route) && !matches!(self.leaf(&route, None)?, Leaf::HeldBack) {
                self.health.let_out(&DocumentName::Web(Box::new(route)));
            }
        }
        self.metrics.pages_held(self.health.held_pages().len());
        Ok(())
    }

    /// Nothing is held back where there is no paper.
    pub(super) fn forget_held_pages(&self) {
        for route in self.health.held_pages() {
            self.health.let_out(&DocumentName::Web(Box::new(route)));
        }
        self.metrics.pages_held(0);
    }

    /// The page for what cannot be shown for the moment; `None` if that is not right either.
    #[must_use]
    pub fn not_now(&self) -> Option<Bytes> {
        let page = web::not_now(self.paper.as_ref()?).ok()?;
        let name = DocumentName::Web(Box::new(Route::Missing));
        check_leaf(&name, &page, &self.settings.public_mail).ok()?;
        Some(page.into())
    }
}
