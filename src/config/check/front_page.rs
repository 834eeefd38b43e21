//! `[front_page]`: what the combined feed holds.

use super::Checker;
use super::forms::line;
use super::sections::Names;
use crate::config::file::FrontPageTable;
use crate::config::settings::{FrontPage, Site};

impl Checker<'_, '_> {
    pub(super) fn front_page(
        &mut self,
        table: &FrontPageTable,
        names: &Names,
        site: Option<&Site>,
    ) -> Option<FrontPage> {
        let title = self.read(&table.title, line);
        let description = self.read(&table.description, line);
        let sections = match table.sections.value() {
            Some(_) => self.known_sections(&table.sections, names),
            None => names.slugs().cloned().collect(),
        };
        let site = site?;
        Some(FrontPage {
            title: title.unwrap_or_else(|| site.title.clone()),
            description: description.unwrap_or_else(|| site.description.clone()),
            items: *table.items.value()?,
            per_section: *table.per_section.value()?,
            sections,
        })
    }
}
