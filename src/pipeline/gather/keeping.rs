//! What a pass brought, as articles in the store: judged, kept in one transaction, and told.
//! It asks no source.

use crate::config::settings::{Source, SourceKind};
use crate::normalise::JudgeContext;
use crate::pipeline::arrival::{arrival_with_warnings, moments};
use crate::pipeline::gather::ahead::{ahead_of_time, without_dates};
use crate::pipeline::gather::gatherer::Gatherer;
use crate::pipeline::gather::report::{PassEnd, PassError};
use crate::pipeline::gather::telling::{tell_refusals, tell_warnings};
use crate::pipeline::retention::KeptFor;
use crate::raw_item::{RawItem, RefusalKind, Rejection, Warning};
use crate::sources::{Gathering, GaveUp, Withdrawal};
use crate::store::{
    Accepted, Arrival, Arrivals, Beside, KeptRejection, Listing, StoreError, TakenBack,
    TakenBackBy, Warnings,
};
use crate::time_budget::TimeBudget;
use chrono::{DateTime, Utc};
use rayon::iter::Either;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::Duration;

/// Items that are judged in any pass.
const JUDGED_AT_LEAST: usize = 16;

impl Gatherer {
    /// Makes articles of what was gathered and keeps them, in one transaction.
    pub(super) fn keep(
        &self,
        source: &Source,
        began: DateTime<Utc>,
        mut gathering: Gathering,
        time: TimeBudget,
    ) -> Result<PassEnd, PassError> {
        let waiting = waiting(&gathering.items, began);
        let brought = std::mem::take(&mut gathering.items);
        let mut of_pass = self.odd_of_pass(&brought, source, began, &mut gathering)?;
        self.settle_doubt(source, &mut gathering)?;
        let renamed = self.renamed(source, &brought, gathering.present.as_ref())?;
        let (brought, lost) = self.with_their_text(source, brought)?;
        let (items, mut refusals, of_items) =
            self.articles(source, began, brought, (time, &mut gathering));
        of_pass.extend(out_of_time(source, self.settings.fetch.pass_max, &gathering));
        refusals.extend(lost.into_iter().chain(never_read(&mut gathering)));
        let rejected = refusals.len();
        let faults = self.new_faults(source, &refusals)?;
        tell_refusals(source, &refusals, &waiting);
        let warnings = Warnings {
            at: self.clock.now(),
            read: keys_read(&items, &refusals, &gathering),
            present: gathering.present.clone(),
            of_items,
            of_pass,
        };
        let look_again = self.settles_in(source.name(), gathering.names_changed);
        let settling = look_again.is_some();
        let listing = Listing { settling, renamed, ..listing(source, &mut gathering) };
        let arrivals = Arrivals {
            source: source.name().clone(),
            rank: source.judging.rank,
            began,
            at: self.clock.now(),
            items,
            taken_back: taken_back(source, gathering.withdrawals, gathering.kept_out),
            present: gathering.present.filter(|_| source.mirrors()),
            listing,
            refusals: (!gathering.nothing_new).then_some(refusals),
            memory: gathering.memory,
            by: None,
        };
        let Accepted { new, changed, unchanged, withdrawn, sections, emptied, missing, odd } =
            self.take_in(&arrivals, &warnings)?;
        self.note_settling(source.name(), missing);
        self.look_at_refused_edits(source);
        let warnings = [warnings.of_items, warnings.of_pass, odd].concat();
        tell_warnings(source, &warnings);
        Ok(PassEnd::Done {
            new,
            changed,
            unchanged: unchanged + gathering.known,
            withdrawn,
            rejected,
            faults,
            warnings,
            nothing_new: gathering.nothing_new,
            sections,
            emptied,
            look_again: look_again
                .filter(|_| missing)
                .into_iter()
                .chain(gathering.look_again)
                .min(),
        })
    }

    fn take_in(&self, arrivals: &Arrivals, warnings: &Warnings) -> Result<Accepted, StoreError> {
        self.store.ask(|store| {
            if arrivals.refusals.is_some() {
                store.keep_warnings(&arrivals.source, warnings)?;
            }
            store.accept(arrivals)
        })
    }

    /// What is odd about a pass as a whole.
    fn odd_of_pass(
        &self,
        brought: &[RawItem],
        source: &Source,
        began: DateTime<Utc>,
        gathering: &mut Gathering,
    ) -> Result<Vec<Warning>, StoreError> {
        let name = source.name();
        let nothing = self.lists_nothing(source, brought, gathering)?;
        let more = [ahead_of_time(brought, name, began), without_dates(brought, name), nothing];
        let odd = std::mem::take(&mut gathering.warnings).into_iter();
        Ok(odd.chain(more.into_iter().flatten()).collect())
    }

    /// What is told of a feed that had articles, and has no item now.
    fn lists_nothing(
        &self,
        source: &Source,
        brought: &[RawItem],
        gathering: &Gathering,
    ) -> Result<Option<Warning>, StoreError> {
        let is_read = matches!(source.kind, SourceKind::Feed(_)) && !gathering.nothing_new;
        let has_none = brought.is_empty()
            && gathering.known == 0
            && gathering.out_of_time == 0
            && gathering.rejections.is_empty()
            && gathering.given_up.is_empty()
            && gathering.withdrawals.is_empty();
        if !(is_read && has_none) {
            return Ok(None);
        }
        let articles = self.store.ask(|store| store.source(source.name()))?.articles;
        Ok((articles > 0).then(|| Warning {
            key: source.name().to_string(),
            warning: format!(
                "the feed has no item now, and there are {articles} articles of it, which stay: \
                 if this lasts, look where the publisher has its feed now"
            ),
        }))
    }

    /// How many items are refused for a fault that they were not refused for before.
    fn new_faults(&self, source: &Source, refusals: &[KeptRejection]) -> Result<usize, StoreError> {
        let faults = refusals.iter().map(|refusal| &refusal.rejection);
        let faults: Vec<&Rejection> =
            faults.filter(|refused| refused.kind == RefusalKind::Fault).collect();
        if faults.is_empty() {
            return Ok(0);
        }
        let before = self.store.ask(|store| store.source(source.name()))?.rejections;
        let is_new = |fault: &&&Rejection| {
            !before.iter().any(|old| old.key == fault.key && old.reason == fault.reason)
        };
        Ok(faults.iter().filter(is_new).count())
    }

    fn articles(
        &self,
        source: &Source,
        now: DateTime<Utc>,
        items: Vec<RawItem>,
        (time, gathering): (TimeBudget, &mut Gathering),
    ) -> (Vec<Arrival>, Vec<KeptRejection>, Vec<Warning>) {
        let context = self.rulebook.context(&source.judging, now);
        let keep = KeptFor::of(&self.settings);
        let moments = moments(&items, now);
        let all = items.len();
        // The first are judged however little time there is: so every pass comes further.
        let has_time = |at: usize| at < JUDGED_AT_LEAST || !time.is_over();
        let dated = items.into_par_iter().zip(moments).enumerate();
        let dated = dated.filter(|(at, _)| has_time(*at));
        let (kept, refused): (Vec<_>, Vec<_>) = dated.partition_map(|(_, (item, now))| {
            match arrival_with_warnings(item, &JudgeContext { now, ..context }, keep) {
                Ok(arrival) => Either::Left(arrival),
                Err(refusal) => Either::Right(refusal),
            }
        });
        let unread = all - kept.len() - refused.len();
        if unread > 0 {
            gathering.out_of_time += unread;
            gathering.memory.read_again();
        }
        let (kept, warnings): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
        (kept, refused, warnings.concat())
    }

    /// Parts the newsroom's own items that lost the text that readers have: a file that was
    /// cut short takes nothing from them.
    fn with_their_text(
        &self,
        source: &Source,
        items: Vec<RawItem>,
    ) -> Result<(Vec<RawItem>, Vec<KeptRejection>), StoreError> {
        let (bare, mut kept): (Vec<RawItem>, Vec<RawItem>) =
            items.into_iter().partition(|item| item.has_no_text);
        let mut lost = Vec::new();
        for item in bare {
            let summed_up = item.summary.as_ref().is_some_and(|text| !text.is_blank());
            if !self.store.ask(|store| store.has_text(source.name(), &item.key, summed_up))? {
                kept.push(item);
                continue;
            }
            let reason = "it had a text and has none now: write one, or `withdrawn = true` to take it back; until then readers have what was there";
            let rejection = Rejection {
                kind: RefusalKind::Fault,
                key: item.key,
                title: None,
                reason: reason.to_owned(),
            };
            lost.push(KeptRejection { arrived: None, rejection, said: None });
        }
        Ok((kept, lost))
    }

    /// Health tells of edits of the newsroom's own articles that readers do not see.
    pub(in crate::pipeline) fn look_at_refused_edits(&self, source: &Source) {
        if !matches!(source.kind, SourceKind::Folder(_)) {
            return;
        }
        match self.store.ask(|store| store.refused_edits(source.name())) {
            Ok(refused) => self.health.refused_edits(source.name(), refused),
            Err(error) => {
                tracing::error!(source = %source.name(), %error, "cannot ask for refused edits")
            }
        }
    }
}

/// That a pass was ended by its time, and what comes with the next one.
fn out_of_time(source: &Source, limit: Duration, gathering: &Gathering) -> Option<Warning> {
    let left = gathering.out_of_time;
    (left > 0).then(|| Warning {
        key: source.name().to_string(),
        warning: format!(
            "the pass has taken as long as it may ({}, `pass_max` in [fetch]) and was ended; what \
             it had read is kept, and the next one goes on with the {left} that it had no time \
             for. Raise `pass_max`, or ask whether the publisher's server is slow",
            crate::config::show_period(limit)
        ),
    })
}

/// How it was found what the source has now.
fn listing(source: &Source, gathering: &mut Gathering) -> Listing {
    Listing {
        empty: gathering.empty,
        beside: beside(gathering),
        by_publisher: !matches!(source.kind, SourceKind::Folder(_)),
        ..Listing::default()
    }
}

/// What the source lists besides what it brings, where all of that was seen.
fn beside(gathering: &mut Gathering) -> Beside {
    match (gathering.beside.take(), &gathering.present) {
        (None, None) => Beside::Everything,
        (arrived, present) => Beside::Only {
            arrived: arrived.unwrap_or_default(),
            keys: present.clone().unwrap_or_default(),
        },
    }
}

/// The items that are not for readers yet.
fn waiting(items: &[RawItem], began: DateTime<Utc>) -> HashSet<String> {
    let waits = |item: &&RawItem| item.publish_at.is_some_and(|until| until > began);
    items.iter().filter(waits).map(|item| item.key.clone()).collect()
}

/// What became no item: nobody could read it, or it was tried often enough.
fn never_read(gathering: &mut Gathering) -> impl Iterator<Item = KeptRejection> + use<> {
    let unread = std::mem::take(&mut gathering.rejections).into_iter();
    let unread = unread.map(|rejection| (None, rejection));
    let given_up = std::mem::take(&mut gathering.given_up).into_iter();
    let given_up = given_up.map(|GaveUp { arrived, rejection }| (Some(arrived), rejection));
    let all = unread.chain(given_up);
    all.map(|(arrived, rejection)| KeptRejection { arrived, rejection, said: None })
}

/// The keys of everything that a pass read.
fn keys_read(
    items: &[Arrival],
    refusals: &[KeptRejection],
    gathering: &Gathering,
) -> BTreeSet<String> {
    let gone = gathering.withdrawals.iter().map(|gone| &gone.key);
    let read = items.iter().map(|item| &item.key).chain(gone).chain(gathering.kept_out.keys());
    read.chain(refusals.iter().map(|refusal| &refusal.rejection.key)).cloned().collect()
}

/// What a source takes back, and what it keeps to itself; in a folder, that is the
/// newsroom's own word.
fn taken_back(
    source: &Source,
    withdrawals: Vec<Withdrawal>,
    kept_out: BTreeMap<String, String>,
) -> Vec<TakenBack> {
    let word = match source.kind {
        SourceKind::Folder(_) => TakenBackBy::Withdrawn,
        _ => TakenBackBy::Source,
    };
    let drafts = kept_out.into_keys();
    let drafts = drafts.map(|key| TakenBack { key, reason: None, word: TakenBackBy::Draft });
    let taken_back = withdrawals.into_iter();
    taken_back
        .map(|Withdrawal { key, reason }| TakenBack { key, reason, word })
        .chain(drafts)
        .collect()
}
