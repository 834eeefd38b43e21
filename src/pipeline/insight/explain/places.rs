//! How an item came to be of an article, and of its sections.

use crate::config::Settings;
use crate::config::settings::Source;
use crate::placement::Placement;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::store::Provenance;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// One item of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Which source brings it.
    pub source: SourceName,
    /// What the source calls it.
    pub key: String,
    /// How it was found to be of the article.
    pub matched: String,
    /// Since when; nothing where an earlier release found it.
    pub since: Option<DateTime<Utc>>,
    /// A later item of the same source took its place.
    pub superseded: bool,
    /// Its headline.
    pub title: String,
    /// Its page.
    pub url: Option<WebAddress>,
    /// The sections that it is of, and why.
    pub sections: Vec<Place>,
}

/// A section of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The section.
    pub section: Slug,
    /// Who put it there.
    pub by: String,
}

/// The item, with the reasons that the settings of its source have for its sections.
pub(super) fn of(item: Provenance, settings: &Settings) -> Item {
    let source = settings.source(&item.source);
    let place = |section: &Slug| Place { section: section.clone(), by: by(section, &item, source) };
    Item {
        sections: item.sections.iter().map(place).collect(),
        matched: item.matched.to_string(),
        source: item.source,
        key: item.key,
        since: item.since,
        superseded: item.superseded,
        title: item.title,
        url: item.url,
    }
}

fn by(section: &Slug, item: &Provenance, source: Option<&Source>) -> String {
    let Some(source) = source else { return "itself, or settings that are no more".to_owned() };
    let edit = (1..)
        .zip(&source.judging.policy.edits)
        .find(|(_, edit)| edit.set_sections.contains(section));
    let placement = Placement::of(&source.judging, &item.title, item.url.as_ref(), &item.tags);
    let rule = placement.by_rules.iter().find(|(_, rule)| rule.sections.contains(section));
    match (placement.by_source.contains(section), rule, edit) {
        (true, ..) => format!("`sections` of source \"{}\"", source.name()),
        (_, Some((number, _)), _) => format!("rule {number} of source \"{}\"", source.name()),
        (.., Some((number, _))) => format!("edit {number} of source \"{}\"", source.name()),
        _ => "itself".to_owned(),
    }
}
