//! What the desk does in a shift: writes, edits, corrects, takes back and undoes. Each is
//! told to the program and to the truth; readers are not asked here.

use super::{Life, SHIFTS, fact};
use crate::a_year::truth::Fact;
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::desk::{Change, DeskRefusal, Permit};
use pressroom::section::Slug;
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Life {
    pub(super) fn write_new(&mut self, now: DateTime<Utc>) -> Vec<(String, Fact)> {
        let most = 2 * self.articles_a_day / SHIFTS.len();
        let count = self.dice.below(most + 1);
        let mut new = Vec::new();
        for _ in 0..count {
            self.made += 1;
            let published = if self.dice.falls(4) {
                now + TimeDelta::minutes(1) + self.dice.seconds(40 * 3600)
            } else {
                now - self.dice.seconds(30 * 60)
            };
            let mut sections = BTreeSet::new();
            for _ in 0..=usize::from(self.dice.falls(20)) {
                sections.insert((*self.dice.pick(&self.newsroom.config.sections)).to_owned());
            }
            let key = format!("desk-{}", self.made);
            self.desk.push(key.clone());
            let expires = self
                .dice
                .falls(5)
                .then(|| published.max(now) + TimeDelta::minutes(5) + self.dice.seconds(72 * 3600));
            new.push((key, Fact { expires, ..fact(String::new(), published, sections) }));
        }
        new
    }

    /// Election night: more within a minute than any feed has places for.
    pub(super) fn burst(&mut self, now: DateTime<Utc>) -> Vec<(String, Fact)> {
        if !std::mem::take(&mut self.bursts) {
            return Vec::new();
        }
        // What would come back behind so many is for the archive alone.
        self.regretted.retain(|(key, _)| !self.truth.fact(key).sections.contains("sports"));
        let sections = BTreeSet::from(["sports".to_owned()]);
        let one = |_| {
            self.made += 1;
            let key = format!("desk-{}", self.made);
            self.desk.push(key.clone());
            let published = now - self.dice.seconds(60);
            (key, fact(String::new(), published, sections.clone()))
        };
        (0..self.at_once).map(one).collect()
    }

    /// Some of the newest articles are written anew; what waits may be put off too.
    pub(super) fn edit(&mut self, now: DateTime<Utc>) -> Vec<(String, Fact)> {
        let mut edited = Vec::new();
        for key in self.recent() {
            let fact = self.truth.fact(&key).clone();
            if fact.withdrawn || !self.dice.falls(6) {
                continue;
            }
            let mut next = Fact { version: fact.version + 1, ..fact };
            if next.published > now && next.expires.is_none() && self.dice.falls(50) {
                next.published = now + TimeDelta::minutes(1) + self.dice.seconds(30 * 3600);
            }
            edited.push((key, next));
        }
        edited
    }

    /// Some of what was withdrawn in the last shift is pushed again, and so live again.
    pub(super) fn bring_back(&mut self) -> Vec<(String, Fact)> {
        let mut back = Vec::new();
        let (pushed, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.regretted)
            .into_iter()
            .partition(|(_, deleted)| *deleted && self.dice.falls(40));
        self.regretted = others;
        for (key, _) in self.regretted.iter().filter(|(_, deleted)| !deleted).take(1) {
            self.try_to_push_retracted(key);
        }
        for (key, _) in pushed {
            let fact = self.truth.fact(&key).clone();
            let version = fact.version + 1;
            back.push((key, Fact { withdrawn: false, version, ..fact }));
        }
        back
    }

    /// The desk's system sends what it has once more, and nothing changes by that.
    pub(super) fn push_again(&mut self) {
        let recent = self.recent();
        let stand = recent.iter().filter(|key| !self.truth.fact(key).withdrawn);
        let same: Vec<Value> = stand.filter_map(|key| self.pushed.get(key).cloned()).collect();
        let version = "https://jsonfeed.org/version/1.1";
        let (_, stale) = self.newsroom.push(&json!({"version": version, "items": same}));
        assert!(stale.is_empty(), "{}: {stale:?}", self.newsroom.clock.now());
    }

    /// What was retracted stays so, though the desk's system sends it again.
    fn try_to_push_retracted(&self, key: &str) {
        let sections = &self.truth.fact(key).sections;
        let item = json!({"title": "Again", "content_text": "Again.", "sections": sections});
        let (bytes, desk) = (item.to_string().into_bytes(), Permit::of_the_desk());
        let pushed = self.newsroom.pipeline().desk.push(&bytes, Some(key), &desk);
        assert!(matches!(pushed, Err(DeskRefusal::TakenBack { .. })), "{key}: {pushed:?}");
    }

    /// Some of the newest articles are corrected, and some corrections are undone.
    pub(super) fn correct(&mut self) -> BTreeSet<Slug> {
        let mut stale = BTreeSet::new();
        for key in self.recent() {
            let mut fact = self.truth.fact(&key).clone();
            if fact.withdrawn || !self.dice.falls(4) {
                continue;
            }
            let change = match fact.notes.pop().filter(|_| self.dice.falls(50)) {
                Some(_) => Change::Undo,
                None => {
                    fact = self.truth.fact(&key).clone();
                    self.made += 1;
                    fact.notes.push(u32::try_from(self.made).unwrap());
                    Change::Correct(format!("It was otherwise, note-{}.", self.made))
                }
            };
            stale.extend(self.change(&key, change));
            self.truth.decide(&key, fact);
        }
        stale
    }

    /// Some of what was withdrawn in the last shift was not wrong after all.
    pub(super) fn undo(&mut self) -> BTreeSet<Slug> {
        let mut stale = BTreeSet::new();
        for (key, _) in std::mem::take(&mut self.regretted) {
            if self.dice.falls(30) {
                stale.extend(self.change(&key, Change::Undo));
                let fact = self.truth.fact(&key).clone();
                self.truth.decide(&key, Fact { withdrawn: false, ..fact });
            }
        }
        stale
    }

    fn change(&self, key: &str, change: Change) -> BTreeSet<Slug> {
        let done = self.newsroom.pipeline().desk.change(key, &change, &Permit::of_the_desk());
        done.unwrap_or_else(|refusal| panic!("{key}: {refusal}")).1
    }

    /// Some articles are taken back: recent ones, and now and then one of any age.
    pub(super) fn retract(&mut self) -> BTreeSet<Slug> {
        let mut stale = BTreeSet::new();
        let mut chosen: Vec<(String, bool)> = Vec::new();
        for key in self.recent() {
            if self.dice.falls(2) {
                chosen.push((key, true));
            }
        }
        if self.dice.falls(20) && !self.desk.is_empty() {
            chosen.push((self.dice.pick(&self.desk).clone(), false));
        }
        for (key, recent) in chosen {
            if self.truth.fact(&key).withdrawn {
                continue;
            }
            let reason = self.dice.falls(50).then(|| "It was not so.".to_owned());
            let deletes = self.dice.falls(50);
            let change = if deletes { Change::Delete(reason) } else { Change::Retract(reason) };
            stale.extend(self.change(&key, change));
            self.truth.withdraw(&key);
            if recent {
                self.regretted.push((key, deletes));
            }
        }
        stale
    }

    /// The desk's articles that are among the newest of all their sections, or wait.
    fn recent(&self) -> Vec<String> {
        let config = &self.newsroom.config;
        let (recent, window) = (config.items / 3, TimeDelta::zero());
        let newest = |section: &String| self.truth.feed(section, recent, window);
        let tops: std::collections::BTreeMap<String, BTreeSet<String>> = config
            .sections
            .iter()
            .map(|section| {
                let section = (*section).to_owned();
                let ids = newest(&section).into_iter().map(|(id, _)| id).collect();
                (section, ids)
            })
            .collect();
        let late = self.desk.iter().rev().take(40 * self.articles_a_day);
        let is_recent = |key: &&String| {
            let fact = self.truth.fact(key);
            !self.truth.is_out(key)
                || fact
                    .sections
                    .iter()
                    .all(|section| tops.get(section).is_some_and(|ids| ids.contains(&fact.id)))
        };
        late.filter(|key| self.truth.knows(key)).filter(is_recent).cloned().collect()
    }

    pub(super) fn push(&mut self, items: Vec<(String, Fact)>) -> BTreeSet<Slug> {
        let written: Vec<Value> = items
            .iter()
            .map(|(key, fact)| {
                json!({
                    "id": key,
                    "title": format!("{} v{}", self.dice.words(4), fact.version),
                    "content_text": self.dice.words(12),
                    "date_published": fact.published.to_rfc3339(),
                    "expires_at": fact.expires.map(|time| time.to_rfc3339()),
                    "sections": fact.sections,
                })
            })
            .collect();
        let keys = items.iter().map(|(key, _)| key.clone());
        self.pushed.extend(keys.zip(written.iter().cloned()));
        let version = "https://jsonfeed.org/version/1.1";
        let (ids, stale) = self.newsroom.push(&json!({"version": version, "items": written}));
        for ((key, fact), id) in items.into_iter().zip(ids) {
            self.truth.decide(&key, Fact { id, ..fact });
        }
        stale
    }
}
