//! What the operator's selectors find wins over what the page says of itself.

use super::metadata::{Image, PageMetadata};
use crate::config::settings::Selectors;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef};
use std::collections::BTreeSet;

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

/// The selectors that find nothing on a page, each with the key that it stands under. That of
/// the text is not among them: without it there is no article.
pub(super) fn unmatched(document: &Document, rules: &Selectors) -> BTreeSet<String> {
    let Selectors { title, byline, date, section, image, body: _, remove } = rules;
    let named = [
        ("title", title),
        ("byline", byline),
        ("date", date),
        ("section", section),
        ("image", image),
    ];
    let named = named.into_iter().filter_map(|(key, rule)| Some((key, rule.as_deref()?)));
    let removed = remove.iter().map(|rule| ("remove", rule.as_str()));
    let is_missing = |rule: &str| document.try_select(rule).is_none_or(|found| !found.exists());
    let missing = named.chain(removed).filter(|(_, rule)| is_missing(rule));
    missing.map(|(key, rule)| format!("`{rule}` of `{key}`")).collect()
}

/// What an element says: data before text.
fn value(node: &NodeRef<'_>) -> String {
    let data = ["datetime", "content", "src", "data-src"].iter().find_map(|name| node.attr(name));
    data.map_or_else(|| one_line(&node.text()), |data| data.trim().to_owned())
}
