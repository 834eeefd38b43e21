//! Promise: nothing secret of a source is published.
//! - the address that a source is asked at is in no document, not with its query, path
//!   or redirect, not when the feed names it itself, and not as the base of a link;
//! - what the feed declares elsewhere is told, unless it carries a secret;
//! - an e-mail address in an author's name is never published, whatever it is written
//!   in; the name around it stays.

use crate::loopback;
use crate::site::Desk;
use proptest::prelude::*;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;

/// A wire that answers `/moved…` with a redirect to `/signed/s3cr3t-c/…`, and all else
/// with what `feed` says for its own address.
fn wire(feed: impl Fn(&str) -> String + Send + Sync + 'static) -> SocketAddr {
    let feed = Arc::new(feed);
    let (address, _) = loopback::serve(move |head, to| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        let host = head.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.or_else(|| head.lines().find_map(|line| line.strip_prefix("Host: ")));
        if path.starts_with("/moved") {
            let to_where = "/signed/s3cr3t-c/feed?signature=s3cr3t-d";
            return write!(
                to,
                "HTTP/1.1 302 x\r\nLocation: {to_where}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
        let body = feed(&format!("http://{}{path}", host.unwrap_or_default().trim()));
        write!(
            to,
            "HTTP/1.1 200 x\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    });
    address
}

/// Everything that is published of one source.
fn all_documents(url: &str) -> Vec<(String, String)> {
    let desk = Desk::new(&format!("[source.feed]\nurl = \"{url}\""));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let summary = runtime.block_on(desk.pass());
    assert!(summary["new"].as_u64().is_some_and(|new| new > 0), "{summary}");
    let printing = desk.pipeline.publish_all(false).unwrap();
    assert_eq!(printing.held_back, Vec::<String>::new());
    desk.pipeline.printer.publish_pages().unwrap();
    let edition = desk.pipeline.edition().load_full();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    edition.documents().map(|one| (one.name.to_string(), text(&one.identity))).collect()
}

fn refuse(documents: &[(String, String)], secrets: &[&str]) {
    for (name, text) in documents {
        let lower = text.to_lowercase();
        for secret in secrets {
            assert!(!lower.contains(&secret.to_lowercase()), "{secret} is in {name}:\n{text}");
        }
    }
}

fn rss(inside: &str) -> String {
    format!(
        "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom' \
         xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Wire</title>\
         <link>https://wire.example/</link><description>d</description>{inside}</channel></rss>"
    )
}

const ITEM: &str = "<item><title>A</title><link>https://wire.example/a</link>\
    <guid isPermaLink='false'>a</guid><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate>\
    <description>&lt;p&gt;x &lt;a href='#n'&gt;n&lt;/a&gt; &lt;a href=''&gt;o&lt;/a&gt;&lt;/p&gt;</description></item>";

const ADDRESSES: [&str; 4] = [
    "/feed.xml?token=s3cr3t-a",
    "/s3cr3t-b/feed.xml",
    "/moved?key=s3cr3t-a",
    "/feed/s3cr3t-b?x=1&password=s3cr3t-a",
];

const SECRETS: [&str; 6] = ["s3cr3t", "token=", "password=", "signature=", "127.0.0.1", "feed.xml"];

#[test]
fn no_request_address_is_published_of_a_feed_without_one() {
    for path in ADDRESSES {
        let address = wire(|_| rss(ITEM));
        refuse(&all_documents(&format!("http://{address}{path}")), &SECRETS);
    }
}

#[test]
fn no_request_address_is_published_though_the_feed_names_it() {
    for path in ADDRESSES {
        let address = wire(|own| {
            let own = own.replace('&', "&amp;");
            rss(&format!("<atom:link rel='self' href='{own}'/>{ITEM}"))
        });
        refuse(&all_documents(&format!("http://{address}{path}")), &SECRETS);
    }
}

#[test]
fn no_request_address_is_published_where_an_item_names_it() {
    let own = |address: &str| {
        let shown = address.replace('&', "&amp;");
        let twice = shown.replace('&', "&amp;");
        format!(
            "<item><guid isPermaLink='false'>w1</guid><title>One</title><link>{shown}#1</link>\
             <enclosure url='{shown}' type='audio/mpeg' length='5'/>\
             <description>The text says &lt;a href=\"{twice}\"&gt;here&lt;/a&gt;.</description>\
             </item>"
        )
    };
    for path in ADDRESSES.into_iter().filter(|path| path.contains('?')) {
        let address = wire(move |address| rss(&own(address)));
        let documents = all_documents(&format!("http://{address}{path}"));
        refuse(&documents, &["s3cr3t", "token=", "password=", "signature="]);
        assert!(documents.iter().any(|(_, text)| text.contains("The text says")), "{path}");
    }
}

#[test]
fn no_request_address_is_published_in_any_form_and_any_place() {
    let encoded =
        |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    let item = move |own: &str| {
        let xml = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let spelled = xml(&own.replace("token", "%74oken").replace("s3cr3t", "s3%63r3t"));
        let https = xml(&own.replace("http:", "https:"));
        let turned = match own.split_once('?').and_then(|(page, query)| {
            let (first, rest) = query.split_once('&')?;
            Some(format!("{page}?{rest}&{first}"))
        }) {
            Some(turned) => xml(&turned),
            None => https.clone(),
        };
        let own_in_xml = xml(own);
        let share =
            xml(&xml(&format!("<a href='https://share.example/?u={}'>s</a>", encoded(own))));
        rss(&format!(
            "<item><guid isPermaLink='false'>w1</guid><title>One {https} in a title</title>\
             <link>{spelled}</link><dc:creator>Wire, {own_in_xml}</dc:creator>\
             <dc:rights>see {turned}</dc:rights><category>{https}</category>\
             <description>The text says {https} and &lt;a href=\"{}\"&gt;x&lt;/a&gt; and \
             &lt;img src='{}'&gt; {share}.</description></item>",
            xml(&spelled),
            xml(&turned),
        ))
        .replace("<title>Wire</title>", &format!("<title>Wire {own_in_xml}</title>"))
    };
    for path in ["/feed.xml?token=s3cr3t-a&v=1", "/cust/KEYs3cr3t8f3a9b2c7d1e/feed.xml"] {
        let address = wire(item);
        let documents = all_documents(&format!("http://{address}{path}"));
        refuse(&documents, &["s3cr3t", "s3%63r3t", "73%33%63", "token=", "127.0.0.1"]);
        assert!(documents.iter().any(|(_, text)| text.contains("The text says")), "{path}");
    }
}

#[test]
fn no_request_address_is_published_of_other_formats() {
    let atom = |_: &str| {
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><id>urn:x:wire</id>\
         <updated>2026-01-05T10:00:00Z</updated><entry><id>urn:x:1</id><title>A</title>\
         <updated>2026-01-05T10:00:00Z</updated><content type='html'>\
         &lt;p&gt;&lt;a href='#n'&gt;n&lt;/a&gt; and &lt;a href='?page=2'&gt;m&lt;/a&gt;&lt;/p&gt;</content>\
         </entry></feed>"
            .to_owned()
    };
    let json = |own: &str| {
        serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "Wire",
            "feed_url": own, "items": [{"id": "1", "title": "A", "date_published":
            "2026-01-05T10:00:00Z", "content_html": "<p><a href='#n'>n</a> text</p>"}]})
        .to_string()
    };
    for path in ["/feed.xml?token=s3cr3t-a", "/x/4f9a8c7e6b5d4a3f2e1d/feed?a=s3cr3t-b"] {
        let secrets = ["s3cr3t", "token=", "4f9a8c7e"];
        refuse(&all_documents(&format!("http://{}{path}", wire(atom))), &secrets);
        refuse(&all_documents(&format!("http://{}{path}", wire(json))), &secrets);
    }
}

#[test]
fn what_the_feed_declares_is_told_unless_it_carries_a_secret() {
    let with = |own: &'static str| {
        let address = wire(move |_| rss(&format!("<atom:link rel='self' href='{own}'/>{ITEM}")));
        let documents = all_documents(&format!("http://{address}/feed.xml?token=s3cr3t-a"));
        documents.into_iter().find(|(name, _)| name == "world.rss").unwrap().1
    };
    let declared = with("https://wire.example/world/all.atom");
    assert!(declared.contains("<source url=\"https://wire.example/world/all.atom\""), "{declared}");
    for secret in [
        "https://wire.example/world/all.atom?token=s3cr3t-x",
        "https://wire.example/all.atom?sig=abc&amp;Expires=1",
        "https://ann:s3cr3t-x@wire.example/all.atom",
        "https://wire.example/p/9f86d081884c7d659a2feaa0c55ad015/all.atom",
        "https://wire.example/3f2504e0-4f89-11d3-9a0c-0305e82c3301/all.atom",
        "https://wire.example/u/xK3pQ9vLm2Rt/all.atom",
    ] {
        let told = with(secret);
        assert!(told.contains("<source url=\"https://wire.example/\""), "{secret}:\n{told}");
        assert!(!told.contains("all.atom"), "{secret}:\n{told}");
    }
}

#[test]
fn no_address_of_mail_in_an_author_is_published() {
    let names = [
        ("Mara Quill mara@wire.example", "Mara Quill"),
        ("Mara Quill &lt;mara@wire.example&gt; and Tom Reed", "Mara Quill and Tom Reed"),
        ("Mara Quill (mara@wire.example), Tom", "Mara Quill"),
        ("mara.quill@wire.example", "mara quill"),
        ("MAILTO:mara@wire.example Mara Quill", "Mara Quill"),
        ("Mara Quill, Wire, mara@wire.example", "Mara Quill"),
    ];
    for (given, shown) in names {
        let item = ITEM.replace("</item>", &format!("<dc:creator>{given}</dc:creator></item>"));
        let address = wire(move |_| rss(&item));
        let documents = all_documents(&format!("http://{address}/feed"));
        refuse(&documents, &["@wire.example", "mara@", "mailto"]);
        let rss = &documents.iter().find(|(name, _)| name == "world.rss").unwrap().1;
        let creator = rss.split("<dc:creator>").nth(1).unwrap().split('<').next().unwrap();
        assert!(creator.starts_with(shown), "{given}: {creator}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_the_secret_is_it_stays_where_it_was(
        secret in "[a-z]{3}[0-9]{3}[A-Za-z0-9]{12}",
        name in "[a-z]{6,10}",
        place in 0..4usize,
    ) {
        let path = match place {
            0 => format!("/feed?{name}={secret}"),
            1 => format!("/{secret}/feed"),
            2 => format!("/feed/{secret}.xml"),
            _ => format!("/{name}/{secret}/feed?a=b&c={secret}"),
        };
        let mail = format!("{secret}@{name}.example");
        let item = ITEM.replace("</item>", &format!("<author>Ann {mail} &lt;{mail}&gt;</author></item>"));
        let address = wire(move |own| {
            let own = own.replace('&', "&amp;");
            rss(&format!("<atom:link rel='self' href='{own}'/><image><url>{own}</url></image>{item}"))
        });
        refuse(&all_documents(&format!("http://{address}{path}")), &[&secret]);
    }
}
