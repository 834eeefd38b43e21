//! The pictures that stand for the paper on a home screen: all sizes out of the operator's
//! one, or out of a plain sheet in the paper's colour. It reads no file.

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

/// The side that all others are made of, in pixels.
const LARGEST: u32 = 512;

/// How much of a maskable icon, in tenths, is surely seen (W3C App Manifest, `maskable`).
const SAFE_TENTHS: u32 = 8;

/// An icon: its name, its side in pixels, and its bytes as PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Icon {
    pub(super) name: &'static str,
    pub(super) side: u32,
    pub(super) bytes: Vec<u8>,
}

/// The names and sides of the icons; the last one may be cut to any shape.
const ICONS: [(&str, u32); 5] = [
    ("favicon.png", 48),
    ("touch.png", 180),
    ("icon-small.png", 192),
    ("icon.png", 512),
    (MASKABLE, 512),
];

/// The icon that may be cut to any shape.
pub(super) const MASKABLE: &str = "maskable.png";

/// All icons, of the operator's picture or of a sheet of this colour, `#rrggbb`.
pub(super) fn icons(own: Option<&DynamicImage>, colour: &str) -> Vec<Icon> {
    let ground = read_colour(colour);
    let drawn = own.map_or_else(|| sheet(ground), squared);
    let icon = |(name, side): (&'static str, u32)| {
        let whole = match name {
            MASKABLE => with_margin(&drawn, ground),
            _ => drawn.clone(),
        };
        let scaled = whole.resize_exact(side, side, FilterType::CatmullRom);
        let mut bytes = Cursor::new(Vec::new());
        // Into memory nothing fails; a page without its icon is still one.
        let _ = scaled.write_to(&mut bytes, ImageFormat::Png);
        Icon { name, side, bytes: bytes.into_inner() }
    };
    ICONS.into_iter().map(icon).collect()
}

/// In the middle of a square, where it is none.
fn squared(own: &DynamicImage) -> DynamicImage {
    let own = own.resize(LARGEST, LARGEST, FilterType::CatmullRom);
    let mut square = RgbaImage::from_pixel(LARGEST, LARGEST, Rgba([255, 255, 255, 0]));
    let at = |side: u32| i64::from((LARGEST - side.min(LARGEST)) / 2);
    image::imageops::overlay(&mut square, &own.to_rgba8(), at(own.width()), at(own.height()));
    square.into()
}

/// A sheet of a newspaper: a headline, a picture, and lines.
fn sheet(ground: Rgba<u8>) -> DynamicImage {
    let mut icon = RgbaImage::from_pixel(LARGEST, LARGEST, ground);
    let (paper, ink) = (Rgba([253, 252, 249, 255]), Rgba([27, 26, 23, 255]));
    let mut fill = |(x, y): (u32, u32), (width, height): (u32, u32), colour: Rgba<u8>| {
        for (x, y) in (y..y + height).flat_map(|y| (x..x + width).map(move |x| (x, y))) {
            icon.put_pixel(x, y, colour);
        }
    };
    fill((96, 80), (320, 352), paper);
    fill((128, 116), (256, 44), ink);
    fill((128, 192), (120, 96), ground);
    for row in 0..4 {
        fill((272, 192 + row * 28), (112, 12), ink);
    }
    for row in 0..3 {
        fill((128, 316 + row * 32), (256, 12), ink);
    }
    icon.into()
}

/// What may be cut off is ground.
fn with_margin(drawn: &DynamicImage, ground: Rgba<u8>) -> DynamicImage {
    let inside = LARGEST * SAFE_TENTHS / 10;
    let smaller = drawn.resize(inside, inside, FilterType::CatmullRom).to_rgba8();
    let mut whole = RgbaImage::from_pixel(LARGEST, LARGEST, ground);
    let at = i64::from((LARGEST - inside) / 2);
    image::imageops::overlay(&mut whole, &smaller, at, at);
    whole.into()
}

/// A colour of the configuration, which has been checked; anything else is ink.
fn read_colour(colour: &str) -> Rgba<u8> {
    let number = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or(0x001b_1a17);
    let [_, red, green, blue] = number.to_be_bytes();
    Rgba([red, green, blue, 255])
}
