//! What the store is asked, each question or change in a transaction of its own: this
//! says which file knows the answer, and holds no SQL.

use super::out_of_use::OutOfUse;
use super::pragmas::data_version;
use super::{
    SqliteStore, accept, catching_up, coming_out, deeds, edits, hold, lean, leaving, push, recall,
    refusals, schema, separate, sources, value, warnings,
};
use crate::article::{Article, ArticleId, Withdrawn};
use crate::desk::{Change, DeskRefusal, Door, KeptArticle, Name, Permit, Revision};
use crate::fingerprint::Fingerprint;
use crate::raw_item::Rejection;
use crate::section::Slug;
use crate::selection::Selection;
use crate::source_memory::{Emptied, SourceMemory, SourceName};
use crate::store::{
    Accepted, Arrivals, Changed, Confirmed, Edit, Edited, Found, KeptRejection, PastEdit,
    Provenance, Push, Pushes, Reach, Recognition, Separated, SourceRecord, Standing, Store,
    StoreError, Warnings,
};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::Duration;

impl Store for SqliteStore {
    fn known(&mut self, source: &SourceName) -> Result<HashSet<Fingerprint>, StoreError> {
        self.read(|read| read.known(source))
    }

    fn accept(&mut self, arrivals: &Arrivals) -> Result<Accepted, StoreError> {
        let rule = self.recognition.take();
        let accepted = self.write(|connection| {
            let accepted = accept::accept(connection, arrivals, rule.as_ref())?;
            catching_up::pay(connection)?;
            Ok(accepted)
        });
        self.recognition = rule;
        accepted
    }

    fn push(
        &mut self,
        pushed: &Push,
        permit: &Permit<'_>,
    ) -> Result<Result<Pushes, DeskRefusal>, StoreError> {
        let rule = self.recognition.take();
        let kept = self.write_unless_refused(|connection| {
            let mut kept = push::push(connection, pushed, permit, rule.as_ref())?;
            if let Ok(pushes) = &kept {
                deeds::keep_push(connection, &pushes.articles, pushed.at, permit)?;
            }
            if catching_up::pay(connection)? > 0
                && let Ok(pushes) = &mut kept
            {
                catching_up::tell(connection, &mut pushes.articles)?;
            }
            Ok(kept)
        });
        self.recognition = rule;
        kept
    }

    fn change(
        &mut self,
        name: &Name,
        change: &Change,
        at: DateTime<Utc>,
        permit: &Permit<'_>,
    ) -> Result<Result<Changed, DeskRefusal>, StoreError> {
        self.write_unless_refused(|connection| {
            let changed = push::change(connection, name, change, at, permit)?;
            if let Ok(Changed { now, done: true, .. }) = &changed {
                let whose = (at, permit.by, permit.door);
                deeds::keep_change(connection, change, &now.article.id, whose)?;
            }
            Ok(changed)
        })
    }

    fn called(&mut self, name: &Name) -> Result<Option<KeptArticle>, StoreError> {
        self.read(|read| push::called(&read, name))
    }

    fn failed(
        &mut self,
        source: &SourceName,
        began: DateTime<Utc>,
        error: &str,
    ) -> Result<(), StoreError> {
        self.write(|connection| sources::failed(connection, source, began, error))
    }

    fn newest_within(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        at_least: usize,
        window: Duration,
        bytes: usize,
    ) -> Result<Vec<Article>, StoreError> {
        self.read(|read| read.newest(section, now, (at_least, bytes), window))
    }

    fn withdrawn(
        &mut self,
        section: &Slug,
        since: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError> {
        self.read(|read| read.withdrawn(section, since))
    }

    fn select(
        &mut self,
        selection: &Selection,
        now: DateTime<Utc>,
        at_least: usize,
        window: Duration,
    ) -> Result<Vec<Article>, StoreError> {
        self.read(|read| read.select(selection, now, at_least, window))
    }

    fn withdrawn_from(
        &mut self,
        selection: &Selection,
        since: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError> {
        self.read(|read| read.withdrawn_from(selection, since))
    }

    fn next_change(
        &mut self,
        now: DateTime<Utc>,
        notice: Duration,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| read.next_change(now, notice))
    }

    fn article(&mut self, id: &ArticleId) -> Result<Option<Article>, StoreError> {
        self.read(|read| read.article(id))
    }

    fn revisions(&mut self, id: &ArticleId) -> Result<Vec<Revision>, StoreError> {
        self.read(|read| read.revisions(id))
    }

    fn keep_time(&mut self, now: DateTime<Utc>) -> Result<BTreeSet<Slug>, StoreError> {
        let now = value::from_instant(now);
        // It is asked before every printing: a look costs no write.
        let nothing = self.read(|read| {
            Ok(hold::overdue(read.0, now)?.is_empty()
                && !coming_out::any_is_out(read.0, now)?
                && !recall::any_is_over(read.0, now)?)
        })?;
        if nothing {
            return Ok(BTreeSet::new());
        }
        let rule = self.recognition.take();
        let sections = self.write(|connection| {
            let mut sections = coming_out::judge(connection, rule.as_ref(), now)?;
            sections.extend(hold::expire(connection, now)?);
            Ok(sections)
        });
        self.recognition = rule;
        sections
    }

    fn edit(&mut self, id: &ArticleId, edit: &Edit) -> Result<Edited, StoreError> {
        self.write(|connection| {
            let edited = edits::edit(connection, id, edit)?;
            if let Edited::Done { .. } = edited {
                let whose = (edit.at, edit.by.as_str(), Door::Command);
                deeds::keep_change(connection, &edit.change, id, whose)?;
            }
            Ok(edited)
        })
    }

    fn edits(&mut self, id: &ArticleId) -> Result<Vec<PastEdit>, StoreError> {
        self.read(|read| read.edits(id))
    }

    fn by_address(&mut self, url: &WebAddress) -> Result<Vec<ArticleId>, StoreError> {
        self.read(|read| read.by_address(url))
    }

    fn ever_at(&mut self, url: &WebAddress) -> Result<Vec<ArticleId>, StoreError> {
        self.read(|read| read.ever_at(url))
    }

    fn emptied(&mut self) -> Result<BTreeMap<SourceName, Emptied>, StoreError> {
        self.read(|read| read.all_emptied())
    }

    fn confirm(
        &mut self,
        source: &SourceName,
        lost: Option<u32>,
        at: DateTime<Utc>,
    ) -> Result<Confirmed, StoreError> {
        self.write(|connection| leaving::confirm(connection, source, lost, at))
    }

    fn source(&mut self, name: &SourceName) -> Result<SourceRecord, StoreError> {
        self.read(|read| read.source(name))
    }

    fn keep_warnings(
        &mut self,
        source: &SourceName,
        warnings: &Warnings,
    ) -> Result<(), StoreError> {
        self.write(|connection| warnings::keep(connection, source, warnings))
    }

    fn keep_refused(
        &mut self,
        source: &SourceName,
        at: DateTime<Utc>,
        refused: &[KeptRejection],
    ) -> Result<(), StoreError> {
        let at = value::from_instant(at);
        self.write(|connection| refusals::of_import(connection, source, at, refused))
    }

    fn refused_edits(&mut self, source: &SourceName) -> Result<Vec<Rejection>, StoreError> {
        self.read(|read| read.refused_edits(source))
    }

    fn has_text(
        &mut self,
        source: &SourceName,
        key: &str,
        besides_summary: bool,
    ) -> Result<bool, StoreError> {
        self.read(|read| read.has_text(source, key, besides_summary))
    }

    fn named_after(&mut self, source: &SourceName) -> Result<u64, StoreError> {
        self.read(|read| read.named_after(source))
    }

    fn copied(&mut self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(self.copy_in_memory()?))
    }

    fn counts(&mut self, now: DateTime<Utc>) -> Result<BTreeMap<Slug, u64>, StoreError> {
        self.read(|read| read.counts(now))
    }

    fn latest(
        &mut self,
        section: &Slug,
        at: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| read.latest(section, at))
    }

    fn remember(&mut self, source: &SourceName, memory: &SourceMemory) -> Result<(), StoreError> {
        self.write(|connection| sources::remember(connection, source, memory))
    }

    fn listed_since(
        &mut self,
        source: &SourceName,
        since: DateTime<Utc>,
    ) -> Result<Vec<(String, WebAddress)>, StoreError> {
        self.read(|read| read.listed_since(source, since))
    }

    fn standing(&mut self, source: &SourceName) -> Result<Standing, StoreError> {
        self.read(|read| read.standing(source))
    }

    fn reach_since(&mut self, number: i64) -> Result<(Reach, i64), StoreError> {
        self.read(|read| read.reach_since(number))
    }

    fn standings(&mut self) -> Result<BTreeMap<SourceName, Standing>, StoreError> {
        self.read(|read| read.standings())
    }

    fn try_to_write(&mut self) -> Result<(), StoreError> {
        self.write(schema::touch)
    }

    fn kept(&mut self, id: &ArticleId) -> Result<Option<KeptArticle>, StoreError> {
        self.read(|read| read.kept(id))
    }

    fn recognise(&mut self, rule: Option<Recognition>) {
        self.recognition = rule;
    }

    fn find(&mut self, meant: &str, limit: usize) -> Result<Found, StoreError> {
        self.read(|read| read.find(meant, limit))
    }

    fn items(&mut self, source: &SourceName) -> Result<Vec<(ArticleId, Provenance)>, StoreError> {
        self.read(|read| read.items(source))
    }

    fn provenance(&mut self, id: &ArticleId) -> Result<Vec<Provenance>, StoreError> {
        self.read(|read| read.provenance(id))
    }

    fn separate(
        &mut self,
        id: &ArticleId,
        source: &SourceName,
        key: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Separated, StoreError> {
        self.write(|connection| separate::separate(connection, id, source, key, at))
    }

    fn parted(&mut self) -> Result<BTreeSet<(ArticleId, ArticleId)>, StoreError> {
        self.read(|read| separate::parted(read.0))
    }

    fn condemn(&mut self, reason: &str) {
        // What was found out first stands.
        let _ = self.out_of_use.set(OutOfUse::Damaged(reason.to_owned()));
    }

    fn give_back(&mut self) -> Result<bool, StoreError> {
        self.require_usable()?;
        lean::give_back(&self.connection).map_err(|error| self.error(error))
    }

    fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
        self.require_usable()?;
        let version = data_version(&self.connection).map_err(|error| self.error(error))?;
        Ok(std::mem::replace(&mut self.version, version) != version)
    }
}
