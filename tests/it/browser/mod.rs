//! Promise: in a real browser, the paper is read, put on a home screen, and read on without a
//! connection.
//! - `reading`: on a phone and at a desk, light and dark, by mouse and by keyboard, without
//!   JavaScript; nothing on a page comes from anywhere else;
//! - `writing`: from the right to the left, as a whole and within a page;
//! - `serving`: search, the address of a feed, sharing, and whom to write to;
//! - `home_screen`: the hint to put the paper there comes where it can be done, with the second
//!   page, and "Got it!" is for good;
//! - `offline`: without a connection what was read is there with its pictures, anything else
//!   says so, lists what can be read, and recovers by itself;
//! - `copies`: what was retracted leaves them;
//! - `releases`: the worker of a new release takes over, what is new is shown without a reload,
//!   and a worker that is to go goes with all it kept;
//! - `desk`: an article is retracted and brought back, a source asked, somebody signs in, and no
//!   other site acts for them;
//! - `audit`: no page has what axe-core finds, moves while it loads, or is heavy.

mod audit;
mod copies;
mod desk;
mod driver;
mod home_screen;
mod newsroom;
mod offline;
mod reading;
mod releases;
mod serving;
mod writing;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// The worker is there, and keeps what is read from here on.
const READY: &str =
    "!!(await navigator.serviceWorker.ready) && !!navigator.serviceWorker.controller";

/// Whether there is a copy of a page.
fn kept(path: &str) -> String {
    format!("!!(await (await caches.open('paper-pages /')).match('{path}'))")
}
