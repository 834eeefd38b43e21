//! The newsroom's desk, as editors use it: on the machine itself without signing in, and
//! through a proxy with TLS, for which stands here what such a proxy says. No page of it has a
//! script, and it is used without any.

use super::driver::{Browser, DESK, PHONE};
use super::newsroom::Paper;
use crate::loopback;
use crate::program::Newsroom;
use pressroom::password::PasswordHash;
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

const STORY: &str = "Mountain observatory";

/// A proxy before an address: it has ended the TLS, and says so.
fn proxy(to: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap().to_string();
    let to = to.to_owned();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let to = to.clone();
            // A browser that leaves early is no fault.
            thread::spawn(move || passed_on(client, &to).ok());
        }
    });
    own
}

fn passed_on(client: TcpStream, to: &str) -> std::io::Result<()> {
    let mut from = BufReader::new(client.try_clone()?);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if from.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "\r\n" => break,
            "connection" => continue,
            "origin" => line = line.replace("http://", "https://"),
            "content-length" => {
                length = line.rsplit(':').next().unwrap_or_default().trim().parse().unwrap_or(0);
            }
            _ => {}
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    let mut server = TcpStream::connect(to)?;
    write!(
        server,
        "{head}Connection: close\r\nX-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Proto: https\r\n\r\n"
    )?;
    server.write_all(&body)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    let mut client = client;
    client.write_all(&answer)?;
    client.shutdown(Shutdown::Write)
}

async fn without_scripts(browser: &Browser) {
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
}

/// Finds the story on the page of articles, and opens it.
async fn story(browser: &Browser) {
    browser.go("/desk/articles").await;
    browser.type_into("main input[name=q]", STORY).await;
    browser.click("main form button").await;
    browser.click("main .rows a, main .headline a, main li a").await;
    assert!(browser.text("h1").await.contains(STORY));
}

#[tokio::test]
async fn an_article_is_taken_back_and_brought_back_at_the_desk() {
    let paper = Paper::open();
    let page = paper.page_of(STORY);
    let desk = paper.service().admin.clone();
    let browser = Browser::open(&desk).await;
    without_scripts(&browser).await;
    browser.go("/desk/").await;
    browser.picture("desk-phone").await;
    assert!(browser.fits().await, "the desk is too wide for a phone");
    let whole = "[...document.querySelectorAll('nav a')].every((one) => one.offsetHeight < 60)";
    assert_eq!(browser.run(&format!("return {whole}")).await, json!(true), "words are broken");
    browser.sized(DESK).await;
    browser.picture("desk-desk").await;
    browser.sized(PHONE).await;
    story(&browser).await;
    browser.picture("desk-article-phone").await;
    assert!(browser.fits().await, "the article's page at the desk is too wide");
    browser.type_into("#reason", "It was not so.").await;
    browser.click("button.grave").await;
    assert!(browser.text(".said.wrong").await.contains("It was not so."));
    paper.service().wait_for(&page, |answer| answer.status == 410);
    browser.click("form[action$='/undo'] button").await;
    browser.find("button.grave").await;
    paper.service().wait_for(&page, |answer| answer.status == 200);
    // Its correction is on its page.
    browser.type_into("#note", "The dome has two halves.").await;
    browser.click("form[action$='/correct'] button").await;
    paper.service().wait_for(&page, |answer| answer.text().contains("The dome has two halves."));
    browser.go("/desk/sources").await;
    browser.click("form[action$='/ask'] button").await;
    browser.find(".said").await;
    browser.picture("desk-sources-phone").await;
    browser.close().await;
}

#[tokio::test]
async fn an_open_page_of_the_desk_shows_what_has_moved() {
    let paper = Paper::open();
    let browser = Browser::open(&paper.service().admin).await;
    browser.go("/desk/").await;
    let says = format!("document.querySelector('main').textContent.includes({STORY:?})");
    browser.until(&says, json!(true)).await;
    browser.run("window.stays = true").await;
    paper.retract(STORY);
    browser.until(&says, json!(false)).await;
    assert_eq!(browser.run("return window.stays").await, json!(true), "it was not loaded anew");
    browser.close().await;
}

#[tokio::test]
async fn who_comes_through_a_proxy_signs_in_and_no_other_site_acts_for_them() {
    let newsroom = Newsroom::shipped();
    let hash = PasswordHash::of("a long password", &[3; 16]).unwrap();
    let user = format!(
        "proxies = [\"127.0.0.1\"]\n[[desk.user]]\nname = \"edna\"\npassword = \"{}\"\n\
         role = \"editor\"\n",
        hash.as_str()
    );
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &config.replacen("[desk]\n", &format!("[desk]\n{user}"), 1));
    let paper = Paper::of(newsroom);
    let desk = proxy(&paper.service().admin);
    let browser = Browser::open(&desk).await;
    browser.go("/desk/").await;
    assert_eq!(browser.path().await, "/desk/sign-in");
    browser.picture("desk-sign-in-phone").await;
    for password in ["a long passwort", "a long password"] {
        browser.type_into("#name", "edna").await;
        browser.type_into("#password", password).await;
        browser.click("main form button").await;
        if password.ends_with('t') {
            let said = browser.text("[role=alert]").await;
            assert_eq!(said, "The name or the password is wrong.");
            browser.run("document.querySelector('#name').value = ''").await;
        }
    }
    browser.until("location.pathname", json!("/desk/")).await;
    story(&browser).await;
    let article = browser.path().await;

    // A page of another site has her browser send the form, with her cookie.
    let action = format!("http://{desk}{article}/retract");
    let (other, _) = loopback::serve(move |_, client| {
        let page = format!(
            "<!DOCTYPE html><title>Win</title><form method=post action=\"{action}\">\
             <input name=reason value=Ha></form><script>document.forms[0].submit()</script>"
        );
        let length = page.len();
        write!(
            client,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{page}"
        )
    });
    browser.go_to(&format!("http://{other}/")).await;
    browser.until("location.pathname.endsWith('/retract')", json!(true)).await;
    browser.go(&article).await;
    browser.find("button.grave").await;
    assert!(!browser.shows(".said.wrong").await, "another site took the article back");
    browser.close().await;
}
