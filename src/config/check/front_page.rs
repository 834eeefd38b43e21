//! `[front_page]`: what the combined feed holds, and in which order. What each
//! section has of it, `quotas` reads, and what is in by decision, `pins`.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, MINUTE, line, period};
use super::sections::Names;
use crate::config::file::{FrontPageTable, Text};
use crate::config::settings::front_page::{FrontPage, Order};
use crate::config::settings::{Publish, Site};
use crate::section::Slug;
use std::ops::Range;

impl Checker<'_, '_> {
    pub(super) fn front_page(
        &mut self,
        table: &FrontPageTable,
        names: &Names,
        site: Option<&Site>,
        publish: Option<&Publish>,
    ) -> Option<FrontPage> {
        let title = self.read(&table.title, line);
        let description = self.read(&table.description, line);
        let listed: Vec<Slug> = match table.sections.value() {
            Some(_) => self.known_sections(&table.sections, names),
            None => names.slugs().cloned().collect(),
        };
        let quotas = self.quotas(table, &listed, names, publish);
        let order = self.read(&table.order, is_scored);
        let half_life = self.read(&table.half_life, period(MINUTE..=365 * DAY));
        let lead = table.lead.0.as_ref();
        let lead = lead.and_then(|lead| self.listed_section(lead, &listed, names));
        let pins = self.pins(table.pin.value().map(Vec::as_slice).unwrap_or_default(), site);
        let breaking = table.breaking.value().map(|breaking| self.breaking(breaking));
        if order == Some(false) {
            self.warn_of_weights(table);
        }
        let site = site?;
        Some(FrontPage {
            title: title.unwrap_or_else(|| site.title.clone()),
            description: description.unwrap_or_else(|| site.description.clone()),
            items: *table.items.value()?,
            quotas: quotas?,
            order: if order? { Order::Scored { half_life: half_life? } } else { Order::Newest },
            lead,
            alike: table.alike.value().copied(),
            pins,
            breaking: match breaking {
                Some(breaking) => Some(breaking?),
                None => None,
            },
        })
    }
}

impl Checker<'_, '_> {
    /// What counts only where the order is by score, and so counts for nothing.
    fn warn_of_weights(&mut self, table: &FrontPageTable) {
        let quotas = table.section.value().into_iter().flatten();
        let weights = quotas.map(|quota| &quota.value.weight);
        let weights: Vec<Range<usize>> =
            weights.map(|weight| weight.span()).filter(|span| !span.is_empty()).collect();
        let remedy = "write `order = \"scored\"` in [front_page], or remove it";
        for span in weights {
            let cause = "`weight` says nothing where the newest come first".to_owned();
            self.findings.warn(span, cause, remedy.to_owned());
        }
        let span = table.half_life.span();
        if !span.is_empty() {
            let cause = "`half_life` says nothing where the newest come first".to_owned();
            self.findings.warn(span, cause, remedy.to_owned());
        }
    }
}

fn is_scored(text: &Text) -> Result<bool, BadValue> {
    match text.0.trim() {
        "newest" => Ok(false),
        "scored" => Ok(true),
        other => {
            let cause = format!("\"{other}\" is not an order");
            Err(BadValue::new(cause, "write `newest` or `scored`"))
        }
    }
}
