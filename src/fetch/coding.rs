//! Undoes the codings of a body (RFC 9110 §8.4), as servers name them: in any letter case,
//! under old names, and not at all. It keeps no more than it may.

use brotli::Decompressor;
use bytes::Bytes;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// What is asked for.
pub(super) const ACCEPTED: &str = "gzip, br, deflate";

/// Why a body cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum CodingFault {
    /// Nobody asked for this coding.
    Unknown(String),
    /// It has more bytes than are taken.
    TooLarge,
}

/// A body without its codings.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// As far as they could be undone.
    pub(super) bytes: Bytes,
    /// What is damaged, or that it ends too early.
    pub(super) broken: Option<String>,
}

/// The body without its codings; `named` is what `Content-Encoding` says, in order.
pub(super) fn decoded(
    body: Bytes,
    named: Option<&str>,
    limit: usize,
) -> Result<Decoded, CodingFault> {
    let mut body = Decoded { bytes: body, broken: None };
    let codings: Vec<String> =
        named.into_iter().flat_map(|named| named.split(',')).map(bare).collect();
    // The last is the outermost.
    for coding in codings.iter().rev() {
        body = match coding.as_str() {
            "gzip" | "x-gzip" if is_gzip(&body.bytes) => inflate(body, limit, read_gzip)?,
            "deflate" if is_gzip(&body.bytes) => inflate(body, limit, read_gzip)?,
            "deflate" => if_packed(body, limit, read_deflate)?,
            "gzip" | "x-gzip" if is_zlib(&body.bytes) => inflate(body, limit, read_deflate)?,
            "br" => if_packed(body, limit, read_brotli)?,
            // What is not packed needs no unpacking, whatever is said of it.
            _ if !is_packed(&body.bytes) => body,
            // Nor are characters a coding.
            "" | "identity" | "none" | "utf-8" | "utf8" | "gzip" | "x-gzip" => body,
            other => return Err(CodingFault::Unknown(other.to_owned())),
        };
    }
    // No feed and no page begins like this, whatever was said; once more is enough.
    match is_gzip(&body.bytes) {
        true => inflate(body, limit, read_gzip),
        false => Ok(body),
    }
}

/// The name of a coding: some put it in quotes, or a parameter behind it.
fn bare(coding: &str) -> String {
    let name = coding.split(';').next().unwrap_or_default();
    name.trim().trim_matches(['"', '\'']).to_ascii_lowercase()
}

/// Whether these bytes are none of a text: what begins like a document is one, whatever is
/// said of it.
fn is_packed(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    !matches!(body.first(), None | Some(b'<' | b'{' | b'['))
        || body.iter().take(64).any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
}

fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [0x78, second, ..] if (0x7800 | u16::from(*second)).is_multiple_of(31))
}

fn is_gzip(body: &[u8]) -> bool {
    body.starts_with(&[0x1F, 0x8B, 8])
}

fn inflate(
    body: Decoded,
    limit: usize,
    read: fn(&[u8], &mut Limited) -> io::Result<()>,
) -> Result<Decoded, CodingFault> {
    let mut plain = Limited { bytes: Vec::new(), limit };
    let read = read(&body.bytes, &mut plain);
    if plain.bytes.len() > limit {
        return Err(CodingFault::TooLarge);
    }
    let broken = body.broken.or(read.err().map(|error| error.to_string()));
    Ok(Decoded { bytes: plain.bytes.into(), broken })
}

/// As [`inflate`], of what has no mark of its own: a document that cannot be unpacked was
/// never packed.
fn if_packed(
    body: Decoded,
    limit: usize,
    read: fn(&[u8], &mut Limited) -> io::Result<()>,
) -> Result<Decoded, CodingFault> {
    let plain = Decoded { bytes: body.bytes.clone(), broken: body.broken.clone() };
    let unpacked = inflate(body, limit, read)?;
    match unpacked.broken.is_some() && !is_packed(&plain.bytes) {
        true => Ok(plain),
        false => Ok(unpacked),
    }
}

/// Bytes up to one more than are taken.
struct Limited {
    bytes: Vec<u8>,
    limit: usize,
}

impl Limited {
    fn fill(&mut self, from: impl Read) -> io::Result<()> {
        let room = (self.limit + 1).saturating_sub(self.bytes.len());
        from.take(room as u64).read_to_end(&mut self.bytes).map(drop)
    }
}

/// All members of a gzip (RFC 1952 §2.2); what follows the last and is not one is padding.
fn read_gzip(body: &[u8], plain: &mut Limited) -> io::Result<()> {
    let mut rest = body;
    while is_gzip(rest) && plain.bytes.len() <= plain.limit {
        let mut member = GzDecoder::new(rest);
        plain.fill(&mut member)?;
        rest = member.into_inner();
    }
    Ok(())
}

/// With the wrapping that it should have (RFC 1950), or without, as some send it; of one
/// that breaks off, the way that leads further.
fn read_deflate(body: &[u8], plain: &mut Limited) -> io::Result<()> {
    let wrapped = plain.fill(ZlibDecoder::new(body));
    if wrapped.is_ok() {
        return wrapped;
    }
    let mut bare = Limited { bytes: Vec::new(), limit: plain.limit };
    let read = bare.fill(DeflateDecoder::new(body));
    if read.is_err() && bare.bytes.len() <= plain.bytes.len() {
        return wrapped;
    }
    *plain = bare;
    read
}

fn read_brotli(body: &[u8], plain: &mut Limited) -> io::Result<()> {
    const BUFFER: usize = 16 << 10;
    plain.fill(Decompressor::new(body, BUFFER))
}
