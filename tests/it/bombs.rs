//! What becomes of answers that are made to do harm, each in a pass of its own
//! through the whole pipeline:
//! - it ends within its limit, and says which: bytes, time, header, items
//! - no bomb of entities goes off, no file or address in a document is asked for
//! - depth and number cost little, in XML, HTML and JSON
//! - what the source brought before stays, and a good source that is gathered at
//!   the same time gets all that it asks for

use crate::loopback;
use flate2::Compression;
use flate2::write::GzEncoder;
use pressroom::clock::Clock;
use pressroom::config::{Environment, from_text};
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{PassEnd, Pipeline};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The most bytes of one answer.
const CAP: usize = 4 << 20;

type Answer = Arc<dyn Fn(&mut TcpStream) -> io::Result<()> + Send + Sync>;

/// Two sources, of which one turns hostile.
struct Newsroom {
    _folder: tempfile::TempDir,
    pipeline: Arc<Pipeline>,
    hostile: Arc<Mutex<Answer>>,
}

fn rss(items: &str) -> String {
    format!("<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>")
}

fn item(number: usize) -> String {
    format!("<item><guid>urn:x:{number}</guid><title>Story {number}</title></item>")
}

/// A story of the hostile source.
fn own(number: usize) -> String {
    item(number).replace("urn:x:", "urn:h:")
}

fn whole(to: &mut TcpStream, headers: &str, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    write!(
        to,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
    )?;
    to.write_all(body)
}

impl Newsroom {
    /// Both sources have brought one story.
    async fn new(kind: &str, timeout: &str) -> Self {
        let hostile: Answer = Arc::new(|to| whole(to, "", rss(&own(1)).as_bytes()));
        let hostile = Arc::new(Mutex::new(hostile));
        let answer = Arc::clone(&hostile);
        let (bad, _) = loopback::serve(move |_, to| {
            let answer = Arc::clone(&answer.lock().unwrap());
            answer(to)
        });
        let counted = Mutex::new(0);
        let (good, _) = loopback::serve(move |_, to| {
            let mut counted = counted.lock().unwrap();
            *counted += 1;
            whole(to, "", rss(&(0..*counted).map(item).collect::<String>()).as_bytes())
        });
        let folder = tempfile::tempdir().unwrap();
        let pipeline = open(&folder, &format!("timeout = \"{timeout}\"\n"), kind, bad, good);
        let newsroom = Self { _folder: folder, pipeline, hostile };
        if kind == "feed" {
            newsroom.gather(0).await;
            assert_eq!(newsroom.titles(), ["Story 1"]);
        }
        newsroom
    }

    async fn gather(&self, source: usize) -> PassEnd {
        let source = &self.pipeline.settings().sources[source];
        Box::pin(self.pipeline.gatherer.gather(source)).await.end
    }

    /// The titles of all that is kept.
    fn titles(&self) -> Vec<String> {
        let day = Duration::from_secs(86_400);
        let (section, now) = ("world".parse().unwrap(), "2026-01-05T12:00:00Z".parse().unwrap());
        let kept = self.pipeline.ask(|store| store.newest(&section, now, 1000, day)).unwrap();
        kept.iter().map(|article| article.title.to_string()).collect()
    }

    /// How a pass over the hostile source ends, beside one over the good source.
    async fn attack(&self, answer: Answer) -> PassEnd {
        *self.hostile.lock().unwrap() = answer;
        let (bad, good) = tokio::join!(self.gather(0), self.gather(1));
        assert!(matches!(good, PassEnd::Done { new: 1, .. }), "the good source: {good:?}");
        bad
    }
}

fn open(
    folder: &tempfile::TempDir,
    fetch: &str,
    kind: &str,
    bad: SocketAddr,
    good: SocketAddr,
) -> Arc<Pipeline> {
    let text = format!(
        "[site]\ntitle = \"The Test\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n\
         [fetch]\nallow_hosts = [\"127.0.0.1\"]\nmax_size = \"4 MiB\"\npace = \"0s\"\n{fetch}\
         [duplicates]\nenabled = false\n\
         [[section]]\ntitle = \"World\"\n\
         [[source]]\nname = \"bad\"\nschedule = \"@hourly\"\nsections = [\"world\"]\n\
         {kind}.url = \"http://{bad}/\"\n\
         [[source]]\nname = \"good\"\nschedule = \"@hourly\"\nsections = [\"world\"]\n\
         feed.url = \"http://{good}/\"\n"
    );
    let path = folder.path().join("config.toml");
    let settings = from_text(&text, &path, &Environment::default());
    let settings = Arc::new(settings.unwrap_or_else(|problems| panic!("{problems}")));
    let clock = Clock::fixed("2026-01-05T12:00:00Z".parse().unwrap());
    Arc::new(Pipeline::open(settings, clock, Health::new(), Metrics::new()).unwrap())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).unwrap();
    out
}

/// An answer in chunks that are all alike, without end.
fn endless(to: &mut TcpStream, head: &str, piece: &[u8]) -> io::Result<()> {
    to.write_all(head.as_bytes())?;
    loop {
        to.write_all(piece)?;
    }
}

/// Waits until the client has gone.
fn wait(to: &mut TcpStream) -> io::Result<()> {
    io::copy(&mut to.take(1 << 20), &mut io::sink()).map(drop)
}

const OK: &str = "HTTP/1.1 200 OK\r\n";

/// What is said of an answer that takes too long.
const SLOW: &str = "no whole answer within 5 s";

/// Answers that must fail the pass, and what the error says.
fn harmful_answers() -> Vec<(&'static str, Answer, &'static str)> {
    const LARGE: &str = "larger than 4194304 bytes when decompressed";
    let zeros = vec![b' '; 64 << 20];
    let (gz, br) = (gzip(&zeros), brotli(&zeros));
    let (twice, inside) = (gzip(&gz), gzip(&gzip(&gz)));
    assert!(gz.len() < CAP && br.len() < CAP && twice.len() < CAP);
    let reset = |to: &mut TcpStream| {
        write!(to, "{OK}Content-Length: 1000\r\n\r\n<rss><channel>")?;
        socket2::SockRef::from(&*to).set_linger(Some(Duration::ZERO))
    };
    vec![
        (
            "gzip",
            Arc::new(move |to: &mut _| whole(to, "Content-Encoding: gzip\r\n", &gz)) as Answer,
            LARGE,
        ),
        ("br", Arc::new(move |to| whole(to, "Content-Encoding: br\r\n", &br)), LARGE),
        (
            "gzip twice",
            Arc::new(move |to| whole(to, "Content-Encoding: gzip, gzip\r\n", &twice)),
            "larger than",
        ),
        (
            "gzip within gzip",
            Arc::new(move |to| whole(to, "Content-Encoding: gzip\r\n", &inside)),
            "not a feed",
        ),
        (
            "a length that is announced",
            Arc::new(|to| {
                write!(to, "{OK}Content-Length: 99999999999\r\n\r\n<rss>")?;
                wait(to)
            }),
            LARGE,
        ),
        (
            "no end, in chunks",
            Arc::new(|to| {
                let head = format!("{OK}Transfer-Encoding: chunked\r\n\r\n");
                endless(to, &head, format!("1000\r\n{:4096}\r\n", "").as_bytes())
            }),
            LARGE,
        ),
        (
            "no end, without a length",
            Arc::new(|to| endless(to, &format!("{OK}\r\n"), &[b' '; 4096])),
            LARGE,
        ),
        (
            "a byte at a time",
            Arc::new(|to| {
                write!(to, "{OK}Content-Length: 1000\r\n\r\n")?;
                to.set_read_timeout(Some(Duration::from_millis(100)))?;
                // As slow as the client lets it: one byte, and a look whether it is there.
                while !matches!(to.read(&mut [0]), Ok(0)) {
                    to.write_all(b"<")?;
                }
                Ok(())
            }),
            SLOW,
        ),
        (
            "silence after the head",
            Arc::new(|to| {
                write!(to, "{OK}Content-Length: 1000\r\n\r\n")?;
                wait(to)
            }),
            SLOW,
        ),
        ("silence", Arc::new(wait), SLOW),
        ("a reset in the body", Arc::new(reset), "Check the address"),
        (
            "an end in the body",
            Arc::new(|to| write!(to, "{OK}Content-Length: 1000\r\n\r\n<rss>")),
            "Check the address",
        ),
        (
            "a head without end",
            Arc::new(|to| endless(to, OK, b"X-More: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")),
            "Check the address",
        ),
        (
            "one header without end",
            Arc::new(|to| endless(to, &format!("{OK}X-Long: "), &[b'a'; 512])),
            "Check the address",
        ),
        (
            "a status line without end",
            Arc::new(|to| endless(to, "HTTP/1.1 200 ", &[b'O'; 512])),
            "Check the address",
        ),
        (
            "redirects without end",
            Arc::new(|to| {
                let head = "HTTP/1.1 302 Found\r\nLocation: /\r\nConnection: close\r\n";
                write!(to, "{head}Content-Length: 0\r\n\r\n")
            }),
            "more than 10 redirects",
        ),
        (
            "informational answers without end",
            Arc::new(|to| endless(to, "", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")),
            SLOW,
        ),
    ]
}

#[tokio::test]
async fn each_ends_within_its_limit_and_says_which() {
    let (patient, hasty) = tokio::join!(Newsroom::new("feed", "20s"), Newsroom::new("feed", "5s"));
    for (name, answer, says) in harmful_answers() {
        let newsroom = if says == SLOW { &hasty } else { &patient };
        let before = newsroom.titles().len();
        let end = newsroom.attack(answer).await;
        let PassEnd::Failed { error } = &end else { panic!("{name}: {end:?}") };
        assert!(error.contains(says), "{name}: {error}");
        let titles = newsroom.titles();
        assert_eq!(titles.len(), before + 1, "{name}");
        assert!(titles.contains(&"Story 1".to_owned()), "{name}: what was there stays");
    }
}

#[tokio::test]
async fn no_bomb_of_entities_goes_off_and_nothing_that_is_named_is_asked() {
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let quadratic = "x".repeat(100_000);
    let asked = Arc::new(AtomicBool::new(false));
    let note = Arc::clone(&asked);
    let (server, _) = loopback::serve(move |_, to| {
        note.store(true, Ordering::Relaxed);
        whole(to, "", b"<!ENTITY x 'secret'>")
    });
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::File::create(&secret).unwrap().write_all(b"SECRET").unwrap();
    let file = url::Url::from_file_path(&secret).unwrap();
    let doctypes = [
        format!("<!ENTITY l0 'lol'>{laughs}<!ENTITY x '&l9;'>"),
        format!("<!ENTITY x '{quadratic}'>"),
        "<!ENTITY x '&y;'><!ENTITY y '&x;'>".to_owned(),
        format!("<!ENTITY x SYSTEM '{file}'>"),
        format!("<!ENTITY x SYSTEM 'http://{server}/x'>"),
        format!("<!ENTITY % p SYSTEM 'http://{server}/p'> %p;"),
    ];
    let newsroom = Newsroom::new("feed", "20s").await;
    for (number, doctype) in doctypes.iter().enumerate() {
        let uses = "&x;".repeat(10_000);
        let items = format!(
            "<item><guid>urn:e:{number}</guid><title>Entities &x; {number}</title>\
             <description>{uses}</description></item>"
        );
        let body = format!("<!DOCTYPE rss [{doctype}]>{}", rss(&items));
        let outside = format!("<!DOCTYPE rss SYSTEM 'http://{server}/dtd'>{}", rss(&own(1)));
        for body in [body, outside] {
            let end = newsroom.attack(Arc::new(move |to| whole(to, "", body.as_bytes()))).await;
            assert!(matches!(end, PassEnd::Done { .. }), "{doctype}: {end:?}");
        }
        let titles = newsroom.titles();
        let title = titles.iter().find(|title| title.starts_with("Entities")).unwrap();
        assert!(title.ends_with(&number.to_string()) || titles.len() > 1, "{title}");
        let all = titles.concat();
        assert!(!all.contains("lol") && !all.contains("SECRET") && !all.contains("xxx"), "{all}");
    }
    assert!(!asked.load(Ordering::Relaxed), "an address in a document was asked");
}

/// Documents of a million or of very many of something.
fn heavy_documents() -> Vec<(&'static str, String)> {
    let million = |text: &str| text.repeat(1_000_000);
    let many = |text: &str| text.repeat(50_000);
    let story = |inner: &str| {
        rss(&format!("{}<item><guid>urn:b:1</guid><title>Bomb</title>{inner}", own(7)))
    };
    let html =
        |inner: &str| story(&format!("<description><![CDATA[{inner}]]></description></item>"));
    let json = |inner: &str| {
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\", \"items\": [\
             {{\"id\": \"urn:h:7\", \"title\": \"Story 7\"}}, {{\"id\": \"urn:b:1\", {inner}"
        )
    };
    vec![
        ("elements in XML", story(&million("<a>"))),
        ("elements before any item", format!("{}{}", many("<a>"), rss(&own(7)))),
        ("items within items", rss(&format!("{}{}", own(7), many("<item>")))),
        ("channels within channels", format!("{}{}", rss(&own(7)), many("<channel>"))),
        ("elements in HTML", html(&million("<b>"))),
        ("tables in HTML", html(&many("<table><tr><td>"))),
        ("lists in HTML", html(&many("<ul><li>"))),
        ("links in HTML", html(&many("<a href=/>"))),
        ("quotes in HTML", html(&many("<blockquote>"))),
        ("paragraphs in HTML", html(&many("<p>"))),
        ("pictures in HTML", html(&many("<img src=/a.jpg>"))),
        ("ends without a start", html(&many("</b></i></p>"))),
        ("comments without an end", html(&many("<!--"))),
        ("attributes", html(&format!("<p {}>", many("a=b ")))),
        ("one attribute", html(&format!("<p title='{}'>", million("a")))),
        ("ampersands", story(&format!("<description>{}", many("&")))),
        ("brackets", story(&format!("<description>{}", many("<")))),
        ("sections without an end", story(&many("<![CDATA["))),
        ("instructions", format!("{}{}", many("<?x "), rss(&own(7)))),
        ("declarations", format!("{}{}", many("<!DOCTYPE "), rss(&own(7)))),
        ("attributes in XML", story(&format!("<x {}/>", many("a='b' ")))),
        ("names in XML", story(&format!("<{}>", million("a")))),
        ("spaces", story(&million(" "))),
        ("categories", story(&many("<category>a</category>"))),
        ("enclosures", story(&many("<enclosure url='http://a.example/a'/>"))),
        ("authors", story(&many("<author>a</author>"))),
        ("arrays in JSON", json(&format!("\"title\": \"Bomb\", \"_x\": {}", million("[")))),
        ("objects in JSON", json(&format!("\"title\": \"Bomb\", \"_x\": {}", many("{\"a\":")))),
        ("arrays in place of a title", json(&format!("\"title\": {}", many("[")))),
        (
            "arrays in place of items",
            format!("{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": {}", many("[")),
        ),
        ("an array of arrays", many("[")),
        (
            "escapes in JSON",
            json(&format!("\"title\": \"Bomb\", \"content_html\": \"{}\"}}]}}", many("\\u003c"))),
        ),
    ]
}

#[tokio::test]
async fn depth_and_number_cost_little() {
    let newsroom = Newsroom::new("feed", "20s").await;
    for (name, body) in heavy_documents() {
        assert!(body.len() < CAP, "{name}");
        let is_feed =
            body.contains("Story 7") && ["<rss", "{"].iter().any(|start| body.starts_with(start));
        let before = newsroom.titles().len();
        let end = newsroom.attack(Arc::new(move |to| whole(to, "", body.as_bytes()))).await;
        match end {
            PassEnd::Done { .. } => {}
            PassEnd::Failed { error } if !is_feed => {
                assert!(error.contains("not a feed"), "{name}: {error}");
            }
            other => panic!("{name}: {other:?}"),
        }
        assert!(newsroom.titles().len() > before, "{name}");
    }
    let titles = newsroom.titles();
    assert!(titles.contains(&"Bomb".to_owned()), "the title before the bomb survives");
}

#[tokio::test]
async fn a_feed_of_too_many_items_is_taken_up_to_the_limit() {
    let newsroom = Newsroom::new("feed", "20s").await;
    let items: String =
        (0..15_000).map(|n| format!("<item><guid>u:{n}</guid><title>{n}</title></item>")).collect();
    let body = rss(&items);
    assert!(body.len() < CAP);
    let end = newsroom.attack(Arc::new(move |to| whole(to, "", body.as_bytes()))).await;
    let PassEnd::Done { new, rejected, .. } = end else { panic!("{end:?}") };
    assert_eq!((new, rejected), (10_000, 1));
    let name = newsroom.pipeline.settings().sources[0].name();
    let record = newsroom.pipeline.ask(|store| store.source(name)).unwrap();
    assert!(record.rejections[0].reason.contains("5000 items were left out"));
}

#[tokio::test]
async fn a_text_that_is_far_too_long_is_no_article() {
    let newsroom = Newsroom::new("feed", "20s").await;
    let long = "word ".repeat(150_000);
    let items = format!("<item><guid>u:1</guid><description>{long}</description></item>{}", own(7));
    let body = rss(&items);
    let end = newsroom.attack(Arc::new(move |to| whole(to, "", body.as_bytes()))).await;
    assert!(matches!(end, PassEnd::Done { new: 1, rejected: 1, .. }), "{end:?}");
}

#[tokio::test]
async fn a_sitemap_cannot_be_a_bomb_either() {
    let newsroom = Newsroom::new("sitemap", "20s").await;
    let bomb = gzip(&gzip(&vec![b' '; 64 << 20]));
    let end = newsroom.attack(Arc::new(move |to| whole(to, "", &bomb))).await;
    assert!(matches!(end, PassEnd::Failed { .. }), "{end:?}");
    let bomb = gzip(&vec![b' '; 64 << 20]);
    let end = newsroom.attack(Arc::new(move |to| whole(to, "", &bomb))).await;
    let PassEnd::Failed { error } = &end else { panic!("{end:?}") };
    assert!(error.contains("larger than"), "{error}");
    for piece in ["<a>", "<url><loc>", "<sitemap><loc>", "<!ENTITY "] {
        let body = format!("<urlset>{}", piece.repeat((CAP - 100) / piece.len()));
        let end = newsroom.attack(Arc::new(move |to| whole(to, "", body.as_bytes()))).await;
        assert!(matches!(end, PassEnd::Done { new: 0, .. } | PassEnd::Failed { .. }), "{end:?}");
    }
}
