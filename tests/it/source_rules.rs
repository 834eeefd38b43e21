//! Promise: a newsroom's rules decide what of a source comes in, and how.
//! - `keep` lets in only what meets one of its rules, `drop` keeps out what meets
//!   one, and every item is either an article or a rejection that names the rule;
//! - all conditions of a rule must hold, one text of each is enough, letter case
//!   does not count, and an item without a date is never too old;
//! - filters see the item as it came; edits come after, each sees what the one
//!   before it left, and the rules of sections see the result;
//! - a replacement never touches a tag or an address, and nothing an edit writes
//!   is unclean, whatever the edit and the item;
//! - an edit that would blow an article up rejects it;
//! - `pressroom try` says which rule did what, and a changed rule judges again
//!   what came before; but what came in stays.

use crate::program::Newsroom;
use pressroom::article::Article;
use pressroom::config::settings::Judging;
use pressroom::config::{Environment, from_text};
use pressroom::normalise::{JudgeContext, Judged, judge};
use pressroom::placement::SectionNames;
use pressroom::raw_item::{RawAuthor, RawItem, RawText, Rejection};
use pressroom::section::Slug;
use pressroom::text::{CleanHtml, Embeds, PublicMail};
use proptest::prelude::*;
use std::path::Path;

const HEAD: &str = r#"
[site]
title = "Courier"
url = "https://courier.example/"
founded = 2026-01-01
[[section]]
title = "World"
[[section]]
title = "Sports"
[[source]]
name = "wire"
schedule = "@hourly"
sections = ["world"]
feed.url = "https://wire.example/feed"
"#;

/// The source with these rules, as the file means them.
fn source(rules: &str) -> Judging {
    let text = format!("{HEAD}{rules}");
    let settings = from_text(&text, Path::new("config.toml"), &Environment::default());
    settings.unwrap_or_else(|problems| panic!("{problems}")).sources.remove(0).judging
}

fn bring(source: &Judging, item: RawItem) -> Result<Judged, Rejection> {
    let sections: SectionNames =
        ["world", "sports"].into_iter().map(|slug| slug.parse().unwrap()).collect();
    let now = "2026-11-02T12:00:00Z".parse().unwrap();
    let (judging, embeds) = (source, &Embeds::default());
    let public_mail = &PublicMail::default();
    let sections = Some(&sections);
    judge(item, &JudgeContext { judging, sections, embeds, public_mail, now, came: now })
}

fn article(rules: &str, item: RawItem) -> Article {
    bring(&source(rules), item).unwrap().article
}

/// Why an item is refused; nothing when it comes in.
fn refused(rules: &str, item: RawItem) -> Option<String> {
    bring(&source(rules), item).err().map(|rejection| rejection.reason)
}

fn html(text: &str) -> Option<RawText> {
    Some(RawText::Html(text.to_owned()))
}

fn item() -> RawItem {
    RawItem {
        key: "k".to_owned(),
        title: html("Flood in Sindh &amp; Punjab | The Wire"),
        url: Some("https://wire.example/news/flood".to_owned()),
        published: Some("2026-11-01T12:00:00Z".parse().unwrap()),
        authors: vec![RawAuthor { name: "Ayesha Khan".to_owned(), ..RawAuthor::default() }],
        content: html("<p>The <b>river</b> rose (AP) to&nbsp;<a href=\"/ap\">two metres</a>.</p>"),
        language: Some("en-PK".to_owned()),
        tags: vec!["Weather".to_owned(), "Sindh".to_owned()],
        base: Some("https://wire.example/".parse().unwrap()),
        ..RawItem::default()
    }
}

#[test]
fn every_condition_is_held_against_its_part() {
    let met = [
        "title = ['^FLOOD']",
        "title = ['nothing', 'sindh & punjab']",
        "text = ['river rose']",
        "author = ['khan$']",
        "category = ['^sindh$']",
        "address = ['/news/']",
        "language = ['fr', 'en']",
        "language = ['en-pk']",
        "older_than = '23h'",
        "words_below = 8",
        "words_above = 6",
        "title = ['flood']\ncategory = ['weather']\nwords_below = 100",
    ];
    let not_met = [
        "title = ['(?-i)^FLOOD']",
        "title = ['river']",
        "text = ['href', '/ap']",
        "author = ['^khan']",
        "category = ['^sind$']",
        "address = ['/sports/']",
        "language = ['fr', 'ur']",
        "older_than = '25h'",
        "words_below = 7",
        "words_above = 7",
        "title = ['flood']\ncategory = ['cricket']",
    ];
    for conditions in met {
        let reason = refused(&format!("[[source.drop]]\n{conditions}\n"), item());
        let reason = reason.unwrap_or_else(|| panic!("{conditions} is met"));
        assert!(
            reason.starts_with("dropped by `[[source.drop]]` 1 of source \"wire\": "),
            "{reason}"
        );
        assert_eq!(refused(&format!("[[source.keep]]\n{conditions}\n"), item()), None);
    }
    for conditions in not_met {
        assert_eq!(
            refused(&format!("[[source.drop]]\n{conditions}\n"), item()),
            None,
            "{conditions}"
        );
        let reason = refused(&format!("[[source.keep]]\n{conditions}\n"), item()).unwrap();
        assert!(reason.contains("meets no `[[source.keep]]` of source \"wire\""), "{reason}");
    }
}

#[test]
fn what_has_no_date_meets_no_condition_on_it_and_without_a_language_it_has_the_sites() {
    let bare = || RawItem { published: None, language: None, ..item() };
    assert_eq!(refused("[[source.drop]]\nolder_than = '1s'\n", bare()), None);
    let reason = refused("[[source.drop]]\nlanguage = ['en']\n", bare()).unwrap();
    assert!(reason.ends_with("its language is en"), "{reason}");
    assert_eq!(refused("[[source.drop]]\nlanguage = ['ur']\n", bare()), None);
    let future = RawItem { published: Some("2027-01-01T00:00:00Z".parse().unwrap()), ..item() };
    assert_eq!(refused("[[source.drop]]\nolder_than = '1s'\n", future), None);
}

#[test]
fn one_keep_is_enough_and_a_drop_wins_over_it() {
    let rules = "[[source.keep]]\ntitle = ['cricket']\n[[source.keep]]\ntitle = ['flood']\n";
    assert_eq!(refused(rules, item()), None);
    let rules =
        format!("{rules}[[source.drop]]\ntitle = ['storm']\n[[source.drop]]\nauthor = ['khan']\n");
    let reason = refused(&rules, item()).unwrap();
    assert!(reason.contains("`[[source.drop]]` 2") && reason.contains("`khan`"), "{reason}");
}

#[test]
fn filters_see_the_item_as_it_came_and_edits_follow_in_order() {
    let rules = r#"
[[source.edit]]
find = '\s*\| The Wire$'
in = ["title"]
[[source.edit]]
title = ['punjab$']
find = '(\w+) in (\w+)'
replace = '$2: $1'
in = ["title"]
add_tags = ["sport"]
[[source.edit]]
title = ['^sindh']
prefix_title = "Update:"
[[source.rule]]
category = ["sport"]
sections = ["sports"]
[[source.drop]]
title = ['^sindh', '^update']
"#;
    let judged = bring(&source(rules), item()).unwrap();
    assert_eq!(judged.article.title.as_str(), "Update: Sindh: Flood & Punjab");
    let sections: Vec<&str> = judged.article.sections.iter().map(Slug::as_str).collect();
    assert_eq!(sections, ["sports", "world"]);
    let did: Vec<String> = judged.applied.iter().map(ToString::to_string).collect();
    assert_eq!(
        did,
        [
            "edit 1: title changed",
            "edit 2: title changed, category sport added",
            "edit 3: title begun with Update:",
            "rule 1: sections sports added"
        ]
    );
}

#[test]
fn a_text_is_changed_between_its_tags_only() {
    let rules = "[[source.edit]]\nfind = '\\s*\\(ap\\)'\n[[source.edit]]\nfind = 'a|two'\nreplace = '<i>&$0'\nin = ['text']\n";
    let made = article(rules, item());
    assert_eq!(
        made.content.as_str(),
        "<p>The <b>river</b> rose to\u{a0}<a href=\"https://wire.example/ap\">&lt;i&gt;&amp;two metres</a>.</p>"
            .replace('\u{a0}', "&nbsp;")
    );
    let plain =
        RawItem { content: Some(RawText::Plain("Two < three\n\nmore".to_owned())), ..item() };
    assert_eq!(
        article(rules, plain).content.as_str(),
        "<p>&lt;i&gt;&amp;Two &lt; three</p><p>more</p>"
    );
}

#[test]
fn authors_categories_and_sections_are_edited() {
    let rules = r#"
[[source.edit]]
find = '^ayesha (?<last>\w+)$'
replace = '${last}, A.'
in = ["author"]
[[source.edit]]
find = '^weather$'
replace = "Climate"
in = ["category"]
default_author = "Our Correspondent"
[[source.edit]]
category = ["climate"]
set_sections = ["sports"]
"#;
    let made = article(rules, item());
    assert_eq!(made.authors[0].name.as_str(), "Khan, A.");
    assert_eq!(made.tags[0].as_str(), "Climate");
    assert_eq!(made.sections.iter().map(Slug::as_str).collect::<Vec<_>>(), ["sports"]);
    let nobody = article(rules, RawItem { authors: Vec::new(), ..item() });
    assert_eq!(nobody.authors[0].name.as_str(), "Our Correspondent");
}

#[test]
fn an_edit_that_blows_an_article_up_rejects_it() {
    let rules = format!("[[source.edit]]\nfind = 'a'\nreplace = '{}'\n", "b".repeat(1000));
    let long = RawItem { content: html(&"a".repeat(2000)), ..item() };
    let reason = refused(&rules, long).unwrap();
    assert!(reason.contains("`[[source.edit]]` 1") && reason.contains("shorter"), "{reason}");
}

const FEED: &str = "<rss version='2.0'><channel><title>Up</title><link>https://up.example/</link>\
    <item><title>Sponsored: Buy</title><link>https://up.example/a</link></item>\
    <item><title>Kept | Up</title><link>https://up.example/b</link></item></channel></rss>";

const NEWSROOM: &str = "[[section]]\ntitle = \"World\"\n[[source]]\nname = \"up\"\nschedule = \"@hourly\"\n\
    sections = [\"world\"]\nfeed.file = \"up.rss\"\n";

#[test]
fn try_says_what_the_rules_did() {
    let rules = "[[source.drop]]\ntitle = ['^sponsored']\n[[source.edit]]\nfind = ' \\| Up$'\n";
    let newsroom = Newsroom::new(&format!("{NEWSROOM}{rules}"));
    newsroom.write("up.rss", FEED);
    let told = newsroom.ended(&["try", "up"], 0);
    assert!(
        told.contains("1 items, 1 rejected") && told.contains("edit 1: title changed"),
        "{told}"
    );
    assert!(told.contains("dropped by `[[source.drop]]` 1 of source \"up\""), "{told}");
    let told = newsroom.told(&["try", "--json", "up"]);
    assert_eq!(told["items"][0]["title"], "Kept");
    assert_eq!(told["items"][0]["applied"][0]["did"], "title changed");
    assert_eq!(told["items"][0]["read"]["title"]["text"], "Kept | Up");
    assert_eq!(told["rejections"][0]["read"]["title"]["text"], "Sponsored: Buy");
}

#[test]
fn a_changed_rule_judges_again_what_came_before() {
    let newsroom = Newsroom::new(NEWSROOM);
    newsroom.write("up.rss", FEED);
    newsroom.ended(&["run"], 0);
    assert!(newsroom.read("feeds/world.rss").contains("Kept | Up"));
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("{config}[[source.edit]]\nfind = ' \\| Up$'\n"));
    newsroom.ended(&["run"], 0);
    let feed = newsroom.read("feeds/world.rss");
    assert!(feed.contains("<title>Kept</title>") && !feed.contains("Kept | Up"), "{feed}");
    // A filter is a door: what came in before it was there stays.
    newsroom.write("config.toml", &format!("{config}[[source.drop]]\ntitle = ['^kept']\n"));
    newsroom.ended(&["run"], 0);
    assert!(newsroom.read("feeds/world.rss").contains("<title>Kept"));
}

fn any_markup() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<p>",
        "</p>",
        "<b>",
        "<a href='javascript:x'>",
        "<a href='/x?a=1&b=2'>",
        "</a>",
        "<script>",
        "</script>",
        "<img src=x onerror=y>",
        "&lt;",
        "&amp;",
        "&amp;lt;",
        "word ",
        "on",
        "\u{7}",
        "<",
        ">",
        "<pre>\n",
        "</pre>",
        "<table><td>",
        "&nbsp;",
        "é",
        "\"",
        "<!--",
        "-->",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is put into a text, the article is clean.
    #[test]
    fn an_edit_never_makes_html_unclean(text in any_markup(), put in any_markup(), letter in "[a-zé<&]") {
        let rules = format!(
            "[[source.edit]]\nfind = '''{letter}|word'''\nreplace = '''{}'''\n",
            put.replace('\u{7}', "").replace('$', "$$")
        );
        let rules = source(&rules);
        if let Ok(judged) = bring(&rules, RawItem { content: html(&text), ..item() }) {
            let content = judged.article.content;
            prop_assert_eq!(&CleanHtml::clean(&content, None), &content);
        }
    }

    /// An edit that finds nothing leaves everything as it is.
    #[test]
    fn an_edit_that_finds_nothing_changes_nothing(text in any_markup()) {
        let one = RawItem { content: html(&text), ..item() };
        let edited = article("[[source.edit]]\nfind = 'never there'\n", one.clone());
        prop_assert_eq!(edited, article("", one));
    }

    /// What one condition keeps, the same condition drops, and nothing is both.
    #[test]
    fn keep_and_drop_part_the_items(title in "[abc ]{1,8}", wanted in "[abc]{1,2}") {
        let one = RawItem { title: html(&title), ..item() };
        let kept = refused(&format!("[[source.keep]]\ntitle = ['{wanted}']\n"), one.clone()).is_none();
        let dropped = refused(&format!("[[source.drop]]\ntitle = ['{wanted}']\n"), one).is_some();
        prop_assert_eq!(kept, dropped);
        prop_assert_eq!(kept, title.contains(&wanted));
    }
}
