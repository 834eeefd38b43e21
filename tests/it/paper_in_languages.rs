//! Promise: a paper speaks one language.
//! - what nobody wrote is in its words, and none of it is English;
//! - numbers, commas and colons are as the language has them;
//! - a colour of links that is hard to read is told by `check`, with the contrast;
//! - the address of a writer that stands beside the name is told by the button.

use crate::desk::Desk;
use crate::program::{DESK, Newsroom};
use chrono_tz::UTC;
use pressroom::text::Language;
use pressroom::words::words;
use std::collections::BTreeSet;

const ALL: [&str; 6] = ["en", "de", "fr", "es", "ar", "ur"];

fn of(tag: &str) -> &'static pressroom::words::Words {
    words(&tag.parse::<Language>().unwrap())
}

#[test]
fn descriptions_that_nobody_wrote_are_in_the_words_of_the_paper() {
    let mut told = BTreeSet::new();
    for language in ALL {
        let web = "[web]\naddress = \"https://test.example/\"\n";
        let newsroom = Newsroom::new(&format!("{DESK}{web}"));
        newsroom.write("articles/.keep", "");
        let config = std::fs::read_to_string(newsroom.path("config.toml")).unwrap();
        let config =
            config.replacen("[site]\n", &format!("[site]\nlanguage = \"{language}\"\n"), 1);
        newsroom.write("config.toml", &config);
        let service = newsroom.serve();
        let page = service.wait_for("/subscribe", |answer| answer.status == 200).text();
        let manifest = service.get("/manifest.webmanifest").text();
        assert_eq!(page.contains("the latest from"), language == "en", "{page}");
        assert_eq!(page.contains("News from"), language == "en", "{page}");
        assert!(
            manifest.contains(&of(language).with(of(language).about, "The Test")),
            "{manifest}"
        );
        assert!(page.contains(&of(language).latest("World", "The Test")), "{page}");
        // Nor is what is wrong told in other words, or outside the paper.
        for path in ["/feeds/nosuch.rss", "/feeds/archive/world-1.html"] {
            let wrong = service.get(path);
            let missing = wrong.text().contains(of(language).missing);
            assert!(wrong.status == 404 && missing, "{path}: {}", wrong.text());
        }
        told.insert(of(language).latest("World", "The Test"));
    }
    assert_eq!(told.len(), ALL.len());
}

#[test]
fn numbers_and_marks_are_as_the_language_has_them() {
    let at = "2026-11-27T12:00:00Z".parse().unwrap();
    assert_eq!(of("fr").weekday(at, UTC), "vendredi 27 novembre 2026");
    assert_eq!(of("en").weekday(at, UTC), "Friday, 27 November 2026");
    assert_eq!(of("fr").of("Le Courrier", "S1"), "Le Courrier\u{a0}: S1");
    for (minutes, said) in [
        (1, "تُراجع كل دقيقة"),
        (2, "تُراجع كل دقيقتين"),
        (5, "تُراجع كل 5 دقائق"),
        (15, "تُراجع كل 15 دقيقة"),
        (103, "تُراجع كل 103 دقائق"),
    ] {
        assert_eq!(of("ar").every(minutes), said);
    }
    assert_eq!(of("en").every(1), "looked at every minute");
    for language in ALL {
        let said = of(language);
        assert!(said.every(7).contains('7') && said.about.contains("{}"), "{language}");
        let both = said.latest("{}", "B");
        assert!(both.contains("{}") && both.contains('B') && both.matches("{}").count() == 1);
    }
}

#[test]
fn a_pale_colour_is_told() {
    for (key, colour, ratio) in [
        ("accent", "#ffff00", Some("1.0:1")),
        ("accent", "#fffffe", Some("1.0:1")),
        ("accent", "#8a3b00", None),
        ("accent_dark", "#222222", Some("1.1:1")),
        ("accent_dark", "#ffb37a", None),
    ] {
        let web = format!("[web]\naddress = \"https://test.example/\"\n{key} = \"{colour}\"\n");
        let newsroom = Newsroom::new(&format!("{DESK}{web}"));
        newsroom.write("articles/.keep", "");
        let said = newsroom.ended(&["check"], 0);
        let told = said.lines().find(|line| line.contains("have a contrast of"));
        assert_eq!(told.is_some(), ratio.is_some(), "{colour}: {said}");
        assert!(ratio.is_none_or(|ratio| told.unwrap().contains(ratio)), "{colour}: {said}");
    }
}

#[test]
fn the_address_beside_a_name_is_told() {
    use pressroom::paper::{Addressee, Route, ShortId};
    use pressroom::pipeline::Leaf;
    let desk = Desk::with("[web]\naddress = \"https://test.example/\"\n");
    desk.push(serde_json::json!({"id": "one",
        "authors": [{"name": "Omar Khan <omar.khan@leak.example>"}],
        "_pressroom": {"author_note": "The writer can be reached at note.person@leak.example"}}));
    desk.pipeline.publish_all(false).unwrap();
    let article = desk.pipeline.ask(|store| store.find("one", 1)).unwrap().articles.remove(0);
    let route = Route::WriteTo(ShortId::of(&article).unwrap(), Addressee::Writer);
    let Leaf::Page(page) = desk.pipeline.printer.write_to(&route).unwrap() else { panic!() };
    let page = String::from_utf8(page.identity.to_vec()).unwrap();
    let at = |address: &str| page.find(address).unwrap_or_else(|| panic!("{address}: {page}"));
    assert!(at("omar.khan@leak.example") < at("note.person@leak.example"));
}
