//! What is known of how the newsroom is, noted by whoever learns of it. It finds out nothing
//! itself.

use super::report::{
    CutShort, EmptiedSource, HealthReport, HeldBack, Overdue, Silence, SourceError, SourceHealth,
    Status, TooOld,
};
use crate::delivery::Untold;
use crate::edition::DocumentName;
use crate::paper::Route;
use crate::raw_item::Rejection;
use crate::secrets::without_secrets;
use crate::section::Slug;
use crate::source_memory::{Aged, Emptied, Hold, SourceName};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What `/health/ready` says before the reason why nothing can be kept.
pub const NOTHING_KEPT: &str = "nothing can be kept: ";

/// The number of pages of the paper that are named of those that are held back.
const MOST_PAGES: usize = 100;

/// The state of the newsroom. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Health(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    ready: bool,
    sources: BTreeMap<SourceName, SourceHealth>,
    held_back: BTreeMap<DocumentName, HeldBack>,
    silent: Vec<Silence>,
    overdue: Vec<Overdue>,
    config_problem: Option<String>,
    config_unwatched: Option<String>,
    restart_needed: Vec<String>,
    publish_problem: Option<String>,
    store_problem: Option<String>,
    /// That may end by itself, as when a disk is full.
    store_may_recover: bool,
    untold: Vec<Untold>,
    unwritten: Vec<String>,
    cut_short: BTreeMap<Slug, CutShort>,
    emptied: BTreeMap<SourceName, Emptied>,
    aged: Option<Aged>,
}

impl Health {
    /// Nothing known yet, and not ready.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A pass over a source has begun.
    pub fn source_begun(&self, source: &SourceName, at: DateTime<Utc>) {
        let mut state = self.lock();
        state.sources.entry(source.clone()).or_default().under_way_since = Some(at);
    }

    /// The pass over a source is over, however it went.
    pub fn source_ended(&self, source: &SourceName) {
        if let Some(health) = self.lock().sources.get_mut(source) {
            health.under_way_since = None;
        }
    }

    /// A pass over a source went well.
    pub fn source_done(&self, source: &SourceName, at: DateTime<Utc>) {
        let mut state = self.lock();
        let health = state.sources.entry(source.clone()).or_default();
        health.last_success = Some(at);
        health.failures = 0;
    }

    /// A pass over a source failed.
    pub fn source_failed(&self, source: &SourceName, at: DateTime<Utc>, message: &str) {
        let mut state = self.lock();
        let health = state.sources.entry(source.clone()).or_default();
        health.last_error = Some(SourceError { at, message: without_secrets(message) });
        health.failures = health.failures.saturating_add(1);
    }

    /// A source is left alone after so many failures, or no longer (`None`).
    pub fn source_held(&self, source: &SourceName, hold: Option<Hold>, failures: u32) {
        let mut state = self.lock();
        let health = state.sources.entry(source.clone()).or_default();
        health.hold = hold;
        health.failures = failures;
    }

    /// A source has lost too much at once, or no longer (`None`); whether that is news.
    pub fn source_emptied(&self, source: &SourceName, emptied: Option<Emptied>) -> bool {
        let mut state = self.lock();
        match emptied {
            Some(emptied) => state.emptied.insert(source.clone(), emptied).is_none(),
            None => state.emptied.remove(source).is_some(),
        }
    }

    /// So many articles are to be removed for their age at once, or no longer (`None`); whether
    /// that is news.
    pub fn aged(&self, aged: Option<Aged>) -> bool {
        let mut state = self.lock();
        let was_so = std::mem::replace(&mut state.aged, aged).is_some();
        was_so != aged.is_some()
    }

    /// These sources have lost too much at once, and no others.
    pub fn emptied(&self, emptied: BTreeMap<SourceName, Emptied>) {
        self.lock().emptied = emptied;
    }

    /// These edits of live articles of a source are refused, and no others.
    pub fn refused_edits(&self, source: &SourceName, refused: Vec<Rejection>) {
        let mut state = self.lock();
        // A source that never ran has nothing to tell.
        if !refused.is_empty() || state.sources.contains_key(source) {
            state.sources.entry(source.clone()).or_default().refused_edits = refused;
        }
    }

    /// Changes in a source's folder are not noticed, and why, or they are again (`None`).
    pub fn source_unwatched(&self, source: &SourceName, reason: Option<&str>) {
        let mut state = self.lock();
        let health = state.sources.entry(source.clone()).or_default();
        health.unwatched = reason.map(str::to_owned);
    }

    /// A part of a source's folder cannot be read, so that nothing that is gone from there
    /// is withdrawn, and why; or all can (`None`).
    pub fn source_in_doubt(&self, source: &SourceName, reason: Option<&str>) {
        let mut state = self.lock();
        if reason.is_some() || state.sources.contains_key(source) {
            let health = state.sources.entry(source.clone()).or_default();
            health.in_doubt = reason.map(str::to_owned);
        }
    }

    /// A source is no longer in the configuration.
    pub fn source_removed(&self, source: &SourceName) {
        let mut state = self.lock();
        state.sources.remove(source);
        state.emptied.remove(source);
    }

    /// A document breaks a rule and is held back.
    pub fn held_back(&self, name: &DocumentName, rule: &str, article: Option<&str>, detail: &str) {
        let held = HeldBack {
            document: name.file_name(),
            rule: rule.to_owned(),
            article: article.map(str::to_owned),
            detail: detail.to_owned(),
        };
        let mut state = self.lock();
        let is_page = |name: &DocumentName| matches!(name, DocumentName::Web(_));
        let pages = state.held_back.keys().filter(|held| is_page(held) && *held != name).count();
        // Visitors ask for pages: so many stand for all of them.
        if !is_page(name) || pages < MOST_PAGES {
            state.held_back.insert(name.clone(), held);
        }
    }

    /// The pages of the paper that are held back.
    #[must_use]
    pub fn held_pages(&self) -> Vec<Route> {
        let state = self.lock();
        let pages = state.held_back.keys().filter_map(|name| match name {
            DocumentName::Web(route) => Some((**route).clone()),
            _ => None,
        });
        pages.collect()
    }

    /// A document is not held back any more.
    pub fn let_out(&self, name: &DocumentName) {
        self.lock().held_back.remove(name);
    }

    /// A feed had no room for some of its items, or has for all (`None`). `true` when
    /// that is news.
    pub fn cut_short(&self, feed: &Slug, short: Option<CutShort>) -> bool {
        let mut state = self.lock();
        let (is, was) = (short.is_some(), state.cut_short.contains_key(feed));
        match short {
            Some(short) => state.cut_short.insert(feed.clone(), short),
            None => state.cut_short.remove(feed),
        };
        is && !was
    }

    /// These sections are silent, and no others.
    pub fn silent(&self, sections: Vec<Silence>) {
        self.lock().silent = sections;
    }

    /// These sources are overdue, and no others.
    pub fn overdue(&self, sources: Vec<Overdue>) {
        self.lock().overdue = sources;
    }

    /// Nothing can be published, and why; `None` when it can again.
    pub fn publish_problem(&self, problem: Option<&str>) {
        self.lock().publish_problem = problem.map(str::to_owned);
    }

    /// Nothing can be kept any more, and why; whether that is news.
    pub fn store_problem(&self, problem: &str) -> bool {
        let mut state = self.lock();
        let news = state.store_problem.is_none() || state.store_may_recover;
        state.store_problem = Some(problem.to_owned());
        state.store_may_recover = false;
        news
    }

    /// Nothing can be kept for now, and why; whether that is news.
    pub fn store_hindered(&self, problem: &str) -> bool {
        let mut state = self.lock();
        let news = state.store_problem.is_none();
        if news {
            state.store_problem = Some(problem.to_owned());
            state.store_may_recover = true;
        }
        news
    }

    /// The store takes what it is given; whether that is news.
    pub fn store_takes(&self) -> bool {
        let mut state = self.lock();
        let news = state.store_may_recover && state.store_problem.is_some();
        if news {
            state.store_problem = None;
            state.store_may_recover = false;
        }
        news
    }

    /// Whether nothing can be kept for now, which may end by itself.
    #[must_use]
    pub fn is_store_hindered(&self) -> bool {
        let state = self.lock();
        state.store_may_recover && state.store_problem.is_some()
    }

    /// These do not take what they are told, and no others.
    pub fn untold(&self, untold: Vec<Untold>) {
        self.lock().untold = untold;
    }

    /// These files are older than what is served, and no others.
    pub fn unwritten<'n>(&self, names: impl IntoIterator<Item = &'n DocumentName>) {
        self.lock().unwritten = names.into_iter().map(DocumentName::file_name).collect();
    }

    /// A changed configuration was refused (`Some`: why), or accepted (`None`).
    pub fn config_problem(&self, problem: Option<&str>) {
        self.lock().config_problem = problem.map(str::to_owned);
    }

    /// Changes of the configuration are not noticed, and why, or they are again (`None`).
    pub fn config_unwatched(&self, reason: Option<&str>) {
        self.lock().config_unwatched = reason.map(str::to_owned);
    }

    /// These keys of the configuration have changed, and count from the next start on.
    pub fn restart_needed(&self, keys: &[&str]) {
        self.lock().restart_needed = keys.iter().map(|key| (*key).to_owned()).collect();
    }

    /// The first edition is served.
    pub fn ready(&self) {
        self.lock().ready = true;
    }

    /// Whether an edition is served.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.lock().ready
    }

    /// The state now.
    #[must_use]
    pub fn report(&self) -> HealthReport {
        let state = self.lock();
        HealthReport {
            status: state.status(),
            ready: state.ready,
            sources: state.sources.clone(),
            held_back: state.held_back.values().cloned().collect(),
            silent: state.silent.clone(),
            overdue: state.overdue.clone(),
            config_problem: state.config_problem.clone(),
            config_unwatched: state.config_unwatched.clone(),
            restart_needed: state.restart_needed.clone(),
            publish_problem: state.publish_problem.clone(),
            store_problem: state.store_problem.clone(),
            store_may_recover: state.store_may_recover,
            untold: state.untold.clone(),
            unwritten: state.unwritten.clone(),
            cut_short: state.cut_short.values().cloned().collect(),
            emptied: state.emptied(),
            aged: state.aged.map(|aged| TooOld { aged, message: aged.told() }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Every change above is one assignment: after a panic elsewhere the state
        // is still whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn emptied(&self) -> Vec<EmptiedSource> {
        let emptied = self.emptied.iter().map(|(source, emptied)| EmptiedSource {
            source: source.clone(),
            emptied: *emptied,
            message: emptied.told(source),
        });
        emptied.collect()
    }

    fn status(&self) -> Status {
        let failing = self.sources.values().filter(|source| source.failures > 0).count();
        let faulty = self.cut_short.values().any(|short| !short.left_out.is_empty());
        let refused = self.sources.values().any(|source| !source.refused_edits.is_empty());
        let problem = self.config_problem.is_some()
            || self.config_unwatched.is_some()
            || self.publish_problem.is_some()
            || refused
            || self.store_problem.is_some()
            || !self.untold.is_empty()
            || !self.unwritten.is_empty()
            || !self.overdue.is_empty()
            || !self.emptied.is_empty()
            || self.aged.is_some()
            || self.sources.values().any(|it| it.unwatched.is_some() || it.in_doubt.is_some())
            || faulty;
        // Without a store every source fails, and what was published last is served.
        let all_fail = failing > 0 && failing == self.sources.len() && self.store_problem.is_none();
        if !self.ready || all_fail {
            Status::Failing
        } else if failing > 0 || !self.held_back.is_empty() || !self.silent.is_empty() || problem {
            Status::Degraded
        } else {
            Status::Ok
        }
    }
}
