//! The pictures that stand for the paper on a home screen: all sizes out of the operator's
//! one, or out of a plain sheet in the paper's colour. It reads no file.

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

/// The side that all others are made of, in pixels.
pub(super) const ICON_SIDE: u32 = 512;

/// The radius of the circle of a maskable icon that is surely seen, in pixels: two fifths of
/// its side (W3C Web Application Manifest, "Icon masks and safe zone").
const SAFE_RADIUS: u32 = ICON_SIDE * 2 / 5;

/// The colour of paper.
const PAPER: Rgba<u8> = Rgba([253, 252, 249, 255]);

/// An icon: its name, its side in pixels, and its bytes as PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Icon {
    pub(super) name: &'static str,
    pub(super) side: u32,
    pub(super) bytes: Vec<u8>,
}

/// The names and sides of the icons; the last one may be cut to any shape.
const ICONS: [(&str, u32); 5] = [
    (FAVICON, 48),
    (TOUCH, 180),
    ("icon-small.png", 192),
    (ICON, ICON_SIDE),
    (MASKABLE, ICON_SIDE),
];

/// The icon beside an address.
pub(super) const FAVICON: &str = "favicon.png";

/// The icon on the home screen of a phone that shows what is transparent as black.
const TOUCH: &str = "touch.png";

/// The largest one.
pub(super) const ICON: &str = "icon.png";

/// The icon that may be cut to any shape.
pub(super) const MASKABLE: &str = "maskable.png";

/// All icons, of the operator's picture or of a sheet of this colour, `#rrggbb`.
pub(super) fn icons(own: Option<&DynamicImage>, colour: &str) -> Vec<Icon> {
    let ground = read_colour(colour);
    let drawn = own.map_or_else(|| sheet(ground), squared);
    let icon = |(name, side): (&'static str, u32)| {
        let whole = match name {
            MASKABLE => with_margin(&drawn, ground),
            TOUCH => on_paper(&drawn),
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
    let own = own.resize(ICON_SIDE, ICON_SIDE, FilterType::CatmullRom);
    let mut square = RgbaImage::from_pixel(ICON_SIDE, ICON_SIDE, Rgba([255, 255, 255, 0]));
    let at = |side: u32| i64::from((ICON_SIDE - side.min(ICON_SIDE)) / 2);
    image::imageops::overlay(&mut square, &own.to_rgba8(), at(own.width()), at(own.height()));
    square.into()
}

/// A sheet of a newspaper: a headline, a picture, and lines.
fn sheet(ground: Rgba<u8>) -> DynamicImage {
    let mut icon = RgbaImage::from_pixel(ICON_SIDE, ICON_SIDE, ground);
    let (paper, ink) = (PAPER, Rgba([27, 26, 23, 255]));
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

/// So small that all of it is within the circle that no launcher cuts, on its own ground where
/// it has one.
fn with_margin(drawn: &DynamicImage, ground: Rgba<u8>) -> DynamicImage {
    let drawn = drawn.to_rgba8();
    let corner = *drawn.get_pixel(0, 0);
    let ground = if corner[3] == u8::MAX { corner } else { ground };
    let side = drawn.width().max(drawn.height());
    let seen = drawn.enumerate_pixels().filter(|(_, _, pixel)| !is_ground(**pixel, ground));
    let far =
        |x: u32, y: u32| (2 * x + 1).abs_diff(side).pow(2) + (2 * y + 1).abs_diff(side).pow(2);
    let farthest = seen.map(|(x, y, _)| far(x, y)).max().unwrap_or_default().isqrt() / 2 + 1;
    let inside = (side * SAFE_RADIUS / farthest).min(side);
    let filter = FilterType::CatmullRom;
    let smaller = image::imageops::resize(&drawn, inside, inside, filter);
    let mut whole = RgbaImage::from_pixel(side, side, ground);
    let at = i64::from((side - inside) / 2);
    image::imageops::overlay(&mut whole, &smaller, at, at);
    whole.into()
}

/// Whether nothing is drawn there, or next to nothing.
fn is_ground(pixel: Rgba<u8>, ground: Rgba<u8>) -> bool {
    pixel[3] < 16 || pixel.0.iter().zip(ground.0).all(|(one, other)| one.abs_diff(other) <= 8)
}

/// Where nothing is drawn, there is paper.
fn on_paper(drawn: &DynamicImage) -> DynamicImage {
    let mut whole = RgbaImage::from_pixel(drawn.width(), drawn.height(), PAPER);
    image::imageops::overlay(&mut whole, &drawn.to_rgba8(), 0, 0);
    whole.into()
}

/// A colour of the configuration, which has been checked; anything else is ink.
fn read_colour(colour: &str) -> Rgba<u8> {
    let number = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or(0x001b_1a17);
    let [_, red, green, blue] = number.to_be_bytes();
    Rgba([red, green, blue, 255])
}
