//! `[source.page]` and `[source.sitemap]`: where the pages are, and what is what
//! in them.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, HOUR, address, period};
use crate::config::file::{PageTable, Selector, SitemapTable};
use crate::config::settings::{ListingPage, Selectors, Sitemap};

impl Checker<'_, '_> {
    pub(super) fn page_source(&mut self, table: &PageTable) -> Option<ListingPage> {
        let selectors = Selectors {
            title: self.read(&table.title, selector),
            byline: self.read(&table.byline, selector),
            date: self.read(&table.date, selector),
            section: self.read(&table.section, selector),
            image: self.read(&table.image, selector),
            body: self.read(&table.body, selector),
            remove: self.read_each(&table.remove, selector),
        };
        let links = self.read(&table.links, selector);
        let url = self.read(&table.url, address)?;
        Some(ListingPage { url, links, selectors, max_pages: *table.max_pages.value()? })
    }

    pub(super) fn sitemap_source(&mut self, table: &SitemapTable) -> Option<Sitemap> {
        let url = self.read(&table.url, address);
        let within = self.read(&table.within, period(HOUR..=365 * DAY));
        Some(Sitemap { url: url?, max_pages: *table.max_pages.value()?, within: within? })
    }
}

/// A selector that can be followed.
fn selector(text: &Selector) -> Result<String, BadValue> {
    let selector = text.0.trim();
    dom_query::Matcher::new(selector).map(|_| selector.to_owned()).map_err(|_| {
        let cause = format!("\"{}\" is not a CSS selector", text.0);
        BadValue::new(cause, "write it as in a style sheet: `h2 a`, `.story-body`, `#main time`")
    })
}
