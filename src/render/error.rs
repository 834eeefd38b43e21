//! Why a document could not be written.

use crate::web_address::AddressError;

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The `rss` crate's error.
    #[error("the RSS of {feed}: {source}")]
    Rss {
        /// The feed's id.
        feed: String,
        /// What the writer says.
        source: ::rss::Error,
    },
    /// The `atom_syndication` crate's error.
    #[error("the Atom of {feed}: {source}")]
    Atom {
        /// The feed's id.
        feed: String,
        /// What the writer says.
        source: atom_syndication::Error,
    },
    /// What was written is not XML that can be read again.
    #[error("the XML of {document}: {source}")]
    Xml {
        /// The feed's id, or what the document is.
        document: String,
        /// What the reader or writer says.
        source: quick_xml::Error,
    },
    /// The JSON writer's error.
    #[error("the JSON of {feed}: {source}")]
    Json {
        /// The feed's id.
        feed: String,
        /// What the writer says.
        source: serde_json::Error,
    },
    /// The template of a page for people could not be filled.
    #[error("a page for people: {0}")]
    Page(#[from] askama::Error),
    /// The head of an article's own file.
    #[error("the head of {article}: {source}")]
    Head {
        /// The article's id.
        article: String,
        /// What the writer says.
        source: toml::ser::Error,
    },
    /// A feed has no address.
    #[error("the feed {feed}: {source}")]
    Address {
        /// The feed's slug.
        feed: String,
        /// What is wrong with it.
        source: AddressError,
    },
}
