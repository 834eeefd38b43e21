//! How pressroom answers over HTTP. Each module is one promise; `stand` sets up a
//! newsstand with a small edition, and `wire` speaks to it in raw HTTP/1.1, so
//! that no client library mends what the server gets wrong.
//!
//! One binary for all of them, because they share both.

#[cfg(test)]
mod admin;
#[cfg(test)]
mod cache_lifetime;
#[cfg(test)]
mod conditional;
#[cfg(test)]
mod hostile_headers;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod negotiation;
#[cfg(test)]
mod paper_flood;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod stand;
#[cfg(test)]
mod wire;
