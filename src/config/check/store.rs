//! `[store]`: where articles are kept, and for how long.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, period};
use crate::config::file::StoreTable;
use crate::config::settings::{Publish, Site, Store};
use crate::config::whereabouts::behind_links;
use chrono_tz::Tz;
use std::path::{Path, PathBuf};

impl Checker<'_, '_> {
    pub(super) fn store(
        &mut self,
        table: &StoreTable,
        publish: Option<&Publish>,
        site: Option<&Site>,
    ) -> Option<Store> {
        let path = self.file_to_write(&table.path).map(|path| self.store_itself(table, path));
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

    /// The store that a link leads to. A journal beside the link would not be read.
    fn store_itself(&mut self, table: &StoreTable, path: PathBuf) -> PathBuf {
        let store = behind_links(path.clone());
        let journal = |of: &Path| PathBuf::from(format!("{}.journal", of.display()));
        let (astray, own) = (journal(&path), journal(&store));
        if astray != own && astray.is_file() {
            let cause = format!("nothing reads {}, which lies beside a link", astray.display());
            let (store, own) = (store.display(), own.display());
            let remedy =
                format!("the journal of {store} is {own}: what is in the other one belongs there");
            self.findings.warn(table.path.span(), cause, remedy);
        }
        store
    }
}
