//! Whatever the articles say, every document can be read:
//! - XML is well-formed, every prefix is bound, every declared namespace is used;
//! - no character that XML 1.0 forbids is in any format;
//! - ids are unique; titles come back in their order, character by character;
//! - whole texts are equal in RSS, Atom and JSON, whatever is in them;
//! - JSON items have an id and a content.

use crate::render_newsroom as newsroom;
use crate::render_newsroom::{article, at, settings};
use pressroom::article::{Article, ArticleId, Author, Correction, Media, Withdrawn};
use pressroom::compose::{masthead, section_feed};
use pressroom::episode::{Episode, EpisodeFile, EpisodeKind};
use pressroom::feed_document::{FeedDocument, Format};
use pressroom::render::{index, opml, page, render};
use pressroom::text::CleanHtml;
use pressroom::text::xml_text::is_xml_char;
use proptest::prelude::*;
use quick_xml::NsReader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use std::collections::BTreeSet;

/// Text that parsers stumble over, among any characters at all.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("]]>".to_owned()),
        Just("<![CDATA[".to_owned()),
        Just("&amp;".to_owned()),
        Just("&#0;&nbsp;&".to_owned()),
        Just("</item></entry><".to_owned()),
        Just("\u{0}\u{b}\u{fffe}\u{ffff}\u{1f}".to_owned()),
        Just("<b>x".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn any_article() -> impl Strategy<Value = Article> {
    let texts = proptest::array::uniform6(hostile_text());
    let language = prop_oneof![Just(None), Just(Some("ur")), Just(Some("en-GB"))];
    (0..20u32, 0..90_000i64, texts, language, any::<[bool; 5]>()).prop_map(
        |(key, age, [title, body, summary, name, tag, note], language, has)| {
            let published = at(newsroom::NOW) - chrono::TimeDelta::seconds(age);
            let mut one = article(&key.to_string(), published, &["culture"]);
            one.title = format!("x{}", title.replace(['\r', '\n'], "")).into();
            one.summary = summary.into();
            one.content = if has[0] { CleanHtml::kept(body) } else { CleanHtml::default() };
            one.language = language.map(|tag| tag.parse().expect("a valid value"));
            one.authors =
                vec![Author { name: name.clone().into(), url: None, avatar: None, email: None }];
            one.tags = vec![tag.into()];
            if has[1] {
                one.url = None;
            }
            if has[2] {
                one.corrections = vec![Correction { at: published, note: note.into() }];
            }
            if has[3] {
                one.media = vec![Media {
                    url: newsroom::web("https://news.example/a.jpg?a&b"),
                    media_type: "image/jpeg".into(),
                    length: Some(u64::from(key)),
                    size: None,
                    seconds: None,
                    description: Some(name.into()),
                    credit: None,
                    thumbnail: None,
                    renditions: Vec::new(),
                }];
                one.episode = Some(episode());
            }
            if has[4] {
                one.updated = at(newsroom::NOW);
            }
            one
        },
    )
}

/// All that is of an episode, at addresses that no attribute may hold as they are.
fn episode() -> Episode {
    let file = |name: &str| EpisodeFile {
        url: newsroom::web(&format!("https://news.example/{name}?a=1&b='2'&lt")),
        media_type: "text/\"vtt\"<&".into(),
        language: "ur".parse().ok(),
        is_captions: true,
    };
    Episode {
        number: Some(1),
        season: Some(2),
        kind: Some(EpisodeKind::Full),
        explicit: Some(false),
        seconds: Some(61),
        image: Some(newsroom::web("https://news.example/cover.jpg?w=1400&h=1400")),
        transcripts: vec![file("words.vtt")],
        chapters: Some(file("chapters.json")),
    }
}

fn any_feed() -> impl Strategy<Value = FeedDocument> {
    let articles = proptest::collection::vec(any_article(), 0..8);
    let gone = proptest::collection::vec((0..30u32, hostile_text()), 0..3);
    (articles, gone).prop_map(|(articles, gone)| {
        let settings = settings();
        let now = at(newsroom::NOW);
        let withdrawn = gone.into_iter().map(|(key, reason)| Withdrawn {
            id: ArticleId::made_from(&key.to_string()),
            at: now,
            published: now,
            url: None,
            reason: Some(reason.into()),
            place: None,
            id_in_address: Default::default(),
        });
        let section = settings.sections[1].clone();
        let head = masthead(&settings);
        section_feed(&settings, head, &section, articles, withdrawn.collect(), now)
    })
}

/// Reads XML to its end; panics with what is wrong. Gives the texts of the
/// elements called `wanted` below `parent`.
fn read_strictly(xml: &str, parent: &str, wanted: &str) -> Vec<String> {
    assert!(xml.chars().all(is_xml_char), "a character that XML forbids: {xml:?}");
    let mut reader = NsReader::from_str(xml);
    let mut path: Vec<String> = vec![];
    let (mut declared, mut used) = (BTreeSet::new(), BTreeSet::new());
    let mut texts = vec![];
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}"));
        let wanted_here = path.ends_with(&[parent.to_owned(), wanted.to_owned()]);
        match event {
            Event::Eof => break,
            Event::Start(ref start) | Event::Empty(ref start) => {
                let name = start.name().as_ref().to_owned();
                let (namespace, _) = reader.resolver().resolve_element(start.name());
                assert!(!matches!(namespace, ResolveResult::Unknown(_)), "unbound: {name}");
                used.extend(name.split_once(':').map(|(prefix, _)| prefix.to_owned()));
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{error}: {xml}"));
                    let value = unescape(&attribute.value);
                    value.unwrap_or_else(|error| panic!("{error}: {xml}"));
                    let key = attribute.key.as_ref();
                    match key.split_once(':') {
                        Some(("xmlns", prefix)) => drop(declared.insert(prefix.to_owned())),
                        Some(("xml", _)) | None => {}
                        Some((prefix, _)) => drop(used.insert(prefix.to_owned())),
                    }
                }
                if matches!(event, Event::Start(_)) {
                    if path.last().is_some_and(|last| last == parent) && name == wanted {
                        texts.push(String::new());
                    }
                    path.push(name);
                }
            }
            Event::End(_) => drop(path.pop()),
            Event::Text(text) if wanted_here => {
                texts.last_mut().expect("it is there").push_str(&text);
            }
            Event::CData(data) if wanted_here => {
                texts.last_mut().expect("it is there").push_str(&data);
            }
            Event::GeneralRef(name) => {
                let resolved = match name.resolve_char_ref().expect("it is there") {
                    Some(c) => c.to_string(),
                    None => resolve_predefined_entity(&name).expect("a known entity").to_owned(),
                };
                if wanted_here {
                    texts.last_mut().expect("it is there").push_str(&resolved);
                }
            }
            _ => {}
        }
    }
    assert!(path.is_empty(), "unclosed: {path:?}");
    assert_eq!(declared, used, "declared and used prefixes differ: {xml}");
    texts
}

fn text_of(doc: &FeedDocument, format: Format) -> String {
    String::from_utf8(render(doc, format).expect("the document is written")).expect("UTF-8")
}

fn titles(doc: &FeedDocument) -> Vec<String> {
    doc.entries.iter().map(|article| article.title.to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn rss_is_well_formed(doc in any_feed()) {
        let rss = text_of(&doc, Format::Rss);
        let mut found = read_strictly(&rss, "item", "title");
        found.truncate(doc.entries.len());
        prop_assert_eq!(found, titles(&doc));
        let ids = read_strictly(&rss, "item", "guid");
        let unique: BTreeSet<&String> = ids.iter().collect();
        prop_assert_eq!(unique.len(), ids.len());
        prop_assert_eq!(ids.len(), doc.entries.len() + doc.withdrawn.len());
    }

    #[test]
    fn atom_is_well_formed(doc in any_feed()) {
        let atom = text_of(&doc, Format::Atom);
        prop_assert_eq!(read_strictly(&atom, "entry", "title"), titles(&doc));
        let ids = read_strictly(&atom, "entry", "id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        prop_assert_eq!(unique.len(), doc.entries.len());
        for dates in ["updated", "published"] {
            for date in read_strictly(&atom, "entry", dates) {
                prop_assert!(date.ends_with('Z') && date.len() == 20, "{}", date);
            }
        }
        prop_assert!(atom_syndication::Feed::read_from(atom.as_bytes()).is_ok());
    }

    #[test]
    fn json_is_complete(doc in any_feed()) {
        let json = text_of(&doc, Format::Json);
        prop_assert!(json.chars().all(is_xml_char));
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let items = json["items"].as_array().expect("it is there");
        prop_assert_eq!(items.len(), doc.entries.len());
        for (item, title) in items.iter().zip(titles(&doc)) {
            prop_assert_eq!(item["title"].as_str(), Some(title.as_str()));
            prop_assert!(item["id"].is_string());
            prop_assert!(item["content_html"].is_string() != item["content_text"].is_string());
        }
        let withdrawn = json["_pressroom"]["withdrawn"].as_array().map_or(0, Vec::len);
        prop_assert_eq!(withdrawn, doc.withdrawn.len());
    }

    #[test]
    fn whole_texts_are_equal_in_every_format(doc in any_feed()) {
        let rss = read_strictly(&text_of(&doc, Format::Rss), "item", "content:encoded");
        let json = text_of(&doc, Format::Json);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let items = json["items"].as_array().expect("it is there");
        let html: Vec<&str> =
            items.iter().filter_map(|item| item["content_html"].as_str()).collect();
        prop_assert_eq!(&rss, &html);
        let atom = read_strictly(&text_of(&doc, Format::Atom), "entry", "content");
        // Atom has a content, too, where an entry without a text has no address or summary.
        let blank = |text: &str| text.chars().all(|c| c.is_whitespace() || !is_xml_char(c));
        let without =
            |one: &&Article| {
                let is_bare = one.url.is_none() || blank(&one.summary);
                is_bare && blank(&one.content) && one.corrections.is_empty()
            };
        let alone = doc.entries.iter().map(|one| &**one).filter(without).count();
        prop_assert_eq!(atom.len(), html.len() + alone);
        prop_assert!(html.iter().all(|text| atom.iter().any(|other| other == text)));
    }

    #[test]
    fn lists_and_pages_are_well_formed(doc in any_feed()) {
        read_strictly(std::str::from_utf8(&opml(std::slice::from_ref(&doc)).expect("UTF-8")).expect("UTF-8"), "", "");
        // The pages are written so that an XML parser reads them, but for what
        // HTML writes without an end.
        for html in [page(&doc).expect("the document is written"), index(std::slice::from_ref(&doc)).expect("the document is written")] {
            let html = String::from_utf8(html).expect("UTF-8");
            let body = &html[html.find("<body>").expect("it is there")..html.find("</html>").expect("it is there")];
            read_strictly(body, "", "");
        }
    }
}
