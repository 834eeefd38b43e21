//! Which way into a site is the best, and the source that goes it: how often, by
//! how often something new comes. Pure.

use super::found::{Discovery, Kind, Way};
use crate::config::{NewKind, NewSource, Settings};
use crate::pipeline::gather::subscriptions::Names;
use crate::section::Slug;
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};

/// A way whose newest article is so much older than another's has gone to sleep.
const ASLEEP: TimeDelta = TimeDelta::days(30);

/// The number of the newest dates that say how often something comes.
const COUNTED: usize = 20;

/// Sorts the ways, the best first: those that are awake; a feed before a sitemap of
/// news, that before a listing; a feed of articles before one of comments. Else in
/// the order of the site.
pub(super) fn sort(ways: &mut [Way]) {
    let newest = ways.iter().filter_map(|way| way.newest).max();
    ways.sort_by_key(|way| {
        let behind = newest.zip(way.newest).map(|(newest, own)| newest - own);
        let is_asleep = behind.is_some_and(|behind| behind > ASLEEP);
        (way.items == 0 || is_asleep, way.kind, is_of_comments(way))
    });
}

fn is_of_comments(way: &Way) -> bool {
    let title = way.title.as_deref().unwrap_or_default();
    [title, way.address.url().path()].iter().any(|text| text.to_lowercase().contains("comment"))
}

/// The best way as a source.
pub(super) fn source(
    found: &Discovery,
    page: &WebAddress,
    settings: Option<&Settings>,
    sections: &[Slug],
    now: DateTime<Utc>,
) -> Option<NewSource> {
    let best = found.ways.first().filter(|way| way.items > 0)?;
    let configured: Vec<&Slug> = settings
        .iter()
        .flat_map(|settings| &settings.sections)
        .map(|section| &section.slug)
        .collect();
    let mut remark = best.title.clone().or_else(|| found.title.clone()).unwrap_or_default();
    let section = match (sections, configured.as_slice()) {
        ([], []) => "world".parse().ok(),
        ([], [first, ..]) => Some((*first).clone()),
        _ => None,
    };
    if section.is_some() {
        remark = format!("{remark}: name the sections that it is for.");
    }
    let mut names = settings.map(Names::of).unwrap_or_default();
    Some(NewSource {
        kind: match best.kind {
            Kind::Feed if best.summaries => NewKind::FeedInFull,
            Kind::Feed => NewKind::Feed,
            Kind::Listing => NewKind::Page,
            Kind::NewsSitemap | Kind::Sitemap | Kind::SitemapIndex => NewKind::Sitemap,
        },
        name: names.free(page.host().strip_prefix("www.").unwrap_or(page.host())),
        url: best.address.to_string(),
        schedule: schedule(best, now).to_owned(),
        sections: section.map_or_else(|| sections.to_vec(), |section| vec![section]),
        remark: remark.trim_start_matches([':', ' ']).to_owned(),
    })
}

/// Asked about twice as often as something comes, and not more often than every
/// ten minutes. What stopped to come counts by how long it has been silent.
fn schedule(way: &Way, now: DateTime<Utc>) -> &'static str {
    // The few articles that were read of a listing say nothing of its pace.
    let counted = &way.dates[..way.dates.len().min(COUNTED)];
    let ([newest, .., oldest], false) = (counted, way.kind == Kind::Listing) else {
        return "@hourly";
    };
    let gaps = i32::try_from(counted.len() - 1).unwrap_or(1);
    let between = ((*newest - *oldest) / gaps).max((now - *newest) / 2);
    match between.num_minutes() {
        ..30 => "*/10 * * * *",
        30..120 => "*/30 * * * *",
        120..720 => "@hourly",
        720..2880 => "0 */6 * * *",
        _ => "@daily",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(kind: Kind, items: usize, newest: i64, apart: i64) -> Way {
        let start = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let dates: Vec<_> = (0..i64::try_from(items).unwrap())
            .map(|n| start - TimeDelta::minutes(newest + n * apart))
            .collect();
        Way {
            kind,
            address: WebAddress::parse("https://paper.example/feed").unwrap(),
            title: None,
            items,
            newest: dates.first().copied(),
            links: None,
            summaries: false,
            dates,
        }
    }

    #[test]
    fn what_comes_often_is_asked_often() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let cases = [
            (0, 5, "*/10 * * * *"),
            (0, 60, "*/30 * * * *"),
            (0, 300, "@hourly"),
            (0, 1440, "0 */6 * * *"),
            (0, 20_000, "@daily"),
            // It came every five minutes, a month ago.
            (60 * 24 * 30, 5, "@daily"),
        ];
        for (newest, apart, wanted) in cases {
            let way = way(Kind::Feed, 50, newest, apart);
            assert_eq!(schedule(&way, now), wanted, "{newest} {apart}");
        }
        assert_eq!(schedule(&way(Kind::Feed, 1, 0, 0), now), "@hourly");
    }

    #[test]
    fn a_feed_that_sleeps_comes_after_what_is_awake() {
        let mut ways = vec![
            way(Kind::Sitemap, 90, 0, 5),
            way(Kind::Feed, 9, 60 * 24 * 100, 5),
            way(Kind::Listing, 9, 0, 5),
        ];
        sort(&mut ways);
        let kinds: Vec<Kind> = ways.iter().map(|way| way.kind).collect();
        assert_eq!(kinds, [Kind::Listing, Kind::Sitemap, Kind::Feed]);
    }
}
