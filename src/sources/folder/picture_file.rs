//! Finds the file in the newsroom's folder that the address of a picture stands for. It reads
//! no article.

use crate::config::settings::Folder;
use crate::regular_file;
use crate::web_address::WebAddress;
use percent_encoding::percent_decode_str;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The file that lies in `folder`, whose address on the site is `base`, at this address. Never
/// one that is hidden, or that a link leads to out of the folder.
#[must_use]
pub fn picture_file(folder: &Folder, base: &WebAddress, address: &WebAddress) -> Option<PathBuf> {
    let root = folder.path.canonicalize().ok()?;
    let file = root.join(below_root(base, address)?).canonicalize().ok()?;
    (file.starts_with(&root) && file.is_file()).then_some(file)
}

/// Where that file would have to be, whether it is there or not.
#[must_use]
pub fn picture_place(folder: &Folder, base: &WebAddress, address: &WebAddress) -> Option<PathBuf> {
    below_root(base, address).map(|below| folder.path.join(below))
}

/// The path below the folder.
fn below_root(base: &WebAddress, address: &WebAddress) -> Option<PathBuf> {
    let below = address.as_str().strip_prefix(base.as_str())?;
    if below.contains(['?', '#']) {
        return None;
    }
    let below = percent_decode_str(below).decode_utf8().ok()?;
    let plain = |part: Component<'_>| match part {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    };
    if below.is_empty() || !Path::new(&*below).components().all(plain) {
        return None;
    }
    Some(PathBuf::from(&*below))
}

/// The bytes of a file of at most so many.
///
/// # Errors
/// When it cannot be read, or is larger.
pub fn read_picture(file: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let named = |error: io::Error| {
        io::Error::new(error.kind(), format!("{}: {error}; check its rights", file.display()))
    };
    let larger = || {
        let larger = format!("{}: larger than {limit} bytes; save it smaller", file.display());
        io::Error::other(larger)
    };
    regular_file::read(file, limit as u64).map_err(named)?.ok_or_else(larger)
}

/// A text that is another one as soon as the file is.
#[must_use]
pub fn state_of(file: &Path) -> String {
    let Ok(facts) = fs::metadata(file) else { return String::new() };
    let changed = facts.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    // The store keeps it: it says the same in every release.
    format!("{} {}", facts.len(), changed.unwrap_or_default().as_nanos())
}
