//! What machines can judge of the pages: accessibility by axe-core, which `axe/` has, layout
//! that moves or is wider than its window, and what a page weighs.

use super::driver::{Browser, DESK, PHONE};
use super::newsroom::{PICTURED, Paper};
use crate::program::Newsroom;
use serde_json::json;
use std::io::Read;

/// axe-core as its publisher wrote it.
const AXE: &[u8] = include_bytes!("axe/axe.min.js.gz");

/// What a page without its text may weigh on the wire, and any page of the example, in bytes.
const FRAME: usize = 12_000;
const WHOLE: usize = 30_000;

/// What axe-core finds on the page, each with where.
const FOUND: &str = "(await axe.run(document, { resultTypes: ['violations'] })).violations\
    .flatMap((one) => one.nodes.map((node) => one.id + ': ' + node.target.join(' ')))";

/// How far what is on the page has moved while it came.
const SHIFT: &str = "await new Promise((end) => { let moved = 0; \
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { moved += one.value; }))\
    .observe({ type: 'layout-shift', buffered: true }); \
    requestAnimationFrame(() => requestAnimationFrame(() => end(moved))); })";

const STYLES: &str = "performance.getEntriesByType('resource')\
    .filter((one) => /\\.css$/.test(new URL(one.name).pathname)).length";

/// A text with everything that does not fit a phone, and headings in no order.
const AWKWARD: &str = "+++\ntitle = \"Awkward: https://a-host-without-any-break.example/and/\
    a/very/long/path/that/goes/on/and/on\"\ndate = 2026-11-20T10:00:00Z\nsections = [\"national\"]\n\
    tags = [\"Averyveryveryverylongtagwithoutanyblankinitthatgoesonandonandon\"]\n+++\n\
    Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.\n\n\
    ### Third rank first\n\n\
    | Port | January | February | March | April | May | June | July |\n\
    |---|---|---|---|---|---|---|---|\n\
    | Keamari | 100000 | 200000 | 300000 | 400000 | 500000 | 600000 | 700000 |\n\n\
    ```\nlet a_line_of_code = \"that fits no phone, whatever anybody says about it\";\n```\n\n\
    # First rank last\n\nتاجر آٹھ ماہ سے `npm install` انتظار کر رہے تھے۔\n";

/// One page of each kind.
fn kinds(paper: &Paper) -> Vec<String> {
    let article = paper.page_of(PICTURED);
    let page = paper.service().get(&article);
    let page = page.text();
    let linked = |before: &str| {
        let from = page.find(before).unwrap_or_else(|| panic!("no {before} on {article}"));
        let rest = &page[from..];
        let href = rest.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        href.to_owned()
    };
    let mut kinds: Vec<String> = [
        "/",
        "/national",
        "/sections",
        "/subscribe",
        "/search",
        "/search?q=ferry",
        "/archive",
        "/archive/2026-11",
        "/offline",
        "/nothing-here",
    ]
    .map(str::to_owned)
    .into();
    let to_writer = format!("/write-to/{}", article.rsplit('-').next().unwrap());
    kinds.extend([linked("rel=\"author\""), linked("rel=\"tag\""), to_writer, article.clone()]);
    kinds
}

async fn judged(browser: &Browser, axe: &str, path: &str) {
    browser.go(path).await;
    browser.run(axe).await;
    assert_eq!(browser.promised(FOUND).await, json!([]), "{path}");
}

#[tokio::test]
async fn no_page_has_what_axe_finds_or_moves_while_it_loads() {
    let mut axe = String::new();
    flate2::read::GzDecoder::new(AXE).read_to_string(&mut axe).unwrap();
    let newsroom = Newsroom::shipped();
    newsroom.write("examples/newsroom/national/awkward.md", AWKWARD);
    let paper = Paper::illustrated(newsroom);
    let browser = Browser::open(&paper.address).await;
    let kinds = kinds(&paper);
    let section = paper.service().get("/national").text();
    let (_, awkward) = section.split_once("href=\"/national/awkward-").unwrap();
    let awkward = format!("/national/awkward-{}", awkward.split('"').next().unwrap());
    for path in kinds.iter().chain([&awkward]) {
        judged(&browser, &axe, path).await;
        assert!(browser.fits().await, "{path} is too wide");
        assert_eq!(browser.promised(SHIFT).await, json!(0), "{path} moves");
        assert_eq!(browser.promised(STYLES).await, json!(1), "{path} has one stylesheet");
    }
    browser.coloured("dark").await;
    for path in ["/", kinds.last().unwrap(), "/subscribe"] {
        judged(&browser, &axe, path).await;
    }
    browser.coloured("light").await;
    browser.sized(DESK).await;
    for path in ["/", "/national", &awkward, kinds.last().unwrap()] {
        judged(&browser, &axe, path).await;
        assert!(browser.fits().await, "{path} is too wide at a desk");
        assert_eq!(browser.promised(SHIFT).await, json!(0), "{path} moves at a desk");
    }
    browser.sized(PHONE).await;
    // With everything open that opens, and the notices that may come.
    browser.go("/sections").await;
    browser
        .run(
            "document.querySelectorAll('details').forEach((one) => { one.open = true; }); \
             ['#paper-install', '#paper-offline'].forEach((one) => { \
             document.querySelector(one).hidden = false; });",
        )
        .await;
    browser.run(&axe).await;
    assert_eq!(browser.promised(FOUND).await, json!([]), "with everything open");
    browser.close().await;
}

/// Every page of the desk, with what can be opened and tried.
#[tokio::test]
async fn no_page_of_the_desk_has_what_axe_finds_or_is_too_wide() {
    let mut axe = String::new();
    flate2::read::GzDecoder::new(AXE).read_to_string(&mut axe).unwrap();
    let paper = Paper::open();
    let article = paper.item(PICTURED)["id"].as_str().unwrap().to_owned();
    let browser = Browser::open(&paper.service().admin).await;
    let article = format!("/desk/articles/{}", article.replace(':', "%3A"));
    let paths = [
        "/desk/",
        "/desk/next",
        "/desk/wrong",
        "/desk/articles",
        "/desk/sections",
        "/desk/feeds",
        "/desk/feeds/national",
        "/desk/sources",
        "/desk/config",
        "/desk/log",
        "/desk/audit",
        &article,
    ];
    let open = "document.querySelectorAll('details').forEach((one) => { one.open = true; })";
    for path in paths {
        for size in [PHONE, DESK] {
            browser.sized(size).await;
            browser.go(path).await;
            browser.run(open).await;
            browser.run(&axe).await;
            assert_eq!(browser.promised(FOUND).await, json!([]), "{path} at {size:?}");
            assert!(browser.fits().await, "{path} is too wide at {size:?}");
            let name = path.trim_start_matches("/desk/").replace(['/', '%'], "-");
            let name = if path == article { "article".to_owned() } else { name };
            browser.picture(&format!("the-desk-{name}-{}", size.0)).await;
        }
    }
    browser.coloured("dark").await;
    for path in ["/desk/sections", "/desk/feeds/national", "/desk/log"] {
        judged(&browser, &axe, path).await;
    }
    browser.close().await;
}

/// The bytes of an answer on the wire, as a browser asks for it.
fn weight(paper: &Paper, path: &str) -> usize {
    let answer = paper.service().get_with(path, "Accept-Encoding: br\r\n");
    assert!([200, 404].contains(&answer.status), "{path}: {}", answer.status);
    answer.body.len()
}

#[test]
fn no_page_is_heavy() {
    let paper = Paper::open();
    let page = paper.service().get("/offline").text();
    let attribute = |before: &str| {
        let from = page.find(before).unwrap() + before.len();
        page[from..].split('"').next().unwrap().to_owned()
    };
    let shell = [attribute("rel=\"stylesheet\" href=\""), attribute("<script src=\"")];
    let shell: usize = shell.iter().map(|path| weight(&paper, path)).sum();
    let frame = shell + weight(&paper, "/offline");
    assert!(frame <= FRAME, "a page without its text weighs {frame} bytes");
    for path in kinds(&paper) {
        let whole = shell + weight(&paper, &path);
        assert!(whole <= WHOLE, "{path} weighs {whole} bytes");
    }
}
