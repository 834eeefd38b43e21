//! What was retracted leaves the copies in browsers.

use super::driver::Browser;
use super::newsroom::{PICTURED, Paper};
use super::{READY, kept};
use serde_json::json;

#[tokio::test]
async fn what_was_retracted_leaves_the_copies() {
    let mut paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    let article = paper.page_of(PICTURED);
    let section = format!("/{}", article.split('/').nth(1).unwrap());
    browser.go("/sections").await;
    browser.until(READY, json!(true)).await;
    // However the link was written.
    browser.go(&format!("{article}?utm_source=feed#main")).await;
    browser.until(&kept(&article), json!(true)).await;
    browser
        .until("(await (await caches.open('paper-pictures /')).keys()).length > 0", json!(true))
        .await;
    let picture = "document.querySelector('figure.lead img').currentSrc";
    let picture = browser.promised(picture).await.as_str().unwrap().to_owned();
    browser.go(&section).await;
    browser.until(&kept(&section), json!(true)).await;

    browser.go(&article).await;
    paper.retract(PICTURED);
    // Whoever comes back to the open page is told.
    browser.away_for_ten_minutes().await;
    browser.until("document.body.textContent.includes('It was not so.')", json!(true)).await;
    browser.picture("withdrawn-phone").await;

    browser.put_worker_to_sleep().await;
    browser.go("/archive").await;
    browser.until(&kept(&article), json!(false)).await;
    let picture = format!("!!(await caches.match('{picture}'))");
    browser.until(&picture, json!(false)).await;
    // Nor does a list that was read name it.
    let short = article.rsplit('-').next().unwrap();
    let named = format!(
        "(await (await (await caches.open('paper-pages /')).match('{section}'))?.text())\
         ?.includes('{short}')"
    );
    browser.until(&named, json!(false)).await;
    // A copy is not older than what tells of retractions: nobody would tell of its own.
    let old = format!(
        "(async () => {{ const all = await caches.open('paper-pages /'); \
         const copy = await all.match('{section}'); const headers = new Headers(copy.headers); \
         headers.set('x-kept-at', String(Number(headers.get('x-kept-at')) - 366 * 86400000)); \
         await all.put('{section}', new Response(await copy.blob(), {{ headers }})); }})()"
    );
    browser.go(&section).await;
    browser.until(&kept(&section), json!(true)).await;
    browser.go("/archive").await;
    browser.promised(&format!("await {old}")).await;
    paper.stop();
    // In the place of a copy of what was retracted, or of one that is too old.
    let notice = "document.querySelector('#kept')?.childElementCount > 0";
    for gone in [&article, &section] {
        browser.go(gone).await;
        browser.until(notice, json!(true)).await;
    }
    browser.until(&kept(&section), json!(false)).await;
    browser.close().await;
}
