//! A long document as text, piece by piece, so that it need not fit into memory.
//! It reads bytes the way `charset` does, but believes what the document itself
//! says of its encoding.

use super::charset;
use encoding_rs::{Decoder, UTF_8, WINDOWS_1252};
use std::io::{self, Read};

/// How much is read at once, in bytes.
const STRIDE: usize = 256 * 1024;

/// A source of text.
pub(crate) struct TextStream<R> {
    from: R,
    /// Bytes that are no whole character yet.
    pending: Vec<u8>,
    /// For all but UTF-8, which is mended where it is damaged.
    decoder: Option<Decoder>,
    begun: bool,
    bytes: u64,
}

impl<R: Read> TextStream<R> {
    /// The text of what `from` gives.
    pub(crate) fn new(from: R) -> Self {
        Self { from, pending: Vec::new(), decoder: None, begun: false, bytes: 0 }
    }

    /// How many bytes were read so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds some more text; `false` when there is no more.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn read_into(&mut self, text: &mut String) -> io::Result<bool> {
        let before = self.pending.len();
        let limit = STRIDE as u64;
        let read = self.from.by_ref().take(limit).read_to_end(&mut self.pending)?;
        self.bytes += (self.pending.len() - before) as u64;
        if !self.begun {
            self.begun = true;
            let (encoding, mark) = charset::encoding_of(&self.pending);
            self.pending.drain(..mark);
            self.decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        }
        let last = read == 0;
        match &mut self.decoder {
            Some(decoder) => {
                let room = decoder.max_utf8_buffer_length(self.pending.len());
                text.reserve(room.unwrap_or(self.pending.len() * 3));
                let (_, used, _) = decoder.decode_to_string(&self.pending, text, last);
                self.pending.drain(..used);
            }
            None => mend(&mut self.pending, text, last),
        }
        Ok(!last)
    }
}

/// UTF-8, with every byte that cannot be it read as windows-1252; a character that
/// is not whole yet waits, unless this is the end.
fn mend(pending: &mut Vec<u8>, text: &mut String, last: bool) {
    let mut waiting = 0;
    let mut left = pending.len();
    for chunk in pending.utf8_chunks() {
        text.push_str(chunk.valid());
        left -= chunk.valid().len() + chunk.invalid().len();
        let is_begun = std::str::from_utf8(chunk.invalid())
            .is_err_and(|error| error.error_len().is_none() && !chunk.invalid().is_empty());
        if left == 0 && !last && is_begun {
            waiting = chunk.invalid().len();
        } else {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    pending.drain(..pending.len() - waiting);
}
