//! Names of files as people read them: systems write one letter in several ways, and some
//! do not tell large letters from small ones. It never decides what a file is called.

use super::folded::composed;

/// A name in one form: letters with their marks composed (NFC), in lower case. Two files
/// whose names have the same form are called the same as far as anybody sees.
#[must_use]
pub fn read_form(name: &str) -> String {
    composed(name).to_lowercase()
}
