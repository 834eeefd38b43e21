//! What systems write around the texts of their feeds is none of the texts:
//! - boxes that share a page or lead to others, as they are called
//! - what nearly all items end with: the line that says where a post appeared first, in any
//!   language, and the link that leads on from a summary
//! - a line that leads to something else in each item, or says under which terms it may be
//!   shown, stays; so does a sentence that leads nowhere, and all that two items share
//! - what a feed ends with is known to the next pass, when an item comes alone

use pressroom::config::settings::{Fetch, Location, Upstream};
use pressroom::fetch::Client;
use pressroom::raw_item::{RawItem, RawText};
use pressroom::source_memory::SourceMemory;
use pressroom::sources::upstream::gather;
use pressroom::sources::{AskedKnown, Gathering};
use pressroom::text::plain_text::from_html;
use std::io::Write as _;
use std::path::Path;

const LEADS: [&str; 6] = [
    "The council approved the new harbour plan after a long debate on Monday evening",
    "Residents had complained for years that the old quay was unsafe for children",
    "The mayor said that work would begin in spring and cost four million euros",
    "Opponents called the decision rushed and announced that they would go to court",
    "An engineer told this newspaper that the piles had been rotten since the flood",
    "Fishermen fear that they will lose their berths while the walls are rebuilt",
];

/// A feed of the first `count` items, with what `texts` makes of each: its summary and its text.
fn feed(count: usize, texts: impl Fn(usize) -> (String, String)) -> String {
    let items = (0..count).map(|number| {
        let (summary, text) = texts(number);
        format!(
            "<item><title>Story {number} of the harbour</title>\
             <link>https://wire.example/{number}/</link><guid>https://wire.example/?p={number}</guid>\
             <description><![CDATA[{summary}]]></description>\
             <content:encoded><![CDATA[{text}]]></content:encoded></item>"
        )
    });
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>\
         <title>Wire</title><link>https://wire.example/</link>{}</channel></rss>",
        items.collect::<String>()
    )
}

async fn pass(feed: &str, file: &Path, memory: &SourceMemory) -> Gathering {
    std::fs::File::create(file).unwrap().write_all(feed.as_bytes()).unwrap();
    let location = Location::File(file.to_owned());
    let upstream = Upstream { location, ..Upstream::default() };
    let client = Client::new(&Fetch::default()).unwrap();
    gather(&upstream, &client, memory, &AskedKnown::nothing()).await.unwrap()
}

fn shown(text: Option<&RawText>) -> String {
    text.map(|text| from_html(text.as_str())).unwrap_or_default()
}

fn texts(item: &RawItem) -> (String, String) {
    (shown(item.summary.as_ref()), shown(item.content.as_ref()))
}

async fn all(feed: &str) -> Vec<(String, String)> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let gathering = pass(feed, file.path(), &SourceMemory::default()).await;
    gathering.items.iter().map(texts).collect()
}

#[tokio::test]
async fn boxes_and_the_line_of_the_system_go() {
    let appeared = [
        "The post <a href=\"https://wire.example/N/\">Story N of the harbour</a> appeared first on <a href=\"https://wire.example\">Wire</a>.",
        "Der Beitrag <a href=\"http://www.wire.example/N\">Story N of the harbour</a> erschien zuerst auf <a href=\"https://wire.example\">Wire</a>.",
        "L’article Story N of the harbour est apparu en premier sur Wire.",
    ];
    for line in appeared {
        let document = feed(6, |number| {
            let line = line.replace('N', &number.to_string());
            let lead = LEADS[number];
            let summary = format!("<p>{} [&#8230;]</p>\n<p>{line}</p>", &lead[..40]);
            let text = format!(
                "<div class=\"addtoany_share_save_container\">Share this: <a href=\"https://net.example/{number}\">Net</a></div>\
                 <p>{lead}. The plan is shown in the town hall.</p>\
                 <div class=\"sharedaddy sd-sharing-enabled\"><h3 class=\"sd-title\">Share this:</h3><ul><li><a href=\"https://wire.example/{number}/?share=net\">Click to share</a></li></ul></div>\
                 <div id='jp-relatedposts' class='jp-relatedposts'><h3>Related</h3><a href=\"https://wire.example/90{number}\">Another story</a></div>\
                 <div class='yarpp yarpp-related'><h3>Related posts:</h3><ol><li><a href=\"https://wire.example/9\">Related one</a></li></ol></div>\
                 <div class=\"feedflare\"><a href=\"https://feeds.example/{number}\"><img src=\"https://feeds.example/f.gif\" border=\"0\"></a></div>\
                 <p>{line}</p>"
            );
            (summary, text)
        });
        for (number, (summary, text)) in all(&document).await.into_iter().enumerate() {
            assert_eq!(summary, format!("{} […]", LEADS[number][..40].trim()), "{line}");
            assert_eq!(text, format!("{}. The plan is shown in the town hall.", LEADS[number]));
        }
    }
}

#[tokio::test]
async fn the_link_that_leads_on_is_no_part_of_a_summary() {
    let ends = [
        (
            "… <a href=\"https://wire.example/N/\" class=\"more-link\">Continue reading <span>Story N of the harbour</span> <span>&rarr;</span></a></p>",
            "…",
        ),
        (" <a href=\"https://wire.example/N/?utm_source=rss\">Read more</a></p>", ""),
        ("... Weiterlesen</p>", "..."),
        ("…</p><p><a href='https://wire.example/N/'>Read More</a></p>", "…"),
    ];
    for (end, rest) in ends {
        let document = feed(5, |number| {
            let end = end.replace('N', &number.to_string());
            (format!("<p>{}{end}", LEADS[number]), format!("<p>{}.</p>", LEADS[number]))
        });
        for (number, (summary, _)) in all(&document).await.into_iter().enumerate() {
            assert_eq!(summary, format!("{}{rest}", LEADS[number]), "{end}");
        }
    }
}

#[tokio::test]
async fn what_is_of_the_text_or_leads_elsewhere_stays() {
    let stays = [
        "<p>Follow the advice of the local authorities.</p>",
        "<p><a href=\"https://other.example/N\">[link]</a> <a href=\"https://wire.example/r/N\">[comments]</a></p>",
        "<p>This article is republished under a <a href=\"https://creativecommons.org/licenses/by/4.0/\">licence</a>.</p>",
        "<p>© 2026 Wire. Read it <a href=\"https://wire.example/terms\">here</a>.</p>",
        "<p class=\"related-lawsuit\">Smith v. Jones was heard in May and is not decided.</p>",
        "<div class=\"share\"><p>Every share of the company was sold for two euros on Monday.</p></div>",
    ];
    for end in stays {
        let document = feed(6, |number| {
            let end = end.replace('N', &number.to_string());
            (String::new(), format!("<p>{}.</p>{end}", LEADS[number]))
        });
        for (number, (_, text)) in all(&document).await.into_iter().enumerate() {
            let end = from_html(&end.replace('N', &number.to_string()));
            assert!(text.ends_with(end.trim()), "{text}");
        }
    }
    let line = "<p>Read more at <a href=\"https://wire.example\">Wire</a></p>";
    let two = feed(2, |number| (String::new(), format!("<p>{}.</p>{line}", LEADS[number])));
    assert!(all(&two).await[0].1.ends_with("Read more at Wire"));
    // All of a text is never its end.
    let bare =
        feed(5, |_| ("<a href=\"https://wire.example\">Read more</a>".to_owned(), String::new()));
    assert_eq!(all(&bare).await[0].0, "Read more");
}

#[tokio::test]
async fn what_a_feed_ends_with_is_known_when_an_item_comes_alone() {
    let with_end = |number: usize| {
        let end = "<p>More on <a href=\"https://wire.example\">Wire</a></p>";
        (String::new(), format!("<p>{}.</p>{end}", LEADS[number]))
    };
    let file = tempfile::NamedTempFile::new().unwrap();
    let first = pass(&feed(4, with_end), file.path(), &SourceMemory::default()).await;
    let alone = pass(&feed(1, |_| with_end(5)), file.path(), &first.memory).await;
    assert_eq!(texts(&alone.items[0]).1, format!("{}.", LEADS[5]));
}
