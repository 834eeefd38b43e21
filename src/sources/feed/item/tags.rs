//! What an item is filed under: categories, one by one or within an element, and keywords.

use super::super::blogger;
use super::super::characters::without_tags;
use super::super::tree::Element;
use super::Draft;

/// Keywords after these are not kept; it bounds the search for repeats.
const MOST_TAGS: usize = 200;

impl<'a> Draft<'_, 'a> {
    /// Categories within an element that only holds them, or one after the other.
    pub(super) fn take_categories(&mut self, at: usize) {
        if !self.texts.tree.has_children(at) {
            self.take_keywords(at);
        }
        for (child, element) in self.texts.tree.children(at) {
            if matches!(element.lower_name().as_str(), "category" | "tag" | "keyword") {
                self.take_category(child, element);
            }
        }
    }

    pub(super) fn take_category(&mut self, at: usize, element: &Element<'a>) {
        if blogger::names_kind(element) {
            return;
        }
        let attribute = |name| element.attribute(name).filter(|v| !v.is_empty());
        let said = attribute("label").or_else(|| attribute("term"));
        let tag = said.map(|tag| tag.into_owned()).or_else(|| self.texts.plain(at));
        self.take_tag(tag.or_else(|| attribute("text").map(|tag| tag.into_owned())));
    }

    pub(super) fn take_keywords(&mut self, at: usize) {
        for tag in self.texts.plain(at).unwrap_or_default().split(',') {
            self.take_tag(Some(tag.to_owned()));
        }
    }

    pub(super) fn take_tag(&mut self, tag: Option<String>) {
        let tag = tag.map(|tag| without_tags(&tag)).unwrap_or_default();
        if !tag.is_empty() && self.tags.len() < MOST_TAGS && !self.tags.contains(&tag) {
            self.tags.push(tag);
        }
    }
}
