//! `config.toml`: what may be written (`file`), what is wrong with it (`check`),
//! and what it means ([`settings`]). Nothing here starts or changes anything.

mod addition;
mod amount;
mod beginning;
mod check;
mod environment;
mod explained;
mod file;
mod file_text;
mod findings;
mod problem;
mod reading;
mod restart;
pub mod secret;
pub mod settings;
mod shown;
mod starter;
mod structure;
mod suggest;
mod whereabouts;

pub use addition::{Addition, AdditionError, NewKind, NewSource, addresses_in};
pub(crate) use amount::show_period;
pub use beginning::{Beginning, first_article};
pub use environment::Environment;
pub use explained::{Explained, NoSuchKey, explained};
pub use file::json_schema;
pub use problem::{Problem, Problems};
pub use reading::Reading;
pub use settings::Settings;
pub use shown::shown;
pub use starter::{STARTER_FOLDER, starter};
pub(crate) use suggest::nearest;
pub use whereabouts::Whereabouts;

use std::path::Path;

/// Reads a config file and checks all of it.
///
/// # Errors
/// Everything that is wrong with it, in the order of its lines.
pub fn load(path: &Path, environment: &Environment) -> Result<Settings, Problems> {
    load_for(path, environment, Reading::default())
}

/// The text of a config file.
///
/// # Errors
/// When it cannot be read, is too long, or no UTF-8.
pub fn read(path: &Path) -> Result<String, Problems> {
    file_text::read(path)
}

/// As [`load`], for somebody who wants it for this.
///
/// # Errors
/// As [`load`].
pub fn load_for(
    path: &Path,
    environment: &Environment,
    reading: Reading,
) -> Result<Settings, Problems> {
    let text = file_text::read(path)?;
    check::check(&text, path, environment, reading)
}

/// As [`from_text`], with what else is to be said or left.
///
/// # Errors
/// As [`load`].
pub fn from_text_for(
    text: &str,
    path: &Path,
    environment: &Environment,
    reading: Reading,
) -> Result<Settings, Problems> {
    check::check(text, path, environment, reading)
}

/// Checks a config that was read already; `path` is what it is called in
/// messages, and relative paths in it are relative to the folder of `path`.
///
/// # Errors
/// As [`load`].
pub fn from_text(text: &str, path: &Path, environment: &Environment) -> Result<Settings, Problems> {
    check::check(text, path, environment, Reading::default())
}
