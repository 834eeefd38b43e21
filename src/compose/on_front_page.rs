//! Why an article is on the front page. It finds nothing out: the choice does.

use crate::section::Slug;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

/// Why an article is on the front page; what holds of another article of its story holds
/// of this one, which tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OnFrontPage {
    /// When its last pin ends.
    pub pinned_until: Option<DateTime<Utc>>,
    /// The section whose best it is, of those that are not pinned, where that leads.
    pub leads: Option<Slug>,
    /// Until when it is breaking news.
    pub breaking_until: Option<DateTime<Utc>>,
    /// The section whose quota it counts for; `None` when all of its are used up, and it
    /// is there by decision.
    pub counts_for: Option<Slug>,
    /// The section among whose fewest it was let in. It may count for another one of its
    /// own, to make room.
    pub minimum_of: Option<Slug>,
}

impl OnFrontPage {
    /// In words, with the times of this zone.
    #[must_use]
    pub fn words(&self, zone: Tz) -> String {
        let time = |at: &DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S %Z");
        let pinned = self.pinned_until.as_ref().map(|at| format!("pinned until {}", time(at)));
        let leads = self.leads.as_ref().map(|section| format!("leads as the best of {section}"));
        let breaking =
            self.breaking_until.as_ref().map(|at| format!("breaking news until {}", time(at)));
        let minimum =
            self.minimum_of.as_ref().map(|section| format!("is for the minimum of {section}"));
        let counts = match &self.counts_for {
            Some(section) => format!("counts for {section}"),
            None => "counts for no section: the quotas of its own are used up".to_owned(),
        };
        let all = [pinned, leads, breaking, minimum, Some(counts)].into_iter().flatten();
        all.collect::<Vec<_>>().join(", ")
    }
}
