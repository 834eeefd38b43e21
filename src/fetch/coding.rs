//! Undoes the codings of a body (RFC 9110 §8.4), as servers name them: in any letter case,
//! under old names, and not at all. It keeps no more than it may.

use brotli::Decompressor;
use bytes::Bytes;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// What is asked for.
pub(super) const ACCEPTED: &str = "gzip, br, deflate";

/// Why a body is not what it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum CodingFault {
    /// Nobody asked for this coding.
    Unknown(String),
    /// It has more bytes than are taken.
    TooLarge,
    /// It is damaged, or ends too early.
    Broken(String),
}

/// The body without its codings; `named` is what `Content-Encoding` says, in order.
pub(super) fn decoded(
    body: Bytes,
    named: Option<&str>,
    limit: usize,
) -> Result<Bytes, CodingFault> {
    let mut body = body;
    let codings: Vec<String> = named
        .into_iter()
        .flat_map(|named| named.split(','))
        .map(|coding| coding.trim().to_ascii_lowercase())
        .collect();
    // The last is the outermost.
    for coding in codings.iter().rev() {
        body = match coding.as_str() {
            "gzip" | "x-gzip" if is_gzip(&body) => inflate(&body, limit, read_gzip)?,
            "deflate" => inflate(&body, limit, read_deflate)?,
            "br" => inflate(&body, limit, read_brotli)?,
            // Characters are no coding, and some say so all the same. What is not
            // compressed needs no decoding, whatever is said of it.
            "" | "identity" | "none" | "utf-8" | "utf8" | "gzip" | "x-gzip" => body,
            other => return Err(CodingFault::Unknown(other.to_owned())),
        };
    }
    // No feed and no page begins like this; once is enough.
    let is_announced = codings.iter().any(|coding| coding.ends_with("gzip"));
    match is_gzip(&body) && !is_announced {
        true => inflate(&body, limit, read_gzip),
        false => Ok(body),
    }
}

fn is_gzip(body: &[u8]) -> bool {
    body.starts_with(&[0x1F, 0x8B, 8])
}

fn inflate(
    body: &[u8],
    limit: usize,
    read: fn(&[u8], &mut Limited) -> io::Result<()>,
) -> Result<Bytes, CodingFault> {
    let mut plain = Limited { bytes: Vec::new(), limit };
    match read(body, &mut plain) {
        _ if plain.bytes.len() > limit => Err(CodingFault::TooLarge),
        Ok(()) => Ok(plain.bytes.into()),
        Err(error) => Err(CodingFault::Broken(error.to_string())),
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

/// With the wrapping that it should have (RFC 1950), or without, as some send it.
fn read_deflate(body: &[u8], plain: &mut Limited) -> io::Result<()> {
    if plain.fill(ZlibDecoder::new(body)).is_ok() {
        return Ok(());
    }
    plain.bytes.clear();
    plain.fill(DeflateDecoder::new(body))
}

fn read_brotli(body: &[u8], plain: &mut Limited) -> io::Result<()> {
    const BUFFER: usize = 16 << 10;
    plain.fill(Decompressor::new(body, BUFFER))
}
