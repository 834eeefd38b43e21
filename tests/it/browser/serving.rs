//! What the paper does for who reads it: search, addresses of feeds, sharing, and whom to
//! write to.

use super::ENTER;
use super::driver::Browser;
use super::newsroom::Paper;
use crate::program::Newsroom;
use serde_json::json;

const LETTER: &str = "+++\ntitle = \"A letter to the river\"\ndate = 2026-11-22T23:00:00+05:00\n\
    section = \"opinion\"\nauthor_note = \"Noor Qazi writes about water.\"\n\
    authors = [{ name = \"Noor Qazi\", email = \"noor.qazi@induscourier.example\" }]\n+++\n\
    It answers seldom.\n";

#[tokio::test]
async fn the_paper_serves_who_reads_it() {
    let newsroom = Newsroom::shipped();
    newsroom.write("examples/newsroom/opinion/letter.md", LETTER);
    let paper = Paper::illustrated(newsroom);
    let browser = Browser::open(&paper.address).await;
    let origin = json!({
        "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
        "origin": format!("http://{}", paper.address),
    });
    browser.devtools("Browser.grantPermissions", origin).await;

    browser.go("/").await;
    browser.click("details.menu summary").await;
    browser.click(".menu a[href='/search']").await;
    browser.type_into("#q", "ferry").await;
    browser.press(ENTER).await;
    browser.find(".river article").await;
    browser.picture("search-found-phone").await;
    assert!(browser.text(".river").await.to_lowercase().contains("ferry"));
    assert_eq!(browser.find("#q").await.prop("value").await.unwrap().unwrap(), "ferry");
    let feed = browser.find(".more a").await.attr("href").await.unwrap().unwrap();
    assert!(feed.ends_with("/feeds/search.atom?q=ferry"), "{feed}");

    // Where there is no page, what its address says may be searched for.
    browser.go("/world/harbour-ferry-opens-aaaaaaaaaaaa").await;
    let asked = browser.find("#q").await.prop("value").await.unwrap().unwrap();
    assert_eq!(asked, "harbour ferry opens");

    browser.go("/subscribe").await;
    let address = browser.text("dd a.address").await;
    browser.click("dd [data-copy]").await;
    browser.until("document.querySelector('dd [data-copy]').textContent", json!("Copied")).await;
    let copied = "await navigator.clipboard.readText()";
    browser.until(copied, json!(address)).await;
    assert!(address.ends_with(".rss"), "{address}");

    // Where nothing can be shared, the address is copied.
    browser.go(&paper.page_of("A letter to the river")).await;
    browser.run("Object.defineProperty(navigator, 'share', { value: undefined })").await;
    browser.click("[data-share]").await;
    let canonical = "document.querySelector('link[rel=canonical]').href";
    let canonical = browser.promised(canonical).await;
    browser.until(copied, canonical.clone()).await;
    browser.go(&paper.page_of("A letter to the river")).await;
    browser
        .run("Object.defineProperty(navigator, 'share', { value: (it) => { window.shared = it.url; } })")
        .await;
    browser.click("[data-share]").await;
    browser.until("window.shared", canonical).await;

    // Whom to write to is told to who presses the button, and to nobody else.
    let bytes = browser.promised("document.documentElement.outerHTML").await;
    assert!(!bytes.as_str().unwrap().contains("noor.qazi"), "the address is on the page");
    browser.click(".write-to button").await;
    assert_eq!(browser.text("a.address").await, "noor.qazi@induscourier.example");
    browser.picture("write-to-phone").await;
    // It stays while it is looked at, and no copy of it is kept.
    browser.away_for_ten_minutes().await;
    let seen = browser.path().await;
    browser.until(&super::kept(&seen), json!(false)).await;
    assert_eq!(browser.text("a.address").await, "noor.qazi@induscourier.example");
    browser.close().await;
}
