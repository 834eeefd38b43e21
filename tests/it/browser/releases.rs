//! A new release, a new edition, and the end of a worker.

use super::driver::Browser;
use super::newsroom::Paper;
use super::{READY, kept};
use serde_json::json;

const HEADLINE: &str = "document.body.textContent.includes('The lamps are lit again')";

const LAMPS: &str = "+++\ntitle = \"The lamps are lit again\"\ndate = 2026-11-22T23:00:00+05:00\n\
                     section = \"national\"\n+++\nAll of them.\n";

#[tokio::test]
async fn a_new_release_takes_over_and_a_bad_worker_goes() {
    let paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    browser.go("/").await;
    browser.until(READY, json!(true)).await;
    let style = "document.querySelector('link[rel=stylesheet]').getAttribute('href')";
    let old = browser.promised(style).await.as_str().unwrap().to_owned();
    browser
        .run(
            "window.taken = 0; navigator.serviceWorker.addEventListener('controllerchange', \
             () => { window.taken += 1; })",
        )
        .await;

    // Another stylesheet makes another worker, and an article another edition: the page that
    // is open has both when somebody comes back to it.
    let worker = paper.service().get("/worker.js").text();
    paper.reconfigure("[web]\n", "[web]\naccent = \"#005a9c\"\n");
    paper.service().wait_for("/worker.js", |answer| answer.text() != worker);
    paper.newsroom.write("examples/newsroom/national/lamps.md", LAMPS);
    paper.service().wait_for("/", |answer| answer.text().contains("The lamps are lit again"));
    browser.away_for_ten_minutes().await;
    browser.until(HEADLINE, json!(true)).await;
    browser.until("window.taken", json!(1)).await;
    // What was put in its place does all that a page does.
    browser.click(".lead h2 a").await;
    browser.until("!document.querySelector('[data-share]').hidden", json!(true)).await;
    let new = browser.promised(style).await.as_str().unwrap().to_owned();
    assert_ne!(old, new);
    let shell =
        |path: &str| format!("!!(await (await caches.open('paper-assets /')).match('{path}'))");
    browser.until(&shell(&new), json!(true)).await;

    // A page that was kept by the old one still has its looks.
    assert_eq!(paper.service().get(&old).status, 200);

    // The next release takes a bad worker away, with all that it kept.
    browser.go("/").await;
    browser.until(&kept("/"), json!(true)).await;
    paper.reconfigure("[web]\n", "[web]\noffline = false\n");
    paper
        .service()
        .wait_for("/worker.js", |answer| answer.text().starts_with("// Takes the place"));
    browser.go("/").await;
    let gone =
        "(await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length";
    browser.until(gone, json!(0)).await;

    // So does one whose paper is no longer there, and nothing of another paper on the host.
    paper.reconfigure("[web]\noffline = false\n", "[web]\n");
    paper.service().wait_for("/worker.js", |answer| answer.text().contains("withdrawals"));
    // Not one that the browser has from before.
    browser.go("/karachi").await;
    browser.until(READY, json!(true)).await;
    browser.until(&kept("/karachi"), json!(true)).await;
    browser.promised("(await caches.open('paper-pages /courier/'), 1)").await;
    paper.reconfigure("\naddress = \"http", "\n# address = \"http");
    paper
        .service()
        .wait_for("/worker.js", |answer| answer.text().starts_with("// Takes the place"));
    browser.go("/").await;
    let left = "(await navigator.serviceWorker.getRegistrations()).length + ' ' + \
                (await caches.keys()).join()";
    browser.until(left, json!("0 paper-pages /courier/")).await;
    browser.close().await;
}
