//! Where searches come in: what the pipeline finds, in the words of the server. It
//! answers no HTTP.

use crate::edition::Document;
use crate::feed_document::Format;
use crate::pipeline::Pipeline;
use crate::search_query::Query;
use crate::section::Slug;
use crate::serve::search::{Librarian, NotFound};
use std::sync::Arc;

/// The newsroom's library, in front of the pipeline.
pub(crate) struct Library {
    pub(crate) pipeline: Arc<Pipeline>,
}

impl Librarian for Library {
    fn state(&self) -> u64 {
        self.pipeline.searchable_state()
    }

    fn find(&self, query: &Query, format: Option<Format>) -> Result<Document, NotFound> {
        self.pipeline.search(query, format).map_err(|error| {
            if error.is_too_slow() {
                return NotFound::TooSlow;
            }
            tracing::error!(%query, %error, "a search failed");
            NotFound::Failed
        })
    }

    fn archive_page(&self, feed: &Slug, number: u32) -> Result<Option<Document>, NotFound> {
        self.pipeline.archive_page(feed, number).map_err(|error| {
            tracing::error!(%feed, number, %error, "a page of the archive cannot be shown");
            NotFound::Failed
        })
    }
}
