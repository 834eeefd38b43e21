//! The call to subscribe that stands where an article goes on for subscribers alone: it is no
//! text, and says that what stands there is a beginning. It takes no running text.

use super::class_words::words_of;
use super::house::{House, within};
use super::measure::{LONG, below, is_heading, is_named, is_running, is_sentence, leaves, letters};
use super::metadata::PageMetadata;
use super::weights::Weights;
use crate::text::elements;
use crate::text::folded::is_unspaced;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeId, NodeRef};
use std::collections::{BTreeSet, HashSet};

/// What is told of an article of which a page shows no more.
pub(super) const BEGINNING: &str = "the page has the rest for subscribers: what stands here is \
    the beginning that it shows to everybody. With a subscription, give the source what signs it \
    in (`cookies`, `headers`)";

/// So many parts are looked for, and so many links.
const MOST: usize = 100;

/// A box with more letters is more than a call.
const LONGEST: usize = 1500;

/// The letters of a line that is no call, whatever it leads to.
const TOO_LONG: usize = 250;

/// The letters of the sentences in a call that say nothing of subscribing.
const BESIDE: usize = 200;

/// The letters behind a call with which the text goes on.
const GOES_ON: usize = 2 * LONG;

/// The letters of a part in which nothing of the article stands.
const EMPTY: usize = 60;

/// How words begin that are of subscribing and signing in.
const STEMS: [&str; 26] = [
    "subscri",
    "signin",
    "signup",
    "login",
    "logon",
    "register",
    "registr",
    "regwall",
    "paywall",
    "abonn",
    "suscri",
    "assina",
    "assine",
    "abbon",
    "prenumer",
    "tilaa",
    "anmeld",
    "einlogg",
    "inlogg",
    "loggain",
    "logginn",
    "membership",
    "подпис",
    "登録",
    "ログイン",
    "订阅",
];

/// Whole words of them.
const WORDS: [&str; 7] = ["abo", "abos", "offers", "offres", "angebote", "checkout", "connexion"];

/// Takes the calls out of the article, and says whether the page shows no more of it than its
/// beginning.
pub(super) fn take_out<'d>(
    document: &'d Document,
    house: Option<&House<'d>>,
    facts: &PageMetadata,
) -> bool {
    let parts: Vec<NodeRef<'d>> = facts
        .paid_parts
        .iter()
        .filter_map(|selector| document.try_select(selector))
        .flat_map(|found| found.nodes().iter().copied().take(MOST).collect::<Vec<_>>())
        .collect();
    let Some(body) = document.select("body").nodes().first().copied() else { return false };
    let inside = parts.iter().chain(house.map(|house| &house.node)).map(|one| one.id).collect();
    let (is_told, weights) = (facts.is_paid, Weights::of(&body));
    let wall = Wall { house, parts: &parts, inside, is_told, weights };
    let calls = wall.calls(document);
    let is_empty = !facts.paid_parts.is_empty() && wall.told_in_parts() < EMPTY;
    let is_cut = !calls.is_empty() && !wall.goes_on_behind(&calls);
    calls.iter().for_each(NodeRef::remove_from_parent);
    is_cut || is_empty
}

/// Where calls are looked for.
struct Wall<'a, 'd> {
    house: Option<&'a House<'d>>,
    /// What the page names as not for everybody.
    parts: &'a [NodeRef<'d>],
    /// The article's element, and those parts.
    inside: HashSet<NodeId>,
    /// The page says that its article is not for everybody.
    is_told: bool,
    weights: Weights,
}

impl<'d> Wall<'_, 'd> {
    /// The boxes that ask to subscribe, none in another.
    fn calls(&self, document: &'d Document) -> Vec<NodeRef<'d>> {
        let mut calls: Vec<NodeRef<'d>> = Vec::new();
        let controls = document.select("body a, body button, body [role='button' i], body form");
        let asking = controls.nodes().iter().filter(|one| self.is_inside(one) && self.asks(one));
        for control in asking.take(MOST) {
            if calls.iter().any(|call| within(control, call)) {
                continue;
            }
            let call = self.around(control);
            let call =
                call.filter(|call| self.is_told || is_called_so(call) || self.is_clear(call));
            if let Some(call) = call {
                calls.retain(|one| !within(one, &call));
                calls.push(call);
            }
        }
        calls
    }

    fn is_inside(&self, node: &NodeRef<'_>) -> bool {
        let mut around = std::iter::once(*node).chain(node.ancestors_it(None));
        around.any(|one| self.inside.contains(&one.id))
    }

    /// The largest box around a control that has nothing but the call.
    fn around(&self, control: &NodeRef<'d>) -> Option<NodeRef<'d>> {
        const HIGHEST: usize = 12;
        let around = control.ancestors_it(Some(HIGHEST)).filter(NodeRef::is_element);
        [*control]
            .into_iter()
            .chain(around)
            .filter(is_box)
            .take_while(|one| !self.is_the_articles(one) && self.is_a_call(one))
            .last()
    }

    fn is_the_articles(&self, node: &NodeRef<'_>) -> bool {
        ["body", "main", "article"].iter().any(|name| is_named(node, name))
            || node.attr("itemprop").is_some_and(|property| property.contains("articleBody"))
            || self.house.is_some_and(|house| within(&house.node, node))
            || below(node, "h1").exists()
    }

    /// Whether a box asks both to subscribe and to sign in, says so in a sentence, and stands
    /// where the text ends.
    fn is_clear(&self, call: &NodeRef<'_>) -> bool {
        let controls = controls_in(call);
        let asking: Vec<_> = controls.iter().filter(|one| self.asks(one)).collect();
        let said: BTreeSet<String> = asking.iter().map(|one| one_line(&one.text())).collect();
        let tells = |line: &NodeRef<'_>| {
            let text = one_line(&line.text());
            is_sentence(&text) && speaks_of_it(&text) && !self.asks_in(line)
        };
        let is_link = |one: &NodeRef<'_>| is_named(one, "a");
        said.len() > 1
            && controls.iter().filter(|one| is_link(one)).all(|one| self.asks(one))
            && leaves(call).iter().any(tells)
            && !self.goes_on_behind(&[*call])
    }

    /// Whether a box has no running text, opens with no sentence but of subscribing, and says
    /// little else.
    fn is_a_call(&self, node: &NodeRef<'_>) -> bool {
        if self.weights.at(node).letters > LONGEST {
            return false;
        }
        let lines = match leaves(node) {
            lines if lines.is_empty() => vec![*node],
            lines => lines,
        };
        let (mut beside, mut is_first) = (0, true);
        for line in lines.iter().filter(|line| letters(&line.text()) > 0) {
            let text = one_line(&line.text());
            let all = letters(&text);
            let is_of_it = speaks_of_it(&text) || self.asks_in(line);
            let is_plain = !is_of_it && is_sentence(&text) && !is_heading(line);
            let is_text = all >= if is_of_it { TOO_LONG } else { LONG };
            if is_text || (is_first && is_plain) {
                return false;
            }
            beside += if is_plain { all } else { 0 };
            is_first = false;
        }
        beside <= BESIDE
    }

    /// The letters of the sentences in the parts that are not for everybody.
    fn told_in_parts(&self) -> usize {
        let of = |part: &NodeRef<'_>| {
            let lines = leaves(part);
            let lines = if lines.is_empty() { vec![*part] } else { lines };
            let texts = lines.iter().filter(|line| !self.asks_in(line));
            let texts = texts.map(|line| one_line(&line.text()));
            let told = texts.filter(|text| is_sentence(text) && !speaks_of_it(text));
            told.map(|text| letters(&text)).sum::<usize>()
        };
        self.parts.iter().map(of).sum()
    }

    /// Whether running text stands behind all calls.
    fn goes_on_behind(&self, calls: &[NodeRef<'_>]) -> bool {
        let Some(house) = self.house else { return false };
        let lines = leaves(&house.node);
        let is_in_call = |line: &NodeRef<'_>| calls.iter().any(|call| within(line, call));
        let last = lines.iter().rposition(is_in_call);
        let behind = lines.iter().skip(last.map_or(lines.len(), |at| at + 1));
        let running = behind.filter(|line| is_running(line));
        running.map(|line| letters(&line.text())).sum::<usize>() >= GOES_ON
    }

    fn asks_in(&self, line: &NodeRef<'_>) -> bool {
        controls_in(line).iter().any(|one| self.asks(one))
    }

    /// Whether a link, a button or a form is there to subscribe or to sign in.
    fn asks(&self, control: &NodeRef<'_>) -> bool {
        const MOST_WORDS: usize = 6;
        let is_link = is_named(control, "a");
        let is_form = is_named(control, "form");
        let is_button = is_named(control, "button")
            || control.attr("role").is_some_and(|role| role.eq_ignore_ascii_case("button"));
        if !(is_link || is_form || is_button) {
            return false;
        }
        let to = control.attr(if is_form { "action" } else { "href" }).unwrap_or_default();
        if leads_there(&to) {
            return true;
        }
        let text = one_line(&control.text());
        let says = text.split_whitespace().count() <= MOST_WORDS && speaks_of_it(&text);
        let is_alone = || {
            let line = control.ancestors_it(None).find(is_box);
            line.is_some_and(|line| self.weights.at(&line).link_share() >= 0.95)
        };
        let leads_nowhere = to.is_empty() || to.starts_with('#') || to.starts_with("javascript:");
        says && (is_button || (is_link && (leads_nowhere || is_alone())))
    }
}

/// Whether a name of a box, in it or near around it, is for what stands before paid texts.
fn is_called_so(call: &NodeRef<'_>) -> bool {
    const NEAR: usize = 2;
    const NAMES: [&str; 5] = ["paywall", "regwall", "paygate", "subscriberonly", "meteredwall"];
    let named = below(call, "[class], [id]");
    let around = call.ancestors_it(Some(NEAR)).filter(NodeRef::is_element);
    let mut all = named.nodes().iter().copied().take(MOST).chain(around).chain([*call]);
    all.any(|one| words_of(&one).iter().any(|word| NAMES.contains(&word.as_str())))
}

fn is_box(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| elements::is_block(&name)) && !is_named(node, "br")
}

fn controls_in<'n>(line: &NodeRef<'n>) -> Vec<NodeRef<'n>> {
    let inner = below(line, "a, button, [role='button' i], form");
    inner.nodes().iter().copied().chain([*line]).take(MOST).collect()
}

/// Whether an address is that of a page to subscribe or to sign in: a part of it is called so,
/// in no more words than such a part has.
fn leads_there(to: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let lower = to.to_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let (host, path) = match path.split_once('/') {
        Some((host, path)) if to.contains("://") => (host, path),
        _ => ("", path),
    };
    let is_one = |part: &str| {
        let part = part.split('.').next().unwrap_or_default();
        part.split(['-', '_']).count() <= MOST_WORDS && speaks_of_it(part)
    };
    path.split('/').any(is_one) || host.split('.').any(is_one)
}

/// Whether a word of a text is of subscribing or signing in.
fn speaks_of_it(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // "Log in" is two.
    let both = words.windows(2).map(|both| both.concat());
    let is_one = |word: &str| {
        // Some scripts have no blanks between words.
        let is_of = |stem: &&str| match stem.starts_with(is_unspaced) {
            true => word.contains(*stem),
            false => word.starts_with(*stem),
        };
        WORDS.contains(&word) || STEMS.iter().any(is_of)
    };
    words.iter().any(|word| is_one(word)) || both.into_iter().any(|both| is_one(&both))
}
