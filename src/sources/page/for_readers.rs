//! Boxes below a text that say a sentence or two to its readers: how to report a mistake, under
//! which terms to write below it. It removes none of them.

use super::class_words;
use super::elsewhere::is_comment;
use super::house::{House, within};
use super::measure::{below, is_named, is_sentence, leaves, letters};
use super::weights::Weights;
use crate::sources::article_address;
use crate::sources::same_page::same_site;
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use dom_query::NodeRef;
use std::iter::successors;

/// The number of long paragraphs of a text that such boxes stand below.
const A_TEXT: usize = 3;

/// Whether a box is one: it has a button, or stands right above what readers write and leads
/// to pages about the site. `page` is where it was found.
pub(super) fn is_one(
    node: &NodeRef<'_>,
    house: &House<'_>,
    weights: &Weights,
    page: Option<&WebAddress>,
) -> bool {
    let sentences = weights.at(node).sentences;
    let is_small = sentences > 0 && sentences * 4 <= house.letters;
    let is_box = ["div", "section"].iter().any(|name| is_named(node, name));
    is_small
        && is_box
        && weights.at(&house.node).paragraphs >= A_TEXT
        && ((has_buttons(node, weights) && is_last(node, house, weights))
            || (is_above_readers(node) && leads_to_pages_about_it(node, page)))
}

/// Whether there is a button or two in a box for what it says below a label, and nothing is
/// shown or opened by them.
fn has_buttons(node: &NodeRef<'_>, weights: &Weights) -> bool {
    const MOST: usize = 2;
    const SHOWN: &str = "img, picture, video, audio, iframe, table, pre, blockquote, details, \
        [aria-expanded]";
    let buttons = below(node, "button, [role='button' i], input[type='submit' i]");
    let weight = weights.at(node);
    weight.asks
        && weight.paragraphs == 0
        && (1..=MOST).contains(&buttons.length())
        && !below(node, SHOWN).exists()
        && begins_with_a_label(node)
        && !is_like_the_one_before(node)
        && !buttons.nodes().iter().any(|button| {
            // A term with its meaning is a word of a sentence.
            let line = button.parent().map(|around| weights.at(&around));
            line.is_some_and(|line| !line.has_block() && line.reads_as_sentence())
        })
}

/// Whether its first line is no sentence, and no heading: a part of a text has one.
fn begins_with_a_label(node: &NodeRef<'_>) -> bool {
    let lines = leaves(node);
    let first = lines.iter().find(|line| letters(&line.text()) > 0);
    !below(node, "h1, h2, h3, h4, h5, h6").exists()
        && first.is_some_and(|line| !is_sentence(&one_line(&line.text())))
}

/// Whether it is one of several parts of a text, by its class.
fn is_like_the_one_before(node: &NodeRef<'_>) -> bool {
    let before = node.prev_element_sibling();
    before.is_some_and(|one| one.has_attr("class") && one.attr("class") == node.attr("class"))
}

/// Whether no running text stands behind a box in the article.
fn is_last(node: &NodeRef<'_>, house: &House<'_>, weights: &Weights) -> bool {
    const MOST: usize = 30;
    let around = node.ancestors_it(None).take_while(|one| !within(&house.node, one));
    [*node].into_iter().chain(around).all(|one| {
        let behind = successors(one.next_element_sibling(), NodeRef::next_element_sibling);
        let mut behind = behind.take(MOST + 1).enumerate();
        behind.all(|(at, one)| at < MOST && weights.at(&one).paragraphs == 0)
    })
}

fn leads_to_pages_about_it(node: &NodeRef<'_>, page: Option<&WebAddress>) -> bool {
    let links = below(node, "a[href]");
    let is_about = |link: &&NodeRef<'_>| {
        let to = link.attr("href").and_then(|href| page?.join(&href).ok());
        to.is_some_and(|to| {
            let is_of_site = page.is_some_and(|page| same_site(page, &to));
            is_of_site && to.url().path().len() > 1 && !article_address::is_no_list(&to)
        })
    };
    let about = links.nodes().iter().filter(is_about).count();
    about > 0 && about * 2 >= links.length()
}

/// Whether what readers write stands right below a box.
fn is_above_readers(node: &NodeRef<'_>) -> bool {
    const MOST: usize = 3;
    let behind = successors(node.next_element_sibling(), NodeRef::next_element_sibling);
    behind.take(MOST).any(|one| class_words::is_of_readers(&one) || is_comment(&one))
}
