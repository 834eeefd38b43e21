//! Which of the data on a page speak of the article that it shows, and which of another
//! story that it leads to. It reads nothing else out of them.

use super::headline::{self, is_same};
use super::meta;
use super::metadata::PageMetadata;
use crate::sources::same_page::same_site;
use crate::sources::same_subject::{long_words, share_in};
use crate::web_address::WebAddress;
use dom_query::Document;

/// A headline that has so many of the words of another is the same one in other words.
const ALIKE: f64 = 0.5;

/// What a page says that it is, without its data.
pub(super) struct Own {
    titles: Vec<String>,
    pages: Vec<WebAddress>,
}

impl Own {
    /// What a page says outside its data. `address` is where it is.
    pub(super) fn of(
        document: &Document,
        facts: &PageMetadata,
        address: Option<&WebAddress>,
    ) -> Self {
        let canonical = facts.url.as_deref().and_then(|url| match address {
            Some(page) => page.join(url).ok(),
            None => WebAddress::parse(url).ok(),
        });
        let pages = canonical.into_iter().chain(address.cloned());
        Self {
            titles: headline::own_titles(document, &meta::titles(document), facts, address),
            pages: pages.filter(|page| page.url().path().len() > 1).collect(),
        }
    }

    /// Whether data with such headlines and addresses are about the page's article: one
    /// agrees, or nothing is there to compare with.
    pub(super) fn is_meant(&self, headlines: &[String], addresses: &[String]) -> bool {
        let is_page = |address: &String| {
            WebAddress::parse(address).is_ok_and(|to| {
                let is_it = |page: &&WebAddress| {
                    page.url().path() == to.url().path() && same_site(page, &to)
                };
                self.pages.iter().any(|page| is_it(&page))
            })
        };
        let agrees = |said: &String| self.titles.iter().any(|title| is_alike(said, title));
        headlines.is_empty()
            || self.titles.is_empty()
            || headlines.iter().any(agrees)
            || addresses.iter().any(is_page)
    }
}

fn is_alike(said: &str, title: &str) -> bool {
    let [one, other] = [said, title].map(long_words);
    let (few, many) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let [said, title] = [said.to_lowercase(), title.to_lowercase()];
    is_same(&said, &title)
        || share_in(few, many).is_some_and(|share| share >= ALIKE)
        || said.contains(&title)
        || title.contains(&said)
}
