//! Says whether an SVG is a drawing and nothing else: no script, nothing from elsewhere. It
//! cleans none: what is more than a drawing is not shown.

use super::error::PictureFault;
use roxmltree::{Document, Node, ParsingOptions};

/// More bytes are no drawing for a newspaper.
const LARGEST: usize = 512 << 10;

/// The namespace of the elements (SVG 2, 5.1.1).
const SVG: &str = "http://www.w3.org/2000/svg";

/// The elements that draw, and what they are made of.
const DRAWING: [&str; 36] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feOffset",
    "filter",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "title",
];

/// As above: these have more to be judged.
const WITH_TEXT: [&str; 4] = ["style", "textPath", "tspan", "use"];

/// Whether these bytes mean to be an SVG.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with('<') && head.contains("<svg")
}

/// The width and height of a drawing in pixels.
pub(super) fn size_of(bytes: &[u8]) -> Result<(u32, u32), PictureFault> {
    if bytes.len() > LARGEST {
        return Err(PictureFault::NotADrawing(format!("more than {LARGEST} bytes")));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| PictureFault::NotADrawing("bytes that are no UTF-8".to_owned()))?;
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| PictureFault::Broken(error.to_string()))?;
    for node in document.descendants().filter(Node::is_element) {
        judge(node)?;
    }
    let size = size(document.root_element());
    size.ok_or_else(|| PictureFault::NotADrawing("neither a size nor a viewBox".to_owned()))
}

fn judge(node: Node<'_, '_>) -> Result<(), PictureFault> {
    let name = node.tag_name();
    let draws = DRAWING.contains(&name.name()) || WITH_TEXT.contains(&name.name());
    if name.namespace() != Some(SVG) || !draws {
        return Err(PictureFault::NotADrawing(format!("a <{}>", name.name())));
    }
    if name.name() == "style" {
        let style: String = node.descendants().filter_map(|inner| inner.text()).collect();
        judge_style(&style)?;
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value().trim());
        if name.starts_with("on") {
            return Err(PictureFault::NotADrawing(format!("a script in `{name}`")));
        }
        if (name == "href" || name == "src") && !value.starts_with('#') {
            return Err(PictureFault::NotADrawing("a link to something else".to_owned()));
        }
        judge_style(value)?;
    }
    Ok(())
}

/// Nothing is fetched by a style, and nothing hidden in an escape.
fn judge_style(style: &str) -> Result<(), PictureFault> {
    let small = style.to_ascii_lowercase();
    let elsewhere = small
        .split("url(")
        .skip(1)
        .any(|inside| !inside.trim_start_matches([' ', '\t', '"', '\'']).starts_with('#'));
    let other = ["@import", "image-set(", "javascript:", "\\"].iter().any(|it| small.contains(it));
    match elsewhere || other {
        true => Err(PictureFault::NotADrawing("something from elsewhere".to_owned())),
        false => Ok(()),
    }
}

/// What it measures by its own word, or by the part of the plane that it shows.
fn size(root: Node<'_, '_>) -> Option<(u32, u32)> {
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok();
    let given = |name| root.attribute(name).and_then(pixels);
    let shown = || {
        let parts = root.attribute("viewBox")?.split([' ', ',', '\t', '\n']);
        let numbers: Vec<f64> = parts.filter_map(pixels).collect();
        Some((*numbers.get(2)?, *numbers.get(3)?))
    };
    let (width, height) = given("width").zip(given("height")).or_else(shown)?;
    let whole = |side: f64| (side.is_finite() && (1.0..=100_000.0).contains(&side)).then_some(side);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in bounds")]
    let rounded = |side: f64| side.round() as u32;
    Some((rounded(whole(width)?), rounded(whole(height)?)))
}
