//! The compressed forms of a document, the same for the same bytes, and the way
//! back. It does not choose what a reader gets.

use super::PublishError;
use crate::edition::DocumentName;
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use bytes::Bytes;
use flate2::{Compression, GzBuilder, read::MultiGzDecoder};
use std::io::{self, Read, Write};

/// How much time a document's compressed forms are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// A reader is waiting for the news, and the thorough forms follow at once: two
    /// thirds less time, for about two fifths more bytes in gzip, a sixth in Brotli.
    Prompt,
    /// The news is out. Brotli 9 would take many times as long for some 3 % less.
    Thorough,
}

impl Effort {
    fn gzip_level(self) -> u32 {
        match self {
            Self::Prompt => 1,
            Self::Thorough => 6,
        }
    }

    fn brotli_quality(self) -> i32 {
        match self {
            Self::Prompt => 2,
            Self::Thorough => 6,
        }
    }
}

/// A document's compressed forms. Each is made apart, so that few documents keep
/// all processors busy, too.
pub(super) fn compressed(
    name: &DocumentName,
    bytes: &[u8],
    effort: Effort,
) -> Result<(Bytes, Bytes), PublishError> {
    let compress = |form: fn(&[u8], Effort) -> std::io::Result<Vec<u8>>| {
        form(bytes, effort)
            .map(Bytes::from)
            .map_err(|source| PublishError::Compress { name: name.clone(), source })
    };
    let (gzip, brotli) = rayon::join(|| compress(gzip), || compress(brotli));
    Ok((gzip?, brotli?))
}

/// A document in gzip (RFC 1952); the header has no time and no file name.
pub(super) fn gzip(bytes: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
    let room = Vec::with_capacity(bytes.len() / 3 + 64);
    let level = Compression::new(effort.gzip_level());
    let mut encoder = GzBuilder::new().mtime(0).write(room, level);
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// A document in Brotli (RFC 7932).
pub(super) fn brotli(bytes: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: effort.brotli_quality(),
        lgwin: window(bytes.len()),
        mode: BrotliEncoderMode::BROTLI_MODE_TEXT,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut room = Vec::with_capacity(bytes.len() / 3 + 64);
    brotli::BrotliCompress(&mut &*bytes, &mut room, &params)?;
    Ok(room)
}

/// The smallest Brotli window that a document fits into, as a power of two: a
/// larger one costs memory, here and in every reader, and brings nothing.
fn window(length: usize) -> i32 {
    let needed = (usize::BITS - length.leading_zeros()).clamp(18, 22);
    i32::try_from(needed).unwrap_or(22)
}

/// Whether `compressed` is `bytes` in gzip, and nothing else.
pub(super) fn gzip_holds(compressed: &[u8], bytes: &[u8]) -> bool {
    holds(MultiGzDecoder::new(compressed), bytes)
}

/// Whether `compressed` is `bytes` in Brotli, and nothing else.
pub(super) fn brotli_holds(compressed: &[u8], bytes: &[u8]) -> bool {
    holds(brotli::Decompressor::new(compressed, 4096), bytes)
}

/// Reads one byte further than it must, so that a longer text is told apart and
/// a bomb is not unpacked.
fn holds(decoder: impl Read, bytes: &[u8]) -> bool {
    let mut text = Vec::with_capacity(bytes.len() + 1);
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_add(1);
    decoder.take(most).read_to_end(&mut text).is_ok() && text == bytes
}
