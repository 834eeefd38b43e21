//! A feed of the newsroom's own choice. It selects nothing.

use crate::feed_document::Profile;
use crate::section::{Section, Slug};
use crate::selection::Selection;

/// `[[feed]]`: a custom feed.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomFeed {
    /// What it is called, as a section is.
    pub name: Section,
    /// Which articles it takes.
    pub selection: Selection,
    /// Items in it.
    pub items: usize,
    /// The aggregator that it is made for: what that one refuses is left out.
    pub profile: Option<Profile>,
}

impl CustomFeed {
    /// Whether an article of this section can be in it.
    #[must_use]
    pub fn takes_from(&self, section: &Slug) -> bool {
        let sections = &self.selection.sections;
        sections.is_empty() || sections.contains(section)
    }
}
