//! One item as it came, packed to be kept. It asks no store.

use crate::article::Correction;
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawCorrection, RawItem};
use chrono::{DateTime, Utc};
use flate2::read::ZlibDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;
use std::io::{self, BufReader};

/// The lowest level that counts letters: the one below it takes as long, and keeps a
/// third more.
const LEVEL: u32 = 2;

thread_local! {
    /// To begin one takes several times as long as to pack an item.
    static COMPRESSOR: RefCell<Compress> =
        RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// An item as it came, ready to be kept: JSON, deflated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptItem {
    fingerprint: Fingerprint,
    packed: Vec<u8>,
    page: Option<String>,
}

impl KeptItem {
    /// Of an item; `None` where it cannot be written, which no item is known to do.
    #[must_use]
    pub fn of(item: &RawItem) -> Option<Self> {
        let json = serde_json::to_vec(item).ok()?;
        let (fingerprint, page) = (Fingerprint::of(&json), item.url.clone());
        Some(Self { fingerprint, packed: packed(&json)?, page })
    }

    /// The same with these notes of corrections alone.
    #[must_use]
    pub fn corrected(&self, corrections: &[Correction]) -> Option<Self> {
        let item = Self::unpack(&self.packed).ok()?;
        let said = |one: &Correction| RawCorrection { note: one.note.to_string(), at: one.at };
        let corrections = corrections.iter().map(said).collect();
        Self::of(&RawItem { correction: None, corrections, ..item })
    }

    /// The same, published at another time.
    #[must_use]
    pub fn dated(&self, published: DateTime<Utc>) -> Option<Self> {
        let item = Self::unpack(&self.packed).ok()?;
        Self::of(&RawItem { published: Some(published), ..item })
    }

    /// Of what it says.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The address of its page, as the source says it.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// As it is kept.
    #[must_use]
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// The item that was kept so.
    ///
    /// # Errors
    /// When the bytes are not those of [`KeptItem::packed`].
    pub fn unpack(packed: &[u8]) -> io::Result<RawItem> {
        let json = BufReader::new(ZlibDecoder::new(packed));
        serde_json::from_reader(json).map_err(io::Error::other)
    }
}

/// In the form that zlib reads (RFC 1950).
fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let read = usize::try_from(compressor.total_in()).ok()?;
            let rest = bytes.get(read..)?;
            match compressor.compress_vec(rest, &mut packed, FlushCompress::Finish).ok()? {
                Status::StreamEnd => break,
                Status::Ok | Status::BufError => packed.reserve(packed.capacity().max(64)),
            }
        }
        packed.shrink_to_fit();
        Some(packed)
    })
}
