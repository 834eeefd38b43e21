//! The config is judged whole:
//! - eleven mistakes in one file are eleven problems, each at its own line and column;
//! - the same file gives the same problems every time, in the order of its lines;
//! - an unreadable line hides nothing that is wrong elsewhere, and nothing is
//!   said that would only follow from it;
//! - no text, however broken, makes the program panic, and every problem points
//!   into the text;
//! - a schedule is refused exactly when the schedule itself refuses it;
//! - a filter or edit that could not mean anything is refused, with the place of
//!   the expression and what is wrong with it;
//! - a missing, foreign or huge file, and a wrong variable, are problems too.

use pressroom::config::{Environment, Problem, Problems, from_text, load};
use pressroom::schedule::Timetable;
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;

const RIGHT: &str = r#"[site]
title = "The Indus Courier"
url = "https://www.induscourier.example/"
founded = 2026-09-01

[[section]]
title = "World"

[[source]]
name = "newsroom"
schedule = "*/5 * * * *"
sections = ["world"]
[source.feed]
url = "https://wire.example/feed"
"#;

const MISTAKES: &str = r#"[site]
title = "The Indus Courier"
url = "www.induscourier.example"
founded = 2026-09-01
timezone = "Asia/Karrachi"
[publish]
itmes = 50
window = "an hour"
collapse_below = 7.5
[front_page]
items = "50"
[[section]]
title = "World"
slug = "The World"
[[section]]
description = "دنیا بھر کی خبریں"
[[source]]
name = "wire"
schedule = "*/5 * * * *"
sections = ["sports"]
[source.feed]
file = "no-such-folder/wire.xml"
[server]
listen = 8080
"#;

fn check(text: &str) -> Result<(), Problems> {
    let path = Path::new("config.toml");
    from_text(text, path, &Environment::default()).map(|_| ())
}

/// Checks a text as if it stood in an empty folder.
fn check_in_folder(text: &str) -> Vec<Problem> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("config.toml");
    match from_text(text, &path, &Environment::default()) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.to_vec(),
    }
}

#[test]
fn eleven_mistakes_are_eleven_problems_each_at_its_place() {
    let problems = check_in_folder(MISTAKES);
    let places: Vec<(usize, usize, usize)> =
        problems.iter().map(|problem| (problem.line, problem.column, problem.length)).collect();
    let expected = [
        (3, 7, 26),  // an address without a scheme
        (5, 12, 15), // a zone that is misspelt
        (7, 1, 5),   // a key that is misspelt
        (8, 10, 9),  // a length of time in words
        (9, 18, 3),  // a part above one
        (11, 9, 4),  // a text for a number
        (14, 8, 11), // a slug with a space
        (15, 1, 11), // a section without a title
        (20, 13, 8), // a section that is not there
        (22, 8, 25), // a file in no folder
        (24, 10, 4), // a number for an endpoint
    ];
    assert_eq!(places, expected, "{problems:#?}");
}

#[test]
fn the_same_file_gives_the_same_problems() {
    assert_eq!(check_in_folder(MISTAKES).len(), 11);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    let read = || from_text(MISTAKES, &path, &Environment::default()).map(|_| ());
    assert_eq!(read(), read());
}

#[test]
fn an_unreadable_line_hides_no_mistake_elsewhere() {
    let text = RIGHT.replace("title = \"World\"", "title = World") + "fiel = \"x\"\n";
    let problems = check_in_folder(&text);
    let told: Vec<(usize, &str)> =
        problems.iter().map(|problem| (problem.line, problem.cause.as_str())).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0].0, 7);
    assert!(told[0].1.contains("not TOML"), "{told:?}");
    assert_eq!(told[1], (15, "`fiel` is not a key of [source.feed]"));
}

#[test]
fn every_line_that_is_no_key_with_a_value_is_told() {
    let text = RIGHT.replace("title = \"World\"", "title: \"World\"\nslug: \"world\"")
        + "\nپاکستان\nfiel = \"x\"\n";
    let lines: Vec<usize> = check_in_folder(&text).iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [7, 8, 17, 18]);
}

#[test]
fn lines_end_with_carriage_returns_too_and_a_byte_order_mark_is_no_column() {
    let text = format!("\u{FEFF}{}", RIGHT.replace("[site]", "[sit]").replace('\n', "\r\n"));
    let problems = check_in_folder(&text);
    let first = &problems[0];
    assert_eq!((first.line, first.column, first.length), (1, 2, 3), "{problems:#?}");
}

#[test]
fn a_schedule_is_refused_exactly_when_the_timetable_refuses_it() {
    let expressions = [
        "*/5 * * * *",
        "61 * * * *",
        "* * * * * * * *",
        "soon",
        "0 0 31 2 *",
        "0 9 * * 1-5",
        "@hourly",
    ];
    for expression in expressions {
        let text = RIGHT.replace("*/5 * * * *", expression);
        let problems = check_in_folder(&text);
        match Timetable::parse(expression, chrono_tz::UTC) {
            Ok(_) => assert_eq!(problems, [], "{expression}"),
            Err(error) => {
                assert_eq!(problems.len(), 1, "{expression}: {problems:?}");
                assert_eq!((problems[0].line, problems[0].column), (11, 12));
                assert!(problems[0].cause.contains(&error.reason), "{problems:?}");
            }
        }
    }
}

#[test]
fn a_rule_that_cannot_mean_anything_is_refused_at_its_place() {
    let wrong = [
        ("[[source.drop]]\ntitle = ['ok', '[a']", (16, 16, 4), "unclosed character class"),
        ("[[source.drop]]\ntitle = ['a*']", (16, 10, 4), "found in every text"),
        ("[[source.keep]]\ntext = ['(?:a{1000}){1000}']", (16, 9, 19), "grows too large"),
        ("[[source.keep]]", (15, 1, 15), "no condition"),
        ("[[source.edit]]\ntitle = ['a']", (15, 1, 15), "changes nothing"),
        ("[[source.edit]]\nfind = '(a)(b)'\nreplace = '$3'", (17, 11, 4), "no group `3`"),
        ("[[source.edit]]\nfind = '(a)'\nreplace = '$1st'", (17, 11, 6), "no group `1st`"),
        ("[[source.edit]]\nfind = 'a'\nin = ['titel']", (17, 7, 7), "no part of an article"),
        ("[[source.edit]]\nadd_tags = ['x']\nreplace = 'y'", (17, 11, 3), "without `find`"),
        ("[[source.edit]]\nset_sections = ['sports']", (16, 17, 8), "sports"),
        ("[[source.drop]]\nolder_than = '20y'", (16, 14, 5), "not a length of time"),
    ];
    for (rules, place, cause) in wrong {
        let problems = check_in_folder(&format!("{RIGHT}{rules}\n"));
        let [problem] = problems.as_slice() else { panic!("{rules}: {problems:#?}") };
        assert_eq!((problem.line, problem.column, problem.length), place, "{problem:?}");
        assert!(problem.cause.contains(cause), "{problem:?}");
    }
}

#[test]
fn a_missing_file_says_how_to_begin() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    let problems = load(&path, &Environment::default()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].remedy.contains("pressroom init"), "{problems}");
    assert_eq!(problems[0].file, path.display().to_string());
}

#[test]
fn a_folder_a_huge_file_and_foreign_bytes_are_problems() {
    let dir = tempfile::tempdir().unwrap();
    let environment = Environment::default();
    assert!(load(dir.path(), &environment).unwrap_err()[0].cause.contains("cannot be read"));

    let path = dir.path().join("config.toml");
    let put = |bytes: &[u8]| std::fs::File::create(&path).unwrap().write_all(bytes).unwrap();
    put(&vec![b'#'; 4 * 1024 * 1024 + 1]);
    assert!(load(&path, &environment).unwrap_err()[0].cause.contains("larger than 4 MiB"));

    put(b"[site]\ntitle = \"Zeitungsb\xF6tin\"\n");
    let problems = load(&path, &environment).unwrap_err();
    assert_eq!((problems[0].line, problems[0].column), (2, 19));
    assert!(problems[0].cause.contains("UTF-8"), "{problems}");
}

#[test]
fn a_wrong_variable_is_named() {
    let wrong = [(Environment::LISTEN, "everywhere"), (Environment::ADMIN, "127.0.0.1")];
    let environment = Environment::from_variables(wrong);
    let problems = from_text(RIGHT, Path::new("config.toml"), &environment).unwrap_err();
    let causes: Vec<&str> = problems.iter().map(|problem| problem.cause.as_str()).collect();
    assert_eq!(causes.len(), 2, "{causes:?}");
    assert!(causes.iter().any(|cause| cause.contains("PRESSROOM_LISTEN")), "{causes:?}");
    assert!(causes.iter().any(|cause| cause.contains("PRESSROOM_ADMIN")), "{causes:?}");
    assert!(problems.iter().all(|problem| problem.line == 0 && problem.file == "environment"));
    assert!(problems.to_string().contains("PRESSROOM_ADMIN=127.0.0.1:8081"), "{problems}");
}

#[test]
fn problems_are_data_for_other_programs() {
    let problems = check_in_folder(&RIGHT.replace("title = \"The", "titel = \"The"));
    let json = serde_json::to_value(problems).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 1, "a misspelt key is not missing as well");
    let misspelt = &json[0];
    assert_eq!(misspelt["line"], 2);
    assert_eq!(misspelt["column"], 1);
    assert_eq!(misspelt["length"], 5);
    assert_eq!(misspelt["cause"], "`titel` is not a key of [site]");
    assert_eq!(misspelt["remedy"], "did you mean `title`?");
}

#[test]
fn colours_are_only_in_the_coloured_message() {
    let problems = check("").unwrap_err();
    assert!(problems.coloured().contains('\u{1b}'));
    assert!(!problems.to_string().contains('\u{1b}'));
}

/// Every problem of a text points into it, and the message can be written.
fn holds_together(text: &str) {
    if let Err(problems) = check(text) {
        assert!(!problems.is_empty());
        let lines: Vec<&str> = text.split('\n').collect();
        for problem in &problems {
            let line = lines[problem.line - 1];
            assert!(problem.column <= line.chars().count() + 1, "{problem:?}");
            assert!(problem.length >= 1);
            assert!(!problem.cause.is_empty() && !problem.remedy.is_empty());
        }
        assert!(
            problems.to_string().contains(
                &problems[0].remedy.lines().next().expect("a remedy is a text").to_string()
            )
        );
        assert!(!problems.coloured().is_empty());
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        holds_together(&text);
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        holds_together(&String::from_utf8_lossy(&bytes));
    }

    /// Soup of the words and signs that a config is made of gets further in.
    #[test]
    fn any_soup_of_config_is_answered(
        parts in prop::collection::vec(prop::sample::select(vec![
            "[site]", "[[section]]", "[[source]]", "[source.folder]", "[source.feed]", "[[source.rule]]",
            "[server.moved]", "title", "url", "founded", "slug", "sections", "schedule", "items", "window",
            "path", "moved", "hubs", "logo", "=", " = ", "\n", "\n", "\n", "\r\n", "\"", "\"\"\"", "'''",
            "[", "]", "{", "}", ",", ".", "#", "2026-09-01", "1985-02-30", "-1", "0x7f", "1e999", "nan",
            "true", "\"world\"", "\"خبر\"", "\"https://a.example/\"", "\"5m\"", "\"99999999999999999999d\"",
            "\"18446744073709551615 GiB\"", "\"Asia/Karachi\"", "\"a@b.example (C\"", "\u{FEFF}", "\t", "\u{0}", "é",
        ]), 0..60),
    ) {
        holds_together(&parts.concat());
    }

    /// A right file with one run of bytes cut out or replaced.
    #[test]
    fn any_wound_is_answered(at in 0..RIGHT.len(), length in 0..40usize, put in "\\PC{0,6}") {
        let end = (at + length).min(RIGHT.len());
        let wounded = format!("{}{put}{}", &RIGHT[..at], &RIGHT[end..]);
        holds_together(&wounded);
    }

    /// Whatever a value is, only its own line is to blame or nothing is.
    #[test]
    fn any_text_value_is_judged_at_its_line(value in "[^\"\\\\\\p{Cc}]{1,40}") {
        let text = RIGHT.replace("\"The Indus Courier\"", &format!("\"{value}\""));
        for problem in check_in_folder(&text) {
            prop_assert_eq!(problem.line, 2);
        }
    }
}
