//! From where the desk is shown without a word, where somebody must sign in, and where it is
//! not shown at all.

use super::newsroom::{HOST, Office, password, user};
use crate::program;

const PAGE: &str = "/desk/wrong";

#[test]
fn whoever_is_on_the_machine_need_not_sign_in() {
    let office = Office::open("");
    let page = office.here(PAGE);
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("<h1>Wrong</h1>"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    for host in ["localhost", "localhost:9", "127.0.0.1", "[::1]:80", "127.8.8.8:1"] {
        assert_eq!(
            office.send("GET", PAGE, &format!("Host: {host}\r\n"), "").status,
            200,
            "{host}"
        );
    }
}

#[test]
fn what_a_proxy_passes_on_is_not_from_the_machine() {
    let office = Office::usual();
    let here = office.running.admin();
    for header in [
        "X-Forwarded-For: 198.51.100.7",
        "X-Forwarded-Proto: http",
        "X-Forwarded-Anything: x",
        "Forwarded: for=198.51.100.7",
        "X-Real-IP: 198.51.100.7",
        "Via: 1.1 proxy",
        "CF-Connecting-IP: 198.51.100.7",
    ] {
        let answer = office.send("GET", PAGE, &format!("Host: {here}\r\n{header}\r\n"), "");
        assert_eq!(answer.status, 403, "{header}");
        assert!(answer.text().contains("[desk] proxies"), "{header}: {}", answer.text());
    }
    let old = office.send(
        "GET",
        PAGE,
        &format!("Host: {here}\r\nX-Real-IP: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n"),
        "",
    );
    assert_eq!(
        (old.status, old.header("location")),
        (303, Some("/desk/sign-in?back=%2Fdesk%2Fwrong"))
    );
}

#[test]
fn a_proxy_that_nobody_has_named_is_told_by_its_address() {
    let office = Office::open("");
    let here = office.running.admin();
    let asked = format!("Host: {here}\r\nX-Forwarded-Proto: https\r\n");
    let answer = office.send("GET", PAGE, &asked, "");
    assert_eq!(answer.status, 403);
    let text = answer.text();
    assert!(text.contains("came from 127.0.0.1") && text.contains("[desk] proxies"), "{text}");
}

#[test]
fn a_proxy_of_old_that_names_nobody_is_not_from_the_machine() {
    let office = Office::open("");
    let answer = program::of_old(office.running.admin(), PAGE);
    assert_eq!(answer.status, 403, "{}", answer.text());
}

#[test]
fn a_name_that_is_not_ours_gets_nothing() {
    let office = Office::usual();
    for host in [
        "evil.example",
        "desk.example.evil.example",
        "127.0.0.1.evil.example",
        "xlocalhost",
        "0.0.0.0",
    ] {
        for path in ["/desk/", PAGE, "/desk/sign-in", "/desk/look.css"] {
            let answer = office.send("GET", path, &format!("Host: {host}\r\n"), "");
            assert_eq!(answer.status, 421, "{host} {path}");
            assert!(answer.text().contains("[desk] hosts"), "{}", answer.text());
        }
        // Probes ask under any name, and learn nothing of what waits.
        let health = office.send("GET", "/health/live", &format!("Host: {host}\r\n"), "");
        assert_eq!(health.status, 200);
    }
}

#[test]
fn nobody_signs_in_over_plain_http() {
    let office = Office::usual();
    let headers = format!("Host: {HOST}\r\nX-Forwarded-For: 198.51.100.7\r\n");
    for scheme in [
        "",
        "X-Forwarded-Proto: http\r\n",
        "X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http\r\n",
    ] {
        for path in ["/desk/sign-in", PAGE] {
            let answer = office.send("GET", path, &format!("{headers}{scheme}"), "");
            assert_eq!(answer.status, 403, "{scheme}");
            assert!(!answer.text().contains("type=\"password\""), "{}", answer.text());
            assert!(answer.text().contains("X-Forwarded-Proto"), "{}", answer.text());
        }
    }
    let body = super::newsroom::encoded(&[("name", "omar"), ("password", &password("omar"))]);
    let headers = format!("{headers}Origin: http://{HOST}\r\nContent-Length: {}\r\n", body.len());
    let answer = office.send("POST", "/desk/sign-in", &headers, &body);
    assert_eq!((answer.status, answer.header("set-cookie")), (403, None));
}

#[test]
fn what_a_proxy_says_that_is_not_ours_does_not_count() {
    let desk = "[desk]\nhosts = [\"desk.example\"]\nproxies = [\"192.0.2.1\"]\nuser_header = \"Remote-User\"\n";
    let office = Office::open(&format!("{desk}{}", user("omar", "operator", "")));
    let answer = office.through("GET", PAGE, "Remote-User: omar\r\n", "");
    assert_eq!(answer.status, 403, "{}", answer.text());
    let here = format!("Host: {}\r\nRemote-User: omar\r\n", office.running.admin());
    assert_eq!(office.send("GET", PAGE, &here, "").status, 403, "it has come through somebody");
}

#[test]
fn our_own_proxy_says_who_it_is() {
    let desk = "[desk]\nhosts = [\"desk.example\"]\nproxies = [\"127.0.0.1\"]\nuser_header = \"Remote-User\"\n";
    let office = Office::open(&format!("{desk}{}", user("omar", "operator", "")));
    let page = |headers: &str| office.through("GET", PAGE, headers, "");
    let answer = page("Remote-User: omar\r\n");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.text().contains("omar, operator"), "{}", answer.text());
    assert_eq!(page("Remote-User: oma\r\n").status, 303);
    assert_eq!(page("Remote-User: omar\r\nRemote-User: omar\r\n").status, 303);
    assert_eq!(page("").status, 303);
}

#[test]
fn the_machine_can_be_trusted_no_more_than_others() {
    let office =
        Office::open(&format!("[desk]\ntrust_loopback = false\n{}", user("omar", "operator", "")));
    let page = office.here(PAGE);
    assert_eq!(
        (page.status, page.header("location")),
        (303, Some("/desk/sign-in?back=%2Fdesk%2Fwrong"))
    );
    assert_eq!(office.here("/desk/sign-in").status, 200, "loopback is private");
}

#[test]
fn without_a_user_nobody_can_sign_in() {
    let office = Office::open("[desk]\ntrust_loopback = false\n");
    for path in [PAGE, "/desk/sign-in"] {
        let page = office.here(path);
        assert_eq!(page.status, 403);
        assert!(page.text().contains("pressroom desk-user NAME"), "{}", page.text());
    }
}
