//! What the class and id of an element say of it, read as whole words. It decides
//! nothing alone: sites name things as they like.

use super::measure::{below, is_named};
use dom_query::NodeRef;

/// What the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Nothing of this kind.
    Nothing,
    /// Such things stand around a text.
    Around,
    /// Such things are never a text of the newspaper's own: what readers say, dialogs.
    Never,
}

/// Words of what stands around a text.
const AROUND: [&str; 51] = [
    "addtoany",
    "feedflare",
    "yarpp",
    "copyright",
    "ad",
    "ads",
    "advert",
    "adverts",
    "advertisement",
    "advertising",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "credit",
    "credits",
    "dateline",
    "footer",
    "meta",
    "metadata",
    "pagination",
    "promo",
    "promos",
    "promoted",
    "recommend",
    "recommended",
    "recommendations",
    "related",
    "relatedposts",
    "share",
    "shares",
    "sharing",
    "sharebar",
    "sharedaddy",
    "sharetools",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "sponsors",
    "subscribe",
    "subscription",
    "tags",
    "taglist",
    "timestamp",
    "newsletters",
    "taboola",
    "postmeta",
    "entrymeta",
    "signup",
    "subscribers",
];

/// Words of what stands beside a text, and may be the text's own where it has no heading of
/// its own and asks nothing.
const BESIDE_A_TEXT: [&str; 13] = [
    "about",
    "aside",
    "author",
    "authors",
    "bio",
    "disclaimer",
    "legal",
    "privacy",
    "rail",
    "right",
    "secondary",
    "terms",
    "widget",
];

/// Whether a name says twice that this is a notice about the reader's data: `cookie-banner`.
pub(super) fn is_notice(node: &NodeRef<'_>) -> bool {
    const OF_DATA: [&str; 6] = ["cookie", "cookies", "consent", "gdpr", "privacy", "cmp"];
    const NOTICES: [&str; 10] = [
        "banner", "notice", "bar", "wall", "popup", "dialog", "overlay", "layer", "modal",
        "message",
    ];
    names_of(node).iter().any(|words| {
        let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        has(&OF_DATA) && has(&NOTICES)
    })
}

/// Whether the words of an element may name what stands beside a text.
pub(super) fn may_be_beside(node: &NodeRef<'_>) -> bool {
    says(node) != Says::Nothing
        || words_of(node).iter().any(|word| BESIDE_A_TEXT.contains(&word.as_str()))
}

/// After these, a word names what stands beside: `content-with-sidebar`.
const BESIDE: [&str; 6] = ["with", "has", "no", "without", "hide", "show"];

/// Words of what readers say, which is never the article.
const OF_READERS: [&str; 15] = [
    "comment",
    "comments",
    "commentlist",
    "comentarios",
    "commentaires",
    "commenti",
    "kommentar",
    "kommentare",
    "leserkommentare",
    "reacties",
    "discussion",
    "disqus",
    "replies",
    "reply",
    "guestbook",
];

/// Words of what else is never the article.
const NEVER: [&str; 27] = [
    "commentform",
    "discussions",
    "respond",
    "login",
    "signin",
    "register",
    "registration",
    "anmelden",
    "consent",
    "gdpr",
    "cmp",
    "dialog",
    "modal",
    "popup",
    "overlay",
    "lightbox",
    "sidebar",
    "signatures",
    "signatories",
    "signers",
    "unterzeichner",
    "cookie",
    "cookies",
    "newsletter",
    "teaser",
    "teasers",
    "outbrain",
];

/// Words of what shares a page, or leads to others of the site.
const OF_SHARING: [&str; 9] = [
    "share",
    "shares",
    "sharing",
    "sharebar",
    "sharetools",
    "social",
    "socials",
    "related",
    "relatedposts",
];

/// The same, as programs call it that write such boxes and nothing else.
const OF_PLUGINS: [&str; 8] =
    ["sharedaddy", "addtoany", "a2a", "feedflare", "yarpp", "heateor", "addthis", "sharethis"];

/// Words of what a reader works with.
const TOOLS: [&str; 15] = [
    "player", "controls", "control", "settings", "toolbar", "toolbox", "button", "buttons", "btn",
    "slider", "dropdown", "tooltip", "widget", "pager", "counter",
];

/// Words of what shows pictures one after the other.
const GALLERIES: [&str; 5] = ["gallery", "slideshow", "carousel", "slides", "galerie"];

/// Words of what holds a text.
pub(super) const GOOD: [&str; 13] = [
    "article", "body", "content", "entry", "hentry", "main", "page", "post", "text", "blog",
    "story", "column", "shadow",
];

/// Words of what stands above a headline and names its part of the paper.
const KICKERS: [&str; 10] = [
    "kicker",
    "eyebrow",
    "overline",
    "topper",
    "flag",
    "label",
    "rubric",
    "rubrik",
    "dachzeile",
    "count",
];

/// What the words of an element say. A name that says twice that this is the text
/// (`article-body`) stands against what the others say.
pub(super) fn says(node: &NodeRef<'_>) -> Says {
    let mut said = Says::Nothing;
    for words in names_of(node) {
        let is = |known: &[&str], word: &str| known.contains(&word);
        let own = |at: usize| at == 0 || !is(&BESIDE, &words[at - 1]);
        let has =
            |known: &[&str]| words.iter().enumerate().any(|(at, word)| is(known, word) && own(at));
        let good = words.iter().filter(|word| is(&GOOD, word)).count();
        match (has(&OF_READERS) || has(&NEVER), has(&AROUND)) {
            (true, _) => said = Says::Never,
            (_, true) if said == Says::Nothing => said = Says::Around,
            (false, false) if good >= 2 => return Says::Nothing,
            _ => {}
        }
    }
    said
}

/// Whether the id of an element is its heading in short, as programs give a section one: then
/// its words say what it tells of.
pub(super) fn is_called_after_its_heading(node: &NodeRef<'_>) -> bool {
    let id = node.attr("id").map(|id| words_in(&id)).unwrap_or_default();
    let headings = below(node, "h1, h2, h3, h4, h5, h6");
    let heading = headings.nodes().first().map(|heading| words_in(&heading.text()));
    id.len() > 1 && heading.is_some_and(|heading| id.iter().all(|word| heading.contains(word)))
}

/// Whether a name of it is for what readers say.
pub(super) fn is_of_readers(node: &NodeRef<'_>) -> bool {
    has_word(node, &OF_READERS)
}

/// Whether a heading speaks of what readers wrote.
pub(super) fn speaks_of_readers(text: &str) -> bool {
    const SAID: [&str; 19] = [
        "responses",
        "response",
        "thoughts",
        "antworten",
        "lesermeinungen",
        "réactions",
        "commentaire",
        "comentario",
        "comentário",
        "comentários",
        "commento",
        "reactie",
        "kommentarer",
        "kommentarar",
        "комментариев",
        "комментарии",
        "комментария",
        "تعليقات",
        "تبصرے",
    ];
    const UNSPACED: [&str; 5] = ["评论", "評論", "コメント", "댓글", "留言"];
    let words = words_in(text);
    let is_one =
        |word: &String| OF_READERS.contains(&word.as_str()) || SAID.contains(&word.as_str());
    words.iter().any(is_one) || UNSPACED.iter().any(|word| text.contains(word))
}

/// Whether a name of it is for what shares a page or leads to others.
pub(super) fn is_of_sharing(node: &NodeRef<'_>) -> bool {
    has_word(node, &OF_SHARING)
}

/// Whether a program is named that writes such boxes and nothing else.
pub(super) fn is_of_a_plugin(node: &NodeRef<'_>) -> bool {
    has_word(node, &OF_PLUGINS)
}

/// Whether such a name may be in HTML.
pub(super) fn may_name_sharing(html: &str) -> bool {
    let html = html.to_ascii_lowercase();
    OF_SHARING.iter().chain(&OF_PLUGINS).any(|word| html.contains(word))
}

/// Whether a name of it is for what a reader works with.
pub(super) fn is_tool(node: &NodeRef<'_>) -> bool {
    has_word(node, &TOOLS)
}

/// Whether a name of it is for what somebody paid for.
pub(in crate::sources) fn is_sponsored(node: &NodeRef<'_>) -> bool {
    const WORDS: [&str; 6] =
        ["sponsored", "promoted", "advertorial", "anzeige", "werbung", "publireportage"];
    names_of(node).iter().any(|words| {
        let is_one = |at: usize| WORDS.contains(&words[at].as_str());
        let is_own = |at: usize| at == 0 || !BESIDE.contains(&words[at - 1].as_str());
        (0..words.len()).any(|at| is_one(at) && is_own(at))
    })
}

/// Whether a name of it is for the face of who wrote.
pub(super) fn is_face(node: &NodeRef<'_>) -> bool {
    has_word(node, &["avatar", "gravatar", "userpic"])
}

/// Whether a name of it is for pictures that follow each other.
pub(super) fn is_gallery(node: &NodeRef<'_>) -> bool {
    has_word(node, &GALLERIES)
}

/// Whether a name of it is for who took a picture.
pub(super) fn is_credit(node: &NodeRef<'_>) -> bool {
    has_word(node, &["credit", "credits", "copyright", "source", "photographer", "attribution"])
}

/// Whether a name of it is for what stands above a headline.
pub(super) fn is_kicker(node: &NodeRef<'_>) -> bool {
    has_word(node, &KICKERS)
}

/// Whether a name of it says that only who hears the page is told it.
pub(super) fn is_unseen(node: &NodeRef<'_>) -> bool {
    const UNSEEN: [[&str; 2]; 3] = [["sr", "only"], ["visually", "hidden"], ["screen", "reader"]];
    names_of(node).iter().any(|words| {
        UNSEEN.iter().any(|both| both.iter().all(|word| words.iter().any(|one| one == word)))
    })
}

fn has_word(node: &NodeRef<'_>, known: &[&str]) -> bool {
    words_of(node).iter().any(|word| known.contains(&word.as_str()))
}

/// The words of class and id: `postMeta entry-share` has four.
pub(in crate::sources) fn words_of(node: &NodeRef<'_>) -> Vec<String> {
    names_of(node).into_iter().flatten().collect()
}

/// The names in class and id, each as its words.
fn names_of(node: &NodeRef<'_>) -> Vec<Vec<String>> {
    let mut names = Vec::new();
    for attribute in ["class", "id"] {
        let all = node.attr(attribute).unwrap_or_default();
        names.extend(all.split_whitespace().map(words_in));
    }
    // What a part of the page is called for those who do not see it.
    let is_part = ["div", "section", "aside", "ul", "ol"].iter().any(|name| is_named(node, name));
    names.extend(node.attr("aria-label").filter(|_| is_part).map(|label| words_in(&label)));
    names
}

fn words_in(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (after_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        after_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}
