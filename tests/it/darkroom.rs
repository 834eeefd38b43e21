//! Promise: of what a publisher has, the paper makes pictures that are safe to show.
//! - at most three widths, none wider than the picture, as JPEG, upright, with true sizes;
//! - nothing of what a camera wrote beside it comes through, but for its colours' profile;
//! - equal bytes make equal files under one name;
//! - too many pixels are refused before they are decoded, and so is what is no picture;
//! - an SVG is shown when it is a drawing and nothing else;
//! - no bytes make it panic.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use pressroom::darkroom::{Developed, LARGEST, PictureDisk, PictureFault, develop};
use pressroom::own_picture::{OwnPicture, PictureFile, PictureForm};
use proptest::prelude::*;
use std::io::Cursor;
use std::time::{Duration, UNIX_EPOCH};

pub(crate) fn bytes_of(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Red on the left, blue on the right.
pub(crate) fn two_halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([250, 10, 10]) } else { Rgb([10, 10, 250]) }
    })
}

fn sizes(developed: &Developed) -> Vec<(u32, u32)> {
    let decoded = developed.files.iter().map(|(_, bytes)| image::load_from_memory(bytes).unwrap());
    decoded.map(|image| (image.width(), image.height())).collect()
}

/// A JPEG with what a camera writes into it: how it was held (TIFF tag 0x0112), and where.
fn from_a_camera(image: RgbImage, held: u8) -> Vec<u8> {
    let jpeg = bytes_of(image, ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([held, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"Lahore, at the back door");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut whole = jpeg[..2].to_vec();
    whole.extend([0xFF, 0xE1]);
    whole.extend(length);
    whole.extend(exif);
    whole.extend(&jpeg[2..]);
    whole
}

fn drawing(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 160 90\">{inside}</svg>"
    )
}

fn fault(bytes: &[u8]) -> PictureFault {
    develop(bytes).unwrap_err()
}

#[test]
fn a_picture_has_three_widths_at_most_and_is_never_made_wider() {
    let large = develop(&bytes_of(two_halves(2000, 1001), ImageFormat::Png)).unwrap();
    assert_eq!(large.picture.size, (2000, 1001));
    assert_eq!(large.picture.widths, [320, 640, 1280]);
    assert_eq!(sizes(&large), [(320, 160), (640, 320), (1280, 641)]);
    let small = develop(&bytes_of(two_halves(500, 300), ImageFormat::Png)).unwrap();
    assert_eq!(sizes(&small), [(320, 192), (500, 300)]);
    let line = develop(&bytes_of(two_halves(3000, 9), ImageFormat::Png)).unwrap();
    assert_eq!(sizes(&line), [(320, 1), (640, 2), (1280, 4)]);
    for developed in [large, small, line] {
        assert_eq!(developed.picture.ground, "#820a82");
        for (file, bytes) in &developed.files {
            assert!(bytes.starts_with(&[0xFF, 0xD8]), "{file} is no JPEG");
            assert_eq!(file.to_string().parse(), Ok(*file));
        }
    }
}

#[test]
fn it_is_upright_and_tells_nothing_of_the_camera() {
    let held = from_a_camera(two_halves(900, 600), 6);
    assert!(held.windows(6).any(|six| six == b"Lahore"));
    let developed = develop(&held).unwrap();
    assert_eq!(developed.picture.size, (600, 900));
    assert_eq!(sizes(&developed), [(320, 480), (600, 900)]);
    for (file, bytes) in &developed.files {
        for told in [&b"Exif"[..], b"Lahore"] {
            assert!(!bytes.windows(told.len()).any(|it| it == told), "{file} tells of the camera");
        }
    }
    // Turned to the right, what was on the left is above.
    let upright = image::load_from_memory(&developed.files[0].1).unwrap().into_rgb8();
    let [above, below] = [40, 440].map(|y| upright.get_pixel(160, y).0);
    assert!(above[0] > 200 && below[2] > 200, "{above:?} above {below:?}");
}

#[test]
fn what_shows_through_lies_on_white_and_equal_bytes_make_equal_files() {
    let clear = RgbaImage::from_pixel(400, 200, Rgba([0, 0, 0, 0]));
    let png = bytes_of(clear, ImageFormat::Png);
    let developed = develop(&png).unwrap();
    assert_eq!(developed.picture.ground, "#ffffff");
    let again = develop(&png).unwrap();
    assert_eq!((again.picture, again.files), (developed.picture, developed.files));
}

#[test]
fn every_format_that_is_named_is_read() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let picture = two_halves(64, 48);
        let developed = develop(&bytes_of(picture, format)).unwrap();
        assert_eq!(developed.picture.size, (64, 48), "{format:?}");
    }
    assert_eq!(fault(b"BM not a picture that anybody wants here"), PictureFault::Unknown);
    assert_eq!(fault(b""), PictureFault::Unknown);
    assert_eq!(fault(b"<html><body>not found</body></html>"), PictureFault::Unknown);
}

#[test]
fn too_many_pixels_are_refused_before_they_are_decoded() {
    // A PNG's head alone: what it says of its size is false, and nothing more ever comes.
    let mut png = bytes_of(two_halves(64, 64), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]);
    let sum = crc_of(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    let (width, height, limit) = (20_000, 20_000, LARGEST);
    assert_eq!(fault(&png), PictureFault::TooLarge { width, height, limit });
    let words = fault(&png).to_string();
    assert!(words.contains("12 megapixels") && words.contains("20000 × 20000"), "{words}");
    let dot = bytes_of(two_halves(2, 1), ImageFormat::Gif);
    assert_eq!(fault(&dot), PictureFault::TooSmall { width: 2, height: 1 });
    let deep = DynamicImage::new_rgba16(3000, 3000);
    assert!(matches!(fault(&bytes_of(deep, ImageFormat::Png)), PictureFault::TooDeep { .. }));
}

/// The checksum of a chunk (PNG, 5.5).
fn crc_of(chunk: &[u8]) -> u32 {
    let table = |mut entry: u32| {
        for _ in 0..8 {
            entry = if entry & 1 == 1 { 0xEDB8_8320 ^ (entry >> 1) } else { entry >> 1 };
        }
        entry
    };
    let fold = |sum: u32, byte: &u8| table((sum ^ u32::from(*byte)) & 0xFF) ^ (sum >> 8);
    !chunk.iter().fold(!0, fold)
}

#[test]
fn a_drawing_is_kept_as_it_is() {
    let svg = drawing(
        "<defs><linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient>\
         </defs><style>.b{fill:url(#a)}</style><g><rect class=\"b\" width=\"160\" height=\"90\"/>\
         <use xlink:href=\"#a\"/></g>",
    );
    let developed = develop(svg.as_bytes()).unwrap();
    assert_eq!((developed.picture.form, developed.picture.size), (PictureForm::Svg, (160, 90)));
    assert_eq!(developed.files[0].1, svg.as_bytes());
    let sized = svg.replace("viewBox=\"0 0 160 90\"", "width=\"320px\" height=\"180\"");
    assert_eq!(develop(sized.as_bytes()).unwrap().picture.size, (320, 180));
}

#[test]
fn an_svg_that_is_more_than_a_drawing_is_refused() {
    let more = [
        "<script>alert(1)</script>",
        "<rect onload=\"alert(1)\"/>",
        "<rect OnClick=\"alert(1)\"/>",
        "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
        "<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>",
        "<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>",
        "<image href=\"https://elsewhere.example/a.png\"/>",
        "<use href=\"https://elsewhere.example/a.svg#a\"/>",
        "<use xlink:href=\"data:image/svg+xml,x\"/>",
        "<a href=\"javascript:alert(1)\"><text>x</text></a>",
        "<style>@import 'https://elsewhere.example/a.css';</style>",
        "<style>rect{fill:url( 'https://elsewhere.example/a')}</style>",
        "<style>rect{fill:u\\72l(https://elsewhere.example/a)}</style>",
        "<rect style=\"fill:url(//elsewhere.example/a)\"/>",
        "<rect><animate attributeName=\"href\" to=\"javascript:alert(1)\"/></rect>",
        "<set attributeName=\"onload\" to=\"alert(1)\"/>",
    ];
    for inside in more {
        let svg = drawing(inside);
        let refused = develop(svg.as_bytes());
        assert!(matches!(refused, Err(PictureFault::NotADrawing(_))), "{inside}: {refused:?}");
    }
    let entities = drawing("").replace("<svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg");
    assert!(matches!(fault(entities.as_bytes()), PictureFault::Broken(_)));
    let endless = drawing("").replace("160", "1e999");
    assert!(matches!(fault(endless.as_bytes()), PictureFault::NotADrawing(_)));
}

#[test]
fn what_nobody_asked_for_the_longest_makes_room() {
    let folder = tempfile::tempdir().unwrap();
    let disk = PictureDisk::of(folder.path().join("pictures"));
    let picture = |shade: u8| {
        let image = RgbImage::from_fn(700, 500, |x, y| Rgb([shade, (x % 251) as u8, y as u8]));
        develop(&bytes_of(image, ImageFormat::Png)).unwrap()
    };
    let all: Vec<Developed> = (1..5).map(|number| picture(number * 50)).collect();
    let size: u64 = all[0].files.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    let room = size * 4;
    for (developed, hours) in all[..3].iter().zip([3, 1, 2]) {
        assert_eq!(disk.keep(&developed.files, room).unwrap(), 0);
        for (file, _) in &developed.files {
            let path = folder.path().join("pictures").join(file.to_string());
            let file = std::fs::File::options().append(true).open(path).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(hours * 3600)).unwrap();
        }
    }
    let is_there = |developed: &Developed| {
        let files = developed.picture.files();
        let path = |file: PictureFile| folder.path().join("pictures").join(file.to_string());
        let there: Vec<bool> = files.map(|file| path(file).exists()).collect();
        assert!(there.iter().all(|one| *one == there[0]), "half of a picture is there");
        there[0]
    };
    // Room for three, and the newest is the fourth: the oldest two make room for more.
    assert_eq!(disk.keep(&all[3].files, size * 3 + size / 2).unwrap(), 1);
    assert_eq!([0, 1, 2, 3].map(|at| is_there(&all[at])), [true, false, true, true]);
    disk.remove(&[all[0].picture.name].into()).unwrap();
    assert_eq!([0, 2, 3].map(|at| is_there(&all[at])), [false, true, true]);
}

#[test]
fn a_file_has_one_name() {
    let name = "0123456789abcdef0123456789abcdef";
    let file: PictureFile = format!("{name}-640.jpg").parse().unwrap();
    assert_eq!((file.width, file.form), (640, PictureForm::Jpeg));
    let upper = name.to_uppercase();
    for other in [
        format!("{name}-0640.jpg"),
        format!("{upper}-640.jpg"),
        format!("{name}-640.JPG"),
        format!("{name}-640.jpg.svg"),
        format!("{name}-+640.jpg"),
        format!("../{name}-640.jpg"),
        format!("{name}.jpg"),
        "-640.jpg".to_owned(),
        String::new(),
    ] {
        assert!(other.parse::<PictureFile>().is_err(), "{other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(
        which in 0..5usize,
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<u8>(), 1..24),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = match which {
            0 => from_a_camera(two_halves(40, 30), 8),
            1 => bytes_of(two_halves(40, 30), ImageFormat::Png),
            2 => bytes_of(two_halves(40, 30), ImageFormat::Gif),
            3 => bytes_of(two_halves(40, 30), ImageFormat::WebP),
            _ => drawing("<g><path d=\"M0 0h1\"/></g>").into_bytes(),
        };
        let at = at.index(bytes.len());
        let end = (at + with.len()).min(bytes.len());
        bytes.splice(at..end, with);
        bytes.truncate(cut.index(bytes.len()) + 1);
        if let Ok(developed) = develop(&bytes) {
            let OwnPicture { widths, size, .. } = developed.picture;
            prop_assert!(widths.len() <= 3 && widths.iter().all(|width| *width <= size.0));
        }
    }
}
