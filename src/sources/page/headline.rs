//! The headline of a page: which of its lines is the article's, and what of the titles
//! that it gives itself is the name of the site. It reads no text.

use super::class_words;
use super::measure::{below, is_named, leaves, letters, link_share};
use super::metadata::PageMetadata;
use crate::sources::same_page::same_site;
use crate::text::dates::is_only_a_date;
use crate::text::plain_text::{self, one_line};
use crate::web_address::WebAddress;
use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashSet;

/// The fewest letters of a part of a title that can only be a headline.
const SHORTEST: usize = 11;

/// The longest headline, in bytes, with what else stands in its heading.
const LONGEST: usize = 2000;

/// The most links to the first page that are read.
const MOST_LINKS: usize = 20;

/// What parts a headline from the name of the site.
const MARKS: [&str; 12] =
    [" | ", " - ", " – ", " — ", " · ", " • ", " « ", " » ", " :: ", " ‹ ", " › ", " ："];

/// Where a page shows the headline of the article that it has.
pub(super) struct Headline<'a> {
    pub(super) node: Option<NodeRef<'a>>,
    around: HashSet<NodeId>,
}

impl<'a> Headline<'a> {
    /// The line that is marked as a headline and says the title, or else says nothing but
    /// that, or else the only one of the highest rank.
    pub(super) fn of(document: &'a Document, title: Option<&str>) -> Self {
        let node = shown(document, title.unwrap_or_default());
        let around = node.iter().flat_map(|line| line.ancestors_it(None).chain([*line]));
        Self { node, around: around.map(|one| one.id).collect() }
    }

    /// Whether the headline is a node, or stands in it.
    pub(super) fn is_in(&self, node: &NodeRef<'_>) -> bool {
        self.around.contains(&node.id)
    }
}

fn shown<'a>(document: &'a Document, title: &str) -> Option<NodeRef<'a>> {
    let title = title.to_lowercase();
    let lower = |node: &NodeRef<'_>| line_of(node).to_lowercase();
    let is_title = |node: &&NodeRef<'_>| {
        let text = lower(node);
        !text.is_empty() && text == title
    };
    let has_part = |node: &&NodeRef<'_>| {
        let text = lower(node);
        letters(&text) >= SHORTEST && title.contains(&text)
    };
    let lines = document.select("h1, h2, [itemprop~='headline']");
    let lines: Vec<_> = lines.nodes().iter().filter(|line| !is_furniture(line)).collect();
    let ones: Vec<_> = lines.iter().filter(|line| is_named(line, "h1")).collect();
    let only = ones.first().filter(|_| ones.len() == 1);
    let exact = lines.iter().find(|line| is_title(line));
    let marked = exact.or_else(|| lines.iter().find(|line| has_part(line)));
    marked.map(|line| **line).or_else(|| {
        let body = document.select("body").nodes().first().copied()?;
        let says_it = |leaf: &&NodeRef<'_>| one_line(&leaf.text()).to_lowercase() == title;
        let said = leaves(&body).iter().find(says_it).copied().filter(|_| !title.is_empty());
        said.or_else(|| only.map(|line| ***line))
    })
}

/// What a headline says, without the name of its section or the mark of its own address.
fn line_of(node: &NodeRef<'_>) -> String {
    // What is longer is a heading that nobody closed.
    if node.text().len() > LONGEST {
        return String::new();
    }
    let parts = node.descendants_it().filter(NodeRef::is_element);
    let beside: HashSet<NodeId> = parts.filter(is_beside).map(|part| part.id).collect();
    let pieces = node.descendants_it().filter_map(|one| {
        if one.is_text() {
            let mut inside = one.ancestors_it(None).take_while(|around| around.id != node.id);
            (!inside.any(|around| beside.contains(&around.id))).then(|| one.text().to_string())
        } else {
            is_named(&one, "br").then(|| " ".to_owned())
        }
    });
    let text = one_line(&pieces.collect::<String>());
    let text = if letters(&text) == 0 { one_line(&node.text()) } else { text };
    text.trim_end_matches('¶').trim_end().to_owned()
}

/// Whether a part of a heading is none of the headline: a button, a drawing, a day, what
/// only who hears the page is told, or what is named after something else.
fn is_beside(part: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 6] = ["button", "svg", "script", "style", "template", "time"];
    NAMES.iter().any(|name| is_named(part, name))
        || class_words::is_kicker(part)
        || class_words::is_unseen(part)
        || is_only_a_date(&one_line(&part.text()))
}

/// Whether a heading stands in what leads about the site, or beside everything.
fn is_furniture(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 4] = ["nav", "aside", "footer", "dialog"];
    node.ancestors_it(None).any(|one| NAMES.iter().any(|name| is_named(&one, name)))
}

/// The title of the article: the headline that the page shows as the article's, or else the
/// best that it says elsewhere, without the site. `said` is what it says, the best first.
pub(super) fn title_of(
    document: &Document,
    said: &[String],
    facts: &PageMetadata,
    address: Option<&WebAddress>,
) -> Option<String> {
    let names = SiteNames::of(document, facts, address).without(said);
    let lines = lines_of(document, &names, facts, address);
    let heads: Vec<String> =
        lines.iter().filter(|line| line.is_highest).map(|line| line.text.clone()).collect();
    // Where no line is marked as the headline, another line may be what a title begins with.
    let heads = if heads.is_empty() { beginnings_shown(document, said) } else { heads };
    let said: Vec<String> = said
        .iter()
        .map(|title| names.taken_from(title, &heads))
        .filter(|it| !it.is_empty())
        .collect();
    let exact = || lines.iter().find(|line| said.iter().any(|title| is_same(&line.text, title)));
    let agreed = || {
        let by: [fn(&str, &str) -> bool; 2] = [has_it_at_an_end, is_part_of];
        by.iter().find_map(|agrees| {
            let mut lines = lines.iter().filter(|line| line.is_highest);
            lines.find(|line| said.iter().any(|title| agrees(&line.text, title)))
        })
    };
    // More than the headline is in a heading that something was put into.
    let is_more = |line: &&Line| exact().is_some_and(|exact| is_part_of(&exact.text, &line.text));
    let own = || {
        let mut own = lines.iter().filter(|line| line.is_highest && line.is_in_article);
        own.next().filter(|line| !is_more(line))
    };
    let first = lines
        .iter()
        .find(|line| line.is_highest && said.iter().any(|title| is_same(&line.text, title)));
    // Where the head has nothing but the site's name, any heading of the article says more.
    let any = || {
        let is_told =
            said.first().is_some_and(|title| !names.shown.contains(&title.to_lowercase()));
        lines.iter().find(|line| !is_told && line.is_in_article)
    };
    let shown = first.or_else(agreed).or_else(own).or_else(exact).or_else(any);
    shown.map(|line| line.text.clone()).or_else(|| said.into_iter().next())
}

/// The longer parts of titles before their marks that the page shows as a line of its own.
fn beginnings_shown(document: &Document, said: &[String]) -> Vec<String> {
    let parts = |title: &String| {
        let part = |mark: &&str| {
            let (head, tail) = title.rsplit_once(*mark)?;
            let is_long = letters(head) >= SHORTEST && letters(head) > letters(tail);
            is_long.then(|| head.trim().to_owned())
        };
        MARKS.iter().filter_map(part).collect::<Vec<_>>()
    };
    let mut parts: Vec<String> = said.iter().flat_map(parts).collect();
    if parts.is_empty() {
        return parts;
    }
    let body = document.select("body");
    let lines = body.nodes().first().map(leaves).unwrap_or_default();
    let is_own = |line: &&NodeRef<'_>| !is_furniture(line) && link_share(line, |_| true) < 0.5;
    let lines: HashSet<String> = lines
        .iter()
        .filter(is_own)
        .filter(|line| line.text().len() <= LONGEST)
        .flat_map(|line| {
            let parts = plain_text::from_html(&line.html());
            parts.lines().map(one_line).collect::<Vec<_>>()
        })
        .collect();
    parts.retain(|part| lines.contains(part));
    parts
}

/// What a page calls its article outside its data, where it shows a headline: that, and what
/// its head says (`said`), without the site. It is empty where it shows none.
pub(super) fn own_titles(
    document: &Document,
    said: &[String],
    facts: &PageMetadata,
    address: Option<&WebAddress>,
) -> Vec<String> {
    let names = SiteNames::of(document, facts, address);
    let lines = lines_of(document, &names, facts, address).into_iter();
    let mut shown: Vec<String> =
        lines.filter(|line| line.is_highest).map(|line| line.text).collect();
    // Of several headlines that is meant which the head means.
    if let Some(title) = title_of(document, said, facts, address)
        && shown.contains(&title)
    {
        shown = vec![title];
    }
    if shown.is_empty() {
        return shown;
    }
    let said: Vec<String> = said.iter().map(|title| names.taken_from(title, &shown)).collect();
    let is_site = |title: &String| names.has(title) || names.host.contains(&letters_of(title));
    let all = shown.into_iter().chain(said);
    all.filter(|title| letters(title) > 0 && !is_site(title)).collect()
}

/// What stands behind the headline in the title of a page: what the site is called.
pub(super) fn behind<'t>(of_page: &'t str, title: &str) -> Option<&'t str> {
    let parts = MARKS.iter().filter_map(|mark| of_page.rsplit_once(mark));
    let mut tails = parts.filter(|(head, _)| head.trim() == title).map(|(_, tail)| tail.trim());
    tails.find(|tail| !tail.is_empty())
}

pub(super) fn is_same(line: &str, title: &str) -> bool {
    line.to_lowercase() == title.to_lowercase()
}

/// A title may be cut off, and a line may have more in front of what the title says.
fn has_it_at_an_end(line: &str, title: &str) -> bool {
    let (line, title) = (line.to_lowercase(), title.to_lowercase());
    let title = title.trim_end_matches(['…', '.']).trim_end();
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    letters(title) >= SHORTEST
        && (line.strip_prefix(title).is_some_and(|rest| ends(rest.chars().next()))
            || line.strip_suffix(title).is_some_and(|rest| ends(rest.chars().next_back())))
}

fn is_part_of(line: &str, title: &str) -> bool {
    letters(line) >= SHORTEST && title.to_lowercase().contains(&line.to_lowercase())
}

/// A line that may be the headline.
struct Line {
    text: String,
    /// A first heading, or marked as the headline.
    is_highest: bool,
    is_in_article: bool,
}

fn lines_of(
    document: &Document,
    names: &SiteNames,
    facts: &PageMetadata,
    address: Option<&WebAddress>,
) -> Vec<Line> {
    let own = facts.url.as_deref().and_then(|url| match address {
        Some(page) => page.join(url).ok(),
        None => WebAddress::parse(url).ok(),
    });
    let pages: Vec<&WebAddress> = address.into_iter().chain(own.as_ref()).collect();
    let all =
        document.select("h1, h2, h3, [itemprop~='headline'], [role='heading' i][aria-level='1']");
    let may_be_one = |node: &&NodeRef<'_>| {
        let text = line_of(node);
        letters(&text) > 0 && !names.has(&text) && !is_furniture(node)
    };
    let line = |node: &NodeRef<'_>| {
        let is_marked =
            node.attr("itemprop").is_some_and(|one| one.split(' ').any(|one| one == "headline"));
        let is_article = |one: NodeRef<'_>| {
            is_named(&one, "article")
                || one.attr("itemtype").is_some_and(|kind| kind.contains("Article"))
        };
        let leads = leads_elsewhere(node, &pages);
        let is_first = node.attr("aria-level").is_some_and(|level| &*level == "1");
        Line {
            text: line_of(node),
            is_highest: !leads && (is_marked || is_named(node, "h1") || is_first),
            is_in_article: node.ancestors_it(None).any(is_article),
        }
    };
    all.nodes().iter().filter(may_be_one).map(line).collect()
}

/// Whether a heading is a link to another page than the one that it stands on.
fn leads_elsewhere(node: &NodeRef<'_>, pages: &[&WebAddress]) -> bool {
    let Some(base) = pages.first() else { return false };
    let is_other = |to: &WebAddress| {
        !pages.iter().any(|page| to.url().path() == page.url().path() && same_site(to, page))
    };
    link_share(node, |href| {
        base.join(href).or_else(|_| WebAddress::parse(href)).is_ok_and(|to| is_other(&to))
    }) >= 0.5
}

/// What the site is called, in lower case.
struct SiteNames {
    /// In its data.
    said: Vec<String>,
    /// Where it leads to its first page.
    shown: Vec<String>,
    /// The letters of its host, whole and without what is registered under.
    host: Vec<String>,
}

impl SiteNames {
    fn of(document: &Document, facts: &PageMetadata, page: Option<&WebAddress>) -> Self {
        let leads_home = |link: &&NodeRef<'_>| {
            let Some(href) = link.attr("href") else { return false };
            let is_home = |to: WebAddress| {
                to.url().path() == "/" && page.is_none_or(|page| same_site(&to, page))
            };
            &*href == "/" || WebAddress::parse(&href).is_ok_and(is_home)
        };
        let links = document.select("a[href]");
        let shown = links.nodes().iter().filter(leads_home).take(MOST_LINKS);
        // The picture in such a link is the site's mark.
        let words = |link: &NodeRef<'_>| {
            let marks = below(link, "img[alt]");
            let alts = marks.nodes().iter().filter_map(|mark| mark.attr("alt"));
            let alts: Vec<String> = alts.map(|alt| alt.to_string()).collect();
            [vec![link.text().to_string()], alts].concat()
        };
        let host = page.map(|page| page.host().trim_start_matches("www.").to_owned());
        let name = page.and_then(name_of_host);
        Self {
            said: named(facts.site.iter().cloned()),
            shown: named(shown.flat_map(words)),
            host: host.iter().map(|host| letters_of(host)).chain(name).collect(),
        }
    }

    /// A page that calls its site after its headline says nothing of the site.
    fn without(mut self, titles: &[String]) -> Self {
        self.said.retain(|name| !titles.iter().any(|title| title.to_lowercase() == *name));
        self
    }

    fn has(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.said.contains(&text) || self.shown.contains(&text)
    }

    /// Whether a part of a title is one, or a part of one: "The Lantern" of "The Lantern,
    /// Karachi".
    fn has_part(&self, part: &str) -> bool {
        let lower = part.to_lowercase();
        self.has(part)
            || self.host.contains(&letters_of(part))
            || self.said.iter().any(|site| site.contains(&lower) || lower.contains(site.as_str()))
    }

    /// "Headline | The Site" without the site, which may stand in front as well.
    fn taken_from(&self, title: &str, heads: &[String]) -> String {
        let is_shown = |part: &str| heads.iter().any(|line| line == part);
        let behind = MARKS.iter().find_map(|mark| {
            let (head, tail) = title.rsplit_once(mark)?;
            let [head, tail] = [head.trim(), tail.trim()];
            (!head.is_empty() && (is_shown(head) || self.has_part(tail))).then_some(head)
        });
        let before = || {
            MARKS.iter().chain([&": "]).find_map(|mark| {
                let (head, tail) = title.split_once(mark)?;
                let [head, tail] = [head.trim(), tail.trim()];
                (!tail.is_empty() && (is_shown(tail) || self.has(head))).then_some(tail)
            })
        };
        behind.or_else(before).unwrap_or(title.trim()).to_owned()
    }
}

/// What the host of an address is registered as: `thelantern` of `www.thelantern.example`.
pub(super) fn name_of_host(page: &WebAddress) -> Option<String> {
    const SHARED: [&str; 7] = ["ac", "co", "com", "edu", "gov", "net", "org"];
    let mut above = page.host().trim_start_matches("www.").rsplit('.').skip(1);
    above.find(|label| !SHARED.contains(label)).map(letters_of).filter(|name| !name.is_empty())
}

fn named(names: impl Iterator<Item = String>) -> Vec<String> {
    let lines = names.map(|name| one_line(&name).to_lowercase());
    lines.filter(|name| letters(name) > 1).collect()
}

fn letters_of(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}
