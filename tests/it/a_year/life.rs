//! The year: what the desk, the wires and the operators do each day, and what is
//! asserted of every reader.

mod desk;
mod files;

use super::archivist::Archivist;
use super::dice::Dice;
use super::newsroom::{Config, Newsroom, wire_address};
use super::reader::Reader;
use super::truth::{Fact, Items, Truth};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::London;
use std::collections::{BTreeMap, BTreeSet};

const SECTIONS: [&str; 12] = [
    "world",
    "national",
    "karachi",
    "lahore",
    "sports",
    "business",
    "opinion",
    "letters",
    "science",
    "weather",
    "culture",
    "editorial",
];
const FORMATS: [&str; 3] = ["rss", "atom", "json"];

/// Hours of the day, in London, at which the desk works and readers poll.
const SHIFTS: [u32; 2] = [9, 20];

/// Every so many days somebody walks through all archives.
const ARCHIVIST_COMES: u64 = 21;

/// The day on which far more articles come within a minute than a feed has places for: the
/// clocks are set back.
const BURST_ON: u64 = 297;

/// Feeds that take from many sections: what is in them is asked, not which places it has.
const MIXED: [&str; 2] = ["front-page", "mixed"];

/// How much of a newsroom it is.
pub(crate) struct Scale {
    pub(crate) days: u64,
    articles_a_day: usize,
    /// The desk works every so many days. Both changes of the clocks are on such days.
    works_every: u64,
    /// Items in a section's feed: more than come between two looks of any reader.
    items: usize,
    /// So many articles come within a minute, once in the year.
    at_once: usize,
}

impl Scale {
    /// `YEAR_DAYS`, `YEAR_ARTICLES` (a day) and `YEAR_WORKS_EVERY` (so many days), or what
    /// a test has time for.
    pub(crate) fn from_environment() -> Self {
        let read = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
        let articles_a_day = usize::try_from(read("YEAR_ARTICLES").unwrap_or(3)).unwrap();
        // A day may bring twice the usual number, and what is recent is edited.
        let items = 10 + articles_a_day * 2 / 3;
        let works_every = read("YEAR_WORKS_EVERY").unwrap_or(3);
        let at_once = (items * 10).min(500);
        Self { days: read("YEAR_DAYS").unwrap_or(365), articles_a_day, works_every, items, at_once }
    }
}

/// An item that a wire lists.
type Listed = (String, String, DateTime<Utc>, &'static str);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Wire(usize),
    Shift,
    /// Readers look, a second before something changes by itself and at its second.
    Look,
    DayEnds,
}

pub(crate) struct Life {
    newsroom: Newsroom,
    truth: Truth,
    dice: Dice,
    readers: Vec<Reader>,
    archivist: Archivist,
    articles_a_day: usize,
    works_every: u64,
    /// Whether today is a day on which there is news.
    works: bool,
    /// Whether it is all at once today, and is still to come.
    bursts: bool,
    at_once: usize,
    made: usize,
    /// Keys of the desk's articles, in the order they were made.
    desk: Vec<String>,
    /// What was last pushed of each of them.
    pushed: BTreeMap<String, serde_json::Value>,
    /// Keys of the articles that are files of a folder.
    files: Vec<String>,
    /// Their volume is not there.
    unmounted: bool,
    /// What was withdrawn in the last shift, and whether a push brings it back.
    regretted: Vec<(String, bool)>,
    wires: [Vec<Listed>; 2],
    /// What the first wire ever listed as cricket.
    cricket: BTreeSet<String>,
    passes: [DateTime<Utc>; 2],
    restarts: usize,
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

/// The instant at which London's clocks show this for the first time that day.
fn london(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let local = day.and_hms_opt(hour, minute, 0).unwrap();
    London.from_local_datetime(&local).earliest().unwrap().to_utc()
}

impl Life {
    pub(crate) fn begin(scale: &Scale) -> Self {
        let config = Config {
            sections: SECTIONS[..10].to_vec(),
            items: scale.items,
            window_minutes: 60,
            front_page_items: 20,
            keep_withdrawn: "7d",
            cricket: "sports",
            description: "All of it",
            renamed: None,
        };
        let began = london(first_day(), 0, 0);
        let names = config.sections.iter().chain(&MIXED);
        let readers = names.flat_map(|name| FORMATS.map(|format| Reader::new(name, format)));
        Self {
            readers: readers.collect(),
            archivist: Archivist::default(),
            newsroom: Newsroom::new(config, began),
            truth: Truth::default(),
            dice: Dice::new(2026),
            articles_a_day: scale.articles_a_day,
            works_every: scale.works_every,
            works: true,
            bursts: false,
            at_once: scale.at_once,
            made: 0,
            desk: Vec::new(),
            pushed: BTreeMap::new(),
            files: Vec::new(),
            unmounted: false,
            regretted: Vec::new(),
            wires: [Vec::new(), Vec::new()],
            cricket: BTreeSet::new(),
            passes: [began, began],
            restarts: 0,
        }
    }

    /// One day, from London's midnight to the next.
    pub(crate) fn live(&mut self, number: u64) {
        let day = first_day() + Days::new(number);
        self.works = number.is_multiple_of(self.works_every);
        self.bursts = number == BURST_ON;
        self.operate(number);
        self.handle_volume(number);
        for (time, event) in self.events(day) {
            self.newsroom.wait_until(time);
            self.truth.advance(time);
            match event {
                Event::Wire(source) => self.wire(source, time),
                Event::Shift => self.shift(time),
                Event::Look => self.poll(20),
                Event::DayEnds => self.day_ends(),
            }
        }
        if number.is_multiple_of(ARCHIVIST_COMES) {
            self.archivist.visit(&self.newsroom, &self.truth);
        }
    }

    /// What happens today, in order.
    fn events(&mut self, day: NaiveDate) -> Vec<(DateTime<Utc>, Event)> {
        let end = london(day + Days::new(1), 0, 0);
        let mut events = vec![(end - TimeDelta::seconds(1), Event::DayEnds)];
        for hour in SHIFTS.into_iter().filter(|_| self.works) {
            let minute = u32::try_from(self.dice.below(60)).unwrap();
            events.push((london(day, hour, minute), Event::Shift));
        }
        for change in self.truth.next_change(end) {
            let before = change - TimeDelta::seconds(1);
            let looks = [before, change].into_iter().filter(|time| *time > self.truth.now());
            events.extend(looks.map(|time| (time, Event::Look)));
        }
        for source in 0..2 {
            let mut firings = 0;
            loop {
                let next = self.newsroom.next_firing(source, self.passes[source]);
                if next >= end {
                    break;
                }
                firings += 1;
                self.passes[source] = next;
                events.push((next, Event::Wire(source)));
            }
            // London's on both days of its clock changes too, whatever Karachi does.
            assert_eq!(firings, [2, 1][source], "{day}");
        }
        events.sort();
        events
    }

    /// What operators change on this day of the year.
    fn operate(&mut self, number: u64) {
        let config = &mut self.newsroom.config;
        match number {
            30 => config.items -= 3,
            60 => config.sections.push(SECTIONS[10]),
            100 => config.window_minutes = 180,
            130 => config.cricket = "karachi",
            150 => self.rename("weather", "climate"),
            180 => config.sections.push(SECTIONS[11]),
            210 => config.items += 10,
            240 => config.front_page_items = 15,
            270 => config.description = "All of it, and more",
            300 => config.keep_withdrawn = "3d",
            330 => config.sections.reverse(),
            _ => return,
        }
        if let (60 | 180, Some(new)) = (number, self.newsroom.config.sections.last()) {
            self.readers.extend(FORMATS.map(|format| Reader::new(new, format)));
        }
        let loses_a_feed = |config: &mut Config| config.sections.retain(|it| *it != "letters");
        assert!(self.newsroom.refused(loses_a_feed) > 0, "{number}");
        if number.is_multiple_of(20) {
            self.newsroom.reload();
        } else {
            self.newsroom.restart();
        }
    }

    /// A section gets another name, and its readers are sent on.
    fn rename(&mut self, before: &'static str, now: &'static str) {
        let config = &mut self.newsroom.config;
        config.renamed = Some((before, now));
        for section in config.sections.iter_mut().filter(|section| **section == before) {
            *section = now;
        }
        self.truth.rename(before, now);
        for reader in self.readers.iter_mut().filter(|reader| reader.section == before) {
            reader.is_sent_on(now);
        }
    }

    /// The desk works, the feeds are published, and some readers look.
    fn shift(&mut self, now: DateTime<Utc>) {
        self.push_again();
        if self.dice.falls(5) {
            self.newsroom.step_back(TimeDelta::minutes(10));
        }
        // What is over by now cannot come back.
        let is_over = |fact: &Fact| fact.expires.is_some_and(|time| time <= now);
        self.regretted.retain(|(key, _)| !is_over(self.truth.fact(key)));
        let burst = self.burst(now);
        // Whoever asks again in time has all of it before the feed moves on.
        let looks = if burst.is_empty() { 50 } else { 100 };
        let mut stale = BTreeSet::new();
        if !burst.is_empty() {
            // It comes first: what is edited after it is what is the newest then.
            stale.extend(self.push(burst));
        }
        let mut items = self.write_new(now);
        items.extend(self.edit(now));
        items.extend(self.bring_back());
        if !items.is_empty() {
            stale.extend(self.push(items));
        }
        stale.extend(self.undo());
        stale.extend(self.correct());
        stale.extend(self.retract());
        stale.extend(self.keep_files(now));
        if self.dice.falls(6) {
            // Whatever was not published is, at the start.
            self.newsroom.restart();
            self.restarts += 1;
        } else {
            self.newsroom.publish(&stale);
        }
        self.poll(looks);
    }

    /// An agency lists something new beside what it listed before.
    fn wire(&mut self, source: usize, now: DateTime<Utc>) {
        let new = if self.works { self.dice.below(3) } else { 0 };
        for _ in 0..new {
            self.made += 1;
            let guid = format!("wire-{source}-{}", self.made);
            let title = format!("{} v1", self.dice.words(4));
            let category = *self.dice.pick(&["cricket", "politics"]);
            let date = now - TimeDelta::seconds(5) - self.dice.seconds(600);
            self.wires[source].insert(0, (guid, title, date, category));
        }
        self.wires[source].truncate(20);
        let file = ["wire.xml", "karachi.xml"][source];
        self.newsroom.write_wire(file, &self.wires[source]);
        let stale = self.newsroom.gather(source);
        let of = |category: &str| {
            let mut sections = BTreeSet::from([["world", "karachi"][source].to_owned()]);
            if source == 0 && category == "cricket" {
                sections.insert(self.newsroom.config.cricket.to_owned());
            }
            sections
        };
        let mut moved = false;
        for (guid, _, published, category) in &self.wires[source] {
            let id = self.newsroom.id_at(&wire_address(guid));
            if self.truth.knows(guid) {
                assert_eq!(self.truth.fact(guid).id, id, "the id of {guid} changed");
            } else {
                self.truth.decide(guid, fact(id, *published, of(category)));
            }
            if source == 0 && *category == "cricket" {
                self.cricket.insert(guid.clone());
            }
        }
        // Under other rules all that a source ever brought goes where they say.
        for guid in self.cricket.iter().filter(|_| source == 0) {
            moved |= self.truth.assign(guid, &of("cricket"));
        }
        self.newsroom.publish(&stale);
        let Config { items, window_minutes, .. } = self.newsroom.config;
        self.truth.settle(items, TimeDelta::minutes(window_minutes));
        // What moved is old, and soon beyond the end of its new feeds.
        self.poll(if moved { 100 } else { 15 });
    }

    /// So many readers in a hundred look, and see what was decided.
    fn poll(&mut self, percent: usize) {
        let now = self.newsroom.clock.now();
        let Config { items, window_minutes, .. } = self.newsroom.config;
        let window = TimeDelta::minutes(window_minutes);
        for reader in &mut self.readers {
            if !self.dice.falls(percent) {
                continue;
            }
            let served = self.newsroom.get(&reader.path, reader.validator());
            reader.take(served, now);
            let path = &reader.path;
            if reader.section == "front-page" {
                let Config { sections, front_page_items, .. } = &self.newsroom.config;
                let decided = self.truth.newest(sections, *front_page_items, None);
                assert_eq!(reader.feed, decided, "{now} {path} is not what was decided");
            } else if reader.section == "mixed" {
                let decided = self.truth.newest(&["world", "sports"], items, Some(window));
                assert_eq!(reader.feed, decided, "{now} {path} is not what was decided");
            } else {
                let decided = self.truth.feed(&reader.section, items, window);
                let (newest, older) = reader.feed.split_at(decided.len().min(reader.feed.len()));
                assert_eq!(newest, decided, "{now} {path} is not what was decided");
                // What came to the section late, or was corrected, is in no page yet.
                for (id, state) in older {
                    assert!(self.truth.is_in(id, &reader.section), "{now} {path}: {id}");
                    assert_eq!(*state, self.truth.state(id), "{now} {path}: {id}");
                }
            }
        }
    }

    /// Every reader looks, and has what it should have.
    fn day_ends(&mut self) {
        self.poll(100);
        let now = self.newsroom.clock.now();
        for reader in &self.readers {
            let path = &reader.path;
            if MIXED.contains(&reader.section.as_str()) {
                for id in reader.kept.keys() {
                    assert!(!self.truth.is_withdrawn(id), "{now} {path} has {id}, withdrawn");
                }
                continue;
            }
            let should = self.truth.had(&reader.section);
            let mut kept = reader.kept.clone();
            // An article that came to the section when it was old already may have reached
            // this reader, or may be for the archive alone.
            kept.retain(|id, _| should.contains_key(id) || !self.truth.may_be_told(id));
            if kept != should {
                panic!("{now} {path}: {}", difference(&kept, &should));
            }
        }
    }

    /// The last day is over.
    pub(crate) fn end(&mut self) {
        self.archivist.visit(&self.newsroom, &self.truth);
        let documents = self.newsroom.judge_all();
        let polls: usize = self.readers.iter().map(|reader| reader.polls).sum();
        let fresh: usize = self.readers.iter().map(|reader| reader.fresh).sum();
        let kept: usize = self.readers.iter().map(|reader| reader.kept.len()).sum();
        let by_date: usize = self.readers.iter().map(|reader| reader.unchanged_by_date).sum();
        assert!(0 < fresh && fresh < polls, "a feed that did not change was not sent again");
        assert!(0 < by_date && by_date < polls - fresh, "by its tag, and by its date");
        assert!(self.archivist.pages() > 0, "there is an archive");
        eprintln!(
            "{} articles, {} restarts, {polls} polls of which {fresh} brought a feed \
             ({by_date} did not by the date alone), {kept} articles kept by {} readers, {} archive pages, {documents} documents judged",
            self.truth.len(),
            self.restarts,
            self.readers.len(),
            self.archivist.pages(),
        );
    }
}

/// An article in its first state.
fn fact(id: String, published: DateTime<Utc>, sections: BTreeSet<String>) -> Fact {
    Fact { id, version: 1, published, sections, withdrawn: false, expires: None, notes: Vec::new() }
}

/// What a reader has and should not have, and the other way round.
fn difference(has: &Items, should: &Items) -> String {
    let extra: Vec<_> = has.iter().filter(|(id, v)| should.get(*id) != Some(v)).take(5).collect();
    let lacks: Vec<_> = should.iter().filter(|(id, v)| has.get(*id) != Some(v)).take(5).collect();
    format!("it has {extra:?}, and should have {lacks:?}")
}
