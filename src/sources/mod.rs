//! Where articles come from. A source knows a format and brings raw items; it
//! has no policy and does not know the store.

mod article_address;
mod byline;
mod candidates;
pub mod doubt;
mod error;
pub mod feed;
pub mod folder;
pub mod full_text;
mod gathering;
mod global_id;
mod html_tree;
pub mod listing;
mod own_item;
pub mod page;
pub mod push;
mod same_page;
mod same_subject;
pub mod sitemap;
pub mod upstream;
pub mod visitor;

pub use doubt::Doubt;
pub use error::SourceError;
pub use gathering::{Covered, Gathering, GaveUp, Known, Withdrawal};
pub use own_item::heed_embargo;
pub use visitor::Visitor;

use std::pin::Pin;
use std::sync::Arc;

/// [`Known`], which whoever keeps it is asked for at need: an answer that says that nothing
/// is new is held against nothing.
pub struct AskedKnown(Box<dyn Fn() -> Answering + Send + Sync>);

/// An answer that is being looked up.
pub type Answering = Pin<Box<dyn Future<Output = Result<Arc<Known>, SourceError>> + Send>>;

impl AskedKnown {
    /// Asks so.
    pub fn of(ask: impl Fn() -> Answering + Send + Sync + 'static) -> Self {
        Self(Box::new(ask))
    }

    /// Nothing is known.
    #[must_use]
    pub fn nothing() -> Self {
        Self::of(|| Box::pin(std::future::ready(Ok(Arc::default()))))
    }

    /// What is known.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn ask(&self) -> Result<Arc<Known>, SourceError> {
        (self.0)().await
    }
}
