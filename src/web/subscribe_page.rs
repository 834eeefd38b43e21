//! The page that says how to follow the paper: every feed with its address, what it brings,
//! and the readers that it can be added to by one click.

use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::{Link, Page};
use crate::feed_document::{FeedDocument, Format};
use crate::paper::Route;
use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A feed on the page.
struct Feed {
    title: String,
    description: String,
    slug: String,
    addresses: Vec<Link>,
    one_click: Vec<Link>,
    brings: String,
}

#[derive(Template)]
#[template(path = "subscribe.html")]
struct SubscribePage<'a> {
    page: Page<'a>,
    feeds: Vec<Feed>,
    opml: String,
}

/// Writes the page, of these feeds.
///
/// # Errors
/// When its template cannot be filled.
pub fn subscribe(paper: &Furniture, documents: &[&FeedDocument]) -> Result<Vec<u8>, WebError> {
    let page = Page::new(paper, &Route::Subscribe, paper.words.subscribe);
    let feeds = documents.iter().map(|document| feed(paper, document)).collect();
    let opml = paper.feeds.join("index.opml").map(|url| url.to_string()).unwrap_or_default();
    written(&Route::Subscribe, &SubscribePage { page, feeds, opml })
}

fn feed(paper: &Furniture, document: &FeedDocument) -> Feed {
    let w = paper.words;
    let address = |format: Format| Link {
        title: format_name(format).to_owned(),
        href: paper.feed(&document.slug, format),
    };
    Feed {
        title: document.title.to_string(),
        description: document.description.to_string(),
        slug: document.slug.to_string(),
        addresses: Format::ALL.map(address).into(),
        one_click: one_click(&paper.feed(&document.slug, Format::Rss)),
        brings: w.every(document.masthead.minutes_between_looks.into()),
    }
}

/// What people call a format.
fn format_name(format: Format) -> &'static str {
    match format {
        Format::Rss => "RSS",
        Format::Atom => "Atom",
        Format::Json => "JSON Feed",
    }
}

/// The readers that take a feed by its address.
fn one_click(feed: &str) -> Vec<Link> {
    let escaped = utf8_percent_encode(feed, NON_ALPHANUMERIC);
    let link = |title: &str, href: String| Link { title: title.to_owned(), href };
    vec![
        link("Feedly", format!("https://feedly.com/i/subscription/feed%2F{escaped}")),
        link("Inoreader", format!("https://www.inoreader.com/?add_feed={escaped}")),
        link("NewsBlur", format!("https://www.newsblur.com/?url={escaped}")),
        link("The Old Reader", format!("https://theoldreader.com/feeds/subscribe?url={escaped}")),
        link("feed:", one_of_the_scheme(feed)),
    ]
}

/// As the scheme has it: `feed://` is http, and https stands whole behind `feed:`.
fn one_of_the_scheme(feed: &str) -> String {
    match feed.strip_prefix("http:") {
        Some(rest) => format!("feed:{rest}"),
        None => format!("feed:{feed}"),
    }
}
