//! Why a source brought nothing at all. What is wrong with a single item is a
//! `Rejection` and costs no other.

use super::feed::FeedError;
use super::visitor::VisitError;
use crate::broken_off::BrokenOff;
use crate::fetch::FetchError;
use std::path::PathBuf;

/// Why a pass over a source failed. Nothing is withdrawn because of one.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// What was kept of it cannot be read.
    #[error("what is kept of the source cannot be read: {0}")]
    Kept(Box<dyn std::error::Error + Send + Sync>),
    /// The upstream did not answer with a body.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// What came is not a feed.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// What came from a file is not a feed.
    #[error("{}: {reason}", path.display())]
    FeedFile {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        reason: FeedError,
    },
    /// A file or folder cannot be read.
    #[error("{}: cannot be read: {reason}. Check that it exists and that this user may read it", path.display())]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// The error of the operating system.
        reason: std::io::Error,
    },
    /// A file is too large.
    #[error("{}: larger than the {limit} bytes of fetch.max_bytes. If that is right, raise it", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read.
        limit: usize,
    },
    /// A folder was meant.
    #[error("{}: not a folder. Give the folder that the articles are in", path.display())]
    NotAFolder {
        /// What was given.
        path: PathBuf,
    },
    /// A listing page may not be asked for, or did not answer.
    #[error(transparent)]
    Page(VisitError),
    /// A listing page lists nothing.
    #[error(
        "{address}: no links to articles were found in the page. Name them with `links` in the source, as in \"h2 a\"; if scripts make the page, use the site's feed or sitemap"
    )]
    NoLinks {
        /// The page.
        address: String,
    },
    /// What came is not a sitemap.
    #[error(transparent)]
    Sitemap(#[from] super::sitemap::SitemapError),
    /// Reading was broken off.
    #[error("{location}: nothing was read: {reason}")]
    BrokenOff {
        /// What was being read.
        location: String,
        /// Why.
        reason: BrokenOff,
    },
}

impl From<VisitError> for SourceError {
    /// How a listing answers means what it means of any upstream: to wait, or gone.
    fn from(error: VisitError) -> Self {
        match error {
            VisitError::Fetch(error) => Self::Fetch(error),
            other => Self::Page(other),
        }
    }
}
