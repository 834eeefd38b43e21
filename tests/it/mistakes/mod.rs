//! Promise: whoever makes a mistake is told where it is and what to write.
//! - A hundred mistakes, in the configuration, in front matter and in commands: each is
//!   answered with its place, a remedy that would be right, and its exit code.
//! - What is odd and right as a whole is a warning, which fails `check` only with `--strict`.
//! - A run in which an item was newly refused for a fault ends with 3, once; what rules
//!   keep out and what is there already is no fault.

mod commands;
mod configuration;
mod heads;
mod newcomers;
mod strange_files;
mod warnings;
