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
    // What stands in a caption is part of it.
    if is_in(node, "figcaption") {
        return false;
    }
    if is_named(node, "cite") {
        return is_in(node, "figure");
    }
    if class_words::is_credit(node) && (is_in(node, "figure") || is_in_a_place(node)) {
        return !below(node, SHOWN).exists();
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

/// Whether it stands in a caption and says who took the picture.
pub(super) fn is_credit(node: &NodeRef<'_>) -> bool {
    class_words::is_credit(node) && is_in(node, "figcaption")
}

/// Whether a line is the caption of a picture that stands in one figure with it.
pub(super) fn is_of_a_figure(node: &NodeRef<'_>) -> bool {
    let figure = || node.ancestors_it(None).find(|around| is_named(around, "figure"));
    (is_named(node, "figcaption") || is_in(node, "figcaption"))
        && (link_share(node, |_| true) < 0.5 || is_credit(node))
        && figure().is_some_and(|figure| below(&figure, "img").exists())
}

fn is_in(node: &NodeRef<'_>, name: &str) -> bool {
    node.ancestors_it(None).any(|around| is_named(&around, name))
}

fn is_place(around: &NodeRef<'_>) -> bool {
    below(around, SHOWN).exists() || is_called_a_place(around)
}

fn is_called_a_place(around: &NodeRef<'_>) -> bool {
    const PICTURES: [&str; 9] =
        ["image", "images", "photo", "photos", "picture", "media", "gallery", "slideshow", "slide"];
    class_words::words_of(around).iter().any(|word| PICTURES.contains(&word.as_str()))
}

/// Whether it stands right in a place for a picture that holds one, and no text.
fn is_in_a_place(node: &NodeRef<'_>) -> bool {
    const MOST: usize = 300;
    node.parent().is_some_and(|around| {
        is_called_a_place(&around)
            && below(&around, "img, picture").exists()
            && letters(&around.text()) <= MOST
    })
}

/// Gives every caption the figure that HTML wants around it, one to each: the picture before it
/// stands in that too. What says who took the picture is small print.
pub(super) fn set_in_figures(fragment: &Document) {
    for caption in fragment.select("figcaption figcaption").nodes() {
        caption.rename("span");
        space_before(caption);
    }
    for caption in fragment.select("figcaption").nodes() {
        let of_one = below(caption, "[class], [id]");
        for part in of_one.nodes().iter().filter(|part| class_words::is_credit(part)) {
            if !below(part, "p, div").exists() && !is_named(part, "cite") {
                part.rename("small");
                space_before(part);
            }
        }
    }
    for caption in fragment.select("figcaption").nodes() {
        let before = caption.prev_element_sibling();
        match before.filter(|one| is_named(one, "figcaption")) {
            Some(own) => join(caption, &own),
            None if !is_in(caption, "figure") => with_figure(caption),
            None => {}
        }
    }
}

/// Words of two elements are two words.
fn space_before(node: &NodeRef<'_>) {
    if node.prev_sibling().is_some() {
        node.insert_before(&node.tree.new_text(" "));
    }
}

/// Makes of a caption the end of the one before it.
fn join(caption: &NodeRef<'_>, own: &NodeRef<'_>) {
    let has_lines = below(caption, "p, div").exists();
    caption.rename(match class_words::is_credit(caption) {
        _ if has_lines => "div",
        true => "small",
        false => "span",
    });
    own.append_child(caption);
    space_before(caption);
}

/// Puts a caption into a figure: that which the caption before it has, or a new one with the
/// picture right before it.
fn with_figure(caption: &NodeRef<'_>) {
    let before = caption.prev_element_sibling();
    let is_bare = |one: &NodeRef<'_>| {
        letters(&one.text()) == 0 && (is_shown(one) || below(one, SHOWN).exists())
    };
    if let Some(figure) = before.filter(|one| is_named(one, "figure")) {
        let own = below(&figure, "figcaption");
        match own.nodes().first() {
            Some(own) => join(caption, own),
            None => figure.append_child(caption),
        }
        return;
    }
    if let Some(line) = caption.parent().filter(|around| is_named(around, "p")) {
        line.rename("div");
    }
    let figure = caption.tree.new_element("figure");
    caption.insert_before(&figure);
    if let Some(picture) = before.filter(is_bare) {
        figure.append_child(&picture);
    }
    figure.append_child(caption);
}

fn is_shown(node: &NodeRef<'_>) -> bool {
    ["img", "picture", "video", "iframe"].iter().any(|name| is_named(node, name))
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
