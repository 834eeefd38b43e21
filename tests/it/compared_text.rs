//! Promise: text that is equal to people is equal, wherever it is compared.
//! - A query, an author, a tag finds what is canonically equal, in any letter case and with
//!   blanks of any kind; a query and a name find it without accents too.
//! - What is written without blanks between words is found inside a run, and nothing else is.
//! - So do filters, rules and edits of a source; a rule's words are found before an
//!   apostrophe and inside a run too; what is shown of tags keeps its accents.
//! - A query that hardly means what it looks like is told by `check`, and costs nothing.

use crate::desk::Desk;
use crate::program::{DESK, Newsroom, article};
use serde_json::json;

/// The titles that custom feeds with these conditions find among these articles, in order.
fn found(conditions: &[&str], articles: &[serde_json::Value]) -> Vec<Vec<String>> {
    let feeds = conditions.iter().enumerate();
    let feeds: String = feeds
        .map(|(number, condition)| format!("[[feed]]\ntitle = \"F{number}\"\n{condition}\n"))
        .collect();
    let desk = Desk::with(&feeds);
    for article in articles {
        desk.push(article.clone());
    }
    desk.pipeline.publish_all(false).unwrap();
    let titles = |number: usize| {
        let mut titles = desk.titles(&format!("f{number}"));
        titles.sort();
        titles
    };
    (0..conditions.len()).map(titles).collect()
}

fn text(id: &str, text: &str) -> serde_json::Value {
    json!({"id": id, "title": id, "content_html": format!("<p>{text}</p>")})
}

#[test]
fn what_is_written_without_blanks_is_found_inside_a_run() {
    let articles = [
        text("zh", "北京发生洪水灾害，水位上升"),
        text("ja", "東京で大雨による洪水が発生した。ガラス工場"),
        text("th", "ประเทศไทยมีน้ำท่วมหนัก"),
        text("th2", "ประชาชนนำทาง"),
        text("lo", "ປະເທດລາວມີນ້ຳຖ້ວມ"),
        text("km", "ប្រទេសកម្ពុជាមានទឹកជំនន់"),
        text("my", "မြန်မာနိုင်ငံတွင်ရေကြီးသည်"),
        text("ko", "서울에서 비가 온다"),
        text("ur", "کراچی میں سیلاب"),
        text("hi", "नेपाल में बाढ़ से नुकसान"),
    ];
    let queries = [
        ("洪水", vec!["ja", "zh"]),
        ("洪水灾害", vec!["zh"]),
        ("灾洪", vec![]),
        ("水", vec!["ja", "zh"]),
        ("大雨", vec!["ja"]),
        ("カラス", vec![]),
        ("ガラス", vec!["ja"]),
        ("น้ำท่วม", vec!["th"]),
        ("น้ำ", vec!["th"]),
        ("นำ", vec!["th2"]),
        ("ນ້ຳຖ້ວມ", vec!["lo"]),
        ("កម្ពុជា", vec!["km"]),
        ("ရေကြီး", vec!["my"]),
        ("서울", vec!["ko"]),
        ("سيلاب", vec!["ur"]),
        ("बाढ़", vec!["hi"]),
        ("洪水 -东京 -北京", vec!["ja"]),
    ];
    let conditions: Vec<String> =
        queries.iter().map(|(query, _)| format!("query = \"{query}\"")).collect();
    let conditions: Vec<&str> = conditions.iter().map(String::as_str).collect();
    let all = found(&conditions, &articles);
    for ((query, expected), found) in queries.iter().zip(all) {
        assert_eq!(&found, expected, "{query}");
    }
}

#[test]
fn letter_case_accents_and_forms_do_not_count_in_a_query() {
    let articles = [
        text("de", "Die Straße ist gesperrt"),
        text("tr", "İstanbul’da ISPARTA"),
        text("el", "Ο ΔΡΌΜΟΣ στην Αθήνα"),
        text("fr", "Un café au Québec"),
        text("ap", "Cafe\u{301} Zurich"),
        text("ru", "Королёв и за\u{301}мок"),
        text("he", "\u{05D9}\u{05B0}\u{05E8}\u{05D5}\u{05BC}\u{05E9}\u{05C1}\u{05B8}\u{05DC}"),
        text("pl", "Łódź, København, Đakovo, Ħamrun"),
        text("hi", "सड़क १२३ और ৪৫৬ ๗๘๙"),
        text("pdf", "\u{FE91}\u{FEAE}\u{FEB7} \u{FF21}\u{FF22}\u{FF23} \u{FB01}sh"),
    ];
    let queries = [
        ("Королев", vec!["ru"]),
        ("замок", vec!["ru"]),
        ("Кориелев", vec![]),
        ("ירושל", vec!["he"]),
        ("Lodz", vec!["pl"]),
        ("łódź", vec!["pl"]),
        ("Kobenhavn Dakovo hamrun", vec!["pl"]),
        ("123", vec!["hi"]),
        ("१२३ 456 789", vec!["hi"]),
        ("برش", vec!["pdf"]),
        ("abc fish", vec!["pdf"]),
        ("STRASSE", vec!["de"]),
        ("straße", vec!["de"]),
        ("istanbul", vec!["tr"]),
        ("İSTANBUL", vec!["tr"]),
        ("ısparta", vec!["tr"]),
        ("δρόμος", vec!["el"]),
        ("δρομοσ", vec!["el"]),
        ("ΑΘΗΝΑ", vec!["el"]),
        ("cafe", vec!["ap", "fr"]),
        ("cafe\u{301}", vec!["ap", "fr"]),
        ("QUÉBEC", vec!["fr"]),
    ];
    let conditions: Vec<String> =
        queries.iter().map(|(query, _)| format!("query = \"{query}\"")).collect();
    let conditions: Vec<&str> = conditions.iter().map(String::as_str).collect();
    let all = found(&conditions, &articles);
    for ((query, expected), found) in queries.iter().zip(all) {
        assert_eq!(&found, expected, "{query}");
    }
}

#[test]
fn names_and_tags_are_whole_and_compared_alike() {
    let by = |id: &str, name: &str| json!({"id": id, "title": id, "authors": [{"name": name}]});
    let tagged = |id: &str, tag: &str| json!({"id": id, "title": id, "tags": [tag]});
    let articles = [
        by("a1", "Sana Mirza"),
        by("a2", "SANA\u{a0}MIRZA"),
        by("a3", "Sana Mirza Khan"),
        by("a4", "José Núñez"),
        by("a5", "Jose\u{301} Nun\u{303}ez"),
        by("a6", "Jürgen Groß"),
        tagged("t1", "Flood Relief"),
        tagged("t2", "FLOOD  relief"),
        tagged("t3", "Flood\u{a0}relief"),
        tagged("t4", "flood"),
        tagged("t5", "洪水"),
        tagged("t6", "洪水灾害"),
    ];
    let all = found(
        &[
            "authors = [\"sana  mirza\"]",
            "authors = [\"JOSÉ NÚÑEZ\"]",
            "authors = [\"jürgen GROSS\"]",
            "tags = [\"flood relief\"]",
            "tags = [\"洪水\"]",
        ],
        &articles,
    );
    let expected: [&[&str]; 5] =
        [&["a1", "a2"], &["a4", "a5"], &["a6"], &["t1", "t2", "t3"], &["t5"]];
    for (found, expected) in all.iter().zip(expected) {
        assert_eq!(found, expected);
    }
}

#[test]
fn tags_that_are_the_same_are_told_once_and_others_are_not() {
    let desk = Desk::with("");
    desk.publish(
        json!({"id": "one", "tags": ["Straße", "STRASSE", "papa", "papá", "pap\u{61}\u{301}"]}),
    );
    let feed: serde_json::Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let tags = feed["items"][0]["tags"].as_array().unwrap().clone();
    for (tag, count) in [("Straße", 1), ("STRASSE", 0), ("papa", 1), ("papá", 1)] {
        assert_eq!(tags.iter().filter(|one| *one == tag).count(), count, "{tag}: {tags:?}");
    }
    assert_eq!(tags.iter().filter(|one| one.as_str().unwrap().starts_with("pap")).count(), 2);
}

#[test]
fn filters_rules_and_edits_see_what_is_equal() {
    let more = "[[source.drop]]\ntitle = [\"straße\", \"sana mirza\", \"caf\u{e9}\"]\n\
        [[source.rule]]\nsections = [\"sports\"]\ntitle = [\"fußball\"]\n\
        [[source.edit]]\nfind = \"Zu\u{308}rich\"\nreplace = \"Zurich\"\nin = [\"title\"]\n";
    let newsroom = Newsroom::new(&format!("{DESK}{more}"));
    let titles = [
        "Die STRASSE ist zu",
        "By Sana\u{a0}Mirza",
        "The cafe\u{301} opens",
        "FUSSBALL heute",
        "In Zürich",
    ];
    for (number, title) in titles.iter().enumerate() {
        let text = article(title, "\"world\"", "2026-01-05T10:00:00Z", "Text.");
        newsroom.write(&format!("articles/{number}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    let titles = |feed: &str| -> Vec<String> {
        let feed = newsroom.json(&format!("feeds/{feed}.json"));
        let items = feed["items"].as_array().unwrap().iter();
        let mut titles: Vec<_> =
            items.map(|item| item["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        titles
    };
    assert_eq!(titles("world"), ["FUSSBALL heute", "In Zurich"]);
    assert_eq!(titles("sports"), ["FUSSBALL heute"]);
}

/// The titles that come in where those are dropped in which an expression is found.
fn let_in(key: &str, expression: &str, texts: &[&str]) -> Vec<String> {
    let rule = format!("[[source.drop]]\n{key} = ['{expression}']\n");
    let newsroom = Newsroom::new(&format!("{DESK}{rule}"));
    for (number, text) in texts.iter().enumerate() {
        let head = format!(
            "title: \"{text}\"\ntags: [\"{text}\"]\nauthors: [\"{text}\"]\nsections: [world]"
        );
        newsroom.write(&format!("articles/{number}.md"), &format!("---\n{head}\n---\n{text}\n"));
    }
    let tried = newsroom.told(&["try", "desk", "--json"]);
    let items = tried["items"].as_array().unwrap().iter();
    items.map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_expression_finds_every_form_of_a_letter_wherever_it_stands() {
    let all =
        ["Haber: İSTANBUL bugün", "haber: istanbul", "ISTANBUL", "ıstanbul", "x i\u{307}stanbul"];
    let forms = [
        "istanbul",
        "İSTANBUL",
        "ıstanbul",
        "(istan|x)bul",
        "i.tanbul",
        "[ixy]stanbul$|[a-k]stanbul",
    ];
    for key in ["title", "category", "author", "text"] {
        for form in forms {
            assert_eq!(let_in(key, form, &all), Vec::<String>::new(), "{form} in {key}");
        }
    }
    for (expression, text) in [
        ("straße$", "Alte STRASSE"),
        ("(^| )straße( |$)", "Neue STRASSE heute"),
        ("str(a|o)sse$", "Alte Straße"),
        ("stra[ßx]e", "Alte STRASSE"),
        ("(^| )ısparta( |$)", "bu ISPARTA yolu"),
        ("(οδός|δρόμος)$", "Ο ΔΡΌΜΟΣ"),
        ("^office$", "o\u{FB03}ce"),
    ] {
        assert_eq!(let_in("text", expression, &[text]).len(), 0, "{expression} in {text}");
    }
    for (expression, text) in [
        ("(?-i)istanbul", "İSTANBUL"),
        ("istanbul", "Istanpul"),
        ("^[^i]+$", "ISPARTA yolu"),
        ("^[^i]+$", "İZMİR"),
        ("strase", "Straße"),
    ] {
        assert_eq!(let_in("text", expression, &[text]).len(), 1, "{expression} in {text}");
    }
}

#[test]
fn an_edit_replaces_every_form_of_a_letter() {
    let more = "[[source.edit]]\nfind = '^(istanbul|straße)'\nreplace = 'X $1'\nin = ['title']\n";
    let newsroom = Newsroom::new(&format!("{DESK}{more}"));
    for (number, title) in ["İSTANBUL bugün", "STRASSE frei"].iter().enumerate() {
        let text = article(title, "\"world\"", "2026-01-05T10:00:00Z", "Text.");
        newsroom.write(&format!("articles/{number}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    let feed = newsroom.read("feeds/world.json");
    assert!(feed.contains("X İSTANBUL bugün") && feed.contains("X STRASSE frei"), "{feed}");
}

#[test]
fn an_expression_finds_a_phrase_however_it_is_set() {
    let set = [
        "Sponsored&nbsp;content of a firm",
        "Sponsored\n  content of a firm",
        "Spon&shy;sored content of a firm",
        "Sponsored<br>content of a firm",
        "Sponsored  con\u{200B}tent of a firm",
        "SPONSORED \u{2009}content of a firm",
    ];
    for expression in ["sponsored content", "(?:x|sponsored)[ -]+content", "(?-i)ponsored content"]
    {
        let texts = set.iter().filter(|text| !expression.contains("-i") || text.starts_with("Sp"));
        let texts: Vec<&str> = texts.copied().collect();
        for rule in ["drop", "edit"] {
            let more = match rule {
                "drop" => format!("[[source.drop]]\ntext = ['{expression}']\n"),
                _ => format!("[[source.edit]]\nfind = '{expression}'\nreplace = 'ADVERT'\n"),
            };
            let newsroom = Newsroom::new(&format!("{DESK}{more}"));
            for (number, text) in texts.iter().enumerate() {
                let head = format!("title: Number {number}\nsections: [world]");
                let file = format!("---\n{head}\n---\n<p>{text}.</p>\n");
                newsroom.write(&format!("articles/{number}.html"), &file);
            }
            newsroom.ended(&["run"], 0);
            let feed = newsroom.json("feeds/world.json");
            for item in feed["items"].as_array().unwrap() {
                let text = item["content_html"].as_str().unwrap();
                // An edit sees what stands between two tags.
                let is_right =
                    rule == "edit" && (text.contains("ADVERT of a firm") || text.contains("<br"));
                assert!(is_right, "{rule} {expression}: {item}");
            }
            let left = if rule == "drop" { 0 } else { texts.len() };
            assert_eq!(feed["items"].as_array().unwrap().len(), left, "{rule} {expression}");
        }
    }
    // Two words are no one word, and none of them is another.
    for text in ["Sponsoredcontent", "Sponsored, content", "Sponsored contents of"] {
        let expression = "sponsored content( |$)";
        assert_eq!(let_in("text", expression, &[text]).len(), 1, "{text}");
    }
}

#[test]
fn a_rule_finds_whole_words_of_a_title_in_any_script() {
    let words = "[\"karachi\", \"o'brien\", \"izmir\", \"서울\", \"洪水\", \"น้ำ\", \"बाढ़\"]";
    let rule = format!("[[source.rule]]\nsections = [\"sports\"]\ntitle = {words}\n");
    let newsroom = Newsroom::new(&format!("{DESK}{rule}"));
    let found = [
        "Karachi’s water",
        "Mr O’Brien speaks",
        "İzmir’de yangın",
        "서울에서 비가",
        "北京洪水灾害",
    ];
    let found = [&found[..], &["ประเทศไทยมีน้ำท่วม", "नेपाल में बाढ़"]].concat();
    let others = ["Karachiites", "Obrien", "ประเทศไทยมีนำ", "灾洪"];
    for (number, title) in found.iter().chain(&others).enumerate() {
        let text = article(title, "\"world\"", "2026-01-05T10:00:00Z", "Text.");
        newsroom.write(&format!("articles/{number}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    let feed = newsroom.json("feeds/sports.json");
    let titles = feed["items"].as_array().unwrap().iter();
    let mut titles: Vec<_> = titles.map(|item| item["title"].as_str().unwrap()).collect();
    let mut expected = found;
    titles.sort_unstable();
    expected.sort_unstable();
    assert_eq!(titles, expected);
}

#[test]
fn a_query_that_hardly_means_what_it_looks_like_is_told() {
    let told = |query: &str| {
        let feed = format!("[[feed]]\ntitle = \"Words\"\nquery = {}\n", serde_json::json!(query));
        let newsroom = Newsroom::new(&format!("{DESK}{feed}"));
        newsroom.write("articles/none.txt", "");
        newsroom.ended(&["check"], 0)
    };
    for (query, part) in [
        ("flood AND rain", "`AND` is a word"),
        ("flood NOT rain", "`NOT` is a word"),
        ("flood or rain", "write `OR` in capitals"),
        ("title:flood", "leave the name of the field out"),
        ("(flood OR rain) dam", "groups nothing"),
        ("flood*", "finds the whole word alone"),
        ("+flood dam", "is the word alone"),
        ("'flood dam'", "no phrase begins with it"),
        ("‘flood dam’", "no phrase begins with it"),
        ("flood ＯＲ rain", "plain letters"),
        ("C++ course", "without its signs"),
        ("C# course", "without its signs"),
        ("flood !cricket", "write `-` before"),
        ("flood ~cricket", "write `-` before"),
        ("flood EXCEPT cricket", "write `-` before"),
        ("flood|rain", "write ` OR ` between"),
        ("flood ODER rain", "write `OR`"),
        ("near(flood rain)", "groups nothing"),
        ("flood/5 rain", "no distance"),
        ("flood NEAR rain", "no distance"),
    ] {
        let said = told(query);
        assert!(said.contains("warning: ") && said.contains(part), "{query}: {said}");
    }
    for query in
        ["flood OR rain", "flood –rain", "\"rain and sun\"", "covid-19 14:30 24/7", "class of '68"]
    {
        let said = told(query);
        assert!(!said.contains("warning"), "{query}: {said}");
    }
}
