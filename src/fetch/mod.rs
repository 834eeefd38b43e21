//! The polite client that everything outside is asked through: public
//! addresses only, bounded in time and size. It does not read what it brings.

pub mod answer;
pub mod client;
mod coding;
mod cookies;
pub mod error;
pub mod host;
mod post;
mod resolver;
pub mod robots;
pub mod robots_gate;
mod roots;
mod said;
mod shown;
mod taking;
pub mod tls;
mod told;
mod ways;

pub use answer::{Answer, Body, Conditions};
pub use client::Client;
pub use error::FetchError;
pub use host::{HostCounts, Hosts, key as host_key};
pub use robots_gate::{RobotsError, RobotsGate};
pub use roots::Roots;
pub(crate) use told::broken_off;
