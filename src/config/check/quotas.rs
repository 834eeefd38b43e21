//! `[[front_page.section]]`: what each section has of the combined feed. Together
//! they must fit on it.

use super::Checker;
use super::bad_value::BadValue;
use super::sections::Names;
use crate::config::file::{FrontPageTable, Key, QuotaTable, ShortName, Written};
use crate::config::settings::Publish;
use crate::config::settings::front_page::Quota;
use crate::section::Slug;
use std::collections::BTreeMap;

impl Checker<'_, '_> {
    /// A quota for each listed section: the one that is written for it, or else what
    /// all have.
    pub(super) fn quotas(
        &mut self,
        table: &FrontPageTable,
        listed: &[Slug],
        names: &Names,
        publish: Option<&Publish>,
    ) -> Option<Vec<Quota>> {
        let written = table.section.value().map(Vec::as_slice).unwrap_or_default();
        let per_section = *table.per_section.value()?;
        let mut own: BTreeMap<Slug, Quota> = BTreeMap::new();
        for quota in written {
            let Some(name) = &quota.value.name.0 else { continue };
            let Some(section) = self.listed_section(name, listed, names) else { continue };
            let Some(quota) = self.quota(&quota.value, &section, per_section, publish) else {
                continue;
            };
            if own.insert(section.clone(), quota).is_some() {
                let cause = format!("`{section}` has two tables here");
                self.refuse(name.span.clone(), BadValue::new(cause, "make one of them"));
            }
        }
        self.fits(table, written);
        let quota = |slug: &Slug| {
            own.remove(slug).unwrap_or_else(|| Quota::at_most(per_section, slug.clone()))
        };
        Some(listed.iter().map(quota).collect())
    }

    /// A section that there is, and that the front page takes from.
    pub(super) fn listed_section(
        &mut self,
        name: &Written<ShortName>,
        listed: &[Slug],
        names: &Names,
    ) -> Option<Slug> {
        if !self.known_section(name, names) {
            return None;
        }
        if name.value.0 == Slug::front_page().as_str() {
            let cause = "the front page is no section: it takes from the sections";
            self.refuse(name.span.clone(), BadValue::new(cause, "name a section"));
            return None;
        }
        let section = listed.iter().find(|slug| slug.as_str() == name.value.0);
        // Who uses a name that was refused is not to blame as well.
        if section.is_none() && names.has(&name.value.0) {
            let cause = format!("the front page takes nothing from `{}`", name.value.0);
            let remedy = "add it to `sections` of [front_page], or remove it here";
            self.refuse(name.span.clone(), BadValue::new(cause, remedy));
        }
        section.cloned()
    }

    fn quota(
        &mut self,
        table: &QuotaTable,
        section: &Slug,
        per_section: usize,
        publish: Option<&Publish>,
    ) -> Option<Quota> {
        let (weight, min) = (*table.weight.value()?, *table.min.value()?);
        let max = table.max.value().copied().unwrap_or(per_section);
        if min > max {
            let which = if table.max.0.is_some() { "max" } else { "per_section" };
            let cause = format!("`min` is {min}, and `{which}` only {max}");
            self.refuse(table.min.span(), BadValue::new(cause, "make `max` the larger one"));
        }
        if let Some(most) = publish.map(|publish| publish.items).filter(|most| min > *most) {
            let cause = format!("`min` is {min}, and the section's feed has only {most} items");
            let remedy = format!("write {most} at most, or make `items` of [publish] {min}");
            self.refuse(table.min.span(), BadValue::new(cause, remedy));
        }
        Some(Quota { section: section.clone(), weight, min, max })
    }

    /// All minimums together must find room.
    fn fits(&mut self, table: &FrontPageTable, written: &[Written<QuotaTable>]) {
        let minimums: Vec<&Key<usize>> = written.iter().map(|quota| &quota.value.min).collect();
        let together: usize = minimums.iter().filter_map(|min| min.value()).sum();
        let Some(items) = table.items.value().copied().filter(|items| together > *items) else {
            return;
        };
        let last = minimums.iter().rev().map(|min| min.span()).find(|span| !span.is_empty());
        let cause = format!("the minimums are {together} together, and the front page has {items}");
        let remedy = format!("make `items` of [front_page] {together}, or lower one of them");
        self.refuse(last.unwrap_or_default(), BadValue::new(cause, remedy));
    }
}
