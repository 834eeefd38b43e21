//! A real browser on a phone's size, driven over WebDriver on loopback. It makes no request to
//! anywhere else, keeps its profile in a folder of its own, and ends with its test.

use super::newsroom::PATIENCE;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use url::{ParseError, Url};

/// A phone, and a desk.
pub(super) const PHONE: (u32, u32) = (390, 844);
pub(super) const DESK: (u32, u32) = (1280, 900);

/// The browser, and what drives it.
pub(super) struct Browser {
    client: Client,
    site: String,
    driver: Driver,
}

/// The driver's process, and the folder by which the browser's processes are known.
struct Driver {
    process: Child,
    profile: tempfile::TempDir,
}

impl Drop for Driver {
    /// Ends the browser too, when a test ended before it could be told to leave.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        for id in processes_with(self.profile.path()) {
            let _ = Command::new("kill").args(["-KILL", &id]).status();
        }
    }
}

/// The processes that have this folder in their command line.
fn processes_with(folder: &Path) -> Vec<String> {
    let folder = folder.to_str().unwrap();
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| {
        let line = std::fs::read(entry.path().join("cmdline")).ok()?;
        let ours = String::from_utf8_lossy(&line).contains(folder);
        ours.then(|| entry.file_name().to_string_lossy().into_owned())
    });
    ids.collect()
}

/// A command of the browser's own protocol.
#[derive(Debug)]
struct Devtools(&'static str, Value);

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

impl Browser {
    /// A browser for the site at this address, on a phone.
    pub(super) async fn open(site: &str) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let port = free_port();
        let process = Command::new("chromedriver")
            .args([format!("--port={port}").as_str(), "--log-level=OFF"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is missing: scripts/test installs it");
        let driver = Driver { process, profile };
        listening(port);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(driver.profile.path()))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the browser starts");
        let browser = Self { client, site: format!("http://{site}"), driver };
        browser.sized(PHONE).await;
        browser
    }

    pub(super) async fn close(self) {
        let Self { client, driver, .. } = self;
        client.close().await.unwrap();
        drop(driver);
    }

    /// Looks as it would on a screen of this size.
    pub(super) async fn sized(&self, (width, height): (u32, u32)) {
        let mobile = (width, height) == PHONE;
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": mobile })).await;
    }

    /// Runs a script in every page before anything of the page does; gives its name.
    pub(super) async fn before_each(&self, script: &str) -> Value {
        let added = json!({ "source": script });
        let added = self.devtools("Page.addScriptToEvaluateOnNewDocument", added).await;
        json!({ "identifier": added["identifier"] })
    }

    /// No longer runs the script of this name.
    pub(super) async fn no_longer(&self, name: Value) {
        self.devtools("Page.removeScriptToEvaluateOnNewDocument", name).await;
    }

    /// Types into a field.
    pub(super) async fn type_into(&self, css: &str, text: &str) {
        let begun = Instant::now();
        loop {
            match self.find(css).await.send_keys(text).await {
                Ok(()) => return,
                Err(error) => still_patient(begun, &error, css),
            }
        }
    }

    /// Ends the worker, as browsers do with one that rests.
    pub(super) async fn put_worker_to_sleep(&self) {
        self.devtools("ServiceWorker.enable", json!({})).await;
        self.devtools("ServiceWorker.stopAllWorkers", json!({})).await;
    }

    /// Leaves the page for ten minutes, by its clock, and comes back to it.
    pub(super) async fn away_for_ten_minutes(&self) {
        let script = "const now = Date.now.bind(Date); Date.now = () => now() + 600000; \
                      document.dispatchEvent(new Event('visibilitychange'));";
        self.run(script).await;
    }

    /// Whether nothing is wider than the screen.
    pub(super) async fn fits(&self) -> bool {
        let wide = "const page = document.documentElement; \
                    return page.scrollWidth <= page.clientWidth;";
        self.run(wide).await == json!(true)
    }

    /// As somebody sees it who likes it dark, or light.
    pub(super) async fn coloured(&self, scheme: &str) {
        let feature = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", feature).await;
    }

    pub(super) async fn devtools(&self, command: &'static str, with: Value) -> Value {
        self.client.issue_cmd(Devtools(command, with)).await.unwrap()
    }

    /// Goes to a path of the site.
    pub(super) async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.site)).await.unwrap();
    }

    /// Goes to a page of another site.
    pub(super) async fn go_to(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    pub(super) async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// The first that a selector finds, as soon as there is one.
    pub(super) async fn find(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("there is no {css}: {error}"))
    }

    pub(super) async fn text(&self, css: &str) -> String {
        let begun = Instant::now();
        loop {
            match self.find(css).await.text().await {
                Ok(text) => return text,
                Err(error) => still_patient(begun, &error, css),
            }
        }
    }

    pub(super) async fn click(&self, css: &str) {
        let begun = Instant::now();
        loop {
            match self.find(css).await.click().await {
                Ok(()) => return,
                Err(error) => still_patient(begun, &error, css),
            }
        }
    }

    /// Presses keys where the focus is.
    pub(super) async fn press(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// What a script gives.
    pub(super) async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// What a promise gives.
    pub(super) async fn promised(&self, expression: &str) -> Value {
        let script = format!(
            "const end = arguments[arguments.length - 1]; \
            Promise.resolve().then(async () => ({expression})).then(end, (e) => end(String(e)));"
        );
        self.client.execute_async(&script, Vec::new()).await.unwrap()
    }

    /// Waits until a promise gives this; the page may be replaced meanwhile.
    pub(super) async fn until(&self, expression: &str, wanted: Value) {
        let script = format!(
            "const end = arguments[arguments.length - 1]; \
            Promise.resolve().then(async () => ({expression})).then(end, (e) => end(String(e)));"
        );
        let begun = Instant::now();
        loop {
            let given = self.client.execute_async(&script, Vec::new()).await;
            if given.as_ref().is_ok_and(|given| *given == wanted) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{expression}: {given:?}, not {wanted}");
            tokio::task::yield_now().await;
        }
    }

    /// Whether somebody sees it.
    pub(super) async fn shows(&self, css: &str) -> bool {
        let found = self.client.find_all(Locator::Css(css)).await.unwrap();
        match found.first() {
            Some(found) => found.is_displayed().await.unwrap(),
            None => false,
        }
    }

    /// Keeps what is seen in `target/screenshots/`, for whoever wants to look.
    pub(super) async fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let png = self.client.screenshot().await.unwrap();
        keep(&folder.join(format!("{name}.png")), &png);
    }
}

#[expect(clippy::disallowed_methods, reason = "a picture for whoever wants to look")]
fn keep(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

/// A port that nobody has.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until somebody listens there.
fn listening(port: u16) {
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < PATIENCE, "chromedriver never listens");
        std::thread::yield_now();
    }
}

fn capabilities(profile: &Path) -> Capabilities {
    let arguments = json!([
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-extensions",
        "--disable-sync",
        "--metrics-recording-only",
        "--no-first-run",
        "--no-default-browser-check",
        "--no-pings",
        "--hide-scrollbars",
        // A click in the middle of a smooth scroll would miss.
        "--force-prefers-reduced-motion",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        format!("--user-data-dir={}", profile.display()),
    ]);
    let options = json!({ "args": arguments });
    Capabilities::from_iter([
        ("goog:chromeOptions".to_owned(), options),
        ("browserName".to_owned(), json!("chrome")),
        ("pageLoadStrategy".to_owned(), json!("normal")),
        ("timeouts".to_owned(), json!({ "script": 60_000, "pageLoad": 60_000 })),
    ])
}

/// An element of a page that has just been left is looked for once more on the next one.
fn still_patient(begun: Instant, error: &CmdError, css: &str) {
    let is_gone = error.is_stale_element_reference() || error.is_no_such_element();
    assert!(is_gone && begun.elapsed() < PATIENCE, "{css}: {error}");
}
