//! Takes out of a page what stands around its article, before the text is looked
//! for: by the meaning of elements, by what they hold, and by their place. The words of
//! class and id only add to that: no sentence of the article goes for them.

use super::captions::{is_caption, is_credit, mark_below_pictures};
use super::class_words::{self, Says};
use super::elsewhere::is_comment;
use super::for_readers;
use super::hidden;
use super::house::{House, asks_or_leads, is_strange, within};
use super::measure::{
    below, is_heading, is_named, is_sentence, leaves, letters, link_share, stays,
};
use super::promos::is_box_of_stores;
use super::readers;
use super::weights::{Weight, Weights};
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashSet;

/// Elements that are never part of an article's text.
const FURNITURE: &str = "script, style, template, noscript style, form, dialog, button, nav, \
    [role='navigation' i], [role='complementary' i], [role='search' i], [role='dialog' i], \
    [role='contentinfo' i], [itemprop~='author'] [itemprop~='description']";

/// Elements that stand in a line of text.
const INLINE: [&str; 14] = [
    "span", "a", "b", "i", "em", "strong", "small", "time", "font", "cite", "q", "mark", "u", "sup",
];

/// The fewest letters that sentences beside others are a text with.
const SENTENCES: usize = 60;

/// The number of long paragraphs that are too much to be furniture.
const TOO_MUCH: usize = 3;

/// Removes what is never part of an article's text, and marks captions.
pub(super) fn clear(document: &Document, house: Option<&House<'_>>, address: Option<&WebAddress>) {
    // Some systems put the whole page into one form.
    for form in document.select("form").nodes() {
        if house.is_some_and(|house| within(&house.node, form)) {
            form.rename("div");
        }
    }
    hidden::reveal(document);
    // What it says is for who sees nothing else; its pictures are shown late elsewhere.
    for node in document.select("noscript").nodes() {
        if letters(&node.text()) > 0 {
            node.remove_from_parent();
        }
    }
    let Some(body) = document.select("body").nodes().first().copied() else { return };
    let weights = Weights::of(&body);
    let all = weights.at(&body).letters;
    // Before any of it goes: the first lines of boxes are often furniture.
    if let Some(house) = house {
        let boxes = readers::below_the_text(house, &weights);
        boxes.iter().for_each(NodeRef::remove_from_parent);
    }
    let page = Page { house, address, all, several: several(document, &weights), weights };
    let nodes = document.select(
        "[class], [id], [role], [itemprop], [itemtype], [aria-label], aside, footer, article, \
         div, section, li, cite, a",
    );
    let mut galleries: HashSet<NodeId> = HashSet::new();
    for node in nodes.nodes() {
        // What stood in something that is gone is gone as well.
        if node.parent().is_none() || page.is_the_article(node) {
            continue;
        }
        if is_caption(node) {
            node.rename("figcaption");
        } else if page.is_gallery(node) {
            // What stands in one is part of it.
            if !node.ancestors_it(None).any(|around| galleries.contains(&around.id)) {
                leaves(node).iter().for_each(|line| line.rename("figcaption"));
                galleries.insert(node.id);
            }
        } else if page.goes(node) {
            page.heading_of_list(node).iter().for_each(NodeRef::remove_from_parent);
            node.remove_from_parent();
        }
    }
    if let Some(house) = house {
        mark_below_pictures(document, house, &page.weights);
    }
    // A term with a button for its meaning is a word of its sentence.
    for button in document.select("button").nodes() {
        button.rename("span");
        if !page.is_within_a_sentence(button) {
            button.rename("button");
        }
    }
    document.select(FURNITURE).remove();
}

/// What is called after what readers say, and stands right beside another such box of its
/// class.
fn several(document: &Document, weights: &Weights) -> HashSet<NodeId> {
    let says = |node: &NodeRef<'_>| weights.at(node).sentences > 0;
    let is_alike = |node: &NodeRef<'_>, other: NodeRef<'_>| {
        says(&other) && node.attr("class").is_some_and(|class| other.attr("class") == Some(class))
    };
    let boxes = document.select("[class]");
    let boxes = boxes.nodes().iter().filter(|node| says(node) && class_words::is_of_readers(node));
    let beside = |node: &&NodeRef<'_>| {
        let both = [node.prev_element_sibling(), node.next_element_sibling()];
        both.into_iter().flatten().any(|other| is_alike(node, other))
    };
    boxes.filter(beside).map(|node| node.id).collect()
}

struct Page<'a> {
    house: Option<&'a House<'a>>,
    /// Where the page is.
    address: Option<&'a WebAddress>,
    all: usize,
    /// What readers say, where several say it one after the other.
    several: HashSet<NodeId>,
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

    fn goes(&self, node: &NodeRef<'_>) -> bool {
        let says = class_words::says(node);
        let weight = self.weights.at(node);
        // What nobody sees is said to who only hears the page, and is no sentence of the text.
        if weight.sentences == 0 && class_words::is_unseen(node) && !self.is_within_a_sentence(node)
        {
            return !self.holds_much(node);
        }
        if is_credit(node) {
            return false;
        }
        if is_named(node, "img") && class_words::is_face(node) {
            return true;
        }
        // A heading is called after what it says.
        if is_heading(node) && weight.link_share() < 0.5 {
            return false;
        }
        if is_comment(node) || self.is_teaser(node, &weight) {
            return true;
        }
        if is_box_of_stores(node, &weight) && !self.holds_much(node) {
            return true;
        }
        let is_inside = self.house.is_none_or(|house| within(node, &house.node));
        if is_named(node, "article") {
            return self.house.is_some()
                && is_inside
                && (says == Says::Never || weight.links_heading);
        }
        if ["aside", "footer"].iter().any(|name| is_named(node, name)) {
            let is_of_facts = is_inside && self.is_box_of_facts(node, &weight);
            return !(self.holds_much(node) || is_of_facts);
        }
        if is_inside
            && (self.is_tool(node, &weight)
                || self.is_what_readers_say(node, &weight)
                || self.house.is_some_and(|house| {
                    for_readers::is_one(node, house, &self.weights, self.address)
                }))
        {
            return true;
        }
        match says {
            Says::Nothing => {
                !is_inside
                    && self.house.is_some_and(|house| !house.is_marked)
                    && is_strange(node, &weight, false)
                    && !self.holds_much(node)
            }
            // What somebody wrote elsewhere is shown as a quotation, whatever that is called.
            Says::Around if is_inside && below(node, "blockquote").exists() => false,
            _ if weight.sentences == 0 && !class_words::is_called_after_its_heading(node) => {
                !self.is_within_a_sentence(node) && !self.holds_much(node)
            }
            Says::Never if !is_inside => true,
            _ => asks_or_leads(&weight, says) && !(says == Says::Around && self.holds_much(node)),
        }
    }

    /// Whether something beside a text is a box of it: called so, with sentences below a heading,
    /// and leading nowhere.
    fn is_box_of_facts(&self, node: &NodeRef<'_>, weight: &Weight) -> bool {
        const NAMES: [&str; 6] = ["factbox", "fact", "facts", "infobox", "faktbox", "explainer"];
        let words = class_words::words_of(node);
        NAMES.iter().any(|name| words.iter().any(|word| word == name))
            && weight.sentences > 0
            && weight.link_share() < 0.5
            && !weight.takes_words
            && below(node, "h2, h3, h4, h5, h6, strong, b").exists()
    }

    /// Whether pictures with their captions stand there beside a text of their page.
    fn is_gallery(&self, node: &NodeRef<'_>) -> bool {
        let Some(house) = self.house.filter(|house| within(node, &house.node)) else {
            return false;
        };
        let all = self.weights.at(&house.node).paragraphs;
        class_words::is_gallery(node)
            && all.saturating_sub(self.weights.at(node).paragraphs) >= TOO_MUCH
            && below(node, "img, picture, li").length() > 1
    }

    /// Whether an element is there to do something with: a control by its role, what asks for
    /// words, or what is called so. It says nothing in sentences, and shows no picture.
    fn is_tool(&self, node: &NodeRef<'_>, weight: &Weight) -> bool {
        const ROLES: [&str; 12] = [
            "button",
            "slider",
            "menu",
            "menubar",
            "tab",
            "tablist",
            "progressbar",
            "toolbar",
            "tooltip",
            "switch",
            "listbox",
            "combobox",
        ];
        const SHOWN: &str = "img, picture, video, audio, iframe, object, table, pre, blockquote";
        let role = node.attr("role").unwrap_or_default().to_ascii_lowercase();
        let is_small = self.house.is_some_and(|house| weight.sentences * 4 <= house.letters);
        let asks = weight.takes_words && weight.paragraphs == 0 && is_small;
        let is_named_so = class_words::is_tool(node)
            && ["div", "section", "span", "ul", "ol", "p", "a"]
                .iter()
                .any(|name| is_named(node, name));
        let is_one = ROLES.contains(&role.as_str()) || is_named_so;
        let is_bare = is_named(node, "figure") && node.has_attr("class");
        !self.holds_much(node)
            && (asks
                || (weight.sentences == 0
                    && (is_one || is_bare)
                    && !self.is_within_a_sentence(node)
                    && !below(node, SHOWN).exists()))
    }

    /// Whether an element is called after what readers say, and several boxes of one kind say
    /// something there, one after the other, beside a text.
    fn is_what_readers_say(&self, node: &NodeRef<'_>, weight: &Weight) -> bool {
        let rest = self.house.map_or(0, |house| {
            self.weights.at(&house.node).sentences.saturating_sub(weight.sentences)
        });
        class_words::is_of_readers(node)
            && rest >= SENTENCES
            && (weight.repeats || self.several.contains(&node.id))
    }

    /// Whether an element tells in a few words of another page of the site, and leads there:
    /// its first line is a heading that is a link, or all of it is one, or most of it where it
    /// says no sentence; or its picture leads where its words do.
    fn is_teaser(&self, node: &NodeRef<'_>, weight: &Weight) -> bool {
        const MOST_LINES: usize = 4;
        let Some(house) = self.house.filter(|house| within(node, &house.node)) else {
            return false;
        };
        let is_box = ["div", "section", "figure"].iter().any(|name| is_named(node, name));
        if is_box && self.is_list_of_leads(node, weight) {
            return true;
        }
        let is_link = is_named(node, "a");
        let may_be_one = (is_link && weight.has_block())
            || (weight.links_heading && (is_box || is_named(node, "li")))
            || (is_box && weight.linked > 0);
        if !may_be_one || weight.sentences * 4 > house.letters || weight.lines > MOST_LINES {
            return false;
        }
        let lines = leaves(node);
        if is_link {
            return self.leads(node);
        }
        let first = lines.iter().find(|line| !line.text().trim().is_empty());
        first.is_some_and(|line| self.is_linked_heading(line))
            || (is_box && (self.is_label_and_link(node, weight) || self.has_linked_picture(node)))
    }

    /// Whether a box is a list of other pages of the site, with a heading and nothing else.
    fn is_list_of_leads(&self, node: &NodeRef<'_>, weight: &Weight) -> bool {
        const FEWEST: usize = 3;
        const MOST: usize = 40;
        if weight.sentences > 0 || weight.link_share() < 0.6 || weight.lines > MOST {
            return false;
        }
        let items = below(node, "li");
        let leads =
            |item: &NodeRef<'_>| below(item, "a[href]").nodes().iter().any(|link| self.leads(link));
        let is_in_one = |line: &NodeRef<'_>| {
            is_named(line, "li") || line.ancestors_it(None).any(|one| is_named(&one, "li"))
        };
        items.length() >= FEWEST
            && items.nodes().iter().all(leads)
            && leaves(node).iter().all(|line| is_heading(line) || is_in_one(line))
    }

    /// The heading right above a list of other pages of the site.
    fn heading_of_list<'n>(&self, node: &NodeRef<'n>) -> Option<NodeRef<'n>> {
        let house = self.house.filter(|house| within(node, &house.node))?;
        let heading = node.prev_element_sibling().filter(|it| it.id != house.node.id)?;
        let is_its = is_heading(&heading) && !is_named(&heading, "h1");
        (is_its && self.is_list_of_leads(node, &self.weights.at(node))).then_some(heading)
    }

    /// Whether a link leads to another page of the site.
    fn leads(&self, link: &NodeRef<'_>) -> bool {
        let href = link.attr("href");
        href.is_some_and(|href| !href.starts_with('#') && stays(&href, self.address))
    }

    fn is_linked_heading(&self, line: &NodeRef<'_>) -> bool {
        let around = line.ancestors_it(None).chain([*line]);
        is_heading(line)
            && (around.into_iter().any(|one| is_named(&one, "a") && self.leads(&one))
                || below(line, "a[href]").nodes().iter().any(|link| self.leads(link)))
    }

    /// Whether a box says no sentence, and most of what it says is a link within the site.
    fn is_label_and_link(&self, node: &NodeRef<'_>, weight: &Weight) -> bool {
        let says =
            leaves(node).iter().chain([node]).any(|line| is_sentence(&one_line(&line.text())));
        weight.sentences == 0
            && !says
            && link_share(node, |href| !href.starts_with('#') && stays(href, self.address)) >= 0.5
    }

    /// Whether a picture is a link to where words beside it lead as well.
    fn has_linked_picture(&self, node: &NodeRef<'_>) -> bool {
        let links = below(node, "a[href]");
        let own: Vec<_> = links.nodes().iter().filter(|link| self.leads(link)).collect();
        let is_picture = |link: &NodeRef<'_>| below(link, "img").exists();
        own.iter().filter(|link| is_picture(link)).any(|picture| {
            own.iter().any(|other| {
                !is_picture(other)
                    && letters(&other.text()) > 0
                    && other.attr("href") == picture.attr("href")
            })
        })
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
        !around.has_block()
            && around.reads_as_sentence()
            && around.letters > self.weights.at(node).letters * 2
    }
}
