//! The feed of one section: its newest articles. It takes every article that it
//! is given for one of the section's.

use super::document::{Name, document};
use super::order::{notices, presentable};
use crate::article::{Article, Withdrawn};
use crate::config::Settings;
use crate::config::settings::Publish;
use crate::feed_document::{FeedDocument, Masthead};
use crate::section::Section;
use crate::text::XmlText;
use crate::words::words;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// The feed of `section` at `now`: the newest `publish.items` of `articles`, and
/// beyond them all that were published within `publish.window` of the newest one.
///
/// Nothing dated after `now` is told, and nothing of `withdrawn` is an entry.
/// `now` decides what is in; it is not written anywhere.
#[must_use]
pub fn section_feed(
    settings: &Settings,
    masthead: Arc<Masthead>,
    section: &Section,
    articles: Vec<Article>,
    withdrawn: Vec<Withdrawn>,
    now: DateTime<Utc>,
) -> FeedDocument {
    newest(settings, masthead, (section, settings.publish.items), articles, withdrawn, now)
}

/// The feed of so many of `articles` under a name.
pub(super) fn newest(
    settings: &Settings,
    masthead: Arc<Masthead>,
    (section, items): (&Section, usize),
    articles: Vec<Article>,
    withdrawn: Vec<Withdrawn>,
    now: DateTime<Utc>,
) -> FeedDocument {
    let withdrawn = notices(settings, withdrawn, now);
    let mut entries = presentable(settings, articles, &withdrawn, now);
    entries.truncate(how_many(&entries, items, &settings.publish));
    document(settings, masthead, name(settings, section), entries, withdrawn)
}

/// What names a section's feed, and every page of its archive.
pub(super) fn name<'a>(settings: &'a Settings, section: &'a Section) -> Name<'a> {
    Name {
        slug: section.slug.clone(),
        // A reader's list shows nothing but this title.
        title: XmlText::new(
            words(&settings.site.language).of(&settings.site.title, &section.title),
        ),
        description: &section.description,
        page: &section.page,
        language: section.language.as_ref().unwrap_or(&settings.site.language),
    }
}

/// How many of `entries`, newest first, the feed holds.
fn how_many(entries: &[Arc<Article>], items: usize, publish: &Publish) -> usize {
    let window = TimeDelta::from_std(publish.window).unwrap_or(TimeDelta::MAX);
    let Some(newest) = entries.first() else { return 0 };
    let since = newest.published.checked_sub_signed(window).unwrap_or(DateTime::<Utc>::MIN_UTC);
    entries.partition_point(|article| article.published >= since).max(items)
}
