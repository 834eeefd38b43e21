//! Which lines of a page are captions: what is called so beside a picture, and what stands
//! right below one and is no sentence. It removes none of them.

use super::class_words;
use super::house::{House, within};
use super::measure::{
    below, innermost, is_heading, is_named, is_running, is_sentence, letters, link_share,
};
use super::weights::Weights;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef};

/// What shows something, as a selector.
const SHOWN: &str = "img, picture, video, figure, iframe, noscript";

/// Whether an element is called a caption, and is one by its place.
pub(super) fn is_caption(node: &NodeRef<'_>) -> bool {
    if is_named(node, "cite") {
        return node.ancestors_it(None).any(|around| is_named(&around, "figure"));
    }
    let is_word =
        |word: &String| ["caption", "captions", "cutline", "figcaption"].contains(&word.as_str());
    // Running text that stands beside no picture, nor in a place for one that may come
    // late, is none, whatever it is called.
    let is_beside_one = || is_place(node) || node.ancestors_it(Some(3)).any(|one| is_place(&one));
    class_words::words_of(node).iter().any(is_word)
        && !below(node, "img, picture, video, figure").exists()
        && (!is_running(node) || is_beside_one())
}

fn is_place(around: &NodeRef<'_>) -> bool {
    const PICTURES: [&str; 9] =
        ["image", "images", "photo", "photos", "picture", "media", "gallery", "slideshow", "slide"];
    below(around, SHOWN).exists()
        || class_words::words_of(around).iter().any(|word| PICTURES.contains(&word.as_str()))
}

/// Marks as captions the lines of the article that stand right below a picture and are as
/// short as no paragraph is.
pub(super) fn mark_below_pictures(document: &Document, house: &House<'_>, weights: &Weights) {
    let pictures = document.select("img, picture");
    for picture in innermost(pictures.nodes()) {
        if !within(&picture, &house.node) {
            continue;
        }
        // What holds nothing but the picture is the picture.
        let mut block = picture;
        while let Some(around) = block.parent() {
            if around.id == house.node.id || weights.at(&around).letters > 0 {
                break;
            }
            block = around;
        }
        if let Some(line) = block.next_element_sibling().filter(|line| is_short(line, &block)) {
            line.rename("figcaption");
        }
    }
}

/// Whether a line below a picture is a few words, and neither a heading nor what leads on.
fn is_short(line: &NodeRef<'_>, picture: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 7] = ["p", "div", "center", "em", "i", "small", "span"];
    const SHORTEST: usize = 8;
    const LONGEST: usize = 100;
    let text = one_line(&line.text());
    let is_line = NAMES.iter().any(|name| is_named(line, name))
        && !below(line, "p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, img, br").exists();
    let all = letters(&text);
    // A subhead is often a paragraph in bold letters.
    let bold: usize =
        below(line, "b, strong").nodes().iter().map(|part| letters(&part.text())).sum();
    // Between a picture and a caption stands no text.
    let between = picture
        .next_sibling()
        .is_none_or(|next| next.is_element() || next.text().trim().is_empty());
    is_line
        && between
        && (SHORTEST..=LONGEST).contains(&all)
        && !is_heading(line)
        && !is_sentence(&text)
        && !text.ends_with([':', ',', ';'])
        && bold * 2 < all
        && link_share(line, |_| true) < 0.5
}
