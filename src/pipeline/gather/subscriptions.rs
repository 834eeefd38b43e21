//! Plans which feeds of an OPML list become sources: those that the config does
//! not have yet, each once, with a name and the sections they are filed under.
//! It asks no feed and writes no file.

use crate::config::settings::{Location, SourceKind};
use crate::config::{NewKind, NewSource, Settings};
use crate::secrets::without_user;
use crate::section::Slug;
use crate::sources::feed::opml::{self, Subscription};
use crate::web_address::WebAddress;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// How every new source is to be.
#[derive(Clone, Debug)]
pub struct Wish {
    /// A cron expression.
    pub schedule: String,
    /// The sections of feeds that are filed under none; may be empty.
    pub sections: Vec<Slug>,
}

/// What is to become of a list of feeds.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The sources to add, in the order of the list.
    pub new: Vec<NewSource>,
    /// Feeds that the config has already.
    pub there: usize,
    /// Feeds that the list names again.
    pub again: usize,
    /// Feeds whose address cannot be asked, and why.
    pub unusable: Vec<Unusable>,
}

/// A feed that cannot become a source.
#[derive(Clone, Debug, Serialize)]
pub struct Unusable {
    /// Its title in the list.
    pub title: String,
    /// Its address in the list.
    pub address: String,
    /// Why, and what to do.
    pub reason: String,
}

impl Plan {
    /// The new sources that have no section, and so are written as comments.
    #[must_use]
    pub fn without_section(&self) -> usize {
        self.new.iter().filter(|feed| feed.sections.is_empty()).count()
    }
}

/// Whether a file is a list of feeds, by how it begins.
#[must_use]
pub fn is_list(opening: &[u8]) -> bool {
    opml::is_opml(opening)
}

/// Plans the import of lists. `written` holds the addresses that stand in the
/// config file, commented out or not.
#[must_use]
pub fn plan(
    lists: &[Vec<u8>],
    settings: &Settings,
    written: &HashSet<String>,
    wish: &Wish,
) -> Plan {
    let configured = settings.sources.iter().filter_map(|source| match &source.kind {
        SourceKind::Feed(feed) => match &feed.location {
            Location::Web(address) => Some(place(address)),
            Location::File(_) => None,
        },
        SourceKind::Folder(_) | SourceKind::Page(_) | SourceKind::Sitemap(_) => None,
    });
    let written = written.iter().filter_map(|text| WebAddress::parse(text).ok());
    let there: HashSet<String> = configured.chain(written.map(|address| place(&address))).collect();
    let mut names = Names::of(settings);
    let mut seen = HashSet::new();
    let mut plan = Plan::default();
    for feed in lists.iter().flat_map(|list| opml::read(list)) {
        let address = match usable(&feed) {
            Ok(address) => address,
            Err(reason) => {
                let address = without_user(&feed.address);
                plan.unusable.push(Unusable { reason, title: feed.title, address });
                continue;
            }
        };
        let place = place(&address);
        if there.contains(&place) {
            plan.there += 1;
        } else if !seen.insert(place) {
            plan.again += 1;
        } else {
            plan.new.push(new_feed(&feed, &address, &mut names, settings, wish));
        }
    }
    plan
}

/// The address of a feed that can be a source, or why it cannot.
fn usable(feed: &Subscription) -> Result<WebAddress, String> {
    if let Some(reason) = &feed.no_feed {
        return Err(reason.clone());
    }
    let address = WebAddress::parse(&web(&feed.address));
    let address = address.map_err(|error| error.to_string())?;
    if !address.url().username().is_empty() || address.url().password().is_some() {
        return Err("there is a name or a password in its address, which would stand in the \
                    configuration: write a source with the address without them, and below it \
                    [source.access] with `user` and `password = { env = \"…\" }`"
            .to_owned());
    }
    Ok(address)
}

fn new_feed(
    feed: &Subscription,
    address: &WebAddress,
    names: &mut Names,
    settings: &Settings,
    wish: &Wish,
) -> NewSource {
    let filed = feed.folders.iter().find_map(|folder| section_of(folder, settings));
    let sections = filed.map_or_else(|| wish.sections.clone(), |section| vec![section]);
    let mut remark = feed.title.clone();
    if sections.is_empty() {
        let folder = feed.folders.first().map_or_else(
            || "the list files it under nothing".to_owned(),
            |folder| format!("there is no section for \"{folder}\""),
        );
        let gap = if remark.is_empty() { "" } else { ": " };
        remark = format!("{remark}{gap}{folder}. Name its sections and take the marks away.");
    }
    NewSource {
        kind: NewKind::Feed,
        name: names.free(if feed.title.is_empty() { address.host() } else { &feed.title }),
        url: address.to_string(),
        schedule: wish.schedule.clone(),
        sections,
        remark,
    }
}

/// The section that a folder or category means: by its name in addresses or its title.
pub(in crate::pipeline) fn section_of(name: &str, settings: &Settings) -> Option<Slug> {
    let wanted = short(name);
    let means = |section: &&crate::section::Section| {
        section.slug.as_str() == wanted || short(&section.title) == wanted
    };
    let found = settings.sections.iter().find(means).filter(|_| !wanted.is_empty());
    found.map(|section| section.slug.clone())
}

/// Words in lower case with hyphens between, at most 60 characters.
fn short(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    joined.chars().take(60).collect::<String>().trim_end_matches('-').to_owned()
}

/// Readers write `feed:` in the place of a scheme, or before one.
fn web(address: &str) -> String {
    let address = address.trim();
    let rest = match address.get(..5) {
        Some(start) if start.eq_ignore_ascii_case("feed:") => &address[5..],
        _ => return address.to_owned(),
    };
    if rest.starts_with("//") { format!("http:{rest}") } else { rest.to_owned() }
}

/// What two addresses of one feed have in common: all but `http` or `https`, and
/// a slash at the end.
fn place(address: &WebAddress) -> String {
    let text = address.as_str().trim_end_matches('/');
    text.split_once("://").map_or(text, |(_, place)| place).to_owned()
}

/// The names of sources that are taken.
#[derive(Default)]
pub(in crate::pipeline) struct Names {
    taken: HashSet<String>,
    /// The last number that was tried after each name.
    numbers: HashMap<String, usize>,
}

impl Names {
    pub(in crate::pipeline) fn of(settings: &Settings) -> Self {
        let taken = settings.sources.iter().map(|source| source.name().as_str().to_lowercase());
        Self { taken: taken.collect(), numbers: HashMap::new() }
    }

    /// A name like `title` that nobody has.
    pub(in crate::pipeline) fn free(&mut self, title: &str) -> String {
        let stem = short(title);
        let stem = if stem.is_empty() { "feed".to_owned() } else { stem };
        let number = self.numbers.entry(stem.clone()).or_insert(0);
        loop {
            *number += 1;
            let name = if *number == 1 { stem.clone() } else { format!("{stem}-{number}") };
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}
