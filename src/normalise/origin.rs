//! Where an article that came from elsewhere was first published, as far as that is for
//! everybody. Which addresses are, `secrets` knows.

use super::addresses::resolve;
use super::cuts::Cuts;
use super::lines;
use crate::article::Origin;
use crate::bounds;
use crate::raw_item::{RawOrigin, RawText};
use crate::secrets::{may_carry_secret, public_part};
use crate::text::XmlText;
use crate::web_address::WebAddress;

/// The publication; `None` when nothing of it can be told.
///
/// A feed's own address is told as it is or not at all: without a part of it, it would be
/// another feed's.
pub(super) fn of(origin: &RawOrigin, base: Option<&WebAddress>, cuts: &mut Cuts) -> Option<Origin> {
    let title = origin.title.as_deref().map(|title| lines::line(&RawText::Html(title.to_owned())));
    let resolved = |text: &Option<String>| resolve(text.as_deref()?, base);
    let feed = resolved(&origin.feed).filter(|feed| !may_carry_secret(feed));
    let site = resolved(&origin.site).map(|site| public_part(&site));
    let feed = cuts.address("the feed that it came from", feed);
    let site = cuts.address("the site that it came from", site);
    let name = title
        .filter(|title| !title.is_empty())
        .or_else(|| site.as_ref().or(feed.as_ref()).map(|address| address.host().to_owned()))?;
    let name = cuts.shorten("the name of where it came from", name, bounds::NAME);
    let rights = "the line of rights of where it came from";
    let rights = cuts.line(rights, origin.rights.as_deref(), bounds::LINE);
    Some(Origin { title: XmlText::new(name), feed, site, rights })
}
