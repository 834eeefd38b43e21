//! - The gate gives an answer to any bytes whatever, under any name.
//! - No part of a good document passes as the whole.
//! - A script tag is found wherever in content it is put.

use chrono::{DateTime, Utc};
use pressroom::edition::DocumentName;
use pressroom::feed_document::Format;
use pressroom::publish::gate::{Limits, check};
use proptest::prelude::*;

const LIMITS: Limits = Limits { max_document_bytes: 1_000_000, collapse_below: 0.5 };

fn now() -> DateTime<Utc> {
    "2026-09-01T12:00:00Z".parse().unwrap()
}

fn good() -> [(DocumentName, &'static str); 5] {
    let feed = |format| DocumentName::Feed("world".parse().unwrap(), format);
    [
        (feed(Format::Rss), include_str!("documents/good.rss")),
        (feed(Format::Atom), include_str!("documents/good.atom")),
        (feed(Format::Json), include_str!("documents/good.json")),
        (DocumentName::Opml, include_str!("documents/good.opml")),
        (DocumentName::Index, include_str!("documents/good.html")),
    ]
}

fn passes(name: &DocumentName, bytes: &[u8]) -> bool {
    check(name, bytes, None, &LIMITS, now()).is_ok()
}

/// The JSON Feed with other content in its first item.
fn with_content(text: &str, html: &str) -> String {
    let name = "\"content_html\": ";
    let start = text.find(name).unwrap() + name.len();
    let end = start + text[start..].find(",\n").unwrap();
    format!("{}{}{}", &text[..start], serde_json::to_string(html).unwrap(), &text[end..])
}

#[test]
fn no_part_of_a_document_passes() {
    for (name, text) in good() {
        let whole = text.trim_end().as_bytes();
        assert!(passes(&name, whole), "{name}");
        for length in 0..whole.len() {
            assert!(!passes(&name, &whole[..length]), "{length} bytes of {name}");
        }
        for start in 1..whole.len() {
            if whole[..start].trim_ascii_end().ends_with(b"?>") {
                continue; // XML may do without its declaration.
            }
            assert!(!passes(&name, &whole[start..]), "{name} from byte {start}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for (name, _) in good() {
            prop_assert!(!passes(&name, &bytes));
        }
    }

    #[test]
    fn a_damaged_document_gets_an_answer(
        which in 0..5usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), "\\PC{0,3}|[<>&;\"'=/:!\\-\\[\\]#x\0\u{fffe}]{1,3}"), 1..6),
    ) {
        let (name, text) = &good()[which];
        let mut characters: Vec<char> = text.chars().collect();
        for (at, insert) in damage {
            let at = at.index(characters.len());
            let end = (at + insert.chars().count()).min(characters.len());
            characters.splice(at..end, insert.chars());
        }
        let damaged: String = characters.into_iter().collect();
        passes(name, damaged.as_bytes());
    }

    #[test]
    fn any_markup_gets_an_answer(markup in "[<>/a-z \"'=!&;:#\\-é\n]{0,60}") {
        let (name, text) = &good()[2];
        passes(name, with_content(text, &markup).as_bytes());
        let page = good()[4].1.replacen("<h1>World</h1>", &markup, 1);
        passes(&good()[4].0, page.as_bytes());
    }

    #[test]
    fn a_script_is_found_behind_any_clean_markup(
        before in prop::collection::vec(
            prop::sample::select(vec![
                "<p>", "</p>", "a < b", "5 > 4", "<!-- c -->", "<!-->", "<!--->", "<br/>", "<?pi?>",
                "<a href=\"https://x.example/?a=1>2\">", "<b title='\">'>", "<i title=\"'\">",
                "<img alt=\"<!--\" src=\"https://x.example/\">", "<p id=x/>", "&lt;", "<!DOCTYPE x>",
                "<!-- -- > --!>", "</p title=\">\">", "é", "\n", "<ul\n class = x >",
            ]),
            0..8,
        ),
        script in prop::sample::select(vec!["<script>", "<SCRIPT src=x>", "<script\n>", "<script/>"]),
    ) {
        // Every piece leaves a browser's tokenizer in its data state.
        let clean = before.concat();
        let (name, text) = &good()[2];
        let text = with_content(text, &format!("{clean}{script}"));
        let refusal = check(name, text.as_bytes(), None, &LIMITS, now()).unwrap_err();
        prop_assert_eq!(refusal.rule.as_str(), "active-content");
        prop_assert_eq!(refusal.article.as_deref(), Some("urn:uuid:aaaa"));
    }
}
