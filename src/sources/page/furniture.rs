//! Takes out of a page what stands around its article, before the text is looked
//! for: by the meaning of elements, by what they hold, and by their place. The words of
//! class and id only add to that: no sentence of the article goes for them.

use super::class_words::{self, Says};
use super::house::{House, asks_or_leads, is_strange, within};
use super::layout;
use super::measure::{below, is_named};
use super::weights::Weights;
use dom_query::{Document, NodeRef};

/// Elements that are never part of an article's text.
const FURNITURE: &str = "script, style, template, noscript style, form, dialog, button, nav, \
    [role='navigation' i], [role='complementary' i], [role='search' i], [role='dialog' i], \
    [role='contentinfo' i], [itemprop~='author'] [itemprop~='description']";

/// Elements that stand in a line of text.
const INLINE: [&str; 14] = [
    "span", "a", "b", "i", "em", "strong", "small", "time", "font", "cite", "q", "mark", "u", "sup",
];

/// So many long paragraphs are too much to be furniture.
const TOO_MUCH: usize = 3;

/// Removes what is never part of an article's text, and marks captions.
pub(super) fn clear(document: &Document, house: Option<&House<'_>>) {
    // Some systems put the whole page into one form.
    for form in document.select("form").nodes() {
        if house.is_some_and(|house| within(&house.node, form)) {
            form.rename("div");
        }
    }
    layout::reveal(document);
    let Some(body) = document.select("body").nodes().first().copied() else { return };
    let weights = Weights::of(&body);
    let page = Page { house, all: weights.at(&body).letters, weights };
    let nodes = document.select("[class], [id], [role], aside, footer, article, div, cite");
    for node in nodes.nodes() {
        // What stood in something that is gone is gone as well.
        if node.parent().is_none() || page.is_the_article(node) {
            continue;
        }
        if page.is_caption(node) {
            node.rename("figcaption");
        } else if page.goes(node) {
            node.remove_from_parent();
        }
    }
    document.select(FURNITURE).remove();
}

struct Page<'a> {
    house: Option<&'a House<'a>>,
    all: usize,
    /// As the page was before anything was taken out.
    weights: Weights,
}

impl Page<'_> {
    fn is_the_article(&self, node: &NodeRef<'_>) -> bool {
        let name = node.node_name().unwrap_or_default();
        ["html", "body", "main", "h1", "blockquote"].contains(&&*name)
            || node.attr("itemprop").is_some_and(|property| property.contains("articleBody"))
            || self.house.is_some_and(|house| within(&house.node, node))
    }

    fn is_caption(&self, node: &NodeRef<'_>) -> bool {
        if is_named(node, "cite") {
            return node.ancestors_it(None).any(|around| is_named(&around, "figure"));
        }
        let is_word = |word: &String| {
            ["caption", "captions", "cutline", "figcaption"].contains(&word.as_str())
        };
        class_words::words_of(node).iter().any(is_word)
            && !below(node, "img, picture, video, figure").exists()
    }

    fn goes(&self, node: &NodeRef<'_>) -> bool {
        let says = class_words::says(node);
        let weight = self.weights.at(node);
        let is_inside = self.house.is_none_or(|house| within(node, &house.node));
        if is_named(node, "article") {
            return self.house.is_some()
                && is_inside
                && (says == Says::Never || weight.links_heading);
        }
        if ["aside", "footer"].iter().any(|name| is_named(node, name)) {
            return !self.holds_much(node);
        }
        match says {
            Says::Nothing => {
                !is_inside
                    && self.house.is_some_and(|house| !house.is_marked)
                    && is_strange(node, &weight, false)
                    && !self.holds_much(node)
            }
            _ if weight.sentences == 0 => {
                !self.is_within_a_sentence(node) && !self.holds_much(node)
            }
            Says::Never if !is_inside => true,
            _ => asks_or_leads(&weight, says) && !(says == Says::Around && self.holds_much(node)),
        }
    }

    /// Whether an element holds so much that the article must be in it.
    fn holds_much(&self, node: &NodeRef<'_>) -> bool {
        let weight = self.weights.at(node);
        match self.house {
            Some(house) => {
                is_named(node, "div")
                    && within(node, &house.node)
                    && weight.sentences * 4 > house.letters.max(1) * 3
            }
            None => weight.paragraphs >= TOO_MUCH || weight.letters * 2 >= self.all,
        }
    }

    /// Whether it is a word or two of a sentence that goes on around it.
    fn is_within_a_sentence(&self, node: &NodeRef<'_>) -> bool {
        let is_inline = INLINE.iter().any(|name| is_named(node, name));
        let Some(around) = node.parent().filter(|_| is_inline) else { return false };
        let around = self.weights.at(&around);
        around.reads_as_sentence() && around.letters > self.weights.at(node).letters * 2
    }
}
