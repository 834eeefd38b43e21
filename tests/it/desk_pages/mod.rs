//! Promise: the newsroom's desk, on the admin address, is for those who may.
//! - whoever is on the machine need not sign in; whoever comes through a proxy, from
//!   elsewhere or under another name must, and nobody does over plain HTTP (`access`)
//! - a name and its password, and no other, begin a session, which ends; tries are
//!   bounded (`signing_in`)
//! - no other site changes anything, or learns anything, by way of somebody's browser
//!   (`other_sites`)
//! - the front page, what comes, articles (what was taken back or waits too) and sources are
//!   shown with their reasons, and a source is asked from there (`pages`)
//! - every feed is shown as readers have it, with what holds it back and what aggregators
//!   would say (`feeds`); how busy sections were is a plot, and a table too (`sections`)
//! - who did what is kept, whichever way they came, and shown to operators (`audit`)
//! - the configuration in force is shown without its secrets, and another one is tried
//!   there (`configuration`)
//! - a source shows what it has brought, what would come, and when it is asked; what it has
//!   lost at once is confirmed there (`sources`); the log is read there (`log`)
//! - an open page is told that something has moved, until its session ends (`follow`)
//! - a role and sections bound what somebody sees and changes; a button does what its page
//!   said, and nothing when somebody has said something since (`scope`)

mod access;
mod audit;
mod configuration;
mod feeds;
mod follow;
mod log;
pub(crate) mod newsroom;
mod other_sites;
mod pages;
mod scope;
mod sections;
mod signing_in;
mod sources;
