//! What other people's feeds hold reaches readers:
//! - every item that a reader of the document would see, whatever its prefix, and the words
//!   that the document defines for itself
//! - items that share one name are told apart by their pages
//! - a title and a text keep their words, whatever was escaped around them
//! - addresses are what their writers meant, and an empty one is nothing
//! - what a document was repaired for is told, so that it is asked for whole

use chrono::{DateTime, Utc};
use pressroom::article::Article;
use pressroom::config::settings::Judging;
use pressroom::normalise::{JudgeContext, normalise};
use pressroom::source_memory::SourceName;
use pressroom::sources::feed::{Document, Reading, read};
use pressroom::text::{Embeds, PublicMail};
use pressroom::web_address::WebAddress;

const NAMESPACES: &str = "xmlns:media='http://search.yahoo.com/mrss/' \
    xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'";

pub(crate) fn reading(bytes: &[u8]) -> Reading {
    let base = WebAddress::parse("https://wire.example/feed").unwrap();
    let document = Document { bytes, content_type: None, base: Some(&base) };
    read(&document, &Default::default()).unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-27T12:00:00Z".parse().unwrap()
}

pub(crate) fn articles(document: &str) -> Vec<Article> {
    let reading = reading(document.as_bytes());
    assert_eq!(reading.rejections, [], "{document}");
    let judging = Judging::of_everything(SourceName::new("wire"), 0);
    let embeds = Embeds::default();
    let context = JudgeContext {
        judging: &judging,
        sections: None,
        embeds: &embeds,
        public_mail: &PublicMail::default(),
        now: now(),
        came: now(),
    };
    reading.items.into_iter().map(|item| normalise(item, &context).unwrap()).collect()
}

pub(crate) fn titles(document: &str) -> Vec<String> {
    articles(document).iter().map(|article| article.title.to_string()).collect()
}

pub(crate) fn channel(items: &str) -> String {
    format!(
        "<rss version='2.0' {NAMESPACES}><channel><title>Wire</title>\
         <link>https://wire.example/</link>{items}</channel></rss>"
    )
}

/// The one article of an item with these elements.
pub(crate) fn article(item: &str) -> Article {
    let mut all = articles(&channel(&format!("<item>{item}</item>")));
    assert_eq!(all.len(), 1, "{item}");
    all.remove(0)
}

pub(crate) fn title(escaped: &str) -> String {
    article(&format!("<title>{escaped}</title><link>https://wire.example/1</link>"))
        .title
        .to_string()
}

pub(crate) fn text(escaped: &str) -> String {
    article(&format!("<title>T</title><description>{escaped}</description>")).content.to_string()
}

#[test]
fn an_item_may_declare_its_own_prefix() {
    let atom = "http://www.w3.org/2005/Atom";
    let own = |prefix: &str, space: &str| {
        format!(
            "<{prefix}:entry xmlns:{prefix}='{space}'><{prefix}:id>urn:e:1</{prefix}:id>\
             <{prefix}:title>Kelp is cut</{prefix}:title></{prefix}:entry>"
        )
    };
    let plain = "<entry><id>urn:e:2</id><title>Kelp is dried</title></entry>";
    for first in [own("p0", atom), own("ns1", "HTTPS://www.w3.org/2005/atom/")] {
        let feed = format!("<feed xmlns='{atom}'>{first}{plain}</feed>");
        assert_eq!(titles(&feed), ["Kelp is cut", "Kelp is dried"], "{feed}");
        let rss = format!(
            "<rss><channel>{first}<item><title>Kelp is dried</title></item></channel></rss>"
        );
        assert_eq!(titles(&rss), ["Kelp is cut", "Kelp is dried"], "{rss}");
    }
    // A vocabulary that nobody knows, around the whole document.
    let strange = "<n:feed xmlns:n='urn:some:copy'><n:entry><n:id>urn:e:1</n:id>\
        <n:title>Kelp is cut</n:title></n:entry></n:feed>";
    assert_eq!(titles(strange), ["Kelp is cut"]);
    let undeclared = "<ns0:rss><ns0:channel><ns0:item><ns0:title>Kelp is cut</ns0:title>\
        </ns0:item></ns0:channel></ns0:rss>";
    assert_eq!(titles(undeclared), ["Kelp is cut"]);
    // The same around one item alone; and what is called like one, and has nothing of it.
    for space in ["xmlns:z='urn:z'", ""] {
        let item = format!(
            "<z:item {space}><z:guid>1</z:guid><z:title>Kelp is cut</z:title></z:item>\
             <z:item {space} of='3'/><z:item {space}><z:count>3</z:count></z:item>"
        );
        let around = "xmlns:z='urn:z'".replace(space, "");
        let plain = "<item><title>Kelp is dried</title></item>";
        let rss = format!("<rss {around}><channel><title>W</title>{item}{plain}</channel></rss>");
        assert_eq!(titles(&rss), ["Kelp is cut", "Kelp is dried"], "{rss}");
    }
}

#[test]
fn words_that_a_document_defines_are_put_in() {
    let declared = "<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'https://n.example/rss.dtd' [\n\
        <!-- <!ENTITY no 'not this'> --><!ENTITY pub 'Wire Co'>\n<!ENTITY  by \"By &pub; &amp; Sons\">\
        <!ENTITY quote 'a \"word\"'><!ENTITY nbsp '&#160;'><!ENTITY mdash 'x'>\
        <!ENTITY bold '<b>x</b>'><!ENTITY self '&self;'><!ENTITY far SYSTEM 'https://n.example/e'>]>";
    let feed = format!(
        "<?xml version='1.0'?>{declared}<rss version='0.91'><channel><title>W</title><item>\
         <title>&by;: a&mdash;b</title><link>https://wire.example/?by=&pub;</link>\
         <description><![CDATA[In &pub; itself]]> &pub; said &quote; &bold;&self;&far;&none;.\
         </description></item></channel></rss>"
    );
    let all = articles(&feed);
    assert_eq!(all[0].title.as_str(), "By Wire Co & Sons: a\u{2014}b");
    let text = all[0].content.to_string();
    assert!(text.contains("Wire Co said a \"word\""), "{text}");
    assert!(!text.contains("<b>") && text.contains("&amp;self;&amp;far;&amp;none;"), "{text}");
    assert_eq!(all[0].url.as_ref().unwrap().as_str(), "https://wire.example/?by=Wire%20Co");
}

#[test]
fn a_name_that_several_pages_share_names_none_of_them() {
    let item = |n: u32, guid: &str| {
        format!(
            "<item><title>Story {n}</title><link>https://wire.example/s{n}</link>\
             <guid isPermaLink='false'>{guid}</guid><description>Text {n}.</description>\
             <pubDate>Thu, 26 Nov 2026 0{n}:00:00 GMT</pubDate></item>"
        )
    };
    let shared = articles(&channel(&[1, 2, 3].map(|n| item(n, "https://wire.example/")).concat()));
    assert_eq!(shared.len(), 3);
    let named_by_links = articles(&channel(&[1, 2, 3].map(|n| item(n, "")).concat()));
    let ids = |all: &[Article]| all.iter().map(|one| one.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&shared), ids(&named_by_links));
    // The same in JSON.
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"W","items":[
        {"id":"x","url":"https://wire.example/1","title":"One","content_text":"a"},
        {"id":"x","url":"https://wire.example/2","title":"Two","content_text":"b"}]}"#;
    assert_eq!(titles(json), ["One", "Two"]);
}

#[test]
fn a_title_is_what_a_reader_should_see() {
    let table = [
        (
            "How to load a &lt;script&gt; without blocking the page",
            "How to load a <script> without blocking the page",
        ),
        ("List&lt;String&gt; explained", "List<String> explained"),
        ("a&lt;b and c&gt;d", "a<b and c>d"),
        ("Why &lt;table&gt; and &lt;b&gt; still matter", "Why <table> and <b> still matter"),
        ("The &lt;title&gt; tag, the &lt;style&gt; tag", "The <title> tag, the <style> tag"),
        ("&lt;![CDATA[Boats leave]]&gt;", "Boats leave"),
        ("A &lt;b&gt;bold&lt;/b&gt; &lt;em&gt;claim&lt;/em&gt;", "A bold claim"),
        ("Line one&lt;br&gt;line two", "Line one line two"),
        ("A &lt;a href=&quot;https://wire.example/&quot;&gt;link&lt;/a&gt; in it", "A link in it"),
        ("&lt;p&gt;Whole headline&lt;/p&gt;", "Whole headline"),
        ("CO&lt;sub&gt;2&lt;/sub&gt; falls", "CO2 falls"),
        ("Tom &amp;amp; Jerry &amp;lt;3", "Tom & Jerry <3"),
        ("&lt;!-- what comments are for", "<!-- what comments are for"),
        ("x &lt; y &amp;&amp; y &gt; z", "x < y && y > z"),
    ];
    for (escaped, seen) in table {
        assert_eq!(title(escaped), seen, "{escaped}");
    }
}

#[test]
fn a_text_keeps_its_words() {
    let table = [
        (
            "<![CDATA[<p>When you lay <math><mi>n</mi><mo>+</mo><mn>5</mn></math> bricks</p>]]>",
            "<p>When you lay n+5 bricks</p>",
        ),
        (
            "<![CDATA[<p>Chart: <svg width=\"10\"><title>x</title><text>Turnout 61%</text></svg> end</p>]]>",
            "Turnout 61%",
        ),
        (
            "&lt;p&gt;Before &lt;title&gt; tags matter&lt;/p&gt;&lt;p&gt;After, a whole story.&lt;/p&gt;",
            "After, a whole story.",
        ),
        (
            "&lt;p&gt;Before &lt;script&gt; tags matter&lt;/p&gt;&lt;p&gt;After, a whole story.&lt;/p&gt;",
            "After, a whole story.",
        ),
        (
            "&lt;p&gt;Before &lt;textarea&gt; matters&lt;/p&gt;&lt;p&gt;After, a whole story.&lt;/p&gt;",
            "After, a whole story.",
        ),
        ("&lt;![CDATA[Twelve &lt;b&gt;boats&lt;/b&gt; left.]]&gt;", "Twelve <b>boats</b> left."),
        ("<![CDATA[<object data='x.swf'><p>Fallback words</p></object>]]>", "Fallback words"),
    ];
    for (escaped, kept) in table {
        let content = text(escaped);
        assert!(content.contains(kept), "{escaped}\nbecame\n{content}");
    }
}

#[test]
fn addresses_are_what_their_writers_meant() {
    for link in [
        "https://scrum.example/r?day=1&amp;amp;id=2",
        "<![CDATA[https://scrum.example/r?day=1&amp;id=2]]>",
    ] {
        let url = article(&format!("<title>T</title><link>{link}</link>")).url.unwrap();
        assert_eq!(url.as_str(), "https://scrum.example/r?day=1&id=2", "{link}");
    }
    let none = "<title>T</title><link>https://wire.example/1</link>";
    for empty in [
        "<enclosure url='' length='' type='audio/mpeg'/>",
        "<enclosure url=' ' type='image/png'/>",
        "<media:content url='' type='video/mp4'/>",
        "<media:thumbnail url=''/>",
        "<itunes:image href=''/>",
        "<image><url></url></image>",
        "<media:group><media:content url='' type='image/png'/></media:group>",
    ] {
        assert_eq!(article(&format!("{none}{empty}")).media, [], "{empty}");
    }
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"One",
        "url":"https://wire.example/1","image":"","attachments":[{"url":"","mime_type":"audio/mpeg"}]}]}"#;
    assert_eq!(articles(json)[0].media, []);
    let relative = article("<title>A</title><guid isPermaLink='true'>/news/1.html</guid>");
    assert_eq!(relative.url.unwrap().as_str(), "https://wire.example/news/1.html");
    let default = article("<title>A</title><guid>news/1.html</guid>");
    assert_eq!(default.url.unwrap().as_str(), "https://wire.example/news/1.html");
    assert_eq!(article("<title>A</title><guid>12345</guid>").url, None);
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>https://wire.example/x</id>\
        <title>A</title></entry></feed>";
    assert_eq!(articles(atom)[0].url.as_ref().unwrap().as_str(), "https://wire.example/x");
}

#[test]
fn what_a_film_says_of_itself_is_its_text() {
    let feed = "<feed xmlns:media='http://search.yahoo.com/mrss/' xmlns='http://www.w3.org/2005/Atom'>\
        <entry><id>yt:video:zz1</id><title>Boats at dawn</title>\
        <link rel='alternate' href='https://video.example/watch?v=zz1'/>\
        <media:group><media:title>Boats at dawn</media:title>\
        <media:content url='https://video.example/v/zz1?version=3' type='application/x-shockwave-flash'/>\
        <media:thumbnail url='https://img.example/zz1/hq.jpg' width='480' height='360'/>\
        <media:description>Twelve boats left.\n\nMore: https://harbour.example/</media:description>\
        </media:group></entry></feed>";
    let film = articles(feed).remove(0);
    assert!(film.content.contains("<p>Twelve boats left.</p>"), "{}", film.content);
    let media: Vec<_> = film.media.iter().map(|one| one.url.as_str()).collect();
    assert_eq!(media, ["https://img.example/zz1/hq.jpg"]);
    assert_eq!(film.media[0].size, Some((480, 360)));
}

#[test]
fn categories_and_authors_in_every_shape() {
    let nested = article(
        "<title>T</title><categories><category>Bluetooth</category><category>Home</category></categories>",
    );
    assert_eq!(
        nested.tags.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["Bluetooth", "Home"]
    );
    for authors in [
        r#""authors":{"name":"Ann Bee"}"#,
        r#""authors":"Ann Bee""#,
        r#""authors":["Ann Bee"]"#,
        r#""author":[{"name":"Ann Bee"}]"#,
        r#""author":"Ann Bee""#,
    ] {
        let json = format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","items":[{{"id":"1","title":"One",{authors}}}]}}"#
        );
        let names: Vec<_> = articles(&json)[0].authors.iter().map(|a| a.name.to_string()).collect();
        assert_eq!(names, ["Ann Bee"], "{authors}");
    }
    let tags = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"One \ud83d","tags":"Harbour"}]}"#;
    let one = articles(tags).remove(0);
    assert_eq!(one.tags[0].as_str(), "Harbour");
    assert!(one.title.starts_with("One"), "a lone surrogate costs itself alone: {}", one.title);
}

#[test]
fn the_lead_picture_is_the_first_real_one() {
    for small in [
        "&lt;img src='https://s.w.example/images/core/emoji/72x72/1f642.png' class='wp-smiley'&gt;",
        "&lt;img src='https://s.w.example/smile.png' class='emoji' alt='🙂'&gt;",
        "&lt;img src='https://count.example/pixel.gif' width='1' height='1'&gt;",
        "&lt;img src='https://wire.example/dot.png' width='16' height='16'&gt;",
    ] {
        let one = article(&format!(
            "<title>A</title><description>&lt;p&gt;x {small}&lt;/p&gt;&lt;p&gt;\
             &lt;img src='https://wire.example/real.jpg' width='900' height='600'&gt;&lt;/p&gt;</description>"
        ));
        assert_eq!(one.media[0].url.as_str(), "https://wire.example/real.jpg", "{small}");
    }
}

#[test]
fn utf_8_under_another_name_is_utf_8() {
    for label in ["ISO-8859-1", "windows-1252", "us-ascii", "windows-1251", "ISO-8859-2"] {
        let feed = format!(
            "<?xml version='1.0' encoding='{label}'?>{}",
            channel("<item><title>Crème brûlée – “gratis” Žižek 東京</title></item>")
        );
        assert_eq!(titles(&feed), ["Crème brûlée – “gratis” Žižek 東京"], "{label}");
    }
    // Two letters that could be one: what is declared counts.
    let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>Caf\xe9</title></item></channel></rss>";
    assert_eq!(reading(latin).items[0].title.as_ref().unwrap().as_str(), "Café");
}

#[test]
fn a_damaged_document_says_so() {
    let whole = channel(
        "<item><title>One</title><guid>1</guid><description>A &amp; b</description></item>",
    );
    assert!(!reading(whole.as_bytes()).is_damaged);
    let cut = whole.find("</description>").unwrap();
    let damaged = [
        whole[..cut].to_owned(),
        whole.replace("</channel></rss>", ""),
        whole.replace("</item>", ""),
        whole.replace("</channel>", "<item></item></channel>"),
    ];
    for document in damaged {
        assert!(reading(document.as_bytes()).is_damaged, "{document}");
    }
    let json =
        r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"One"}]}"#;
    assert!(!reading(json.as_bytes()).is_damaged);
    for document in
        [&json[..json.len() - 1], &json[..json.len() - 4], &json.replace("{\"id\"", "7,{\"id\"")]
    {
        assert!(reading(document.as_bytes()).is_damaged, "{document}");
    }
}
