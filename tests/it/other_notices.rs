//! Promise: what tells one notice from another need be no word of it.
//! - the order of a table or a list is what it tells, in any script;
//! - a notice of another day is another notice, and so is one that leads to another file or
//!   shows another picture;
//! - a line that each house adds at the foot of one text is none of it;
//! - what waits and is brought again under another name by its source is told once.

use crate::joining_stories::{HEADLINE, articles, count, sources, text};
use crate::program::Newsroom;
use pressroom::clock::Clock;

fn rows(tag: &str, rows: [&str; 3], closing: &str) -> String {
    match tag {
        "p" => format!("<p>{}</p>{closing}", rows.join("</p><p>")),
        _ => format!("<{tag}><li>{}</li></{tag}>{closing}", rows.join("</li><li>")),
    }
}

#[test]
fn the_order_of_rows_is_what_they_tell() {
    let closing = "<p>The league said in a note on Friday that the order is final once the protests \
        of the week have been heard by the committee.</p><p>Tickets for the next round are on sale \
        at the gates and at all branches of the bank.</p><p>The table is brought up to date after \
        every round and sent to all newspapers by the office of the league in the evening.</p>";
    let urdu = "<p>لیگ نے جمعے کے روز ایک بیان میں کہا کہ ہفتے کے اعتراضات سننے کے بعد یہ ترتیب حتمی \
        ہوگی۔</p><p>اگلے مرحلے کے ٹکٹ دروازوں پر اور بینک کی تمام شاخوں میں دستیاب ہیں۔</p><p>ہر مرحلے \
        کے بعد فہرست تازہ کی جاتی ہے اور شام کو تمام اخبارات کو بھیجی جاتی ہے۔</p>";
    let chinese = "<p>联盟周五在一份说明中表示，在委员会听取本周的申诉之后，这一排名即为最终排名。</p>\
        <p>下一轮比赛的门票在球场入口以及银行的所有分行出售。每轮之后排名表都会更新，并在晚间发送给所有报纸。</p>";
    let long = format!("<p>{}.</p><p>{}.</p>", text(3, 120), text(4, 120));
    let kings = "Karachi Kings of the league";
    let sultans = "Multan Sultans of the league";
    let third = "Lahore Qalandars of the league";
    let votes = |name: &str| format!("Votes for {name} were counted first at the hall.");
    let (malik, butt) = (votes("Imran Malik"), votes("Sohail Butt"));
    let (turned, turned_urdu) = ("کراچی کنگز لیگ کی ٹیم", "ملتان سلطانز لیگ کی ٹیم");
    for (tag, [one, two, three], closing) in [
        ("ol", [kings, sultans, third], closing),
        ("p", [kings, sultans, third], closing),
        ("ol", [kings, third, sultans], closing),
        ("p", [&malik, &butt, "The count goes on at noon."], closing),
        ("ol", [turned, turned_urdu, "لاہور قلندرز لیگ کی ٹیم"], urdu),
        ("ol", ["国王队", "苏丹队", "勇士队"], chinese),
        ("ol", [kings, sultans, third], &long),
        ("p", [&malik, &butt, "The count goes on at noon."], &long),
    ] {
        let as_listed = rows(tag, [one, two, three], closing);
        for other in [[two, one, three], [three, one, two], [one, three, two]] {
            let other = rows(tag, other, closing);
            let count = articles(&[("Ranking", &as_listed), ("Ranking", &other)]);
            assert_eq!(count, 2, "{as_listed}\n{other}");
        }
        assert_eq!(articles(&[("Ranking", &as_listed), ("Ranking", &as_listed)]), 1, "{as_listed}");
    }
}

/// An item of a day in January 2026.
fn dated(guid: &str, title: &str, (day, hour): (u32, u32), text: &str) -> String {
    format!(
        "<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>\
         <link>https://wire.example/{guid}</link>\
         <pubDate>{day:02} Jan 2026 {hour:02}:00:00 +0000</pubDate>\
         <description><![CDATA[{text}]]></description></item>"
    )
}

fn list(newsroom: &Newsroom, name: &str, items: &[String]) {
    let feed = format!(
        "<rss version='2.0'><channel><title>Feed</title><link>https://wire.example/</link>{}\
         </channel></rss>",
        items.concat()
    );
    newsroom.write(name, &feed);
}

fn bulletin(more: &str) -> String {
    format!(
        "<p>The weather will be dry and cold in most parts of the country today, the met office \
         said in its daily bulletin.</p><p>Fog is likely on the plains at night and in the early \
         hours, and drivers are asked to take care on the motorways.</p><p>Snow may fall on the \
         high passes of the north, where tourists should ask the police before they set \
         out.{more}</p>"
    )
}

#[test]
fn a_notice_of_another_day_is_another_notice() {
    let rain = bulletin(" Rain is expected in Quetta.");
    let long = |more: &str| format!("<p>{}.{more}</p>", text(8, 260));
    for (title, one, other, next, expected) in [
        ("Weather today", bulletin(""), rain.clone(), (6, 8), 2),
        ("Weather today", rain.clone(), bulletin(""), (6, 8), 2),
        ("Weather to stay dry across the country", bulletin(""), rain.clone(), (6, 8), 2),
        ("Market report", long(""), long(" Gold fell."), (6, 8), 2),
        // Within hours it is an update, and so it is of a long story under its own headline.
        ("Weather today", bulletin(""), rain.clone(), (5, 9), 1),
        (HEADLINE, long(""), long(" Gold fell."), (6, 8), 1),
    ] {
        let newsroom = sources(1);
        list(&newsroom, "s0.xml", &[dated("g1", title, (5, 8), &one)]);
        newsroom.ended(&["run"], 0);
        list(&newsroom, "s0.xml", &[dated("g2", title, next, &other)]);
        newsroom.ended(&["run"], 0);
        assert_eq!(count(&newsroom), expected, "{title} {next:?}: {other}");
        let newsroom = sources(2);
        list(&newsroom, "s0.xml", &[dated("g1", title, (5, 8), &one)]);
        list(&newsroom, "s1.xml", &[dated("g2", title, next, &other)]);
        newsroom.ended(&["run"], 0);
        assert_eq!(count(&newsroom), expected, "two sources, {title} {next:?}: {other}");
    }
    // The very same words of two sources, a day apart and an hour.
    for (next, expected) in [((6, 8), 2), ((5, 9), 1)] {
        let newsroom = sources(2);
        list(&newsroom, "s0.xml", &[dated("g1", "Weather today", (5, 8), &rain)]);
        list(&newsroom, "s1.xml", &[dated("g2", "Weather today", next, &rain)]);
        newsroom.ended(&["run"], 0);
        assert_eq!(count(&newsroom), expected, "{next:?}");
    }
}

#[test]
fn what_a_notice_leads_to_is_what_it_tells() {
    let gazette = |link: &str| format!("{}<p><a href=\"{link}\">Gazette</a></p>", bulletin(""));
    let cartoon = |link: &str| format!("<p><img src=\"{link}\" alt=\"\"></p>{}", bulletin(""));
    let [ninth, tenth] = ["9th.pdf", "10th.pdf"].map(|name| format!("https://b.example/{name}"));
    let (page, other) = ("https://b.example/9th", "https://b.example/10th");
    for (title, one, two, expected) in [
        ("Result gazette", gazette(&ninth), gazette(&tenth), 2),
        ("Result gazette", gazette(&ninth), gazette(&ninth), 1),
        // A house links to pages of its own.
        ("Result gazette", gazette(page), gazette(other), 1),
        ("Cartoon", cartoon("https://b.example/a.png"), cartoon("https://b.example/b.png"), 2),
        ("Cartoon", cartoon("https://b.example/a.png"), cartoon("https://c.example/a.png"), 1),
        // Papers have pictures of their own of one story.
        (HEADLINE, cartoon("https://b.example/a.png"), cartoon("https://b.example/b.png"), 1),
    ] {
        assert_eq!(articles(&[(title, &one), (title, &two)]), expected, "{title}: {one} {two}");
    }
}

#[test]
fn what_waits_and_is_brought_under_another_name_is_told_once() {
    let far = |day: u32| {
        let at = Clock::system().now() + chrono::TimeDelta::days(i64::from(day));
        at.to_rfc2822()
    };
    let now = || (Clock::system().now() - chrono::TimeDelta::minutes(5)).to_rfc2822();
    let words = format!("<p>{}.</p>", text(6, 120));
    let more = format!("{words}<p>And one more line came.</p>");
    let title = "Harbour to be dredged in spring";
    let item = |guid: &str, title: &str, page: &str, date: &str, text: &str| {
        format!(
            "<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>\
             <link>https://wire.example/{page}</link><pubDate>{date}</pubDate>\
             <description><![CDATA[{text}]]></description></item>"
        )
    };
    let quiet = || item("x", "Another", "x", &now(), &format!("<p>{}</p>", text(9, 100)));
    let (soon, later) = (far(2), far(4));
    // What comes second, how many are out then, and how many wait.
    for (second, out, waiting) in [
        (item("o2", title, "new", &now(), &words), 2, 0),
        (item("o2", "Dredging to begin", "o", &now(), &words), 2, 0),
        (item("o2", title, "new", &soon, &more), 1, 1),
        (item("o2", title, "o", &later, &words), 1, 1),
        // Of another day it may be told again.
        (item("o2", title, "new", &later, &words), 1, 2),
        // It says something else.
        (item("o2", title, "new", &now(), &text(7, 120)), 2, 1),
    ] {
        let newsroom = sources(1);
        list(&newsroom, "s0.xml", &[item("o", title, "o", &soon, &words), quiet()]);
        newsroom.ended(&["run"], 0);
        list(&newsroom, "s0.xml", &[second.clone(), quiet()]);
        newsroom.ended(&["run"], 0);
        let waits = newsroom.told(&["waiting", "--json"]);
        assert_eq!((count(&newsroom), waits.as_array().unwrap().len()), (out, waiting), "{second}");
        // Listed side by side they are two.
        let newsroom = sources(1);
        let first = item("o", title, "o", &soon, &words);
        list(&newsroom, "s0.xml", &[first.clone(), quiet()]);
        newsroom.ended(&["run"], 0);
        list(&newsroom, "s0.xml", &[second, first, quiet()]);
        newsroom.ended(&["run"], 0);
        let waits = newsroom.told(&["waiting", "--json"]);
        assert_eq!(count(&newsroom) + waits.as_array().unwrap().len(), 3);
    }
}

#[test]
fn a_line_that_each_house_adds_is_none_of_the_text() {
    let story = format!("<p>{}.</p><p>{}.</p>", text(11, 110), text(12, 110));
    let with = |text: &str, line: &str| format!("{text}<p>{line}</p>");
    let short = format!("<p>{}.</p>", text(11, 70));
    for (one, other, title, body, expected) in [
        (
            "Published in Dawn, November 28th, 2026",
            "Copyright Business Recorder, 2026",
            HEADLINE,
            &story,
            1,
        ),
        ("—AFP", "— Reuters", HEADLINE, &story, 1),
        (
            "Follow The Courier on WhatsApp for the latest news.",
            "Subscribe to the Recorder newsletter to stay in the know.",
            HEADLINE,
            &story,
            1,
        ),
        ("Published in Dawn, 28th", "Published in The News, 29th", HEADLINE, &story, 2),
        ("Malik has won.", "Butt has won.", HEADLINE, &story, 2),
        ("The winning number is 7.", "The winning number is 9.", HEADLINE, &story, 2),
        ("Follow the road to Lahore.", "Malik has won.", HEADLINE, &story, 2),
        ("—AFP", "— Reuters", "Draw", &short, 2),
    ] {
        let pair = [(title, with(body, one)), (title, with(body, other))];
        let pair = pair.each_ref().map(|(title, text)| (*title, text.as_str()));
        assert_eq!(articles(&pair), expected, "{one} / {other}");
    }
}
