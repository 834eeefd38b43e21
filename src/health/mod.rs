//! How the newsroom is doing, for operators: what failed and what is held back.
//! It keeps the present state only; numbers over time are in `metrics`.

mod report;
mod state;

pub use report::{
    CutShort, EmptiedSource, HealthReport, HeldBack, LeftOut, Overdue, Silence, SourceError,
    SourceHealth, Status, TooOld,
};
pub use state::{Health, NOTHING_KEPT};
