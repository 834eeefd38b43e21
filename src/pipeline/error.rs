//! Why the stages of a newsroom could not be joined, or nothing could be printed.

use crate::broken_off::BrokenOff;
use crate::darkroom::PictureDiskError;
use crate::fetch::FetchError;
use crate::pipeline::entries_let_go::ArchiveCutError;
use crate::publish::PublishError;
use crate::render::RenderError;
use crate::store::StoreError;
use crate::web::WebError;

/// Why the pipeline could not be opened, or could not print.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The article store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document could not be written down.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A document could not be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A page of the web edition could not be written.
    #[error(transparent)]
    Web(#[from] WebError),
    /// The client for upstreams could not be made.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The folder of pictures cannot be used.
    #[error(transparent)]
    Pictures(#[from] PictureDiskError),
    /// An entry cannot be taken out of a page of the archive.
    #[error(transparent)]
    Archive(#[from] ArchiveCutError),
    /// What was asked has no answer.
    #[error("the store has not answered: {0}")]
    Cut(#[from] BrokenOff),
}
