//! Brings an archive of articles into the store: once, in small transactions, so
//! that it can be interrupted at any time and run again. It publishes nothing, and
//! changes no article that is there unless it is told to.

use crate::article::{Article, ArticleId};
use crate::clock::Clock;
use crate::config::Settings;
use crate::config::settings::Judging;
use crate::fingerprint::Fingerprint;
use crate::pipeline::arrival::arrival;
pub use crate::pipeline::gather::archive_told::{ImportError, Tally};
use crate::pipeline::gather::packed;
use crate::pipeline::gather::subscriptions::section_of;
use crate::pipeline::opening::require_known;
use crate::pipeline::retention::KeptFor;
use crate::pipeline::rulebook::{self, judgement};
use crate::placement::SectionNames;
use crate::raw_item::{RawItem, Rejection};
use crate::section::Slug;
use crate::source_memory::{SourceMemory, SourceName};
use crate::sources::feed;
use crate::sources::feed::not_taken::NotTaken;
use crate::sources::feed::portions::{Archived, Attachments, Portions};
use crate::store::{
    Accepted, Arrival, Arrivals, KeptItem, KeptRejection, Listing, SqliteStore, Store, StoreError,
};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Articles kept in one transaction.
const AT_ONCE: usize = 500;

/// How an archive is to be taken.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The source that its articles count as; one of the config, or any other name.
    pub source: String,
    /// Sections of every article, besides those of the source.
    pub sections: Vec<Slug>,
    /// What is there already is replaced by what differs in the archive.
    pub replace: bool,
    /// When articles without a date were published.
    pub undated: Option<DateTime<Utc>>,
}

/// Brings archives in.
pub struct Importer<'a> {
    settings: &'a Settings,
    store: SqliteStore,
    judging: Judging,
    wish: Wish,
    sections: SectionNames,
    now: DateTime<Utc>,
    /// What the source brought before.
    known: HashSet<Fingerprint>,
    /// The names that came in this run, with the pages that had them first.
    seen: HashMap<Fingerprint, Option<Fingerprint>>,
    tally: Tally,
    /// The file that is read, as it is called in its folder.
    file: String,
    /// What was refused and is not kept yet.
    refused: Vec<KeptRejection>,
}

impl<'a> Importer<'a> {
    /// Opens the store.
    ///
    /// # Errors
    /// When the store cannot be opened, or what is wished makes no sense.
    pub fn open(settings: &'a Settings, clock: &Clock, wish: Wish) -> Result<Self, ImportError> {
        let sections = SectionNames::of(settings);
        no_section(&wish.sections, &sections)?;
        let judging = judging(settings, &wish)?;
        let mut store = SqliteStore::open_for_a_command(&settings.store.path)?;
        require_known(&mut store, settings)?;
        let known = store.known(&judging.name)?;
        let now = clock.now();
        let (seen, tally) = (HashMap::new(), Tally::default());
        let (file, refused) = (String::new(), Vec::new());
        Ok(Self {
            settings,
            store,
            judging,
            wish,
            sections,
            now,
            known,
            seen,
            tally,
            file,
            refused,
        })
    }

    /// Brings in a file. `progress` is told how many bytes of it were read.
    ///
    /// # Errors
    /// When it cannot be read, or the store fails; what was kept before stays, and
    /// running it again goes on from there.
    pub fn file(
        &mut self,
        path: &Path,
        pictures: &Attachments,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), ImportError> {
        let named = |reason| ImportError::Archive { path: path.to_owned(), reason };
        self.file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let portions = Portions::new(&path.display().to_string(), open(path)?);
        let mut portions = portions.in_zone(self.settings.site.timezone);
        let mut waiting = Vec::new();
        while let Some(portion) = portions.next_portion(pictures).map_err(named)? {
            progress(portions.bytes());
            self.tally.left_out += portion.left_out.values().sum::<usize>();
            add(&mut self.tally.left_out_kinds, portion.left_out);
            add(&mut self.tally.other_kinds, portion.other_kinds);
            add(&mut self.tally.unwrapped, portion.unwrapped);
            for NotTaken { rejection, item } in portion.rejections {
                let said = item.as_deref().and_then(KeptItem::of);
                self.refuse(KeptRejection { arrived: None, rejection, said: said.map(Box::new) });
            }
            waiting.extend(portion.items);
            while waiting.len() >= AT_ONCE {
                let rest = waiting.split_off(AT_ONCE);
                self.keep(std::mem::replace(&mut waiting, rest))?;
            }
        }
        self.keep(waiting)
    }

    /// What became of all files.
    #[must_use]
    pub fn finish(self) -> Tally {
        self.tally
    }

    fn keep(&mut self, items: Vec<Archived>) -> Result<(), ImportError> {
        let fresh: Vec<Archived> =
            items.into_iter().filter_map(|archived| self.fresh(archived)).collect();
        let (settings, wish, sections) = (self.settings, &self.wish, &self.sections);
        let context = rulebook::context(settings, sections, &self.judging, self.now);
        let judged: Vec<Result<Arrival, KeptRejection>> = fresh
            .into_par_iter()
            .map(|archived| {
                let own = own_id(&archived);
                let mut arrival = arrival(filed(archived, wish, settings, sections), &context)?;
                arrival.article.id = own.unwrap_or(arrival.article.id);
                Ok(arrival)
            })
            .collect();
        let mut arrivals = Vec::new();
        for judged in judged {
            match judged {
                Ok(arrival) if self.is_too_old(&arrival.article) => self.tally.too_old += 1,
                Ok(arrival) if self.is_there(&arrival.article)? => self.tally.there += 1,
                Ok(arrival) => arrivals.push(arrival),
                Err(refusal) => self.refuse(refusal),
            }
        }
        if !(arrivals.is_empty() && self.refused.is_empty()) {
            self.accept(arrivals)?;
        }
        let refused = std::mem::take(&mut self.refused);
        if !refused.is_empty() {
            self.store.keep_refused(&self.judging.name, self.now, &refused)?;
        }
        Ok(())
    }

    /// Counts what is refused, and has it kept with the file that it stands in. The mark that
    /// it is known by is that of no item, so importing the file again looks at it again.
    fn refuse(&mut self, refusal: KeptRejection) {
        let rejection = refusal.rejection;
        let reason = format!("{}: {}", self.file, rejection.reason);
        let mark = Fingerprint::of(format!("refused by an import: {}", rejection.key).as_bytes());
        self.refused.push(KeptRejection {
            arrived: Some(mark),
            rejection: Rejection { reason, ..rejection.clone() },
            said: refusal.said,
        });
        self.tally.rejections.push(rejection);
    }

    /// An item that was not looked at before, with a date.
    fn fresh(&mut self, mut archived: Archived) -> Option<Archived> {
        let item = &mut archived.item;
        if archived.is_of_a_nameless_site {
            let site = self.judging.base_url.as_ref().unwrap_or(&self.settings.site.url);
            item.base = Some(site.clone());
        }
        if !self.is_new(item) {
            self.tally.again += 1;
            return None;
        }
        if item.arrived.is_some_and(|arrived| self.known.contains(&arrived)) {
            self.tally.there += 1;
            return None;
        }
        item.published = item.published.or(item.updated).or(self.wish.undated);
        if item.published.is_none() {
            let rejection = Rejection {
                kind: crate::raw_item::RefusalKind::Fault,
                key: item.key.clone(),
                title: item.title.as_ref().map(|title| title.as_str().to_owned()),
                reason: "it has no date that can be read, and must not come out as new: \
                         say with --undated when such articles were published"
                    .to_owned(),
            };
            let said = KeptItem::of(item).map(Box::new);
            self.refuse(KeptRejection { arrived: None, rejection, said });
            return None;
        }
        Some(archived)
    }

    /// Whether the item did not come in this run before. One on another page whose name
    /// came is called by its page.
    fn is_new(&mut self, item: &mut RawItem) -> bool {
        let of = |text: &str| Fingerprint::of(text.as_bytes());
        let page = item.url.as_deref().map(of);
        match self.seen.entry(of(&item.key)) {
            Entry::Vacant(place) => {
                place.insert(page);
                true
            }
            Entry::Occupied(first) if page.is_some() && *first.get() != page => {
                feed::name_by_page(item);
                self.seen.insert(of(&item.key), page).is_none()
            }
            Entry::Occupied(_) => false,
        }
    }

    fn is_too_old(&self, article: &Article) -> bool {
        KeptFor::of(self.settings).is_over(article, self.now).is_some()
    }

    fn is_there(&mut self, article: &Article) -> Result<bool, StoreError> {
        Ok(!self.wish.replace && self.store.article(&article.id)?.is_some())
    }

    /// What is kept of a source that nobody asks: that it is one, and by what its items are
    /// judged where none is kept yet.
    fn memory(&self, memory: SourceMemory) -> SourceMemory {
        let name = &self.judging.name;
        if self.settings.sources.iter().any(|source| source.name() == name) {
            return memory;
        }
        let judged =
            memory.judged.or_else(|| Some(judgement(self.settings, &self.sections, &self.judging)));
        SourceMemory { imported: true, judged, ..memory }
    }

    /// Keeps articles without a word about the source itself: what its upstream
    /// told it, and what of it was refused, stays.
    fn accept(&mut self, items: Vec<Arrival>) -> Result<(), ImportError> {
        let arrived: Vec<Fingerprint> = items.iter().map(|item| item.arrived).collect();
        let record = self.store.source(&self.judging.name)?;
        let memory = self.memory(record.memory);
        let Accepted { new, changed, unchanged, odd, .. } = self.store.accept(&Arrivals {
            source: self.judging.name.clone(),
            rank: self.judging.rank,
            began: record.last_pass.unwrap_or(self.now),
            at: self.now,
            items,
            taken_back: Vec::new(),
            present: None,
            listing: Listing::default(),
            refusals: None,
            memory,
            by: None,
        })?;
        self.tally.new += new;
        self.tally.changed += changed;
        self.tally.there += unchanged;
        self.tally.odd.extend(odd);
        self.known.extend(arrived);
        Ok(())
    }
}

/// The pictures of all WordPress exports among these files: an export in parts
/// has them in any of them.
///
/// # Errors
/// When a file cannot be read.
pub fn pictures(paths: &[PathBuf]) -> Result<Attachments, ImportError> {
    let mut all = Attachments::new();
    for path in paths {
        let mut portions = Portions::new(&path.display().to_string(), open(path)?);
        let found = portions.pictures();
        all.extend(found.map_err(|reason| ImportError::Archive { path: path.clone(), reason })?);
    }
    Ok(all)
}

fn add(all: &mut BTreeMap<String, usize>, more: BTreeMap<String, usize>) {
    for (kind, count) in more {
        *all.entry(kind).or_default() += count;
    }
}

fn open(path: &Path) -> Result<Box<dyn Read>, ImportError> {
    packed::open(path).map_err(|reason| ImportError::File { path: path.to_owned(), reason })
}

fn no_section(wanted: &[Slug], names: &SectionNames) -> Result<(), ImportError> {
    let Some(named) = wanted.iter().find(|slug| names.now(slug).is_none()) else { return Ok(()) };
    Err(ImportError::NoSection { named: named.clone(), there: names.in_words() })
}

/// The id that an article has in an export of our own: it stays that article's.
fn own_id(archived: &Archived) -> Option<ArticleId> {
    ArticleId::of_urn(&archived.item.key).filter(|_| archived.is_ours)
}

/// The item, in the sections that the archive files it under, or where it files it under
/// none of ours, in those that are wished: they are its own, whatever settings it is
/// judged by later.
fn filed(
    Archived { mut item, filed_under, .. }: Archived,
    wish: &Wish,
    settings: &Settings,
    sections: &SectionNames,
) -> RawItem {
    item.sections.extend(filed_under.iter().filter_map(|name| section_of(name, settings)));
    if !item.sections.iter().any(|section| sections.now(section).is_some()) {
        item.sections.extend(wish.sections.iter().cloned());
    }
    item
}

/// As the source of the config judges, or as one that yields to all.
fn judging(settings: &Settings, wish: &Wish) -> Result<Judging, ImportError> {
    let configured = settings.sources.iter().find(|source| source.name().as_str() == wish.source);
    match configured {
        Some(source) if source.mirrors() => Err(ImportError::Mirrors(source.name().clone())),
        Some(source) => Ok(source.judging.clone()),
        None => Ok(Judging::of_everything(SourceName::new(wish.source.clone()), u32::MAX)),
    }
}
