//! From the right to the left: a paper as a whole, and an article within a page.

use super::driver::{Browser, DESK, PHONE};
use super::newsroom::Paper;
use crate::program::Newsroom;
use serde_json::json;

const REST: &str = "[web]\naddress = \"http://127.0.0.1:8080/\"\n\
    [[section]]\nslug = \"world\"\ntitle = \"دنیا\"\n[[section]]\nslug = \"city\"\ntitle = \"شہر\"\n\
    [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nbase_url = \"https://test.example/\"\n\
    [source.folder]\npath = \"articles\"\nwatch = true\nmirror = true\n";

const URDU: &str = "+++\ntitle = \"دریا کے کنارے نئی لائبریری کھل گئی\"\n\
    date = 2026-01-06T10:00:00Z\nsection = \"city\"\nlanguage = \"ur\"\nauthors = [\"نور قاضی\"]\n\
    summary = \"شہر کی سب سے پرانی گلی میں اب کتابیں ہیں۔\"\n+++\n\
    کراچی: لائبریری میں 12,000 کتابیں ہیں، اور ایک بلی (BBC کے مطابق)۔\n\n> یہ سب کی ہے۔\n";

const ENGLISH: &str = "+++\ntitle = \"A ferry, at last\"\ndate = 2026-01-05T10:00:00Z\n\
    section = \"world\"\nlanguage = \"en\"\nauthors = [\"Noor Qazi\"]\n\
    summary = \"It leaves at noon, and it is full.\"\n+++\nIt leaves at noon.\n\n> It is ours.\n";

fn paper(language: &str) -> Paper {
    let newsroom = Newsroom::new(REST);
    let config = newsroom.read("config.toml");
    let site = format!("[site]\nlanguage = \"{language}\"\n");
    newsroom.write("config.toml", &config.replacen("[site]\n", &site, 1));
    newsroom.write("articles/urdu.md", URDU);
    newsroom.write("articles/english.md", ENGLISH);
    Paper::of(newsroom)
}

/// From where an element is written, as it is shown.
fn runs(css: &str) -> String {
    format!("getComputedStyle(document.querySelector('{css}')).direction")
}

/// Whether one is to the left of another.
fn left_of(one: &str, other: &str) -> String {
    let edge = |css: &str| format!("document.querySelector('{css}').getBoundingClientRect().left");
    format!("{} < {}", edge(one), edge(other))
}

async fn is(browser: &Browser, expression: &str, wanted: &str) {
    assert_eq!(browser.promised(expression).await, json!(wanted), "{expression}");
}

#[tokio::test]
async fn a_paper_in_urdu_runs_from_the_right_to_the_left() {
    let paper = paper("ur-PK");
    let browser = Browser::open(&paper.address).await;
    for (size, name) in [(PHONE, "phone"), (DESK, "desk")] {
        browser.sized(size).await;
        browser.go("/").await;
        is(&browser, "document.dir", "rtl").await;
        let menu = left_of(".menu summary", ".bar .paper");
        assert_eq!(browser.promised(&menu).await, json!(true), "the menu is on the wrong side");
        assert!(browser.fits().await);
        browser.picture(&format!("urdu-front-{name}")).await;
    }
    browser.sized(PHONE).await;
    is(&browser, "document.querySelector('.menu summary').textContent.trim()", "فہرست").await;
    browser.go(&paper.page_of("دریا")).await;
    is(&browser, &runs("article.story h1"), "rtl").await;
    is(&browser, "getComputedStyle(document.querySelector('.text')).textAlign", "start").await;
    assert!(browser.fits().await);
    browser.picture("urdu-article-phone").await;
    browser.click(".menu summary").await;
    assert!(browser.fits().await, "the open menu is too wide");
    browser.go(&paper.page_of("ferry")).await;
    is(&browser, &runs("article.story h1"), "ltr").await;
    is(&browser, &runs(".byline"), "rtl").await;
    is(&browser, "document.querySelector('article.story').lang", "en").await;
    // It is set as English is, and not as Urdu.
    let set = "(() => { const text = getComputedStyle(document.querySelector('.text p')); \
               return [text.fontFamily.split(',')[0], \
                       Math.round(10 * parseFloat(text.lineHeight) / parseFloat(text.fontSize))]; })()";
    assert_eq!(browser.promised(set).await, json!(["Charter", 16]));
    browser.picture("urdu-paper-english-article-phone").await;
    browser.close().await;
}

#[tokio::test]
async fn an_article_in_urdu_runs_rightly_within_an_english_paper() {
    let paper = paper("en-PK");
    let browser = Browser::open(&paper.address).await;
    browser.go("/").await;
    is(&browser, "document.dir", "ltr").await;
    let headline = ".top a[hreflang=ur]";
    is(&browser, &runs(headline), "rtl").await;
    browser.picture("english-front-with-urdu-phone").await;
    browser.click(headline).await;
    is(&browser, &runs("article.story h1"), "rtl").await;
    is(&browser, &runs(".text blockquote"), "rtl").await;
    is(&browser, &runs(".kicker"), "ltr").await;
    is(&browser, &runs(".after"), "ltr").await;
    assert!(browser.fits().await);
    browser.picture("urdu-article-in-english-paper-phone").await;
    browser.close().await;
}
