//! Promise: people are told by e-mail what is wrong in the newsroom.
//! - The newsroom's own mail server takes it after STARTTLS, over TLS, or in the clear where
//!   that is said, by a name and a password that stand in the environment or a file.
//! - Nothing is said to a server that does not become secret, or is not who it should be.
//! - Each change is told once, to a webhook and to people each by itself, also over restarts.
//! - A server that does not take it is told with what to do, and never with the password.

use crate::mail_server::{Manner, Taken, serve};
use crate::program::{DESK, Newsroom, article};
use crate::receiver::receiver;
use crate::tls_site::{Authority, LONG};
use std::net::SocketAddr;
use std::process::Output;
use std::sync::Arc;

const PASSWORD: &str = "correct horse";

/// A newsroom whose people are told by this server.
fn newsroom(server: &str, more: &str) -> Newsroom {
    let newsroom = Newsroom::new(&format!(
        "{DESK}[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[alerts]\nsource_failures = 1\n{more}\
         [alerts.email]\nserver = \"{server}\"\nfrom = \"pressroom@paper.example (The pressroom)\"\n\
         to = [\"night@paper.example (Night desk)\", \"amina@paper.example\"]\n"
    ));
    newsroom.write("articles/a.md", &article("A", "\"world\"", "2026-03-01T08:00:00Z", "Text."));
    newsroom
}

fn with(newsroom: &Newsroom, more: &str) {
    newsroom.write("config.toml", &format!("{}{more}", newsroom.read("config.toml")));
}

const LOGIN: &str = "user = \"pressroom\"\npassword = { env = \"SMTP_PASSWORD\" }\n";

/// Runs the program, which believes this authority alone.
fn run(newsroom: &Newsroom, words: &[&str], authority: &Authority) -> (Output, String) {
    newsroom.write("roots.pem", &authority.pem);
    let mut command = newsroom.command(words);
    command.env("SSL_CERT_FILE", newsroom.path("roots.pem")).env_remove("SSL_CERT_DIR");
    let output = command.env("SMTP_PASSWORD", PASSWORD).output().unwrap();
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let said = String::from_utf8(said).unwrap();
    assert!(!said.contains(PASSWORD), "{said}");
    (output, said)
}

fn test(newsroom: &Newsroom, authority: &Authority) -> String {
    let (output, said) = run(newsroom, &["alert", "--test"], authority);
    assert_eq!(output.status.code(), Some(0), "{said}");
    said
}

/// What is said of it, when it does not come through.
fn fails(newsroom: &Newsroom, authority: &Authority) -> String {
    let (output, said) = run(newsroom, &["alert", "--test"], authority);
    assert_eq!(output.status.code(), Some(1), "{said}");
    said
}

fn assert_is_the_test(taken: &Taken, to: &str) {
    let Taken { text, to: told, hello, .. } = taken;
    // Many servers turn away whoever greets with less than a whole name.
    assert!(hello.contains('.') && !hello.contains(['_', '[']), "{hello}");
    let has = |part: &str| assert!(text.contains(part), "no {part} in {text}");
    has("From: \"The pressroom\" <pressroom@paper.example>");
    has("Subject: [The Test] this is a test, and nothing is wrong");
    has("Auto-Submitted: auto-generated");
    has("@paper.example>");
    has("\r\nDate: ");
    assert_eq!(told, &[to]);
}

fn at(address: SocketAddr) -> String {
    format!("localhost:{}", address.port())
}

#[test]
fn it_is_taken_over_tls_and_in_the_clear_where_that_is_said() {
    let authority = Authority::new();
    let tls = Some(Arc::new(authority.config("localhost", LONG)));
    for (manner, mode) in [
        (Manner { tls: tls.clone(), ..Manner::default() }, ""),
        (Manner { tls: tls.clone(), ..Manner::default() }, "tls = \"starttls\"\n"),
        (Manner { tls, from_its_begin_on: true, ..Manner::default() }, "tls = \"tls\"\n"),
        (Manner::default(), "tls = \"none\"\n"),
    ] {
        let (address, messages) = serve(manner);
        let newsroom = newsroom(&at(address), "");
        with(&newsroom, &format!("{mode}{LOGIN}"));
        let said = test(&newsroom, &authority);
        assert!(said.contains("email night@paper.example by localhost:"), "{said}");
        for to in ["<night@paper.example>", "<amina@paper.example>"] {
            let taken = messages.recv().unwrap();
            assert_is_the_test(&taken, to);
            assert_eq!(taken.login, format!("pressroom:{PASSWORD}"), "{mode}");
        }
    }
    let (address, messages) = serve(Manner::default());
    let newsroom = newsroom(&at(address), "");
    with(&newsroom, "tls = \"none\"\n");
    test(&newsroom, &authority);
    assert_eq!(messages.recv().unwrap().login, "");
}

#[test]
fn nothing_is_said_to_a_server_that_is_not_who_it_should_be() {
    let authority = Authority::new();
    let (address, messages) = serve(Manner::default());
    let in_the_clear = newsroom(&at(address), "");
    with(&in_the_clear, LOGIN);
    let said = fails(&in_the_clear, &authority);
    assert!(said.contains("`tls` in [alerts.email]"), "{said}");
    for tls in [Authority::new().config("localhost", LONG), authority.config("other.test", LONG)] {
        let manner = Manner { tls: Some(Arc::new(tls)), ..Manner::default() };
        let (address, others) = serve(manner);
        let newsroom = newsroom(&at(address), "");
        with(&newsroom, LOGIN);
        let said = fails(&newsroom, &authority);
        assert!(said.contains("certificate") && said.contains("`server`"), "{said}");
        assert!(others.try_recv().is_err());
    }
    assert!(messages.try_recv().is_err());
}

#[test]
fn what_is_not_taken_is_told_with_what_to_do() {
    let authority = Authority::new();
    for (says, told) in [
        (&[("AUTH", "535 5.7.8 no")] as &'static [(&str, &str)], "`password` in [alerts.email]"),
        (
            &[("RCPT", "550 5.1.1 nobody of that name")],
            "nobody of that name. Check `from` and this address in `to`",
        ),
        (&[("DATA", "451 later")], "tried again later"),
    ] {
        let (address, _messages) = serve(Manner { says, ..Manner::default() });
        let newsroom = newsroom(&at(address), "");
        with(&newsroom, &format!("tls = \"none\"\n{LOGIN}"));
        let said = fails(&newsroom, &authority);
        assert!(said.contains(told), "{said}");
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let said = fails(&newsroom(&at(free), ""), &authority);
    assert!(said.contains("its port in [alerts.email]"), "{said}");
}

#[test]
fn one_who_is_gone_silences_nobody_else() {
    let authority = Authority::new();
    let (address, messages) = serve(Manner { refuses: "night@", ..Manner::default() });
    let newsroom = newsroom(&at(address), "");
    with(&newsroom, "tls = \"none\"\n");
    let (output, said) = run(&newsroom, &["alert", "--test"], &authority);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert_is_the_test(&messages.recv().unwrap(), "<amina@paper.example>");
    let refused = said.lines().find(|line| line.contains("nobody of that name"));
    assert!(refused.is_some_and(|line| line.contains("night@paper.example")), "{said}");
    assert!(messages.try_recv().is_err());
}

#[test]
fn each_change_is_told_once_to_each() {
    let authority = Authority::new();
    let (address, messages) = serve(Manner::default());
    // The webhook takes nothing at first.
    let (webhook, posts) = receiver(&["503 Later", "503 Later"]);
    let upstream = crate::site::Site::new();
    upstream.put_with("/wire", 500, "broken");
    let newsroom = newsroom(&at(address), &format!("webhook = \"{webhook}/hook\"\n"));
    let url = upstream.url("/wire");
    with(
        &newsroom,
        &format!(
            "tls = \"none\"\n[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\n\
             sections = [\"world\"]\nfeed.url = \"{url}\"\n"
        ),
    );
    let pass = || run(&newsroom, &["run", "wire"], &authority).1;
    let said = pass();
    let began = messages.try_recv().unwrap_or_else(|_| panic!("{said}"));
    assert!(messages.try_recv().is_ok(), "the other one is told, too");
    assert!(began.text.contains("[The Test] source wire failed once"), "{}", began.text);
    assert!(posts.try_recv().is_ok());
    pass();
    assert!(messages.try_recv().is_err(), "it was told already");
    upstream.put("/wire", "<rss version='2.0'><channel><title>W</title></channel></rss>");
    pass();
    let ended = messages.try_recv().unwrap();
    assert!(messages.try_recv().is_ok());
    assert!(ended.text.contains("source wire is not failing any more"), "{}", ended.text);
    // What it was not told of is over: it is told of neither.
    let told: Vec<_> = posts.try_iter().map(|(_, body)| String::from_utf8(body).unwrap()).collect();
    assert!(told.iter().all(|body| !body.contains("\"ended\":\"")), "{told:?}");
    pass();
    assert!(messages.try_recv().is_err());
}

#[test]
fn what_cannot_be_meant_is_refused() {
    for (lines, told) in [
        ("user = \"a\"\n", "password = { env"),
        ("password = { file = \"config.toml\" }\n", "user = "),
        ("user = \"a\"\npassword = { file = \"config.toml\" }\ntls = \"none\"\n", "starttls"),
        ("tls = \"ssl\"\n", "`starttls`, `tls`"),
        ("user = \"a\"\npassword = \"hunter2\"\n", "{ env = "),
    ] {
        let newsroom = newsroom("smtp.paper.example", "");
        with(&newsroom, lines);
        let said = newsroom.ended(&["check"], 2);
        assert!(said.contains(told), "{said}");
    }
    for (server, told) in [("smtp://smtp.paper.example/", "`smtp.paper.example`"), ("a b", "587")] {
        let said = newsroom(server, "").ended(&["check"], 2);
        assert!(said.contains(told), "{said}");
    }
    let nobody = newsroom("smtp.paper.example", "");
    let text = nobody.read("config.toml");
    for (line, told) in [
        ("to = [\"night@paper.example (Night desk)\", \"amina@paper.example\"]", "to = [\"\"]"),
        ("from = \"pressroom@paper.example (The pressroom)\"", "from = \"nobody\""),
    ] {
        nobody.write("config.toml", &text.replace(line, told));
        let said = nobody.ended(&["check"], 2);
        assert!(said.contains("config.toml:"), "{said}");
    }
}
