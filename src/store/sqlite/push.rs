//! What is pushed, and what is done to an article by its name: which article that is,
//! whether it may be changed, and the change, in the caller's one transaction. What an
//! arrival makes of an article, `accept` knows; what an edit does, `edits`.

use super::acceptance::Acceptance;
use super::barred::Barred;
use super::reading::Read;
use super::recognise::is_apart;
use super::retraction::{self, Word};
use super::settle::{Cause, Claim, settle};
use super::shown::Shown;
use super::source_row;
use super::terms::terms_of;
use super::text::Text;
use super::value::from_instant;
use super::{edits, own_page, sealed_keys, separate, sources, warnings};
use crate::article::Article;
use crate::desk::{Change, DeskRefusal, KeptArticle, Name, PUSH_SOURCE, Permit, Pushed};
use crate::raw_item::Warning;
use crate::source_memory::SourceName;
use crate::store::recognition::Recognition;
use crate::store::{
    Arrival, Changed, Edit, Edited, Push, PushedItem, PushedWord, Pushes, Warnings,
};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

/// Lifts a retraction; a push cannot.
pub(super) const UNDO: &str =
    "no push brings it back; `pressroom undo`, or POST …/undo, does when that is meant";
/// Nothing of the article is left that could be shown.
pub(super) const ANOTHER_ID: &str =
    "no push brings it back; push what takes its place under another id";

/// It came under another name.
const UNDER_NO_ID: &str = "by its words or its page it is an article that was taken back under another id, and no push brings that back; `pressroom undo` does when that is meant";

/// The same of what was purged.
const FOR_GOOD: &str = "by its words or its page it is an article that was taken back under another id, for good: no push and nobody brings that back; push what takes its place in other words, under another address";

type Refused<T> = rusqlite::Result<Result<T, DeskRefusal>>;

/// Keeps a push; see [`crate::store::Store::push`].
pub(super) fn push(
    connection: &Connection,
    push: &Push,
    permit: &Permit<'_>,
    rule: Option<&Recognition>,
) -> Refused<Pushes> {
    let source = source_row::begin(connection, &push.source, Some(push.rank))?;
    let mut pass = Acceptance {
        by: Some(permit.by),
        ..Acceptance::over(connection, source.number, &push.source, from_instant(push.at))
    };
    if source.rank_moved {
        pass.settle_shared()?;
    }
    let (mut articles, mut refused) = (Vec::with_capacity(push.items.len()), Vec::new());
    for item in &push.items {
        match pass.push(item, permit, rule)? {
            Ok(pushed) => articles.push(pushed),
            Err(refusal) => refused.push(refusal.of(&item.name.key)),
        }
    }
    if let Some(refusal) = DeskRefusal::of_all(refused) {
        return Ok(Err(refusal));
    }
    warnings::keep(connection, &push.source, &odd(push))?;
    warnings::add(connection, source.number, push.at, &pass.accepted.odd)?;
    // What was kept under other settings is still to be judged by these.
    let mut memory = Read(connection).standing(&push.source)?.memory;
    memory.judged.get_or_insert_with(|| push.judged.clone());
    sources::succeeded(connection, source.number, &memory, (push.at, push.at))?;
    Ok(Ok(Pushes { articles, sections: pass.accepted.sections }))
}

/// The refusal of an item that has no text, of an article that readers have with one: a
/// wrong name of a field empties nothing.
fn loses_its_text(item: &PushedItem, before: &KeptArticle) -> Option<DeskRefusal> {
    let PushedWord::Article(arrival) = &item.word else { return None };
    let is_brief =
        |article: &Article| sources::is_brief(&article.summary, article.content.as_str());
    let (now, had) = (&arrival.article, &before.article);
    let has_none = now.content.as_str().is_empty();
    let had_some = !had.content.as_str().is_empty();
    if before.withdrawn.is_some() || !had_some || !(has_none || is_brief(now) && !is_brief(had)) {
        return None;
    }
    let odd: String = item.warnings.iter().map(|warning| format!("; {warning}")).collect();
    Some(DeskRefusal::Invalid(format!(
        "{}: it had a text and has none now: send it as `content_html` or `content_text`, or DELETE the article{odd}; until then readers have what was there",
        item.name.key
    )))
}

/// What is odd about what was pushed now.
fn odd(push: &Push) -> Warnings {
    let of_item = |item: &PushedItem| {
        let key = item.name.key.clone();
        let warnings = item.warnings.iter().cloned();
        warnings.map(move |warning| Warning { key: key.clone(), warning }).collect::<Vec<_>>()
    };
    Warnings {
        at: push.at,
        read: push.items.iter().map(|item| item.name.key.clone()).collect(),
        present: None,
        of_items: push.items.iter().flat_map(of_item).collect(),
        of_pass: Vec::new(),
    }
}

/// Changes an article; see [`crate::store::Store::change`].
pub(super) fn change(
    connection: &Connection,
    name: &Name,
    change: &Change,
    at: DateTime<Utc>,
    permit: &Permit<'_>,
) -> Refused<Changed> {
    let read = Read(connection);
    let Some(kept) = called(&read, name)? else {
        return Ok(Err(DeskRefusal::Unknown(name.key.clone())));
    };
    if let Err(refusal) = permit.allows(Some(&kept)) {
        return Ok(Err(refusal));
    }
    let edit = Edit { change: change.clone(), by: permit.by.to_owned(), at };
    let (done, sections) =
        match edits::edit_within(connection, &kept.article.id, &edit, permit.sections)? {
            Edited::Done { sections, .. } => (true, sections),
            Edited::Already if *change == Change::Undo => {
                return Ok(Err(DeskRefusal::Nothing(name.key.clone())));
            }
            Edited::Already if *change == Change::Lift => {
                let waits = kept.article.published > at;
                return Ok(Err(DeskRefusal::NotKeptBack { key: name.key.clone(), waits }));
            }
            Edited::Another => return Ok(Err(DeskRefusal::Condition)),
            Edited::Past => return Ok(Err(DeskRefusal::Past(name.key.clone()))),
            Edited::Purged => return Ok(Err(DeskRefusal::Purged(name.key.clone()))),
            Edited::Already | Edited::NoArticle => (false, Default::default()),
        };
    let now = read.kept(&kept.article.id)?.unwrap_or(kept);
    Ok(Ok(Changed { now, done, sections }))
}

/// The article of a name; see [`crate::store::Store::called`].
pub(super) fn called(read: &Read<'_>, name: &Name) -> rusqlite::Result<Option<KeptArticle>> {
    let source = read.source_number(&SourceName::new(PUSH_SOURCE))?;
    match meant(read.0, source.unwrap_or_default(), name)? {
        Meant::There(number) => read.kept_as(number).map(Some),
        Meant::Nothing | Meant::Removed => Ok(None),
    }
}

/// What a name leads to.
#[derive(Clone, Copy)]
enum Meant {
    /// Nothing that is or was there.
    Nothing,
    /// What was pushed so was removed for its age.
    Removed,
    /// This article.
    There(i64),
}

fn meant(connection: &Connection, source: i64, name: &Name) -> rusqlite::Result<Meant> {
    let key = sealed_keys::as_known(connection, source, &name.key)?;
    let pushed: Option<Option<i64>> = connection
        .prepare_cached("SELECT article FROM arrival WHERE source = ?1 AND key = ?2")?
        .query_row(params![source, key], |row| row.get(0))
        .optional()?;
    if let Some(Some(number)) = pushed {
        return Ok(Meant::There(number));
    }
    if let Some(own) = separate::own(connection, source, &key)? {
        return Ok(Meant::There(own));
    }
    for id in &name.ids {
        if let Some(number) = Shown::find(connection, id.as_str())?
            && !is_apart(connection, source, &key, number)?
        {
            return Ok(Meant::There(number));
        }
    }
    Ok(if pushed.is_some() { Meant::Removed } else { Meant::Nothing })
}

impl Acceptance<'_> {
    fn push(
        &mut self,
        item: &PushedItem,
        permit: &Permit<'_>,
        rule: Option<&Recognition>,
    ) -> Refused<Pushed> {
        let read = Read(self.connection);
        let meant = match (meant(self.connection, self.source, &item.name)?, rule) {
            (Meant::Nothing, Some(rule)) => self.on_own_page(item, permit, rule)?,
            (meant, _) => meant,
        };
        let before = match meant {
            Meant::There(number) => Some(read.kept_as(number)?),
            Meant::Nothing | Meant::Removed => None,
        };
        if let Err(refusal) = permit.allows(before.as_ref()) {
            return Ok(Err(refusal));
        }
        if let Some(refusal) = self.against(item, meant, before.as_ref())? {
            return Ok(Err(refusal));
        }
        match (&item.word, meant) {
            (PushedWord::Draft, Meant::There(number)) => self.keep_out(number, permit)?,
            (PushedWord::Draft, _) => {}
            (PushedWord::Article(arrival), Meant::There(number)) => self.bring(arrival, number)?,
            (PushedWord::Article(arrival), _) => self.take_first(arrival, None)?,
        }
        self.note_reach(&item.name.key, permit)?;
        let now = called(&read, &item.name)?;
        let seen = self.accepted.odd.iter().filter(|odd| odd.key == item.name.key);
        let seen = seen.map(|odd| odd.warning.clone());
        let (key, warnings) = (item.name.key.clone(), item.warnings.iter().cloned().chain(seen));
        let warnings = warnings.collect();
        let unwritten = Vec::new();
        Ok(Ok(Pushed { key, before, now, warnings, unwritten }))
    }

    /// On a page of the newsroom's own site stands one article: what a feed has there already
    /// is what is pushed, where the token reaches all of its sections.
    fn on_own_page(
        &self,
        item: &PushedItem,
        permit: &Permit<'_>,
        rule: &Recognition,
    ) -> rusqlite::Result<Meant> {
        let PushedWord::Article(arrival) = &item.word else { return Ok(Meant::Nothing) };
        if terms_of(arrival).1.is_some_and(|end| end <= self.at) {
            // It never was out, and ends nothing.
            return Ok(Meant::Nothing);
        }
        for number in own_page::on_own_page(self.connection, rule, arrival)? {
            let kept = Read(self.connection).kept_as(number)?;
            let is_apart = is_apart(self.connection, self.source, &item.name.key, number)?;
            if !is_apart && permit.outside(&kept.article.sections).is_none() {
                return Ok(Meant::There(number));
            }
        }
        Ok(Meant::Nothing)
    }

    /// Keeps whether an item was pushed by a token for all sections.
    fn note_reach(&self, key: &str, permit: &Permit<'_>) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE arrival SET unbound = ?3 WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, key, permit.sections.is_empty()])?;
        Ok(())
    }

    /// What speaks against an item, besides scope and condition.
    fn against(
        &self,
        item: &PushedItem,
        meant: Meant,
        before: Option<&KeptArticle>,
    ) -> rusqlite::Result<Option<DeskRefusal>> {
        let key = item.name.key.clone();
        let found = before.map(|kept| &kept.article.id);
        if let Some(id) = item.id.as_ref().filter(|id| Some(*id) != found) {
            let reason = format!("the item's id is \"{id}\", the address says \"{key}\"");
            return Ok(Some(DeskRefusal::Invalid(reason)));
        }
        if matches!(item.word, PushedWord::Draft) {
            return Ok(None);
        }
        let number = match meant {
            Meant::Nothing => return self.brings_again(item),
            Meant::Removed => return Ok(Some(DeskRefusal::Removed(key))),
            Meant::There(number) => number,
        };
        let shown = Shown::load(self.connection, number)?;
        let is_left = self.has_claims(number)?;
        let held = retraction::is_held_against(self.connection, &shown, self.source)?;
        if !held && (is_left || shown.withdrawn.is_none()) {
            if let Some(refusal) = self.takes_on(item, number)? {
                return Ok(Some(refusal));
            }
            return Ok(before.and_then(|before| loses_its_text(item, before)));
        }
        let reason = before.and_then(|kept| kept.reason.clone());
        let remedy = if is_left { UNDO } else { ANOTHER_ID };
        Ok(Some(DeskRefusal::TakenBack { key, reason, remedy }))
    }

    /// The refusal of an item that brings what was taken back, under another id.
    fn brings_again(&self, item: &PushedItem) -> rusqlite::Result<Option<DeskRefusal>> {
        let PushedWord::Article(arrival) = &item.word else { return Ok(None) };
        let key = item.name.key.clone();
        Ok(match self.barred(arrival)? {
            None | Some(Barred::Like(_)) => {
                self.kept_back(arrival)?.map(|_| DeskRefusal::KeptBack(key))
            }
            Some(Barred::Removed) => {
                Some(DeskRefusal::TakenBack { key, reason: None, remedy: FOR_GOOD })
            }
            Some(Barred::As(number)) => {
                let kept = Read(self.connection).kept_as(number)?;
                let undone = self.can_be_undone(kept.article.id.as_str())?;
                let remedy = if undone { UNDER_NO_ID } else { FOR_GOOD };
                Some(DeskRefusal::TakenBack { key, reason: kept.reason, remedy })
            }
        })
    }

    /// The refusal of an item that gives its article the words of what was taken back.
    fn takes_on(&self, item: &PushedItem, number: i64) -> rusqlite::Result<Option<DeskRefusal>> {
        let PushedWord::Article(arrival) = &item.word else { return Ok(None) };
        let barred = self.takes_on_barred_words(&arrival.article, number)?;
        let Some(id) = barred else { return Ok(None) };
        let remedy = if self.can_be_undone(&id)? { UNDER_NO_ID } else { FOR_GOOD };
        Ok(Some(DeskRefusal::TakenBack { key: item.name.key.clone(), reason: None, remedy }))
    }

    /// A draft takes the place of an article that is out.
    fn keep_out(&mut self, number: i64, permit: &Permit<'_>) -> rusqlite::Result<()> {
        let shown = Shown::load(self.connection, number)?;
        if shown.withdrawn.is_some() {
            return Ok(());
        }
        let word = Word::of_source(self.source).within(permit.sections);
        let by = self.by.unwrap_or_default();
        if retraction::take_back(self.connection, &shown, &word, None, (self.at, by))? {
            self.accepted.sections.extend(shown.sections);
        }
        Ok(())
    }

    /// What is pushed of an article that is there.
    fn bring(&mut self, arrival: &Arrival, number: i64) -> rusqlite::Result<()> {
        let own = self.own_key(number, &arrival.key)?;
        let told = self.accepted.odd.len();
        let mut arrival = arrival.clone();
        self.leave_the_desk_its_word(&mut arrival, number)?;
        self.leave_the_desk_its_time(&mut arrival, number)?;
        match own {
            Some(key) => {
                arrival.key = key;
                self.take(&arrival)?;
            }
            // Who repeats what is shown has said nothing of their own.
            None if self.is_shown_so(&arrival, number)? => {}
            None => self.take_first(&arrival, Some(number))?,
        }
        if self.release(number, &arrival.key)? {
            // It stays back no longer.
            self.accepted.odd.truncate(told);
            let settled = settle(self.connection, number, self.at, &Cause::Restored)?;
            self.count(settled);
        }
        Ok(())
    }

    /// The key under which an article was pushed: this one where it was, else the one
    /// whose text counts.
    fn own_key(&self, number: i64, key: &str) -> rusqlite::Result<Option<String>> {
        self.connection
            .prepare_cached(
                "SELECT key FROM arrival WHERE source = ?1 AND article = ?2
                 ORDER BY key <> ?3, superseded, key LIMIT 1",
            )?
            .query_row(params![self.source, number, key], |row| row.get(0))
            .optional()
    }

    /// Whether an article is shown exactly as an item has it.
    fn is_shown_so(&self, arrival: &Arrival, number: i64) -> rusqlite::Result<bool> {
        let shown = Shown::load(self.connection, number)?;
        let embargo = Claim::all(self.connection, number)?.iter().filter_map(Claim::embargo).max();
        let text = Text::of(&arrival.article)?;
        Ok(text.fingerprint.to_bytes() == shown.fingerprint
            && arrival.article.sections == shown.sections
            && terms_of(arrival) == (embargo, shown.expires))
    }
}
