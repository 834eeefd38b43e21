//! What would come out of a source, an address or a file: the first half of the
//! trip, with nothing known before and nothing kept after.

use crate::article::Article;
use crate::config::Settings;
use crate::config::settings::{self, Folder, Judging, Location, Source, SourceKind, Upstream};
use crate::fetch::{Client, FetchError, RobotsGate};
use crate::folder_watch::Comings;
use crate::normalise::{self, Applied, JudgeContext, Judged};
use crate::pipeline::arrival::{moments, too_old, undated};
use crate::pipeline::gather::ahead::{ahead_of_time, without_dates};
use crate::pipeline::gather::looks;
use crate::pipeline::gather::moved::{told_of_address, told_of_move};
use crate::pipeline::gather::{Before, from_the_web};
use crate::pipeline::retention::KeptFor;
use crate::placement::SectionNames;
use crate::raw_item::{RawItem, Rejection, Warning};
use crate::source_memory::{SourceMemory, SourceName};
pub use crate::sources::SourceError;
pub use crate::sources::feed::FeedError;
use crate::sources::page::{self, PageError, SavedPage};
use crate::sources::{AskedKnown, Gathering, Known, Visitor, folder, heed_embargo, upstream};
use crate::text::{Embeds, PublicMail};
use crate::time_budget::TimeBudget;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// One item that would be kept.
#[derive(Clone, Debug, Serialize)]
pub struct Tried {
    /// What the source calls it.
    pub key: String,
    /// What it would become.
    #[serde(flatten)]
    pub article: Article,
    /// What the rules of its source did to it.
    pub applied: Vec<Applied>,
    /// What of it is longer than its field may be, so that it was cut or left out.
    pub cut: Vec<String>,
    /// What is odd about it and costs nothing.
    pub warnings: Vec<String>,
    /// The item as it was read, before anything was decided.
    pub read: RawItem,
}

/// One item that would be refused.
#[derive(Clone, Debug, Serialize)]
pub struct TurnedAway {
    /// Which one, and why.
    #[serde(flatten)]
    pub rejection: Rejection,
    /// The item as it was read; nothing when it could not be read.
    pub read: Option<RawItem>,
}

/// What would be kept, and what would be refused and why.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Trial {
    /// The items, in the order of the source.
    pub items: Vec<Tried>,
    /// The refused items.
    pub rejections: Vec<TurnedAway>,
    /// What is odd about what is no item.
    pub warnings: Vec<Warning>,
    /// What is kept from readers by its own word, and that word.
    pub kept_back: Vec<KeptBack>,
}

/// An article that is kept from readers by its own word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptBack {
    /// What the source calls it.
    pub key: String,
    /// What keeps it back, and until when where that has an end.
    pub why: String,
}

/// Why nothing could be tried.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The source could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The client could not be made.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The file is read as a feed, and is not one.
    #[error("{}: {reason}", path.display())]
    Feed {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        reason: FeedError,
    },
    /// The file cannot be read.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        reason: std::io::Error,
    },
    /// The file is read as a page, and no article came out of it.
    #[error("{}: {reason}", path.display())]
    Page {
        /// The file.
        path: PathBuf,
        /// What the extraction says.
        reason: PageError,
    },
}

/// Tries things as the settings would take them; without settings, as a newsroom
/// would that takes everything.
pub struct Bench<'a> {
    settings: Option<&'a Settings>,
    /// Stands in for a source where none is meant.
    anyone: Judging,
    sections: Option<SectionNames>,
    embeds: Embeds,
    public_mail: PublicMail,
    now: DateTime<Utc>,
}

impl<'a> Bench<'a> {
    /// A bench with these settings, or with none; `now` dates what has no date.
    #[must_use]
    pub fn new(settings: Option<&'a Settings>, now: DateTime<Utc>) -> Self {
        let anyone = Judging::of_everything(SourceName::new("try"), 0);
        let sections = settings.map(SectionNames::of);
        let embeds = settings.map(|settings| settings.embeds.clone()).unwrap_or_default();
        let public_mail = settings.map(|it| it.public_mail.clone()).unwrap_or_default();
        Self { settings, anyone, sections, embeds, public_mail, now }
    }

    /// What a configured source would bring if nothing of it were known.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn source(&self, source: &Source) -> Result<Trial, TrialError> {
        let client = Client::new(&self.fetch())?.of_source(source);
        let before = Before { known: AskedKnown::nothing(), read: HashSet::new() };
        let gathering = match &source.kind {
            SourceKind::Feed(_) | SourceKind::Page(_) | SourceKind::Sitemap(_) => {
                let visitor = Visitor {
                    client,
                    robots: RobotsGate::default(),
                    now: self.now,
                    time: TimeBudget::default(),
                    list: None,
                };
                let memory = SourceMemory::default();
                let mut gathering = from_the_web(source, &visitor, &memory, &before).await?;
                gathering.warnings.extend(told_of_move(source, &gathering.memory));
                gathering
            }
            SourceKind::Folder(wanted) => self.folder_at_rest(wanted, source).await?,
        };
        Ok(self.judge(gathering, &source.judging, self.sections.as_ref()))
    }

    /// What is in a folder, once what is being written there is whole.
    async fn folder_at_rest(
        &self,
        wanted: &Folder,
        source: &Source,
    ) -> Result<Gathering, SourceError> {
        let base = folder::Base::of(&source.judging);
        let base = base.as_ref();
        let look = || {
            let (known, comings) = (Known::default(), Comings::default());
            folder::gather_whole(wanted, base, self.zone(), &known, &comings)
        };
        let mut gathering = look()?;
        for rest in looks() {
            let Some(wait) = gathering.look_again else { break };
            tokio::time::sleep(wait.max(rest)).await;
            gathering = look()?;
        }
        if gathering.look_again.is_some() {
            gathering.warnings.push(Warning {
                key: source.name().to_string(),
                warning: "files in this folder are still being written, and are not shown: try it again once they are whole".to_owned(),
            });
        }
        Ok(gathering)
    }

    /// What a feed at this address would bring.
    ///
    /// # Errors
    /// When it does not answer, or is not a feed.
    pub async fn address(&self, address: &WebAddress) -> Result<Trial, TrialError> {
        let mut fetch = self.fetch();
        // Whoever types an address at a terminal means that host.
        fetch.allow_hosts.push(address.host().to_owned());
        let feed = Upstream { location: Location::Web(address.clone()), ..Upstream::default() };
        let client = Client::new(&fetch)?;
        let (memory, known) = (SourceMemory::default(), AskedKnown::nothing());
        let mut gathering = upstream::gather(&feed, &client, &memory, &known).await?;
        gathering.warnings.extend(told_of_address(address, &gathering.memory));
        Ok(self.judge_others(gathering))
    }

    /// What a file would bring: an article of a folder, or a feed.
    ///
    /// # Errors
    /// When it cannot be read, or is neither.
    pub fn file(&self, path: &Path) -> Result<Trial, TrialError> {
        let bytes = std::fs::read(path)
            .map_err(|reason| TrialError::File { path: path.to_owned(), reason })?;
        if let Some((source, wanted)) = self.folder_of(path) {
            let base = folder::Base::of(&source.judging);
            let gathering = folder::gather_file(path, &wanted.path, base.as_ref(), self.zone());
            return Ok(self.judge(gathering, &source.judging, self.sections.as_ref()));
        }
        if is_article(path) || is_json_item(&bytes) {
            let root = path.parent().unwrap_or(Path::new(""));
            let gathering = folder::gather_file(path, root, None, self.zone());
            return Ok(self.judge(gathering, &self.anyone, None));
        }
        let gathering = upstream::of_file(&bytes, self.zone())
            .map_err(|reason| TrialError::Feed { path: path.to_owned(), reason })?;
        Ok(self.judge_others(gathering))
    }

    /// What extraction makes of a saved web page, compressed with gzip or not;
    /// `address` is where it was found.
    ///
    /// # Errors
    /// When it cannot be read, or there is no article on it.
    pub fn page(&self, path: &Path, address: Option<&WebAddress>) -> Result<Trial, TrialError> {
        let unreadable = |reason| TrialError::File { path: path.to_owned(), reason };
        let bytes = inflate(std::fs::read(path).map_err(unreadable)?).map_err(unreadable)?;
        let saved = SavedPage { bytes: &bytes, content_type: None, address };
        let mut item = page::extract(&saved, &settings::Selectors::default())
            .map_err(|reason| TrialError::Page { path: path.to_owned(), reason })?;
        let rest = item.goes_on.as_ref().map(|next| page::unread(next, "it is another file"));
        item.warnings.extend(rest);
        let gathering = Gathering { items: vec![item], ..Gathering::default() };
        Ok(self.judge_others(gathering))
    }

    /// The folder source that a file belongs to.
    fn folder_of(&self, path: &Path) -> Option<(&'a Source, &'a Folder)> {
        let path = path.canonicalize().ok()?;
        self.settings?.sources.iter().find_map(|source| match &source.kind {
            SourceKind::Folder(folder) => {
                let root = folder.path.canonicalize().ok()?;
                path.starts_with(root).then_some((source, folder))
            }
            _ => None,
        })
    }

    /// Judges what others published: of no source, so nobody says in which zone.
    fn judge_others(&self, mut gathering: Gathering) -> Trial {
        gathering.items.iter_mut().for_each(|item| heed_embargo(item, None, self.now));
        self.judge(gathering, &self.anyone, None)
    }

    fn fetch(&self) -> settings::Fetch {
        self.settings.map_or_else(settings::Fetch::default, |settings| settings.fetch.clone())
    }

    fn zone(&self) -> Tz {
        self.settings.map_or(Tz::UTC, |settings| settings.site.timezone)
    }

    fn judge(
        &self,
        gathering: Gathering,
        judging: &Judging,
        sections: Option<&SectionNames>,
    ) -> Trial {
        let (embeds, public_mail, now) = (&self.embeds, &self.public_mail, self.now);
        let context = JudgeContext { judging, sections, embeds, public_mail, now, came: now };
        let unread = |rejection| TurnedAway { rejection, read: None };
        let mut kept_back = kept_back(&gathering);
        let rejections = gathering.rejections.into_iter().map(unread).collect();
        let mut warnings = gathering.warnings;
        warnings.extend(ahead_of_time(&gathering.items, &judging.name, now));
        warnings.extend(without_dates(&gathering.items, &judging.name));
        let kept_for = self.settings.map_or(KeptFor::EVER, KeptFor::of);
        let given_up = gathering.given_up.into_iter().map(|given_up| unread(given_up.rejection));
        let mut trial = Trial { items: Vec::new(), rejections, warnings, kept_back: Vec::new() };
        trial.rejections.extend(given_up);
        let moments = moments(&gathering.items, now);
        for (read, now) in gathering.items.into_iter().zip(moments) {
            let key = read.key.clone();
            match normalise::judge(read.clone(), &JudgeContext { now, ..context }) {
                Ok(Judged { article, applied, cut, mut warnings }) => {
                    warnings.extend(undated(&read));
                    let keep = if read.is_own { kept_for } else { KeptFor::EVER };
                    warnings.extend(too_old(&article, keep, self.now));
                    kept_back.extend(self.by_its_term(&key, &article, read.expires_at));
                    trial.items.push(Tried { key, article, applied, cut, warnings, read });
                }
                Err(rejection) => {
                    trial.rejections.push(TurnedAway { rejection, read: Some(read) });
                }
            }
        }
        Trial { kept_back, ..trial }
    }

    /// An article whose time has not come, or is over.
    fn by_its_term(
        &self,
        key: &str,
        article: &Article,
        expires_at: Option<DateTime<Utc>>,
    ) -> Option<KeptBack> {
        let time = |at: DateTime<Utc>| at.with_timezone(&self.zone()).format("%Y-%m-%d %H:%M %Z");
        let why = match expires_at.filter(|at| *at <= self.now) {
            Some(at) => format!("its time was over at {}", time(at)),
            None if article.published > self.now => format!("until {}", time(article.published)),
            None => return None,
        };
        Some(KeptBack { key: key.to_owned(), why })
    }
}

/// Drafts and what is withdrawn.
fn kept_back(gathering: &Gathering) -> Vec<KeptBack> {
    let drafts = gathering.kept_out.iter().map(|(key, by)| KeptBack {
        key: key.clone(),
        why: format!("it is no article for readers yet (`{by}`)"),
    });
    let why = |reason: &Option<String>| match (reason, gathering.is_export) {
        // What nobody had is told by kind.
        (None, true) => None,
        (Some(reason), true) => Some(format!("it stays out: {reason}")),
        (Some(reason), false) => Some(format!("it is withdrawn: {reason}")),
        (None, false) => Some("it is withdrawn".to_owned()),
    };
    let withdrawn = gathering
        .withdrawals
        .iter()
        .filter_map(|gone| Some(KeptBack { key: gone.key.clone(), why: why(&gone.reason)? }));
    drafts.chain(withdrawn).collect()
}

/// The longest page, in bytes after decompression.
const LONGEST_PAGE: u64 = 64 << 20;

/// What a file holds, decompressed where it is gzip.
fn inflate(bytes: Vec<u8>) -> Result<Vec<u8>, std::io::Error> {
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(&*bytes).take(LONGEST_PAGE).read_to_end(&mut plain)?;
    Ok(plain)
}

/// A file that can only be an article of a folder.
fn is_article(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["md", "markdown", "html", "htm", "txt"].contains(&extension.to_ascii_lowercase().as_str())
}

/// A JSON document that holds one item, not a feed of items.
fn is_json_item(bytes: &[u8]) -> bool {
    let object: Option<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(bytes).ok();
    // A feed has items, an export of Ghost its tables in the other.
    object.is_some_and(|object| !["items", "db"].iter().any(|name| object.contains_key(*name)))
}
