//! The config file's text: read whole, within a limit, as UTF-8. What the text
//! says is not looked at.

use super::findings::Findings;
use super::problem::Problems;
use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

/// The largest file that is read, in bytes: a config is a page or two, or the
/// import of a very long list of feeds.
pub(super) const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<String, Problems> {
    let bytes = bytes(path).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > MAX_BYTES {
        let cause = "the file is larger than 4 MiB".to_owned();
        let remedy = "a config is a page or two: check that this is the right file".to_owned();
        return Err(Problems::of_file(path, cause, remedy));
    }
    if let Some(encoding) = wide_encoding(&bytes) {
        let cause = format!("the file is in {encoding}");
        let remedy = format!(
            "save it as UTF-8, the encoding of TOML; `iconv -f {encoding} -t UTF-8` writes it so"
        );
        return Err(Problems::of_file(path, cause, remedy));
    }
    String::from_utf8(bytes).map_err(|error| {
        let right = error.utf8_error().valid_up_to();
        // What comes before the bad byte is the same in the lossy text.
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let mut findings = Findings::new(&text, path);
        let cause = "this is not UTF-8 text".to_owned();
        let remedy = "save the file as UTF-8, the encoding of TOML".to_owned();
        findings.found(right..right, cause, remedy);
        findings.into_problems()
    })
}

/// Which encoding of two bytes a letter a file is in, by its mark or by its zeros.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] | [1..=0x7F, 0, 1..=0x7F, 0, ..] => Some("UTF-16LE"),
        [0xFE, 0xFF, ..] | [0, 1..=0x7F, 0, 1..=0x7F, ..] => Some("UTF-16BE"),
        _ => None,
    }
}

/// At most one byte more than the limit, so that a device without end does not hang it.
fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &Error) -> Problems {
    let (cause, remedy) = match error.kind() {
        ErrorKind::NotFound => (
            "there is no such config file".to_owned(),
            "run `pressroom init` to write a first one, or name yours with `--config`",
        ),
        ErrorKind::PermissionDenied => (
            format!("the config file cannot be read: {error}"),
            "let the user that runs pressroom read it",
        ),
        _ => (
            format!("the config file cannot be read: {error}"),
            "name a file that can be read with `--config`",
        ),
    };
    Problems::of_file(path, cause, remedy.to_owned())
}
