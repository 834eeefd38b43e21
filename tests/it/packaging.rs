//! Promise: what is beside the program fits it.
//! - The package's configuration is right as it is.
//! - The dashboard and the alert rules ask for metrics that there are.
//! - It starts on a machine that has no certificate authorities, as in a small container.
//! - The image is made of all that the program is made of.
//! - The socket that systemd holds is where the package's configuration listens.
//! - The web servers of the examples hand on whatever the feeds link to, and the API to nobody
//!   who is not named.

use crate::program::{DESK, Newsroom};
use std::collections::BTreeSet;
use std::path::Path;

fn packaged(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of all metrics, without what Prometheus's text format puts after them.
fn metrics() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folder = std::fs::read_dir(source.join("metrics")).unwrap();
    let files = folder.map(|entry| entry.unwrap().path()).chain([source.join("metrics.rs")]);
    let texts = files.map(|file| std::fs::read_to_string(file).unwrap());
    let names = texts.flat_map(|text| {
        let quoted: Vec<String> = text.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        quoted
    });
    names.collect()
}

#[test]
fn the_configuration_of_the_package_is_right() {
    let newsroom = Newsroom::new("");
    let state = newsroom.path("state").to_str().unwrap().to_owned();
    newsroom.write("state/articles/.keep", "");
    let text = packaged("debian/config.toml").replace("/var/lib/pressroom", &state);
    newsroom.write("config.toml", &text);
    newsroom.ended(&["check"], 0);
    newsroom.ended(&["run"], 0);
    assert!(newsroom.path("state/feeds/news.rss").exists());
}

#[test]
fn the_image_has_all_that_the_program_is_made_of() {
    let image = packaged("Dockerfile");
    let copied: BTreeSet<&str> = image
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
        .filter(|line| !line.starts_with("--from"))
        .flat_map(|line| line.split(' '))
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // What cargo reads to build one program: the manifest names the benches, askama the templates.
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("[[bench]]") && manifest.contains("askama"));
    for part in ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "src", "benches", "templates"] {
        assert!(root.join(part).exists() && copied.contains(part), "{part}: {copied:?}");
    }
    let left_out = std::fs::read_to_string(root.join(".dockerignore")).unwrap();
    assert!(left_out.lines().any(|line| line == "target"), "gigabytes would go to the builder");
}

#[test]
fn a_machine_without_certificate_authorities_is_no_hindrance() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/.keep", "");
    let mut command = newsroom.command(&["run"]);
    command.env("SSL_CERT_FILE", "/nowhere/certificates").env("SSL_CERT_DIR", "/nowhere");
    command.env("PRESSROOM_LOG", "warn");
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("install the package ca-certificates"), "{said}");
}

#[test]
fn dashboards_and_alerts_ask_for_what_there_is() {
    let known = metrics();
    let ends = ["_total", "_bucket", "_seconds", "_bytes", "_timestamp"];
    let mut asked = 0;
    for file in ["prometheus-rules.yml", "grafana-dashboard.json"] {
        let text = packaged(file);
        for mention in text.split("pressroom_").skip(1) {
            let end = mention.find(|c: char| !c.is_ascii_lowercase() && c != '_');
            let mut name = mention[..end.unwrap_or(mention.len())].to_owned();
            while !known.contains(&name) {
                let shorter = ends.iter().find_map(|end| name.strip_suffix(end));
                name = shorter.unwrap_or_else(|| panic!("{file}: pressroom_{name}")).to_owned();
            }
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked}");
}

#[test]
fn nothing_that_is_late_at_start_keeps_the_service_down() {
    let unit = packaged("systemd/pressroom.service");
    let says = |line: &str| unit.lines().any(|said| said == line);
    // A configuration with mistakes is not mended by another start; all else may be.
    assert!(says("Restart=on-failure") && says("RestartPreventExitStatus=2"));
    assert!(says("StartLimitIntervalSec=0"), "systemd gives up after five starts");
}

#[test]
fn the_socket_is_where_the_service_listens() {
    let default = "ListenStream=127.0.0.1:8080";
    assert!(packaged("pressroom.socket").lines().any(|line| line == default));
    assert!(!packaged("debian/config.toml").contains("listen ="), "the default is 127.0.0.1:8080");
}

/// What an example hands on to the program, and what it does not.
#[test]
fn whatever_the_feeds_link_to_is_handed_on() {
    let without_comments = |name: &str| -> String {
        let text = packaged(name);
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        lines.collect::<Vec<_>>().join("\n")
    };
    let body = |text: &str, head: &str| {
        let rest = text.split_once(head).unwrap_or_else(|| panic!("no {head} in {text}")).1;
        rest.split('}').next().unwrap().to_owned()
    };
    let nginx = without_comments("nginx.conf");
    assert!(body(&nginx, "location / {").contains("proxy_pass http://pressroom;"), "{nginx}");
    assert!(body(&nginx, "location /api/ {").contains("deny all;"), "{nginx}");
    let below = without_comments("nginx-sub-path.conf");
    assert!(body(&below, "location /wire/ {").contains("proxy_pass"), "{below}");
    let caddy = without_comments("Caddyfile");
    assert!(body(&caddy, "\thandle {").contains("reverse_proxy"), "{caddy}");
    assert!(body(&caddy, "handle /api/* {").contains("respond 403"), "{caddy}");
    let files = without_comments("nginx-files.conf");
    assert!(body(&files, "location / {").contains("try_files $uri $uri/index.html"), "{files}");
    // What the configuration of each has to say stands in it.
    for name in ["nginx.conf", "nginx-sub-path.conf", "nginx-files.conf", "Caddyfile"] {
        let text = packaged(name);
        assert!(text.contains("feeds_url = ") && text.contains("[web] address = "), "{name}");
    }
}
