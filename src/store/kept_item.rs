//! One item as it came, packed to be kept. It asks no store.

use crate::fingerprint::Fingerprint;
use crate::raw_item::RawItem;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::io::{self, BufReader, Write};

/// An item as it came, ready to be kept: JSON, deflated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptItem {
    fingerprint: Fingerprint,
    packed: Vec<u8>,
}

impl KeptItem {
    /// Of an item; `None` where it cannot be written, which no item is known to do.
    #[must_use]
    pub fn of(item: &RawItem) -> Option<Self> {
        let json = serde_json::to_vec(item).ok()?;
        // It is read once in years, and written with every item.
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&json).ok()?;
        Some(Self { fingerprint: Fingerprint::of(&json), packed: encoder.finish().ok()? })
    }

    /// The same with this note of a correction, or none.
    #[must_use]
    pub fn corrected(&self, note: Option<String>) -> Option<Self> {
        let item = Self::unpack(&self.packed).ok()?;
        Self::of(&RawItem { correction: note, ..item })
    }

    /// Of what it says.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// As it is kept.
    #[must_use]
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// The item that was kept so.
    ///
    /// # Errors
    /// When the bytes are none of [`KeptItem::packed`].
    pub fn unpack(packed: &[u8]) -> io::Result<RawItem> {
        let json = BufReader::new(ZlibDecoder::new(packed));
        serde_json::from_reader(json).map_err(io::Error::other)
    }
}
