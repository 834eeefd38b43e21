//! From the bytes of a picture to the files of the paper's own. Nothing of what a camera
//! writes beside the picture (place, time, owner) comes through.

use super::error::PictureFault;
use super::pixels::{Pixels, UPRIGHT_WIDTH};
use super::svg;
use crate::fingerprint::Fingerprint;
use crate::own_picture::{OwnPicture, PictureFile, PictureForm, height_at};
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};
use jpeg_encoder::{ColorType, Encoder, EncodingError, SamplingFactor};
use std::io::Cursor;

/// The most pixels that are decoded. It is known before anything is decoded.
pub const LARGEST: u64 = 12_000_000;

/// The most bytes that a decoded picture may take: four for each of the most pixels.
const DECODED: u64 = 4 * LARGEST;

/// A picture that is no larger than this either way is not taken for one.
const DOT: u32 = 8;

/// Counts up when the same bytes make other files: their addresses are for ever.
const RECIPE: &[u8] = b"1";

/// How well a JPEG is written, of 100.
const QUALITY: u8 = 80;

/// The largest colour profile that is written into every file.
const PROFILE: usize = 8 << 10;

/// A picture with its files.
#[derive(Debug)]
pub struct Developed {
    /// What pages must know of it.
    pub picture: OwnPicture,
    /// Its files, the narrowest first.
    pub files: Vec<(PictureFile, Vec<u8>)>,
}

/// Makes the paper's own picture of these bytes. Equal bytes make equal files.
///
/// # Errors
/// When they are no picture that is taken.
pub fn develop(bytes: &[u8]) -> Result<Developed, PictureFault> {
    let name = Fingerprint::of_parts([RECIPE, bytes]);
    if svg::is_one(bytes) {
        return drawing(name, bytes);
    }
    let (pixels, profile, lossless) = read(bytes)?;
    let widths = OwnPicture::widths_of(pixels.size().0);
    let mut picture = OwnPicture {
        name,
        form: PictureForm::Jpeg,
        size: pixels.size(),
        ground: String::new(),
        widths,
    };
    let mut files = Vec::new();
    let mut narrower = pixels;
    for file in picture.files().collect::<Vec<_>>().into_iter().rev() {
        narrower = narrower.shrunk(file.width, picture.height_at(file.width))?;
        let profile = profile.as_deref();
        files.push((file, written(&narrower, profile, lossless).map_err(broken)?));
    }
    files.reverse();
    picture.ground = narrower.mean_colour();
    Ok(Developed { picture, files })
}

/// An SVG is kept as it is, when it is a drawing and nothing else.
fn drawing(name: Fingerprint, bytes: &[u8]) -> Result<Developed, PictureFault> {
    let size = svg::size_of(bytes)?;
    let (form, widths) = (PictureForm::Svg, vec![size.0]);
    let picture = OwnPicture { name, form, size, widths, ground: "transparent".to_owned() };
    let files = picture.files().map(|file| (file, bytes.to_vec())).collect();
    Ok(Developed { picture, files })
}

/// The pixels, upright and no wider than the widest file, with the colour profile that they
/// are meant in, and whether they came as they were drawn.
fn read(bytes: &[u8]) -> Result<(Pixels, Option<Vec<u8>>, bool), PictureFault> {
    let mut reader = ImageReader::new(Cursor::new(bytes));
    reader.limits(limits());
    let reader = reader.with_guessed_format().map_err(broken)?;
    let format = reader.format().ok_or(PictureFault::Unknown)?;
    if !matches!(
        format,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP
    ) {
        return Err(PictureFault::Unknown);
    }
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    judge(width, height, decoder.total_bytes())?;
    decoder.set_limits(limits()).map_err(broken)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_of_rgb(profile));
    let pixels = Pixels::decoded(decoder).map_err(broken)?;
    // Small first, then turned: so it is never in memory twice.
    let turned = if is_on_its_side(orientation) { (height, width) } else { (width, height) };
    let across = turned.0.min(UPRIGHT_WIDTH);
    let high = height_at(turned, across);
    let (across, high) = if is_on_its_side(orientation) { (high, across) } else { (across, high) };
    let pixels = pixels.shrunk(across, high)?.flat().turned(orientation).of_size(turned);
    Ok((pixels, profile, format != ImageFormat::Jpeg))
}

fn judge(width: u32, height: u32, bytes: u64) -> Result<(), PictureFault> {
    if u64::from(width) * u64::from(height) > LARGEST {
        return Err(PictureFault::TooLarge { width, height, limit: LARGEST });
    }
    if width.max(height) <= DOT {
        return Err(PictureFault::TooSmall { width, height });
    }
    if bytes > DECODED {
        return Err(PictureFault::TooDeep { bytes, limit: DECODED });
    }
    Ok(())
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    // What is decoded, and as much again for the decoder itself.
    limits.max_alloc = Some(2 * DECODED);
    limits
}

fn is_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Whether a colour profile (ICC.1, 7.2.6) is one of red, green and blue: another one
/// belongs to the inks that the decoder has made light of.
fn is_of_rgb(profile: &[u8]) -> bool {
    profile.len() <= PROFILE && profile.get(16..20) == Some(b"RGB ")
}

/// A JPEG. What came as it was drawn may have letters and thin lines in it: these keep their
/// colours at every pixel.
fn written(
    pixels: &Pixels,
    profile: Option<&[u8]>,
    lossless: bool,
) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(match lossless {
        true => SamplingFactor::R_4_4_4,
        false => SamplingFactor::R_4_2_0,
    });
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile)?;
    }
    let side = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
    let (width, height) = pixels.drawn();
    encoder.encode(pixels.bytes(), side(width), side(height), ColorType::Rgb)?;
    Ok(bytes)
}

fn broken(error: impl std::fmt::Display) -> PictureFault {
    PictureFault::Broken(error.to_string())
}
