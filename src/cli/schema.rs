//! `pressroom schema`: the JSON Schema of the configuration file.

use super::ended::{Ended, Outcome};
use std::io::Write;

/// Prints it.
pub(crate) fn run() -> Ended {
    let schema = serde_json::to_string_pretty(&crate::config::json_schema())?;
    writeln!(std::io::stdout(), "{schema}")?;
    Ok(Outcome::Done)
}
