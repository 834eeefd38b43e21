//! What is known when an item is judged, and what follows of it for every part of the
//! article. It judges nothing.

use super::addresses;
use crate::bounds;
use crate::config::settings::Judging;
use crate::placement::SectionNames;
use crate::raw_item::RawItem;
use crate::text::{Embeds, Language, PublicMail};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};

/// What is known when an item is judged.
#[derive(Clone, Copy, Debug)]
pub struct JudgeContext<'a> {
    /// How the source that brought it wants it judged.
    pub judging: &'a Judging,
    /// The sections that there are; `None` where none is configured: then an article
    /// may name any, and needs none.
    pub sections: Option<&'a SectionNames>,
    /// What becomes of the players in articles.
    pub embeds: &'a Embeds,
    /// Which e-mail addresses readers may see.
    pub public_mail: &'a PublicMail,
    /// When the pass over the source began.
    pub now: DateTime<Utc>,
    /// When the item came: now, unless it is judged once more.
    pub came: DateTime<Utc>,
}

/// The address of an item, and what relative addresses in it are relative to: its
/// page, when nothing else is said.
pub(super) fn base_of(
    item: &RawItem,
    context: &JudgeContext<'_>,
) -> (Option<WebAddress>, Option<WebAddress>) {
    let base = item.base.as_ref().or(context.judging.base_url.as_ref());
    let url = item.url.as_deref().and_then(|url| addresses::resolve(url, base));
    let base = base.or(url.as_ref()).or(context.judging.site_url.as_ref()).cloned();
    (url, base)
}

/// The language that the item, or else its source, says it is in. Without either
/// it stays unsaid: the feed that shows it has a language of its own.
/// A tag that is longer than any is no language.
pub(super) fn language(given: Option<&str>, context: &JudgeContext<'_>) -> Option<Language> {
    let given = given.filter(|tag| tag.len() <= bounds::LANGUAGE);
    given.and_then(|tag| tag.parse().ok()).or_else(|| context.judging.language.clone())
}
