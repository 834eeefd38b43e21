//! Where searches come in: what the pipeline finds, in the words of the server. It
//! answers no HTTP.

use crate::edition::Document;
use crate::feed_document::Format;
use crate::paper::{Asked, Route};
use crate::pipeline::{Leaf, Pipeline};
use crate::search_query::Query;
use crate::section::Slug;
use crate::serve::paper::{Made, NotMade, PageMaker};
use crate::serve::search::{Librarian, NotFound};
use bytes::Bytes;
use std::sync::Arc;

/// The newsroom's library, in front of the pipeline.
pub(crate) struct Library {
    pub(crate) pipeline: Arc<Pipeline>,
}

impl Librarian for Library {
    fn state(&self) -> u64 {
        self.pipeline.printer.searchable_state()
    }

    fn find(&self, query: &Query, format: Option<Format>) -> Result<Document, NotFound> {
        self.pipeline.printer.search(query, format).map_err(|error| {
            if error.is_too_slow() {
                return NotFound::TooSlow;
            }
            tracing::error!(%query, %error, "a search failed");
            NotFound::Failed
        })
    }

    fn archive_page(&self, feed: &Slug, number: u32) -> Result<Option<Document>, NotFound> {
        self.pipeline.printer.archive_page(feed, number).map_err(|error| {
            tracing::error!(%feed, number, %error, "a page of the archive cannot be shown");
            NotFound::Failed
        })
    }
}

impl PageMaker for Library {
    fn state(&self) -> u64 {
        self.pipeline.printer.searchable_state()
    }

    fn make(&self, route: &Route, asked: Option<&Asked>) -> Result<Made, NotMade> {
        self.pipeline.printer.leaf(route, asked).map(made).map_err(|error| failed(route, &error))
    }

    fn not_now(&self) -> Option<Bytes> {
        self.pipeline.printer.not_now()
    }

    fn write_to(&self, route: &Route) -> Result<Made, NotMade> {
        self.pipeline.printer.write_to(route).map(made).map_err(|error| failed(route, &error))
    }
}

fn made(leaf: Leaf) -> Made {
    match leaf {
        Leaf::Page(page) => Made::Page(page),
        Leaf::Moved(route) => Made::Moved(route),
        Leaf::Gone(page) => Made::Gone(page),
        Leaf::Missing(page) => Made::Missing(page),
        Leaf::HeldBack => Made::HeldBack,
    }
}

fn failed(route: &Route, error: &dyn std::error::Error) -> NotMade {
    tracing::error!(page = route.below_root(), %error, "a page of the web edition is not made");
    NotMade
}
