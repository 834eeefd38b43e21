//! A file of a folder on its way to an article: what it is, its parts, and how what is wrong
//! in it is told. It reads nothing.

use super::bare_head;
use super::fences::{self, LikelyId, Parts};
use super::listing::Kind;
use super::reading::{Entry, FileReading, rejected, unclear};
use crate::sources::own_item::KeyFault;
use std::path::Path;

/// A file on its way.
pub(super) struct Draft<'a> {
    pub(super) path: &'a str,
    /// The folder it lies in, below the root.
    pub(super) folder: &'a Path,
    /// The path without its extension.
    pub(super) stem: String,
    pub(super) kind: Kind,
    pub(super) bytes: &'a [u8],
    pub(super) text: &'a str,
}

impl<'a> Draft<'a> {
    /// Head and body. Plain text has a head only where it clearly begins with one:
    /// lines and labels mean nothing in it.
    pub(super) fn parts(&self) -> Result<Parts<'a>, KeyFault> {
        let whole = Parts { head: None, body: self.text };
        match self.kind {
            Kind::Text if self.text.starts_with("+++") => fences::split(self.text),
            Kind::Text => Ok(whole),
            Kind::Markdown => {
                let parts = fences::split(self.text)?;
                if parts.head.is_none() {
                    bare_head::check(self.text)?;
                }
                Ok(parts)
            }
            _ => fences::split(self.text),
        }
    }

    /// The line of the file, from 1, on which a part of its text begins.
    pub(super) fn line_of(&self, part: &str) -> usize {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    /// A reading that is certain of its keys.
    pub(super) fn holds(&self, entries: Vec<(String, Entry)>) -> FileReading {
        FileReading { path: self.path.to_owned(), entries, keys_are_certain: true }
    }

    /// A head that cannot be read. Which article it is can often still be told,
    /// and then it counts as there: a typo takes nothing back.
    pub(super) fn faulty(&self, fault: &KeyFault) -> FileReading {
        let reason = self.told(fault);
        match fences::likely_id(self.text) {
            LikelyId::Path => self.rejects(self.stem.clone(), reason),
            LikelyId::Given(id) => self.rejects(id, reason),
            LikelyId::Unclear => unclear(self.path.to_owned(), self.stem.clone(), reason),
        }
    }

    /// A reading with an article that is there and cannot be read.
    pub(super) fn rejects(&self, key: String, reason: String) -> FileReading {
        let entry = self.rejected(&key, reason);
        self.holds(vec![(key, entry)])
    }

    /// As people look for it: under its headline.
    pub(super) fn rejected(&self, key: &str, reason: String) -> Entry {
        let title = fences::likely_title(self.text).filter(|_| self.kind != Kind::Json);
        rejected(key, title, reason)
    }

    /// What is wrong, with its place.
    pub(super) fn told(&self, fault: &KeyFault) -> String {
        match fault.line {
            Some(line) => format!("{}, line {line}: {}", self.path, fault.reason),
            None => format!("{}: {}", self.path, fault.reason),
        }
    }
}
