//! The running text of a page's article: what the operator's selector names, or
//! what reads like it, held against what the page itself says its text is.

use super::captions::is_of_a_figure;
use super::edges::{self, Trimmed};
use super::error::PageError;
use super::house::{self, House};
use super::measure::{
    below, ends_as_sentence, is_heading, is_named, is_sentence, leaves, letters, link_share,
    running_letters, says_something,
};
use super::metadata::PageMetadata;
use super::shown::shown;
use super::weights::Weights;
use super::{class_words, furniture, layout, paywall};
use crate::config::settings::Selectors;
use crate::sources::byline::is_byline;
use crate::sources::html_tree;
use crate::sources::same_subject::{long_words, share_in};
use crate::text::dates::found;
use crate::text::html;
use crate::text::plain_text::{self, one_line};
use crate::web_address::WebAddress;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use std::collections::HashSet;

/// The fewest letters that can be an article.
const SHORTEST: usize = 80;

/// What reading found must hold at least this share of what the page marks as its
/// text; if it holds less, it is something else.
const SAME: f64 = 0.6;

/// So many elements around the last of a text are its own and that around it.
const NEAR: usize = 2;

/// Words in a row that are the same in two texts only if one is from the other.
const ROW: usize = 6;

/// Finds the text, as HTML that is not clean yet. `page` is where it was found.
pub(super) fn of(
    document: &Document,
    facts: &PageMetadata,
    rules: &Selectors,
    page: Option<&WebAddress>,
) -> Result<Trimmed, PageError> {
    if let Some(selector) = &rules.body {
        let found = document.try_select(selector).filter(|found| found.exists());
        let found = found.ok_or_else(|| PageError::NothingSelected(selector.clone()))?;
        return Ok(Trimmed::plain(
            found.nodes().iter().map(|node| node.html().to_string()).collect(),
        ));
    }
    // What was taken for furniture may have been the house: then once more with it.
    layout::straighten(document);
    let house = house::of(document, facts).filter(|house| !is_marked_elsewhere(document, house));
    let is_beginning = paywall::take_out(document, house.as_ref(), facts);
    let whole = document.clone();
    furniture::clear(document, house.as_ref(), page);
    let long = |text: &Trimmed, least| letters(&plain_text::from_html(&text.html)) >= least;
    // Where the page marks the article, a sentence is one.
    let least = if house.is_some_and(|house| house.is_marked) { SHORTEST / 4 } else { SHORTEST };
    let enough = |text: &Trimmed| long(text, SHORTEST);
    let read =
        |document, house| found(document, house).map(|html| edges::trimmed(&html, facts, page));
    let text = read(document, house.as_ref()).filter(|text| long(text, least));
    let text = text.or_else(|| read(&whole, None).filter(enough));
    let said = facts.text.as_deref();
    match (text, said) {
        (Some(text), Some(said)) if has_more(said, &text, facts, &whole) => {
            Ok(Trimmed::plain(paragraphs(said)))
        }
        (Some(text), _) => Ok(Trimmed { is_beginning, ..text }),
        (None, Some(said)) => Ok(Trimmed::plain(paragraphs(said))),
        (None, None) => Err(PageError::NoArticle),
    }
}

fn found(document: &Document, house: Option<&House<'_>>) -> Option<String> {
    let Some(house) = house else { return marked_or_readable(document) };
    let html = house.node.html();
    let page = html_tree::page(&format!("<html><body>{html}</body></html>"));
    let read = readable(&page);
    Some(whole(&html, read.as_deref(), house.is_marked))
}

/// All sentences of the article's element, and of the rest what reading kept as well.
fn whole(html: &str, read: Option<&str>, is_marked: bool) -> String {
    let fragment = html_tree::fragment(html);
    let text = read.map(plain_text::from_html).unwrap_or_default();
    let kept: HashSet<&str> = text.lines().collect();
    let leaves = leaves(&fragment.root());
    // What has line breaks is several lines of the text.
    let is_there = |leaf: &NodeRef<'_>| match below(leaf, "br").exists() {
        true => plain_text::from_html(&leaf.html()).lines().all(|line| kept.contains(line)),
        false => kept.contains(one_line(&leaf.text()).as_str()),
    };
    let is_kept = |leaf: &NodeRef<'_>| match read {
        Some(_) => is_there(leaf),
        None => link_share(leaf, |_| true) < 0.5,
    };
    let is_text = |leaf: &NodeRef<'_>| {
        let is_part = !is_heading(leaf) && !is_named(leaf, "li");
        says_something(leaf) && (is_part || is_kept(leaf))
    };
    let first = leaves.iter().position(is_text).unwrap_or(0);
    let last = leaves.iter().rposition(|leaf| says_something(leaf) && is_kept(leaf));
    let is_below = |at: usize| last.is_some_and(|last| at > last);
    // Where no mark says how far the article goes, it ends near what reading kept.
    let near: HashSet<_> = last
        .iter()
        .flat_map(|last| leaves[*last].ancestors_it(Some(NEAR)))
        .map(|around| around.id)
        .collect();
    let is_near = |leaf: &NodeRef<'_>| {
        is_marked || leaf.ancestors_it(None).any(|around| near.contains(&around.id))
    };
    let mut gone = HashSet::new();
    for (at, leaf) in leaves.iter().enumerate() {
        let holds_picture = leaf.descendants_it().any(|node| is_named(&node, "img"));
        let stays = match is_heading(leaf) {
            // Between what is text it heads some of it, unless it is a link elsewhere.
            true => !is_linked(leaf) && (at > first || leads_in(leaf)),
            // Above the text stands what leads to it, among who wrote it and when.
            false if at < first => holds_picture || leads_in(leaf),
            // Below all that reading kept, names speak against a sentence.
            false if is_below(at) => {
                holds_picture || (says_something(leaf) && !is_called(leaf) && is_near(leaf))
            }
            false if says_something(leaf) || holds_picture || is_quoted(leaf) => true,
            false => is_of_data(leaf),
        };
        if !stays && !is_kept(leaf) && !is_of_a_figure(leaf) {
            gone.insert(at);
        }
    }
    gone.extend(headings_of_nothing(&leaves, &gone));
    gone.iter().for_each(|at| leaves[*at].remove_from_parent());
    drop_strange_pictures(&fragment, read);
    fragment.html().to_string()
}

/// The headings below which lines stood, up to the next of their rank, of which none is left.
fn headings_of_nothing(leaves: &[NodeRef<'_>], gone: &HashSet<usize>) -> Vec<usize> {
    let rank = |at: usize| leaves[at].node_name().map(|name| name.to_string());
    let is_one =
        |at: &usize| is_heading(&leaves[*at]) && !is_sentence(&one_line(&leaves[*at].text()));
    let headings: Vec<usize> = (0..leaves.len()).filter(is_one).collect();
    let is_bare = |(place, heading): &(usize, &usize)| {
        let mut next = headings[place + 1..].iter();
        let end = next.find(|next| rank(**next) <= rank(**heading)).copied();
        let mut lines =
            (*heading + 1..end.unwrap_or(leaves.len())).filter(|at| !is_one(at)).peekable();
        lines.peek().is_some() && lines.all(|at| gone.contains(&at))
    };
    headings.iter().enumerate().filter(is_bare).map(|(_, heading)| *heading).collect()
}

/// Whether a line above a text is of the article: more words than a label, that lead nowhere,
/// and that no name calls something else.
fn leads_in(leaf: &NodeRef<'_>) -> bool {
    const FEWEST: usize = 4;
    const SHORT: usize = 3;
    let text = shown(leaf);
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let is_wordy = text.split_whitespace().count() >= FEWEST && small >= 2;
    let is_short = ends_as_sentence(&text) && text.split_whitespace().count() >= SHORT;
    (is_wordy || is_short || is_sentence(&text))
        && link_share(leaf, |_| true) < 0.5
        && !is_byline(&text)
        && found::first(&text).is_none()
        && !below(leaf, "time").exists()
        && !is_called(leaf)
}

/// Whether a name of a line, or near around it, is for what stands around a text.
fn is_called(leaf: &NodeRef<'_>) -> bool {
    const NEAR: usize = 3;
    let near = leaf.ancestors_it(Some(NEAR)).chain([*leaf]).filter(NodeRef::is_element);
    // What the article itself is called, is told of all of it.
    let is_the_article = |one: &NodeRef<'_>| {
        is_named(one, "article")
            || one.parent().is_none_or(|top| !top.is_element() || is_named(&top, "html"))
    };
    let near = near.filter(|one| !is_the_article(one));
    near.into_iter().any(|one| class_words::says(&one) != class_words::Says::Nothing)
}

/// Whether a line is an item of a list, a cell of a table, a term or as it was typed.
fn is_of_data(leaf: &NodeRef<'_>) -> bool {
    ["li", "td", "th", "dt", "dd", "pre"].iter().any(|name| is_named(leaf, name))
        && link_share(leaf, |_| true) < 0.5
}

fn is_quoted(leaf: &NodeRef<'_>) -> bool {
    leaf.ancestors_it(None).any(|one| is_named(&one, "blockquote"))
}

fn is_linked(leaf: &NodeRef<'_>) -> bool {
    link_share(leaf, |_| true) >= 0.5 || leaf.ancestors_it(None).any(|one| is_named(&one, "a"))
}

/// Pictures that reading left out and that stand in no figure.
fn drop_strange_pictures(fragment: &Document, read: Option<&str>) {
    // Reading puts the address of a picture that comes late into the place of what stands for it.
    const ADDRESSES: [&str; 4] = ["src", "data-src", "data-lazy-src", "data-original"];
    let is_read = |address: &str| read.is_some_and(|read| read.contains(&*html::escaped(address)));
    for picture in fragment.select("img").nodes() {
        let known = ADDRESSES.iter().filter_map(|name| picture.attr(name)).any(|it| is_read(&it));
        let in_figure = picture.ancestors_it(None).any(|around| is_named(&around, "figure"));
        if !known && !in_figure {
            // Without it the other forms of a picture show nothing.
            let whole = picture.parent().filter(|around| is_named(around, "picture"));
            whole.unwrap_or(*picture).remove_from_parent();
        }
    }
}

/// Whether the page marks as the article's body what stands outside, and holds more.
fn is_marked_elsewhere(document: &Document, house: &House<'_>) -> bool {
    let marked = document.select_single("[itemprop~='articleBody']");
    marked.nodes().first().is_some_and(|body| {
        !house::within(body, &house.node)
            && (running_letters(&house.node) as f64) < running_letters(body) as f64 * SAME
    })
}

/// What reads like the article, or else what is marked as it and holds more.
fn marked_or_readable(document: &Document) -> Option<String> {
    let marked = document.select_single("[itemprop~='articleBody']");
    let marked = marked.nodes().first().map(|node| (running_letters(node), node.html()));
    let read = readable(document);
    let running =
        read.as_deref().map_or(0, |html| running_letters(&html_tree::fragment(html).root()));
    match marked {
        Some((letters, html)) if (running as f64) < letters as f64 * SAME => Some(html.to_string()),
        _ => read,
    }
}

/// What reads like the article. What furniture left is text, whatever its class sounds
/// like: the reader is shown whole words of it, and none that speak against a sentence.
fn readable(document: &Document) -> Option<String> {
    let document = document.clone();
    let weights = Weights::of(&document.html_root());
    for node in document.select("body [class], body [id]").nodes() {
        if weights.at(node).sentences > 0 || class_words::is_called_after_its_heading(node) {
            only_good_words(node);
        }
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).ok()?;
    Some(reader.parse().ok()?.content.to_string())
}

fn only_good_words(node: &NodeRef<'_>) {
    let words = class_words::words_of(node);
    let good: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| class_words::GOOD.contains(word)).collect();
    node.remove_attr("id");
    node.set_attr("class", &good.join(" "));
}

/// Whether what a page says its text is has more of it than was found: some of that is in
/// it, or the page shows it elsewhere, or it tells more of what the headline tells.
fn has_more(said: &str, text: &Trimmed, facts: &PageMetadata, whole: &Document) -> bool {
    let found = plain_text::from_html(&text.html);
    let title = long_words(facts.title.as_deref().unwrap_or_default());
    let tells = |text: &str| share_in(&title, &long_words(text));
    share_of(said, &found) < SAME
        && (share_of(&found, said) > 0.0
            || share_of(said, &plain_text::from_html(&whole.html())) >= SAME
            || tells(said) > tells(&found))
}

/// How much of a text is in another, from 0 to 1, by rows of words.
fn share_of(text: &str, other: &str) -> f64 {
    let folded = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let [words, others] = [text, other].map(folded);
    let known: HashSet<&[String]> = others.windows(ROW).collect();
    let rows = words.chunks_exact(ROW);
    let all = rows.len().max(1);
    rows.filter(|row| known.contains(row)).count() as f64 / all as f64
}

/// Plain text as HTML: a paragraph for each line.
fn paragraphs(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("<p>{}</p>", html::escaped_text(line.trim())))
        .collect()
}
