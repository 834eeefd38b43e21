//! The rules of a news sitemap: the sitemap protocol's, and Google's for news.

use super::dates::{Notation, past};
use super::elements::{exactly_one, one_text, only_known};
use super::flaw::{Flaw, Rule, Verdict, excerpt};
use super::values::{language, web_address};
use super::xml_tree::{self, Element, Namespace};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// The most addresses that Google reads.
const MOST: usize = 1000;

/// Checks a whole document; returns the number of its addresses.
pub(super) fn check(text: &str, now: DateTime<Utc>) -> Verdict<usize> {
    let document = xml_tree::parse(text)?;
    let root = xml_tree::root(&document)?;
    if !root.is(Namespace::Sitemap, "urlset") {
        return Err(Flaw::new(Rule::Format, "the outermost element is not a sitemap's <urlset>"));
    }
    only_known(&root, Namespace::Sitemap, &["url"])?;
    let mut addresses = HashSet::new();
    for url in root.all(Namespace::Sitemap, "url") {
        let place = |flaw: Flaw| flaw.at(&format!("url {}", addresses.len() + 1));
        let address = check_url(url, now).map_err(place)?;
        if !addresses.insert(address) {
            return Err(Flaw::new(Rule::UniqueIds, format!("{} twice", excerpt(address))));
        }
    }
    if addresses.len() > MOST {
        let detail = format!("{} addresses, the limit is {MOST}", addresses.len());
        return Err(Flaw::new(Rule::Size, detail));
    }
    Ok(addresses.len())
}

fn check_url<'t>(url: &'t Element<'_>, now: DateTime<Utc>) -> Verdict<&'t str> {
    let address = one_text(url, Namespace::Sitemap, "loc")?;
    web_address(address).map_err(|flaw| flaw.at("loc"))?;
    let news = exactly_one(url, Namespace::News, "news")?;
    let publication = exactly_one(news, Namespace::News, "publication")?;
    one_text(publication, Namespace::News, "name")?;
    language(one_text(publication, Namespace::News, "language")?)?;
    one_text(news, Namespace::News, "title")?;
    past(one_text(news, Namespace::News, "publication_date")?, Notation::W3c, now)
        .map_err(|flaw| flaw.at("publication_date"))?;
    Ok(address.trim())
}
