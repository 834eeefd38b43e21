//! Articles and passes to fill a store with. Every instant is counted in minutes
//! from one fixed morning.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId, Author};
use pressroom::fingerprint::Fingerprint;
use pressroom::section::Slug;
use pressroom::selection::Selection;
use pressroom::source_memory::{SourceMemory, SourceName};
use pressroom::store::{
    Arrival, Arrivals, Beside, Change, DESK, Edit, Edited, Listing, Store, Terms,
};
use pressroom::text::{CleanHtml, XmlText};
use pressroom::web_address::WebAddress;
use std::collections::BTreeSet;

/// Makes a new, empty store.
pub(crate) type Make<'a> = &'a dyn Fn() -> Box<dyn Store>;

pub(crate) fn minute(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
}

pub(crate) fn slug(name: &str) -> Slug {
    name.parse().unwrap()
}

pub(crate) fn slugs(names: &[&str]) -> BTreeSet<Slug> {
    names.iter().map(|name| slug(name)).collect()
}

pub(crate) fn name(name: &str) -> SourceName {
    SourceName::new(name)
}

pub(crate) fn id(of: &str) -> ArticleId {
    ArticleId::made_from(of)
}

/// An article named `of`, published in minute 0, in the section `world`.
pub(crate) fn article(of: &str, title: &str) -> Article {
    Article {
        id: id(of),
        title: XmlText::new(title),
        url: Some(WebAddress::parse(&format!("https://news.example/{of}")).unwrap()),
        published: minute(0),
        updated: minute(0),
        authors: vec![Author {
            name: XmlText::new("A. Writer"),
            url: None,
            avatar: None,
            email: None,
        }],
        summary: XmlText::new(format!("About {title}.")),
        content: CleanHtml::kept(format!("<p>{title}</p>")),
        language: None,
        sections: slugs(&["world"]),
        tags: vec![XmlText::new("tag")],
        media: Vec::new(),
        origin: None,
        rights: None,
        corrections: Vec::new(),
        author_note: None,
        episode: None,
        home: Default::default(),
        id_in_address: Default::default(),
    }
}

/// The same article, published in another minute.
pub(crate) fn published(mut article: Article, at: i64) -> Article {
    article.published = minute(at);
    article.updated = minute(at);
    article
}

/// The same article in other sections.
pub(crate) fn within(mut article: Article, sections: &[&str]) -> Article {
    article.sections = slugs(sections);
    article
}

/// An item whose bytes are those of its article.
pub(crate) fn item(key: &str, article: Article) -> Arrival {
    let terms = Terms::default();
    Arrival {
        key: key.to_owned(),
        arrived: article.fingerprint(),
        article,
        terms,
        said: None,
        formerly: Vec::new(),
    }
}

/// The same item, not before one minute and not from another on.
pub(crate) fn termed(mut item: Arrival, from: Option<i64>, until: Option<i64>) -> Arrival {
    item.terms =
        Terms { publish_at: from.map(minute), expires_at: until.map(minute), ..Terms::default() };
    if let Some(from) = from {
        item.article.published = item.article.published.max(minute(from));
    }
    item.arrived = Fingerprint::of(format!("{} {from:?} {until:?}", item.arrived).as_bytes());
    item
}

/// The same item, arrived in other bytes.
pub(crate) fn rewrapped(mut item: Arrival, bytes: &str) -> Arrival {
    item.arrived = Fingerprint::of(bytes.as_bytes());
    item
}

/// A pass over `source` (rank 0) that began in minute `at` and ended a second later.
pub(crate) fn pass(source: &str, at: i64, items: Vec<Arrival>) -> Arrivals {
    Arrivals {
        source: name(source),
        rank: 0,
        began: minute(at),
        at: ended(at),
        items,
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: Some(Vec::new()),
        memory: SourceMemory::default(),
        by: None,
    }
}

/// When the pass of a minute ended.
pub(crate) fn ended(at: i64) -> DateTime<Utc> {
    minute(at) + TimeDelta::seconds(1)
}

pub(crate) fn ranked(mut arrivals: Arrivals, rank: u32) -> Arrivals {
    arrivals.rank = rank;
    arrivals
}

/// The same pass over a source that has these keys now and no others.
pub(crate) fn listing(mut arrivals: Arrivals, keys: &[&str]) -> Arrivals {
    arrivals.present = Some(keys.iter().map(|&key| key.to_owned()).collect());
    arrivals
}

/// The same pass over a source that lists nothing else now than it brings, and these.
pub(crate) fn beside(mut arrivals: Arrivals, others: &[&Arrival]) -> Arrivals {
    let arrived = others.iter().map(|other| other.arrived).collect();
    arrivals.listing.beside = Beside::Only { arrived, keys: BTreeSet::new() };
    arrivals
}

/// Somebody takes an article back for good, or undoes that.
pub(crate) trait Retracting {
    /// `true` when it was live before.
    fn retract(&mut self, of: &str, at: i64, reason: Option<&str>) -> bool;
    /// `true` when it is live again.
    fn undo(&mut self, of: &str, at: i64) -> bool;
}

impl Retracting for dyn Store + '_ {
    fn retract(&mut self, of: &str, at: i64, reason: Option<&str>) -> bool {
        moved(self, of, at, Change::Retract(reason.map(str::to_owned)))
    }

    fn undo(&mut self, of: &str, at: i64) -> bool {
        moved(self, of, at, Change::Undo)
    }
}

fn moved(store: &mut dyn Store, of: &str, at: i64, change: Change) -> bool {
    let edit = Edit { change, by: DESK.to_owned(), at: minute(at) };
    matches!(store.edit(&id(of), &edit).unwrap(), Edited::Done { moved: true, .. })
}

/// The article, which must be there.
pub(crate) fn read(store: &mut dyn Store, of: &str) -> Article {
    store.article(&id(of)).unwrap().unwrap()
}

/// The titles of a section's newest articles long after everything.
pub(crate) fn titles(store: &mut dyn Store, section: &str) -> Vec<String> {
    let (end, window) = (minute(1_000_000), std::time::Duration::ZERO);
    let newest = store.newest(&slug(section), end, 1_000, window).unwrap();
    // The index of words has them too, and in the same order.
    let selection = Selection { sections: slugs(&[section]), ..Selection::default() };
    assert_eq!(store.select(&selection, end, 1_000, window).unwrap(), newest, "{section}");
    newest.iter().map(|article| article.title.to_string()).collect()
}

/// Everything a store can be asked about these articles and sections.
pub(crate) fn everything(
    store: &mut dyn Store,
    articles: &[&str],
    sections: &[&str],
) -> Vec<String> {
    let mut all = Vec::new();
    for of in articles {
        all.push(format!("{:?}", store.article(&id(of)).unwrap()));
        all.push(format!("{:?}", store.revisions(&id(of)).unwrap()));
    }
    for section in sections {
        all.push(format!("{:?}", titles(store, section)));
        all.push(format!("{:?}", store.withdrawn(&slug(section), minute(-1)).unwrap()));
    }
    all.push(format!("{:?}", store.counts(minute(1_000_000)).unwrap()));
    all.push(format!("{:?}", store.next_change(minute(-1), std::time::Duration::ZERO).unwrap()));
    all
}
