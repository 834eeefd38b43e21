//! What sources said, as it came, and what is made of it once more under other settings.

use super::{Accepted, Arrivals, StoreError, Terms};
use crate::article::{Article, ArticleId};
use crate::fingerprint::Fingerprint;
use crate::raw_item::RawItem;
use crate::source_memory::{SourceMemory, SourceName};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// An item of a source as it is kept.
#[derive(Clone, Debug)]
pub struct Said {
    /// The article that it is of; `None` where it was refused.
    pub article: Option<ArticleId>,
    /// What the source calls it.
    pub key: String,
    /// Of the bytes that arrived.
    pub arrived: Fingerprint,
    /// When it first came, where that is known.
    pub came: Option<DateTime<Utc>>,
    /// What it said.
    pub what: SaidAs,
}

/// In which form it is kept what an item said.
#[derive(Clone, Debug)]
pub enum SaidAs {
    /// As it came.
    Item(Box<RawItem>),
    /// As the article that an earlier release made of it, in the sections that this item
    /// gives it, and when it may be shown.
    Article(Box<Article>, Terms),
}

/// The items. The rules of [`super::Store`] hold.
///
/// # Errors
/// Each fails when the engine does.
pub trait Items {
    /// The items of a source that articles are made of, by key, those after `after`,
    /// `limit` at most.
    fn said(
        &mut self,
        source: &SourceName,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Said>, StoreError>;

    /// The items of a source that were refused and are known, as far as they are kept.
    fn said_in_vain(&mut self, source: &SourceName) -> Result<Vec<Said>, StoreError>;

    /// What a source has lost of its items, held back until somebody confirms it.
    fn lost_items(&mut self, source: &SourceName) -> Result<HashSet<String>, StoreError>;

    /// What a source calls its items, those of removed articles too.
    fn keys(&mut self, source: &SourceName) -> Result<HashSet<String>, StoreError>;

    /// Of the names that a source's files have or had, those that people read as one of
    /// these ([`read_form`](crate::text::file_name::read_form)).
    fn names_read_as(
        &mut self,
        source: &SourceName,
        names: &[&str],
    ) -> Result<Vec<String>, StoreError>;

    /// What a source said under some of its names, as far as articles are made of it.
    fn said_as(
        &mut self,
        source: &SourceName,
        names: &[&str],
    ) -> Result<Vec<(String, RawItem)>, StoreError>;

    /// What nobody asks for, with what is kept of each: what was pushed, and archives
    /// that were imported under a name of their own.
    fn handed_in(&mut self) -> Result<Vec<(SourceName, SourceMemory)>, StoreError>;

    /// Keeps what became of items that were kept before, as [`super::Store::accept`] does
    /// of new ones. What the source told and how its passes went stays; each refusal
    /// stands for its item alone, and of an item that is an article already it counts for
    /// nothing.
    ///
    /// # Errors
    /// When the engine fails; then nothing of it is kept.
    fn judged_again(&mut self, arrivals: &Arrivals) -> Result<Accepted, StoreError>;
}
