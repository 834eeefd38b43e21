//! Promise: `pressroom import` makes sources of an OPML list.
//! - OPML 1.0 and 2.0, nested, broken, hundreds of thousands deep, ten thousand long;
//! - every feed once, and none that the configuration has; names are unique;
//! - folders become sections where there is one; what has none is commented out;
//! - what is no feed, or cannot be read, is told, and costs nothing else;
//! - `--write` only adds to the end of the file, and only what is right there.

use crate::program::{DESK, Newsroom};

const HAS_ONE: &str = "# A comment that stays.\n[[source]]\nname = \"wire\"\nschedule = \"@daily\"\nsections = [\"world\"]\n\
     [source.feed]\nurl = \"https://wire.example/feed\" # the wire\n";

const LIST: &str = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="World"><outline text="Agency &amp; Sons" type="rss" xmlUrl="https://agency.example/world.xml?a=1&b=2"/>
  <outline text="Deeper"><outline title="Agency &amp; Sons" xmlURL='http://agency.example/asia.xml'></outline></outline></outline>
<outline text="Cricket &quot;live&quot;" category="/Games/Sports,other" xmlUrl="feed://cricket.example/rss"/>
<outline text="The wire" xmlUrl="http://wire.example/feed/"/>
<outline text="Agency again" xmlUrl="https://agency.example/world.xml?a=1&amp;b=2"/>
<outline text="Cooking"><outline text="Daily bread # [[source]]&#10;name = 1" xmlUrl="https://bread.example/"/></outline>
<outline text="Bad" xmlUrl="ftp://files.example/x"/><outline text="Unclosed" xmlUrl="https://unclosed.example/a"
<outline text="Old" type="rss" url="https://old.example/rss"/>
</body></opml>"#;

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{DESK}{HAS_ONE}"));
    newsroom.write("articles/one.md", "# One\n");
    newsroom.write("mine.opml", LIST);
    newsroom
}

#[test]
fn a_list_is_printed_as_sources_and_nothing_is_written() {
    let newsroom = newsroom();
    let before = newsroom.read("config.toml");
    let said = newsroom.ended(&["import", "mine.opml", "--schedule", "@hourly"], 3);
    assert_eq!(newsroom.read("config.toml"), before);
    assert!(said.contains("name = \"agency-sons\"\nschedule = \"@hourly\"\njitter = \"5m\"\nsections = [\"world\"]\n[source.feed]\nurl = \"https://agency.example/world.xml?a=1&b=2\""), "{said}");
    assert!(said.contains("name = \"agency-sons-2\"") && said.contains("asia.xml"), "{said}");
    assert!(
        said.contains(
            "sections = [\"sports\"]\n[source.feed]\nurl = \"http://cricket.example/rss\""
        ),
        "{said}"
    );
    assert!(
        said.contains("\n# [[source]]\n") && said.contains("# url = \"https://bread.example/\""),
        "{said}"
    );
    assert!(!said.contains("wire.example") && !said.contains("files.example"), "{said}");
    newsroom.write("config.toml", &format!("{before}\n{said}"));
    newsroom.ended(&["check"], 0);
}

#[test]
fn writing_adds_to_the_end_and_twice_adds_nothing() {
    let newsroom = newsroom();
    let before = newsroom.read("config.toml");
    let told = newsroom.told(&["import", "mine.opml", "--write", "--json"]);
    assert_eq!((told["there"].as_u64(), told["again"].as_u64()), (Some(1), Some(1)), "{told}");
    assert_eq!(told["unusable"][0]["address"], "ftp://files.example/x");
    assert_eq!(told["written"], true);
    let new = told["new"].as_array().unwrap().len();
    let after = newsroom.read("config.toml");
    assert!(after.starts_with(&before) && after.len() > before.len());
    newsroom.ended(&["check"], 0);
    let told = newsroom.told(&["import", "mine.opml", "--write", "--json"]);
    assert_eq!(told["new"].as_array().unwrap().len(), 0, "{told}");
    assert_eq!(told["there"].as_u64(), Some(new as u64 + 2), "{told}");
    assert_eq!(newsroom.read("config.toml"), after);
}

#[test]
fn what_would_make_the_configuration_wrong_is_not_added() {
    let newsroom = newsroom();
    let before = newsroom.read("config.toml");
    let said = newsroom.ended(&["import", "mine.opml", "--write", "--schedule", "never"], 2);
    assert!(said.contains("\"never\" is not a schedule"), "{said}");
    let said = newsroom.ended(&["import", "mine.opml", "--write", "--sections", "cookery"], 2);
    assert!(said.contains("cookery"), "{said}");
    newsroom.write("empty.opml", "<opml version=\"1.0\"><body></body></opml>");
    newsroom.ended(&["import", "empty.opml", "--write"], 1);
    newsroom.ended(&["import", "no-such.opml"], 1);
    assert_eq!(newsroom.read("config.toml"), before);
    let said = newsroom.ended(&["import", "mine.opml", "--sections", "world,sports"], 3);
    assert!(
        said.contains(
            "sections = [\"world\", \"sports\"]\n[source.feed]\nurl = \"https://bread.example/\""
        ),
        "{said}"
    );
}

#[test]
fn long_and_deep_lists_are_read() {
    let newsroom = newsroom();
    let feeds: String = (0..10_000)
        .map(|number| {
            format!("<outline text=\"Same name\" xmlUrl=\"https://f{number}.example/rss\"/>")
        })
        .collect();
    newsroom.write(
        "long.opml",
        &format!("<opml><body><outline text='World'>{feeds}</outline></body></opml>"),
    );
    let told = newsroom.told(&["import", "long.opml", "--json"]);
    let new = told["new"].as_array().unwrap();
    assert_eq!((new.len(), told["without_section"].as_u64()), (10_000, Some(0)));
    assert_eq!(new[9_999]["name"], "same-name-10000");

    let deep = "<outline text='x'>".repeat(300_000);
    newsroom.write("deep.opml", &format!("<opml><body><outline text='World'>{deep}<outline text='F' xmlUrl='https://deep.example/'/>"));
    let told = newsroom.told(&["import", "deep.opml", "--json", "--sections", "sports"]);
    assert_eq!(told["new"][0]["url"], "https://deep.example/");
}

#[test]
fn one_bad_outline_costs_itself_alone() {
    let newsroom = newsroom();
    newsroom.write(
        "mine.opml",
        r#"<opml version="2.0" xmlns:frss="https://freshrss.org/opml"><body><outline text="World">
        <outline text="A" type="rss" xmlUrl="https://a.example/feed"/>
        <outline text="B" type="rss" xmlUrl="https://user:pw@b.example/feed"/>
        <outline text="Scraped" type="HTML+XPath" xmlUrl="https://f.example/news.html" frss:xPathItem="//article"/>
        <outline text="Off" type="rss" isComment="true" xmlUrl="https://off.example/feed"/>
        <outline text="C" type="RSS" xmlUrl="https://c.example/feed"/></outline></body></opml>"#,
    );
    let told = newsroom.told(&["import", "mine.opml", "--write", "--json"]);
    let names: Vec<&str> =
        told["new"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a", "c"], "{told}");
    let left: Vec<&str> = told["unusable"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["reason"].as_str().unwrap())
        .collect();
    assert!(left[0].contains("password") && left[1].contains("HTML+XPath"), "{told}");
    assert!(left[2].contains("commented out"), "{told}");
    assert!(!told.to_string().contains("user:pw"), "{told}");
    newsroom.ended(&["check"], 0);
}

#[test]
fn what_is_left_out_of_a_list_is_told_and_costs_nothing_else() {
    let newsroom = newsroom();
    newsroom.write(
        "mine.opml",
        r#"<opml version="2.0"><body><outline text="World"><outline text="A" xmlUrl="https://a.example/f"/>
        <outline text="K <b>" xmlUrl="https://k.example/f"/><outline text='L <i>"x"</i>' xmlUrl='https://l.example/f'></outline>
        <outline text="Tom <3 Jerry" xmlUrl="https://t.example/f"/></outline>
        <outline text="Q" xmlUrl="https://q.example/f"/>
        <outline text="Empty" type="rss" xmlUrl=""/><outline text="Link" type="link" url="https://link.example/"/>
        <outline text="More" type="include" url="https://more.example/list.opml"></outline>
        <outline text="Site" htmlUrl="https://site.example/"/><outline text="No folder"/>
        <outline text="Site with a type" type="rss" htmlUrl="https://typed.example/"></outline>
        <outline text="Torn" xmlUrl="https://torn.example/f"
        <outline text="Sports" htmlUrl="https://folder.example/"><outline text="R" xmlUrl="https://r.example/f"/></outline>
        <outline text="Z" xmlUrl="https://z.example/f"/><outline text="Cut off" xmlUrl="https://cut.example/"#,
    );
    let told = newsroom.told(&["import", "mine.opml", "--json"]);
    let new: Vec<(&str, String)> = told["new"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["sections"].to_string()))
        .collect();
    let world = || "[\"world\"]".to_owned();
    let expected = [
        ("a", world()),
        ("k-b", world()),
        ("l-i-x-i", world()),
        ("tom-3-jerry", world()),
        ("q", "[]".to_owned()),
        ("r", "[\"sports\"]".to_owned()),
        ("z", "[]".to_owned()),
    ];
    assert_eq!(new, expected, "{told}");
    let left: Vec<(&str, &str)> = told["unusable"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["title"].as_str().unwrap(), one["reason"].as_str().unwrap()))
        .collect();
    let reasons = [
        ("Empty", "names no feed"),
        ("Link", "\"link\""),
        ("More", "another list"),
        ("Site", "names no feed"),
        ("No folder", "names no feed"),
        ("Site with a type", "names no feed"),
        ("Torn", "has no end"),
        ("Cut off", "has no end"),
    ];
    assert_eq!(left.len(), reasons.len(), "{left:?}");
    for ((title, reason), (expected, says)) in left.iter().zip(reasons) {
        assert!(*title == expected && reason.contains(says), "{title}: {reason}");
    }
}

#[test]
fn a_list_fills_a_configuration_that_has_no_source() {
    let newsroom = Newsroom::new("[[section]]\ntitle = \"World\"\n");
    newsroom.write(
        "mine.opml",
        "<opml><body><outline text='World'><outline text='A' xmlUrl='https://a.example/f'/></outline></body></opml>",
    );
    newsroom.ended(&["check"], 2);
    let said = newsroom.ended(&["import", "mine.opml"], 0);
    assert!(said.contains("name = \"a\""), "{said}");
    newsroom.ended(&["import", "mine.opml", "--write"], 0);
    newsroom.ended(&["check"], 0);
    // Anything else is wrong all the same.
    let config = newsroom.read("config.toml").replace("[[section]]", "[[sektion]]");
    newsroom.write("config.toml", &config);
    newsroom.ended(&["import", "mine.opml"], 2);
}

/// As some readers write them, and programs that leave out what OPML asks for.
#[test]
fn a_folder_that_calls_itself_a_feed_is_a_folder() {
    let newsroom = newsroom();
    newsroom.write(
        "odd.opml",
        "<opml version=\"2.0\"><body><outline type=\"rss\" title=\"World\">\n\
         <outline type=\"rss\" title=\"Agency\" xmlUrl=\"https://agency.example/f\"/></outline>\n\
         <outline type=\"rss\" title=\"Empty\"></outline></body></opml>",
    );
    let said = newsroom.ended(&["import", "odd.opml"], 3);
    let agency = "sections = [\"world\"]\n[source.feed]\nurl = \"https://agency.example/f\"";
    assert!(said.contains(agency), "{said}");
    let told = newsroom.told(&["import", "odd.opml", "--json"]);
    let unusable = told["unusable"].as_array().unwrap();
    assert!(unusable.len() == 1 && unusable[0]["title"] == "Empty", "{told}");
}
