//! The front page: the same decision as the combined feed, seen. Its lead, its seconds, then
//! each section as a block.

use super::card::{Card, When};
use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::Page;
use super::section_page::{Block, block};
use crate::article::ArticleId;
use crate::feed_document::FeedDocument;
use crate::paper::Route;
use askama::Template;
use std::collections::{BTreeSet, HashSet};

/// The number of articles that stand beside the lead.
const SECONDS: usize = 3;

/// How many more of the page's choice follow.
const FURTHER: usize = 6;

/// The number of headlines that a section's block has.
const IN_BLOCK: usize = 5;

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage<'a> {
    page: Page<'a>,
    edition: When,
    lead: Option<Card>,
    seconds: Vec<Card>,
    further: Vec<Card>,
    blocks: Vec<Placed>,
}

/// A section's block, and its place at a desk.
struct Placed {
    place: &'static str,
    block: Block,
}

impl Placed {
    /// How wide its picture stands.
    fn sizes(&self) -> &'static str {
        if self.place == "wide" { "(min-width:48rem) 23rem,7rem" } else { "7rem" }
    }
}

/// The section whose block is a column of its own at a desk.
const OPINION: &str = "opinion";

/// The blocks in their places: opinion in a column beside the first two rows, and the first of
/// the others wide, as the first of every second row after it: no row is like the one above.
fn placed(blocks: Vec<Block>) -> Vec<Placed> {
    let beside = usize::from(blocks.iter().any(|block| block.slug == OPINION));
    let mut before = 0_usize;
    let places = blocks.into_iter().map(|block| {
        if block.slug == OPINION {
            return Placed { place: "column", block };
        }
        let is_first = before == 0 || (before > beside && (before - beside).is_multiple_of(5));
        before += 1;
        Placed { place: if is_first { "wide" } else { "usual" }, block }
    });
    places.collect()
}

/// Writes the front page of what the combined feed says, and of the sections' feeds.
/// `breaking` says which of its news breaks.
///
/// # Errors
/// When its template cannot be filled.
pub fn front(
    paper: &Furniture,
    document: &FeedDocument,
    sections: &[&FeedDocument],
    breaking: &BTreeSet<ArticleId>,
) -> Result<Vec<u8>, WebError> {
    let mut cards = document.entries.iter().map(|article| {
        let breaks = breaking.contains(&article.id);
        Card { breaks, ..Card::of(paper, article) }
    });
    let lead = cards.next();
    let seconds: Vec<Card> = cards.by_ref().take(SECONDS).collect();
    let further: Vec<Card> = cards.by_ref().take(FURTHER).collect();
    let shown = 1 + SECONDS + FURTHER;
    let shown: HashSet<&ArticleId> =
        document.entries.iter().take(shown).map(|article| &article.id).collect();
    let none = HashSet::new();
    let blocks = sections.iter().map(|section| {
        let others = block(paper, section, IN_BLOCK, &shown);
        // A section has its latest, if they stand above too, rather than nothing.
        if others.cards.is_empty() { block(paper, section, IN_BLOCK, &none) } else { others }
    });
    let blocks = placed(blocks.collect());
    let template = FrontPage {
        page: Page::new(paper, &Route::Front, &paper.title),
        edition: When {
            iso: super::card::iso(document.updated),
            spoken: paper.words.weekday(document.updated, paper.zone),
        },
        lead,
        seconds,
        further,
        blocks,
    };
    written(&Route::Front, &template)
}
