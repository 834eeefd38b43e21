//! The sections of an article or a feed as categories. Tags are not sections,
//! and each format writes them itself.

use crate::article::Article;
use crate::feed_document::{FeedDocument, SectionLabel};
use crate::section::Slug;

/// A section as a category.
pub(super) struct Category<'a> {
    /// What machines compare.
    pub(super) term: &'a str,
    /// What people read.
    pub(super) label: &'a str,
}

impl<'a> Category<'a> {
    fn of(slug: &'a Slug, sections: &'a [SectionLabel]) -> Self {
        let label = sections.iter().find(|section| section.slug == *slug);
        Self {
            term: slug.as_str(),
            label: label.map_or(slug.as_str(), |section| section.title.as_str()),
        }
    }
}

/// The sections that an article is in.
pub(super) fn of_article<'a>(article: &'a Article, doc: &'a FeedDocument) -> Vec<Category<'a>> {
    article.sections.iter().map(|slug| Category::of(slug, &doc.masthead.sections)).collect()
}

/// The section that a feed is of; all of them for the front page, none for a feed of
/// its own choice.
pub(super) fn of_feed(doc: &FeedDocument) -> Vec<Category<'_>> {
    let sections = &doc.masthead.sections;
    let all = doc.slug == Slug::front_page();
    let of = sections.iter().filter(|section| all || section.slug == doc.slug);
    of.map(|section| Category::of(&section.slug, sections)).collect()
}
