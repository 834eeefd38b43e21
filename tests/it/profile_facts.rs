//! Promise: what a feed for an aggregator, and a filter, are told of an article is so.
//! - A condition on the language takes an article that names none to be in its source's, and
//!   else in the site's.
//! - A brief has its whole text, though its summary was made of that.
//! - A picture has the size that its front matter says, or that its file has, also where it
//!   is named by its address on the site.
//! - The site's hosts and their subdomains are its own.

use crate::program::{DESK, Newsroom, article};

fn titles(newsroom: &Newsroom, feed: &str) -> Vec<String> {
    let feed = newsroom.json(&format!("feeds/{feed}.json"));
    let items = feed["items"].as_array().unwrap().iter();
    let mut titles: Vec<_> = items.map(|item| item["title"].as_str().unwrap().to_owned()).collect();
    titles.sort();
    titles
}

#[test]
fn a_condition_on_the_language_goes_by_the_source_and_then_by_the_site() {
    for (site, source, expected) in [
        ("en-GB", "", vec!["American", "Silent"]),
        ("ur", "", vec!["American"]),
        ("ur", "language = \"en\"\n", vec!["American", "Silent"]),
        ("en-GB", "language = \"ur\"\n", vec!["American"]),
    ] {
        let desk = DESK.replace("name = \"desk\"\n", &format!("name = \"desk\"\n{source}"));
        let newsroom = Newsroom::new(&format!(
            "language = \"{site}\"\n{desk}[[source.keep]]\nlanguage = [\"en\"]\n"
        ));
        for (title, language) in [("Silent", ""), ("American", "en-US"), ("Urdu", "ur")] {
            let text = article(title, "\"world\"", "2026-01-05T10:00:00Z", "Text.");
            let said = format!("language = \"{language}\"\ntitle = ");
            let text = if language.is_empty() { text } else { text.replacen("title = ", &said, 1) };
            newsroom.write(&format!("articles/{title}.md"), &text);
        }
        newsroom.ended(&["run"], 0);
        assert_eq!(titles(&newsroom, "world"), expected, "{site} {source}");
    }
}

/// A picture of so many pixels, white: a PNG's head is all that is read of it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0\0\0\0\0");
    bytes
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn sizes_hosts_and_briefs_are_as_they_are() {
    let feeds = "[[feed]]\nsection = \"world\"\nprofile = \"msn\"\n\
                 [[feed]]\nsection = \"world\"\nprofile = \"flipboard\"\n\
                 [[feed]]\nsection = \"world\"\nprofile = \"newsbreak\"\n";
    let newsroom = Newsroom::new(&format!("hosts = [\"other.example\"]\n{DESK}{feeds}"));
    let brief = "A sentence of a brief that is as long as it must be here. ".repeat(6);
    let write = |title: &str, url: &str, image: &str| {
        let text = article(title, "\"world\"", "2026-01-05T10:00:00Z", &brief);
        let head =
            format!("authors = [\"Sana Mirza\"]\nurl = \"{url}\"\nimage = {image}\ntitle = ");
        newsroom
            .write(&format!("articles/{}.md", &title[..4]), &text.replacen("title = ", &head, 1));
    };
    let site = "https://test.example";
    let far = "https://pictures.example/p.png";
    write(
        "Said in the front matter",
        &format!("{site}/1"),
        &format!("{{ src = \"{far}\", width = 1200, height = 800 }}"),
    );
    write("None is said of this one", &format!("{site}/2"), &format!("\"{far}\""));
    write("File beside it is measured", &format!("{site}/3"), "\"photo.png\"");
    write("Site has it where it lies", &format!("{site}/4"), &format!("\"{site}/photo.png\""));
    write("Subdomain of the newspaper", "https://news.test.example/5", "\"photo.png\"");
    write("Othr host of the newspaper", "https://www.other.example/6", "\"photo.png\"");
    write("Fore host that is not ours", "https://nottest.example/7", "\"photo.png\"");
    std::fs::write(newsroom.path("articles/photo.png"), png(1600, 900)).unwrap();
    newsroom.ended(&["run"], 0);
    let all = titles(&newsroom, "world");
    assert_eq!(all.len(), 7);
    let without = |left_out: &[&str]| -> Vec<String> {
        all.iter().filter(|title| !left_out.contains(&&title[..4])).cloned().collect()
    };
    assert_eq!(titles(&newsroom, "world-msn"), without(&["None"]));
    assert_eq!(titles(&newsroom, "world-flipboard"), without(&["None", "Fore"]));
    assert_eq!(titles(&newsroom, "world-newsbreak"), all);
}
