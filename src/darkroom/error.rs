//! Why a picture is not shown, in sentences that say what to do.

use std::path::PathBuf;

/// What is wrong with the bytes of a picture. Whose they are, the caller says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// Too many pixels.
    #[error(
        "it has {width} × {height} pixels, and {} megapixels are the most that is taken; offer a smaller one",
        limit / 1_000_000
    )]
    TooLarge {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
        /// The most pixels that are taken.
        limit: u64,
    },
    /// Too many bytes once it is decoded.
    #[error(
        "it takes {bytes} bytes when it is decoded, and {limit} are the most; save it with 8 bits for each colour"
    )]
    TooDeep {
        /// What it takes.
        bytes: u64,
        /// The most that is taken.
        limit: u64,
    },
    /// Hardly a dot.
    #[error("it has {width} × {height} pixels: that is a counter of visitors, not a picture")]
    TooSmall {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// No format that is read.
    #[error("it is neither JPEG, PNG, GIF, WebP nor SVG; save it as one of these")]
    Unknown,
    /// It cannot be decoded.
    #[error("it cannot be read: {0}; save it anew")]
    Broken(String),
    /// An SVG that is more than a drawing.
    #[error("it is an SVG with {0}; save it as a plain SVG, or as a PNG")]
    NotADrawing(String),
}

/// Why the folder of pictures cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}. Check the rights of the folder, and that the disk has room", path.display())]
pub struct PictureDiskError {
    /// The folder or the file.
    pub path: PathBuf,
    /// The error of the operating system.
    pub source: std::io::Error,
}
