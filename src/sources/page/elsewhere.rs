//! Which places of a page belong to something else than its article: to what a reader
//! says, to another article, to what stands beside, to a picture. It removes nothing.

use super::class_words::{self, Says};
use super::headline::Headline;
use super::measure::{below, is_named, letters};
use dom_query::NodeRef;

/// How far around a place another article's headline is looked for.
const NEAR: usize = 3;

/// Whether the page marks an element as what a reader says (schema.org), or names it twice
/// as a notice.
pub(super) fn is_comment(node: &NodeRef<'_>) -> bool {
    if class_words::is_notice(node) {
        return true;
    }
    node.attr("itemtype").is_some_and(|kind| kind.ends_with("/Comment"))
        || node.attr("itemprop").is_some_and(|property| property.split(' ').any(|p| p == "comment"))
}

/// Whether a place belongs to something else. What the headline stands in as well is the
/// article's, whatever it is called.
pub(super) fn is_elsewhere(node: &NodeRef<'_>, headline: &Headline<'_>) -> bool {
    const NAMES: [&str; 5] = ["aside", "nav", "figure", "figcaption", "dialog"];
    let is_marked = is_marked_of_the_article(node, headline);
    around(node, headline).any(|one| {
        (!is_marked && NAMES.iter().any(|name| is_named(&one, name)))
            || is_comment(&one)
            || is_called_so(&one)
            || is_other_article(&one, headline)
    })
}

/// Whether an element is an article with a heading of its own beside that of the headline.
fn is_other_article(one: &NodeRef<'_>, headline: &Headline<'_>) -> bool {
    let is_article = |one: &NodeRef<'_>| is_named(one, "article");
    let has_own =
        || headline.node.is_some_and(|line| line.ancestors_it(None).any(|it| is_article(&it)));
    is_article(one) && below(one, "h1, h2, h3, h4").exists() && has_own()
}

fn is_called_so(node: &NodeRef<'_>) -> bool {
    const WORDS: [&str; 9] = [
        "related",
        "recommended",
        "sidebar",
        "latest",
        "popular",
        "trending",
        "teaser",
        "teasers",
        "widget",
    ];
    class_words::says(node) == Says::Never
        || class_words::words_of(node).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// A place and what it stands in, up to where the headline stands in it as well.
fn around<'a>(
    node: &NodeRef<'a>,
    headline: &Headline<'_>,
) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    let inner: Vec<_> = [*node]
        .into_iter()
        .chain(node.ancestors_it(None))
        .filter(NodeRef::is_element)
        .take_while(|one| !headline.is_in(one) && !one.is("body, html"))
        .collect();
    inner.into_iter()
}

/// Whether schema.org's words say of a place that it is about the article that the headline
/// stands in.
fn is_marked_of_the_article(node: &NodeRef<'_>, headline: &Headline<'_>) -> bool {
    let is_person = |one: &NodeRef<'_>| {
        one.attr("itemtype")
            .is_some_and(|kind| kind.ends_with("/Person") || kind.ends_with("/Organization"))
    };
    let scope = [*node].into_iter().chain(node.ancestors_it(None)).find(|one| {
        one.is_element() && one.has_attr("itemscope") && one.has_attr("itemtype") && !is_person(one)
    });
    scope.is_some_and(|scope| {
        headline.is_in(&scope)
            && scope
                .attr("itemtype")
                .is_some_and(|kind| kind.contains("Article") || kind.contains("BlogPosting"))
    })
}

/// Whether a place stands beside the headline of another article, that leads there.
pub(super) fn is_beside_another(node: &NodeRef<'_>, headline: &Headline<'_>) -> bool {
    let leads = |link: &NodeRef<'_>| {
        letters(&link.text()) > 0 && link.attr("href").is_some_and(|href| !href.starts_with('#'))
    };
    around(node, headline).skip(1).take(NEAR).any(|one| {
        let links = if is_named(&one, "li") {
            "a[href]"
        } else {
            "h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4"
        };
        below(&one, links).nodes().iter().any(|link| !is_named(link, "a") || leads(link))
    })
}
