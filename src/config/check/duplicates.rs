//! `[duplicates]`: when two items are one article.

use super::Checker;
use super::forms::{DAY, HOUR, period};
use crate::config::file::{DuplicatesTable, SourceTable, Written};
use crate::config::settings::Duplicates;
use crate::source_memory::SourceName;

impl Checker<'_, '_> {
    /// A source says for itself when its items are not to be compared.
    pub(super) fn duplicates(
        &mut self,
        table: &DuplicatesTable,
        sources: &[Written<SourceTable>],
    ) -> Option<Duplicates> {
        let window = self.read(&table.window, period(HOUR..=365 * DAY));
        let except = sources
            .iter()
            .map(|source| &source.value)
            .filter(|source| source.duplicates.value() == Some(&false))
            .filter_map(|source| Some(SourceName::new(source.name.value()?.0.trim())));
        Some(Duplicates {
            enabled: *table.enabled.value()?,
            window: window?,
            alike: *table.alike.value()?,
            except: except.collect(),
        })
    }
}
