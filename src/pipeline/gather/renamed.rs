//! Files that were renamed in a way that nobody sees: another way to write a letter (a copy
//! from another system), or only large letters for small ones. They are the files that they
//! were. It moves nothing.

use crate::pipeline::gather::gatherer::Gatherer;
use crate::raw_item::RawItem;
use crate::source_memory::SourceName;
use crate::store::StoreError;
use crate::text::file_name::read_form;
use std::collections::{BTreeMap, BTreeSet};

impl Gatherer {
    /// Of the files that these items are, those that another name had before which is no
    /// longer `present`: each with the name before.
    pub(in crate::pipeline) fn renamed(
        &self,
        source: &SourceName,
        items: &[RawItem],
        present: Option<&BTreeSet<String>>,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let Some(present) = present else { return Ok(Vec::new()) };
        let names = items.iter().filter(|item| item.is_named_by_path);
        let names: Vec<&str> = names.map(|item| item.key.as_str()).collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let known = self.store.ask(|store| store.names_read_as(source, &names))?;
        let known: BTreeSet<String> = known.into_iter().collect();
        let new: Vec<&str> = names.into_iter().filter(|name| !known.contains(*name)).collect();
        let mut by_form: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in known.into_iter().filter(|name| !present.contains(name)) {
            by_form.entry(read_form(&name)).or_default().push(name);
        }
        let renamed = new.into_iter().filter_map(|name| {
            // Of several, nobody can tell which it was.
            let mut before = by_form.remove(&read_form(name))?;
            let only = before.pop().filter(|_| before.is_empty())?;
            Some((only, name.to_owned()))
        });
        Ok(renamed.collect())
    }
}
