//! The answers to searches that find nothing out: for people, in words, and never
//! dressed as a feed.

use crate::search_query::{MOST_CHARACTERS, QueryError};
use crate::serve::short_answers::{self, NO_STORE};
use crate::text::html::escaped;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use http::{HeaderName, HeaderValue, Response, StatusCode};

type NoAnswer = Box<Response<Bytes>>;

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// 400: what is wrong with the query, and how one is written. `folder` leads to the feeds.
pub(super) fn broken(asked: &str, error: &QueryError, folder: &str) -> NoAnswer {
    let shown: String = asked.chars().take(MOST_CHARACTERS).collect();
    let wrong = match asked.trim().is_empty() {
        true => "<p>Write what you look for behind <code>?q=</code>.</p>".to_owned(),
        false => format!(
            "<p>You asked for <q>{}</q>: {}. To mend it, {}.</p>",
            escaped(&shown),
            escaped(&error.cause),
            escaped(error.remedy)
        ),
    };
    let main = format!(
        "{wrong}\n\
         <p>A search is a feed that you can follow. It knows:</p>\n<ul>\n\
         <li>words, which must all be there: <code>?q=flood+sindh</code></li>\n\
         <li>phrases: <code>?q=%22tarbela+dam%22</code></li>\n\
         <li><code>OR</code> between two: <code>?q=flood+OR+monsoon</code></li>\n\
         <li><code>-</code> before what must not be there: <code>?q=flood+-cricket</code></li>\n\
         </ul>\n<p><a href=\"{folder}\">All feeds</a></p>\n",
        folder = escaped(folder),
    );
    let page = short_answers::html(short_answers::ENGLISH, "This cannot be searched for", &main);
    let mut response = short_answers::page(StatusCode::BAD_REQUEST, page, NO_STORE);
    response.headers_mut().insert(ROBOTS, HeaderValue::from_static("noindex"));
    Box::new(response)
}

/// 404: no archive has such a page. `folder` leads to the feeds.
pub(super) fn no_page(folder: &str) -> NoAnswer {
    let main = format!("<p><a href=\"{}\">All feeds</a></p>\n", escaped(folder));
    let title = "There is no such page in the archive";
    let page = short_answers::html(short_answers::ENGLISH, title, &main);
    Box::new(short_answers::page(StatusCode::NOT_FOUND, page, NO_STORE))
}

/// 429: in so many seconds.
pub(super) fn too_fast(seconds: u64) -> NoAnswer {
    let sentence = "Too many searches from your address: ask again in a while. \
                    A request with If-None-Match costs nothing while nothing has changed.\n";
    refuse(StatusCode::TOO_MANY_REQUESTS, sentence, seconds)
}

/// 503: all turns are taken.
pub(super) fn busy() -> NoAnswer {
    refuse(StatusCode::SERVICE_UNAVAILABLE, "Too many search at one time: ask again.\n", 5)
}

/// 503: it took too long.
pub(super) fn too_slow() -> NoAnswer {
    let sentence = "This search takes too long: ask for words that are less common.\n";
    refuse(StatusCode::SERVICE_UNAVAILABLE, sentence, 60)
}

/// 500: it failed.
pub(super) fn failed() -> NoAnswer {
    let sentence = "The search failed; it is not your doing. Ask again later.\n";
    refuse(StatusCode::INTERNAL_SERVER_ERROR, sentence, 60)
}

fn refuse(status: StatusCode, sentence: &'static str, seconds: u64) -> NoAnswer {
    let headers = [
        (CACHE_CONTROL, NO_STORE),
        (RETRY_AFTER, HeaderValue::from(seconds)),
        (ROBOTS, HeaderValue::from_static("noindex")),
    ];
    Box::new(short_answers::plain(status, sentence, &headers))
}
