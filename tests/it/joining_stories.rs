//! Promise: no story is lost to another that is written after the same pattern.
//! - what was exchanged for something else tells another story: a name, a number, an
//!   opposite, in figures or words, in any script, in the title or in the text;
//! - the same story, sent by an agency and edited by others, is one article;
//! - what one source lists side by side stays side by side.

use crate::program::Newsroom;

const WORDS: &str = "river bridge council market school train strike budget teacher nurse harbour \
    ferry solar farm wheat sugar cotton mill court judge police rescue film painter novel cricket \
    captain coach crowd village tower garden museum library hospital doctor clinic dam canal pump";

/// A text of so many words that no other seed's text resembles.
pub(crate) fn text(seed: u64, count: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut roll = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    (0..count).map(|_| words[roll() % words.len()]).collect::<Vec<_>>().join(" ")
}

fn feed(items: &[(&str, &str, &str)]) -> String {
    let items = items.iter().map(|(guid, title, text)| {
        format!(
            "<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>\
             <link>https://wire.example/{guid}</link>\
             <pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>\
             <description><![CDATA[{text}]]></description></item>"
        )
    });
    let items: String = items.collect();
    format!(
        "<rss version='2.0'><channel><title>Feed</title><link>https://wire.example/</link>\
         {items}</channel></rss>"
    )
}

pub(crate) fn sources(count: usize) -> Newsroom {
    let source = |number: usize| {
        format!(
            "[[source]]\nname = \"s{number}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             [source.feed]\nfile = \"s{number}.xml\"\n"
        )
    };
    let sources: String = (0..count).map(source).collect();
    Newsroom::new(&format!("[[section]]\ntitle = \"World\"\n{sources}"))
}

/// How many articles these become, each brought by a source of its own.
pub(crate) fn articles(stories: &[(&str, &str)]) -> usize {
    let newsroom = sources(stories.len());
    for (number, (title, text)) in stories.iter().enumerate() {
        let item = (format!("g{number}"), *title, *text);
        newsroom.write(&format!("s{number}.xml"), &feed(&[(&item.0, item.1, item.2)]));
    }
    newsroom.ended(&["run"], 0);
    count(&newsroom)
}

pub(crate) fn count(newsroom: &Newsroom) -> usize {
    newsroom.json("feeds/world.json")["items"].as_array().unwrap().len()
}

fn death(name: &str) -> String {
    format!(
        "<p>{name}, a retired teacher who lived in the old town for many years, has died after a \
         short illness. The funeral prayer is offered at the central mosque on Friday after the \
         noon prayer, and the burial follows in the family graveyard. The family receives \
         condolences at home for three days and thanks all who prayed and helped.</p>"
    )
}

fn price(of: &str, what: &str) -> String {
    format!(
        "<p>The government has {what} the price of {of} for the next fortnight, the finance \
         division said in a notification late on Friday night. The new price takes effect from \
         midnight. Dealers said that pumps would stay open as usual, and transporters asked for \
         fares to be looked at again. The next review is due in two weeks.</p>"
    )
}

fn outage(urdu: &str) -> String {
    format!(
        "<p>{urdu} میں جمعے کے روز صبح نو بجے سے شام پانچ بجے تک بجلی بند رہے گی، ترسیلی کمپنی نے \
         اعلان کیا ہے۔ کمپنی کے مطابق نئی تاروں کی تنصیب کی وجہ سے رسد معطل کی جا رہی ہے اور صارفین \
         سے درخواست ہے کہ وہ اپنے کام پہلے نمٹا لیں۔ اسپتالوں اور پانی کے پمپوں کو متبادل لائن سے \
         بجلی ملتی رہے گی اور شکایات کا دفتر کھلا رہے گا۔</p>"
    )
}

fn fog(german: &str, road: &str) -> String {
    format!(
        "<p>Wegen dichten Nebels ist die Autobahn {road} bei {german} am Morgen in beide Richtungen \
         gesperrt worden, wie die Polizei mitteilte. Die Sicht betrug stellenweise weniger als \
         dreißig Meter. Wer unterwegs ist, wird gebeten, langsam zu fahren und das Licht \
         einzuschalten. Die Sperrung dauert voraussichtlich bis zum Mittag, hieß es weiter.</p>"
    )
}

fn match_report(winner: &str, loser: &str) -> String {
    format!(
        "<p>{winner} venció a {loser} por un gol en el partido del domingo en el estadio municipal, \
         ante cinco mil espectadores. El entrenador dijo que el equipo había trabajado bien y que \
         no quería mirar la tabla todavía. La próxima jornada se juega el sábado y las entradas \
         están a la venta en las taquillas del club desde el lunes por la mañana.</p>"
    )
}

/// Long, and with names: no other story of those days is under it.
pub(crate) const HEADLINE: &str = "Ministers meet in Karachi as the rivers of Sindh rise again";

#[test]
fn notices_after_one_pattern_are_two_stories() {
    let pairs = [
        (
            "names, one title",
            "Death notice",
            death("Ahmed Khan"),
            "Death notice",
            death("Salma Bibi"),
        ),
        (
            "names of unlike length",
            "Death notice",
            death("Ali"),
            "Death notice",
            death("Anna Maria del Carmen"),
        ),
        (
            "opposites",
            "Petrol price changed",
            price("petrol", "raised"),
            "Petrol price changed",
            price("petrol", "cut"),
        ),
        (
            "things",
            "Fuel price raised",
            price("petrol", "raised"),
            "Fuel price raised",
            price("kerosene", "raised"),
        ),
        (
            "only the title",
            "Fuel price in Multan",
            price("petrol", "raised"),
            "Fuel price in Okara",
            price("petrol", "raised"),
        ),
        (
            "a denial",
            "Verdict",
            death("He").replace("has died", "has been found guilty"),
            "Verdict",
            death("He").replace("has died", "has not been found guilty"),
        ),
        ("places in Urdu", "بجلی کی بندش", outage("لیاری"), "بجلی کی بندش", outage("ملیر")),
        (
            "places in German",
            "Nebel auf der Autobahn",
            fog("Kassel", "A7"),
            "Nebel auf der Autobahn",
            fog("Fulda", "A7"),
        ),
        (
            "roads in German",
            "Nebel auf der Autobahn",
            fog("Kassel", "A7"),
            "Nebel auf der Autobahn",
            fog("Kassel", "A44"),
        ),
        (
            "numbers in words",
            "Nebel",
            fog("Kassel", "A7"),
            "Nebel",
            fog("Kassel", "A7").replace("dreißig", "fünfzig"),
        ),
        (
            "who won, in Spanish",
            "Resultado",
            match_report("Jaén", "Huelva"),
            "Resultado",
            match_report("Huelva", "Jaén"),
        ),
        (
            "a mood in a long text",
            "Market report",
            format!("Trade was brisk. {}", text(1, 150)),
            "Market report",
            format!("Trade was slow. {}", text(1, 150)),
        ),
        (
            "only the title of a long text",
            "Market report: fish",
            text(1, 150),
            "Market report: fruit",
            text(1, 150),
        ),
        (
            "a toll under one long headline",
            HEADLINE,
            format!("{} Five people were hurt.", text(1, 60)),
            HEADLINE,
            format!("{} Seven people were hurt.", text(1, 60)),
        ),
        (
            "opposites under one long headline",
            HEADLINE,
            price("petrol", "raised"),
            HEADLINE,
            price("petrol", "cut"),
        ),
        (
            "a word under one long headline",
            HEADLINE,
            text(1, 60),
            HEADLINE,
            text(1, 60).replacen("teacher", "writer", 1),
        ),
        (
            "a word in a long text",
            "Floods",
            text(1, 250),
            "Floods",
            text(1, 250).replacen("teacher", "writer", 1),
        ),
        (
            "a word under one short headline",
            "Market report",
            text(1, 60),
            "Market report",
            text(1, 60).replacen("teacher", "writer", 1),
        ),
        (
            "a toll in a long text",
            "Blast",
            format!("Five people were hurt. {}", text(1, 150)),
            "Blast",
            format!("Seven people were hurt. {}", text(1, 150)),
        ),
    ];
    for (what, title, one, other_title, other) in &pairs {
        assert_eq!(articles(&[(title, one), (other_title, other)]), 2, "{what}");
    }
}

#[test]
fn an_edited_story_is_one() {
    let long = format!("<p>{}</p><p>{}</p><p>{}</p>", text(1, 90), text(2, 90), text(3, 70));
    let urdu = format!("{}{}", outage("لیاری"), "<p>مزید تفصیل بعد میں بتائی جائے گی۔</p>");
    let pairs = [
        (
            "another headline",
            "Thousands flee floods",
            long.clone(),
            "Sindh: army called out",
            long.clone(),
        ),
        (
            "a line about where it is from",
            "Floods",
            long.clone(),
            "Floods",
            format!("<p>KARACHI, Nov 27 (The Wire) - {}", &long[3..]),
        ),
        (
            "two such lines",
            "Floods",
            format!("<p>KARACHI, Nov 27 (The Wire)</p>{long}"),
            "Floods",
            format!("<p>Updated 14:30 PKT</p>{long}"),
        ),
        (
            "a paragraph more",
            "Floods",
            long.clone(),
            "Floods",
            format!("{long}<p>{}</p>", text(9, 60)),
        ),
        (
            "a paragraph less",
            "Floods",
            long.clone(),
            "Floods",
            format!("<p>{}</p><p>{}</p>", text(1, 90), text(2, 90)),
        ),
        ("a sentence more in Urdu", "بجلی کی بندش", outage("لیاری"), "بجلی کی بندش", urdu),
        (
            "a short one with its place",
            "Petrol price raised",
            price("petrol", "raised"),
            "Petrol price raised",
            price("petrol", "raised").replace("<p>", "<p>ISLAMABAD: "),
        ),
    ];
    for (what, title, one, other_title, other) in &pairs {
        assert_eq!(articles(&[(title, one), (other_title, other)]), 1, "{what}");
    }
}

#[test]
fn what_one_feed_lists_side_by_side_stays_apart() {
    let newsroom = sources(1);
    let long = format!("{}.", text(1, 200));
    let (one, other) = (format!("<p>{long}</p>"), format!("<p>{long} Later more.</p>"));
    newsroom.write("s0.xml", &feed(&[("g1", "At noon", &one)]));
    newsroom.ended(&["run"], 0);
    newsroom.write("s0.xml", &feed(&[("g2", "At noon", &other), ("g1", "At noon", &one)]));
    newsroom.ended(&["run"], 0);
    assert_eq!(count(&newsroom), 2);
    // One that has left the list makes room for another.
    let third = format!("<p>{long} Later still more was said.</p>");
    newsroom.write("s0.xml", &feed(&[("g3", "At noon", &third), ("g2", "At noon", &other)]));
    newsroom.ended(&["run"], 0);
    let feed = newsroom.read("feeds/world.json");
    assert_eq!(count(&newsroom), 2, "{feed}");
    assert!(feed.contains("Later still more") && feed.contains("Later more."), "{feed}");
}

/// A notice of a site's monitor, which says the same each time: its guid, its address, its hour.
fn notice(guid: &str, address: &str, hour: u32) -> String {
    format!(
        "<item><title>Service is back to normal</title><guid isPermaLink='false'>{guid}</guid>\
         <link>https://monitor.example/{address}</link>\
         <pubDate>Mon, 05 Jan 2026 {hour:02}:00:00 +0000</pubDate>\
         <description>All services run.</description></item>"
    )
}

#[test]
fn who_tells_the_same_again_and_again_tells_of_it_each_time() {
    for (one, two, three) in [("#1", "#2", "#3"), ("status", "status", "status")] {
        let newsroom = sources(1);
        let list = |notices: &[String]| {
            let items = notices.concat();
            let feed = format!(
                "<rss version='2.0'><channel><title>Monitor</title>\
                 <link>https://monitor.example/</link>{items}</channel></rss>"
            );
            newsroom.write("s0.xml", &feed);
            newsroom.ended(&["run"], 0);
            count(&newsroom)
        };
        let (first, second) = (notice("g1", one, 8), notice("g2", two, 10));
        assert_eq!(list(&[second.clone(), first]), 2, "{one}");
        // The first has left the list.
        assert_eq!(list(&[notice("g3", three, 11), second]), 3, "{one}");
    }
}

#[test]
fn a_brief_in_the_same_words_each_day_is_told_each_day() {
    let newsroom = sources(1);
    let words = text(5, 45);
    for day in 1..=3 {
        let item = |day: u32| {
            format!(
                "<item><title>Ferry service is back to normal</title>\
                 <guid isPermaLink='false'>ferry-{day}</guid>\
                 <link>https://ferry.example/{day}</link>\
                 <pubDate>{day:02} Jan 2026 10:00:00 +0000</pubDate>\
                 <description>{words}</description></item>"
            )
        };
        // The list has room for two of them.
        let items: String = (1..=day).rev().take(2).map(item).collect();
        let feed = format!(
            "<rss version='2.0'><channel><title>Ferry</title>\
             <link>https://ferry.example/</link>{items}</channel></rss>"
        );
        newsroom.write("s0.xml", &feed);
        newsroom.ended(&["run"], 0);
    }
    let feed = newsroom.json("feeds/world.json");
    let dates: Vec<&str> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["date_published"].as_str().unwrap())
        .collect();
    let expected = [3, 2, 1].map(|day| format!("2026-01-0{day}T10:00:00Z"));
    assert_eq!(dates, expected);
}

#[test]
fn an_item_that_is_listed_again_under_another_date_is_told_once() {
    let newsroom = sources(1);
    let item = |place: u32, hour: u32| {
        format!(
            "<item><title>Minister resigns over the bridge</title>\
             <guid isPermaLink='false'>https://wire.example/a#{place}</guid>\
             <link>https://wire.example/a</link>\
             <pubDate>Mon, 05 Jan 2026 {hour:02}:00:00 +0000</pubDate>\
             <description>The brief of it.</description></item>"
        )
    };
    // A list gives one item another number and another hour, and then has it twice.
    for items in [item(0, 8), item(1, 10), item(1, 10) + &item(2, 10)] {
        let feed = format!(
            "<rss version='2.0'><channel><title>Wire</title>\
             <link>https://wire.example/</link>{items}</channel></rss>"
        );
        newsroom.write("s0.xml", &feed);
        newsroom.ended(&["run"], 0);
        assert_eq!(count(&newsroom), 1, "{items}");
    }
}
