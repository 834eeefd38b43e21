//! Without a connection, and back.

use super::driver::{Browser, DESK, PHONE};
use super::newsroom::{PICTURED, Paper};
use super::{READY, kept};
use serde_json::json;
use std::net::TcpListener;

const BAR: &str = "document.querySelector('#paper-offline').hidden";
const PICTURE: &str = "!!document.querySelector('figure.lead img')?.naturalWidth";

/// Sixty pages that were read, and their copies taken away again.
const MANY_COPIES: &str = "await (async () => { const all = await caches.open('paper-pages /'); \
    for (let i = 0; i < 60; i++) await all.put('/read-before-' + i, new Response('', \
    { headers: { 'x-kept-at': String(Date.now()), 'content-type': 'text/html' } })); })()";
const NO_SUCH_COPIES: &str = "await (async () => { const all = await caches.open('paper-pages /'); \
    for (const key of await all.keys()) \
    if (key.url.includes('/read-before-')) await all.delete(key); })()";

fn listed(path: &str) -> String {
    format!("[...document.querySelectorAll('#kept a')].some((a) => a.pathname === '{path}')")
}

/// Reads an article and the front page, so that both are kept.
async fn read(browser: &Browser, article: &str) -> String {
    // As somebody who comes from a feed, and has never been here.
    browser.go(&format!("{article}?utm_source=feed")).await;
    browser.until(READY, json!(true)).await;
    browser.until(&kept(article), json!(true)).await;
    let title = browser.text("h1").await;
    browser.go("/").await;
    browser.until(&kept("/"), json!(true)).await;
    title
}

#[tokio::test]
async fn what_was_read_is_there_without_a_connection() {
    let mut paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    let article = paper.page_of(PICTURED);
    let page = paper.service().get(&article);
    let pictures = page.text().matches("/pictures/").count();
    assert!(pictures > 1, "the picture has several widths");
    let title = read(&browser, &article).await;
    // An address of before still leads to the page, past the worker too.
    let id = article.rsplit('-').next().unwrap();
    browser.go(&format!("/top-story/what-it-was-called-{id}")).await;
    assert_eq!((browser.path().await, browser.text("h1").await), (article.clone(), title.clone()));
    let has_picture = "(await (await caches.open('paper-pictures /')).keys()).length > 0";
    browser.until(has_picture, json!(true)).await;

    // Where the app begins, and its sections, are not counted out by what is read.
    browser.go("/sections").await;
    browser.until(&kept("/sections"), json!(true)).await;
    browser.promised(MANY_COPIES).await;
    browser.go("/subscribe").await;
    browser.until(&kept("/read-before-0"), json!(false)).await;
    for stays in ["/", "/sections"] {
        browser.until(&kept(stays), json!(true)).await;
    }
    browser.promised(NO_SUCH_COPIES).await;
    browser.go(&article).await;
    browser.until(&kept(&article), json!(true)).await;

    paper.stop();
    browser.go(&article).await;
    assert_eq!(browser.text("h1").await, title);
    browser.until(BAR, json!(false)).await;
    browser.until(PICTURE, json!(true)).await;
    browser.picture("offline-article-phone").await;
    // Under every address that led to it.
    for old in [format!("{article}/"), format!("/world/{id}"), format!("/old/other-words-{id}/")] {
        browser.go(&old).await;
        browser.until("location.pathname", json!(article)).await;
        assert_eq!(browser.text("h1").await, title, "{old}");
    }
    browser.sized(DESK).await;
    browser.go(&format!("{article}?utm_source=mail")).await;
    browser.until(PICTURE, json!(true)).await;
    browser.sized(PHONE).await;

    browser.go("/archive").await;
    browser.until(&listed(&article), json!(true)).await;
    let by_letters = "document.querySelector('#kept a').dir";
    browser.until(by_letters, json!("auto")).await;
    browser.picture("offline-notice-phone").await;
    assert_eq!(browser.path().await, "/archive", "the address stays");
    // Who tries once more is told.
    let before = browser.text("#retry").await;
    browser.click("#retry").await;
    let told = format!("document.querySelector('#retry').textContent !== '{before}'");
    browser.until(&told, json!(true)).await;

    // The sections are there with their headlines, on a page that was never visited too; what
    // cannot be read is no link.
    browser.go("/top-story").await;
    browser
        .until("document.querySelector('#sections details[open]')?.id", json!("top-story"))
        .await;
    assert!(browser.shows("#sections li").await);
    let left =
        "[...new Set([...document.querySelectorAll('#sections a[href]')].map((a) => a.pathname))]";
    assert_eq!(browser.run(&format!("return {left}")).await, json!([article]));
    browser.picture("offline-sections-phone").await;
    browser.go("/archive").await;

    // It recovers by itself, and the bar goes while the article is read on.
    paper.start();
    browser.until("!!document.querySelector('.months')", json!(true)).await;
    paper.stop();
    browser.go(&article).await;
    browser.until(BAR, json!(false)).await;
    browser.run("window.reading = true").await;
    paper.start();
    browser.until(BAR, json!(true)).await;
    assert_eq!(browser.run("return window.reading").await, json!(true), "it was loaded again");
    browser.close().await;
}

#[tokio::test]
async fn a_network_that_says_nothing_is_not_waited_for() {
    let mut paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    let article = paper.page_of(PICTURED);
    let title = read(&browser, &article).await;
    paper.stop();
    // It takes connections, and answers none.
    let silent = TcpListener::bind(&paper.address).unwrap();
    browser.go(&article).await;
    assert_eq!(browser.text("h1").await, title);
    browser.go("/archive").await;
    browser.until(&listed(&article), json!(true)).await;
    drop(silent);
    paper.start();
    browser.until("!!document.querySelector('.months')", json!(true)).await;
    browser.close().await;
}
