//! `[[front_page.pin]]` and `[front_page.breaking]`: what is on the front page by
//! decision, and for how long.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, MINUTE, address, line, period};
use crate::article::ArticleId;
use crate::config::file::{Address, BreakingTable, PinTable, Text, Written};
use crate::config::settings::Site;
use crate::config::settings::front_page::{Breaking, Pin, Pinned};
use crate::text::folded::folded;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use std::collections::BTreeSet;
use toml::value::Datetime;

impl Checker<'_, '_> {
    /// The pins, those that have ended too: a config is not wrong because time passes.
    pub(super) fn pins(&mut self, tables: &[Written<PinTable>], site: Option<&Site>) -> Vec<Pin> {
        let zone = site.map_or(Tz::UTC, |site| site.timezone);
        let mut seen = BTreeSet::new();
        let mut pins = Vec::new();
        for PinTable { article, until } in tables.iter().map(|table| &table.value) {
            let named = self.read(article, pinned);
            let until = self.read(until, |written| instant(written, zone));
            let Some(named) = named else { continue };
            if !seen.insert(named.clone()) {
                let cause = "the article is pinned twice";
                self.refuse(article.span(), BadValue::new(cause, "remove one of the two"));
            }
            pins.extend(until.map(|until| Pin { article: named, until }));
        }
        pins
    }

    pub(super) fn breaking(&mut self, table: &BreakingTable) -> Option<Breaking> {
        let tags = self.read_each(&table.tags, line);
        self.refuse_repeats(&table.tags, |tag| folded(&tag.0), |tag| &tag.0);
        let window = self.read(&table.window, period(MINUTE..=7 * DAY));
        Some(Breaking { tags: tags.into_iter().map(String::from).collect(), window: window? })
    }
}

/// An article's id, or the address of its page.
fn pinned(text: &Text) -> Result<Pinned, BadValue> {
    let text = text.0.trim();
    if text.to_ascii_lowercase().starts_with("urn:uuid:") {
        return match uuid::Uuid::parse_str(text) {
            Ok(id) => Ok(Pinned::Id(ArticleId::kept(id.urn().to_string()))),
            Err(_) => {
                let cause = format!("\"{text}\" is not the id of an article");
                Err(BadValue::new(
                    cause,
                    "copy it whole, as a feed or `pressroom explain` shows it",
                ))
            }
        };
    }
    address(&Address(text.to_owned())).map(Pinned::Page).map_err(|_| {
        let cause = format!("\"{text}\" names no article");
        let remedy =
            "write its id, which begins with `urn:uuid:`, or the whole address of its page";
        BadValue::new(cause, remedy)
    })
}

/// An instant; in `zone` where none is written.
fn instant(written: &Datetime, zone: Tz) -> Result<DateTime<Utc>, BadValue> {
    let text = with_seconds(written.to_string());
    if let Ok(instant) = DateTime::parse_from_rfc3339(&text) {
        return Ok(instant.to_utc());
    }
    let Ok(local) = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f") else {
        let cause = format!("{written} is no day with a time");
        return Err(BadValue::new(cause, "write both: `2026-12-31T18:00:00`"));
    };
    // A clock that is set back shows it twice: the pin holds to the second time.
    let instant = local.and_local_timezone(zone).latest();
    instant.map(|instant| instant.to_utc()).ok_or_else(|| {
        let cause = format!("{written} is no instant in {zone}: clocks are set forward over it");
        let later = (local + TimeDelta::hours(3)).and_local_timezone(zone).latest();
        let distance = later.map(|later| later.format("%:z").to_string()).unwrap_or_default();
        let remedy = format!("write another time, or its distance from UTC: `{text}{distance}`");
        BadValue::new(cause, remedy)
    })
}

/// The seconds may be left out, as people do.
fn with_seconds(mut written: String) -> String {
    let after_minutes = written.find('T').map(|at| at + "T18:00".len());
    if let Some(place) = after_minutes
        && written.is_char_boundary(place)
        && !written[place..].starts_with(':')
    {
        written.insert_str(place, ":00");
    }
    written
}
