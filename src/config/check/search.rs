//! `[search]`: how readers may follow a search.

use super::Checker;
use super::forms::{MINUTE, SECOND, header_name, period, size};
use crate::config::file::SearchTable;
use crate::config::settings::Search;

impl Checker<'_, '_> {
    pub(super) fn search(&mut self, table: &SearchTable) -> Option<Search> {
        let timeout = self.read(&table.timeout, period(SECOND..=MINUTE));
        let cache_bytes = self.read(&table.cache, size(1 << 20..=1 << 30));
        let client_header = match &table.client_header.0 {
            Some(_) => Some(self.read(&table.client_header, header_name)?),
            None => None,
        };
        Some(Search {
            enabled: *table.enabled.value()?,
            items: *table.items.value()?,
            timeout: timeout?,
            at_once: *table.at_once.value()?,
            cache_bytes: cache_bytes?,
            per_minute: *table.per_minute.value()?,
            client_header,
        })
    }
}
