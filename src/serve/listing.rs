//! The page that lists the feeds, for those who asked for something else.

use super::rules::Rules;
use super::short_answers;
use crate::edition::DocumentName;
use crate::look::Sheet;
use crate::section::Slug;
use crate::text::Language;
use crate::words::{Words, words};
use askama::Template;
use bytes::Bytes;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "short/listing.html")]
struct Listing<'a> {
    sheet: Sheet<'a>,
    w: &'static Words,
    /// Each with its formats: what they are called, and where they are.
    feeds: BTreeMap<&'a Slug, Vec<(&'static str, String)>>,
}

/// A page with a link to every feed among these documents.
pub(super) fn of<'a>(names: impl Iterator<Item = &'a DocumentName>, rules: &Rules) -> Bytes {
    let mut feeds: BTreeMap<&Slug, Vec<(&'static str, String)>> = BTreeMap::new();
    for name in names {
        let DocumentName::Feed(slug, format) = name else { continue };
        let path = rules.paths.outward(&name.request_path()).into_owned();
        feeds.entry(slug).or_default().push((format.extension(), path));
    }
    feeds.values_mut().for_each(|formats| formats.sort());
    let w = words(&rules.language);
    let language: Language = w.language.parse().unwrap_or_else(|_| Language::english());
    let sheet = Sheet { title: w.no_feed, language: &language };
    short_answers::html(&Listing { sheet, w, feeds })
}
