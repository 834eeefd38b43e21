//! `[search]`: how readers may follow a search.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{MINUTE, SECOND, period, size};
use crate::config::file::{SearchTable, Text};
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

/// The name of a header of HTTP (RFC 9110 §5.1).
fn header_name(text: &Text) -> Result<http::HeaderName, BadValue> {
    text.0.trim().parse().map_err(|_| {
        let cause = format!("\"{}\" is not the name of a header", text.0);
        BadValue::new(cause, "write it as in `X-Forwarded-For`")
    })
}
