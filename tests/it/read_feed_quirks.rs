//! Feeds of every format and habit come out as the items their writers meant:
//! - RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF, in any arrangement of
//!   namespaces, come out alike;
//! - texts, authors, media, links, dates, languages and bases follow the rules
//!   of their format, and the habits that break them;
//! - what is no feed is refused with a reason and a remedy.

use pressroom::raw_item::{RawAuthor, RawItem, RawText};
use pressroom::sources::feed::{Document, FeedError, Reading, read};
use pressroom::web_address::WebAddress;

fn try_read(text: &str, base: Option<&str>) -> Result<Reading, FeedError> {
    let base = base.map(|base| WebAddress::parse(base).expect("a web address"));
    let document = Document { bytes: text.as_bytes(), content_type: None, base: base.as_ref() };
    read(&document, &Default::default())
}

fn reading(text: &str) -> Reading {
    try_read(text, None).expect("a feed")
}

/// The one item of an RSS feed with these elements.
fn rss(item: &str) -> RawItem {
    let head = "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' \
        xmlns:content='http://purl.org/rss/1.0/modules/content/' \
        xmlns:atom='http://www.w3.org/2005/Atom' xmlns:dcterms='http://purl.org/dc/terms/' \
        xmlns:media='http://search.yahoo.com/mrss/' \
        xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><title>Paper</title>";
    one(reading(&format!("{head}<item>{item}</item></channel></rss>")))
}

/// The one entry of an Atom feed with these elements.
fn atom(entry: &str) -> RawItem {
    one(reading(&format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Desk</name></author>\
         <entry>{entry}</entry></feed>"
    )))
}

fn one(reading: Reading) -> RawItem {
    assert_eq!(reading.rejections, [], "nothing to reject");
    assert_eq!(reading.items.len(), 1);
    reading.items.into_iter().next().expect("one item")
}

fn html(text: &str) -> Option<RawText> {
    Some(RawText::Html(text.to_owned()))
}

fn plain(text: &str) -> Option<RawText> {
    Some(RawText::Plain(text.to_owned()))
}

#[test]
fn every_format_and_namespace_arrangement() {
    let rss_item = "<title>T</title><link>http://x.org/1</link><guid>http://x.org/1</guid>";
    let documents = [
        format!("<rss><channel><item>{rss_item}</item></channel></rss>"),
        format!("<rss version='0.91'><channel><item>{rss_item}</item></channel></rss>"),
        format!("<rss version='2.0' xmlns='http://backend.userland.com/rss2'><channel><item>{rss_item}</item></channel></rss>"),
        format!("<rss xmlns='http://unknown.example/'><channel><item>{rss_item}</item></channel></rss>"),
        format!("<RSS><Channel><ITEM>{}</ITEM></Channel></RSS>", rss_item.replace("title", "TITLE")),
        format!("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
                 <channel/><item rdf:about='http://x.org/1'>{rss_item}</item></rdf:RDF>"),
        "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:p='http://my.netscape.com/rdf/simple/0.9/'>\
         <p:item r:about='x'><p:title>T</p:title><p:link>http://x.org/1</p:link></p:item></r:RDF>".to_owned(),
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><id>http://x.org/1</id>\
         <link href='http://x.org/1'/></entry></feed>".to_owned(),
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>T</a:title><a:id>http://x.org/1</a:id>\
         <a:link rel='alternate' href='http://x.org/1'/></a:entry></a:feed>".to_owned(),
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>T</title><id>http://x.org/1</id>\
         <link rel='alternate' type='text/html' href='http://x.org/1'/></entry></feed>".to_owned(),
        "<feed><entry><title>T</title><link href='http://x.org/1'/></entry></feed>".to_owned(),
        "<CHANNEL><ITEM HREF='http://x.org/1'><TITLE>T</TITLE></ITEM></CHANNEL>".to_owned(),
        "<item><title>T</title><link>http://x.org/1</link></item><rss></rss>".to_owned(),
    ];
    for document in documents {
        let item = one(reading(&document));
        assert_eq!(item.title, plain("T"), "{document}");
        assert_eq!(item.url.as_deref(), Some("http://x.org/1"), "{document}");
        assert_eq!((item.key.as_str(), item.key_is_global), ("http://x.org/1", true), "{document}");
    }
}

#[test]
fn a_foreign_element_of_the_same_name_is_not_taken() {
    let item =
        rss("<x:title xmlns:x='http://x.example/ns'>no</x:title><media:title>no</media:title>\
         <thing xmlns='http://y.example/'><title>no</title></thing><title>yes</title>\
         <image><title>no</title><url>http://x.org/i.png</url></image>");
    assert_eq!(item.title, plain("yes"));
}

#[test]
fn titles_are_read_as_a_reader_should_see_them() {
    let table = [
        ("R&amp;D", plain("R&D")),
        ("R&D", plain("R&D")),
        ("AT&amp;amp;T", html("AT&amp;T")),
        ("a &lt; b", plain("a < b")),
        ("&lt;b&gt;Bold&lt;/b&gt; move", html("<b>Bold</b> move")),
        ("<b>Bold</b> move", html("<b>Bold</b> move")),
        ("<![CDATA[<i>x</i> &amp; y]]>", html("<i>x</i> &amp; y")),
        ("<![CDATA[x]]> <![CDATA[y]]>", plain("x y")),
        ("caf&eacute;&nbsp;&#8217;&#146;&#x2014;", plain("café\u{A0}’’—")),
        ("a<!-- no -->b", plain("ab")),
        ("x\u{0}\u{B}y&#1;z", plain("xyz")),
        ("&unknown; &#xZZ; &", plain("&unknown; &#xZZ; &")),
    ];
    for (written, meant) in table {
        assert_eq!(rss(&format!("<title>{written}</title>")).title, meant, "{written}");
    }
    let table = [
        ("", "&lt;b&gt;", plain("<b>")),
        ("type='text'", "R&amp;D &amp;amp;", plain("R&D &amp;")),
        ("type='html'", "&lt;b&gt;x&lt;/b&gt;", html("<b>x</b>")),
        (
            "type='xhtml'",
            "<div xmlns='http://www.w3.org/1999/xhtml'><b>x</b> &lt;</div>",
            html("<b>x</b> &lt;"),
        ),
        ("type='nonsense'", "&lt;b&gt;x&lt;/b&gt;", html("<b>x</b>")),
        ("type='text/html' mode='escaped'", "&lt;b&gt;x&lt;/b&gt;", html("<b>x</b>")),
        ("mode='base64' type='text/html'", "PGI+eDwvYj4=", html("<b>x</b>")),
    ];
    for (attributes, written, meant) in table {
        let item = atom(&format!("<title {attributes}>{written}</title>"));
        assert_eq!(item.title, meant, "{attributes} {written}");
    }
}

#[test]
fn summary_and_content_are_told_apart() {
    let both = rss(
        "<description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded>",
    );
    assert_eq!((both.summary, both.content), (plain("short"), html("<p>long</p>")));
    let only = rss("<description>&lt;p&gt;all&lt;/p&gt;</description>");
    assert_eq!((only.summary, only.content), (html("<p>all</p>"), None));
    let inline = rss("<description><p>a<br>b &amp;lt; <i>c</i></p></description><guid>g</guid>");
    assert_eq!(inline.summary, html("<p>a<br />b &lt; <i>c</i></p>"));
    assert_eq!(inline.key, "g");
    let entry = atom("<summary>s</summary><content type='image/png'>iVBORw0KGgo=</content>");
    assert_eq!((entry.summary, entry.content), (plain("s"), None));
}

#[test]
fn whole_blocks_that_were_escaped_twice_are_markup() {
    let summary = |text: &str| rss(&format!("<description>{text}</description>")).summary;
    let twice = "&amp;lt;p&amp;gt;Rain &amp;amp;amp; wind.&amp;lt;/p&amp;gt;";
    assert_eq!(summary(twice), html("<p>Rain &amp; wind.</p>"));
    let words = "&amp;lt;p&amp;gt; begins a paragraph, and so does &amp;lt;p&amp;gt;";
    assert!(!matches!(summary(words), Some(RawText::Html(text)) if text.contains("<p>")));
}

#[test]
fn xhtml_becomes_html() {
    let entry = atom(
        "<content type='xhtml' xmlns:h='http://www.w3.org/1999/xhtml'><h:div>\
         <h:p class='a'>x<h:br/>y</h:p><h:a name='n'/><h:img src='i.png' alt='\"'/>\
         <![CDATA[1 < 2]]></h:div></content>",
    );
    let expected = "<p class=\"a\">x<br />y</p><a name=\"n\"></a>\
                    <img src=\"i.png\" alt=\"&quot;\" />1 &lt; 2";
    assert_eq!(entry.content, html(expected));
}

#[test]
fn bases_apply_at_every_level() {
    let document = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a.org/f/'>\
        <entry xml:base='e/'><link href='1.html'/><link rel='enclosure' href='/s.mp3' type='audio/mpeg'/>\
        <content type='xhtml' xml:base='c/'><div xmlns='http://www.w3.org/1999/xhtml'>\
        <a href='x'>x</a><p xml:base='/deep/'><a href='y?a&amp;b'>y</a></p><a href='z'>z</a></div></content></entry></feed>";
    let item = one(reading(document));
    assert_eq!(item.url.as_deref(), Some("http://a.org/f/e/1.html"));
    assert_eq!(item.media[0].url, "http://a.org/s.mp3");
    assert_eq!(item.base.map(|base| base.to_string()).as_deref(), Some("http://a.org/f/e/c/"));
    let expected = "<a href=\"http://a.org/f/e/c/x\">x</a><p><a href=\"http://a.org/deep/y?a&amp;b\">y</a></p>\
        <a href=\"http://a.org/f/e/c/z\">z</a>";
    assert_eq!(item.content, html(expected));
}

#[test]
fn relative_addresses_of_rss_mean_the_site() {
    let document = "<rss><channel><link>https://paper.example/</link><item><link> /a\n /b </link></item></channel></rss>";
    let item = one(try_read(document, Some("https://feeds.example/paper")).expect("a feed"));
    assert_eq!(item.url.as_deref(), Some("https://paper.example/a/b"));
    let item =
        one(try_read("<feed><entry><link href='x'/></entry></feed>", Some("https://h.org/a/f"))
            .expect("a feed"));
    assert_eq!(item.url.as_deref(), Some("https://h.org/a/x"));
}

#[test]
fn addresses_and_keys() {
    let table = [
        ("<guid>http://x.org/1</guid>", Some("http://x.org/1"), "http://x.org/1", true),
        ("<guid isPermaLink='false'>http://x.org/1</guid>", None, "http://x.org/1", false),
        ("<guid>abc</guid>", None, "abc", false),
        ("<guid>12:30</guid>", None, "12:30", false),
        (
            "<guid>tag:x.org,2026:1</guid><link>http://x.org/l</link>",
            Some("http://x.org/l"),
            "tag:x.org,2026:1",
            true,
        ),
        ("<guid>urn:uuid:6d3b</guid>", None, "urn:uuid:6d3b", false),
        (
            "<link>http://x.org/l?a=1&b=2</link>",
            Some("http://x.org/l?a=1&b=2"),
            "http://x.org/l?a=1&b=2",
            true,
        ),
        ("<atom:link href='http://x.org/a'/>", Some("http://x.org/a"), "http://x.org/a", true),
        (
            "<link>http://fb.org/~1</link><feedburner:origLink>http://x.org/1</feedburner:origLink>",
            Some("http://x.org/1"),
            "http://x.org/1",
            true,
        ),
        ("<link/><guid>http://x.org/1</guid>", Some("http://x.org/1"), "http://x.org/1", true),
    ];
    for (written, url, key, is_global) in table {
        let item = rss(&format!("<title>T</title>{written}"));
        assert_eq!(item.url.as_deref(), url, "{written}");
        assert_eq!((item.key.as_str(), item.key_is_global), (key, is_global), "{written}");
    }
    let unnamed = rss("<title>T</title><description>d</description>");
    assert_eq!((unnamed.key.len(), unnamed.key_is_global), (32, false));
    assert_ne!(unnamed.key, rss("<title>T</title><description>e</description>").key);
}

#[test]
fn the_page_is_chosen_among_links() {
    let entry = atom(
        "<link rel='self' type='application/atom+xml' href='http://x.org/s'/>\
         <link rel='alternate' type='application/pdf' href='http://x.org/p'/>\
         <link rel='via' href='http://x.org/v'/><link rel='related' href='http://x.org/r'/>\
         <link rel='alternate' type='text/html' href='http://x.org/h'/>",
    );
    assert_eq!(entry.url.as_deref(), Some("http://x.org/h"));
    assert_eq!(
        atom("<link rel='via' href='http://x.org/v'/>").url.as_deref(),
        Some("http://x.org/v")
    );
}

#[test]
fn authors_in_all_styles() {
    let someone = |name: &str, email: Option<&str>| {
        vec![RawAuthor {
            name: name.to_owned(),
            email: email.map(str::to_owned),
            ..RawAuthor::default()
        }]
    };
    let table = [
        ("<author>a@b.org (Ann Bee)</author>", someone("Ann Bee", Some("a@b.org"))),
        ("<author>Ann Bee &lt;a@b.org&gt;</author>", someone("Ann Bee", Some("a@b.org"))),
        ("<author>Ann Bee (a@b.org)</author>", someone("Ann Bee", Some("a@b.org"))),
        ("<author>Ann Bee</author>", someone("Ann Bee", None)),
        ("<author>Ann Bee (Dawn)</author>", someone("Ann Bee (Dawn)", None)),
        ("<author>a@b.org</author>", someone("a@b.org", Some("a@b.org"))),
        ("<author>a@b.org</author><dc:creator>Ann Bee</dc:creator>", someone("Ann Bee", None)),
        (
            "<dc:creator>Ann Bee</dc:creator><itunes:author>Radio</itunes:author>",
            someone("Ann Bee", None),
        ),
        ("<itunes:author>Radio</itunes:author>", someone("Radio", None)),
        ("<author></author>", vec![]),
    ];
    for (written, expected) in table {
        assert_eq!(rss(written).authors, expected, "{written}");
    }
    let entry = atom(
        "<author><name>Ann</name><uri>http://a.org/</uri></author><author><email>c@d.org</email></author>",
    );
    assert_eq!(entry.authors.len(), 1, "an address alone is left out beside a name");
    assert_eq!(entry.authors[0].url.as_deref(), Some("http://a.org/"));
    assert_eq!(atom("<title>T</title>").authors, someone("Desk", None));
    let copied = atom("<source><title>Other</title><author><name>Oz</name></author></source>");
    assert_eq!(copied.authors, someone("Oz", None));
}

#[test]
fn dates_and_what_cannot_be_read() {
    let item = rss(
        "<pubDate>Tue, 01 Sep 2026 10:00:00 +0500</pubDate><dc:date>2020-01-01</dc:date><dcterms:modified>2026-09-02</dcterms:modified>",
    );
    assert_eq!(
        item.published.map(|d| d.to_rfc3339()).as_deref(),
        Some("2026-09-01T05:00:00+00:00")
    );
    assert_eq!(item.updated.map(|d| d.to_rfc3339()).as_deref(), Some("2026-09-02T00:00:00+00:00"));
    assert_eq!(item.unreadable_date, None);
    let item = rss("<pubDate>soon</pubDate><title>T</title>");
    assert_eq!((item.published, item.unreadable_date.as_deref()), (None, Some("soon")));
    // What systems count from is what they write that have no date.
    for date in ["Thu, 01 Jan 1970 00:00:00 +0000", "1969-12-31T19:00:00-05:00", "0"] {
        let item = rss(&format!("<pubDate>{date}</pubDate><title>T</title>"));
        assert_eq!((item.published, item.unreadable_date.as_deref()), (None, Some(date)));
    }
    assert!(rss("<pubDate>1970-01-01T09:00:00Z</pubDate><title>T</title>").published.is_some());
}

#[test]
fn media_of_every_kind() {
    let item = rss("<enclosure url='http://x.org/a.mp3' length='123' type='audio/mpeg'/>\
         <enclosure url='http://x.org/b.mp3'/><itunes:duration>1:02:03</itunes:duration>\
         <itunes:image href='http://x.org/cover.png'/>\
         <media:group><media:content url='http://x.org/s.jpg' width='100' medium='image'/>\
         <media:content url='http://x.org/l.jpg' width='1000' height='500' medium='image'/>\
         <media:credit>Ann</media:credit><media:description>A &amp;amp; B</media:description></media:group>");
    let audio = &item.media[0];
    assert_eq!(
        (audio.url.as_str(), audio.length, audio.seconds),
        ("http://x.org/a.mp3", Some(123), Some(3723))
    );
    assert_eq!(audio.thumbnail.as_deref(), Some("http://x.org/cover.png"));
    let picture = item.media.iter().find(|m| m.width == Some(1000)).expect("the largest rendition");
    assert_eq!(
        (picture.credit.as_deref(), picture.description.as_deref()),
        (Some("Ann"), Some("A & B"))
    );
    assert_eq!(picture.media_type.as_deref(), Some("image/jpeg"));
    assert!(!item.media.iter().any(|m| m.width == Some(100)), "one rendition of a group");
    let thumb = rss("<media:thumbnail url='http://x.org/t.webp' width='75' height='50'/>");
    assert_eq!(thumb.media[0].media_type.as_deref(), Some("image/webp"));
    assert_eq!((thumb.media[0].width, thumb.media[0].height), (Some(75), Some(50)));
    for (medium, wanted) in [
        ("<media:content url='http://x.org/id/4' width='9' height='8'/>", Some("image/jpeg")),
        ("<media:content url='http://x.org/cut?f=1' width='9' height='8'/>", Some("image/jpeg")),
        ("<media:content url='http://x.org/id/4' type='image/*'/>", Some("image/jpeg")),
        ("<enclosure url='http://x.org/id/4' type='Image/*'/>", Some("image/jpeg")),
        ("<enclosure url='http://x.org/a.png' type='image/*'/>", Some("image/png")),
        ("<enclosure url='http://x.org/id/4' type='audio/*'/>", Some("audio/mpeg")),
        // What runs for a time is a film, and what says nothing may be anything.
        ("<media:content url='http://x.org/id/4' width='9' height='8' duration='60'/>", None),
        ("<media:content url='http://x.org/a.mp4' width='9' height='8'/>", None),
        ("<media:content url='http://x.org/id/4'/>", None),
    ] {
        assert_eq!(rss(medium).media[0].media_type.as_deref(), wanted, "{medium}");
    }
}

#[test]
fn tags_languages_rights_and_origin() {
    let item = rss(
        "<category domain='http://d'>News</category><category>News</category><dc:subject>Water &amp;amp; Sky</dc:subject>\
         <itunes:keywords>one, two</itunes:keywords><dc:rights>© Paper</dc:rights><dc:language>ur_PK</dc:language>\
         <source url='http://o.org/feed'>Other</source>",
    );
    assert_eq!(item.tags, ["News", "Water & Sky", "one", "two"]);
    assert_eq!(item.rights.as_deref(), Some("© Paper"));
    assert_eq!(item.language.as_deref(), Some("ur-PK"));
    let origin = item.origin.expect("an origin");
    assert_eq!(
        (origin.title.as_deref(), origin.feed.as_deref()),
        (Some("Other"), Some("http://o.org/feed"))
    );

    let document = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title type='html'>The &lt;b&gt;Paper&lt;/b&gt;</title>\
        <link rel='self' href='http://p.org/f'/><link href='http://p.org/'/>\
        <entry><category term='t' label='Label'/><title>A</title><id>a:1</id></entry>\
        <entry xml:lang='de'><title>B</title><id>b:1</id></entry><entry xml:lang=''><title>C</title><id>c:1</id></entry></feed>";
    let reading = reading(document);
    assert_eq!(reading.title.as_deref(), Some("The Paper"));
    assert_eq!(reading.site.as_deref(), Some("http://p.org/"));
    let languages: Vec<_> = reading.items.iter().map(|item| item.language.as_deref()).collect();
    assert_eq!(languages, [Some("en"), Some("de"), None]);
    assert_eq!(reading.items[0].tags, ["Label"]);
    let origin = reading.items[0].origin.as_ref().expect("the feed itself");
    assert_eq!(
        (origin.title.as_deref(), origin.feed.as_deref(), origin.site.as_deref()),
        (Some("The Paper"), Some("http://p.org/f"), Some("http://p.org/"))
    );
}

#[test]
fn items_of_one_name() {
    let reading = reading(
        "<rss><channel><item><guid>1</guid><title>old</title><pubDate>2026-09-01</pubDate></item>\
         <item><guid>1</guid><title>new</title><pubDate>2026-09-02</pubDate></item>\
         <item><guid>2</guid><title>twice</title></item><item><guid>2</guid><title>twice</title></item></channel></rss>",
    );
    let titles: Vec<_> = reading.items.iter().filter_map(|item| item.title.clone()).collect();
    assert_eq!(titles, [RawText::Plain("new".into()), RawText::Plain("twice".into())]);
    assert_eq!(reading.rejections.len(), 1, "equal bytes are no second item");
    assert_eq!(reading.rejections[0].title.as_deref(), Some("old"));
}

#[test]
fn what_is_no_feed_is_refused_with_a_remedy() {
    let table = [
        ("", "empty", "publisher"),
        (" \n\t", "empty", "publisher"),
        ("<!DOCTYPE html><html><body>404</body></html>", "an HTML page", "alternate"),
        ("Service unavailable", "plain text", "address"),
        ("{\"error\": 1}", "JSON without", "address"),
        ("[1, 2]", "JSON without", "address"),
        ("<opml version='2.0'><body/></opml>", "OPML", "address of one"),
        ("<urlset><url/></urlset>", "sitemap", "site's feed"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "XML of another kind", "address"),
    ];
    for (document, what, remedy) in table {
        let error = try_read(document, Some("http://x.org/feed")).expect_err(document).to_string();
        assert!(error.starts_with("http://x.org/feed: "), "{error}");
        assert!(error.contains(what) && error.contains(remedy), "{document}: {error}");
    }
    assert_eq!(reading("<rss><channel><title>Quiet</title></channel></rss>").items, []);
}
