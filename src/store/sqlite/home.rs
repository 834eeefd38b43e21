//! Finds where an item with a new key belongs: by its names, by what was taken back, by the
//! story that it tells; and what is told where that keeps it back. It keeps nothing.

use super::acceptance::Acceptance;
use super::barred::{self, Barred};
use super::edited_anew;
use super::embargo;
use super::reading::Read;
use super::recognise::is_apart;
use super::retraction;
use super::sealed_keys;
use super::separate;
use super::shown::Shown;
use super::terms::terms_of;
use super::value::from_instant;
use crate::article::{Article, ArticleId};
use crate::raw_item::Warning;
use crate::store::Arrival;
use crate::store::recognition::{Matched, Side};

/// Where an item with a new key belongs.
pub(super) enum Home {
    /// To an article that is there.
    There(i64, Matched),
    /// To a new one, with this id. It may be what was taken back under this one.
    New(ArticleId, Option<String>),
    /// To one that was taken back and removed since: to none any more.
    Removed,
    /// To one that this newsroom made, and that comes back from another: it brings nothing.
    Own,
}

impl Acceptance<'_> {
    /// Where an item belongs: where it was put apart to, else where it was before the store
    /// was put back, else to the article that has its id, else to one that was taken back, else to one that tells its story, else to one
    /// of its own.
    pub(super) fn home(&self, item: &Arrival, side: Option<&Side>) -> rusqlite::Result<Home> {
        let by_name = self.home_by_name(item)?;
        if let Some(Home::There(..)) = by_name {
            return Ok(by_name.unwrap_or(Home::Removed));
        }
        let like = match self.barred(item)? {
            Some(Barred::As(number)) => return Ok(Home::There(number, Matched::Text(1.0))),
            Some(Barred::Removed) => return Ok(Home::Removed),
            Some(Barred::Like(number)) => Some(Shown::load(self.connection, number)?.id),
            None => None,
        };
        if let Some(number) = self.kept_back(item)? {
            return Ok(Home::There(number, Matched::Text(1.0)));
        }
        if let Some(number) = self.handed_on(item)? {
            return Ok(match self.is_made_here(number)? {
                true => Home::Own,
                false => Home::There(number, Matched::Text(1.0)),
            });
        }
        if let Some(Home::New(id, _)) = by_name {
            return Ok(Home::New(id, like));
        }
        Ok(self.story(item, side)?.map_or_else(
            || Home::New(item.article.id.clone(), like),
            |(number, matched)| Home::There(number, matched),
        ))
    }

    /// The article that tells the item's story. What waits for its time neither hides a story
    /// that is out nor is let out by one: it is judged once more when that has come.
    pub(super) fn story(
        &self,
        item: &Arrival,
        side: Option<&Side>,
    ) -> rusqlite::Result<Option<(i64, Matched)>> {
        let found = match (&self.recogniser, side) {
            (Some(recogniser), Some(side)) => recogniser.find(item, side)?,
            _ => None,
        };
        Ok(match found {
            Some((number, _)) if self.one_of_them_waits(item, number)? => None,
            found => found,
        })
    }

    /// What this source called the item while it waited for its time.
    pub(super) fn waited_as(
        &self,
        item: &Arrival,
        side: Option<&Side>,
    ) -> rusqlite::Result<Option<String>> {
        match (&self.recogniser, side) {
            (Some(recogniser), Some(side)) => recogniser.waited_as(item, side, self.at),
            _ => Ok(None),
        }
    }

    /// Where the names that an item has say that it belongs; nothing where they are new.
    fn home_by_name(&self, item: &Arrival) -> rusqlite::Result<Option<Home>> {
        if let Some(own) = separate::own(self.connection, self.source, &item.key)? {
            return Ok(Some(Home::There(own, Matched::Key)));
        }
        if let Some(id) = sealed_keys::given(self.connection, self.name, &item.key)? {
            let there = Shown::find(self.connection, id.as_str())?;
            return Ok(Some(
                there.map_or(Home::New(id, None), |own| Home::There(own, Matched::Id)),
            ));
        }
        let Some(number) = Shown::find(self.connection, item.article.id.as_str())? else {
            return Ok(None);
        };
        let apart = separate::id_apart(self.name, &item.key);
        if is_apart(self.connection, self.source, &item.key, number)? {
            return Ok(Some(Home::New(apart, None)));
        }
        let may_join = match &self.follower {
            Some(follower) => {
                let is_handed_on = ArticleId::of_urn(&item.key).is_some();
                follower.may_join(number, item)?
                    && !self.would_be_hidden(item, number)?
                    && (!is_handed_on || self.is_as_it_was(item, number)?)
            }
            None => !self.is_called_otherwise(number, &item.key)?,
        };
        if may_join {
            return Ok(Some(Home::There(number, Matched::Id)));
        }
        let within = ArticleId::within(self.name, &item.key);
        if Shown::find(self.connection, within.as_str())?.is_none() {
            return Ok(Some(Home::New(within, None)));
        }
        let known = Shown::find(self.connection, apart.as_str())?;
        let home = known.map_or(Home::New(apart, None), |own| Home::There(own, Matched::Id));
        Ok(Some(home))
    }

    /// What an item of a new name is that was taken back, by a word that it does not lift.
    pub(super) fn barred(&self, item: &Arrival) -> rusqlite::Result<Option<Barred>> {
        let of_source = (self.source, self.listed.as_deref());
        let mut found = barred::find(self.connection, &item.article)?;
        found.extend(edited_anew::find(self.connection, of_source, item)?);
        let mut like = None;
        for barred in found {
            let number = match barred {
                Barred::As(number) | Barred::Like(number) => number,
                Barred::Removed => return Ok(Some(barred)),
            };
            let shown = Shown::load(self.connection, number)?;
            let lifts = (self.source, item.key.as_str());
            if is_apart(self.connection, self.source, &item.key, number)?
                || retraction::would_release(self.connection, &shown, lifts)?
            {
                continue;
            }
            match barred {
                Barred::Like(_) => like = Some(barred),
                barred => return Ok(Some(barred)),
            }
        }
        Ok(like)
    }

    /// What was taken back, where an article that is out has its words from now on.
    pub(super) fn takes_on_barred_words(
        &self,
        article: &Article,
        number: i64,
    ) -> rusqlite::Result<Option<String>> {
        let barred = barred::with_words_of(self.connection, article)?;
        if barred.is_empty() {
            return Ok(None);
        }
        let before = Read(self.connection).kept_as(number)?;
        if barred.iter().any(|id| *id == before.article.id.as_str())
            || barred::are_worded_alike(&before.article, article)
        {
            return Ok(None);
        }
        Ok(barred.into_iter().next())
    }

    /// Whether one publisher's item, which waits, would keep another's article from readers, or
    /// would be let out by it.
    fn would_be_hidden(&self, item: &Arrival, number: i64) -> rusqlite::Result<bool> {
        let shown = Shown::load(self.connection, number)?;
        let waits = self.waits_by_itself(&shown, item)?;
        let one_waits = (from_instant(item.article.published) > self.at) != waits;
        Ok(one_waits && !shown.held && shown.source != self.source)
    }

    /// Whether an article waits by what its sources say. The desk's word is about the story,
    /// whoever tells it.
    fn waits_by_itself(&self, shown: &Shown, item: &Arrival) -> rusqlite::Result<bool> {
        let sections = &item.article.sections;
        Ok(shown.published > self.at
            && !embargo::reaches(self.connection, shown.number, self.at, sections)?)
    }

    /// The article that the desk keeps back and that an item of a new name tells.
    pub(super) fn kept_back(&self, item: &Arrival) -> rusqlite::Result<Option<i64>> {
        let Some(number) = embargo::of_story(self.connection, &item.article, self.at)? else {
            return Ok(None);
        };
        let is_apart = is_apart(self.connection, self.source, &item.key, number)?;
        Ok(Some(number).filter(|_| !is_apart))
    }

    /// Whether an item or the article waits for its time, or the time of that was over before
    /// it came: readers never had it, and it hides nothing from them.
    fn one_of_them_waits(&self, item: &Arrival, number: i64) -> rusqlite::Result<bool> {
        let waits = |published: i64| published > self.at;
        let shown = Shown::load(self.connection, number)?;
        let is_over = terms_of(item).1.is_some_and(|end| end <= self.at);
        let was_over = shown.expires.is_some_and(|end| end <= self.at)
            && shown.withdrawn.is_some_and(|withdrawn| withdrawn < shown.published);
        let one_waits =
            waits(from_instant(item.article.published)) || self.waits_by_itself(&shown, item)?;
        // What was taken back waits for nothing.
        Ok(!shown.held && (one_waits || is_over || was_over))
    }
}

impl Acceptance<'_> {
    /// Whether what an item is of was taken back and is not kept any more: no word of it is
    /// kept again.
    pub(super) fn is_of_nothing(&self, home: &Home) -> rusqlite::Result<bool> {
        match home {
            Home::Removed => Ok(true),
            Home::There(number, _) => {
                Shown::load(self.connection, *number)?.is_purged(self.connection)
            }
            Home::New(..) | Home::Own => Ok(false),
        }
    }

    /// Whether what was taken back can be let out again.
    pub(super) fn can_be_undone(&self, id: &str) -> rusqlite::Result<bool> {
        let Some(number) = Shown::find(self.connection, id)? else { return Ok(false) };
        Shown::load(self.connection, number)?.is_purged(self.connection).map(|purged| !purged)
    }
}

/// What is told of an item that brings again what was taken back.
pub(super) fn stays_back(item: &Arrival, id: Option<&str>) -> Warning {
    let remedy = match id {
        Some(id) => format!("`pressroom undo {id}` brings it back when that is meant"),
        None => "that was for good, so nothing of it is kept; another story needs other words, and a headline and an address of its own".to_owned(),
    };
    let warning = format!(
        "this is an article that was taken back, by its words, its page or its headline, so it stays back: {remedy}"
    );
    Warning { key: item.key.clone(), warning }
}

/// What is told of an item that is the story of an article that the desk keeps back.
pub(super) fn waits_with(item: &Arrival, id: &str) -> Warning {
    let warning = format!(
        "this is the story of {id}, which the desk keeps back until its time, so it waits with it: `pressroom embargo {id} --lift` lets it out when that is meant"
    );
    Warning { key: item.key.clone(), warning }
}

/// What is told of an item that is an article of this newsroom, come back from elsewhere.
pub(super) fn own_already(item: &Arrival) -> Warning {
    let warning = "this is an article of this newsroom's own, by its id, so it is not taken in again: \
                   take the source out if it is one of this newsroom's feeds";
    Warning { key: item.key.clone(), warning: warning.to_owned() }
}

/// What is told of what an item says anew while its article is taken back.
pub(super) fn says_in_vain(item: &Arrival, id: &str) -> Warning {
    let warning = format!(
        "this article was taken back, so what it says now stays back as well: `pressroom undo {id}` brings it back when that is meant; another story needs a file, or an id, of its own"
    );
    Warning { key: item.key.clone(), warning }
}

/// What is told of an item that may be what was taken back, or only written like it.
pub(super) fn may_be(item: &Arrival, id: &str) -> Warning {
    let warning = format!(
        "it is out, and has much of the text of {id}, which was taken back: when it is that article, retract it too"
    );
    Warning { key: item.key.clone(), warning }
}

/// What is told of an edit that puts the words of what was taken back into an article.
pub(super) fn stays_as_it_was(item: &Arrival, id: &str, can_be_undone: bool) -> Warning {
    let remedy = match can_be_undone {
        true => format!("`pressroom undo {id}` lets them out when that is meant"),
        false => "write others where that is meant".to_owned(),
    };
    let warning = format!(
        "its words are now those of {id}, which was taken back, so readers have what was there before: {remedy}"
    );
    Warning { key: item.key.clone(), warning }
}
