//! Promise: in a year of notices after a few patterns readers have every story exactly once.
//! - two agencies bring death notices, results, the weather, prices and reports, of which many
//!   come from both: the same words, words with a line about their place, another headline, a
//!   paragraph more or less, a later telling under another name;
//! - the newsroom's own system pushes notices after the same patterns, and every night all of
//!   the last week once more;
//! - who reads the sections' feeds has each story under one id, never twice in a feed, with
//!   the names and figures of that story and of no other.
//!
//! `scripts/simulate-year` lives all of its days. Which stories there are is known from `story` alone, which knows nothing of the program.

mod newsroom;
mod story;

use crate::a_year::dice::Dice;
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use newsroom::Newsroom;
use std::collections::{BTreeMap, BTreeSet};
use story::{Kind, Story, Teller};

/// Days on which an agency still lists what it brought.
const LISTED_DAYS: usize = 2;

/// Days for which the newsroom's own system sends its articles again.
const SENT_AGAIN_DAYS: u64 = 7;

/// An item as somebody brings it.
#[derive(Clone, Debug)]
struct Item {
    key: String,
    title: String,
    html: String,
    date: DateTime<Utc>,
    section: &'static str,
}

struct Year {
    newsroom: Newsroom,
    dice: Dice,
    teller: Teller,
    stories: Vec<Story>,
    /// Which story each address tells.
    tells: BTreeMap<String, usize>,
    /// What each agency lists, a day after the other.
    lists: [Vec<Vec<Item>>; 2],
    pushed: Vec<Item>,
    /// Under which ids a reader of the sections' feeds has each story.
    had: BTreeMap<usize, BTreeSet<String>>,
}

impl Year {
    fn begin() -> Self {
        Self {
            newsroom: Newsroom::new(),
            dice: Dice::new(1127),
            teller: Teller::default(),
            stories: Vec::new(),
            tells: BTreeMap::new(),
            lists: [Vec::new(), Vec::new()],
            pushed: Vec::new(),
            had: BTreeMap::new(),
        }
    }

    fn live(&mut self, day: NaiveDate) {
        let morning = day.and_hms_opt(6, 0, 0).unwrap().and_utc();
        self.newsroom.clock.set(morning);
        for list in self.lists.iter_mut().flatten() {
            list.retain(|item| item.date >= morning - Days::new(2));
        }
        let [mut one, mut other] = self.wires(day, morning);
        one.extend(self.later_telling(morning));
        for (list, new) in self.lists.iter_mut().zip([&mut one, &mut other]) {
            list.insert(0, std::mem::take(new));
            list.truncate(LISTED_DAYS);
        }
        let first = self.dice.below(2);
        for agency in [first, 1 - first] {
            let items: Vec<Item> = self.lists[agency].iter().flatten().cloned().collect();
            self.newsroom.gather(agency, &items);
        }
        let night = morning + TimeDelta::hours(16);
        self.newsroom.clock.set(night);
        self.send_again(night);
        self.push(day, night);
        self.newsroom.publish();
        self.read(day);
    }

    /// What the agencies have new today.
    fn wires(&mut self, day: NaiveDate, now: DateTime<Utc>) -> [Vec<Item>; 2] {
        let mut new = [Vec::new(), Vec::new()];
        for (kind, most, both) in [
            (Kind::Death, 3, 40),
            (Kind::Result, 3, 50),
            (Kind::Weather, 4, 30),
            (Kind::Price, 1, 60),
            (Kind::Report, 2, 70),
        ] {
            for _ in 0..self.dice.below(most + 1) {
                let story = self.tell(kind, day);
                let agency = self.dice.below(2);
                new[agency].push(self.item(agency, story, 0, now));
                if self.dice.falls(both) {
                    let way = 1 + self.dice.below(Story::ways(kind));
                    new[1 - agency].push(self.item(1 - agency, story, way, now));
                }
            }
        }
        new
    }

    /// A story that nobody told before.
    fn tell(&mut self, kind: Kind, day: NaiveDate) -> usize {
        self.stories.push(self.teller.tell(kind, day, &mut self.dice));
        self.stories.len() - 1
    }

    fn item(&mut self, agency: usize, story: usize, way: usize, now: DateTime<Utc>) -> Item {
        let told = &self.stories[story];
        let (title, html) = told.told(way);
        let key = format!("https://agency-{agency}.example/{story}/{way}");
        self.tells.insert(key.clone(), story);
        let date = now - TimeDelta::minutes(1) - self.dice.seconds(3 * 3600);
        Item { key, title, html, date, section: told.section() }
    }

    /// A report of yesterday's that the first agency lists no longer, told again under
    /// another name.
    fn later_telling(&mut self, now: DateTime<Utc>) -> Option<Item> {
        let yesterday = self.lists[0].first_mut()?;
        let is_report = |item: &Item| {
            let story = &self.stories[self.tells[&item.key]];
            story.kind == Kind::Report && item.key.ends_with("/0")
        };
        let place = yesterday.iter().position(is_report)?;
        let gone = yesterday.remove(place);
        let story = self.tells[&gone.key];
        Some(self.item(0, story, Story::LATER, now))
    }

    /// The newsroom's own system sends what it has of the last days once more.
    fn send_again(&mut self, now: DateTime<Utc>) {
        let since = now - Days::new(SENT_AGAIN_DAYS);
        self.pushed.retain(|item| item.date >= since);
        let stale = self.newsroom.push(&self.pushed);
        assert!(stale.is_empty(), "{now}: {stale:?}");
    }

    fn push(&mut self, day: NaiveDate, now: DateTime<Utc>) {
        let mut new = Vec::new();
        for kind in [Kind::Death, Kind::Result, Kind::Weather, Kind::Report] {
            for _ in 0..self.dice.below(3) {
                let story = self.tell(kind, day);
                let (title, html) = self.stories[story].told(0);
                let key = format!("https://notices.example/{story}");
                self.tells.insert(key.clone(), story);
                let date = now - TimeDelta::minutes(1) - self.dice.seconds(3600);
                new.push(Item { key, title, html, date, section: self.stories[story].section() });
            }
        }
        self.newsroom.push(&new);
        self.pushed.extend(new);
    }

    /// A reader looks into the feed of each section.
    fn read(&mut self, day: NaiveDate) {
        let mut present = BTreeMap::new();
        for section in story::SECTIONS {
            let feed = self.newsroom.feed(section);
            for item in feed["items"].as_array().unwrap() {
                let text = |key: &str| item[key].as_str().unwrap();
                let number = self.tells[text("url")];
                let story = &self.stories[number];
                let other = present.insert(number, text("url").to_owned());
                assert_eq!(other, None, "{day} {section}: twice {} {story:?}", text("url"));
                for fact in &story.facts {
                    let html = text("content_html");
                    assert!(html.contains(fact.as_str()), "{day}: {fact} is not in {html}");
                }
                self.had.entry(number).or_default().insert(text("id").to_owned());
            }
        }
        let lost = (0..self.stories.len()).find(|number| !self.had.contains_key(number));
        assert_eq!(lost.map(|number| &self.stories[number]), None, "{day}: nobody has it");
    }
}

#[test]
fn in_a_year_readers_have_every_story_exactly_once() {
    let mut year = Year::begin();
    let begins = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    // All of its days, or those that a test has time for: three in a row of each month.
    let is_whole = std::env::var_os("YEAR_DAYS").is_some();
    let days = begins.iter_days().take(365).filter(|day| is_whole || day.day() <= 3);
    for day in days {
        year.live(day);
    }
    let ids: BTreeSet<&String> = year.had.values().flatten().collect();
    let several = year.had.iter().find(|(_, ids)| ids.len() > 1);
    assert_eq!(several.map(|(number, ids)| (&year.stories[*number], ids)), None);
    assert_eq!(ids.len(), year.stories.len(), "each story has an id of its own");
}
