//! What the store answers of the items as they came. What is kept of them, `items` knows.

use super::{SqliteStore, accept, feeds};
use crate::raw_item::RawItem;
use crate::source_memory::{SourceMemory, SourceName};
use crate::store::{Accepted, Arrivals, Items, Said, StoreError};
use std::collections::HashSet;

impl Items for SqliteStore {
    fn said(
        &mut self,
        source: &SourceName,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Said>, StoreError> {
        self.read(|read| read.said(source, after, limit))
    }

    fn said_in_vain(&mut self, source: &SourceName) -> Result<Vec<Said>, StoreError> {
        self.read(|read| read.said_in_vain(source))
    }

    fn lost_items(&mut self, source: &SourceName) -> Result<HashSet<String>, StoreError> {
        self.read(|read| read.lost_items(source))
    }

    fn keys(&mut self, source: &SourceName) -> Result<HashSet<String>, StoreError> {
        self.read(|read| read.keys(source))
    }

    fn names_read_as(
        &mut self,
        source: &SourceName,
        names: &[&str],
    ) -> Result<Vec<String>, StoreError> {
        self.read(|read| read.names_read_as(source, names))
    }

    fn said_as(
        &mut self,
        source: &SourceName,
        names: &[&str],
    ) -> Result<Vec<(String, RawItem)>, StoreError> {
        self.read(|read| read.said_as(source, names))
    }

    fn handed_in(&mut self) -> Result<Vec<(SourceName, SourceMemory)>, StoreError> {
        self.read(|read| read.handed_in())
    }

    fn judged_again(&mut self, arrivals: &Arrivals) -> Result<Accepted, StoreError> {
        let rule = self.recognition.take();
        let accepted = self.write(|connection| {
            let accepted = accept::judged_again(connection, arrivals, rule.as_ref())?;
            feeds::rearranged(connection, &accepted.sections)?;
            Ok(accepted)
        });
        self.recognition = rule;
        accepted
    }
}
