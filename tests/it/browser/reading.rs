//! The front page, the sections and an article, as people read them.

use super::driver::{Browser, DESK, PHONE};
use super::newsroom::{PICTURED, Paper};
use super::{ENTER, ESCAPE, TAB};
use crate::darkroom::{bytes_of, two_halves};
use crate::program::Newsroom;
use image::ImageFormat;
use serde_json::json;

const MENU: &str = "details.menu summary";
const OPEN: &str = "document.querySelector('details.menu').open";

/// Everything that the page asked anybody else for.
const FOREIGN: &str = "performance.getEntriesByType('resource').map((one) => one.name)\
                       .filter((name) => new URL(name).origin !== location.origin)";

/// Whether the lead picture has the mean colour of its own in its place before it is there.
const GROUND: &str = "const picture = document.querySelector('figure.lead img'); \
    const colour = document.createElement('i').style; \
    colour.color = picture.dataset.ground; \
    return getComputedStyle(picture).backgroundColor === colour.color";

async fn focus(browser: &Browser, css: &str) {
    browser.find(css).await;
    browser.run(&format!("document.querySelector('{css}').focus()")).await;
}

fn png(width: u32, height: u32) -> Vec<u8> {
    bytes_of(two_halves(width, height), ImageFormat::Png)
}

#[tokio::test]
async fn the_paper_is_read_on_a_phone_and_at_a_desk() {
    let paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    browser.go("/").await;
    assert_eq!(browser.text("h1").await, "The Indus Courier");
    browser.picture("front-phone").await;
    assert!(browser.fits().await, "the front page is too wide");
    assert_eq!(browser.promised(NARROW).await, json!([]), "too small for a finger");
    browser.click(".lead h2 a").await;
    browser.find("article.story").await;
    browser.picture("article-phone").await;
    assert_eq!(browser.promised(NARROW).await, json!([]), "too small for a finger");
    assert!(browser.fits().await, "the article is too wide");
    assert_eq!(browser.promised(FOREIGN).await, json!([]), "something comes from elsewhere");
    browser.coloured("dark").await;
    browser.picture("article-phone-dark").await;
    browser.go("/").await;
    let ground = "return getComputedStyle(document.body).backgroundColor";
    assert_ne!(browser.run(ground).await, json!("rgb(253, 252, 249)"));
    browser.picture("front-phone-dark").await;
    browser.coloured("light").await;
    browser.sized(DESK).await;
    browser.go("/").await;
    browser.picture("front-desk").await;
    browser.go("/national").await;
    browser.picture("section-desk").await;
    browser.go(&paper.page_of(PICTURED)).await;
    browser.picture("article-desk").await;
    assert_eq!(browser.run(GROUND).await, json!(true), "a picture has no colour of its own");
    browser.sized(PHONE).await;
    for page in ["national", "archive", "subscribe", "search", "nothing-here"] {
        browser.go(&format!("/{page}")).await;
        browser.picture(&format!("{page}-phone")).await;
        assert!(browser.fits().await, "{page} is too wide");
    }
    browser.close().await;
}

/// The links of a page, but for those in a text, that a finger has less than 44 pixels for.
const NARROW: &str = "[...document.querySelectorAll('main a[href]')].filter((a) => !a.closest('.text'))\
    .map((a) => { a.scrollIntoView({ block: 'center', behavior: 'instant' }); \
    const [box] = a.getClientRects(), x = box.left + 5; \
    const is = (y) => document.elementFromPoint(x, y)?.closest('a') === a; \
    let [above, below] = [(box.top + box.bottom) / 2, (box.top + box.bottom) / 2]; \
    while (is(above - 1)) above--; while (is(below + 1)) below++; \
    return [a.textContent, below - above]; }).filter(([, height]) => height < 42)";

const AWKWARD: &str = "+++\ntitle = \"Awkward\"\ndate = 2026-11-22T22:00:00+05:00\n\
    section = \"national\"\nimage = \"tall.png\"\n\
    authors = [\"Mara Quill\", \"Somebody With A Very Long Name Of Very Many Parts\", \"John Roe\"]\n\
    +++\n| Port | January |\n|---|--:|\n| Keamari | 100000 |\n\n\
    ```\nlet a_line_of_code = \"that fits no phone\";\n```\n\n<details><summary>More</summary>\n\
    \nWords.\n\n</details>\n";

const SMALL: &str = "+++\ntitle = \"Small\"\ndate = 2026-11-22T21:59:00+05:00\n\
    section = \"national\"\nimage = \"small.png\"\n+++\nA small one.\n";

/// Whether the comma behind the second writer is on the line on which the name ends.
const COMMA: &str = "(() => { const name = document.querySelectorAll('.byline a')[1]; \
    const comma = document.createRange(); \
    comma.setStart(name.nextSibling, 0); comma.setEnd(name.nextSibling, 1); \
    const lines = [...name.getClientRects()]; \
    return lines.length > 1 && comma.getBoundingClientRect().top < lines.pop().bottom; })()";

fn style(css: &str, of: &str) -> String {
    format!("getComputedStyle(document.querySelector('{css}')).{of}")
}

/// What nobody expected stands on a page as it should, and on paper.
#[tokio::test]
async fn what_fits_no_page_is_laid_out_all_the_same() {
    let newsroom = Newsroom::shipped();
    newsroom.write_bytes("examples/newsroom/tall.png", &png(400, 1600));
    newsroom.write_bytes("examples/newsroom/small.png", &png(60, 40));
    newsroom.write("examples/newsroom/national/awkward.md", AWKWARD);
    newsroom.write("examples/newsroom/national/small.md", SMALL);
    let paper = Paper::of(newsroom);
    let has_picture = |page: &str| {
        paper.service().wait_for(page, |page| page.text().contains("<figure class=\"lead"));
    };
    let browser = Browser::open(&paper.address).await;
    let small = paper.page_of("Small");
    has_picture(&small);
    browser.go(&small).await;
    let picture = "document.querySelector('figure.lead img').getBoundingClientRect()";
    browser.until(&format!("{picture}.width"), json!(60)).await;

    let awkward = paper.page_of("Awkward");
    has_picture(&awkward);
    browser.go(&awkward).await;
    browser
        .until(&format!("{picture}.height > 0 && {picture}.height < innerHeight"), json!(true))
        .await;
    assert_eq!(browser.promised(COMMA).await, json!(true), "a line begins with a comma");
    let room = style(".text td", "paddingInlineEnd");
    assert_ne!(browser.promised(&room).await, json!("0px"), "figures stand close together");
    let side = style(".text td:last-child", "textAlign");
    assert_eq!(browser.promised(&side).await, json!("right"), "figures stand at the left");
    let mark = style(".text summary", "listStyleType");
    assert_eq!(browser.promised(&mark).await, json!("none"), "it opens by two marks");
    browser.picture("awkward-phone").await;

    // On paper it is ink, whatever the screen is, with where it was read and all of its lines.
    let dark = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
    let print = json!({ "media": "print", "features": dark });
    browser.devtools("Emulation.setEmulatedMedia", print).await;
    assert!(!browser.shows(".share button").await, "nobody presses a button on paper");
    let address = "getComputedStyle(document.querySelector('.share'), '::after').content";
    assert!(browser.promised(address).await.as_str().unwrap().contains(&awkward));
    for css in [".text", ".byline a", ".story h1"] {
        assert_eq!(browser.promised(&style(css, "color")).await, json!("rgb(0, 0, 0)"), "{css}");
    }
    assert_eq!(browser.promised(&style(".meta", "color")).await, json!("rgb(51, 51, 51)"));
    assert_eq!(browser.promised(&style(".text pre", "whiteSpace")).await, json!("pre-wrap"));
    browser.picture("awkward-on-paper").await;
    browser.close().await;
}

#[tokio::test]
async fn the_menu_and_the_sections_open_and_close_by_mouse_and_by_keyboard() {
    let paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    browser.go("/").await;
    focus(&browser, MENU).await;
    browser.press(ENTER).await;
    browser.until(OPEN, json!(true)).await;
    browser.picture("menu-phone").await;
    browser.press(ESCAPE).await;
    browser.until(OPEN, json!(false)).await;
    browser.click(MENU).await;
    browser.until(OPEN, json!(true)).await;
    browser.run("document.querySelector('main h2').click()").await;
    browser.until(OPEN, json!(false)).await;
    // Whoever tabs on has left it.
    focus(&browser, MENU).await;
    browser.press(ENTER).await;
    browser.until(OPEN, json!(true)).await;
    browser.run("[...document.querySelectorAll('.menu a')].pop().focus()").await;
    browser.until(OPEN, json!(true)).await;
    browser.press(TAB).await;
    browser.until(OPEN, json!(false)).await;

    // What was opened stays open.
    browser.go("/sections").await;
    let third = ".accordion details:nth-of-type(3)";
    browser.click(&format!("{third} summary")).await;
    let open = format!("document.querySelector('{third}').open");
    browser.until(&open, json!(true)).await;
    browser.picture("sections-phone").await;
    browser.go("/archive").await;
    browser.go("/sections").await;
    browser.until(&open, json!(true)).await;
    focus(&browser, &format!("{third} summary")).await;
    browser.press(ENTER).await;
    browser.until(&open, json!(false)).await;
    // The plus and the minus are no text: who hears the page is told by the element.
    let heard = browser.text(&format!("{third} summary")).await;
    assert!(!heard.contains(['+', '−']), "{heard}");
    browser.close().await;
}

#[tokio::test]
async fn without_javascript_it_is_a_paper_all_the_same() {
    let paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    browser.go("/").await;
    browser.click(".lead h2 a").await;
    assert!(browser.shows("article.story h1").await);
    browser.click(MENU).await;
    assert!(browser.shows("details.menu ul a").await);
    browser.picture("article-phone-without-script").await;
    assert!(!browser.shows("[data-copy], [data-share], #paper-install, #paper-offline").await);
    browser.go("/sections").await;
    browser.click(".accordion details:nth-of-type(3) summary").await;
    browser.click(".accordion details:nth-of-type(3) .headlines a[href^='/']").await;
    browser.find("article.story").await;
    browser.go("/search").await;
    browser.type_into("#q", "ferry").await;
    browser.click(".search button").await;
    browser.find(".river article").await;
    browser.close().await;
}
