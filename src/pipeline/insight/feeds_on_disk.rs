//! Every feed as it lies in the folder of published files, for those who look without a
//! service. It asks no store, and prints nothing.

use crate::config::Settings;
use crate::edition::DocumentName;
use crate::feed_document::Format;
use crate::publish::gate;
use crate::section::Slug;
use crate::trouble::{Trouble, TroubleKind};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::fs;

/// A feed in the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedOnDisk {
    /// Which feed.
    pub feed: Slug,
    /// Items in it; `None` where it was never published.
    pub items: Option<usize>,
    /// The size of its largest form, in bytes.
    pub bytes: u64,
    /// When it last changed, as `Last-Modified` says it.
    pub changed: Option<DateTime<Utc>>,
    /// Whether the gate holds back what comes next of it.
    pub held_back: bool,
}

/// All feeds, in the order of the configuration, where this is wrong.
#[must_use]
pub fn feeds_on_disk(settings: &Settings, troubles: &[Trouble]) -> Vec<FeedOnDisk> {
    settings.feed_slugs().map(|slug| one(settings, slug, troubles)).collect()
}

fn one(settings: &Settings, feed: Slug, troubles: &[Trouble]) -> FeedOnDisk {
    let folder = &settings.publish.folder;
    let names = Format::ALL.map(|format| DocumentName::Feed(feed.clone(), format));
    let about = names.iter().filter_map(|name| fs::metadata(folder.join(name.file_name())).ok());
    let about: Vec<fs::Metadata> = about.collect();
    let json = DocumentName::Feed(feed.clone(), Format::Json);
    let items = fs::read(folder.join(json.file_name())).ok();
    let is_held = |trouble: &Trouble| {
        trouble.kind == TroubleKind::DocumentHeldBack
            && names.iter().any(|name| name.file_name() == trouble.subject)
    };
    let modified = about.iter().filter_map(|about| about.modified().ok());
    FeedOnDisk {
        items: items.and_then(|bytes| gate::items_of(&json, &bytes)),
        bytes: about.iter().map(fs::Metadata::len).max().unwrap_or_default(),
        changed: modified.max().map(DateTime::from),
        held_back: troubles.iter().any(is_held),
        feed,
    }
}
