//! The news sitemap, as Google's news search reads it.

use super::dates;
use super::error::RenderError;
use crate::article::Headline;
use crate::feed_document::NewsSitemap;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

/// Writes the sitemap, in UTF-8.
///
/// # Errors
/// When the writer fails; no valid sitemap is known that makes it fail.
pub fn news_sitemap(sitemap: &NewsSitemap) -> Result<Vec<u8>, RenderError> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write(&mut writer, sitemap).map_err(|error| RenderError::Xml {
        document: "the news sitemap".to_owned(),
        source: error.into(),
    })?;
    Ok(writer.into_inner())
}

fn write(writer: &mut Writer<Vec<u8>>, sitemap: &NewsSitemap) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer
        .create_element("urlset")
        .with_attributes([("xmlns", SITEMAP), ("xmlns:news", NEWS)])
        .write_inner_content(|urls| {
            sitemap.entries.iter().try_for_each(|entry| write_entry(urls, entry, sitemap))
        })?;
    Ok(())
}

fn write_entry(
    writer: &mut Writer<Vec<u8>>,
    entry: &Headline,
    sitemap: &NewsSitemap,
) -> io::Result<()> {
    let line = |writer: &mut Writer<Vec<u8>>, name: &str, text: &str| {
        writer.create_element(name).write_text_content(BytesText::new(text)).map(drop)
    };
    let language = entry.language.as_ref().unwrap_or(&sitemap.language).as_str();
    writer.create_element("url").write_inner_content(|url| {
        line(url, "loc", entry.url.as_str())?;
        url.create_element("news:news").write_inner_content(|news| {
            news.create_element("news:publication").write_inner_content(|publication| {
                line(publication, "news:name", &sitemap.publication)?;
                line(publication, "news:language", of_news(language))
            })?;
            line(news, "news:publication_date", &dates::rfc3339(entry.published))?;
            line(news, "news:title", &entry.title)
        })?;
        Ok(())
    })?;
    Ok(())
}

/// A language as it is wanted there: without script and country, except for Chinese, which is
/// one of its two scripts.
fn of_news(language: &str) -> &str {
    let mut subtags = language.split('-');
    let primary = subtags.next().unwrap_or(language);
    if !primary.eq_ignore_ascii_case("zh") {
        return primary;
    }
    // The script decides where it is named, else the country.
    let is_traditional = |tag: &str| match tag.to_ascii_lowercase().as_str() {
        "hant" | "tw" | "hk" | "mo" => Some(true),
        "hans" | "cn" | "sg" | "my" => Some(false),
        _ => None,
    };
    match subtags.find_map(is_traditional) {
        Some(true) => "zh-tw",
        Some(false) | None => "zh-cn",
    }
}
