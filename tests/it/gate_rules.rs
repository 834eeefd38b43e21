//! - A good document of every kind passes, and its items are counted.
//! - A document that breaks one rule, and only that one, is refused by that rule,
//!   and the refusal names the article that is at fault.
//! - What only looks like a fault passes.

use chrono::{DateTime, Utc};
use pressroom::edition::DocumentName;
use pressroom::feed_document::Format;
use pressroom::publish::gate::{Inspection, Limits, Refusal, check};

const RSS: &str = include_str!("documents/good.rss");
const ATOM: &str = include_str!("documents/good.atom");
const JSON: &str = include_str!("documents/good.json");
const OPML: &str = include_str!("documents/good.opml");
const PAGE: &str = include_str!("documents/good.html");
const LIMITS: Limits = Limits { max_document_bytes: 100_000, collapse_below: 0.5 };

/// One way to break a good document: replace the first text by the second, and
/// the rule and the article that the refusal must name.
type Case<'a> = (&'a str, &'a str, &'a str, Option<&'a str>);

const A: Option<&str> = Some("urn:uuid:aaaa");
const B: Option<&str> = Some("urn:uuid:bbbb");

fn now() -> DateTime<Utc> {
    "2026-09-01T12:00:00Z".parse().unwrap()
}

fn name(format: Format) -> DocumentName {
    DocumentName::Feed("world".parse().unwrap(), format)
}

fn read(name: &DocumentName, text: &str) -> Result<Inspection, Refusal> {
    check(name, text.as_bytes(), None, &LIMITS, now())
}

fn refuse_each(name: &DocumentName, good: &str, cases: &[Case<'_>]) {
    for (from, to, rule, article) in cases {
        assert!(good.contains(from), "the good document has no {from:?}");
        let broken = good.replacen(from, to, 1);
        let refusal = match read(name, &broken) {
            Ok(_) => panic!("{from:?} → {to:?} passed, though it breaks {rule}"),
            Err(refusal) => refusal,
        };
        let found = (refusal.rule.as_str(), refusal.article.as_deref());
        assert_eq!(found, (*rule, *article), "{from:?} → {to:?}: {refusal}");
        assert_eq!(refusal.name, *name);
        assert!(!refusal.detail.is_empty());
    }
}

fn pass_each(name: &DocumentName, good: &str, cases: &[(&str, &str)]) {
    for (from, to) in cases {
        assert!(good.contains(from), "the good document has no {from:?}");
        if let Err(refusal) = read(name, &good.replacen(from, to, 1)) {
            panic!("{from:?} → {to:?} is right but: {refusal}");
        }
    }
}

#[test]
fn good_documents_pass_and_are_counted() {
    for (name, text, items) in [
        (name(Format::Rss), RSS, 1),
        (name(Format::Atom), ATOM, 1),
        (name(Format::Json), JSON, 1),
        (DocumentName::Opml, OPML, 2),
        (DocumentName::Index, PAGE, 0),
        (DocumentName::Page("world".parse().unwrap()), PAGE, 0),
    ] {
        assert_eq!(
            read(&name, text).map_err(|refusal| refusal.to_string()),
            Ok(Inspection { items })
        );
    }
}

#[test]
fn xml_that_is_not_well_formed_is_refused() {
    let cases = [
        ("</item>", "</itm>", "well-formed", None),
        ("</rss>", "", "well-formed", None),
        ("</rss>", "</rss><rss/>", "well-formed", None),
        ("</rss>", "</rss>and more", "well-formed", None),
        ("</rss>", "</rss>&#32;", "well-formed", None),
        ("<?xml", " <?xml", "well-formed", None),
        ("version=\"1.0\"", "version=\"1.1\"", "well-formed", None),
        ("encoding=\"utf-8\"", "encoding=\"iso-8859-1\"", "utf-8", None),
        ("abroad &amp; afar", "abroad & afar", "well-formed", None),
        ("abroad &amp; afar", "abroad &eacute; afar", "entity", None),
        ("abroad &amp; afar", "abroad ]]> afar", "well-formed", None),
        ("<rss version", "<!DOCTYPE rss><rss version", "entity", None),
        ("<rss version", "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss version", "entity", None),
        ("<ttl>", "<!-- a -- b --><ttl>", "well-formed", None),
        ("rel=\"hub\"", "rel=\"hub\" rel=\"hub\"", "well-formed", None),
        ("rel=\"self\" type", "rel=\"self\"type", "well-formed", None),
        ("rel=\"hub\"", "rel=hub", "well-formed", None),
        ("rel=\"hub\"", "rel=\"<hub\"", "well-formed", None),
        ("rel=\"hub\"", "rel=\"&nbsp;\"", "entity", None),
        ("<ttl>15</ttl>", "<1ttl>15</1ttl>", "well-formed", None),
        (" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", "", "prefix-bound", None),
        ("rel=\"hub\"", "x:rel=\"hub\"", "prefix-bound", None),
        ("xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", "xmlns:dc=\"\"", "prefix-bound", None),
        ("Ayesha", "Aye\u{B}sha", "xml-characters", None),
        ("Ayesha", "Aye\u{FFFE}sha", "xml-characters", None),
        ("Ayesha", "Aye&#11;sha", "xml-characters", None),
        ("Ayesha", "Aye&#xFFFF;sha", "xml-characters", None),
        ("Ayesha", "Aye&#xD800;sha", "xml-characters", None),
        ("rel=\"hub\"", "rel=\"hub&#1;\"", "xml-characters", None),
    ];
    refuse_each(&name(Format::Rss), RSS, &cases);
    let deep = RSS.replacen("<ttl>", &("<x>".repeat(9000) + &"</x>".repeat(9000) + "<ttl>"), 1);
    assert_eq!(read(&name(Format::Rss), &deep).unwrap_err().rule.as_str(), "well-formed");
}

#[test]
fn rss_that_breaks_a_rule_is_refused() {
    let cases = [
        ("version=\"2.0\"", "version=\"0.91\"", "format", None),
        ("<title>World — The Daily Example</title>", "", "required-element", None),
        ("<title>World — The Daily Example</title>", "<title> </title>", "required-element", None),
        ("<link>https://news.example/world</link>", "", "required-element", None),
        (
            "<link>https://news.example/world</link>",
            "<link>/world</link>",
            "absolute-address",
            None,
        ),
        ("<description>News from abroad &amp; afar</description>", "", "required-element", None),
        ("<ttl>15</ttl>", "<ttl>15</ttl><ttl>15</ttl>", "repeated-element", None),
        ("<ttl>15</ttl>", "<ttl>a quarter</ttl>", "number", None),
        ("<ttl>15</ttl>", "<ttl>-15</ttl>", "number", None),
        ("<ttl>15</ttl>", "<summary>x</summary>", "unknown-element", None),
        ("<language>en-PK</language>", "<language>en_PK</language>", "language", None),
        ("desk@news.example (The desk)", "The desk", "contact", None),
        ("<width>144</width>", "<width>600</width>", "number", None),
        (
            "logo.png</url>",
            "logo.png</url><url>https://news.example/x</url>",
            "repeated-element",
            None,
        ),
        ("<url>https://news.example/logo.png</url>", "", "required-element", None),
        (
            "href=\"https://news.example/feeds/world.rss\"",
            "href=\"world.rss\"",
            "absolute-address",
            None,
        ),
        ("href=\"https://hub.example/\" ", "", "required-element", None),
        (">hourly<", ">often<", "known-value", None),
        (">4</sy:", ">0</sy:", "number", None),
        ("01 Sep 2026 09:30:00 +0000", "01 Sep 2026 09:30:00", "date", None),
        (
            "Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<lastBuild",
            "Wed, 01 Sep 2026 08:00:00 GMT</pubDate>\n<lastBuild",
            "date",
            None,
        ),
        (
            "Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<dc",
            "2026-09-01T08:00:00Z</pubDate>\n<dc",
            "date",
            A,
        ),
        (
            "Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<dc",
            "Tue, 01 September 2026 08:00:00 GMT</pubDate>\n<dc",
            "date",
            A,
        ),
        (
            "Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<dc",
            "Tue, 01 Sep 2026 24:00:00 GMT</pubDate>\n<dc",
            "date",
            A,
        ),
        ("Mon, 31 Aug 2026 23:00:00 GMT", "Mon, 31 Aug 2026 23:00:00 PKT", "date", B),
        (
            "Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<dc",
            "Tue, 01 Sep 2026 12:00:01 GMT</pubDate>\n<dc",
            "future",
            A,
        ),
        (
            "Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<dc",
            "Tue, 01 Sep 2026 08:00:00 -0500</pubDate>\n<dc",
            "future",
            A,
        ),
        ("<dcterms:modified>2026-09-01T09:30:00Z", "<dcterms:modified>yesterday", "date", A),
        ("<dcterms:modified>2026-09-01T09:30:00Z", "<dcterms:modified>2026-09-02", "future", A),
        ("end=2026-09-01T07:00:00Z", "end=soon", "date", B),
        ("end=2026-09-01T07:00:00Z", "end=2027-09-01T07:00:00Z", "future", B),
        ("<guid isPermaLink=\"false\">urn:uuid:bbbb</guid>", "", "required-element", None),
        ("urn:uuid:bbbb", "urn:uuid:aaaa", "unique-ids", A),
        (
            "isPermaLink=\"false\">urn:uuid:bbbb",
            "isPermaLink=\"true\">urn:uuid:bbbb",
            "absolute-address",
            B,
        ),
        (" isPermaLink=\"false\">urn:uuid:bbbb", ">urn:uuid:bbbb", "absolute-address", B),
        (
            "isPermaLink=\"false\">urn:uuid:bbbb",
            "isPermaLink=\"no\">urn:uuid:bbbb",
            "known-value",
            B,
        ),
        ("<title>Withdrawn</title>", "", "required-element", B),
        (
            "<link>https://news.example/a</link>",
            "<link>news.example/a</link>",
            "absolute-address",
            A,
        ),
        (
            "<link>https://news.example/a</link>",
            "<link>https:/news.example/a</link>",
            "absolute-address",
            A,
        ),
        (
            "<link>https://news.example/a</link>",
            "<link>https://news.example/a b</link>",
            "absolute-address",
            A,
        ),
        (
            "<link>https://news.example/a</link>",
            "<link>ftp://news.example/a</link>",
            "absolute-address",
            A,
        ),
        ("length=\"123456\" type", "type", "required-element", A),
        ("length=\"123456\" type", "length=\"1.2 MB\" type", "number", A),
        ("length=\"123456\" type=\"image/jpeg\"", "length=\"1\" type=\"picture\"", "media-type", A),
        ("<enclosure url=\"https://", "<enclosure url=\"//", "absolute-address", A),
        ("<media:content url=\"https://", "<media:content url=\"//", "absolute-address", A),
        ("medium=\"image\"", "medium=\"picture\"", "known-value", A),
        (
            "<media:thumbnail url=\"https://news.example/t.jpg\"",
            "<media:thumbnail",
            "required-element",
            A,
        ),
        ("width=\"1200\"", "width=\"1200px\"", "number", A),
        ("<source url=\"https://agency.example/feed\">", "<source>", "required-element", A),
        ("<dc:creator>Ayesha Khan", "<dc:creator>", "required-element", A),
        (
            "<description>A plain summary</description>",
            "<description>A</description><description>B</description>",
            "repeated-element",
            A,
        ),
    ];
    refuse_each(&name(Format::Rss), RSS, &cases);
}

#[test]
fn content_that_could_harm_a_reader_is_refused() {
    let link = "href=\"https://elsewhere.example/x?a=1&amp;b=2\"";
    let picture = "src=\"https://news.example/i.jpg\"";
    let cases = [
        (link, "href=\"/x\"", "absolute-address", A),
        (link, "href=\"x.html\"", "absolute-address", A),
        (link, "href=\"#note\"", "absolute-address", A),
        (link, "href=\"\"", "absolute-address", A),
        (link, "href='//elsewhere.example/x'", "absolute-address", A),
        (link, "HREF=x", "absolute-address", A),
        (link, "href=\"https:\"", "absolute-address", A),
        (link, "href=\"https:///x\"", "absolute-address", A),
        (link, "href=\"javascript:alert(1)\"", "active-content", A),
        (link, "href=\" JavaScript:alert(1)\"", "active-content", A),
        (link, "href=\"java\nscript:alert(1)\"", "active-content", A),
        (link, "href=\"java&#x0A;script:alert(1)\"", "active-content", A),
        (link, "href=\"&#106;avascript&colon;alert(1)\"", "active-content", A),
        (link, "href=\"data:text/html,x\"", "active-content", A),
        (link, "href=\"https://x.example/\" onclick=\"alert(1)\"", "active-content", A),
        (link, "href=\"https://x.example/\"/OnMouseOver=alert(1)", "active-content", A),
        (picture, "src=\"i.jpg\"", "absolute-address", A),
        (picture, "src=\"mailto:x@y.example\"", "absolute-address", A),
        (picture, "src=\"data:image/gif;base64,R0lGOD\"", "active-content", A),
        ("https://news.example/j.jpg 1440w", "j.jpg 1440w", "absolute-address", A),
        ("<p>Read", "<p><script>alert(1)</script>Read", "active-content", A),
        ("<p>Read", "<p><ScRiPt/x>alert(1)</script>Read", "active-content", A),
        ("<p>Read", "<!--><script>alert(1)</script>-->Read", "active-content", A),
        ("<p>Read", "<!-- --!><script>alert(1)</script>-->Read", "active-content", A),
        ("<p>Read", "<!x><script>alert(1)</script>Read", "active-content", A),
        ("<p>Read", "<a title=\"-->\"><script>alert(1)</script>Read", "active-content", A),
        ("<p>Read", "<iframe src=\"https://x.example/\"></iframe>Read", "active-content", A),
        (
            "<p>Read",
            "<iframe src=\"https://x.example/\" sandbox=\"allow-scripts allow-top-navigation\"></iframe>Read",
            "active-content",
            A,
        ),
        (
            "<p>Read",
            "<iframe src=\"http://x.example/\" sandbox=\"\"></iframe>Read",
            "active-content",
            A,
        ),
        ("<p>Read", "<iframe sandbox=\"\"></iframe>Read", "active-content", A),
        (
            "<p>Read",
            "<iframe src=\"https://x.example/\" sandbox=\"\" allow=\"camera\"></iframe>Read",
            "active-content",
            A,
        ),
        (
            "<p>Read",
            "<iframe src=\"https://x.example/\" sandbox=\"\" sandbox=\"\"></iframe>Read",
            "active-content",
            A,
        ),
        (
            "<p>Read",
            "<iframe src=\"https://x.example/\" sandbox=\"\">x</iframe>Read",
            "active-content",
            A,
        ),
        ("<p>Read", "<style>p{}</style>Read", "active-content", A),
        ("<p>Read", "<svg><p>Read", "active-content", A),
        ("<p>Read", "<form><p>Read", "active-content", A),
        ("<p>Read", "<base href=\"https://x.example/\"><p>Read", "active-content", A),
        ("A plain summary", "A &lt;script&gt;alert(1)&lt;/script&gt;", "active-content", A),
    ];
    refuse_each(&name(Format::Rss), RSS, &cases);
    let html = "&lt;p&gt;Read";
    refuse_each(
        &name(Format::Atom),
        ATOM,
        &[
            (html, "&lt;script&gt;", "active-content", A),
            (html, "&lt;img src=\"x\"&gt;", "absolute-address", A),
        ],
    );
    refuse_each(
        &name(Format::Json),
        JSON,
        &[
            ("<p>Read", "<script>", "active-content", A),
            ("https://elsewhere.example/x", "/x", "absolute-address", A),
        ],
    );
}

#[test]
fn what_only_looks_like_a_fault_passes() {
    let rss = [
        ("<p>Read", "<p>2 < 3 <!-- <script> --> & 5 > 4"),
        ("<p>Read", "<p title=\"<script>\">Read"),
        (
            "<p>Read",
            "<iframe src=\"https://player.vimeo.com/video/1\" width=\"9\" title=\"A\" \
             sandbox=\"allow-scripts allow-same-origin allow-presentation\" loading=\"lazy\" \
             referrerpolicy=\"strict-origin-when-cross-origin\"></iframe><p>Read",
        ),
        ("<p>Read", "<p title='onclick=\"x\"'>Read"),
        ("href=\"mailto:desk@news.example\"", "href=\"tel:+92-21-111\""),
        ("href=\"mailto:desk@news.example\"", "href=\"HTTPS://NEWS.example/\""),
        ("Ayesha", "Ayesha \u{1F600} \u{FFFD} عائشہ"),
        ("Ayesha", "Ayesha &#x1F600;&#10;&lt;script&gt;"),
        ("Ayesha Khan", "<![CDATA[Ayesha <b>Khan]]>"),
        ("<description>News from abroad &amp; afar</description>", "<description/>"),
        ("Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<dc", "01 Sep 2026 12:00:00 GMT</pubDate>\n<dc"),
        (
            "Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<dc",
            "Tue, 1 Sep 2026 13:00 +0500</pubDate>\n<dc",
        ),
        (
            "Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\n<dc",
            "Thu, 29 Feb 2024 08:00:00 EST</pubDate>\n<dc",
        ),
        ("<dcterms:modified>2026-09-01T09:30:00Z", "<dcterms:modified>2026-09"),
        ("<rss version", "<!-- a comment --><rss version"),
        ("<ttl>15</ttl>", "<ttl> 15 </ttl><x:y xmlns:x=\"urn:x\">z</x:y>"),
    ];
    pass_each(&name(Format::Rss), RSS, &rss);
    let atom = [
        (
            "<author><name>The Daily Example</name>",
            "<contributor><name>x</name></contributor><author><name>x</name>",
        ),
        ("2026-09-01T09:30:00.5+00:00", "2026-09-01T14:30:00+05:00"),
        ("<published>2026-09-01T08:00:00Z</published>", ""),
        ("<content type=\"html\">", "<content>"),
    ];
    pass_each(&name(Format::Atom), ATOM, &atom);
    pass_each(
        &name(Format::Json),
        JSON,
        &[("\"image\": \"https://news.example/i.jpg\"", "\"image\": null")],
    );
    pass_each(
        &DocumentName::Index,
        PAGE,
        &[
            ("<h1>World", "<h1>World &lt;script&gt;"),
            ("<h1>", "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg><h1>"),
        ],
    );
}

#[test]
fn atom_that_breaks_a_rule_is_refused() {
    let cases = [
        ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "format", None),
        ("<id>tag:news.example,2026:feeds/world</id>", "", "required-element", None),
        ("<id>tag:news.example,2026:feeds/world</id>", "<id>world</id>", "absolute-id", None),
        ("<title>World — The Daily Example</title>", "", "required-element", None),
        ("<subtitle>", "<title>x</title><subtitle>", "repeated-element", None),
        ("<updated>2026-09-01T09:30:00Z</updated>", "", "required-element", None),
        ("<updated>2026-09-01T09:30:00Z", "<updated>2026-09-01 09:30:00Z", "date", None),
        ("<updated>2026-09-01T09:30:00Z", "<updated>2026-09-01t09:30:00z", "date", None),
        ("<updated>2026-09-01T09:30:00Z", "<updated>2026-09-01T09:30:00", "date", None),
        ("<updated>2026-09-01T09:30:00Z", "<updated>2026-09-31T09:30:00Z", "date", None),
        ("<updated>2026-09-01T09:30:00Z", "<updated>2026-09-01T12:00:01Z", "future", None),
        ("<subtitle>", "<pubDate>x</pubDate><subtitle>", "unknown-element", None),
        ("<name>The Daily Example</name>", "", "required-element", None),
        ("<email>desk@news.example", "<email>desk", "contact", None),
        ("<icon>https://news.example/icon.png", "<icon>icon.png", "absolute-address", None),
        ("href=\"https://hub.example/\"", "href=\"/hub\"", "absolute-address", None),
        ("rel=\"hub\"", "rel=\"alternate\" type=\"text/html\"", "repeated-element", None),
        ("xml:lang=\"en-PK\"", "xml:lang=\"en_PK\"", "language", None),
        ("xml:lang=\"ur\"", "xml:lang=\"Urdu, mostly\"", "language", None),
        ("<id>urn:uuid:aaaa</id>", "<id>aaaa</id>", "absolute-id", Some("aaaa")),
        ("<id>urn:uuid:aaaa</id>", "", "required-element", None),
        ("<updated>2026-09-01T09:30:00.5+00:00</updated>", "", "required-element", A),
        ("09:30:00.5+00:00", "09:30:00.+00:00", "date", A),
        ("09:30:00.5+00:00", "07:59:59Z", "date-order", A),
        ("<published>2026-09-01T08:00:00Z", "<published>2026-09-01T13:00:00Z", "future", A),
        ("<published>2026-09-01T08:00:00Z", "<published>Tue, 01 Sep 2026 08:00:00 GMT", "date", A),
        ("term=\"world\" ", "", "required-element", A),
        ("scheme=\"https://news.example/sections\"", "scheme=\"sections\"", "absolute-id", A),
        (
            "type=\"image/jpeg\" length=\"123456\"",
            "type=\"image/jpeg\" length=\"big\"",
            "number",
            A,
        ),
        ("<content type=\"html\">", "<content type=\"xhtml\">", "content-type", A),
        (
            "<content type=\"html\">",
            "<content type=\"html\" src=\"https://news.example/a\">",
            "content-type",
            A,
        ),
        ("<summary>", "<summary type=\"xhtml\">", "content-type", A),
        ("<summary>A plain", "<summary><b>A</b> plain", "content-type", A),
        ("<summary>", "<summary>x</summary><summary>", "repeated-element", A),
        ("<id>tag:agency.example,2026:feed</id>", "<id>agency</id>", "absolute-id", A),
        ("ref=\"urn:uuid:bbbb\" ", "", "required-element", None),
        ("ref=\"urn:uuid:bbbb\"", "ref=\"urn:uuid:aaaa\"", "unique-ids", A),
        (" when=\"2026-09-01T07:00:00Z\"", "", "required-element", B),
        ("when=\"2026-09-01T07:00:00Z\"", "when=\"2026-09-01\"", "date", B),
        ("when=\"2026-09-01T07:00:00Z\"", "when=\"2026-09-01T17:00:00Z\"", "future", B),
    ];
    refuse_each(&name(Format::Atom), ATOM, &cases);
    let bare = ATOM
        .replacen("<content type=\"html\">", "<rights>", 1)
        .replacen("</content>", "</rights>", 1)
        .replacen(
            "rel=\"alternate\" type=\"text/html\"/>\n<link href=\"https://news.example/i",
            "rel=\"related\"/>\n<link href=\"https://news.example/i",
            1,
        );
    assert_eq!(read(&name(Format::Atom), &bare).unwrap_err().rule.as_str(), "required-element");
    let nobody = ATOM
        .replacen("<author><name>The Daily Example</name><uri>https://news.example/</uri><email>desk@news.example</email></author>", "", 1);
    assert!(read(&name(Format::Atom), &nobody).is_ok(), "its only entry has an author");
    let nobody = nobody.replacen("<author><name>Ayesha Khan</name></author>", "", 1);
    let refusal = read(&name(Format::Atom), &nobody).unwrap_err();
    assert_eq!((refusal.rule.as_str(), refusal.article.as_deref()), ("required-element", A));
}

#[test]
fn json_feed_that_breaks_a_rule_is_refused() {
    let cases = [
        ("version/1.1", "version/1", "format", None),
        ("\"title\": \"World — The Daily Example\",", "", "required-element", None),
        ("\"items\"", "\"entries\"", "required-element", None),
        ("\"language\": \"en-PK\",", "\"language\": \"en-PK\",,", "well-formed", None),
        ("\"language\": \"en-PK\",", "\"language\": \"en_PK\",", "language", None),
        (
            "\"language\": \"en-PK\",",
            "\"language\": \"en-PK\", \"title\": \"x\",",
            "well-formed",
            None,
        ),
        ("https://news.example/world\"", "/world\"", "absolute-address", None),
        ("\"type\": \"WebSub\", ", "", "required-element", None),
        ("\"id\": \"urn:uuid:aaaa\"", "\"id\": 17", "known-value", None),
        ("\"id\": \"urn:uuid:aaaa\",", "", "required-element", None),
        ("urn:uuid:bbbb", "urn:uuid:aaaa", "unique-ids", A),
        ("\"content_html\"", "\"content\"", "required-element", A),
        ("https://news.example/a\"", "a\"", "absolute-address", A),
        ("\"image\": \"https://", "\"image\": \"//", "absolute-address", A),
        ("\"2026-09-01T08:00:00Z\"", "\"2026-09-01\"", "date", A),
        ("\"2026-09-01T08:00:00Z\"", "1788249600", "known-value", A),
        ("\"2026-09-01T09:30:00Z\"", "\"2026-09-01T07:30:00Z\"", "date-order", A),
        ("\"2026-09-01T09:30:00Z\"", "\"2026-09-01T19:30:00Z\"", "future", A),
        ("[\"world\"]", "\"world\"", "known-value", A),
        ("[\"world\"]", "[1]", "known-value", A),
        ("\"mime_type\": \"image/jpeg\", ", "", "required-element", A),
        ("\"image/jpeg\"", "\"jpeg\"", "media-type", A),
        ("123456", "\"123456\"", "number", A),
        ("{\"name\": \"Ayesha Khan\"}", "{}", "required-element", A),
        ("A plain summary", "A \\u000b summary", "xml-characters", None),
        ("A plain summary", "A \\ufffe summary", "xml-characters", None),
        ("A plain summary", "A \\ud800 summary", "well-formed", None),
        ("\"at\": \"2026-09-01T07", "\"at\": \"2027-09-01T07", "future", B),
        (
            "[{\"id\": \"urn:uuid:bbbb\", \"at\": \"2026-09-01T07:00:00Z\"}]",
            "{}",
            "known-value",
            None,
        ),
    ];
    refuse_each(&name(Format::Json), JSON, &cases);
    let deep = JSON.replacen("[\"world\"]", &("[".repeat(9000) + &"]".repeat(9000)), 1);
    assert_eq!(read(&name(Format::Json), &deep).unwrap_err().rule.as_str(), "well-formed");
}

#[test]
fn lists_and_pages_that_break_a_rule_are_refused() {
    let opml = [
        ("version=\"2.0\"", "version=\"1.0\"", "format", None),
        (
            "xmlUrl=\"https://news.example/feeds/world.rss\"",
            "xmlUrl=\"world.rss\"",
            "absolute-address",
            None,
        ),
        ("xmlUrl=\"https://news.example/feeds/world.rss\"", "", "required-element", None),
        ("feeds/sports.rss", "feeds/world.rss", "unique-ids", None),
        ("text=\"Sports\" ", "", "required-element", None),
        ("text=\"Sports\"", "text=\" \"", "required-element", None),
        ("language=\"en-PK\"", "language=\"?\"", "language", None),
        ("Tue, 01 Sep 2026 09:30:00 GMT", "Tue, 01 Sep 2026 19:30:00 GMT", "future", None),
        ("Tue, 01 Sep 2026 09:30:00 GMT", "2026-09-01", "date", None),
        ("<head>", "<hed>", "well-formed", None),
    ];
    refuse_each(&DocumentName::Opml, OPML, &opml);
    let page = [
        ("<!doctype html>", "", "format", None),
        ("</html>", "", "well-formed", None),
        ("<title>World &mdash; feed</title>", "", "required-element", None),
        ("<h1>", "<script src=x></script><h1>", "active-content", None),
        ("</style>", "</style><script>", "active-content", None),
        ("p > a", "<a b='</style><script>'>", "active-content", None),
        ("World &mdash; feed", "<script>", "active-content", None),
        ("<h1>", "<svg><script>x</script></svg><h1>", "active-content", None),
        ("<h1>", "<h1 onclick=x>", "active-content", None),
        ("href=\"world.rss\">RSS", "href=\"javascript:x\">RSS", "active-content", None),
        (
            "<meta charset",
            "<meta http-equiv=\"Refresh\" content=\"0\"><meta charset",
            "active-content",
            None,
        ),
        ("World", "Wor\u{1}ld", "xml-characters", None),
    ];
    refuse_each(&DocumentName::Index, PAGE, &page);
}

#[test]
fn size_and_encoding_are_checked_first() {
    let rss = name(Format::Rss);
    let rule =
        |bytes: &[u8]| check(&rss, bytes, None, &LIMITS, now()).unwrap_err().rule.to_string();
    assert_eq!(rule(b""), "size");
    assert_eq!(rule(&vec![b' '; 100_001]), "size");
    let mut latin = RSS.as_bytes().to_vec();
    let at = RSS.find("Ayesha").unwrap();
    latin[at] = 0xE9;
    assert_eq!(rule(&latin), "utf-8");
    assert_eq!(rule(b"\xFF\xFE<\0r\0s\0s\0"), "utf-8");
}

#[test]
fn a_feed_that_lost_most_of_its_items_has_collapsed() {
    let limits = |collapse_below| Limits { collapse_below, ..LIMITS };
    let rule = |last, below| {
        check(&name(Format::Rss), RSS.as_bytes(), last, &limits(below), now())
            .map_err(|refusal| refusal.rule.to_string())
    };
    assert_eq!(rule(Some(50), 0.5), Err("collapse".to_owned()));
    assert_eq!(rule(Some(10), 0.5), Err("collapse".to_owned()));
    assert_eq!(rule(Some(10), 0.1), Ok(Inspection { items: 1 }), "just as many as it must keep");
    assert_eq!(rule(Some(9), 1.0), Ok(Inspection { items: 1 }), "a small feed may shrink");
    assert_eq!(rule(Some(50), 0.0), Ok(Inspection { items: 1 }), "the rule is switched off");
    assert_eq!(rule(None, 0.5), Ok(Inspection { items: 1 }), "nothing to compare with");
}
