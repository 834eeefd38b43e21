//! The config that a new newsroom begins with: every key there is, with its
//! comment, and those that have a default commented out.

/// The folder that the starter's one source reads, relative to the config file;
/// it must be there for the starter to pass [`crate::config::load`].
pub const STARTER_FOLDER: &str = "articles";

/// The whole text of the file.
#[must_use]
pub fn starter() -> &'static str {
    include_str!("starter.toml")
}
