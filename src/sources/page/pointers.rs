//! Lines that lead away from a text: to other stories of the site, to what an article is filed
//! under, to what readers are asked for. It removes none of them.

use super::measure::{
    below, is_heading, is_named, is_rights_line, is_running, is_sentence, letters, link_share,
    stays,
};
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use dom_query::NodeRef;

/// How a line that is a link begins that leads to other stories.
const LEADS: [&str; 10] = [
    "read more",
    "read also",
    "also read",
    "see also",
    "related",
    "[related",
    "recommended",
    "more:",
    "more from",
    "more on",
];

/// How a line of a few words begins that asks something of the reader, or tells of the
/// site. A sentence is not such a line.
const CALLS: [&str; 12] = [
    "advert",
    "subscribe",
    "sign up",
    "follow us",
    "share this",
    "get the latest",
    "have a tip",
    "comments",
    "leave a comment",
    "filed under",
    "copyright",
    "this post may contain affiliate",
];

/// Whether a line below the text says how the article is filed: its links, of which there are
/// several, are marked as tags, or lead to the page itself.
pub(super) fn files(node: &NodeRef<'_>, page: Option<&WebAddress>) -> bool {
    let links = below(node, "a[href]");
    let is_tag = |link: &NodeRef<'_>| {
        let rel = link.attr("rel").unwrap_or_default().to_ascii_lowercase();
        rel.split_whitespace().any(|one| ["tag", "category", "bookmark"].contains(&one))
    };
    let is_own = |link: &NodeRef<'_>| {
        let to = link.attr("href").and_then(|href| page?.join(&href).ok());
        to.is_some_and(|to| page.is_some_and(|page| to.as_str() == page.as_str()))
    };
    ["p", "div", "li", "footer"].iter().any(|name| is_named(node, name))
        && !is_running(node)
        && links.length() > 1
        && links.nodes().iter().any(is_tag)
        && links.nodes().iter().all(|link| is_tag(link) || is_own(link))
}

/// Whether a line below the text is one link to another page of the site, whatever it ends with,
/// or several of them with breaks between, below a label.
pub(super) fn leads_on(node: &NodeRef<'_>, page: Option<&WebAddress>) -> bool {
    ["p", "div"].iter().any(|name| is_named(node, name))
        && !is_running(node)
        && (link_share(node, |href| is_page_of(href, page)) >= 0.95
            || is_label_and_links(node, page))
}

/// Whether the first of several lines with breaks between is a label, and each of the others a
/// link to another page of the site.
fn is_label_and_links(node: &NodeRef<'_>, page: Option<&WebAddress>) -> bool {
    const LONGEST_LABEL: usize = 6;
    // The letters of each line, and those of them that are such links.
    let mut lines = vec![(0, 0, String::new())];
    for one in node.descendants_it() {
        if is_named(&one, "br") {
            lines.push((0, 0, String::new()));
        } else if one.is_text()
            && let Some((all, linked, said)) = lines.last_mut()
        {
            let text = one.text();
            let leads = |around: NodeRef<'_>| {
                around.attr("href").is_some_and(|href| is_page_of(&href, page))
            };
            *all += letters(&text);
            *linked += if one.ancestors_it(None).any(leads) { letters(&text) } else { 0 };
            said.push_str(&text);
        }
    }
    lines.retain(|(all, ..)| *all > 0);
    let Some(((_, linked, label), links)) = lines.split_first() else { return false };
    let label = one_line(label);
    *linked == 0
        && label.split_whitespace().count() <= LONGEST_LABEL
        && !is_sentence(&label)
        && !links.is_empty()
        && links.iter().all(|(all, linked, _)| linked * 10 >= all * 9)
}

/// Whether a line announces what stands below it, and is no sentence: "Read more:".
pub(super) fn announces(node: &NodeRef<'_>) -> bool {
    const MOST_WORDS: usize = 6;
    let text = one_line(&node.text());
    is_named(node, "p")
        && text.ends_with([':', '：'])
        && text.split_whitespace().count() <= MOST_WORDS
        && !below(node, "img, picture, video, iframe").exists()
}

/// Whether a line is a word or two with a colon, and behind them the headline of another page
/// of the site that it leads to: "Lire aussi : …".
pub(super) fn is_label_and_headline(
    node: &NodeRef<'_>,
    text: &str,
    page: Option<&WebAddress>,
) -> bool {
    const LONGEST_LABEL: usize = 4;
    const SHORTEST_HEADLINE: usize = 4;
    let Some((label, headline)) = text.split_once([':', '：']) else { return false };
    let count = |text: &str| text.split_whitespace().count();
    let linked = link_share(node, |href| is_page_of(href, page)) * letters(text) as f64;
    let is_line = ["p", "li", "blockquote", "div"].iter().any(|name| is_named(node, name));
    is_line
        && !text.ends_with('.')
        && (1..=LONGEST_LABEL).contains(&count(label))
        && (SHORTEST_HEADLINE..=25).contains(&count(headline))
        && below(node, "a[href]").length() == 1
        && linked + 0.5 >= letters(headline) as f64
}

fn is_page_of(href: &str, page: Option<&WebAddress>) -> bool {
    let is_of_the_web = WebAddress::parse(href).is_ok() || !href.contains(':');
    is_of_the_web && !href.starts_with('#') && stays(href, page)
}

/// A line that leads away: to other stories, a newsletter, the comments.
pub(super) fn is_pointer(node: &NodeRef<'_>, text: &str, page: Option<&WebAddress>) -> bool {
    if is_heading(node) {
        return false;
    }
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let starts = |known: &[&str]| known.iter().any(|opening| lower.starts_with(opening));
    let linked = link_share(node, |_| true);
    let leads = starts(&LEADS) && linked > 0.3;
    let calls = starts(&CALLS)
        && ((words <= 4 && !is_sentence(text) && !text.ends_with(['.', '!', '?'])) || linked > 0.3);
    // A paragraph that is one link to another page of the site is no sentence of this one.
    let only_a_link = words <= 20
        && ["p", "blockquote"].iter().any(|name| is_named(node, name))
        && !text.ends_with('.')
        && link_share(node, |href| stays(href, page)) >= 0.95;
    let is_own_address = page.is_some_and(|page| page.as_str() == text);
    (words <= 30 && (leads || calls))
        || is_of_adverts(text)
        || only_a_link
        || is_rights_line(text)
        || is_own_address
}

/// Whether a line is the word that stands above an advertisement, with no more than where the
/// text goes on: "ADVERTISEMENT - CONTINUE READING BELOW".
fn is_of_adverts(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "advertisement",
        "advert",
        "ad",
        "anzeige",
        "werbung",
        "publicité",
        "publicidad",
        "publicidade",
        "pubblicità",
        "advertentie",
        "annonce",
        "reklama",
        "реклама",
    ];
    const LONGEST: usize = 8;
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let bare = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_parted = first.ends_with(':') || rest.starts_with(['-', '–', '—', ':', '|', '•']);
    let is_loud = || rest.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
    WORDS.contains(&bare.as_str())
        && text.split_whitespace().count() <= LONGEST
        && !is_sentence(text)
        && (rest.is_empty() || (is_parted && is_loud()))
}
