//! When a source is asked: a cron expression in a time zone, the next instant
//! it names, and whose turn it is then. It does not sleep and runs nothing.
//!
//! The expressions are those of Vixie cron, which operators know: five fields,
//! 0 and 7 for Sunday, either day field is enough when both are restricted,
//! and a rule for the nights on which clocks change ([`Timetable`]).

pub mod backoff;
mod calendar;
mod due;
mod expression;
mod field;
mod local_time;
pub mod rota;
mod timetable;

pub use due::Duty;
pub use timetable::{Timetable, TimetableError};
