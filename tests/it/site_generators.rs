//! A folder that a newsroom brings along from Hugo, Jekyll or Eleventy says here what it
//! says there, or it is told what it does not:
//! - the page of a bundle is its folder, and what lies in the bundle is found there;
//! - the language in a file's name is that of its article;
//! - an address that is a pattern is made from the file's date and name, and one that cannot
//!   be made is told;
//! - the picture of an article is found under the names that themes give it;
//! - what only the generator understands (shortcodes, Liquid) is refused with its line, never published raw;
//! - a page's name in its `<title>` has no part of the site's.

use chrono_tz::Tz;
use pressroom::raw_item::{RawItem, RawText};
use pressroom::sources::folder::gather;
use pressroom::sources::{Gathering, Known};
use proptest::prelude::*;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

const KARACHI: Tz = chrono_tz::Asia::Karachi;

fn put(root: &Path, name: &str, bytes: &[u8]) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = File::create(path).unwrap();
    file.write_all(bytes).unwrap();
    // It is whole: nobody has to wait whether more is written.
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
}

fn look(root: &Path) -> Gathering {
    let path = root.to_owned();
    let settings = pressroom::config::settings::Folder { path, watch: false, mirror: true };
    let base = "https://news.example/blog/".parse().unwrap();
    gather(&settings, Some(&base), KARACHI, &Known::default()).unwrap()
}

fn gathered(name: &str, text: &str) -> Gathering {
    let folder = TempDir::new().unwrap();
    put(folder.path(), name, text.as_bytes());
    look(folder.path())
}

fn item(name: &str, text: &str) -> RawItem {
    let mut gathering = gathered(name, text);
    assert_eq!(gathering.rejections, [], "{name}");
    gathering.items.remove(0)
}

fn refusal(name: &str, text: &str) -> String {
    let gathering = gathered(name, text);
    assert_eq!(gathering.items, [], "{name}: {text}");
    gathering.rejections.into_iter().next().unwrap().reason
}

fn title(item: &RawItem) -> &str {
    item.title.as_ref().map(RawText::as_str).unwrap_or_default()
}

#[test]
fn the_page_of_a_bundle_is_its_folder() {
    for (file, page) in [
        ("my-post/index.md", "https://news.example/blog/my-post/"),
        ("world/my-post/index.html", "https://news.example/blog/world/my-post/"),
        ("world/my-post.md", "https://news.example/blog/world/my-post"),
    ] {
        let text = "---\ntitle: Rain\ndate: 2026-03-01\n---\nText and [more](map.html).\n";
        assert_eq!(item(file, text).url.as_deref(), Some(page), "{file}");
    }
    let folder = TempDir::new().unwrap();
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 0, 40, 0, 0, 0, 30]].concat();
    put(folder.path(), "my-post/rain.png", &png);
    let text = "---\ntitle: Rain\ndate: 2026-03-01\nimage: rain.png\n---\nText.\n";
    put(folder.path(), "my-post/index.md", text.as_bytes());
    let item = look(folder.path()).items.remove(0);
    assert_eq!(item.media[0].url, "https://news.example/blog/my-post/rain.png");
    assert_eq!(item.base.unwrap().as_str(), "https://news.example/blog/my-post/");
}

#[test]
fn the_language_in_a_name_is_the_articles() {
    let text = "---\ntitle: Rain\n---\nText.\n";
    for (file, language) in [
        ("story.ur.md", Some("ur")),
        ("story.pt-br.md", Some("pt-br")),
        ("my-post/index.de.md", Some("de")),
        ("story.md", None),
        ("story.v2.md", None),
        ("story.final.md", None),
        ("a.to b.md", None),
    ] {
        assert_eq!(item(file, text).language.as_deref(), language, "{file}");
    }
    let said = "---\ntitle: Rain\nlang: en\n---\nText.\n";
    assert_eq!(item("story.ur.md", said).language.as_deref(), Some("en"), "its own word counts");
}

#[test]
fn a_pattern_for_addresses_is_filled_in() {
    let with = |permalink: &str| {
        let head = format!("title: Rain\ncategories: [World, Asia]\npermalink: {permalink:?}");
        let mut item =
            item("_posts/2026-03-01-heavy-rain.md", &format!("---\n{head}\n---\nText.\n"));
        (item.url.take().unwrap_or_default(), item.warnings)
    };
    for (permalink, page) in [
        ("/:categories/:year/:month/:day/:title/", "/world/asia/2026/03/01/heavy-rain/"),
        ("/:year/:i_month/:i_day/:slug:output_ext", "/2026/3/1/heavy-rain.html"),
        ("pretty", "/world/asia/2026/03/01/heavy-rain/"),
        ("date", "/world/asia/2026/03/01/heavy-rain.html"),
        ("none", "/world/asia/heavy-rain.html"),
        ("/rain/", "/rain/"),
    ] {
        let (url, warnings) = with(permalink);
        assert_eq!(url, format!("https://news.example{page}"), "{permalink}");
        assert_eq!(warnings, [] as [String; 0], "{permalink}");
    }
    for strange in ["/:collection/:name-of-it/", "/{{ page.fileSlug }}/", "/:year/:moon/"] {
        let (url, warnings) = with(strange);
        assert_eq!(url, "https://news.example/blog/_posts/2026-03-01-heavy-rain", "{strange}");
        assert!(warnings.iter().any(|warning| warning.contains("permalink")), "{warnings:?}");
    }
}

#[test]
fn an_undated_file_fills_no_date_into_its_address() {
    let item = item("rain.md", "---\ntitle: Rain\npermalink: /:year/:title/\n---\nText.\n");
    assert_eq!(item.url.as_deref(), Some("https://news.example/blog/rain"));
    assert!(item.warnings[0].contains("date"), "{:?}", item.warnings);
}

#[test]
fn the_picture_is_found_under_the_names_that_themes_give_it() {
    for head in [
        "featured_image: rain.png",
        "featuredImage: rain.png",
        "cover: {image: rain.png, alt: Rain, relative: true, hidden: false}",
        "cover:\n  image: rain.png\n  alt: Rain\n  caption: In the street",
        "cover_image: rain.png",
        "images: [rain.png]",
        "thumbnail: rain.png",
        "header: {teaser: small.png, image: rain.png}",
    ] {
        let item = item("a/story.md", &format!("---\ntitle: Rain\n{head}\n---\nText.\n"));
        let addresses: Vec<&str> = item.media.iter().map(|medium| &*medium.url).collect();
        assert_eq!(addresses, ["https://news.example/blog/a/rain.png"], "{head}");
        assert_eq!(item.warnings, [] as [String; 0], "{head}");
    }
    let item = item("a.md", "---\ntitle: Rain\nimage: a.png\nthumbnail: b.png\n---\nText.\n");
    assert_eq!(item.media.len(), 1, "the picture goes before a smaller form of it");
    // What keeps an article back does so here, too.
    let hidden = "---\ntitle: Rain\ncover: {image: rain.png, draft: true}\n---\nText.\n";
    assert!(refusal("a.md", hidden).contains("draft"));
}

#[test]
fn what_only_the_generator_understands_is_refused_with_its_line() {
    for (code, ends) in [
        ("{{< figure src=\"rain.png\" >}}", "md"),
        ("{{<youtube x>}}", "md"),
        ("Before {{% note %}}it rains{{% /note %}} after.", "md"),
        ("{% if page.secret %}It is secret.{% endif %}", "md"),
        ("{% include map.html %}", "html"),
        ("It is {{ page.title }}.", "html"),
        ("{{ site.data.rain[0] | upcase }}", "md"),
        ("![]({{site.url}}/rain.jpg)", "md"),
        ("![]({{< blogdown/postref >}}rain.png)", "md"),
        ("[gallery ids=\"1,2\"]", "html"),
        ("[gallery]", "md"),
        ("[vc_row][vc_column width=\"1/2\"]Rain.[/vc_column][/vc_row]", "html"),
        ("[caption id='a']<img src='/rain.png'> Rain[/caption]", "html"),
        ("[box]<b>Rain</b>[/box]", "html"),
    ] {
        let text = format!("---\ntitle: Rain\n---\nText.\n\n{code}\n\nMore text.\n");
        let reason = refusal(&format!("a.{ends}"), &text);
        assert!(reason.contains("line 6") || ends == "html", "{code}: {reason}");
        let begins = code.find(if code.contains('{') { '{' } else { '[' }).unwrap();
        let shown = &code[begins..][..2];
        assert!(reason.contains(shown) || reason.contains("[/"), "{code}: {reason}");
    }
    for text in [
        "Write `{{< figure >}}` for it.",
        "```\n{% if x %}\n{{ x }}\n```",
        "    {{ x }}\n",
        "The set {{1}, {2}} and {x}, 5 {%} and }}.",
        "A [link](/a) and [one][ref], a note[^1], [sic], [...] and [he said] it.\n\n[ref]: /b\n[^1]: N.",
        "A [link with a \"title\"](/a \"the title\").",
    ] {
        let text = format!("---\ntitle: Rain\n---\nText.\n\n{text}\n");
        assert_eq!(gathered("a.md", &text).rejections, [], "{text}");
    }
    let page = "<h1>Rain</h1><p>It rains.</p><pre>{{ x }}</pre><code>{% y %}</code><script>{{ z }}</script>";
    assert_eq!(gathered("a.html", page).rejections, []);
}

#[test]
fn a_pages_title_has_no_part_of_the_sites() {
    for (head, body, wanted) in [
        ("<title>Wahl | Elbe Post</title>", "<h1>Wahl</h1>", "Wahl"),
        ("<title>Elbe Post: Wahl</title>", "<h1>Wahl</h1>", "Wahl"),
        ("<title>Wahl – Elbe Post</title>", "<h1>Wahl</h1>", "Wahl"),
        ("<title>Wahl - Politik - Elbe Post</title>", "<h1>Wahl</h1>", "Wahl"),
        ("<title>Wahl | Elbe Post</title><meta property='og:title' content='Wahl'>", "", "Wahl"),
        (
            "<title>Wahl | Elbe Post</title><meta property='og:site_name' content='Elbe Post'>",
            "",
            "Wahl",
        ),
        (
            "<title>Wahl | Elbe Post</title><meta property='og:site_name' content='Elbe Post'>",
            "<h1>Elbe Post</h1>",
            "Wahl",
        ),
        ("<title>Wahl | Hamburg</title>", "", "Wahl | Hamburg"),
        ("<title>Die Wahl</title>", "<h1>Wahl</h1>", "Die Wahl"),
        ("<title>Wahl-Abend</title>", "<h1>Wahl</h1>", "Wahl-Abend"),
    ] {
        let page = format!("<html><head>{head}</head><body>{body}<p>Text.</p></body></html>");
        assert_eq!(title(&item("a.html", &page)), wanted, "{head} {body}");
    }
    let page = "<title>Wahl | Elbe Post</title><body><h1>Wahl</h1><p>Text.</p></body>";
    let content = item("a.html", page).content.unwrap();
    assert!(!content.as_str().contains("<h1>"), "the headline is not told twice: {content:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_pattern_and_no_code_breaks_a_reading(permalink in "[/:a-z_{}%]{0,30}", text in "[{}<%> a`\n]{0,40}") {
        let text = format!("---\ntitle: T\ndate: 2026-03-01\npermalink: {permalink:?}\n---\nA. {text}\n");
        let read = gathered("2026-03-01-a.md", &text);
        prop_assert!(read.items.len() + read.rejections.len() <= 1);
    }
}
