//! A picture that the paper serves itself: what a page must know of it, and what its files
//! are called. It holds no pixels, and knows nothing of where they are kept.

use crate::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The widths that a picture is made in, in pixels: a small one beside a headline, one for
/// most phones, one for the sharpest. None is wider than the picture itself.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureForm {
    /// As a JPEG, in several widths.
    Jpeg,
    /// As the SVG that it came as: one file for every width.
    Svg,
}

impl PictureForm {
    /// How its files end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Svg => "svg",
        }
    }

    /// What its files are, for `Content-Type`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// A picture that is here, ready for pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPicture {
    /// Of the bytes that it came as: what has this name never changes.
    pub name: Fingerprint,
    /// How it is written.
    pub form: PictureForm,
    /// Width and height in pixels, upright.
    pub size: (u32, u32),
    /// The widths of its files, the smallest first; never empty.
    pub widths: Vec<u32>,
    /// Its mean colour as CSS has it, for its place while it is on its way.
    pub ground: String,
}

impl OwnPicture {
    /// The widths that a picture of this width is made in.
    #[must_use]
    pub fn widths_of(width: u32) -> Vec<u32> {
        let widest = WIDTHS.into_iter().max().unwrap_or(width).min(width);
        WIDTHS.into_iter().filter(|narrower| *narrower < widest).chain([widest]).collect()
    }

    /// Its files, the narrowest first.
    pub fn files(&self) -> impl Iterator<Item = PictureFile> {
        let (name, form) = (self.name, self.form);
        self.widths.iter().map(move |width| PictureFile { name, width: *width, form })
    }

    /// The height that goes with a width, in pixels.
    #[must_use]
    pub fn height_at(&self, width: u32) -> u32 {
        height_at(self.size, width)
    }
}

/// The height that goes with a width, in pixels: 1 at least.
#[must_use]
pub fn height_at(size: (u32, u32), width: u32) -> u32 {
    let (whole, high) = (u64::from(size.0.max(1)), u64::from(size.1));
    let height = (high * u64::from(width) + whole / 2) / whole;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// A file of a picture, by its name: `<name>-<width>.jpg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureFile {
    /// Which picture.
    pub name: Fingerprint,
    /// In which width.
    pub width: u32,
    /// How it is written.
    pub form: PictureForm,
}

impl fmt::Display for PictureFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}.{}", self.name, self.width, self.form.extension())
    }
}

/// A text that names no file of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not how a picture's file is called: <32 hexadecimal digits>-<width>.jpg")]
pub struct NoPictureFile;

impl FromStr for PictureFile {
    type Err = NoPictureFile;

    /// Reads a name exactly as it is written: no other text names the same file.
    fn from_str(text: &str) -> Result<Self, NoPictureFile> {
        let read = || {
            let (stem, extension) = text.split_once('.')?;
            let (name, width) = stem.split_once('-')?;
            let forms = [PictureForm::Jpeg, PictureForm::Svg];
            let form = forms.into_iter().find(|form| form.extension() == extension)?;
            Some(Self { name: name.parse().ok()?, width: width.parse().ok()?, form })
        };
        read().filter(|file: &Self| file.to_string() == text).ok_or(NoPictureFile)
    }
}
