//! The rules of archived feeds (RFC 5005 §4), the same for RSS and Atom: what a
//! feed and a page of its archive say of each other.

use super::elements::at_most_one;
use super::flaw::{Flaw, Rule, Verdict};
use super::xml_tree::{Element, Namespace};

/// Checks the links of a feed, or of an archive page when `is_page`. `parent` is
/// Atom's `feed` or RSS's `channel`.
pub(super) fn check(parent: &Element<'_>, is_page: bool) -> Verdict {
    let marked = at_most_one(parent, Namespace::History, "archive")?.is_some();
    if marked && !is_page {
        return Err(Flaw::new(Rule::UnknownElement, "fh:archive in a feed that changes"));
    }
    if is_page && !marked {
        return Err(Flaw::new(Rule::RequiredElement, "no fh:archive in an archive page"));
    }
    for rel in ["self", "current", "prev-archive", "next-archive"] {
        let links = links(parent, rel);
        if links > 1 {
            return Err(Flaw::new(Rule::RepeatedElement, format!("{links} links {rel}")));
        }
        let of_pages = matches!(rel, "current" | "next-archive");
        if of_pages && !is_page && links > 0 {
            return Err(Flaw::new(Rule::UnknownElement, format!("a link {rel} in a feed")));
        }
        if is_page && rel != "prev-archive" && links == 0 {
            return Err(Flaw::new(Rule::RequiredElement, format!("no link {rel}")));
        }
    }
    Ok(())
}

fn links(parent: &Element<'_>, rel: &str) -> usize {
    parent.all(Namespace::Atom, "link").filter(|link| link.attribute("rel") == Some(rel)).count()
}
