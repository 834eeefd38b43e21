//! Opens a file to be brought in: as it is, or unpacked where it is a gzip, whatever it is
//! called. It reads no further than it is asked to.

use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// How a gzip begins (RFC 1952 §2.3).
const GZIP: [u8; 3] = [0x1F, 0x8B, 8];

/// What is in a file.
///
/// # Errors
/// When the system does not open it.
pub fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    let mut file = BufReader::new(File::open(path)?);
    match file.fill_buf()?.starts_with(&GZIP) {
        true => Ok(Box::new(MultiGzDecoder::new(file))),
        false => Ok(Box::new(file)),
    }
}
