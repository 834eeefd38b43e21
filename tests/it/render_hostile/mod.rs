//! One feed that tries to break every format. It holds no expectation.

use crate::render_newsroom::{NOW, article, at, settings, slug, web};
use pressroom::article::{Article, ArticleId, Author, Correction, Media, Origin, Withdrawn};
use pressroom::compose::{masthead, section_feed};
use pressroom::feed_document::{Also, FeedDocument};
use pressroom::text::CleanHtml;

/// The feed of the section `culture`, with hostile articles and two withdrawals.
pub(crate) fn hostile_feed() -> FeedDocument {
    let mut settings = settings();
    settings.publish.items = 50;
    let masthead = masthead(&settings);
    let articles = vec![everything(), from_elsewhere(), summary_only(), title_only(), kept_badly()];
    let section = settings.sections[1].clone();
    let mut feed = section_feed(&settings, masthead, &section, articles, withdrawn(), at(NOW));
    feed.also.insert(everything().id, vec![Also::from(&kept_badly()), Also::from(&everything())]);
    feed
}

fn everything() -> Article {
    let body = "<p>let's try &amp; break this &lt;item> ]]> and ]]&gt; <b>unpaired <i>markup</p>\
                <p>\u{b}control\u{1}, \u{fffe}non-character, \u{1F389} and \u{1D4B3}\r\n\
                <a href=\"/next?a=1&b=2\">next</a> <script>alert(1)</script>]]]]><![CDATA[>";
    Article {
        title:
            "let's try & break this <item> ]]> \u{b}\u{fffe}\u{1F389} \u{1D4B3} &amp; \"quoted\""
                .into(),
        url: Some(web("https://news.example/articles/1?a=1&b=2#'top'")),
        updated: at("2026-09-01T11:30:00Z"),
        authors: vec![
            Author {
                name: "Zoë & <Co>".into(),
                url: Some(web("https://news.example/zoe?a&b")),
                avatar: None,
                email: None,
            },
            Author { name: "O'Brien".into(), url: None, avatar: None, email: None },
        ],
        summary: "A <summary> & more; if a < b && b > c then ]]>".into(),
        content: CleanHtml::clean(body, Some(&web("https://news.example/articles/1"))),
        tags: vec!["R&D".into(), "<tag>".into(), "World".into()],
        media: vec![picture(), recording()],
        rights: Some("© <them> & us".into()),
        corrections: vec![Correction {
            at: at("2026-09-01T11:30:00Z"),
            note: "An earlier version said 1 < 0 & more ]]>.".into(),
        }],
        ..article("everything", at("2026-09-01T10:00:00.123Z"), &["culture", "world"])
    }
}

fn picture() -> Media {
    Media {
        url: web("https://news.example/a.jpg?w=1&h=2"),
        media_type: "image/jpeg".into(),
        length: None,
        size: Some((1200, 800)),
        seconds: None,
        description: Some("Two < three & \"four\"".into()),
        credit: Some("Agency & Sons".into()),
        thumbnail: Some(web("https://news.example/a-small.jpg")),
        renditions: Vec::new(),
    }
}

fn recording() -> Media {
    Media {
        url: web("https://news.example/a.mp3"),
        media_type: "audio/mpeg".into(),
        length: Some(1_234_567),
        size: None,
        seconds: Some(61),
        description: None,
        credit: None,
        thumbnail: None,
        renditions: Vec::new(),
    }
}

fn from_elsewhere() -> Article {
    Article {
        title: "آج کی خبر \u{202e}& <b>".into(),
        language: Some("ur".parse().expect("a valid value")),
        summary: "خلاصہ".into(),
        content: CleanHtml::clean("<p>متن</p>", None),
        authors: vec![Author {
            name: "نامہ نگار".into(), url: None, avatar: None, email: None
        }],
        corrections: vec![Correction {
            at: at("2026-09-01T09:30:00Z"),
            note: "نام درست کیا".into(),
        }],
        updated: at("2026-09-01T09:30:00Z"),
        origin: Some(Origin {
            title: "Elsewhere & Daughters".into(),
            feed: Some(web("https://elsewhere.example/feed?x=1&y=2")),
            site: Some(web("https://elsewhere.example/")),
            rights: None,
        }),
        ..article("elsewhere", at("2026-09-01T09:00:00Z"), &["culture"])
    }
}

/// No address and no text: the summary must reach readers all the same.
fn summary_only() -> Article {
    Article {
        url: None,
        summary: "Nothing but 1 < 2 & this".into(),
        content: CleanHtml::default(),
        origin: Some(Origin {
            title: "A wire & service".into(),
            feed: None,
            site: None,
            rights: None,
        }),
        ..article("summary", at("2026-09-01T08:00:00Z"), &["culture"])
    }
}

fn title_only() -> Article {
    let content = CleanHtml::default();
    Article { content, ..article("title", at("2026-09-01T07:00:00Z"), &["unlisted"]) }
}

/// Strings that a store kept are taken back unjudged: they are not to be trusted.
fn kept_badly() -> Article {
    Article {
        id: ArticleId::kept("tag:news.example,2026:\u{1}old&<id>".into()),
        content: CleanHtml::kept("<p>kept\u{b}\u{ffff} with\r\nold\rlines</p>".into()),
        sections: [slug("culture")].into(),
        ..article("kept", at("2026-09-01T06:00:00Z"), &[])
    }
}

fn withdrawn() -> Vec<Withdrawn> {
    vec![
        Withdrawn {
            id: ArticleId::made_from("taken back"),
            at: at("2026-09-01T11:45:00Z"),
            published: at("2026-08-31T10:00:00Z"),
            url: Some(web("https://news.example/articles/gone?a&b")),
            reason: Some("Legal reasons: A & B <v> C ]]>".into()),
            place: None,
            id_in_address: Default::default(),
        },
        Withdrawn {
            id: ArticleId::made_from("taken back silently"),
            at: at("2026-09-01T11:40:00Z"),
            published: at("2026-08-31T09:00:00Z"),
            url: None,
            reason: None,
            place: None,
            id_in_address: Default::default(),
        },
    ]
}
