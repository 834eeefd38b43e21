//! What `robots.txt` lets us read (RFC 9309):
//! - the groups of our name count together, those of `*` only when there is none
//! - the longest rule decides, and of two equal ones the kinder; `*` and `$`
//! - percent-encodings in any spelling are the same path
//! - damage costs its line; nothing of it takes long, however it is written
//! - a site is asked once a day: a missing file allows all, a broken one nothing

use crate::site::Site;
use pressroom::config::settings::Fetch;
use pressroom::fetch::robots::{MAX_BYTES, Robots};
use pressroom::fetch::{Client, RobotsError, RobotsGate};

fn allows(file: &str, path: &str) -> bool {
    Robots::read(file.as_bytes(), "pressroom").allows(path)
}

/// A group for everybody with these rules.
fn rules(rules: &str) -> String {
    format!("User-agent: *\n{rules}\n")
}

#[test]
fn the_group_of_our_name_is_found() {
    for (file, allowed) in [
        ("", true),
        ("User-agent: *\nDisallow: /", false),
        ("Disallow: /", true),
        ("User-agent: pressroom\nDisallow: /", false),
        ("user-AGENT : PressRoom/2.0\ndisALLOW : /", false),
        ("User-agent: pressroom-news\nDisallow: /", true),
        ("User-agent: press\nDisallow: /", true),
        ("User-agent: other\nDisallow: /\n\nUser-agent: pressroom\nAllow: /", true),
        ("User-agent: *\nDisallow: /\nUser-agent: pressroom\nDisallow:", true),
        ("User-agent: pressroom\n\nUser-agent: other\nDisallow: /", false),
        (
            "User-agent: pressroom\nDisallow: /x\nUser-agent: o\nDisallow: /\nUser-agent: pressroom\nDisallow: /page",
            false,
        ),
        (
            "User-agent: pressroom\nSitemap: https://a.example/s.xml\nUser-agent: o\nDisallow: /",
            false,
        ),
        ("\u{FEFF}User-agent: *\r\nDisallow: / # all\r\n", false),
        ("<html>not a robots.txt</html>", true),
    ] {
        assert_eq!(allows(file, "/page"), allowed, "{file:?}");
    }
}

#[test]
fn the_examples_of_the_rfc() {
    // RFC 9309 §5.1
    let file = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n\
        User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n\
        User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n\
        User-Agent: quxbot\n\nEOF";
    for (product, path, allowed) in [
        ("foobot", "/example/page.html", true),
        ("foobot", "/example/allowed.gif", true),
        ("foobot", "/anything", false),
        ("barbot", "/example/page.html", false),
        ("bazbot", "/example/page.html", false),
        ("bazbot", "/example/page2.html", true),
        ("quxbot", "/example/page.html", true),
        ("other", "/example/", false),
        ("other", "/a/b.gif", false),
        ("other", "/a/b.gif?x", true),
        ("other", "/publications/", true),
    ] {
        let robots = Robots::read(file.as_bytes(), product);
        assert_eq!(robots.allows(path), allowed, "{product} {path}");
    }
    // RFC 9309 §5.2
    let file = rules("Allow: /example/page/\nDisallow: /example/page/disallowed.gif");
    assert!(!allows(&file, "/example/page/disallowed.gif"));
    assert!(allows(&file, "/example/page/"));
}

#[test]
fn the_longest_match_decides() {
    for (file, path, allowed) in [
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", true),
        ("Allow: /a\nDisallow: /a/b", "/a/b/c", false),
        ("Disallow: /page\nAllow: /page", "/page", true),
        ("Allow: /$\nDisallow: /", "/", true),
        ("Allow: /$\nDisallow: /", "/page", false),
        ("Disallow: /fish", "/fish.html?x=1", false),
        ("Disallow: /fish", "/Fish", true),
        ("Disallow: /fish*.php", "/fishheads/catfish.php?id=2", false),
        ("Disallow: /*.php$", "/filename.php?parameters", true),
        ("Disallow: /*.php$", "/x.php.php", false),
        ("Disallow: *", "/", false),
        ("Disallow: $", "/", true),
        ("Disallow: /a$b", "/a$b", false),
        ("Disallow: /*?sort=", "/list?sort=up", false),
        ("Disallow: /", "/robots.txt", true),
        // Percent-encodings (RFC 9309 §2.2.2)
        ("Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", false),
        ("Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false),
        ("Disallow: /foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", false),
        ("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false),
        ("Disallow: /a%2Fb", "/a/b", true),
        ("Disallow: /100%", "/100%", false),
    ] {
        assert_eq!(allows(&rules(file), path), allowed, "{file:?} {path}");
    }
}

#[test]
fn hostile_files_end_and_cost_little() {
    let stars = format!("Disallow: /{}x", "*a".repeat(1000));
    assert!(allows(&rules(&stars), &format!("/{}", "a".repeat(2000))));
    let long = format!("Disallow: /{}", "a".repeat(5000));
    assert!(allows(&rules(&long), &format!("/{}", "a".repeat(5000))));
    let mut large = rules("Disallow: /early");
    large.push_str(&"#\n".repeat(MAX_BYTES));
    large.push_str("Disallow: /late");
    assert!(!allows(&large, "/early") && allows(&large, "/late"));
    let noise: Vec<u8> = (0..=255_u8).cycle().take(10_000).collect();
    assert!(Robots::read(&noise, "pressroom").allows("/"));
    let maps = format!("Sitemap: https://a.example/s.xml\n{}", "Sitemap: x\n".repeat(1000));
    assert_eq!(Robots::read(maps.as_bytes(), "pressroom").sitemaps.len(), 100);
}

#[tokio::test]
async fn a_site_is_asked_once_a_day() {
    let site = Site::new();
    let client = Client::new(&Fetch { allow_hosts: vec!["127.0.0.1".into()], ..Fetch::default() });
    let client = client.unwrap();
    let gate = RobotsGate::default();
    let page = site.url("/page?x=1").parse().unwrap();
    let morning: chrono::DateTime<chrono::Utc> = "2026-01-05T06:00:00Z".parse().unwrap();
    let hours = |hours| morning + chrono::TimeDelta::hours(hours);
    // There is none: all is allowed.
    for hour in [0, 1, 23] {
        assert_eq!(gate.check(&client, &page, hours(hour)).await, Ok(()));
    }
    assert_eq!(site.asked("/robots.txt"), 1);
    site.put("/robots.txt", "User-agent: *\nDisallow: /*?x=\n");
    let refused = gate.check(&client, &page, hours(25)).await;
    assert!(matches!(refused, Err(RobotsError::Disallowed { .. })), "{refused:?}");
    // Broken: nothing is allowed, and it is asked again soon.
    site.put_with("/robots.txt", 500, "oops");
    let broken = gate.check(&client, &page, hours(50)).await.unwrap_err();
    assert!(broken.to_string().contains("500") && broken.to_string().contains("/page"), "{broken}");
    site.put("/robots.txt", "");
    assert_eq!(gate.check(&client, &page, hours(51)).await, Ok(()));
    assert_eq!(site.asked("/robots.txt"), 4);
}
