//! A source on the web, asked as its kind wants it. It keeps nothing.

use crate::config::settings::{Source, SourceKind};
use crate::normalise::{self, JudgeContext};
use crate::raw_item::RawItem;
use crate::source_memory::SourceMemory;
use crate::sources::{
    AskedKnown, Gathering, SourceError, Visitor, full_text, heed_embargo, listing, sitemap,
    upstream,
};
use crate::text::{Embeds, PublicMail};
use std::collections::HashSet;

/// What a source brought before.
pub(in crate::pipeline) struct Before {
    /// What need not be looked at again.
    pub(in crate::pipeline) known: AskedKnown,
    /// Items whose pages an earlier release read.
    pub(in crate::pipeline) read: HashSet<String>,
}

/// What a source on the web brings that is not known.
pub(in crate::pipeline) async fn from_the_web(
    source: &Source,
    visitor: &Visitor,
    memory: &SourceMemory,
    before: &Before,
) -> Result<Gathering, SourceError> {
    let mut gathering = match &source.kind {
        SourceKind::Feed(feed) => {
            let gathering = upstream::gather(feed, &visitor.client, memory, &before.known).await?;
            match feed.full_text {
                true => {
                    let (embeds, now) = (Embeds::default(), visitor.now);
                    let judging = &source.judging;
                    let nobody = PublicMail::default();
                    let (sections, embeds, public_mail) = (None, &embeds, &nobody);
                    let context =
                        JudgeContext { judging, sections, embeds, public_mail, now, came: now };
                    let wanted = |item: &RawItem| !normalise::keeps_out(item, &context);
                    let base = judging.base_url.as_ref();
                    full_text::add(gathering, base, visitor, wanted, &before.read).await
                }
                false => gathering,
            }
        }
        SourceKind::Page(page) => listing::gather(page, visitor, memory, &before.known).await?,
        SourceKind::Sitemap(map) => sitemap::gather(map, visitor, memory, &before.known).await?,
        SourceKind::Folder(_) => Gathering::default(),
    };
    let zone = source.own_zone;
    gathering.items.iter_mut().for_each(|item| heed_embargo(item, zone, visitor.now));
    Ok(gathering)
}
