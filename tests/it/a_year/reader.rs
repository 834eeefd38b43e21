//! A reader of one feed: polls it by its entity tag, or every third time by its date
//! alone, keeps what it saw, and forgets what the feed says was withdrawn. It trusts its
//! own parsing alone.

use super::newsroom::Served;
use super::truth::{Items, State};
use chrono::{DateTime, Utc};
use http::{HeaderName, header};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Reader {
    pub(crate) path: String,
    pub(crate) section: String,
    tag: Option<String>,
    modified: String,
    /// What the feed held when it was last read, in its order.
    pub(crate) feed: Vec<(String, State)>,
    pub(crate) kept: Items,
    pub(crate) polls: usize,
    pub(crate) fresh: usize,
    /// Polls by the date that brought nothing.
    pub(crate) unchanged_by_date: usize,
}

/// What a document says.
struct Said {
    items: Vec<(String, State)>,
    withdrawn: Vec<String>,
}

impl From<Read> for Said {
    fn from(read: Read) -> Self {
        let items = read.entries.into_iter().map(|(id, _, state)| (id, state)).collect();
        Self { items, withdrawn: read.withdrawn }
    }
}

impl Reader {
    pub(crate) fn new(section: &str, format: &str) -> Self {
        Self {
            path: format!("/feeds/{section}.{format}"),
            section: section.to_owned(),
            tag: None,
            modified: String::new(),
            feed: Vec::new(),
            kept: Items::new(),
            polls: 0,
            fresh: 0,
            unchanged_by_date: 0,
        }
    }

    /// It is sent to another address of its feed for good; there it has no validator yet.
    pub(crate) fn is_sent_on(&mut self, section: &str) {
        self.tag = None;
        self.path = self.path.replace(&self.section, section);
        section.clone_into(&mut self.section);
    }

    /// The validator it asks with.
    pub(crate) fn validator(&self) -> Option<(HeaderName, &str)> {
        let tag = self.tag.as_deref()?;
        Some(if self.asks_by_date() {
            (header::IF_MODIFIED_SINCE, &self.modified)
        } else {
            (header::IF_NONE_MATCH, tag)
        })
    }

    fn asks_by_date(&self) -> bool {
        self.polls % 3 == 2
    }

    pub(crate) fn take(&mut self, served: Served, now: DateTime<Utc>) {
        let by_date = self.asks_by_date();
        self.polls += 1;
        if served.status == 304 {
            assert!(served.body.is_empty(), "{}", self.path);
            assert_eq!(self.tag.as_ref(), Some(&served.tag), "{} has changed", self.path);
            self.unchanged_by_date += usize::from(by_date);
            return;
        }
        assert_eq!(served.status, 200, "{}", self.path);
        let is_other = self.tag.as_ref() != Some(&served.tag);
        // By its date it is sent again when it has become what it was, too.
        assert!(is_other || by_date, "{} was sent again", self.path);
        self.fresh += 1;
        self.tag = Some(served.tag);
        self.modified = served.modified;
        let said = match self.path.rsplit('.').next() {
            Some("rss") => rss(&served.body, now),
            Some("atom") => Said::from(atom(&served.body)),
            _ => json(&served.body),
        };
        let mut ids = BTreeSet::new();
        for (id, state) in &said.items {
            assert!(ids.insert(id.clone()), "{}: {id} is there twice", self.path);
            self.kept.insert(id.clone(), *state);
        }
        for id in &said.withdrawn {
            assert!(!ids.contains(id), "{}: {id} is there and withdrawn", self.path);
            self.kept.remove(id);
        }
        self.feed = said.items;
    }
}

/// The number at the end of a title, and that of the note in a text.
fn state(title: &str, text: &str) -> State {
    let number = title.rsplit(" v").next().and_then(|number| number.parse().ok());
    let version = number.unwrap_or_else(|| panic!("{title:?} has no version"));
    let note = text.split("note-").nth(1).map(|rest| {
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap();
        digits.parse().unwrap()
    });
    (version, note.unwrap_or_default())
}

fn rss(body: &[u8], now: DateTime<Utc>) -> Said {
    let channel = rss::Channel::read_from(body).unwrap();
    let mut said = Said { items: Vec::new(), withdrawn: Vec::new() };
    for item in channel.items {
        let id = item.guid.unwrap().value;
        let valid = item.extensions.get("dcterms").and_then(|terms| terms.get("valid"));
        let period = valid.and_then(|valid| valid.first()).and_then(|valid| valid.value.clone());
        let end = period.as_deref().and_then(|period| period.split("end=").nth(1));
        let end = end.and_then(|end| end.split(';').next()?.parse::<DateTime<Utc>>().ok());
        match end {
            Some(end) if end <= now => said.withdrawn.push(id),
            _ => {
                let text = item.content.or(item.description).unwrap_or_default();
                said.items.push((id, state(&item.title.unwrap(), &text)));
            }
        }
    }
    said
}

/// What an Atom document says.
pub(crate) struct Read {
    entries: Vec<(String, DateTime<Utc>, State)>,
    withdrawn: Vec<String>,
    /// The path of the archive page before it.
    pub(crate) previous: Option<String>,
}

impl Read {
    /// Each entry's date and state, by its id.
    pub(crate) fn latest(&self) -> BTreeMap<String, (DateTime<Utc>, State)> {
        let entries = self.entries.iter();
        entries.map(|(id, updated, state)| (id.clone(), (*updated, *state))).collect()
    }
}

pub(crate) fn atom(body: &[u8]) -> Read {
    let feed = atom_syndication::Feed::read_from(body).unwrap();
    let deleted = feed.extensions.get("at").and_then(|at| at.get("deleted-entry"));
    let deleted = deleted.into_iter().flatten().map(|entry| entry.attrs["ref"].clone());
    let entries = feed.entries.iter().map(|entry| {
        let text = entry.content.as_ref().and_then(|content| content.value.as_deref());
        let state = state(&entry.title.value, text.unwrap_or_default());
        (entry.id.clone(), entry.updated.to_utc(), state)
    });
    let previous = feed.links.iter().find(|link| link.rel == "prev-archive");
    let previous = previous.map(|link| format!("/{}", link.href.splitn(4, '/').nth(3).unwrap()));
    Read { entries: entries.collect(), withdrawn: deleted.collect(), previous }
}

fn json(body: &[u8]) -> Said {
    let feed: Value = serde_json::from_slice(body).unwrap();
    let id = |item: &Value| item["id"].as_str().unwrap().to_owned();
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let items = feed["items"].as_array().unwrap().iter();
    let withdrawn = feed["_pressroom"]["withdrawn"].as_array().into_iter().flatten();
    Said {
        items: items
            .map(|item| (id(item), state(&text(item, "title"), &text(item, "content_html"))))
            .collect(),
        withdrawn: withdrawn.map(id).collect(),
    }
}
