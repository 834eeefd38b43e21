//! Promise: what the newsroom decides is exactly what its readers have, through a whole year.
//! - twelve sections, new articles, edits, retractions and returns, embargoes, a wire on a
//!   schedule, more articles within a minute than a feed has places for, changed configurations, refused
//!   ones and restarts, in a zone that changes its clocks twice;
//! - readers that poll every feed in every format by its entity tag or its date end every day
//!   with exactly the articles they should have: none missing, none twice, none withdrawn, no id
//!   changed; what changes by itself is out at its second, and not a second before;
//! - every feed that is served is, item by item and in order, the one that the decisions ask for,
//!   and is the same bytes as long as they do;
//! - whoever follows a feed into its archive (RFC 5005) has every article that the section has
//!   ever had and that stands, as it stands, and no page of it ever changes a byte;
//! - every published document of the last day passes the gate, and an independent reader.
//!
//! What should be is reckoned in `truth`, which knows nothing of the program. The year is
//! the same each time. `scripts/simulate-year` runs it with 200 articles a day.

#![expect(clippy::print_stderr, reason = "how much was lived is for who runs the whole year")]

mod archivist;
pub(crate) mod dice;
mod life;
mod newsroom;
mod reader;
mod truth;

use life::{Life, Scale};

#[test]
fn of_newsroom_life_reaches_every_reader() {
    let scale = Scale::from_environment();
    let mut life = Life::begin(&scale);
    for day in 0..scale.days {
        life.live(day);
    }
    life.end();
}
