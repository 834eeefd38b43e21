//! What the operator's selectors find wins over what the page says of itself.

use super::metadata::{Image, PageMetadata};
use crate::config::settings::Selectors;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef};

/// Puts what the selectors find in the place of what was found otherwise.
pub(super) fn apply(facts: &mut PageMetadata, document: &Document, rules: &Selectors) {
    let found = |rule: &Option<String>| -> Vec<String> {
        let nodes = rule.as_deref().and_then(|selector| document.try_select(selector));
        let nodes = nodes.iter().flat_map(|found| found.nodes().iter());
        nodes.map(value).filter(|text| !text.is_empty()).collect()
    };
    if let Some(title) = found(&rules.title).into_iter().next() {
        facts.title = Some(title);
    }
    let authors = found(&rules.byline);
    if !authors.is_empty() {
        facts.authors.clear();
        authors.iter().for_each(|name| facts.offer_author(name, None));
    }
    if let Some(date) = found(&rules.date).into_iter().next() {
        facts.published = None;
        facts.unreadable_date = None;
        facts.offer_published(&date);
    }
    found(&rules.section).iter().for_each(|section| facts.offer_tag(section));
    if let Some(url) = found(&rules.image).into_iter().next() {
        facts.image = Some(Image { url, ..Image::default() });
    }
}

/// What an element says: data before text.
fn value(node: &NodeRef<'_>) -> String {
    let data = ["datetime", "content", "src", "data-src"].iter().find_map(|name| node.attr(name));
    data.map_or_else(|| one_line(&node.text()), |data| data.trim().to_owned())
}
