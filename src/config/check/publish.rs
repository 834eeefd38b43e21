//! `[publish]`: what a feed holds, and for how long it is fresh.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, HOUR, SECOND, period, size};
use crate::config::amount::show_period;
use crate::config::file::PublishTable;
use crate::config::settings::Publish;
use std::time::Duration;

impl Checker<'_, '_> {
    pub(super) fn publish(&mut self, table: &PublishTable) -> Option<Publish> {
        let folder = self.folder_to_write(&table.folder);
        let window = self.read(&table.window, period(Duration::ZERO..=7 * DAY));
        let cache_min = self.read(&table.cache_min, period(SECOND..=7 * DAY));
        let cache_max = self.read(&table.cache_max, period(SECOND..=7 * DAY));
        let revalidate = self.read(&table.stale_while_revalidate, period(Duration::ZERO..=7 * DAY));
        let stale_if_error = self.read(&table.stale_if_error, period(Duration::ZERO..=30 * DAY));
        let keep_withdrawn = self.read(&table.keep_withdrawn, period(HOUR..=365 * DAY));
        let max_document = self.read(&table.max_document, size(16 << 10..=64 << 20));
        if let (Some(least), Some(most)) = (cache_min, cache_max)
            && least > most
        {
            let min_is_default = table.cache_min.span().is_empty();
            let span = if min_is_default { table.cache_max.span() } else { table.cache_min.span() };
            let (least, most) = (show_period(least), show_period(most));
            let cause = format!("`cache_min` is {least}, and `cache_max` only {most}");
            self.refuse(span, BadValue::new(cause, "make `cache_max` the longer one"));
        }
        Some(Publish {
            folder: folder?,
            items: *table.items.value()?,
            archive_items: (*table.archive_items.value()?).min(*table.items.value()?),
            window: window?,
            cache_min: cache_min?,
            cache_max: cache_max?,
            stale_while_revalidate: revalidate?,
            stale_if_error: stale_if_error?,
            keep_withdrawn: keep_withdrawn?,
            max_document_bytes: max_document?,
            collapse_below: *table.collapse_below.value()?,
        })
    }
}
