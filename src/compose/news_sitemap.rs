//! The news sitemap: which of the newest articles a news search engine is told of.
//! It asks nobody for them.

use super::withheld::shown_line;
use crate::article::{Headline, Line};
use crate::config::Settings;
use crate::feed_document::NewsSitemap;
use chrono::TimeDelta;
use std::collections::HashSet;

/// The most addresses in a news sitemap, as Google takes it.
const MOST: usize = 1000;

/// How far back it goes, as Google takes it. Counted from the newest article, as a
/// feed's window: from now on, it would change all day by the clock alone.
pub const NEWS: TimeDelta = TimeDelta::days(2);

/// The sitemap of those `lines` whose pages are on the newspaper's own hosts.
#[must_use]
pub fn news_sitemap(settings: &Settings, lines: Vec<Line>) -> NewsSitemap {
    let site = &settings.site;
    let paper = settings.paper();
    let headline = |line: Line| match paper {
        Some(paper) => paper.headline(line),
        None => line.at(None),
    };
    let lines = lines.into_iter().map(|line| shown_line(settings, line));
    let mut headlines: Vec<Headline> = lines.filter_map(headline).collect();
    headlines.retain(|headline| site.is_own(&headline.url));
    headlines.sort_unstable_by(|a, b| {
        (b.published, a.url.as_str(), &a.title).cmp(&(a.published, b.url.as_str(), &b.title))
    });
    let mut addresses = HashSet::new();
    headlines.retain(|headline| addresses.insert(headline.url.clone()));
    headlines.truncate(MOST);
    NewsSitemap {
        publication: site.title.clone(),
        language: site.language.clone(),
        updated: headlines.first().map_or(site.founded, |newest| newest.published),
        entries: headlines,
    }
}
