//! The page that lists the feeds, for those who asked for something else.

use super::rules::Rules;
use super::short_answers;
use crate::edition::DocumentName;
use crate::look::Sheet;
use crate::section::Slug;
use crate::text::Language;
use askama::Template;
use bytes::Bytes;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "short/listing.html")]
struct Listing<'a> {
    sheet: Sheet<'a>,
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
    let english = Language::english();
    let sheet = Sheet { title: "There is no feed at this address", language: &english };
    short_answers::html(&Listing { sheet, feeds })
}
