//! What the pages for people have in common: the head, the style and the foot.
//! No script, no picture from elsewhere, nothing that asks another server.

use super::addresses::address;
use super::error::RenderError;
use crate::feed_document::{FeedDocument, Format};
use crate::look::STYLE;
use crate::text::Language;
use crate::text::html::escaped;

/// The common sign for feeds.
const SIGN: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="5" cy="19" r="3"/><path d="M2 9a13 13 0 0 1 13 13h-4A9 9 0 0 0 2 13zM2 2a20 20 0 0 1 20 20h-4A16 16 0 0 0 2 6z"/></svg>"#;

/// Whether a page's own words, which are English, need saying so.
pub(super) const ENGLISH: &str = " lang=\"en\" dir=\"ltr\"";

/// A page on its way.
pub(super) struct Frame<'a> {
    /// In the title bar.
    pub(super) title: &'a str,
    /// For those who list pages.
    pub(super) description: &'a str,
    /// The language of what it shows.
    pub(super) language: &'a Language,
    /// The feeds and lists that a reader may discover in its head: relation,
    /// media type, title, address.
    pub(super) links: Vec<[&'a str; 4]>,
    /// The newspaper: its name and site.
    pub(super) site: (&'a str, &'a str),
    /// The copyright line.
    pub(super) rights: Option<&'a str>,
}

impl Frame<'_> {
    /// The whole page around `main`. `intro` stands below the heading.
    pub(super) fn around(&self, intro: &str, main: &str) -> String {
        let language = self.language;
        let title = escaped(self.title);
        let links: String = self.links.iter().map(head_link).collect();
        let rights = self.rights.map(|rights| format!("<p>{}</p>\n", escaped(rights)));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{}\">\n<head>\n\
             <meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"description\" content=\"{}\">\n\
             <meta name=\"robots\" content=\"noindex\">\n{links}\
             <style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header>\n<p class=\"site\"><a href=\"{}\">{}</a></p>\n<h1>{SIGN}{title}</h1>\n\
             {intro}</header>\n<main>\n{main}</main>\n\
             <footer>\n{}</footer>\n</body>\n</html>\n",
            direction(language),
            escaped(self.description),
            escaped(self.site.1),
            escaped(self.site.0),
            rights.unwrap_or_default(),
        )
    }
}

/// `rtl` or `ltr`, for a `dir` attribute.
pub(super) fn direction(language: &Language) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}

/// The attributes that mark pressroom's own English words on a page.
pub(super) fn own_words(language: &Language) -> &'static str {
    let english = language.as_str().split('-').next().is_some_and(|s| s.eq_ignore_ascii_case("en"));
    if english { "" } else { ENGLISH }
}

/// What people call a format.
pub(super) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Rss => "RSS",
        Format::Atom => "Atom",
        Format::Json => "JSON Feed",
    }
}

/// The addresses of a feed, each under its format's name.
pub(super) fn addresses(doc: &FeedDocument) -> Result<String, RenderError> {
    let mut rows = String::from("<dl>\n");
    for format in Format::ALL {
        let address = address(doc, format)?;
        let (name, address) = (format_name(format), escaped(address.as_str()));
        rows.push_str(&format!("<dt>{name}</dt><dd><a href=\"{address}\">{address}</a></dd>\n"));
    }
    rows.push_str("</dl>\n");
    Ok(rows)
}

fn head_link([relation, media_type, title, address]: &[&str; 4]) -> String {
    format!(
        "<link rel=\"{}\" type=\"{}\" title=\"{}\" href=\"{}\">\n",
        escaped(relation),
        escaped(media_type),
        escaped(title),
        escaped(address)
    )
}
