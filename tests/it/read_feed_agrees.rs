//! On sound feeds we agree with an independent reader (feed-rs): the same
//! items, ids, titles, addresses, dates, authors and categories, for RSS 2.0,
//! RSS 1.0 and Atom 1.0, whatever the texts are.

use chrono::{DateTime, Utc};
use pressroom::raw_item::{RawItem, RawText};
use pressroom::sources::feed::{Document, read};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Story {
    name: u32,
    title: String,
    seconds: i64,
    author: String,
    tag: String,
    text: String,
}

impl Story {
    fn date(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_secs(self.seconds).expect("in range")
    }

    fn rss(&self) -> String {
        format!(
            "<item><title>{}</title><link>https://p.org/{n}?a=1&amp;b</link><guid isPermaLink=\"false\">n:{n}</guid>\
             <pubDate>{}</pubDate><dc:creator>{}</dc:creator><category>{}</category>\
             <description><![CDATA[{}]]></description></item>",
            escaped(&self.title),
            self.date().to_rfc2822(),
            escaped(&self.author),
            escaped(&self.tag),
            self.text,
            n = self.name,
        )
    }

    fn atom(&self) -> String {
        format!(
            "<entry><title>{}</title><link href=\"https://p.org/{n}?a=1&amp;b\"/><id>n:{n}</id>\
             <published>{date}</published><updated>{date}</updated><author><name>{}</name></author>\
             <category term=\"{}\"/><content type=\"html\">{}</content></entry>",
            escaped(&self.title),
            escaped(&self.author),
            escaped(&self.tag),
            escaped(&self.text),
            n = self.name,
            date = self.date().to_rfc3339(),
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let word = "[a-zA-Zéжعあ]{1,8}( [a-zA-Zéжعあ]{1,8}){0,4}";
    let text = "(<p>|</p>|<b>|</b>|&amp;|&eacute;| |x|<!-- c -->|<item>|</entry>|\\[\\]|é){0,12}y";
    let story = (0..1_000_000_u32, word, 0..2_000_000_000_i64, word, word, text).prop_map(
        |(name, title, seconds, author, tag, text)| Story {
            name,
            title,
            seconds,
            author,
            tag,
            text,
        },
    );
    proptest::collection::vec(story, 1..8).prop_map(|mut stories| {
        stories.sort_by_key(|story| story.name);
        stories.dedup_by_key(|story| story.name);
        stories
    })
}

fn rss_2(stories: &[Story]) -> String {
    let items: String = stories.iter().map(Story::rss).collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <channel><title>P</title><link>https://p.org/</link><description>d</description>{items}</channel></rss>"
    )
}

fn atom_1(stories: &[Story]) -> String {
    let entries: String = stories.iter().map(Story::atom).collect();
    format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>P</title><id>p</id>\
         <updated>2026-09-01T10:00:00Z</updated>{entries}</feed>"
    )
}

fn ours(document: &str) -> Vec<RawItem> {
    let document = Document { bytes: document.as_bytes(), content_type: None, base: None };
    let reading = read(&document, &Default::default()).expect("a feed");
    assert_eq!(reading.rejections, []);
    reading.items
}

fn agree(document: &str, stories: &[Story]) -> Result<(), TestCaseError> {
    let ours = ours(document);
    let theirs = feed_rs::parser::parse(document.as_bytes()).expect("a sound feed").entries;
    prop_assert_eq!(ours.len(), stories.len());
    prop_assert_eq!(theirs.len(), stories.len());
    for ((item, entry), story) in ours.iter().zip(&theirs).zip(stories) {
        prop_assert_eq!(&item.key, &entry.id);
        let title = entry.title.as_ref().map(|title| title.content.as_str());
        prop_assert_eq!(item.title.as_ref().map(RawText::as_str), title);
        prop_assert_eq!(item.url.as_deref(), entry.links.first().map(|link| link.href.as_str()));
        prop_assert_eq!(item.published, entry.published);
        let names: Vec<_> = item.authors.iter().map(|author| &author.name).collect();
        let their_names: Vec<_> = entry.authors.iter().filter_map(|a| a.name.as_ref()).collect();
        prop_assert_eq!(names, their_names);
        let terms: Vec<_> = entry.categories.iter().map(|category| &category.term).collect();
        prop_assert_eq!(item.tags.iter().collect::<Vec<_>>(), terms);
        let text = item.content.as_ref().or(item.summary.as_ref()).map(RawText::as_str);
        prop_assert_eq!(text, Some(story.text.trim()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rss(stories in stories()) {
        agree(&rss_2(&stories), &stories)?;
    }

    #[test]
    fn atom(stories in stories()) {
        agree(&atom_1(&stories), &stories)?;
    }
}
