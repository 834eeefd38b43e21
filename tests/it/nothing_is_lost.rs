//! Promise: no story is lost to another, whatever comes in whatever order. Under random
//! listings of two wires, edits, pushes of two tokens, separations, retractions and changed
//! settings:
//! - every item that ever came is of an article that tells its story, and no other;
//! - no id moves: an item stays in its article, but where that is parted;
//! - a token changes no article outside its sections, by whatever name or page it calls it;
//! - what two wires tell is one article, unless somebody put it apart or pushed the same
//!   words: then it is not certain which of two it is;
//! - each article that stands is in the feed of each of its sections once, and what was
//!   taken back is in none.

use chrono::{DateTime, Utc};
use pressroom::article::ArticleId;
use pressroom::clock::Clock;
use pressroom::config::settings::Settings;
use pressroom::config::{Environment, from_text};
use pressroom::desk::{Change, Door, KeptArticle, PUSH_SOURCE, Permit};
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{PassEnd, Pipeline};
use pressroom::section::Slug;
use pressroom::source_memory::SourceName;
use pressroom::store::{Provenance, Separated};
use proptest::prelude::*;
use serde_json::json;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

const STORIES: usize = 4;
const WIRES: [&str; 2] = ["alpha", "beta"];
const TOKENS: [&str; 2] = ["world", "sports"];

/// What happens.
#[derive(Clone, Debug)]
enum Step {
    /// A wire lists these stories, the edited ones with a sentence more.
    Lists { wire: usize, stories: Vec<usize>, edited: bool },
    /// A token pushes a story into its section, under a name of its own.
    Pushes { token: usize, story: usize, edited: bool },
    /// A token pushes something under the name, the page or the id of what a wire tells.
    Reaches { token: usize, story: usize, by: usize },
    /// One item of an article of several is put apart.
    Separates(prop::sample::Index),
    /// The desk takes an article back, or undoes that.
    TakesBack { which: prop::sample::Index, undo: bool },
    /// The settings change: which wire comes first, and whether one is of a section more.
    Settles { turned: bool, wider: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let stories = prop::sample::subsequence((0..STORIES).collect::<Vec<_>>(), 1..=STORIES);
    prop_oneof![
        4 => (0..2usize, stories, any::<bool>())
            .prop_map(|(wire, stories, edited)| Step::Lists { wire, stories, edited }),
        2 => (0..2usize, 0..STORIES, any::<bool>())
            .prop_map(|(token, story, edited)| Step::Pushes { token, story, edited }),
        2 => (0..2usize, 0..STORIES, 0..3usize)
            .prop_map(|(token, story, by)| Step::Reaches { token, story, by }),
        1 => any::<prop::sample::Index>().prop_map(Step::Separates),
        1 => (any::<prop::sample::Index>(), any::<bool>())
            .prop_map(|(which, undo)| Step::TakesBack { which, undo }),
        1 => (any::<bool>(), any::<bool>())
            .prop_map(|(turned, wider)| Step::Settles { turned, wider }),
    ]
}

/// 170 words that no other story has, the first of which names it.
fn words(story: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let word = |place: usize| {
        let n = place * 7919 + story * 104_729 + 17;
        [n, n / 26, n / 676, n / 17_576].map(letter).iter().collect::<String>()
    };
    let rest = (0..170).map(word).collect::<Vec<_>>().join(" ");
    format!("{} {rest}.", marker(story))
}

fn marker(story: usize) -> String {
    format!("marker{}", ["one", "two", "three", "four"][story])
}

fn told(story: usize, edited: bool) -> String {
    let more =
        if edited { " It was said again later that day, with a few words more." } else { "" };
    format!("{}{more}", words(story))
}

fn page(wire: &str, story: usize) -> String {
    format!("https://{wire}.example/2026/{}", marker(story))
}

fn config(turned: bool, wider: bool) -> String {
    let wire = |name: &str| {
        let more = if wider && name == "beta" { ", \"city\"" } else { "" };
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\nsections = [\"world\"{more}]\n\
             feed.file = \"{name}.xml\"\n"
        )
    };
    let mut wires = WIRES.map(wire);
    if turned {
        wires.reverse();
    }
    let sections =
        ["World", "Sports", "City"].map(|name| format!("[[section]]\ntitle = \"{name}\"\n"));
    format!(
        "[site]\ntitle = \"The Test\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n{}{}",
        sections.concat(),
        wires.concat()
    )
}

/// An item: its source, and what that calls it.
type Item = (String, String);

struct Desk {
    folder: tempfile::TempDir,
    pipeline: Arc<Pipeline>,
    runtime: tokio::runtime::Runtime,
    /// The story that each item last told.
    tells: BTreeMap<Item, usize>,
    /// The stories of which something was put apart.
    apart: BTreeSet<usize>,
    /// Every article that was ever seen.
    seen: RefCell<BTreeSet<ArticleId>>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-01-05T12:00:00Z".parse().unwrap());
        let settings = settings(folder.path(), false, false);
        let pipeline = Pipeline::open(settings, clock, Health::new(), Metrics::new()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self {
            folder,
            pipeline: Arc::new(pipeline),
            runtime,
            tells: BTreeMap::new(),
            apart: BTreeSet::new(),
            seen: RefCell::default(),
        }
    }

    fn gather(&self, wire: &str) {
        let source = self.pipeline.source(&SourceName::new(wire)).unwrap();
        let report = self.runtime.block_on(self.pipeline.gatherer.gather(source));
        assert!(matches!(report.end, PassEnd::Done { .. }), "{report:?}");
    }

    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    fn list(&mut self, wire: usize, stories: &[usize], edited: bool) {
        let wire = WIRES[wire];
        let item = |story: &usize| {
            let page = page(wire, *story);
            self.tells.insert((wire.to_owned(), page.clone()), *story);
            format!(
                "<item><title>News of {}</title><link>{page}</link><guid>{page}</guid>\
                 <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description>{}</description></item>",
                marker(*story),
                told(*story, edited)
            )
        };
        let items: String = stories.iter().map(item).collect();
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>{wire}</title><link>https://{wire}.example/</link>\
             {items}</channel></rss>"
        );
        std::fs::write(self.folder.path().join(format!("{wire}.xml")), feed).unwrap();
        self.gather(wire);
    }

    /// Pushes, and tells whether it was taken.
    fn push(&self, token: usize, name: &str, body: &serde_json::Value) -> bool {
        let sections: Vec<Slug> = vec![TOKENS[token].parse().unwrap()];
        let permit = Permit {
            by: TOKENS[token],
            door: Door::Push,
            sections: &sections,
            condition: &|_| true,
        };
        self.pipeline.desk.push(body.to_string().as_bytes(), Some(name), &permit).is_ok()
    }

    fn push_own(&mut self, token: usize, story: usize, edited: bool) {
        let name = format!("{}-{story}", TOKENS[token]);
        let item = json!({
            "title": format!("{} pushes {}", TOKENS[token], marker(story)),
            "url": format!("https://test.example/{name}"), "sections": [TOKENS[token]],
            "content_html": format!("<p>{}</p>", told(story, edited)),
            "date_published": "2026-01-05T10:00:00Z",
        });
        if self.push(token, &name, &item) {
            self.apart.insert(story);
            self.tells.insert((PUSH_SOURCE.to_owned(), name), story);
        }
    }

    /// Calls what a wire tells by its name, its page, or its id.
    fn reach(&mut self, token: usize, story: usize, by: usize) {
        let page = page(WIRES[story % 2], story);
        let known = self.items().into_iter().find(|(item, _)| item.1 == page);
        let id = known.map(|(_, id)| id.to_string());
        let own = format!("reach-{}-{story}-{by}", TOKENS[token]);
        let name = match (by, id) {
            (0, _) => page.clone(),
            (1, Some(id)) => id,
            _ => own,
        };
        let item = json!({
            "title": "DEFACED", "url": page, "sections": [TOKENS[token]],
            "content_html": format!("<p>{}</p>", told(story, true)),
            "date_published": "2026-01-05T10:00:00Z",
        });
        if self.push(token, &name, &item) {
            self.apart.insert(story);
            let key = (PUSH_SOURCE.to_owned(), name);
            if self.items().contains_key(&key) {
                self.tells.insert(key, story);
            }
        }
    }

    fn separate(&mut self, which: prop::sample::Index) -> Option<Item> {
        let mut together: BTreeMap<ArticleId, Vec<Item>> = BTreeMap::new();
        for (item, id) in self.items() {
            together.entry(id).or_default().push(item);
        }
        together.retain(|_, items| items.len() > 1);
        let all: Vec<(ArticleId, Vec<Item>)> = together.into_iter().collect();
        let (id, items) = (!all.is_empty()).then(|| which.get(&all))?;
        let (source, key) = which.get(items);
        let at: DateTime<Utc> = "2026-01-05T12:00:00Z".parse().unwrap();
        let name = SourceName::new(source.as_str());
        let became = self.pipeline.ask(|store| store.separate(id, &name, Some(key), at)).unwrap();
        assert!(matches!(became, Separated::Into(_)), "{became:?}");
        self.apart.insert(self.tells[&(source.clone(), key.clone())]);
        Some((source.clone(), key.clone()))
    }

    fn take_back(&self, which: prop::sample::Index, undo: bool) {
        let ids: Vec<ArticleId> = self.items().into_values().collect();
        if ids.is_empty() {
            return;
        }
        let change = if undo { Change::Undo } else { Change::Retract(Some("No.".into())) };
        // There may be nothing to undo.
        let _ =
            self.pipeline.desk.change(which.get(&ids).as_str(), &change, &Permit::of_the_desk());
    }

    fn settle(&mut self, turned: bool, wider: bool) {
        let settings = settings(self.folder.path(), turned, wider);
        self.pipeline = Arc::new(self.pipeline.under(settings).unwrap());
        for wire in WIRES {
            if self.folder.path().join(format!("{wire}.xml")).exists() {
                self.gather(wire);
            }
        }
    }

    /// Which article each item is of, what was taken back as well.
    fn items(&self) -> BTreeMap<Item, ArticleId> {
        let mut ids = self.seen.borrow_mut();
        for source in WIRES.into_iter().chain([PUSH_SOURCE]) {
            let live = self.pipeline.ask(|store| store.items(&SourceName::new(source))).unwrap();
            ids.extend(live.into_iter().map(|(id, _)| id));
        }
        for (_, key) in self.tells.keys() {
            ids.extend(self.pipeline.ask(|store| store.find(key, 20)).unwrap().articles);
        }
        let mut items = BTreeMap::new();
        for id in ids.iter() {
            for Provenance { source, key, .. } in
                self.pipeline.ask(|store| store.provenance(id)).unwrap()
            {
                let item = (source.to_string(), key);
                assert_eq!(items.insert(item.clone(), id.clone()), None, "{item:?} is of two");
            }
        }
        items
    }

    fn kept(&self) -> BTreeMap<ArticleId, KeptArticle> {
        let ids: BTreeSet<ArticleId> = self.items().into_values().collect();
        let kept = |id: ArticleId| {
            let kept = self.pipeline.ask(|store| store.kept(&id)).unwrap();
            (id, kept.expect("an item's article is kept"))
        };
        ids.into_iter().map(kept).collect()
    }

    /// Takes the step; gives the item that was put apart.
    fn take(&mut self, step: &Step) -> Option<Item> {
        match step {
            Step::Lists { wire, stories, edited } => self.list(*wire, stories, *edited),
            Step::Pushes { token, story, edited } => self.push_own(*token, *story, *edited),
            Step::Reaches { token, story, by } => self.reach(*token, *story, *by),
            Step::Separates(which) => return self.separate(*which),
            Step::TakesBack { which, undo } => self.take_back(*which, *undo),
            Step::Settles { turned, wider } => self.settle(*turned, *wider),
        }
        None
    }

    fn holds(&self) -> Result<(), TestCaseError> {
        let (items, kept) = (self.items(), self.kept());
        for (item, story) in &self.tells {
            let id = items.get(item);
            prop_assert!(id.is_some(), "{item:?} is lost");
            let text = kept[id.unwrap()].article.content.as_str();
            prop_assert!(text.contains(&marker(*story)), "{item:?} is told as {text}");
        }
        for story in (0..STORIES).filter(|story| !self.apart.contains(story)) {
            let of = |wire: &str| items.get(&(wire.to_owned(), page(wire, story)));
            if let (Some(one), Some(other)) = (of("alpha"), of("beta")) {
                prop_assert_eq!(one, other, "story {} is two", story);
            }
        }
        Ok(())
    }

    /// Every feed has what it should, once.
    fn is_published(&self) -> Result<(), TestCaseError> {
        prop_assert_eq!(self.pipeline.publish_all(true).unwrap().held_back, [""; 0]);
        let edition = self.pipeline.edition().load_full();
        let kept = self.kept();
        for section in ["world", "sports", "city"] {
            let bytes = &edition.get(&format!("/feeds/{section}.json")).unwrap().identity;
            let feed: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            let mut there: Vec<String> = feed["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["id"].as_str().unwrap().to_owned())
                .collect();
            there.sort();
            let slug: Slug = section.parse().unwrap();
            let stands = |kept: &&KeptArticle| {
                kept.withdrawn.is_none() && kept.article.sections.contains(&slug)
            };
            let expected: Vec<String> =
                kept.values().filter(stands).map(|kept| kept.article.id.to_string()).collect();
            prop_assert_eq!(there, expected, "{}", section);
        }
        Ok(())
    }
}

fn settings(folder: &Path, turned: bool, wider: bool) -> Arc<Settings> {
    let text = config(turned, wider);
    let settings = from_text(&text, &folder.join("config.toml"), &Environment::default());
    Arc::new(settings.unwrap_or_else(|problems| panic!("{problems}")))
}

/// Few, since each is a newsroom of its own; `PROPTEST_CASES` says otherwise.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(8)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(),
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_story_is_lost_and_no_id_moves(steps in prop::collection::vec(step(), 1..14)) {
        let mut desk = Desk::new();
        for step in &steps {
            let (items, kept) = (desk.items(), desk.kept());
            let parted = desk.take(step);
            let now = desk.items();
            for (item, id) in &items {
                // Of what is parted, that keeps the id whose it would have been alone.
                let is_parted = parted.as_ref().and_then(|parted| items.get(parted)) == Some(id);
                let stays = now.get(item) == Some(id) || is_parted;
                prop_assert!(stays, "{step:?} moved {item:?} from {id} to {:?}", now.get(item));
            }
            if let Step::Pushes { token, .. } | Step::Reaches { token, .. } = step {
                let own: Slug = TOKENS[*token].parse().unwrap();
                let after = desk.kept();
                let others = kept.iter().filter(|(_, kept)| {
                    kept.article.sections.iter().any(|section| *section != own)
                });
                for (id, before) in others {
                    prop_assert_eq!(after.get(id), Some(before), "{:?} changed {}", step, id);
                }
            }
            desk.holds()?;
        }
        desk.is_published()?;
    }
}
