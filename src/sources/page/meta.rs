//! What stands in the head of a page (Open Graph, Dublin Core, plain meta). It reads
//! nothing that the page shows but whose page a link names.

use super::headline;
use super::metadata::{Image, PageMetadata};
use crate::sources::byline::is_opening;
use crate::sources::same_page::same_site;
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use dom_query::{Document, NodeRef};

/// No article has more.
const MOST_AUTHORS: usize = 20;

/// What only articles have.
const MARKED: &str = "[itemtype*='Article'], [itemtype*='BlogPosting'], [itemprop~='articleBody']";

/// What may be one: templates put every page in such an element.
const FRAMED: &str = "article:has(h1)";

/// What a page calls its site.
pub(super) fn site(document: &Document) -> Vec<String> {
    const SITE: [&str; 3] = ["og:site_name", "application-name", "al:iphone:app_name"];
    let metas = Metas::of(document);
    SITE.iter().filter_map(|name| metas.first(&[name])).map(str::to_owned).collect()
}

/// Fills what is still open. `address` is where the page is.
pub(super) fn read(document: &Document, facts: &mut PageMetadata, address: Option<&WebAddress>) {
    let metas = Metas::of(document);
    if let Some(url) = canonical(document).as_deref().or(metas.first(&["og:url"])) {
        facts.url = Some(url.trim().to_owned());
    }
    title(document, facts, address);
    for name in ["og:description", "description", "twitter:description", "dc.description"] {
        facts.offer_summary(metas.first(&[name]).unwrap_or_default());
    }
    dates(&metas, facts);
    byline(document, &metas, facts, address);
    for name in ["article:section", "section", "article:tag", "news_keywords", "keywords"] {
        for tags in metas.all(name) {
            tags.split(',').take(30).for_each(|tag| facts.offer_tag(tag));
        }
    }
    facts.is_article |= metas.first(&["og:type"]).is_some_and(|kind| kind.contains("article"))
        || document.select(MARKED).exists();
    facts.is_framed = document.select(FRAMED).exists();
    facts.offer_image(image(&metas));
    let of_page = document.select("html[lang]").attr("lang");
    let said =
        of_page.as_deref().or(metas.first(&["og:locale", "content-language", "dc.language"]));
    if facts.language.is_none() {
        facts.language = said.map(|tag| tag.trim().replace('_', "-")).filter(|tag| !tag.is_empty());
    }
}

/// Where a page says that it is.
pub(super) fn canonical(document: &Document) -> Option<String> {
    let href = document.select("link[rel~='canonical' i][href]").attr("href");
    href.map(|href| href.trim().to_owned())
}

/// The titles in the head of a page, the best first, and at the end what its window is called.
pub(super) fn titles(document: &Document) -> Vec<String> {
    const TITLES: [&str; 5] =
        ["og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title"];
    let metas = Metas::of(document);
    let in_head = TITLES.iter().filter_map(|name| metas.first(&[name])).map(one_line);
    let of_page = one_line(&document.select_single("title").text());
    in_head.chain([of_page]).collect()
}

struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(document: &Document) -> Self {
        let found = document.select("meta[content]");
        let pairs = |node: &NodeRef<'_>| {
            let content = node.attr("content").unwrap_or_default().trim().to_owned();
            let names = if content.is_empty() { Vec::new() } else { names_of(node) };
            names.into_iter().map(|name| (name, content.clone())).collect::<Vec<_>>()
        };
        Self(found.nodes().iter().flat_map(pairs).collect())
    }

    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let name = name.to_owned();
        self.0.iter().filter(move |(this, _)| *this == name).map(|(_, content)| content.as_str())
    }
}

/// What a meta element names: in RDFa several things at once (`dc:title og:title`).
fn names_of(meta: &NodeRef<'_>) -> Vec<String> {
    let whole = |name: &str| meta.attr(name).map(|it| vec![it.trim().to_ascii_lowercase()]);
    let property = meta.attr("property").map(|all| {
        let names = all.split_whitespace().map(str::to_ascii_lowercase);
        names.map(dublin).collect()
    });
    // What stands for a header of the answer tells of that, not of the article.
    let header =
        || whole("http-equiv").filter(|names| names.iter().any(|one| one == "content-language"));
    let said = property.or_else(|| whole("name")).or_else(|| whole("itemprop"));
    said.or_else(header).unwrap_or_default()
}

/// Dublin Core's names have a dot in HTML and a colon in RDFa.
fn dublin(name: String) -> String {
    let is_one = name.starts_with("dc:") || name.starts_with("dcterms:");
    if is_one { name.replacen(':', ".", 1) } else { name }
}

/// The title, of all places where the page says it.
fn title(document: &Document, facts: &mut PageMetadata, address: Option<&WebAddress>) {
    let said: Vec<String> = facts.title.take().into_iter().chain(titles(document)).collect();
    let behind = |title: &str| headline::behind(said.last()?, title).map(str::to_owned);
    let title = headline::title_of(document, &said, facts, address);
    facts.site.extend(title.as_deref().and_then(behind));
    facts.title = title;
}

fn dates(metas: &Metas, facts: &mut PageMetadata) {
    const PUBLISHED: [&str; 22] = [
        "article:published_time",
        "og:article:published_time",
        "citation_publication_date",
        "citation_online_date",
        "citation_date",
        "dc.date.created",
        "dcterms.issued",
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
}

fn byline(document: &Document, metas: &Metas, facts: &mut PageMetadata, page: Option<&WebAddress>) {
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
        for author in metas.all(name).take(MOST_AUTHORS) {
            match author.contains("://") {
                // On another site it is a page of the newspaper's, or says nothing of it.
                true if !is_of_site(author, page) => {}
                true => facts.offer_author(&named_by(document, author), Some(author)),
                false => facts.offer_author(author, None),
            }
        }
        if !facts.authors.is_empty() {
            return;
        }
    }
    // As systems tell it to who shows a link: a label, and what it says.
    for at in 1..=2 {
        let label = metas.first(&[&format!("twitter:label{at}")]).unwrap_or_default();
        if is_opening(label) {
            let said = metas.first(&[&format!("twitter:data{at}")]).unwrap_or_default();
            facts.offer_author(said, None);
        }
    }
}

fn is_of_site(address: &str, page: Option<&WebAddress>) -> bool {
    page.zip(WebAddress::parse(address).ok()).is_some_and(|(page, to)| same_site(page, &to))
}

/// What the page calls the one whose own page is at an address.
fn named_by(document: &Document, address: &str) -> String {
    let bare = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.trim_end_matches('/').to_owned()
    };
    let links = document.select("a[href]");
    let is_it = |link: &&NodeRef<'_>| {
        let path = address.splitn(4, '/').nth(3).filter(|path| !path.is_empty());
        link.attr("href").is_some_and(|href| {
            bare(&href) == bare(address)
                || path.is_some_and(|path| href.strip_prefix('/') == Some(path))
        })
    };
    let texts = links.nodes().iter().filter(is_it).map(|link| one_line(&link.text()));
    texts.into_iter().find(|text| (1..=60).contains(&text.len())).unwrap_or_default()
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
        ..Image::default()
    })
}
