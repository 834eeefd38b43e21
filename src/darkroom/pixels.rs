//! Decoded pixels, and what is done to them: made smaller, laid on paper, turned. It knows no
//! file format.

use super::error::PictureFault;
use crate::own_picture::WIDTHS;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Rgb, RgbImage, Rgba};

/// No file is wider.
pub(super) const UPRIGHT_WIDTH: u32 = WIDTHS[2];

/// The pixels of one picture.
pub(super) struct Pixels {
    image: DynamicImage,
    /// What the picture measures, which may be more than there are pixels.
    size: (u32, u32),
}

impl Pixels {
    /// What a decoder brings, with 8 bits for each colour.
    pub(super) fn decoded(decoder: impl ImageDecoder) -> ImageResult<Self> {
        let image = DynamicImage::from_decoder(decoder)?;
        let image = match image {
            DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => image,
            other if other.color().has_alpha() => other.into_rgba8().into(),
            other => other.into_rgb8().into(),
        };
        Ok(Self { size: (image.width(), image.height()), image })
    }

    /// What the picture measures, width and height.
    pub(super) fn size(&self) -> (u32, u32) {
        self.size
    }

    /// How many pixels there are, across and down.
    pub(super) fn drawn(&self) -> (u32, u32) {
        (self.image.width(), self.image.height())
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.image.as_bytes()
    }

    /// The same of a picture that measures this.
    pub(super) fn of_size(self, size: (u32, u32)) -> Self {
        Self { size, ..self }
    }

    /// In so many pixels, which are not more than there are.
    pub(super) fn shrunk(self, across: u32, down: u32) -> Result<Self, PictureFault> {
        let (width, height) = self.drawn();
        if (width, height) == (across, down) {
            return Ok(self);
        }
        let has_alpha = self.image.color().has_alpha();
        let kind = if has_alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let fault = |error: &dyn std::fmt::Display| PictureFault::Broken(error.to_string());
        let from =
            ImageRef::new(width, height, self.bytes(), kind).map_err(|error| fault(&error))?;
        let mut to = Image::new(across, down, kind);
        let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        Resizer::new().resize(&from, &mut to, &how).map_err(|error| fault(&error))?;
        let bytes = to.into_vec();
        let image = match has_alpha {
            true => image::RgbaImage::from_raw(across, down, bytes).map(DynamicImage::from),
            false => RgbImage::from_raw(across, down, bytes).map(DynamicImage::from),
        };
        let image = image.ok_or_else(|| fault(&"it does not fill its size"))?;
        Ok(Self { image, size: self.size })
    }

    /// On white paper, where something shows through.
    pub(super) fn flat(self) -> Self {
        let DynamicImage::ImageRgba8(clear) = &self.image else { return self };
        let image = RgbImage::from_fn(clear.width(), clear.height(), |x, y| {
            let Rgba([red, green, blue, alpha]) = *clear.get_pixel(x, y);
            Rgb([red, green, blue].map(|light| on_white(light, alpha)))
        });
        Self { image: image.into(), size: self.size }
    }

    /// As it is to be looked at.
    pub(super) fn turned(mut self, orientation: Orientation) -> Self {
        self.image.apply_orientation(orientation);
        self
    }

    /// The mean of all pixels, as CSS writes a colour.
    pub(super) fn mean_colour(&self) -> String {
        let mut sums = [0u64; 3];
        for pixel in self.bytes().chunks_exact(3) {
            for (sum, light) in sums.iter_mut().zip(pixel) {
                *sum += u64::from(*light);
            }
        }
        let count = (self.bytes().len() / 3).max(1) as u64;
        let [red, green, blue] = sums.map(|sum| sum / count);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

fn on_white(light: u8, alpha: u8) -> u8 {
    let (light, alpha) = (u32::from(light), u32::from(alpha));
    let shown = (light * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(shown).unwrap_or(u8::MAX)
}
