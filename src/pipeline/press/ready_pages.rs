//! What the articles' pages that are ready were made of: only those are made again of which
//! something is another thing now. It makes no page.

use crate::article::Article;
use crate::own_picture::OwnPicture;
use crate::paper::ArticlePath;
use crate::section::Slug;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one page was made of, besides what stands beside it in its section.
#[derive(PartialEq)]
pub(super) struct MadeOf {
    pub(super) article: Arc<Article>,
    pub(super) pictures: Vec<OwnPicture>,
}

/// The pages that were made last.
#[derive(Default)]
pub(super) struct ReadyPages {
    pages: BTreeMap<ArticlePath, MadeOf>,
    /// The sections in which something may stand beside others since.
    touched: BTreeSet<Slug>,
}

impl ReadyPages {
    /// In these sections something came, went or changed.
    pub(super) fn touch<'a>(&mut self, sections: impl IntoIterator<Item = &'a Slug>) {
        self.touched.extend(sections.into_iter().cloned());
    }

    /// Every page is to be made again: what stands on all of them may be another thing.
    pub(super) fn forget(&mut self) {
        self.pages.clear();
    }

    /// Whether a page would be made of just the same.
    pub(super) fn is_as_made(&self, path: &ArticlePath, of: &MadeOf) -> bool {
        !self.touched.contains(&path.section) && self.pages.get(path) == Some(of)
    }

    /// These are the pages that are ready now.
    pub(super) fn made(&mut self, pages: BTreeMap<ArticlePath, MadeOf>) {
        self.pages = pages;
        self.touched.clear();
    }
}
