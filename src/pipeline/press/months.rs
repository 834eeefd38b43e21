//! The paper by months: its archive, and the lists of pages that search engines read. A
//! month is one of the newsroom's own zone.

use super::leaf::{Leaf, LeafError};
use crate::article::Line;
use crate::compose;
use crate::paper::{Month, Route};
use crate::pipeline::press::printer::Printer;
use crate::store::{Pages, StoreError};
use crate::web::{self, Furniture, MonthOf};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Articles in a part of a month.
const IN_PART: usize = 200;

/// Pages in one list for search engines, as the protocol has it.
const IN_SITEMAP: usize = 50_000;

impl Printer {
    /// A page of the archive, or a list of pages.
    pub(super) fn leaf_of_months(
        &self,
        paper: &Furniture,
        route: &Route,
        now: DateTime<Utc>,
    ) -> Result<Leaf, LeafError> {
        let bytes = match route {
            Route::Archive => web::archive(paper, &self.months(now)?)?,
            Route::Sitemap => web::sitemap_index(paper, &self.months(now)?)?,
            Route::Month(month, part) => match self.month(paper, *month, *part, now)? {
                Some(page) => page,
                None => return Ok(self.missing()),
            },
            Route::SitemapOf(month) => {
                let lines = self.lines(*month, now, 0, IN_SITEMAP)?;
                if lines.is_empty() {
                    return Ok(self.missing());
                }
                web::sitemap(paper, *month, &lines)?
            }
            _ => return Ok(self.missing()),
        };
        self.page(route.clone(), bytes, now)
    }

    fn month(
        &self,
        paper: &Furniture,
        month: Month,
        part: u32,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<u8>>, LeafError> {
        let skip = IN_PART * usize::try_from(part - 1).unwrap_or_default();
        let mut lines = self.lines(month, now, skip, IN_PART + 1)?;
        if lines.is_empty() {
            return Ok(None);
        }
        let months = self.months(now)?;
        let at = months.iter().position(|one| *one == month);
        let beside = |step: isize| {
            let at = at?.checked_add_signed(step)?;
            months.get(at).copied()
        };
        let after = match lines.len() > IN_PART {
            true => Some((month, part + 1)),
            false => beside(-1).map(|month| (month, 1)),
        };
        let before = match (part, beside(1)) {
            (2.., _) => Some((month, part - 1)),
            (_, Some(before)) => Some((before, self.last_part(before, now)?)),
            (_, None) => None,
        };
        lines.truncate(IN_PART);
        let page = MonthOf { month, part, lines: &lines, before, after };
        Ok(Some(page.page(paper)?))
    }

    /// The months of which there are articles, the newest first.
    pub(super) fn months(&self, now: DateTime<Utc>) -> Result<Vec<Month>, StoreError> {
        let zone = self.settings.site.timezone;
        let span = self.reading_room.ask(|store| store.published_span(now))?;
        let Some((first, last)) = span else { return Ok(Vec::new()) };
        let first = month_of(first, zone);
        let mut months = Vec::new();
        let mut month = month_of(last, zone);
        while month >= first {
            if !self.lines(month, now, 0, 1)?.is_empty() {
                months.push(month);
            }
            month = before(month);
        }
        Ok(months)
    }

    pub(super) fn last_part(&self, month: Month, now: DateTime<Utc>) -> Result<u32, StoreError> {
        let count = self.lines(month, now, 0, usize::MAX)?.len();
        Ok(u32::try_from(count.div_ceil(IN_PART)).unwrap_or(1).max(1))
    }

    pub(super) fn lines(
        &self,
        month: Month,
        now: DateTime<Utc>,
        skip: usize,
        most: usize,
    ) -> Result<Vec<Line>, StoreError> {
        let zone = self.settings.site.timezone;
        let (Some(from), Some(until)) = (start(month, zone), start(after(month), zone)) else {
            return Ok(Vec::new());
        };
        let lines = self
            .reading_room
            .ask(|store| store.published_between((from, until), now, skip, most))?;
        let shown = lines.into_iter().map(|line| compose::shown_line(&self.settings, line));
        Ok(shown.collect())
    }
}

fn month_of(at: DateTime<Utc>, zone: Tz) -> Month {
    let local = at.with_timezone(&zone);
    Month { year: local.year(), month: local.month() }
}

fn before(Month { year, month }: Month) -> Month {
    match month {
        1 => Month { year: year - 1, month: 12 },
        _ => Month { year, month: month - 1 },
    }
}

fn after(Month { year, month }: Month) -> Month {
    match month {
        12 => Month { year: year + 1, month: 1 },
        _ => Month { year, month: month + 1 },
    }
}

/// When a month begins. A zone whose clocks leave that time out begins it a little later.
fn start(Month { year, month }: Month, zone: Tz) -> Option<DateTime<Utc>> {
    let midnight = NaiveDate::from_ymd_opt(year, month, 1)?.and_time(NaiveTime::MIN);
    let begins = (0..4).find_map(|hours| {
        zone.from_local_datetime(&(midnight + chrono::TimeDelta::hours(hours))).earliest()
    });
    begins.map(|begins| begins.with_timezone(&Utc))
}
