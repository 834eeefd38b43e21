//! A web page that lists articles: each that is new is read from its own page.
//! How links are told from one another is in `links` and `told_apart`; what
//! else the page says of its site, in `announced`.

mod announced;
mod elements;
mod links;
mod told_apart;

pub use announced::{Announced, announced};
pub use links::find as find_links;
pub use told_apart::FoundLink;

use super::candidates::{self, ListedPage};
use super::visitor::Visitor;
use super::{AskedKnown, Gathering, SourceError};
use crate::broken_off::aside;
use crate::config::settings::ListingPage;
use crate::fetch::{Answer, Conditions};
use crate::source_memory::SourceMemory;

/// Brings the articles that a page lists and that are not known yet.
///
/// # Errors
/// When the page may not be asked for, does not answer, or lists nothing.
pub async fn gather(
    listing: &ListingPage,
    visitor: &Visitor,
    memory: &SourceMemory,
    known: &AskedKnown,
) -> Result<Gathering, SourceError> {
    let mut memory = memory.of_location(listing.url.as_str());
    let conditions =
        Conditions { etag: memory.etag.clone(), last_modified: memory.last_modified.clone() };
    let body = match visitor.page(&listing.url, &conditions).await? {
        Answer::NotModified { moved_to, etag, last_modified, fresh_for } => {
            memory.confirmed(etag, last_modified, moved_to);
            return Ok(Gathering { memory, nothing_new: true, fresh_for, ..Gathering::default() });
        }
        Answer::Body(body) => *body,
    };
    let unchanged = memory.took(&body.bytes, body.etag, body.last_modified, body.moved_to);
    if unchanged {
        let fresh_for = body.fresh_for;
        return Ok(Gathering { memory, nothing_new: true, fresh_for, ..Gathering::default() });
    }
    let visitor = Visitor { list: Some(body.final_address.clone()), ..visitor.clone() };
    let (selector, address) = (listing.links.clone(), body.final_address);
    let find = move || {
        links::find(&body.bytes, body.content_type.as_deref(), &address, selector.as_deref())
    };
    let broken_off = |reason| SourceError::BrokenOff { location: listing.url.to_string(), reason };
    let found = aside(find).await.map_err(broken_off)?;
    if found.is_empty() {
        return Err(SourceError::NoLinks { address: listing.url.to_string() });
    }
    let known = known.ask().await?;
    let listed = |link: FoundLink| ListedPage {
        beside: link.date,
        words: link.said,
        ..ListedPage::at(link.address)
    };
    let found = found.into_iter().map(listed).collect();
    let (selectors, most) = (&listing.selectors, listing.max_pages);
    Ok(candidates::bring(found, selectors, most, &visitor, memory, &known).await)
}
