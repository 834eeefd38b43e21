//! What stands in other people's feeds in an odd shape, and is meant all the same:
//! - a footnote leads to its note, whatever its name
//! - a text that is elsewhere leads there, and a medium in its place is one
//! - a relative address has the site of the feed as its base, in JSON as in RSS
//! - an address that is none is nothing, and a Flash film is no medium
//! - people, pictures and attachments alone, in lists, and within what only holds them
//! - dates of which one tells how all are written, or that are in an element of HTML
//! - an item that the document ends in waits for what names and dates it
//! - the picture that leads is no sign of a line, however little is said of its size

use crate::feeds_taken_in::{article, articles, channel, reading, text, title};

const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title>\
    <link href='https://wire.example/'/>";

fn entry(inside: &str) -> pressroom::article::Article {
    let mut all = articles(&format!(
        "{ATOM}<entry><title>A</title><updated>2026-11-20T00:00:00Z</updated>{inside}</entry></feed>"
    ));
    assert_eq!(all.len(), 1, "{inside}");
    all.remove(0)
}

fn json(item: &str) -> pressroom::article::Article {
    let mut all = articles(&format!(
        r#"{{"version":"https://jsonfeed.org/version/1.1","title":"W",
            "home_page_url":"https://site.example/","items":[{item}]}}"#
    ));
    assert_eq!(all.len(), 1, "{item}");
    all.remove(0)
}

fn page(one: &pressroom::article::Article) -> Option<&str> {
    one.url.as_ref().map(|url| url.as_str())
}

fn media(one: &pressroom::article::Article) -> Vec<(&str, &str)> {
    one.media.iter().map(|it| (it.url.as_str(), &*it.media_type)).collect()
}

#[test]
fn a_footnote_leads_to_its_note_whatever_its_name() {
    for (link, name) in [
        ("1", "1"),
        ("_ftn1", "_ftn1"),
        ("2026-note", "2026-note"),
        ("notiz-ü", "notiz-ü"),
        ("notiz-%C3%BC", "notiz-ü"),
        ("note(1)", "note(1)"),
        ("fn:1", "fn:1"),
    ] {
        for place in ["p id", "a name", "a id"] {
            let element = &place[..1];
            let content = text(&format!(
                "&lt;p&gt;Text&lt;a href=&quot;#{link}&quot;&gt;1&lt;/a&gt;&lt;/p&gt;\
                 &lt;{place}=&quot;{name}&quot;&gt;Note&lt;/{element}&gt;"
            ));
            let place = format!("<{element} id=\"{name}\">Note");
            assert!(content.contains(&place), "{link} {place}: {content}");
        }
    }
    // What no link leads to stands beside others on a page, and has no name there.
    assert_eq!(text("&lt;p id=&quot;1&quot;&gt;Text&lt;/p&gt;"), "<p>Text</p>");
}

#[test]
fn a_text_that_is_elsewhere_leads_there() {
    let there = "https://wire.example/full/1";
    for kind in ["", "type='text/html'", "type='application/xhtml+xml'", "type='text/plain'"] {
        let one = entry(&format!("<id>urn:e:1</id><content {kind} src='{there}'/>"));
        assert_eq!((page(&one), media(&one)), (Some(there), vec![]), "{kind}");
    }
    // What the entry names as its page stays that.
    let said = format!(
        "<id>https://wire.example/1</id><link href='https://wire.example/p'/><content src='{there}'/>"
    );
    assert_eq!(page(&entry(&said)), Some("https://wire.example/p"));
    // No text: what is heard, seen or kept.
    let between = "<id>urn:e:1</id><link rel='enclosure' type='image/png'>https://wire.example/i.png\
        </link><link rel='alternate'>https://wire.example/p</link>";
    let one = entry(between);
    assert_eq!(page(&one), Some("https://wire.example/p"));
    assert_eq!(media(&one), [("https://wire.example/i.png", "image/png")]);
    for kind in ["audio/mpeg", "video/mp4", "image/png", "application/pdf"] {
        let one = entry(&format!("<id>urn:e:1</id><content type='{kind}' src='{there}'/>"));
        assert_eq!((page(&one), media(&one)), (None, vec![(there, kind)]));
    }
    let based = "<id>urn:e:1</id><content src='full/2' xml:base='https://wire.example/dir/'/>";
    assert_eq!(page(&entry(based)), Some("https://wire.example/dir/full/2"));
    assert_eq!(page(&entry("<id>urn:e:1</id><content src=''/>")), None);
}

#[test]
fn a_relative_address_means_the_site() {
    let one = json(
        r##"{"id":"1","url":"/2026/x/","title":"A","image":"i.jpg",
            "content_html":"<a href='#n'>1</a><img src='p.jpg'><p id='n'>n</p>"}"##,
    );
    assert_eq!(page(&one), Some("https://site.example/2026/x/"));
    assert_eq!(media(&one), [("https://site.example/i.jpg", "image/jpeg")]);
    let content = one.content.to_string();
    assert!(content.contains("href=\"https://site.example/2026/x/#n\""), "{content}");
    assert!(content.contains("src=\"https://site.example/2026/x/p.jpg\""), "{content}");
    // A path for a name is the page's, where nothing else says one.
    assert_eq!(page(&json(r#"{"id":"/5","title":"A"}"#)), Some("https://site.example/5"));
    assert_eq!(page(&entry("<id>/2026/y</id>")), Some("https://wire.example/2026/y"));
    for id in ["5", "node 5", "urn:5", "wire.example/5"] {
        assert_eq!(page(&entry(&format!("<id>{id}</id>"))), None, "{id}");
    }
}

#[test]
fn an_address_that_is_none_is_nothing() {
    for url in ["", " ", "#", "null", "undefined", "None", "https://", "about:blank"] {
        let one = article(&format!(
            "<title>A</title><enclosure url='{url}' type='image/jpeg'/>\
             <media:content url='{url}' medium='image'/><media:thumbnail url='{url}'/>\
             <itunes:image href='{url}'/>"
        ));
        assert_eq!(media(&one), [], "{url:?}");
    }
    for link in ["#", "N/A", "null", "undefined", " - "] {
        assert_eq!(page(&article(&format!("<title>A</title><link>{link}</link>"))), None, "{link}");
    }
    let guid = "<guid isPermaLink='true'>https://wire.example/2026/d</guid>";
    for (link, leads) in [
        ("https://wire.example/", "https://wire.example/2026/d"),
        ("https://wire.example/e", "https://wire.example/e"),
        ("www.wire.example/e", "https://www.wire.example/e"),
        ("&lt;a href=\"https://wire.example/f\">x&lt;/a>", "https://wire.example/f"),
        ("https://wire.example/g&#x200e;", "https://wire.example/g"),
        ("“https://wire.example/h”", "https://wire.example/h"),
        ("https://user:pass@wire.example/i?a=@b", "https://wire.example/i?a=@b"),
    ] {
        let one = article(&format!("<title>A</title>{guid}<link>{link}</link>"));
        assert_eq!(page(&one), Some(leads), "{link}");
    }
    for film in [
        "url='https://wire.example/v.swf' medium='video'",
        "url='https://www.youtube.com/v/zz1?version=3' medium='video'",
        "url='https://wire.example/v' type='application/x-shockwave-flash'",
    ] {
        let one = article(&format!("<title>A</title><media:content {film}/>"));
        assert_eq!(media(&one), [], "{film}");
    }
}

#[test]
fn people_and_pictures_alone_in_lists_and_in_what_only_holds_them() {
    let names = |item: &str| -> Vec<String> {
        article(item).authors.iter().map(|author| author.name.to_string()).collect()
    };
    assert_eq!(
        names(
            "<title>A</title><authors><author>Ann</author><author><name>Bo</name></author></authors>"
        ),
        ["Ann", "Bo"]
    );
    assert_eq!(names("<title>A</title><byline>By Ann Bee</byline>"), ["Ann Bee"]);
    let tags = |item: &str| -> Vec<String> {
        article(item).tags.iter().map(ToString::to_string).collect()
    };
    assert_eq!(tags("<title>A</title><categories>Sea, Boats</categories>"), ["Sea", "Boats"]);
    let picture = ("https://site.example/i.png", "image/png");
    let sound = ("https://site.example/a.mp3", "audio/mpeg");
    assert_eq!(
        media(&json(r#"{"id":"1","title":"A","image":{"url":"https://site.example/i.png"}}"#)),
        [picture]
    );
    assert_eq!(
        media(&json(
            r#"{"id":"1","title":"A","attachments":
                {"url":"https://site.example/a.mp3","mime_type":"audio/mpeg"}}"#
        )),
        [sound]
    );
}

#[test]
fn a_sign_in_a_line_never_leads() {
    let real = "https://wire.example/real.jpg";
    for sign in [
        "src=&quot;https://wire.example/1f642.png&quot; width=&quot;16&quot;",
        "src=&quot;https://wire.example/1f642.png&quot; height=&quot;20px&quot;",
        "src=&quot;https://wire.example/blank.png&quot; width=&quot;0&quot;",
        "src=&quot;https://wire.example/a.png&quot; width=&quot;16&quot; height=&quot;16&quot;",
    ] {
        let one = article(&format!(
            "<title>A</title><description>&lt;p&gt;&lt;img {sign}&gt;&lt;img src=&quot;{real}&quot;&gt;\
             &lt;/p&gt;</description>"
        ));
        assert_eq!(media(&one), [(real, "image/jpeg")], "{sign}");
    }
    // A picture that comes in several sizes and no other leads in its widest.
    let sizes = article(
        "<title>A</title><description>&lt;img srcset=&quot;https://wire.example/s.jpg 300w, \
         https://wire.example/real.jpg 900w&quot;&gt;</description>",
    );
    assert_eq!(media(&sizes), [(real, "image/jpeg")]);
}

/// When each item was published, of items with these dates.
fn published(dates: &[&str]) -> Vec<String> {
    let item = |(at, date): (usize, &&str)| {
        format!("<item><title>Story {at}</title><guid>g{at}</guid><pubDate>{date}</pubDate></item>")
    };
    let all = articles(&channel(&dates.iter().enumerate().map(item).collect::<String>()));
    all.iter().map(|one| one.published.format("%F %R").to_string()).collect()
}

#[test]
fn one_date_with_the_month_first_tells_how_all_are_written() {
    assert_eq!(
        published(&["11/27/2026 9:00:00 AM", "11/12/2026 9:00:00 AM", "11/05/2026 9:00:00 AM"]),
        ["2026-11-27 09:00", "2026-11-12 09:00", "2026-11-05 09:00"]
    );
    assert_eq!(
        published(&["27/11/2026 9:00", "05/11/2026 9:00"]),
        ["2026-11-27 09:00", "2026-11-05 09:00"]
    );
    // What contradicts itself tells nothing; a weekday still does.
    assert_eq!(
        published(&["11/27/2026", "26/11/2026", "05/11/2026", "Tue, 11/10/2026"]),
        ["2026-11-27 00:00", "2026-11-26 00:00", "2026-11-05 00:00", "2026-11-10 00:00"]
    );
}

#[test]
fn a_time_of_html_says_when() {
    let time = "&lt;time datetime=\"2026-11-25T08:30:00Z\" class=\"datetime\"&gt;Wed, 11/25/2026 - \
        12:00&lt;/time&gt;";
    let own = "<time datetime='2026-11-25T08:30:00Z'>25 November 2026</time>";
    assert_eq!(published(&[time, own]), ["2026-11-25 08:30", "2026-11-25 08:30"]);
}

#[test]
fn a_headline_about_scripts_is_whole() {
    for (escaped, seen) in [
        (
            "What goes between &lt;script&gt; and &lt;/script&gt;",
            "What goes between <script> and </script>",
        ),
        (
            "From &lt;style&gt; to &lt;/style&gt; in ten years",
            "From <style> to </style> in ten years",
        ),
        ("Rain&lt;script&gt;track(1);&lt;/script&gt;", "Rain"),
    ] {
        assert_eq!(title(escaped), seen);
    }
}

#[test]
fn an_item_that_the_document_ends_in_waits_for_its_end() {
    let whole = channel(
        "<item><title>First</title><guid>g1</guid><pubDate>Thu, 26 Nov 2026 10:00:00 GMT</pubDate></item>\
         <item><title>Results</title><link>https://wire.example/2</link><description>Not yet.</description>\
         <guid>g2</guid><pubDate>Thu, 26 Nov 2026 11:00:00 GMT</pubDate><category>a</category></item>",
    );
    let second = whole.rfind("<item>").unwrap();
    for (at, _) in whole.match_indices('<').filter(|(at, _)| *at > second + 1) {
        let reading = reading(&whole.as_bytes()[..at]);
        let says_when = whole[second..at].contains("</pubDate>");
        assert_eq!(reading.items.len(), 1 + usize::from(says_when), "{}", &whole[second..at]);
        assert_eq!(reading.rejections.len(), usize::from(!says_when), "{}", &whole[second..at]);
        assert!(reading.is_damaged);
    }
}
