//! Damage costs the item it is in, and no other:
//! - unclosed tags, missing ends of items, CDATA and comments without an end,
//!   junk around the feed, two roots, and a document that is cut off anywhere;
//! - an item before the damage is the same, with the same fingerprint, as in
//!   the whole feed;
//! - bombs of entities, depth and numbers cost little, and arbitrary bytes
//!   never make the reader panic.

use pressroom::raw_item::{RawItem, RawText};
use pressroom::sources::feed::{Document, MAX_ITEMS, Reading, read};
use proptest::prelude::*;

fn read_bytes(bytes: &[u8]) -> Option<Reading> {
    let document = Document { bytes, content_type: None, base: None };
    read(&document, &Default::default()).ok()
}

fn reading(text: &str) -> Reading {
    read_bytes(text.as_bytes()).expect("a feed")
}

fn titles(reading: &Reading) -> Vec<&str> {
    reading.items.iter().map(|item| item.title.as_ref().map_or("", RawText::as_str)).collect()
}

/// A sound item that every rule of XML is happy with.
fn good(name: &str) -> String {
    format!(
        "<item><title>{name}</title><link>http://x.org/{name}</link><guid>http://x.org/{name}</guid>\
         <description><![CDATA[<p>Text of {name}</p>]]></description></item>"
    )
}

fn feed(items: &[&str]) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>Paper</title><link>http://p.org/</link>{}</channel></rss>",
        items.concat()
    )
}

#[test]
fn a_bad_item_between_two_good_ones_costs_neither() {
    let whole = reading(&feed(&[&good("a"), &good("z")]));
    let bad = [
        "<item><title>bad</title>",
        "<item><title>bad<link>http://x.org/bad</link></item>",
        "<item><title>bad</title><description><p>a<b>c</p></item>",
        "<item><title>bad</title><description><![CDATA[no end</description></item>",
        "<item><title>bad</title><description><!-- no end</description></item>",
        "<item><title>bad</title></description></foo></item>",
        "<item><title>bad</title><a href=\"x>y</a></item>",
        "<item><title>bad</title><a href='x'y'>z</a></item>",
        "<item><title>bad</title><a <b <c </item>",
        "<item><title>bad</title>&bad; & &#0; < > ]]></item>",
        "<item><title>bad</title><?php no end</item>",
        "<item><title>bad</title><!ELEMENT no end</item>",
        "<item/>",
        "<item></item>",
        "<item",
        "</item></item>",
        "\u{0}\u{1}\u{FFFE}",
    ];
    for bad in bad {
        let damaged = reading(&feed(&[&good("a"), bad, &good("z")]));
        let items = &damaged.items;
        assert_eq!(items.first(), whole.items.first(), "{bad}");
        assert_eq!(items.last(), whole.items.last(), "{bad}");
        assert!(items.len() <= 3, "{bad}");
    }
}

#[test]
fn what_can_be_saved_of_a_bad_item_is_saved() {
    let saved = |item: &str| {
        let mut reading = reading(&feed(&[item]));
        reading.items.pop().expect("an item")
    };
    let title = |item: &RawItem| item.title.as_ref().map(|title| title.as_str().to_owned());
    let item = saved("<item><title>bad<link>http://x.org/bad</link><guid>g</guid></item>");
    assert_eq!(title(&item).as_deref(), Some("bad"));
    assert_eq!((item.url.as_deref(), item.key.as_str()), (Some("http://x.org/bad"), "g"));
    let item = saved("<item><description><![CDATA[<p>text</description><title>bad</title></item>");
    assert_eq!(title(&item).as_deref(), Some("bad"));
    assert_eq!(item.summary, Some(RawText::Html("<p>text".to_owned())));
    let item = saved(
        "<item><title>x</title><enclosure url='http://x.org/a.mp3' title='a < b > c'/></item>",
    );
    assert_eq!(item.media.len(), 1);
}

#[test]
fn an_item_inside_a_container_of_an_item_belongs_to_it() {
    let nested = "<item><title>a</title><gallery><item><title>no</title></item></gallery><guid>a</guid></item>";
    let read = reading(&feed(&[nested, &good("z")]));
    assert_eq!(titles(&read), ["a", "z"]);
    assert_eq!(read.items[0].key, "a");
}

#[test]
fn junk_before_two_roots_and_trailing_text() {
    let one = feed(&[&good("a")]);
    let two = feed(&[&good("b")]);
    for document in [
        format!("<br />\n<b>Warning</b>: include() in x.php\n<?xml version=\"1.0\"?>{one}"),
        format!("\n\n <?xml version='1.0' encoding='utf-8'?>{one} trailing <b>junk"),
        format!("<!DOCTYPE rss [<!ENTITY nbsp ' '> <!ELEMENT a (b)>]>{one}"),
        format!("<!-- <item><title>no</title></item> -->{one}<!-- no end"),
    ] {
        assert_eq!(titles(&reading(&document)), ["a"], "{document}");
    }
    assert_eq!(titles(&reading(&format!("{one}{two}"))), ["a", "b"]);
}

#[test]
fn a_cut_off_item_is_kept_when_it_is_named_and_dated() {
    let whole = feed(&[&good("a")]);
    let open = whole.len() - "</channel></rss>".len();
    let named = "<item><title>cut</title><guid>c</guid>\
        <pubDate>Thu, 26 Nov 2026 10:00:00 GMT</pubDate>";
    let cut = reading(&format!("{}{named}<description>half a sen", &whole[..open]));
    assert_eq!(titles(&cut), ["a", "cut"]);
    assert_eq!(cut.items[1].summary, None, "half a text is no text");
    for begins in ["<item><title>cu", "<item><title>cut</title><description>half a sen"] {
        let cut = reading(&format!("{}{begins}", &whole[..open]));
        assert_eq!(titles(&cut), ["a"]);
        assert!(cut.rejections[0].reason.contains("document ends"), "{:?}", cut.rejections);
    }
}

#[test]
fn bombs_cost_little() {
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let bomb = format!(
        "<!DOCTYPE rss [<!ENTITY l0 \"lol\">{laughs}]>{}",
        feed(&["<item><title>&l9;</title><guid>g</guid></item>"])
    );
    assert_eq!(titles(&reading(&bomb)), ["&l9;"]);

    let deep = format!("<item><title>deep</title>{}</item>", "<a>".repeat(200_000));
    assert_eq!(titles(&reading(&feed(&[&deep, &good("z")]))), ["deep", "z"]);

    for hostile in [
        "<item>",
        "<item><![CDATA[",
        "<![CDATA[",
        "<!--",
        "<a b=\"",
        "<a b='<",
        "&",
        "]]>",
        "<item><x>",
        "<?",
        "<!DOCTYPE [",
        "<item><description><item>",
        "<a xmlns:b='c'>",
        "&#",
    ] {
        let _ = read_bytes(feed(&[&hostile.repeat(100_000)]).as_bytes());
        let _ = read_bytes(hostile.repeat(100_000).as_bytes());
    }
}

#[test]
fn more_items_than_a_feed_may_have_are_left_out_with_a_word() {
    let items: String = (0..MAX_ITEMS + 5).map(|n| good(&n.to_string())).collect();
    let read = reading(&feed(&[&items]));
    assert_eq!(read.items.len(), MAX_ITEMS);
    assert!(read.rejections[0].reason.starts_with("5 items"), "{:?}", read.rejections);
}

/// Two formats with all that makes slicing hard, and where each item ends.
fn samples() -> [(String, Vec<usize>); 2] {
    let rss = feed(&[&good("a"), &good("b"), "<!-- <item> -->", &good("c")]);
    let entry = |n: &str| {
        format!(
            "<entry><id>tag:x.org,2026:{n}</id><title type='html'>{n} &lt;/entry&gt;</title>\
                 <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p a='>'>x<br/></p></div></content></entry>"
        )
    };
    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Paper</title><link href='http://p.org/'/>{}{}{}</feed>",
        entry("a"),
        entry("b"),
        entry("c")
    );
    let ends =
        |text: &str, tag: &str| text.match_indices(tag).map(|(at, _)| at + tag.len()).collect();
    [(ends(&rss, "</item>"), rss), (ends(&atom, "</entry>"), atom)].map(|(ends, text)| (text, ends))
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_bytes(&bytes);
    }

    #[test]
    fn heaps_of_markup_never_panic(
        text in "(<item>|</item>|<entry|<title>|</title>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|<rss>|<a b=\"|'|>|<|/|&lt;|&#|;|xmlns:x='|é|<description>|<content type='xhtml'>|\\{\"items\":\\[|\\}|\\]|\"){0,40}"
    ) {
        let _ = read_bytes(text.as_bytes());
        let _ = read_bytes(format!("<feed>{text}").as_bytes());
    }

    #[test]
    fn a_feed_cut_anywhere_keeps_the_whole_items(which in 0..2_usize, at in 0.0..1.0_f64) {
        let (text, ends) = &samples()[which];
        let all = reading(text).items;
        let cut = (text.len() as f64 * at) as usize;
        let whole = ends.iter().filter(|end| **end <= cut).count();
        let items = read_bytes(&text.as_bytes()[..cut]).map(|r| r.items).unwrap_or_default();
        prop_assert!(items.len() >= whole);
        prop_assert_eq!(&items[..whole], &all[..whole]);
    }

    #[test]
    fn a_feed_spoiled_anywhere_keeps_the_items_before(
        which in 0..2_usize,
        at in 0.0..1.0_f64,
        junk in "(<|>|&|\"|'|</|<!|<!\\[CDATA\\[|<b>|</b>|\u{0}|x){1,4}",
    ) {
        let (text, ends) = &samples()[which];
        let place = (text.len() as f64 * at) as usize;
        let spoiled = format!("{}{junk}{}", &text[..place], &text[place..]);
        let all = reading(text).items;
        let before = ends.iter().filter(|end| **end <= place).count();
        let items = read_bytes(spoiled.as_bytes()).map(|r| r.items).unwrap_or_default();
        prop_assert!(items.len() >= before);
        prop_assert_eq!(&items[..before], &all[..before]);
    }
}
