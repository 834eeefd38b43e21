//! Which of a page's links are its list of articles, by what stands beside them, by their
//! addresses, and by their place. It asks for nothing.

use crate::sources::article_address;
use crate::sources::page::class_words::words_of;
use crate::text::dates::{found, read_date};
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use dom_query::NodeRef;
use std::collections::{BTreeMap, BTreeSet};

/// The number of links of one shape that are a list.
const A_LIST: usize = 4;
/// What belongs to one link is at most so many nodes.
const ITEM: usize = 60;
/// A sentence that says what an article is about has so many letters.
const TEASER: usize = 40;

/// Words in a class or an id of what stands around a list.
const AROUND: [&str; 18] = [
    "menu",
    "nav",
    "navbar",
    "navigation",
    "topbar",
    "top",
    "bottom",
    "footer",
    "foot",
    "pager",
    "pagination",
    "breadcrumb",
    "breadcrumbs",
    "masthead",
    "sidebar",
    "submenu",
    "sitemap",
    "toolbar",
];

/// A longer text is no headline.
const LONGEST: usize = 500;

/// A link to an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLink {
    /// Where it leads.
    pub address: WebAddress,
    /// The date that the list shows beside it.
    pub date: Option<DateTime<Utc>>,
    /// Its words as far as they may be a headline, the heading and the sentences beside it.
    pub said: Vec<String>,
}

impl FoundLink {
    /// One of which nothing is said.
    pub(super) fn at(address: WebAddress) -> Self {
        Self { address, date: None, said: Vec::new() }
    }
}

/// A link that may lead to an article.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Where it leads, with what is said of that.
    link: FoundLink,
    /// How many characters its text has.
    length: usize,
    is_headline: bool,
    /// The names and classes of what is around it.
    shape: String,
    /// A date beside it, or a date or number in its address.
    is_sure: bool,
    /// A picture or a sentence about it stands beside it.
    is_told: bool,
    /// It stands in what words say is furniture.
    is_around: bool,
    /// Its address may as well be a section's.
    is_short: bool,
}

impl Candidate {
    pub(super) fn of(
        link: &NodeRef<'_>,
        address: WebAddress,
        length: usize,
        is_headline: bool,
    ) -> Self {
        let beside = Beside::of(link);
        let around = link.ancestors_it(None).filter(NodeRef::is_element);
        let is_around = around
            .take_while(|one| !one.is("main, article, body"))
            .any(|one| words_of(&one).iter().any(|word| AROUND.contains(&word.as_str())));
        Self {
            is_sure: beside.has_date
                || article_address::has_month(&address)
                || article_address::has_number(&address),
            is_told: beside.is_told,
            is_short: article_address::is_short_name(&address),
            shape: shape(link),
            link: beside.found(address, None),
            length,
            is_headline,
            is_around,
        }
    }

    /// The same, whose own words are a headline's.
    pub(super) fn saying(mut self, words: String) -> Self {
        self.link.said.extend(Some(words).filter(|words| words.len() <= LONGEST));
        self
    }
}

/// Those of all candidates that are articles, in their order.
pub(super) fn chosen(all: Vec<Candidate>, declared: usize) -> Vec<FoundLink> {
    let all = without_sections(all);
    let sure = |candidate: &Candidate| candidate.is_sure && !candidate.is_around;
    let keep: Vec<bool> = match all.iter().filter(|one| sure(one)).count() >= A_LIST {
        true => among_sure(&all, sure),
        false => among_likely(&all, declared),
    };
    let kept = all.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(one, _)| one.link).collect()
}

/// Leaves out what may lead to a section: an address that is short counts where something is
/// told beside its headline, or where it stands as one does that is no section's.
fn without_sections(all: Vec<Candidate>) -> Vec<Candidate> {
    let is_like = |one: &Candidate| one.is_headline && !one.is_around;
    let shapes: BTreeSet<String> = all
        .iter()
        .filter(|one| is_like(one) && !one.is_short)
        .map(|one| one.shape.clone())
        .collect();
    let is_told = |one: &Candidate| one.is_told || one.is_sure || shapes.contains(&one.shape);
    all.into_iter().filter(|one| !one.is_short || (is_like(one) && is_told(one))).collect()
}

/// Headlines and the longest list, as far as they are sure or their addresses are made like
/// those of the sure.
fn among_sure(all: &[Candidate], sure: impl Fn(&Candidate) -> bool) -> Vec<bool> {
    let headlines = all.iter().filter(|one| one.is_headline && sure(one)).count();
    let list = match headlines >= A_LIST {
        true => None,
        false => longest(all.iter().filter(|one| sure(one))),
    };
    let is_listed =
        |one: &Candidate| one.is_headline || list.as_ref().is_some_and(|list| one.shape == *list);
    let patterns: BTreeSet<String> = all
        .iter()
        .filter(|one| sure(one) && is_listed(one))
        .map(|one| pattern(&one.link.address))
        .collect();
    let is_one = |one: &Candidate| {
        is_listed(one)
            && (sure(one) || (!one.is_around && patterns.contains(&pattern(&one.link.address))))
    };
    all.iter().map(is_one).collect()
}

/// Headlines, and where these are few, the longest list; what stands in furniture, only
/// where there is nothing else.
fn among_likely(all: &[Candidate], declared: usize) -> Vec<bool> {
    let kept = without_edges(all, &|one| one.is_headline && !one.is_around);
    let count = kept.iter().filter(|kept| **kept).count();
    if count + declared >= A_LIST {
        return kept;
    }
    let list = longest(all.iter().filter(|one| !one.is_around));
    let nothing_else = count + declared == 0 && list.is_none();
    let list = list.or_else(|| longest(all.iter()).filter(|_| nothing_else));
    let in_list = |one: &Candidate| list.as_ref().is_some_and(|list| one.shape == *list);
    let is_headline = |one: &Candidate| nothing_else && one.is_headline;
    let all = all.iter().zip(kept);
    all.map(|(one, kept)| kept || in_list(one) || is_headline(one)).collect()
}

/// Leaves out links of one shape with nothing beside them that stand before or after all
/// others, where the others have something and are enough.
fn without_edges(all: &[Candidate], such: &dyn Fn(&Candidate) -> bool) -> Vec<bool> {
    let told: BTreeSet<&str> =
        all.iter().filter(|one| such(one) && one.is_told).map(|one| one.shape.as_str()).collect();
    let is_told = |one: &Candidate| such(one) && told.contains(one.shape.as_str());
    let first = all.iter().position(is_told);
    let last = all.iter().rposition(is_told);
    let enough = all.iter().filter(|one| is_told(one)).count() >= A_LIST;
    let within = |at: usize| !enough || (first <= Some(at) && Some(at) <= last);
    all.iter().enumerate().map(|(at, one)| such(one) && within(at)).collect()
}

/// The shape with the most text, of those that are lists.
fn longest<'a>(all: impl Iterator<Item = &'a Candidate>) -> Option<String> {
    let mut shapes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for one in all {
        let (count, length) = shapes.entry(&one.shape).or_default();
        *count += 1;
        *length += one.length;
    }
    let lists = shapes.into_iter().filter(|(_, (count, _))| *count >= A_LIST);
    lists.max_by_key(|(_, (_, length))| *length).map(|(shape, _)| shape.to_owned())
}

/// What stands beside a link: in the largest element around it that has no other link.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The date that is told there.
    pub(super) date: Option<DateTime<Utc>>,
    /// A date is told there, and if nobody can read it.
    has_date: bool,
    is_told: bool,
    /// A line there says that somebody paid for it.
    pub(super) is_paid_for: bool,
    /// What a heading there says.
    pub(super) heading: Option<String>,
    /// The sentences there.
    sentences: Vec<String>,
}

impl Beside {
    pub(super) fn of(link: &NodeRef<'_>) -> Self {
        let href = link.attr("href");
        let is_alone = |around: &NodeRef<'_>| {
            let mut nodes = around.descendants_it();
            let alone = nodes.by_ref().take(ITEM).all(|node| {
                let other = node.attr("href");
                other.is_none() || other == href
            });
            alone && nodes.next().is_none()
        };
        let around = link.ancestors_it(Some(4)).take_while(is_alone).last();
        // A card may be one link; then what it says beside its headline is within it.
        let Some(item) = around.or_else(|| Some(*link).filter(is_alone)) else {
            return Self::default();
        };
        let nodes: Vec<_> = item.descendants_it().collect();
        let named = |name: &str| nodes.iter().find(|node| is_named(node, name));
        let texts = nodes.iter().filter(|node| node.is_text()).map(|node| one_line(&node.text()));
        let texts: Vec<String> = texts.collect();
        let is_sentence =
            |text: &String| text.chars().count() >= TEASER && text.ends_with(['.', '!', '?', '…']);
        let time = named("time");
        let marked = time.and_then(|time| read_date(&time.attr("datetime")?));
        let date = marked.or_else(|| texts.iter().find_map(|text| date_of(text)));
        let heading = nodes.iter().find(|node| node.is_element() && node.is("h1, h2, h3, h4"));
        Self {
            has_date: time.is_some() || date.is_some(),
            is_paid_for: around.is_some() && texts.iter().any(|text| is_label_of_paid(text)),
            date,
            is_told: around.is_some() && (named("img").is_some() || texts.iter().any(is_sentence)),
            heading: heading.map(|heading| one_line(&heading.text())),
            sentences: texts.into_iter().filter(is_sentence).collect(),
        }
    }

    /// The link that this stands beside, with its own words where they may be a headline.
    pub(super) fn found(self, address: WebAddress, own: Option<String>) -> FoundLink {
        let said = own.into_iter().chain(self.heading).chain(self.sentences);
        let said = said.filter(|words| words.len() <= LONGEST).collect();
        FoundLink { address, date: self.date, said }
    }
}

/// Whether a line says that somebody paid for what stands there, and nothing else.
fn is_label_of_paid(text: &str) -> bool {
    const LABELS: [&str; 16] = [
        "ad",
        "advert",
        "advertisement",
        "advertisement feature",
        "advertorial",
        "anzeige",
        "contenu sponsorisé",
        "contenido patrocinado",
        "paid content",
        "paid post",
        "partner content",
        "promoted",
        "publicité",
        "sponsored",
        "sponsored content",
        "werbung",
    ];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    LABELS.contains(&bare.as_str())
}

fn is_named(node: &NodeRef<'_>, name: &str) -> bool {
    node.node_name().is_some_and(|this| &*this == name)
}

/// The date that a text says, and little else.
fn date_of(text: &str) -> Option<DateTime<Utc>> {
    let words = |text: &str| text.split_whitespace().count();
    let found = found::first(text)?;
    (words(text) <= words(&text[found.range]) + 2).then_some(found.date)
}

/// How an address is made: which of its parts are numbers, words, or several words.
fn pattern(address: &WebAddress) -> String {
    let parts = address.url().path_segments().into_iter().flatten().map(|part| {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match part.matches(['-', '_']).count() {
            _ if is_number => "number",
            0 | 1 => "word",
            _ => "words",
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Where a link stands: the names and classes of what is around it.
fn shape(link: &NodeRef<'_>) -> String {
    let around = link.ancestors_it(None).filter(NodeRef::is_element).take(3);
    let names = around.map(|element| {
        let (name, class) = (element.node_name(), element.attr("class"));
        format!("{}.{}", name.unwrap_or_default(), class.unwrap_or_default())
    });
    names.collect::<Vec<_>>().join(" ")
}
