//! A feed as a page for people: what a browser is shown that follows a feed's
//! link. It shows summaries, never whole texts.

use super::addresses::{address, link_type};
use super::error::RenderError;
use super::page_frame::{Frame, addresses, direction, format_name, own_words};
use super::{body, dates, history};
use crate::article::Article;
use crate::feed_document::{FeedDocument, Format, History};
use crate::text::html::escaped;

/// Writes the page of one feed in HTML.
///
/// # Errors
/// When a feed has no address; no valid document is known where that is so.
pub fn page(doc: &FeedDocument) -> Result<Vec<u8>, RenderError> {
    let feeds: Vec<(Format, String)> = Format::ALL
        .into_iter()
        .map(|format| Ok((format, address(doc, format)?)))
        .collect::<Result<_, RenderError>>()?;
    let titles: Vec<String> = feeds
        .iter()
        .map(|(format, _)| format!("{} ({})", doc.title, format_name(*format)))
        .collect();
    let links = feeds.iter().zip(&titles);
    let frame = Frame {
        title: &doc.title,
        description: &doc.description,
        language: &doc.language,
        links: links
            .map(|((format, address), title)| ["alternate", link_type(*format), title, address])
            .collect(),
        site: (&doc.masthead.title, doc.masthead.site.as_str()),
        rights: doc.masthead.rights.as_deref(),
    };
    let entries: String = doc.entries.iter().map(|article| entry(article, doc)).collect();
    let main = if entries.is_empty() {
        format!("<p{}>Nothing has been published here yet.</p>\n", own_words(&doc.language))
    } else {
        format!("<ol>\n{entries}</ol>\n")
    };
    Ok(frame.around(&intro(doc)?, &main).into_bytes())
}

fn intro(doc: &FeedDocument) -> Result<String, RenderError> {
    let up = if history::is_page(doc) { "../" } else { "" };
    Ok(format!(
        "<p class=\"lead\">{}</p>\n<div class=\"how\"{}>\n\
         <p><strong>This is a feed.</strong> Copy one of its addresses into your feed reader, \
         and new articles come to you.</p>\n{}\
         <p><a href=\"{up}index.html\">All feeds</a> · <a href=\"{}\">This page on the site</a></p>\n\
         </div>\n{}",
        escaped(doc.description.as_str()),
        own_words(&doc.language),
        addresses(doc)?,
        escaped(doc.page.as_str()),
        in_archive(doc),
    ))
}

/// The way through an archive: its pages are beside each other, and the feed is above.
fn in_archive(doc: &FeedDocument) -> String {
    let History::Page(number) = doc.history else { return String::new() };
    let page =
        |number: u32, words: &str| format!("<a href=\"{}-{number}.html\">{words}</a> · ", doc.slug);
    let older = number.checked_sub(1).filter(|number| *number > 0);
    let older = older.map(|number| page(number, "Older articles")).unwrap_or_default();
    format!(
        "<p class=\"meta\"{}>Page {number} of the archive · {older}\
         <a href=\"../{}.html\">The newest articles</a></p>\n",
        own_words(&doc.language),
        doc.slug
    )
}

fn entry(article: &Article, doc: &FeedDocument) -> String {
    let title = escaped(article.title.as_str());
    let title = match &article.url {
        Some(url) => format!("<a href=\"{}\">{title}</a>", escaped(url.as_str())),
        None => title.into_owned(),
    };
    let language = body::own_language(article, doc)
        .map(|language| format!(" lang=\"{language}\" dir=\"{}\"", direction(language)));
    let summary = Some(article.summary.as_str())
        .filter(|summary| !summary.trim().is_empty())
        .map(|summary| format!("<p>{}</p>\n", escaped(summary)));
    let also = body::also(doc.also(article), body::language(article, doc));
    format!(
        "<li{}>\n<h2>{title}</h2>\n<p class=\"meta\">{}</p>\n{}{}{}</li>\n",
        language.unwrap_or_default(),
        meta(article, doc),
        body::notes(article, doc),
        summary.unwrap_or_default(),
        also.map(|also| format!("{}\n", also.trim_start())).unwrap_or_default()
    )
}

/// The date, who wrote it, and where it came from.
fn meta(article: &Article, doc: &FeedDocument) -> String {
    let mut parts = vec![format!(
        "<time datetime=\"{}\" lang=\"en\" dir=\"ltr\">{}</time>",
        dates::rfc3339(article.published),
        dates::spoken(article.published, doc.masthead.timezone)
    )];
    let names = article.authors.iter().map(|author| &author.name);
    let names = names.chain(article.origin.iter().map(|origin| &origin.title));
    parts.extend(names.map(|name| format!("<bdi>{}</bdi>", escaped(name.as_str()))));
    parts.join(" · ")
}
