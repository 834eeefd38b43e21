//! Parts what was joined by its words and tells another story now: who reuses a name, or goes
//! on writing under it, must not lose what he says in an article that shows another's words.
//! It judges nothing of items that are new.

use super::acceptance::Acceptance;
use super::separate::{self, Item};
use super::shown::Shown;
use super::text;
use super::value::from_instant;
use crate::desk::PUSH_SOURCE;
use crate::likeness::Told;
use crate::raw_item::Warning;
use crate::store::Arrival;
use crate::store::recognition::{Side, speak_of_one};
use rusqlite::params;

/// The part of the shorter text that is to be in the other where they are one story.
const HALF: f64 = 0.5;

impl Acceptance<'_> {
    /// Parts a changed item from the items of other sources in its article, where none of them
    /// speaks of what it does now; `true` when it did. What was taken back is parted by nobody
    /// but people, what has one page stays one, and so does what a name joins.
    pub(super) fn part_what_drifted(
        &mut self,
        item: &Arrival,
        article: i64,
    ) -> rusqlite::Result<bool> {
        let shown = Shown::load(self.connection, article)?;
        let items = separate::items_of(self.connection, article)?;
        if shown.held || items.iter().any(|one| one.name.as_str() == PUSH_SOURCE) {
            return Ok(false);
        }
        let (mine, others): (Vec<Item>, Vec<Item>) =
            items.into_iter().partition(|one| one.source == self.source);
        let side = Side::of(&item.article);
        for other in &others {
            if speak_of_one(&side, &Side::of(&text::kept(self.connection, other.text)?)) {
                return Ok(false);
            }
        }
        // What was joined by its words leaves what has the article by its name.
        let by_words = |one: &Item| one.own_id.is_some();
        let leaves_itself = mine.iter().any(by_words);
        if mine.is_empty() || others.is_empty() || !leaves_itself && !others.iter().any(by_words) {
            return Ok(false);
        }
        self.date_anew(item)?;
        let items = separate::items_of(self.connection, article)?;
        let leaves = |one: &Item| by_words(one) && leaves_itself == (one.source == self.source);
        let (leave, stay): (Vec<Item>, Vec<Item>) = items.into_iter().partition(leaves);
        let sections = leave.iter().chain(&stay).flat_map(|one| one.sections.iter().cloned());
        self.accepted.sections.extend(sections.chain(shown.sections));
        let id = separate::part(self.connection, article, &leave, &stay, self.at)?;
        self.accepted.new += 1;
        self.accepted.odd.push(drifted(item, id.as_str()));
        Ok(true)
    }

    /// Parts a publisher's item that waits from now on from what other sources have out: neither
    /// hides the other, nor lets it out. It leaves, whoever made the article, since readers have
    /// that one.
    pub(super) fn part_what_waits(
        &mut self,
        item: &Arrival,
        article: i64,
    ) -> rusqlite::Result<bool> {
        let shown = Shown::load(self.connection, article)?;
        let waits = item.terms.publish_at.is_some_and(|until| from_instant(until) > self.at);
        if self.follower.is_none() || !waits || shown.held || shown.published > self.at {
            return Ok(false);
        }
        let items = separate::items_of(self.connection, article)?;
        let is_mine = |one: &Item| one.source == self.source;
        if items.iter().all(is_mine) || !items.iter().any(is_mine) {
            return Ok(false);
        }
        // Nobody has had it by itself, so nothing is told of it before its time.
        self.date_anew(item)?;
        let items = separate::items_of(self.connection, article)?;
        let (leave, stay): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_mine);
        let sections = leave.iter().chain(&stay).flat_map(|one| one.sections.iter().cloned());
        self.accepted.sections.extend(sections.chain(shown.sections));
        let id = separate::part(self.connection, article, &leave, &stay, self.at)?;
        // Only for as long as it waits.
        self.connection
            .prepare_cached(
                "UPDATE apart SET waits = 1 FROM article AS a
                 WHERE a.id = ?1 AND (apart.own = a.number OR apart.article = a.number)",
            )?
            .execute([id.as_str()])?;
        Ok(true)
    }

    /// It is of the day of what it says now.
    fn date_anew(&self, item: &Arrival) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE arrival SET published = ?3 WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, item.key, from_instant(item.article.published)])?;
        Ok(())
    }

    /// Tells of an item that says the contrary of what readers have, which is another source's.
    pub(super) fn tell_contrary(&mut self, item: &Arrival, article: i64) -> rusqlite::Result<()> {
        let shown = Shown::load(self.connection, article)?;
        if shown.source == self.source || shown.withdrawn.is_some() {
            return Ok(());
        }
        let (new, old) =
            (Side::of(&item.article), Side::of(&text::kept(self.connection, shown.text)?));
        let (new, old) = (&new.likeness, &old.likeness);
        if new.tells(old, HALF) == Told::Otherwise || new.titles_contradict(old) {
            self.accepted.odd.push(contrary(item, &shown.id, self.name.as_str()));
        }
        Ok(())
    }
}

/// What is told of an item that has left its article.
fn drifted(item: &Arrival, id: &str) -> Warning {
    let warning = format!(
        "it was one story with what another source has, and tells another one now, so they are two articles: the new one is {id}"
    );
    Warning { key: item.key.clone(), warning }
}

/// What is told of one that is still there, and not seen.
fn contrary(item: &Arrival, id: &str, source: &str) -> Warning {
    let warning = format!(
        "it says otherwise now than what readers have of it, which is another source's: `pressroom separate {id} --source {source}` makes two of it where that one is not to be trusted"
    );
    Warning { key: item.key.clone(), warning }
}
