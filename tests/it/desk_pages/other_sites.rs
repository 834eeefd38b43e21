//! What pages of other sites have somebody's browser ask is refused.

use super::newsroom::{Office, encoded};

/// Retracts an article as a browser would that sends these headers.
fn retract(office: &Office, id: &str, host: &str, headers: &str) -> u16 {
    let body = encoded(&[("reason", "because")]);
    let headers = format!("Host: {host}\r\n{headers}Content-Length: {}\r\n", body.len());
    office.send("POST", &format!("/desk/articles/{id}/retract"), &headers, &body).status
}

#[test]
fn a_form_of_another_site_changes_nothing() {
    let office = Office::usual();
    let id = office.push("one", &["world"]);
    let here = office.running.admin().to_owned();
    let port = here.rsplit(':').next().unwrap();
    for headers in [
        "",
        "Origin: null\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n",
        "Origin: null\r\nSec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Sec-Fetch-Site: none\r\n",
        &format!("Origin: http://{here}\r\nSec-Fetch-Site: cross-site\r\n"),
        &format!("Origin: https://{here}\r\n"),
        &format!("Origin: http://localhost:{port}\r\n"),
        "Origin: http://127.0.0.1\r\n",
    ] {
        assert_eq!(retract(&office, &id, &here, headers), 403, "{headers}");
    }
    let page = office.here(&format!("/desk/articles/{id}"));
    assert!(!page.text().contains("Taken back on"), "{}", page.text());
    // A page whose name was made to mean this address.
    let rebound = format!("evil.example:{port}");
    assert_eq!(retract(&office, &id, &rebound, &format!("Origin: http://{rebound}\r\n")), 421);
    let ours = format!("Origin: http://{here}\r\nSec-Fetch-Site: same-origin\r\n");
    assert_eq!(retract(&office, &id, &here, &ours), 303);
    // What a browser sends where a proxy has hidden where pages come from.
    let hidden = "Origin: null\r\nSec-Fetch-Site: same-origin\r\n";
    let two = office.push("two", &["world"]);
    assert_eq!(retract(&office, &two, &here, hidden), 303);
}

#[test]
fn somebody_who_is_signed_in_sends_no_form_of_another_site() {
    let office = Office::usual();
    let id = office.push("one", &["world"]);
    let cookie = office.sign_in("edna");
    let path = format!("/desk/articles/{id}/retract");
    let sent = |origin: &str| {
        let headers = format!("Origin: {origin}\r\nCookie: {cookie}\r\nContent-Length: 0\r\n");
        office.through("POST", &path, &headers, "").status
    };
    assert_eq!(sent("https://evil.example"), 403);
    let evil = "Origin: https://evil.example\r\nContent-Length: 0\r\n";
    let told = office.through("POST", &path, evil, "").text();
    assert!(told.contains("Host $http_host;"), "with its port: {told}");
    assert_eq!(sent("http://desk.example"), 403, "that one can be written on the way");
    assert_eq!(sent("https://desk.example"), 303);
}

#[test]
fn no_page_is_a_part_of_another_site() {
    let office = Office::usual();
    let here = office.running.admin().to_owned();
    let page =
        |more: &str| office.send("GET", "/desk/wrong", &format!("Host: {here}\r\n{more}"), "");
    for (site, mode, dest, status) in [
        ("cross-site", "no-cors", "script", 403),
        ("cross-site", "no-cors", "image", 403),
        ("same-site", "cors", "empty", 403),
        ("cross-site", "navigate", "iframe", 403),
        ("cross-site", "navigate", "document", 200),
        ("none", "navigate", "document", 200),
    ] {
        let answer = page(&format!(
            "Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {dest}\r\n"
        ));
        assert_eq!(answer.status, status, "{site} {mode} {dest}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"));
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}
