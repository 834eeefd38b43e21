//! What every reader should have, reckoned from the newsroom's decisions alone. It
//! knows nothing of the program.

use chrono::{DateTime, TimeDelta, Utc};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One article as it was decided.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) id: String,
    /// Counts up with each text it gets; its title ends with it.
    pub(crate) version: u32,
    pub(crate) published: DateTime<Utc>,
    pub(crate) sections: BTreeSet<String>,
    pub(crate) withdrawn: bool,
    /// When it is over.
    pub(crate) expires: Option<DateTime<Utc>>,
    /// The corrections that stand; the last one is shown.
    pub(crate) notes: Vec<u32>,
}

impl Fact {
    /// What a reader sees of it.
    fn state(&self) -> State {
        (self.version, self.notes.last().copied().unwrap_or_default())
    }
}

/// The version of an article's text, and the number of the correction that it shows.
pub(crate) type State = (u32, u32);

/// An article's place in a feed: its date, newest first, then its id.
type Place = (Reverse<DateTime<Utc>>, String);

/// Ids of articles with their states.
pub(crate) type Items = BTreeMap<String, State>;

#[derive(Default)]
pub(crate) struct Truth {
    now: DateTime<Utc>,
    facts: HashMap<String, Fact>,
    keys: HashMap<String, String>,
    /// The articles of each section that are not withdrawn, newest first.
    order: BTreeMap<String, BTreeSet<Place>>,
    /// What waits for its time.
    waiting: BTreeSet<(DateTime<Utc>, String)>,
    /// What will be over.
    ending: BTreeSet<(DateTime<Utc>, String)>,
    /// What a reader of each section should have.
    had: BTreeMap<String, Items>,
    withdrawn: BTreeSet<String>,
    /// What belongs to other sections since the last publishing.
    moved: Vec<String>,
}

impl Truth {
    /// The clock moves: what waited until now is out.
    pub(crate) fn advance(&mut self, now: DateTime<Utc>) {
        self.now = now;
        while let Some((time, key)) = self.waiting.first().cloned().filter(|(time, _)| *time <= now)
        {
            self.waiting.remove(&(time, key.clone()));
            self.show(&key);
        }
        while let Some((_, key)) = self.ending.first().cloned().filter(|(time, _)| *time <= now) {
            self.withdraw(&key);
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// What changes by itself next, if that is before `end`: an article's time, or its end.
    pub(crate) fn next_change(&self, end: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> {
        let first = [self.waiting.first(), self.ending.first()];
        first.into_iter().flatten().map(|(time, _)| *time).filter(move |time| *time < end)
    }

    pub(crate) fn fact(&self, key: &str) -> &Fact {
        &self.facts[key]
    }

    pub(crate) fn knows(&self, key: &str) -> bool {
        self.facts.contains_key(key)
    }

    /// Whether readers may know of it.
    pub(crate) fn is_out(&self, key: &str) -> bool {
        let fact = self.fact(key);
        fact.published <= self.now && !fact.withdrawn
    }

    /// An article is decided, new or anew.
    pub(crate) fn decide(&mut self, key: &str, fact: Fact) {
        if let Some(before) = self.facts.get(key).cloned() {
            assert_eq!(before.id, fact.id, "the id of {key} changed");
            self.unplace(key, &before);
        }
        let known = self.keys.insert(fact.id.clone(), key.to_owned());
        assert!(known.is_none_or(|known| known == key), "{key} has another article's id");
        self.place(&fact);
        self.withdrawn.remove(&fact.id);
        self.ending.extend(fact.expires.map(|time| (time, key.to_owned())));
        let out = fact.published <= self.now;
        if !out {
            self.waiting.insert((fact.published, key.to_owned()));
        }
        self.facts.insert(key.to_owned(), fact);
        if out {
            self.show(key);
        }
    }

    /// An article that is out belongs to other sections from now on; gives whether it
    /// did not before. Only those readers learn of it whose feed it is new enough for:
    /// see [`Truth::settle`].
    pub(crate) fn assign(&mut self, key: &str, sections: &BTreeSet<String>) -> bool {
        let fact = self.fact(key).clone();
        if fact.sections == *sections {
            return false;
        }
        self.unplace(key, &fact);
        let fact = Fact { sections: sections.clone(), ..fact };
        self.place(&fact);
        self.moved.push(key.to_owned());
        self.facts.insert(key.to_owned(), fact);
        true
    }

    /// What has moved is published.
    pub(crate) fn settle(&mut self, items: usize, window: TimeDelta) {
        for key in std::mem::take(&mut self.moved) {
            let fact = self.fact(&key).clone();
            for section in &fact.sections {
                if self.feed(section, items, window).iter().any(|(id, _)| *id == fact.id) {
                    let had = self.had.entry(section.clone()).or_default();
                    had.insert(fact.id.clone(), fact.state());
                }
            }
        }
    }

    pub(crate) fn withdraw(&mut self, key: &str) {
        let fact = self.fact(key).clone();
        self.unplace(key, &fact);
        self.withdrawn.insert(fact.id.clone());
        for had in self.had.values_mut() {
            had.remove(&fact.id);
        }
        self.facts.insert(key.to_owned(), Fact { withdrawn: true, ..fact });
    }

    fn place(&mut self, fact: &Fact) {
        for section in &fact.sections {
            let place = (Reverse(fact.published), fact.id.clone());
            self.order.entry(section.clone()).or_default().insert(place);
        }
    }

    fn unplace(&mut self, key: &str, fact: &Fact) {
        for section in &fact.sections {
            let place = (Reverse(fact.published), fact.id.clone());
            self.order.entry(section.clone()).or_default().remove(&place);
        }
        self.waiting.remove(&(fact.published, key.to_owned()));
        if let Some(time) = fact.expires {
            self.ending.remove(&(time, key.to_owned()));
        }
    }

    fn show(&mut self, key: &str) {
        let fact = &self.facts[key];
        for section in &fact.sections {
            self.had.entry(section.clone()).or_default().insert(fact.id.clone(), fact.state());
        }
    }

    /// What the feed of a section holds, in order: the newest `items`, and beyond them
    /// what is within `window` of the newest.
    pub(crate) fn feed(
        &self,
        section: &str,
        items: usize,
        window: TimeDelta,
    ) -> Vec<(String, State)> {
        self.newest(&[section], items, Some(window))
    }

    /// The newest `items` of these sections together, each once, and beyond them what is
    /// within `window` of the newest, where there is one.
    pub(crate) fn newest(
        &self,
        sections: &[&str],
        items: usize,
        window: Option<TimeDelta>,
    ) -> Vec<(String, State)> {
        // No feed takes more of one section than it has places, and what is in its window.
        let enough = |order: &BTreeSet<Place>| -> Vec<Place> {
            let mut out = order.iter().filter(|(Reverse(published), _)| *published <= self.now);
            let Some((Reverse(newest), _)) = out.clone().next().cloned() else { return Vec::new() };
            let mut count = 0;
            let taken = out.by_ref().take_while(|(Reverse(published), _)| {
                count += 1;
                count <= items || window.is_some_and(|window| *published >= newest - window)
            });
            taken.cloned().collect()
        };
        let orders = sections.iter().filter_map(|section| self.order.get(*section));
        let places: BTreeSet<Place> = orders.flat_map(enough).collect();
        let Some((Reverse(newest), _)) = places.first().cloned() else { return Vec::new() };
        let in_window =
            |published: DateTime<Utc>| window.is_some_and(|window| published >= newest - window);
        let listed = places.into_iter().enumerate();
        let listed = listed
            .take_while(|(place, (Reverse(published), _))| *place < items || in_window(*published));
        listed.map(|(_, (_, id))| (id.clone(), self.state(&id))).collect()
    }

    /// A section is called otherwise from now on.
    pub(crate) fn rename(&mut self, before: &str, now: &str) {
        for fact in self.facts.values_mut() {
            if fact.sections.remove(before) {
                fact.sections.insert(now.to_owned());
            }
        }
        if let Some(order) = self.order.remove(before) {
            self.order.insert(now.to_owned(), order);
        }
        if let Some(had) = self.had.remove(before) {
            self.had.insert(now.to_owned(), had);
        }
    }

    pub(crate) fn state(&self, id: &str) -> State {
        self.facts[&self.keys[id]].state()
    }

    /// What a reader of this section should have by now.
    pub(crate) fn had(&self, section: &str) -> Items {
        self.had.get(section).cloned().unwrap_or_default()
    }

    /// Whether an article may be in any feed.
    pub(crate) fn may_be_told(&self, id: &str) -> bool {
        self.keys.get(id).is_some_and(|key| self.is_out(key))
    }

    /// Whether an article is out, and of this section.
    pub(crate) fn is_in(&self, id: &str, section: &str) -> bool {
        let key = self.keys.get(id).filter(|key| self.is_out(key));
        key.is_some_and(|key| self.fact(key).sections.contains(section))
    }

    /// All articles of a section that are out, as they stand.
    pub(crate) fn all(&self, section: &str) -> Items {
        let order = self.order.get(section).into_iter().flatten();
        let out = order.filter(|(Reverse(published), _)| *published <= self.now);
        out.map(|(_, id)| (id.clone(), self.state(id))).collect()
    }

    pub(crate) fn is_withdrawn(&self, id: &str) -> bool {
        self.withdrawn.contains(id)
    }

    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }
}
