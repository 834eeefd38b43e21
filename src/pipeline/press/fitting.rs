//! As many of a feed's items as fit into a document. The cut is one decision for all
//! formats: the largest of them decides, so they always tell the same. It depends on
//! nothing but the feed, and neither composes nor publishes.

use crate::archive::FORMATS;
use crate::article::{Article, ArticleId, Headline};
use crate::bounds;
use crate::compose;
use crate::feed_document::{FeedDocument, Format, History, NewsSitemap};
use crate::render::{self, RenderError};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// More than the frame of any feed takes: its own title, hubs, sections and links.
const FRAME: usize = 256 << 10;

/// A feed that fits, and what of it did not.
pub(super) struct Fitted {
    pub(super) feed: FeedDocument,
    /// The entries for which there was no room, in their order.
    pub(super) dropped: Vec<Arc<Article>>,
    /// Those that are larger than a document by themselves.
    pub(super) too_large: Vec<Arc<Article>>,
}

/// The feed with as many of its first entries as make no document larger than `limit`;
/// `None` when that is all of them. `founded` dates it when none is left.
pub(super) fn fitted(
    feed: &FeedDocument,
    limit: usize,
    founded: DateTime<Utc>,
) -> Result<Option<Fitted>, RenderError> {
    let notices: usize = feed.withdrawn.iter().map(bounds::of_notice).sum();
    let sizes: Vec<usize> = feed.entries.iter().map(|article| size(article, feed)).collect();
    if FRAME + notices + sizes.iter().sum::<usize>() <= limit {
        return Ok(None);
    }
    let room = limit + beyond(feed, limit)?;
    let only = |stays: &BTreeSet<&ArticleId>| {
        compose::shortened(feed.clone(), |id| stays.contains(id), founded)
    };
    let frame = largest(&only(&BTreeSet::new()))?;
    let mut too_large = Vec::new();
    let mut entries = Vec::new();
    for (article, size) in feed.entries.iter().zip(&sizes) {
        if frame + size > room && largest(&only(&BTreeSet::from([&article.id])))? > room {
            too_large.push(article.clone());
        } else {
            entries.push((article, *size));
        }
    }
    let sizes: Vec<usize> = entries.iter().map(|(_, size)| *size).collect();
    let first = |count: usize| entries[..count].iter().map(|(article, _)| &article.id).collect();
    let count = most(&sizes, room, |count| largest(&only(&first(count))))?;
    if count == feed.entries.len() {
        return Ok(None);
    }
    let dropped = entries[count..].iter().map(|(article, _)| Arc::clone(article)).collect();
    Ok(Some(Fitted { feed: only(&first(count)), dropped, too_large }))
}

/// How many of the oldest of `articles`, which come oldest first, fit into a page of an
/// archive that `page` makes of them.
pub(super) fn fit_in_page(
    articles: &[Article],
    limit: usize,
    page: impl Fn(&[Article]) -> FeedDocument,
) -> Result<usize, RenderError> {
    let sizes: Vec<usize> = articles.iter().map(bounds::in_a_feed).collect();
    if FRAME + sizes.iter().sum::<usize>() <= limit {
        return Ok(articles.len());
    }
    most(&sizes, limit, |count| largest(&page(&articles[..count])))
}

/// The sitemap with as many of its first entries as fit.
pub(super) fn fit_sitemap(
    sitemap: NewsSitemap,
    limit: usize,
) -> Result<(NewsSitemap, Vec<u8>), RenderError> {
    let first = |count: usize| NewsSitemap {
        entries: sitemap.entries[..count].to_vec(),
        ..sitemap.clone()
    };
    let bytes = render::news_sitemap(&sitemap)?;
    if bytes.len() <= limit {
        return Ok((sitemap, bytes));
    }
    let size = |entry: &Headline| entry.url.as_str().len() + entry.title.len();
    let sizes: Vec<usize> = sitemap.entries.iter().map(size).collect();
    let written = |count| Ok::<_, RenderError>(render::news_sitemap(&first(count))?.len());
    let fits = first(most(&sizes, limit, written)?);
    let bytes = render::news_sitemap(&fits)?;
    Ok((fits, bytes))
}

/// By how many bytes a feed's documents may be larger than `limit`: notices of
/// withdrawal are never cut, and leave with the frame half of it to news.
pub(super) fn beyond(feed: &FeedDocument, limit: usize) -> Result<usize, RenderError> {
    let notices: usize = feed.withdrawn.iter().map(bounds::of_notice).sum();
    if notices == 0 || FRAME + notices <= limit / 2 {
        return Ok(0);
    }
    let bare = compose::shortened(feed.clone(), |_| false, feed.updated);
    Ok(largest(&bare)?.saturating_sub(limit / 2))
}

fn size(article: &Article, feed: &FeedDocument) -> usize {
    let also = feed.also(article).iter().map(|other| {
        4 * bounds::ADDRESS.min(other.url.as_ref().map_or(0, |url| 5 * url.as_str().len()))
            + 12 * other.title.len()
            + 400
    });
    bounds::in_a_feed(article) + also.sum::<usize>()
}

/// The size of the largest document that is made of a feed, its page for people included.
fn largest(feed: &FeedDocument) -> Result<usize, RenderError> {
    let formats = match feed.history {
        History::Page(_) => FORMATS.as_slice(),
        _ => Format::ALL.as_slice(),
    };
    let sizes = formats
        .par_iter()
        .map(|format| Ok(render::render(feed, *format)?.len()))
        .collect::<Result<Vec<_>, RenderError>>()?;
    let page = match feed.history {
        History::Page(_) => 0,
        _ => render::page(feed)?.len(),
    };
    Ok(sizes.into_iter().max().unwrap_or_default().max(page))
}

/// The largest count of items with which what is `written` has no more than `room`
/// bytes; 0 when there is no such count. `sizes` says what each item takes, about.
fn most<E>(
    sizes: &[usize],
    room: usize,
    mut written: impl FnMut(usize) -> Result<usize, E>,
) -> Result<usize, E> {
    let sums: Vec<usize> = std::iter::once(0)
        .chain(sizes.iter().scan(0, |sum, size| {
            *sum += size;
            Some(*sum)
        }))
        .collect();
    let (mut low, mut high) = ((0, written(0)?), (sizes.len(), written(sizes.len())?));
    if high.1 <= room {
        return Ok(sizes.len());
    }
    if low.1 > room {
        return Ok(0);
    }
    // What is written grows nearly as the sizes do: a straight line between a count that
    // fits and one that doesn't leads to the place in a few steps; halving always does.
    for step in 0.. {
        if low.0 + 1 >= high.0 {
            break;
        }
        let middle = low.0 + (high.0 - low.0) / 2;
        let straight = || {
            let share = (sums[high.0] - sums[low.0]) as u128 * (room - low.1) as u128
                / (high.1 - low.1) as u128;
            let aim = sums[low.0] + usize::try_from(share).unwrap_or(usize::MAX);
            sums.partition_point(|sum| *sum <= aim).saturating_sub(1)
        };
        let guess = if step < 8 { straight() } else { middle };
        let guess = guess.clamp(low.0 + 1, high.0 - 1);
        let size = written(guess)?;
        if size <= room { low = (guess, size) } else { high = (guess, size) }
    }
    Ok(low.0)
}

#[cfg(test)]
mod tests {
    use super::most;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_most_that_fit_are_found(
            sizes in prop::collection::vec(0..5000usize, 0..60),
            noise in prop::collection::vec(0..3000usize, 60),
            room in 0..200_000usize,
            frame in 0..5000usize,
        ) {
            let written = |count: usize| {
                let items = sizes[..count].iter().zip(&noise).map(|(size, noise)| size + noise);
                frame + items.sum::<usize>()
            };
            let found = most(&sizes, room, |count| Ok::<_, ()>(written(count))).unwrap();
            let right = (0..=sizes.len()).rev().find(|count| written(*count) <= room);
            prop_assert_eq!(found, right.unwrap_or(0));
        }
    }
}
