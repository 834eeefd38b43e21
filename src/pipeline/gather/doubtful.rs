//! What counts as still there of a folder of which a part cannot be read: what lay in that
//! part. What lay elsewhere and is gone is withdrawn. It withdraws nothing itself.

use crate::config::settings::Source;
use crate::pipeline::gather::gatherer::Gatherer;
use crate::source_memory::SourceName;
use crate::sources::{Doubt, Gathering};
use crate::store::{Said, SaidAs, StoreError};
use std::collections::BTreeSet;

/// Items that are looked at in one go.
const AT_ONCE: usize = 500;

/// The number of files that are named in a sentence.
const NAMED: usize = 3;

impl Gatherer {
    /// Settles what a mirrored source has now, where a part of it is in doubt, and tells
    /// `health` so for as long as there is something to mend.
    pub(in crate::pipeline) fn settle_doubt(
        &self,
        source: &Source,
        gathering: &mut Gathering,
    ) -> Result<(), StoreError> {
        let mut told = None;
        if let Some(doubt) = gathering.doubt.take().filter(|_| source.mirrors()) {
            let held_back = self.held_back_by(source.name(), &doubt, gathering)?;
            told = (!doubt.to_mend.is_empty()).then(|| in_words(&doubt, held_back.len()));
            gathering.present = Some(doubt.present.into_iter().chain(held_back).collect());
        }
        self.health.source_in_doubt(source.name(), told.as_deref());
        Ok(())
    }

    /// The keys that are not there, and may be in what cannot be read.
    fn held_back_by(
        &self,
        source: &SourceName,
        doubt: &Doubt,
        gathering: &Gathering,
    ) -> Result<BTreeSet<String>, StoreError> {
        let taken_back = gathering.withdrawals.iter().map(|gone| gone.key.as_str());
        let told: BTreeSet<&str> =
            taken_back.chain(gathering.kept_out.keys().map(String::as_str)).collect();
        // What was gone before is no less gone for a file that nobody can read now.
        let lost = self.store.ask(|store| store.lost_items(source))?;
        let is_gone =
            |key: &str| !doubt.present.contains(key) && !told.contains(key) && !lost.contains(key);
        let mut held_back = BTreeSet::new();
        let mut after = None;
        loop {
            let said = self.store.ask(|store| store.said(source, after.as_deref(), AT_ONCE))?;
            let Some(last) = said.last() else { break };
            after = Some(last.key.clone());
            let gone = said.into_iter().filter(|said| is_gone(&said.key));
            let covered = gone.filter(|said| doubt.covers(folder(said)));
            held_back.extend(covered.map(|said| said.key));
        }
        Ok(held_back)
    }
}

fn folder(said: &Said) -> Option<&str> {
    match &said.what {
        SaidAs::Item(item) => item.folder.as_deref(),
        SaidAs::Article(..) => None,
    }
}

fn in_words(doubt: &Doubt, held_back: usize) -> String {
    let named: Vec<&str> = doubt.to_mend.iter().map(String::as_str).take(NAMED).collect();
    let more = match doubt.to_mend.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let now = match held_back {
        0 => "nothing is gone from there yet".to_owned(),
        1 => "1 article is gone from there now".to_owned(),
        many => format!("{many} articles are gone from there now"),
    };
    format!(
        "nobody can tell which articles are in {}{more}, so nothing that goes from the same folder is withdrawn ({now}): mend or remove it; `pressroom status` says what is wrong with it",
        named.join(", ")
    )
}
