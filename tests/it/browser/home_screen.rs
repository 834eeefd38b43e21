//! The hint to put the paper on the home screen.

use super::driver::{Browser, DESK, PHONE};
use super::newsroom::Paper;
use serde_json::{Value, json};

const HINT: &str = "#paper-install";
const HOW: &str = "#paper-install [data-how]";
const ADD: &str = "#paper-install [data-add]";

/// What the browser offers of its own is not the test's.
const NO_OFFER: &str = "addEventListener('beforeinstallprompt', \
                        (event) => { if (event.isTrusted) event.stopImmediatePropagation(); }, true)";

/// A browser that knows of no offers.
const NONE_EVER: &str = "delete window.onbeforeinstallprompt; \
                         delete Window.prototype.onbeforeinstallprompt;";

/// The browser offers to install the paper; who is asked answers so.
async fn offer(browser: &Browser, answer: &str) {
    let script = format!(
        "window.asked = 0; const offer = new Event('beforeinstallprompt', {{ cancelable: true }}); \
         offer.prompt = async () => {{ window.asked += 1; }}; \
         offer.userChoice = Promise.resolve({{ outcome: '{answer}' }}); \
         dispatchEvent(offer); return offer.defaultPrevented;"
    );
    assert_eq!(browser.run(&script).await, json!(true), "the browser shows a bar of its own");
}

async fn forgotten(browser: &Browser) {
    browser.run("localStorage.clear()").await;
    browser.go("/").await;
}

#[tokio::test]
async fn the_paper_is_put_on_the_home_screen_where_that_can_be_done() {
    let paper = Paper::open();
    let browser = Browser::open(&paper.address).await;
    browser.before_each(NO_OFFER).await;
    browser.go("/").await;
    let faults = browser.devtools("Page.getInstallabilityErrors", json!({})).await;
    assert_eq!(faults["installabilityErrors"], json!([]), "it cannot be installed");
    assert!(!browser.shows(HINT).await, "no hint on the first page");

    // Where browsers offer nothing: the words for its menu.
    let none_ever = browser.before_each(NONE_EVER).await;
    browser.go("/archive").await;
    assert!(browser.shows(HOW).await, "the hint comes with the second page");
    assert!(!browser.shows(ADD).await);
    browser.picture("hint-phone").await;
    browser.no_longer(none_ever).await;

    // Where they do: its button, which may be pressed again on another page.
    browser.go("/archive").await;
    assert!(!browser.shows(HINT).await, "nothing was offered");
    offer(&browser, "dismissed").await;
    assert!(browser.shows(ADD).await);
    assert!(!browser.shows(HOW).await, "nobody needs both ways");
    browser.picture("hint-phone-with-offer").await;
    browser.click(ADD).await;
    browser.until("window.asked", json!(1)).await;
    assert!(!browser.shows(HINT).await);
    browser.go("/sections").await;
    offer(&browser, "accepted").await;
    browser.click(ADD).await;
    browser.until("localStorage.getItem('install')", json!("got it")).await;
    browser.go("/archive").await;
    assert!(!browser.shows(HINT).await, "it is there already");

    forgotten(&browser).await;
    browser.go("/archive").await;
    offer(&browser, "dismissed").await;
    browser.click("#paper-install [data-got-it]").await;
    browser.until("document.querySelector('#paper-install').hidden", json!(true)).await;
    browser.go("/sections").await;
    offer(&browser, "dismissed").await;
    assert!(!browser.shows(HINT).await, "what was put away comes back");

    // A desk's browser that offers nothing has no such menu.
    forgotten(&browser).await;
    browser.sized(DESK).await;
    let none_ever = browser.before_each(NONE_EVER).await;
    browser.go("/archive").await;
    assert!(!browser.shows(HINT).await);
    browser.no_longer(none_ever).await;
    browser.sized(PHONE).await;

    let installed = [
        "Object.defineProperty(navigator, 'standalone', { value: true })",
        "const real = matchMedia; window.matchMedia = (query) => \
         query.includes('standalone') ? { matches: true } : real(query)",
    ];
    browser.before_each(NONE_EVER).await;
    for script in installed {
        let name: Value = browser.before_each(script).await;
        forgotten(&browser).await;
        browser.go("/archive").await;
        assert!(!browser.shows(HINT).await, "it runs installed: {script}");
        browser.no_longer(name).await;
    }
    browser.close().await;
}
