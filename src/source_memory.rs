//! What a source last told us, kept in the store so that a restart asks it as
//! politely as if nothing had happened.

mod hold;
mod most_at_once;

pub use hold::{Hold, HoldReason, LONGEST_HOLD, wait_ends};
pub use most_at_once::{Aged, Emptied, is_most_at_once};

use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use crate::web_address::WebAddress;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The name of a source in `config.toml`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceName(String);

impl SourceName {
    /// Takes any name; `config` checks that it is unique and not empty.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Validators and the like, exactly as the upstream gave them (RFC 9110 §8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceMemory {
    /// Which location these belong to; they mean nothing for another one.
    pub location: Option<String>,
    /// `ETag`, byte for byte.
    pub etag: Option<String>,
    /// `Last-Modified`, byte for byte.
    pub last_modified: Option<String>,
    /// Of the last body that was read to its end.
    pub body: Option<Fingerprint>,
    /// Where a permanent redirect (301, 308) led.
    pub moved_to: Option<WebAddress>,
    /// By what its items were judged: by other settings, all that is kept of it is judged
    /// once more. `None` where an earlier release kept it.
    pub judged: Option<Judgement>,
    /// Of what decides how its pages are read, where it has any.
    pub read_by: Option<Fingerprint>,
    /// As what its pages are being read once more, a few in each pass, while they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rereading: Option<Fingerprint>,
    /// Nobody asks for it: an archive that was imported under a name of its own.
    #[serde(skip_serializing_if = "is_not")]
    pub imported: bool,
    /// Why it is not asked now, although its schedule may say so.
    pub hold: Option<Hold>,
    /// Names (fingerprints of them) that items of several pages had at once: they name none.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub shared_names: BTreeSet<Fingerprint>,
    /// Lines (fingerprints of them) that the texts of its pages end with: they are the site's.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub site_lines: BTreeSet<Fingerprint>,
    /// Pages that were asked for and are not known by an item, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<AskedPage>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_not(word: &bool) -> bool {
    !word
}

/// The settings that items were judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Of all of them.
    pub by: Fingerprint,
    /// The sections that they could give an article.
    #[serde(default)]
    pub places: BTreeSet<Slug>,
}

/// A page that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPage {
    /// Which one: of its address, or of the item that it belongs to.
    pub page: Fingerprint,
    /// How often it was asked in vain; 0 when it was read.
    pub failures: u8,
}

/// More pages than this are not remembered; the oldest go first.
const MOST_PAGES: usize = 1000;

/// More shared names than these are not remembered.
const MOST_SHARED: usize = 1000;

/// More lines of a site are not remembered.
const MOST_LINES: usize = 200;

impl SourceMemory {
    /// What is known without what a permanent redirect led to.
    #[must_use]
    pub fn unmoved(self) -> Self {
        Self { etag: None, last_modified: None, body: None, moved_to: None, ..self }
    }

    /// The hold on a location, if it is that one's.
    #[must_use]
    pub fn hold_on(&self, location: &str) -> Option<Hold> {
        self.hold.filter(|_| self.location.as_deref() == Some(location))
    }

    /// What is remembered of this location; nothing when it is of another one.
    #[must_use]
    pub fn of_location(&self, location: &str) -> Self {
        match &self.location {
            Some(of) if *of == location => self.clone(),
            _ => Self {
                location: Some(location.to_owned()),
                judged: self.judged.clone(),
                read_by: self.read_by,
                rereading: self.rereading,
                ..Self::default()
            },
        }
    }

    /// Keeps what came with an answer that nothing changed: validators that it names anew
    /// are the ones to send from now on (RFC 9111 §4.3.4).
    pub fn confirmed(
        &mut self,
        etag: Option<String>,
        last_modified: Option<String>,
        moved_to: Option<WebAddress>,
    ) {
        self.etag = etag.or_else(|| self.etag.take());
        self.last_modified = last_modified.or_else(|| self.last_modified.take());
        self.moved_to = moved_to;
    }

    /// Keeps what came with a body; `true` when the last one was equal.
    pub fn took(
        &mut self,
        body: &[u8],
        etag: Option<String>,
        last_modified: Option<String>,
        moved_to: Option<WebAddress>,
    ) -> bool {
        let fingerprint = Some(Fingerprint::of(body));
        let unchanged = self.body == fingerprint;
        (self.etag, self.last_modified, self.moved_to) = (etag, last_modified, moved_to);
        self.body = fingerprint;
        unchanged
    }

    /// Remembers a name that items of several pages have.
    pub fn remember_shared(&mut self, name: &str) {
        if self.shared_names.len() < MOST_SHARED {
            self.shared_names.insert(Fingerprint::of(name.as_bytes()));
        }
    }

    /// Whether items of several pages had this name.
    #[must_use]
    pub fn is_shared(&self, name: &str) -> bool {
        !self.shared_names.is_empty()
            && self.shared_names.contains(&Fingerprint::of(name.as_bytes()))
    }

    /// Remembers a line that its pages end with.
    pub fn remember_line(&mut self, line: Fingerprint) {
        if self.site_lines.len() < MOST_LINES {
            self.site_lines.insert(line);
        }
    }

    /// Whether its pages end with a line.
    #[must_use]
    pub fn repeats(&self, line: Fingerprint) -> bool {
        self.site_lines.contains(&line)
    }

    /// How often a page was asked for in vain; `None` when it never was asked.
    #[must_use]
    pub fn failures(&self, page: Fingerprint) -> Option<u8> {
        self.pages.iter().find(|asked| asked.page == page).map(|asked| asked.failures)
    }

    /// Keeps how often a page was asked for in vain.
    pub fn remember_page(&mut self, page: Fingerprint, failures: u8) {
        self.forget_page(page);
        self.pages.push(AskedPage { page, failures });
        let surplus = self.pages.len().saturating_sub(MOST_PAGES);
        self.pages.drain(..surplus);
    }

    /// Forgets that a page was asked for.
    pub fn forget_page(&mut self, page: Fingerprint) {
        self.pages.retain(|asked| asked.page != page);
    }

    /// Whether its pages are to be read once more, because they are read otherwise now.
    /// It begins when that is news.
    pub fn begin_rereading(&mut self, read_by: Option<Fingerprint>) -> bool {
        if self.read_by.is_none() || self.read_by == read_by {
            (self.read_by, self.rereading) = (read_by, None);
            return false;
        }
        self.read_again();
        if self.rereading != read_by {
            self.pages.clear();
            self.rereading = read_by;
        }
        true
    }

    /// After a pass in which pages were read once more: whether more of them are to be, it
    /// knows by whether the last answer is to be read again.
    pub fn end_rereading(&mut self, before: Option<Fingerprint>) {
        let all_read = self.body.is_some() || self.pages.len() >= MOST_PAGES;
        match self.rereading.filter(|_| all_read) {
            Some(read_by) => (self.read_by, self.rereading) = (Some(read_by), None),
            None => self.read_by = before,
        }
    }

    /// Forgets the last answer, so that the next pass asks for it whole.
    pub fn read_again(&mut self) {
        (self.etag, self.last_modified, self.body) = (None, None, None);
    }
}
