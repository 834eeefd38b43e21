//! What the folder source reads:
//! - Markdown with TOML or YAML front matter, HTML pages, JSON items and feeds
//! - dates without a zone in the newsroom's time zone, across both clock changes
//! - pictures beside the article, with their type, length and size
//! - every fault with its file and line, and never at the cost of another file
//! - bytes that are not UTF-8
//! - the headline, byline and date line above a text of Markdown, which are not of it
//! - the date that a file's name begins with, where the article gives none
//! - what a file is about that is no article: its folder

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use pressroom::raw_item::{RawItem, RawText};
use pressroom::sources::Known;
use pressroom::sources::folder::{gather, read_file};
use pressroom::web_address::WebAddress;
use proptest::prelude::*;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

const KARACHI: Tz = chrono_tz::Asia::Karachi;

fn put(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = File::create(path).unwrap();
    file.write_all(bytes.as_ref()).unwrap();
    // It is whole: nobody has to wait whether more is written.
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
}

fn base() -> WebAddress {
    "https://news.example/site".parse().unwrap()
}

/// The one item of a folder with one file.
fn item(name: &str, text: &str) -> RawItem {
    let folder = TempDir::new().unwrap();
    put(folder.path(), name, text);
    let (mut items, rejections) =
        read_file(&folder.path().join(name), folder.path(), Some(&base()), KARACHI);
    assert_eq!(rejections, [], "{text}");
    assert_eq!(items.len(), 1, "{text}");
    items.remove(0)
}

fn fault(name: &str, text: impl AsRef<[u8]>) -> String {
    let folder = TempDir::new().unwrap();
    put(folder.path(), name, text);
    let (items, rejections) = read_file(&folder.path().join(name), folder.path(), None, KARACHI);
    assert_eq!(items, []);
    assert_eq!(rejections.len(), 1);
    rejections[0].reason.clone()
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    Some(DateTime::parse_from_rfc3339(text).unwrap().to_utc())
}

#[test]
fn toml_and_yaml_say_the_same() {
    let toml = "+++\nid = \"tag:news.example,2026:1\"\ntitle = \"Water & rates\"\nslug = \"water\"\n\
        date = 2026-09-01T10:00:00\nupdated = 2026-09-01T12:30:00+05:00\nauthors = [\"A. Khan\", { name = \"B. Ali\", url = \"/b\" }]\n\
        section = \"Top Story\"\nsections = [\"national\"]\ntags = [\"water\", \"rates\"]\nsummary = \"Short.\"\n\
        language = \"en-PK\"\ncorrection = \"The rate was wrong.\"\nrights = \"© News\"\nunknown = { a = 1 }\n\
        image = { url = \"https://cdn.example/a.jpg\", alt = \"A tap\", credit = \"C. Noor\" }\n+++\n\nText *here*.\n";
    let yaml = "---\nid: tag:news.example,2026:1\ntitle: Water & rates\nslug: water\n\
        date: 2026-09-01 10:00:00\nupdated: 2026-09-01T12:30:00+05:00\nauthors:\n  - A. Khan\n  - name: B. Ali\n    url: /b\n\
        section: Top Story\nsections: [national]\ntags:\n- water\n- rates\nsummary: Short.\nlanguage: en-PK\n\
        correction: The rate was wrong.\nrights: © News\nunknown: {a: 1}\n\
        image:\n  url: https://cdn.example/a.jpg\n  alt: A tap\n  credit: C. Noor\n---\n\nText *here*.\n";
    let first = item("water.md", toml);
    let second = item("water.md", yaml);
    assert_eq!(first.key, "tag:news.example,2026:1");
    assert!(first.key_is_global);
    assert_eq!(first.title, Some(RawText::Plain("Water & rates".to_owned())));
    assert_eq!(first.url.as_deref(), Some("https://news.example/site/water"));
    assert_eq!(first.published, instant("2026-09-01T05:00:00Z"));
    assert_eq!(first.updated, instant("2026-09-01T07:30:00Z"));
    assert_eq!(
        first.authors.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["A. Khan", "B. Ali"]
    );
    assert_eq!(
        first.sections.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        ["top-story", "national"]
    );
    assert_eq!(first.tags, ["water", "rates"]);
    assert_eq!(first.media[0].credit.as_deref(), Some("C. Noor"));
    assert_eq!(first.content, Some(RawText::Html("<p>Text <em>here</em>.</p>\n".to_owned())));
    let plain = |item| RawItem { arrived: None, warnings: Vec::new(), ..item };
    assert_eq!(plain(first), plain(second));
}

#[test]
fn scalars_in_yaml_may_look_like_something_else() {
    let item = item(
        "a.md",
        "---\ntitle: 2026\nauthor: Yes\ntags: [007, 2026, yes]\nsection:\nsummary: null\n---\nx",
    );
    assert_eq!(item.title, Some(RawText::Plain("2026".to_owned())));
    assert_eq!(item.sections, []);
    assert_eq!(item.summary, None);
    assert_eq!(item.tags.len(), 3);
}

#[test]
fn a_number_in_yaml_is_as_it_is_written() {
    for written in ["1_000", "1e3", "0x1F", "0o17", "1.10", "007", "-5", ".5", "12:30:45", "Null"] {
        let text = format!("---\ntitle: {written}\ntags: [{written}]\n---\nx");
        let item = item("a.md", &text);
        assert_eq!(item.title, Some(RawText::Plain(written.to_owned())));
        assert_eq!(item.tags, [written]);
    }
}

#[test]
fn an_id_that_was_another_number_is_to_be_written_as_a_text() {
    for id in ["1_000", "1e3", "0x1F"] {
        let said = fault("a.md", format!("---\ntitle: T\nid: {id}\n---\nx"));
        assert!(said.contains(&format!("`id` is {id}: write a text in quotes")), "{said}");
    }
}

#[test]
fn a_plain_comment_is_one_and_is_told() {
    let head = "---\n# as agreed\ntitle: Rain # for now\ndate: 2026-01-05 # Monday\n\
        draft: false # soon\ntags: # later\n  - sea # blue\n---\nx";
    let item = item("a.md", head);
    assert_eq!(item.title, Some(RawText::Plain("Rain".to_owned())));
    assert_eq!(item.tags, ["sea"]);
    let told: Vec<&str> = item.warnings.iter().map(String::as_str).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("line 3: `# for now` behind `title` is a comment"), "{told:?}");
    // A headline that is nothing but a comment may be one that was meant.
    let item = self::item("a.md", "---\ntitle: # Rain\n---\nx");
    assert!(item.warnings[0].contains("`# Rain` behind `title`"), "{:?}", item.warnings);
}

#[test]
fn an_article_is_called_by_its_path_without_an_id() {
    let item = item("national/2026/rain in sindh.md", "# Rain\n\nIt rained.\n");
    assert_eq!(item.key, "national/2026/rain in sindh");
    assert!(!item.key_is_global);
    assert_eq!(item.title, Some(RawText::Html("Rain".to_owned())));
    assert_eq!(
        item.url.as_deref(),
        Some("https://news.example/site/national/2026/rain%20in%20sindh")
    );
    assert_eq!(item.base.unwrap().as_str(), "https://news.example/site/national/2026/");
    assert_eq!(item.content, Some(RawText::Html("<p>It rained.</p>\n".to_owned())));
}

#[test]
fn a_heading_in_either_form_is_the_title() {
    for text in ["# Rain *again*\n\nIt rains.\n", "Rain *again*\n===\n\nIt rains.\n"] {
        let item = item("a.md", text);
        let Some(RawText::Html(title)) = item.title else { panic!("{text}") };
        let Some(RawText::Html(content)) = item.content else { panic!("{text}") };
        assert!(title.contains("Rain <em>again</em>"), "{title}");
        assert_eq!(content.trim(), "<p>It rains.</p>");
    }
    // A lower rank stays in the text, and a given title leaves the heading there.
    assert_eq!(item("a.md", "## Rain\n\nIt rains.\n").title, None);
    let given = item("a.md", "---\ntitle: T\n---\n# Rain\n");
    assert!(matches!(given.content, Some(RawText::Html(html)) if html.contains("<h1>Rain</h1>")));
}

#[test]
fn what_stands_above_a_text_and_is_not_of_it_is_read_or_left_out() {
    let shown = |text: &str| {
        let item = item("a.md", text);
        let names: Vec<String> = item.authors.into_iter().map(|author| author.name).collect();
        let text = item.content.unwrap().as_str().trim().to_owned();
        (item.title.unwrap().as_str().to_owned(), names.join(", "), item.published, text)
    };
    let day = instant("2015-07-07T00:00:00+05:00");
    let table = [
        // The front matter says it already.
        (
            "---\ntitle: A roof\ndate: 2015-07-07\n---\n# A  Roof\n\nBy Jane Roe\n\nText.\n",
            "A roof",
            "Jane Roe",
            day,
            "<p>Text.</p>",
        ),
        (
            "---\ntitle: A roof\nauthor: Jane Roe\ndate: 2015-07-07\n---\nBy Jane Roe\n\nText.\n",
            "A roof",
            "Jane Roe",
            day,
            "<p>Text.</p>",
        ),
        // Nobody says it but the text.
        ("# A roof\n\n2015-07-07\n\nText.\n", "A roof", "", day, "<p>Text.</p>"),
        (
            "# A roof\n\nBy Jane Roe and Max Power\n\n7 July 2015\n\nText.\n",
            "A roof",
            "Jane Roe, Max Power",
            day,
            "<p>Text.</p>",
        ),
        // Of the text, or not surely what it looks like.
        (
            "---\ntitle: A roof\nauthor: Ann Lee\ndate: 2015-07-07\n---\nBy Jane Roe\n\nText.\n",
            "A roof",
            "Ann Lee",
            day,
            "<p>By Jane Roe</p>\n<p>Text.</p>",
        ),
        (
            "---\ntitle: A roof\ndate: 2015-07-07\n---\n# Another heading\n\nText.\n",
            "A roof",
            "",
            day,
            "<h1>Another heading</h1>\n<p>Text.</p>",
        ),
        (
            "---\ntitle: A roof\ndate: 2015-07-07\n---\n# A roof\n\n8 July 2015\n\nText.\n",
            "A roof",
            "",
            day,
            "<p>8 July 2015</p>\n<p>Text.</p>",
        ),
    ];
    for (text, title, authors, published, content) in table {
        let wanted = (title.to_owned(), authors.to_owned(), published, content.to_owned());
        assert_eq!(shown(text), wanted, "{text}");
    }
    let told = fault("a.md", "# A roof\n\nDate: soon\n\nText.\n");
    assert!(told.contains("a.md, line 3") && told.contains("soon"), "{told}");
}

#[test]
fn the_date_in_a_name_is_that_of_an_article_without_one() {
    let dated = |name: &str, text: &str| item(name, text).published;
    let midnight = instant("2026-12-24T19:00:00Z");
    assert_eq!(dated("2026-12-25-christmas.md", "# Christmas\n\nText.\n"), midnight);
    assert_eq!(dated("_posts/2026-12-25.html", "<title>T</title><p>Text.</p>"), midnight);
    let own = "---\ntitle: T\ndate: 2026-03-01T08:00:00Z\n---\nText.\n";
    assert_eq!(dated("2026-12-25-christmas.md", own), instant("2026-03-01T08:00:00Z"));
    for no_date in ["2026-13-45-odd.md", "2026-12-250.md", "12-25-2026.md", "christmas.md"] {
        assert_eq!(dated(no_date, "# T\n\nText.\n"), None, "{no_date}");
    }
}

#[test]
fn a_file_about_its_folder_is_no_article() {
    let folder = TempDir::new().unwrap();
    for name in ["_index.md", "world/_index.ur.md", "README.md", "news.md"] {
        put(folder.path(), name, "# T\n\nText.\n");
    }
    let path = folder.path().to_owned();
    let settings = pressroom::config::settings::Folder { path, watch: false, mirror: false };
    let read = gather(&settings, Some(&base()), KARACHI, &Known::default()).unwrap();
    assert_eq!(read.items.iter().map(|item| &*item.key).collect::<Vec<_>>(), ["news"]);
    assert_eq!(read.warnings.len(), 3);
    assert!(read.warnings[0].warning.contains("about its folder"), "{:?}", read.warnings);
}

#[test]
fn html_pages_are_read() {
    let page = "<!DOCTYPE html><html lang=ur-PK><head><title>Head &amp; line</title>\
        <meta name=description content=\"What it says\"><meta name=author content=\"A. Khan\">\
        <meta name=keywords content=\"a, b\"><meta property=article:section content=World><meta property=article:section content=\"Top Story\"><meta property=article:published_time content=\"2026-09-01T10:00:00+05:00\">\
        <link rel=canonical href=\"https://news.example/x\"><script>var article = \"<article>\"</script></head>\
        <body><nav>Menu</nav><ARTICLE class=x><h1>Head &amp; line</h1><p>Text.</p></ARTICLE><footer>Foot</footer></body></html>";
    let read = item("x.html", page);
    assert_eq!(read.title, Some(RawText::Plain("Head & line".to_owned())));
    assert_eq!(read.summary, Some(RawText::Plain("What it says".to_owned())));
    assert_eq!(read.authors[0].name, "A. Khan");
    assert_eq!(read.tags, ["a", "b"]);
    let sections: Vec<&str> = read.sections.iter().map(|one| one.as_str()).collect();
    assert_eq!(sections, ["world", "top-story"]);
    assert_eq!(read.language.as_deref(), Some("ur-PK"));
    assert_eq!(read.published, instant("2026-09-01T05:00:00Z"));
    assert_eq!(read.url.as_deref(), Some("https://news.example/x"));
    let Some(RawText::Html(content)) = read.content else { panic!("no content") };
    assert!(content.ends_with("<p>Text.</p>"), "{content}");

    let with_head = item(
        "y.htm",
        "+++\ntitle = \"Mine\"\nsection = \"world\"\n+++\n<h1>Other</h1><p>Text.</p>",
    );
    assert_eq!(with_head.title, Some(RawText::Plain("Mine".to_owned())));
    assert_eq!(with_head.content, Some(RawText::Html("<h1>Other</h1><p>Text.</p>".to_owned())));
}

#[test]
fn json_items_and_feeds_are_read() {
    let one = item(
        "a/one.json",
        r#"{"id":"tag:x.example,2026:1","title":"One","content_html":"<p>x</p>","section":"Top Story"}"#,
    );
    assert_eq!((one.key.as_str(), one.sections[0].as_str()), ("tag:x.example,2026:1", "top-story"));
    let unnamed = item("a/two.json", r#"{"title":"Two","content_text":"x"}"#);
    assert_eq!((unnamed.key.as_str(), unnamed.key_is_global), ("a/two", false));
    let folder = TempDir::new().unwrap();
    put(
        folder.path(),
        "feed.json",
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[
        {"id":"1","content_text":"a"},{"id":"2","content_text":"b"}]}"#,
    );
    let gathering =
        gather(&settings(folder.path()), Some(&base()), KARACHI, &Known::default()).unwrap();
    assert_eq!(gathering.items.len(), 2);
    assert_eq!(gathering.present.unwrap().into_iter().collect::<Vec<_>>(), ["1", "2"]);
}

fn settings(path: &Path) -> pressroom::config::settings::Folder {
    pressroom::config::settings::Folder { path: path.to_owned(), watch: false, mirror: true }
}

#[test]
fn dates_without_a_zone_are_the_newsrooms() {
    let berlin = chrono_tz::Europe::Berlin;
    let table = [
        ("2026-09-01", KARACHI, "2026-08-31T19:00:00Z"),
        ("2026-09-01T10:00", KARACHI, "2026-09-01T05:00:00Z"),
        ("2026-09-01 10:00", KARACHI, "2026-09-01T05:00:00Z"),
        ("2026-09-01 10:00:30.5", KARACHI, "2026-09-01T05:00:30.5Z"),
        ("2026-09-01T10:00:00Z", KARACHI, "2026-09-01T10:00:00Z"),
        ("Tue, 01 Sep 2026 10:00:00 +0000", KARACHI, "2026-09-01T10:00:00Z"),
        // The clocks jump from 02:00 to 03:00, and go back from 03:00 to 02:00.
        ("2026-03-29T02:30:00", berlin, "2026-03-29T01:30:00Z"),
        ("2026-10-25T02:30:00+01:00", berlin, "2026-10-25T01:30:00Z"),
    ];
    for (date, zone, expected) in table {
        let folder = TempDir::new().unwrap();
        put(folder.path(), "a.md", format!("---\ntitle: x\ndate: {date}\n---\nx"));
        let (items, rejections) = read_file(&folder.path().join("a.md"), folder.path(), None, zone);
        assert_eq!(rejections, []);
        assert_eq!(items[0].published, instant(expected), "{date}");
    }
    let folder = TempDir::new().unwrap();
    put(folder.path(), "a.md", "---\ntitle: x\ndate: 2026-10-25T02:30:00\n---\nx");
    let (_, rejections) = read_file(&folder.path().join("a.md"), folder.path(), None, berlin);
    assert!(rejections[0].reason.contains("line 3: ") && rejections[0].reason.contains("twice"));
    assert_eq!(
        item("a.md", "+++\ndate = 2026-09-01\n+++\nx").published,
        instant("2026-08-31T19:00:00Z")
    );
}

#[test]
fn pictures_beside_an_article_are_measured() {
    // The head of a PNG of 640 × 360 pixels.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 2, 128, 0, 0, 1, 104, 8, 2, 0, 0, 0, 0, 0, 0, 0]);
    let folder = TempDir::new().unwrap();
    put(folder.path(), "world/my photo #1.png", &png);
    put(folder.path(), "shared/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    put(
        folder.path(),
        "world/a.md",
        "+++\ntitle = \"A\"\nimage = \"my photo #1.png\"\nmedia = [\"/shared/logo.svg\", \"shared/logo.svg\", \"../../etc/x.png\", \"gone.jpg\"]\n+++\nx",
    );
    let (items, _) =
        read_file(&folder.path().join("world/a.md"), folder.path(), Some(&base()), KARACHI);
    let media = &items[0].media;
    assert_eq!(media[0].url, "https://news.example/site/world/my%20photo%20%231.png");
    assert_eq!((media[0].width, media[0].height), (Some(640), Some(360)));
    assert_eq!(
        (media[0].length, media[0].media_type.as_deref()),
        (Some(png.len() as u64), Some("image/png"))
    );
    assert_eq!(media[1].url, "https://news.example/site/shared/logo.svg");
    assert_eq!((media[1].media_type.as_deref(), media[1].width), (Some("image/svg+xml"), None));
    assert_eq!(media[2].url, media[1].url);
    assert_eq!(media[3].length, None);
    assert_eq!(media[4].url, "https://news.example/site/world/gone.jpg");
    assert_eq!(media[4].length, None);
}

#[test]
fn faults_name_the_file_and_the_line() {
    let table = [
        ("+++\ntitle = \"A\"\ntags = 5\n+++\nx", "a.md, line 3: "),
        ("\n\n+++\ntitle = \"A\"\ndraft = \"no\"\n+++\nx", "a.md, line 5: "),
        ("+++\ntitle = \"A\n+++\nx", "a.md, line 2: "),
        ("+++\ntitle = 42\n+++\nx", "a.md, line 2: "),
        ("---\ntitle: A\ntags: {a: 1}\n---\nx", "a.md, line 3: "),
        ("---\ntitle: [A\n---\nx", "a.md, line "),
        ("+++\ntitle = \"A\"\nx", "a.md, line 1: the front matter has no end"),
        ("++\ntitle = \"A\"\n+++\nx", "a.md, line 1: the front matter has no beginning"),
        ("title: A\nid: b\n---\nx", "a.md, line 1: the front matter has no beginning"),
        (
            "+++\ndate = \"31/31/2026\"\n+++\nx",
            "a.md, line 2: `date`: \"31/31/2026\" is not a date",
        ),
        (
            "+++\nsection = \"قومی\"\n+++\nx",
            "a.md, line 2: \"قومی\" is not the short name of a section",
        ),
    ];
    for (text, begins) in table {
        let reason = fault("a.md", text);
        assert!(reason.starts_with(begins), "{text}\ngave {reason}");
        assert!(!reason.contains('\n'), "{reason}");
    }
    assert!(fault("a.json", "{").starts_with("a.json: "));
    assert!(fault("a.md", b"\0\x01\x02binary").contains("not text"));
}

#[test]
fn a_rule_across_the_page_is_no_front_matter() {
    let item = item("a.md", "---\n\nText\n\n---\n\nMore\n");
    assert_eq!(
        item.content,
        Some(RawText::Html("<hr />\n<p>Text</p>\n<hr />\n<p>More</p>\n".to_owned()))
    );
}

#[test]
fn one_bad_file_costs_no_other() {
    let folder = TempDir::new().unwrap();
    put(folder.path(), "bad.md", "+++\ntitle = \n+++\n");
    put(folder.path(), "binary.md", b"\0\0\0");
    put(folder.path(), "good.md", "# Good\n\nx");
    put(folder.path(), "windows.md", b"# Caf\xe9\n\nx");
    let gathering = gather(&settings(folder.path()), None, KARACHI, &Known::default()).unwrap();
    assert_eq!(
        gathering.items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(),
        ["good", "windows"]
    );
    assert_eq!(gathering.items[1].title, Some(RawText::Html("Café".to_owned())));
    assert_eq!(gathering.rejections.len(), 2);
}

proptest! {
    /// What a head says without quotes is what is published, or somebody is told.
    #[test]
    fn nothing_of_a_headline_is_lost_in_silence(title in "[a-z0-9#!&*:%@|>_. ,\\-\\[\\]{}~'\"]{1,16}") {
        let folder = TempDir::new().unwrap();
        put(folder.path(), "a.md", format!("---\ntitle: {title}\n---\nText"));
        let (items, rejections) =
            read_file(&folder.path().join("a.md"), folder.path(), Some(&base()), KARACHI);
        let written = title.trim();
        let quoted = |quote: char| written.strip_prefix(quote).and_then(|it| it.strip_suffix(quote));
        let doubled = quoted('\'').map(|text| text.replace("''", "'"));
        let meant = quoted('"').map(str::to_owned).or(doubled).unwrap_or(written.to_owned());
        for item in items.iter().filter(|item| item.warnings.is_empty()) {
            let Some(RawText::Plain(read)) = &item.title else {
                prop_assert!(["", "~"].contains(&written) || written.trim_matches(['"', '\'', ' ']).is_empty(), "{}", title);
                continue;
            };
            prop_assert_eq!(read, &meant);
        }
        prop_assert_eq!(items.len() + rejections.len(), 1);
    }

    #[test]
    fn any_bytes_in_a_file_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), kind in 0usize..3) {
        let name = ["a.md", "a.html", "a.json"][kind];
        let folder = TempDir::new().unwrap();
        put(folder.path(), name, &bytes);
        let (items, rejections) = read_file(&folder.path().join(name), folder.path(), Some(&base()), KARACHI);
        prop_assert_eq!(items.len() + rejections.len(), 1);
    }

    #[test]
    fn any_front_matter_is_read_or_refused(head in "(id|title|date|tags|image|draft|author)( = |: |=)(\\PC){0,12}\n{0,2}(\\PC){0,30}", yaml: bool) {
        let fence = if yaml { "---" } else { "+++" };
        let folder = TempDir::new().unwrap();
        put(folder.path(), "a.md", format!("{fence}\n{head}\n{fence}\nText"));
        let (items, rejections) = read_file(&folder.path().join("a.md"), folder.path(), Some(&base()), KARACHI);
        prop_assert!(items.len() + rejections.len() <= 1);
    }
}
