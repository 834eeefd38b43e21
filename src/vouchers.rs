//! What speaks for two articles being one story beside the words of their texts: a headline
//! that both have, and with it the address, the picture, or the writer and the hour. What the
//! texts say themselves is the business of `likeness`.

use crate::article::Article;
use crate::likeness::Likeness;
use crate::text::folded;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;

/// A writer's two stories are further apart.
const ONE_HOUR: TimeDelta = TimeDelta::hours(1);

/// The fewest letters of a name in an address that is no `latest` or `logo.png`.
const FEWEST_LETTERS: usize = 12;

/// What speaks for an article.
#[derive(Clone, Debug)]
pub(crate) struct Vouchers {
    /// The last part of its page's path, where that is a name of its own.
    path: Option<String>,
    /// The names of its pictures.
    pictures: BTreeSet<String>,
    writers: BTreeSet<String>,
    published: DateTime<Utc>,
}

impl Vouchers {
    pub(crate) fn of(article: &Article) -> Self {
        let path = |address: &crate::web_address::WebAddress| last_part(address.url());
        let pictures = article.media.iter().filter(|media| media.media_type.starts_with("image/"));
        Self {
            path: article.url.as_ref().and_then(path),
            pictures: pictures.filter_map(|media| last_part(media.url.url())).collect(),
            writers: article.authors.iter().map(|author| folded::same(&author.name)).collect(),
            published: article.published,
        }
    }

    /// Whether they are one story, as far as anything but their texts can say it; `mine` and
    /// `theirs` are their words.
    pub(crate) fn agree(&self, other: &Self, (mine, theirs): (&Likeness, &Likeness)) -> bool {
        let is_of_one_hour = (self.published - other.published).abs() <= ONE_HOUR;
        mine.has_headline_of(theirs)
            && (self.path.is_some() && self.path == other.path
                || !self.pictures.is_disjoint(&other.pictures)
                || is_of_one_hour && !self.writers.is_disjoint(&other.writers))
    }
}

/// The last part of a path, where it is long enough to name one thing.
fn last_part(url: &url::Url) -> Option<String> {
    let part = url.path_segments()?.rfind(|part| !part.is_empty())?.to_lowercase();
    (part.chars().filter(|c| c.is_alphanumeric()).count() >= FEWEST_LETTERS).then_some(part)
}
