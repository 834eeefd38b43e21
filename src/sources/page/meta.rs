//! What stands in the head of a page (Open Graph, Dublin Core, plain meta), in
//! microdata, and in what the page shows of itself: headline, byline, date.

use super::house::is_elsewhere;
use super::measure::{below, is_block, is_named, is_sentence, leaves};
use super::metadata::{Image, PageMetadata};
use super::shown;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef, Selection};

/// What only articles have.
const MARKED: &str = "[itemtype*='Article'], [itemtype*='BlogPosting'], [itemprop~='articleBody'], \
    article:has(h1)";

/// Fills what is still open.
pub(super) fn read(document: &Document, facts: &mut PageMetadata) {
    let metas = Metas::of(document);
    let site = metas.first(&["og:site_name", "application-name", "al:iphone:app_name"]);
    for name in ["og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title"] {
        facts.offer_title(metas.first(&[name]).unwrap_or_default());
    }
    shown_title(document, facts);
    if let Some(title) = facts.title.take() {
        facts.title = Some(without_site(&title, site, document));
    }
    for name in ["og:description", "description", "twitter:description", "dc.description"] {
        facts.offer_summary(metas.first(&[name]).unwrap_or_default());
    }
    dates(document, &metas, facts);
    byline(document, &metas, facts);
    for name in ["article:section", "section", "article:tag", "news_keywords", "keywords"] {
        for tags in metas.all(name) {
            tags.split(',').take(30).for_each(|tag| facts.offer_tag(tag));
        }
    }
    facts.is_article |= metas.first(&["og:type"]).is_some_and(|kind| kind.contains("article"))
        || document.select(MARKED).exists();
    if facts.image.is_none() {
        facts.image = image(&metas);
    }
    let canonical = document.select("link[rel~='canonical' i][href]").attr("href");
    if let Some(url) = canonical.as_deref().or(metas.first(&["og:url"])) {
        facts.url = Some(url.trim().to_owned());
    }
    let of_page = document.select("html[lang]").attr("lang");
    let said =
        of_page.as_deref().or(metas.first(&["og:locale", "content-language", "dc.language"]));
    if facts.language.is_none() {
        facts.language = said.map(|tag| tag.trim().replace('_', "-")).filter(|tag| !tag.is_empty());
    }
}

struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(document: &Document) -> Self {
        let found = document.select("meta[content]");
        let pair = |node: &NodeRef<'_>| {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|attribute| node.attr(attribute))?;
            let content = node.attr("content")?;
            let content = content.trim();
            (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content.to_owned()))
        };
        Self(found.nodes().iter().filter_map(pair).collect())
    }

    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let name = name.to_owned();
        self.0.iter().filter(move |(this, _)| *this == name).map(|(_, content)| content.as_str())
    }
}

fn shown_title(document: &Document, facts: &mut PageMetadata) {
    if facts.title.is_some() {
        return;
    }
    let headlines = document.select("[itemprop~='headline'], h1");
    let mut texts = headlines.nodes().iter().map(|node| one_line(&node.text()));
    let only = texts.find(|text| !text.is_empty());
    let title = one_line(&document.select_single("title").text());
    // A headline that the title repeats is the article's, not the site's name.
    match only {
        Some(headline) if title.is_empty() || title.contains(&headline) => {
            facts.offer_title(&headline);
        }
        _ => {}
    }
    facts.offer_title(&title);
}

/// "Headline | The Site" without the site.
fn without_site(title: &str, site: Option<&str>, document: &Document) -> String {
    let headlines = document.select("h1");
    let shown: Vec<String> = headlines.nodes().iter().map(|node| one_line(&node.text())).collect();
    for mark in [" | ", " - ", " – ", " — ", " · ", " « ", " » ", " :: "] {
        let Some((head, tail)) = title.rsplit_once(mark) else { continue };
        let is_site = site.is_some_and(|site| {
            let (site, tail) = (site.to_lowercase(), tail.to_lowercase());
            site == tail || site.contains(&tail) || tail.contains(&site)
        });
        let is_shown = shown.iter().any(|headline| headline.trim() == head.trim());
        if !head.trim().is_empty() && (is_site || is_shown) {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

fn dates(document: &Document, metas: &Metas, facts: &mut PageMetadata) {
    const PUBLISHED: [&str; 16] = [
        "article:published_time",
        "datepublished",
        "og:published_time",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "date",
        "pubdate",
        "publishdate",
        "parsely-pub-date",
        "sailthru.date",
        "article.published",
        "publish-date",
        "cxenseparse:recs:publishtime",
        "article_date_original",
    ];
    const MODIFIED: [&str; 6] = [
        "article:modified_time",
        "datemodified",
        "og:updated_time",
        "dcterms.modified",
        "article.updated",
        "last-modified",
    ];
    for name in PUBLISHED {
        facts.offer_published(metas.first(&[name]).unwrap_or_default());
    }
    for name in MODIFIED {
        facts.offer_modified(metas.first(&[name]).unwrap_or_default());
    }
    if facts.published.is_some() {
        return;
    }
    let places = document.select(
        "[itemprop~='datePublished'], time[pubdate], time.entry-date, time.published, abbr.published, .entry-date, .post-date, .published, .dateline, [class*='publish-date'], [class*='article-date']",
    );
    dates_at(&places, facts);
}

/// The first time in the article that stands in no sentence and beside no link: what the
/// page shows beside its headline comes before it.
pub(super) fn times(document: &Document, facts: &mut PageMetadata) {
    if facts.published.is_none() {
        dates_at(&document.select("article time, main time, h1 ~ time, header time"), facts);
    }
}

fn dates_at(places: &Selection<'_>, facts: &mut PageMetadata) {
    let is_told = |place: &NodeRef<'_>| {
        let Some(around) = place.parent() else { return false };
        let is_line = is_block(&around) && leaves(&around).is_empty();
        (is_line && is_sentence(&one_line(&around.text()))) || is_linked_list(&around)
    };
    for place in places.nodes().iter().filter(|one| !is_elsewhere(one) && !is_told(one)) {
        let said = ["datetime", "content", "title"].iter().find_map(|name| place.attr(name));
        facts.offer_published(said.as_deref().unwrap_or_default());
        if facts.published.is_none() {
            let text = one_line(&place.text());
            facts.published = shown::date_of(&text);
            if facts.published.is_none() {
                facts.offer_published(if text.len() <= 60 { &text } else { "" });
            }
        }
        if facts.published.is_some() {
            return;
        }
    }
}

/// A line of a list that leads to another article.
fn is_linked_list(around: &NodeRef<'_>) -> bool {
    is_named(around, "li") && below(around, "a[href]").exists()
}

fn byline(document: &Document, metas: &Metas, facts: &mut PageMetadata) {
    if !facts.authors.is_empty() {
        return;
    }
    for name in [
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
        "article:author_name",
        "twitter:creator",
    ] {
        for author in metas.all(name) {
            facts.offer_author(author, None);
        }
        if !facts.authors.is_empty() {
            return;
        }
    }
    let places = document.select(
        "[itemprop~='author'] [itemprop~='name'], [itemprop~='author'], a[rel~='author'], .byline a, .byline, [class*='byline'], .author-name, .entry-author, .post-author, .article-author, .author a, .author, .autor, .writer",
    );
    for place in places.nodes().iter().filter(|one| !is_elsewhere(one)).take(20) {
        for (text, url) in shown::byline_of(place) {
            if text.len() <= 120 {
                facts.offer_author(&text, url.as_deref());
            }
        }
        if !facts.authors.is_empty() {
            return;
        }
    }
}

fn image(metas: &Metas) -> Option<Image> {
    let url = metas.first(&[
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
    ])?;
    let size = |name| metas.first(&[name]).and_then(|text| text.parse().ok());
    Some(Image {
        url: url.to_owned(),
        width: size("og:image:width"),
        height: size("og:image:height"),
        description: metas.first(&["og:image:alt", "twitter:image:alt"]).map(one_line),
    })
}
