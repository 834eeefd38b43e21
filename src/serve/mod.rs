//! Answers HTTP from the edition in memory. It never asks the store for a feed.
//!
//! [`Newsstand`] turns a request into an answer and knows no sockets; [`Server`]
//! knows sockets and no feeds; [`Admin`] shows operators how the service is doing.

pub mod admin;
pub mod api;
mod archive;
mod body;
mod client;
pub mod conditional;
mod connection;
mod date;
mod descriptors;
pub mod desk;
pub mod entity_tag;
mod error;
mod handed_over;
mod host_field;
mod hub_callbacks;
mod kept_answers;
mod listing;
pub mod negotiate;
pub mod newsstand;
pub mod outlook;
pub mod paper;
mod path_template;
mod paths;
mod pictures;
mod rules;
pub mod search;
mod server;
mod shelf;
mod shelved;
mod short_answers;
mod timed_stream;
mod whole_body;
mod worker;

pub use admin::Admin;
pub use api::Api;
pub use descriptors::raise_limit;
pub use desk::Desk;
pub use error::ServeError;
pub use handed_over::HandedOver;
pub use hub_callbacks::{HubCallbacks, HubService};
pub use newsstand::Newsstand;
pub use outlook::{NextChange, Outlook};
pub use paper::Paper;
pub use search::Search;
pub use server::Server;

use bytes::Bytes;
use http::Response;
use http::request::Parts;

/// What a [`Server`] does with a request: an answer, at once, from memory. The
/// body of a request is never read; the [`Api`], the [`Desk`] and [`HubCallbacks`] read bodies.
pub trait Answer: Send + Sync {
    /// The whole answer. It must not block: all connections of a core wait for it.
    fn answer(&self, request: &Parts) -> Response<Bytes>;
}
