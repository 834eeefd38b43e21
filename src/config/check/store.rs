//! `[store]`: where articles are kept, and for how long.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, period};
use crate::config::file::StoreTable;
use crate::config::settings::{Publish, Site, Store};
use chrono_tz::Tz;

impl Checker<'_, '_> {
    pub(super) fn store(
        &mut self,
        table: &StoreTable,
        publish: Option<&Publish>,
        site: Option<&Site>,
    ) -> Option<Store> {
        let path = self.file_to_write(&table.path);
        let keep = self.read(&table.keep, period(DAY..=36_500 * DAY));
        let keep_per_section = table.keep_per_section.value().copied();
        if let (Some(kept), Some(publish)) = (keep_per_section, publish)
            && kept < publish.items
        {
            let cause = format!(
                "{kept} articles of a section are kept, and its feed holds {}",
                publish.items
            );
            let remedy = format!("keep {} at least, or lower `publish.items`", publish.items);
            self.refuse(table.keep_per_section.span(), BadValue::new(cause, remedy));
        }
        let zone = site.map_or(Tz::UTC, |site| site.timezone);
        let maintenance = self.timetable_of(&table.maintenance, zone)?;
        Some(Store { path: path?, keep, keep_per_section, maintenance })
    }
}
