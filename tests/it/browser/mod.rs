//! Promise: in a real browser, the paper is read, put on a home screen, and read on without a
//! connection.
//! - the front page and an article on a phone and a desk, light and dark, without JavaScript;
//! - the menu and sections by mouse and by keyboard, and what was open stays so;
//! - the hint to add it to the home screen comes with the second page, and "Got it!" is for good;
//! - without a connection what was read is there, anything else says so, lists what can be read,
//!   and recovers by itself;
//! - what was retracted leaves the copies, and a worker that is to go goes with all it kept;
//! - nothing on a page comes from anywhere else.

mod driver;
mod newsroom;

use driver::{Browser, DESK, PHONE};
use newsroom::Paper;
use serde_json::json;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// Everything that the page asked anybody else for.
const FOREIGN: &str = "performance.getEntriesByType('resource').map((one) => one.name)\
                       .filter((name) => new URL(name).origin !== location.origin)";

/// The path of the first article of the front page.
async fn first_article(browser: &Browser) -> String {
    browser.go("/").await;
    let lead = browser.find(".lead h2 a").await;
    lead.attr("href").await.unwrap().unwrap()
}

#[tokio::test]
async fn the_paper_is_read_on_a_phone_and_at_a_desk() {
    let paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    browser.go("/").await;
    assert_eq!(browser.text("h1").await, "The Indus Courier");
    browser.picture("front-phone").await;
    assert!(!browser.shows("#install").await, "no hint on the first page");
    let wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    assert_eq!(browser.run(&format!("return {wide}")).await, json!(true), "it is too wide");

    // By keyboard: past the skip link and the name, into the menu, and out by Escape.
    browser.find("details.menu summary").await;
    browser.run("document.querySelector('details.menu summary').focus()").await;
    browser.press(ENTER).await;
    browser.until("document.querySelector('details.menu').open", json!(true)).await;
    browser.picture("menu-phone").await;
    browser.press(ESCAPE).await;
    browser.until("document.querySelector('details.menu').open", json!(false)).await;

    browser.click(".lead h2 a").await;
    browser.find("article.story").await;
    browser.picture("article-phone").await;
    assert_eq!(browser.run(&format!("return {wide}")).await, json!(true), "it is too wide");
    assert_eq!(browser.promised(FOREIGN).await, json!([]), "something comes from elsewhere");
    assert!(browser.shows("#install").await, "the hint comes with the second page");
    browser.picture("hint-phone").await;
    browser.click("#install [data-got-it]").await;
    browser.until("document.querySelector('#install').hidden", json!(true)).await;
    browser.go("/sections").await;
    assert!(!browser.shows("#install").await, "what was put away comes back");

    // What was opened stays open, by mouse and by keyboard.
    let third = ".accordion details:nth-of-type(3)";
    browser.click(&format!("{third} summary")).await;
    let open = format!("document.querySelector('{third}').open");
    browser.until(&open, json!(true)).await;
    browser.picture("sections-phone").await;
    browser.go("/archive").await;
    browser.go("/sections").await;
    browser.until(&open, json!(true)).await;
    browser.run(&format!("document.querySelector('{third} summary').focus()")).await;
    browser.press(ENTER).await;
    browser.until(&open, json!(false)).await;
    browser.press(TAB).await;

    browser.coloured("dark").await;
    browser.go("/").await;
    let ground = "getComputedStyle(document.body).backgroundColor";
    assert_ne!(browser.run(&format!("return {ground}")).await, json!("rgb(253, 252, 249)"));
    browser.picture("front-phone-dark").await;
    browser.coloured("light").await;
    browser.sized(DESK).await;
    browser.go("/").await;
    browser.picture("front-desk").await;
    browser.sized(PHONE).await;

    // Without any script it is a paper all the same.
    let article = first_article(&browser).await;
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    browser.go(&article).await;
    assert!(browser.shows("article.story h1").await);
    browser.click("details.menu summary").await;
    assert!(browser.shows("details.menu ul a").await);
    browser.picture("article-phone-without-script").await;
    assert!(!browser.shows("[data-copy], [data-share], #install, #offline").await);
    browser.close().await;
}

const READY: &str =
    "!!(await navigator.serviceWorker.ready) && !!navigator.serviceWorker.controller";

fn kept(path: &str) -> String {
    format!("!!(await (await caches.open('paper-pages')).match('{path}'))")
}

#[tokio::test]
async fn what_was_read_is_there_without_a_connection() {
    let mut paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    let article = first_article(&browser).await;
    browser.until(READY, json!(true)).await;
    browser.go(&article).await;
    let title = browser.text("h1").await;
    browser.until(&kept(&article), json!(true)).await;
    browser.go("/").await;
    browser.until(&kept("/"), json!(true)).await;

    paper.stop();
    browser.go(&article).await;
    assert_eq!(browser.text("h1").await, title);
    browser.until("document.querySelector('#offline').hidden", json!(false)).await;
    browser.picture("offline-article-phone").await;
    browser.go("/archive").await;
    let listed = format!(
        "[...document.querySelectorAll('#kept a')].some((a) => a.pathname === '{article}')"
    );
    browser.until(&listed, json!(true)).await;
    browser.picture("offline-notice-phone").await;
    assert_eq!(browser.path().await, "/archive", "the address stays");
    assert!(browser.shows("#retry").await);

    // It recovers by itself, and the bar goes.
    paper.start();
    browser.until("!!document.querySelector('.months')", json!(true)).await;
    browser.go(&article).await;
    assert!(!browser.shows("#offline").await);

    // What was retracted leaves the copies as soon as the worker wakes.
    let feed: serde_json::Value =
        serde_json::from_str(&paper.service().get("/feeds/front-page.json").text()).unwrap();
    let items = feed["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["url"].as_str().unwrap().ends_with(&article));
    let id = item.unwrap()["id"].as_str().unwrap();
    paper.newsroom.ended(&["retract", id, "--reason", "It was not so."], 0);
    paper.service().wait_for(&article, |answer| answer.status == 410);
    let id = article.rsplit('-').next().unwrap().to_owned();
    paper.service().wait_for("/withdrawals.json", |answer| answer.text().contains(&id));
    browser.devtools("ServiceWorker.enable", json!({})).await;
    browser.devtools("ServiceWorker.stopAllWorkers", json!({})).await;
    browser.go("/").await;
    browser.until(&kept(&article), json!(false)).await;
    browser.until(&kept("/"), json!(true)).await;
    paper.stop();
    browser.go(&article).await;
    assert!(browser.shows("#kept").await, "a copy of what was retracted is shown");
    paper.start();

    // The next release takes a bad worker away, with all that it kept.
    let config = paper.newsroom.read("config.toml").replace("[web]\n", "[web]\noffline = false\n");
    paper.newsroom.write("config.toml", &config);
    paper.service().wait_for("/worker.js", |answer| answer.text().contains("unregister"));
    browser.go("/").await;
    let gone =
        "(await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length";
    browser.until(gone, json!(0)).await;
    browser.close().await;
}
