//! A small newsroom for tests: its settings, and a plain article. It holds no
//! expectation.

use chrono::{DateTime, Utc};
use pressroom::article::{Article, ArticleId};
use pressroom::config::settings::front_page::{FrontPage, Quota};
use pressroom::config::settings::{
    Fetch, Folder, Judging, Publish, Server, Settings, Site, Source, SourceKind, Store,
};
use pressroom::feed_document::{Contact, Picture};
use pressroom::schedule::Timetable;
use pressroom::section::{Section, Slug};
use pressroom::source_memory::SourceName;
use pressroom::text::{CleanHtml, XmlText};
use pressroom::web_address::WebAddress;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What time it is in these tests.
pub(crate) const NOW: &str = "2026-09-01T12:00:00Z";

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a valid value")
}

pub(crate) fn web(text: &str) -> WebAddress {
    text.parse().expect("a valid value")
}

pub(crate) fn slug(text: &str) -> Slug {
    text.parse().expect("a valid value")
}

/// An article with a title, a text and an address, and nothing else.
pub(crate) fn article(key: &str, published: DateTime<Utc>, sections: &[&str]) -> Article {
    Article {
        id: ArticleId::made_from(key),
        title: XmlText::new(format!("Title of {key}")),
        url: Some(web("https://news.example/articles/").join(key).expect("a valid value")),
        published,
        updated: published,
        authors: vec![],
        summary: XmlText::default(),
        content: CleanHtml::clean(&format!("<p>Text of {key}</p>"), None),
        language: None,
        sections: sections.iter().map(|section| slug(section)).collect::<BTreeSet<_>>(),
        tags: vec![],
        media: vec![],
        origin: None,
        rights: None,
        corrections: Vec::new(),
        author_note: None,
        episode: None,
        home: Default::default(),
        id_in_address: Default::default(),
    }
}

/// Sections `world`, `culture` and `sport`; one source, every hour; feeds of 3
/// items and a window of an hour; a front page of 6 with 2 a section.
pub(crate) fn settings() -> Settings {
    Settings {
        site: site(),
        server: server(),
        store: Store {
            path: "articles.sqlite".into(),
            keep: None,
            keep_per_section: None,
            maintenance: Timetable::parse("@yearly", chrono_tz::Tz::UTC).unwrap(),
        },
        publish: publish(),
        front_page: FrontPage {
            title: "The Example & Gazette".into(),
            description: "News from <everywhere>".into(),
            items: 6,
            quotas: ["world", "culture", "sport"].map(|name| Quota::at_most(2, slug(name))).into(),
            ..FrontPage::default()
        },
        api: pressroom::config::settings::Api::default(),
        desk: pressroom::config::settings::Desk::default(),
        alerts: pressroom::config::settings::alerts::Alerts::default(),
        warnings: Vec::new(),
        duplicates: Default::default(),
        embeds: Default::default(),
        public_mail: Default::default(),
        fetch: Fetch {
            user_agent: "pressroom".into(),
            timeout: Duration::from_secs(30),
            max_bytes: 1 << 20,
            allow_hosts: vec![],
            ..Fetch::default()
        },
        sections: vec![
            section("world", "World"),
            section("culture", "Arts & Culture"),
            section("sport", "Sport"),
        ],
        feeds: vec![],
        search: Default::default(),
        pictures: Default::default(),
        web: None,
        sources: vec![source()],
    }
}

fn site() -> Site {
    Site {
        title: "The Example & Gazette".into(),
        description: "News from <everywhere>".into(),
        url: web("https://news.example/"),
        feeds_url: web("https://news.example/feeds/"),
        tag: "news.example,2026".into(),
        founded: at("2026-01-01T00:00:00Z"),
        hosts: Vec::new(),
        language: "en-PK".parse().expect("a valid value"),
        timezone: chrono_tz::Asia::Karachi,
        rights: Some("© 2026 The Example & Gazette".into()),
        editor: Some(Contact {
            email: "editor@news.example".into(),
            name: Some("A. Editor".into()),
        }),
        webmaster: Some(Contact { email: "web@news.example".into(), name: None }),
        logo: Some(Picture { url: web("https://news.example/logo.png"), size: Some((288, 80)) }),
        icon: Some(web("https://news.example/icon.png")),
        hubs: vec![web("https://hub.example/")],
    }
}

fn server() -> Server {
    Server {
        listen: ([127, 0, 0, 1], 0).into(),
        admin: ([127, 0, 0, 1], 0).into(),
        max_connections: 100,
        first_byte_timeout: Duration::from_secs(5),
        header_timeout: Duration::from_secs(5),
        max_header_bytes: 16_384,
        shutdown_timeout: Duration::from_secs(5),
        gone: vec![],
        moved: BTreeMap::new(),
        allow_breaking: false,
    }
}

fn publish() -> Publish {
    Publish {
        folder: "feeds".into(),
        items: 3,
        archive_items: 50,
        window: Duration::from_secs(3600),
        cache_min: Duration::from_secs(60),
        cache_max: Duration::from_secs(3600),
        stale_while_revalidate: Duration::from_secs(60),
        stale_if_error: Duration::from_secs(86_400),
        keep_withdrawn: Duration::from_secs(30 * 86_400),
        max_document_bytes: 1 << 22,
        collapse_below: 0.0,
    }
}

fn section(name: &str, title: &str) -> Section {
    Section {
        slug: slug(name),
        title: title.into(),
        description: format!("All of {title}").into(),
        page: web("https://news.example/").join(name).expect("a valid value"),
        language: None,
    }
}

fn source() -> Source {
    Source {
        own_zone: None,
        judging: Judging {
            sections: vec![slug("world")],
            ..Judging::of_everything(SourceName::new("desk"), 0)
        },
        timetable: Timetable::parse("0 * * * *", chrono_tz::UTC).expect("a valid value"),
        backoff_max: None,
        jitter: Duration::ZERO,
        kind: SourceKind::Folder(Folder { path: "articles".into(), watch: false, mirror: false }),
        access: pressroom::config::settings::SourceAccess::default(),
    }
}
