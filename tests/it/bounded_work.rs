//! Reading and cleaning take time that grows with the input and not with its square, whatever
//! it is made of: an input four times as long takes about four times as long. That holds for
//! texts, feeds, pages, lists of pages and of feeds.

use pressroom::config::settings::Selectors;
use pressroom::sources::feed::{self, Document, opml};
use pressroom::sources::folder::read_file;
use pressroom::sources::page::{self, SavedPage};
use pressroom::sources::{Known, listing, sitemap};
use pressroom::text::{CleanHtml, headline, places, plain_text};
use rustix::time::{ClockId, clock_gettime};
use std::io::Write;
use std::time::Duration;

/// What was, or could be, slow: each is repeated to the wanted length.
const PATTERNS: [(&str, &str); 12] = [
    ("ampersands", "&"),
    ("escaped ampersands", "&amp;amp;"),
    ("nesting", "<div>"),
    ("unclosed lines", "<b>x"),
    ("links", "<a href=x>"),
    ("words", "a"),
    ("ends of nothing", "</b>"),
    ("beginnings of tags", "<a "),
    ("quotes without end", "<title x=\""),
    ("tables", "<table>x"),
    ("lists to choose from", "<select>"),
    ("titles", "<title>"),
];

fn input(pattern: &str, length: usize) -> String {
    format!("<p>{}", pattern.repeat(length / pattern.len()))
}

/// What this thread has had of a processor: whoever else needs the machine does not count.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

/// The shortest of a few runs: a first one may be slower.
fn time(html: &str) -> Duration {
    let run = || {
        let begun = worked();
        let clean = CleanHtml::clean(html, None);
        let read = plain_text::from_html(html).len() + headline::from_html(html).len();
        assert!(clean.len() + read < html.len() * 40 + 1000);
        worked() - begun
    };
    (0..3).map(|_| run()).min().unwrap_or_default()
}

fn assert_linear(name: &str, short: &str, long: &str) {
    assert_in_proportion(name, time(short), time(long));
}

fn assert_in_proportion(name: &str, once: Duration, four_times: Duration) {
    // Sixteen times would be the square; a little is for the start.
    let most = once * 9 + Duration::from_millis(30);
    assert!(four_times < most, "{name}: {once:?}, and four times as much {four_times:?}");
}

/// The shortest of two runs of a reader.
fn time_of(read: &dyn Fn(&str), input: &str) -> Duration {
    let run = || {
        let begun = worked();
        read(input);
        worked() - begun
    };
    run().min(run())
}

/// What stands within a line, many times in one block.
const INLINE: [&str; 10] = [
    "<b>x</b>",
    "<i>x</i> ",
    "<a href=\"https://x.example/\">x</a>",
    "<span>x</span>",
    "<br>x",
    "<img src=\"https://x.example/p.png\">",
    "<em><b>x</b></em>",
    "<sub>2</sub>",
    "x<wbr>",
    "<a id=\"n\" href=\"#n\">x</a>",
];

#[test]
fn many_elements_in_one_block_are_no_square() {
    for inline in INLINE {
        assert_linear(inline, &input(inline, 25_000), &input(inline, 100_000));
    }
}

fn read_feed(text: &str) {
    let document = Document { bytes: text.as_bytes(), content_type: None, base: None };
    let _ = feed::read(&document, &Known::new());
}

fn read_page(text: &str) {
    let address = "https://news.example/2026/11/story".parse().ok();
    let page = SavedPage { bytes: text.as_bytes(), content_type: None, address: address.as_ref() };
    let _ = page::extract(&page, &Selectors::default());
}

fn read_list(text: &str) {
    let address = "https://news.example/".parse().unwrap();
    let _ = listing::find_links(text.as_bytes(), None, &address, None);
}

fn read_sitemap(text: &str) {
    let address = "https://news.example/sitemap.xml".parse().unwrap();
    let _ = sitemap::read(text.as_bytes(), &address, 64 << 20);
}

fn read_opml(text: &str) {
    let _ = opml::read(text.as_bytes());
}

fn read_own(name: &str, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let _ = read_file(&path, folder.path(), None, chrono_tz::UTC);
}

fn read_markdown(text: &str) {
    read_own("a.md", text);
}

/// An article's text as it is put on its page.
fn read_text(text: &str) {
    let _ = places::within(text, "https://news.example/a");
}

fn read_html(text: &str) {
    read_own("a.html", text);
}

const A_FOOTNOTE: &str = "<a href=\"https://news.example/a#b\">1</a>";
const A_PAGE: &str = "<article><h1>t</h1><p>A sentence of it, and one more than that.</p>";
const A_PAGE_AND_TAG: &str = "<article><h1>t</h1><p>A sentence of it, and one more.</p><p ";
const A_PAGE_AND_VALUE: &str = "<article><h1>t</h1><p>A sentence of it, and more.</p><p title='";

const OWN_WORD: &str = "<!DOCTYPE rss [<!ENTITY w 'word'>]><rss><channel><item><title>";

/// What a reader is given, with a part that is repeated, and how it begins and ends.
type Repeated = (&'static str, &'static dyn Fn(&str), [&'static str; 3]);

const REPEATED: [Repeated; 37] = [
    ("words in brackets", &read_markdown, ["# Title\n\n", "[a] ", ""]),
    ("shortcodes as code", &read_markdown, ["# Title\n\n", "`[a x=\"\"]` ", ""]),
    ("notes as code", &read_markdown, ["# Title\n\n", "`[[a]]` ", ""]),
    ("words to come as code", &read_markdown, ["# Title\n\n", "`TKTK` ", ""]),
    ("footnotes", &read_text, ["<p>", A_FOOTNOTE, "</p>"]),
    ("brackets of notes", &read_markdown, ["# Title\n\n", "[[", ""]),
    ("words in brackets of HTML", &read_html, ["<h1>Title</h1><p>", "[a] ", "</p>"]),
    ("items", &read_feed, ["<rss><channel>", "<item><guid>a</guid><title>b</title></item>", ""]),
    ("open items", &read_feed, ["<rss><channel>", "<item>", ""]),
    ("channels", &read_feed, ["<rss>", "<channel>", ""]),
    ("references", &read_feed, ["<rss><channel><item><title>", "&amp;", "</title>"]),
    ("unknown references", &read_feed, ["<rss><channel><item><title>", "&x", "</title>"]),
    ("sections", &read_feed, ["<rss><channel><item><title>", "<![CDATA[x]]>", "</title>"]),
    ("open sections", &read_feed, ["<rss><channel><item><title>", "<![CDATA[", ""]),
    ("comments", &read_feed, ["<rss><channel>", "<!-- x -->", ""]),
    ("prefixes", &read_feed, ["<rss><channel><item>", "<a:b xmlns:a=\"u\">", ""]),
    ("strangers' items", &read_feed, ["<rss><channel>", "<z:item xmlns:z='u'></z:item>", ""]),
    ("own words", &read_feed, [OWN_WORD, "&w; ", "</title>"]),
    ("open sections of own words", &read_feed, [OWN_WORD, "<![CDATA[<!--", ""]),
    ("attributes", &read_feed, ["<rss ", "a=\"1\" ", "><channel/></rss>"]),
    ("json", &read_feed, ["{\"version\":\"x\",\"items\":[", "{\"id\":\"a\"},", "{}]}"]),
    ("brackets", &read_feed, ["{\"items\":", "[", ""]),
    ("escapes", &read_feed, ["{\"items\":[{\"id\":\"", "\\ud800", "\"}]}"]),
    ("paragraphs", &read_page, ["<article>", "<p>A sentence, and one more of it.</p>", ""]),
    ("nesting of a page", &read_page, ["<article>", "<div>x", ""]),
    ("links of a page", &read_page, ["<article><p>", "<a href=\"/a\">b</a>", ""]),
    ("bylines", &read_page, ["<article><h1>t</h1>", "<p class=\"byline\">By A B</p>", ""]),
    ("ampersands of a page", &read_page, [A_PAGE, "&", "</article>"]),
    ("spaces of a page", &read_page, [A_PAGE, "&nbsp;", "</article>"]),
    ("attributes of a page", &read_page, [A_PAGE_AND_TAG, "a=1 ", "></article>"]),
    ("ampersands of an attribute", &read_page, [A_PAGE_AND_VALUE, "&", "'></article>"]),
    ("beginnings of comments", &read_feed, ["<rss><channel><item><title>", "&lt;!--", "</title>"]),
    (
        "a list",
        &read_list,
        ["", "<h2><a href=\"/2026/11/a-story\">A story of the day</a></h2>", ""],
    ),
    ("nested lists", &read_list, ["", "<ul><li><a href=\"/2026/11/a\">A story of the day</a>", ""]),
    (
        "nested boxes",
        &read_list,
        ["", "<div><h3><a href=\"/2026/11/a\">A story of it</a></h3>", ""],
    ),
    ("a sitemap", &read_sitemap, ["<urlset>", "<url><loc>https://news.example/a</loc></url>", ""]),
    (
        "outlines",
        &read_opml,
        ["<opml><body>", "<outline text=\"a\" xmlUrl=\"https://x.example/\">", ""],
    ),
];

#[test]
fn no_reader_takes_the_square_of_what_it_reads() {
    for (name, read, [begins, part, ends]) in REPEATED {
        let of = |length: usize| format!("{begins}{}{ends}", part.repeat(length / part.len()));
        assert_in_proportion(name, time_of(read, &of(6_000)), time_of(read, &of(24_000)));
    }
}

#[test]
fn four_times_the_text_takes_no_more_than_some_four_times_as_long() {
    for (name, pattern) in PATTERNS {
        assert_linear(name, &input(pattern, 20_000), &input(pattern, 80_000));
    }
    let attributes = |count: usize| {
        let all: String = (0..count).map(|number| format!(" a{number}=1")).collect();
        format!("<p{all}>A word.</p>")
    };
    assert_linear("attributes", &attributes(4_000), &attributes(16_000));
    let bare = |count: usize| format!("<p{}>x</p>", " hidden".repeat(count));
    assert_linear("bare attributes", &bare(4_000), &bare(16_000));
}

#[test]
fn a_tag_keeps_the_first_of_too_many_attributes() {
    let more: String = (0..1000).map(|number| format!(" data-{number}='a > b'")).collect();
    let html = format!("<p>A <a href='https://x.example/'{more}>link</a> in it.</p>");
    let clean = CleanHtml::clean(&html, None);
    assert_eq!(clean.as_str(), "<p>A <a href=\"https://x.example/\">link</a> in it.</p>");
    let long = "word &amp; ".repeat(20_000);
    let clean = CleanHtml::clean(&format!("<p>{long}</p>"), None);
    assert_eq!(clean.as_str(), format!("<p>{}</p>", long), "nothing of a long text is lost");
}
