//! # pressroom
//!
//! A scheduled RSS, Atom and JSON Feed service for a newsroom.
//!
//! ```text
//! sources ─RawItem→ normalise ─Article→ store ─Articles→ compose ─FeedDocument→ render ─bytes→ publish (gate) ─Edition→ serve
//! ```
//!
//! The pipeline is the only place where the stages meet; a stage never imports
//! another. All of them share the words: [`article`], [`archive`], [`section`],
//! [`belonging`], [`raw_item`], [`source_memory`], [`search_query`], [`secrets`], [`selection`], [`feed_document`],
//! [`edition`], [`episode`], [`exported`], [`own_picture`], [`paper`], [`text`], [`web_address`], [`fingerprint`], [`hub_subscription`], [`likeness`], [`log_book`], [`look`], [`clock`],
//! [`broken_off`], [`precedence`], [`health`], [`time_budget`], [`trouble`], [`password`], [`unguessable`] and [`metrics`].

// More than the 60 of `clippy.toml` are more than one step. A test may tell a long story.
#![warn(clippy::too_many_lines)]

pub mod announce;
pub mod archive;
pub mod article;
pub mod belonging;
pub mod bounds;
pub mod broken_off;
pub mod cli;
pub mod clock;
pub mod compose;
pub mod config;
pub mod darkroom;
pub mod delivery;
pub mod desk;
pub mod edition;
pub mod episode;
pub mod exported;
pub mod feed_document;
pub mod fetch;
pub mod fingerprint;
pub mod folder_watch;
pub mod health;
pub mod hold;
pub mod hub_subscription;
pub mod likeness;
pub mod log_book;
pub mod look;
pub mod metrics;
pub mod moved_base;
pub mod normalise;
pub mod own_picture;
pub mod paper;
pub mod password;
pub mod pipeline;
pub mod placement;
pub mod precedence;
pub mod profile;
pub mod public_address;
pub mod publish;
pub mod raw_item;
mod regular_file;
pub mod render;
mod same_address;
pub mod schedule;
pub mod search_query;
pub mod secrets;
pub mod section;
pub mod selection;
pub mod serve;
pub mod service;
pub mod source_memory;
pub mod sources;
pub mod store;
mod subject;
pub mod text;
pub mod time_budget;
pub mod trouble;
pub mod unguessable;
mod vouchers;
pub mod web;
pub mod web_address;
pub mod words;
