//! `[pictures]`: where the pictures of the paper's own pages come from.

use super::Checker;
use super::fetch::host;
use super::forms::size;
use crate::config::file::PicturesTable;
use crate::config::settings::Pictures;

impl Checker<'_, '_> {
    /// Pictures are for pages: without a web edition none is brought.
    pub(super) fn pictures(&mut self, table: &PicturesTable, pages: bool) -> Option<Pictures> {
        let leave_on = self.read_each(&table.leave_on, host);
        self.refuse_repeats(&table.leave_on, |text| text.0.trim().to_lowercase(), |text| &text.0);
        let room = self.read(&table.room, size(16 << 20..=512 << 30));
        Some(Pictures { own: *table.own.value()? && pages, leave_on, room: room? as u64 })
    }
}
