//! What all feeds of the newsroom share, taken from the settings once.
//! It does not know a single article.

use super::looks::minutes_between_looks;
use crate::config::Settings;
use crate::feed_document::{Masthead, SectionLabel};
use crate::paper::Route;
use std::sync::Arc;

/// The masthead that every feed of these settings carries.
#[must_use]
pub fn masthead(settings: &Settings) -> Arc<Masthead> {
    let site = &settings.site;
    Arc::new(Masthead {
        title: site.title.clone(),
        hosts: settings.site.hosts.clone(),
        site: site.url.clone(),
        paper: settings.paper().map(|paper| paper.url(&Route::Front)),
        rights: site.rights.clone(),
        editor: site.editor.clone(),
        webmaster: site.webmaster.clone(),
        logo: site.logo.clone(),
        icon: site.icon.clone(),
        hubs: site.hubs.clone(),
        sections: settings
            .sections
            .iter()
            .map(|section| SectionLabel {
                slug: section.slug.clone(),
                title: section.title.clone(),
            })
            .collect(),
        timezone: site.timezone,
        minutes_between_looks: minutes_between_looks(&settings.sources),
    })
}
