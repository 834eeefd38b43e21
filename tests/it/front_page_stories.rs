//! Promise: with `alike` the front page tells each story once, by its latest telling.
//! - what is alike is told by the rule of joining: a round-up is not what it quotes, and
//!   two results are two stories;
//! - a later telling takes the place of an earlier one, in the best seat of both;
//! - what is alike only by way of a third is not one story;
//! - what is pinned is told by itself, and with it all that is alike to it;
//! - a notice of another day, or of another recording, is another story here as well;
//! - what an editor has put apart is two.

use crate::program::Newsroom;

const WORDS: &str = "river bridge council market school train strike budget teacher nurse harbour \
    ferry solar farm wheat sugar cotton mill court judge police rescue film painter novel cricket \
    captain coach crowd village tower garden museum library hospital doctor clinic dam canal pump";

/// A text of so many words that no other seed's text resembles.
fn text(seed: u64, count: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut roll = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    (0..count).map(|_| words[roll() % words.len()]).collect::<Vec<_>>().join(" ")
}

fn newsroom(policy: &str) -> Newsroom {
    Newsroom::new(&format!(
        "[duplicates]\nenabled = false\n[front_page]\nalike = 0.5\nitems = 20\n\
         per_section = 20\n{policy}[[section]]\ntitle = \"World\"\n[[section]]\n\
         title = \"City\"\n[[source]]\nname = \"desk\"\nschedule = \"@yearly\"\n\
         base_url = \"https://test.example/\"\n[source.folder]\npath = \"articles\"\n"
    ))
}

/// An article of a section, published in this hour of one day.
fn write(newsroom: &Newsroom, name: &str, title: &str, (section, hour): (&str, u32), text: &str) {
    let text = format!(
        "+++\ntitle = \"{title}\"\ndate = 2026-01-05T{hour:02}:00:00Z\nsections = [\"{section}\"]\n\
         +++\n{text}\n"
    );
    newsroom.write(&format!("articles/{name}.html"), &text);
}

/// The titles of the front page, each with those that tell the same.
fn front(newsroom: &Newsroom) -> Vec<(String, Vec<String>)> {
    newsroom.ended(&["run"], 0);
    let feed = newsroom.json("feeds/front-page.json");
    let title = |item: &serde_json::Value| item["title"].as_str().unwrap().to_owned();
    let items = feed["items"].as_array().unwrap().iter();
    let items = items.map(|item| {
        let also = item["_pressroom"]["also"].as_array();
        (title(item), also.into_iter().flatten().map(title).collect())
    });
    items.collect()
}

#[test]
fn a_round_up_is_not_what_it_quotes() {
    let newsroom = newsroom("");
    let numbers = ["one", "two", "three", "four", "five", "six"];
    let briefs: Vec<String> = (0..6).map(|seed| format!("<p>{}</p>", text(seed, 60))).collect();
    for (number, brief) in numbers.iter().zip(&briefs) {
        write(&newsroom, number, &format!("Brief number {number}"), ("world", 8), brief);
    }
    write(&newsroom, "wrap", "Evening round-up", ("world", 9), &briefs.concat());
    let told = front(&newsroom);
    assert_eq!(told.len(), 7, "{told:?}");
}

#[test]
fn results_of_two_matches_are_two_stories() {
    let newsroom = newsroom("");
    let report = |winner: &str, loser: &str| {
        format!(
            "<p>{winner} beat {loser} by five wickets in the league at the national ground on \
             Thursday. The captain said that the bowlers had done the work and that the team would \
             keep its feet on the ground. The next round of matches is played on Sunday. Tickets \
             are on sale at the gates.</p>"
        )
    };
    let teams = [("Kings", "Lions"), ("Tigers", "Rovers"), ("Lions", "Kings")];
    for (hour, (winner, loser)) in (8..).zip(teams) {
        write(&newsroom, winner, "League: result", ("world", hour), &report(winner, loser));
    }
    assert_eq!(front(&newsroom).len(), 3);
}

#[test]
fn the_latest_telling_is_shown_in_the_best_seat() {
    let newsroom =
        newsroom("order = \"scored\"\n[[front_page.section]]\nname = \"world\"\nweight = 100\n");
    let story = text(7, 200);
    write(&newsroom, "old", "Blast: two hurt", ("world", 2), &format!("<p>{story}</p>"));
    let more = format!("<p>{story}</p><p>{}</p>", text(8, 40));
    write(&newsroom, "new", "Blast: forty dead, city sealed", ("city", 11), &more);
    write(&newsroom, "other", "Other news", ("city", 10), &format!("<p>{}</p>", text(9, 90)));
    let expected = [
        ("Blast: forty dead, city sealed".to_owned(), vec!["Blast: two hurt".to_owned()]),
        ("Other news".to_owned(), vec![]),
    ];
    assert_eq!(front(&newsroom), expected);
}

#[test]
fn what_is_alike_by_way_of_a_third_is_not_one_story() {
    let words = text(3, 600);
    let words: Vec<&str> = words.split(' ').collect();
    let sentences: Vec<String> = words.chunks(12).map(|words| words.join(" ") + ".").collect();
    let piece = |from: usize| format!("<p>{}</p>", sentences[from / 12..from / 12 + 25].join(" "));
    // The middle one is like both of the others, which are not like each other.
    for (hours, expected) in [([8, 10, 9], 1), ([10, 8, 9], 2), ([8, 9, 10], 2)] {
        let newsroom = newsroom("");
        let pieces = [("left", 0), ("middle", 120), ("right", 240)];
        for ((name, from), hour) in pieces.iter().zip(hours) {
            write(&newsroom, name, "Strike ends", ("world", hour), &piece(*from));
        }
        let told = front(&newsroom);
        assert_eq!(told.len(), expected, "{hours:?}: {told:?}");
    }
}

#[test]
fn what_is_alike_to_what_is_pinned_is_told_by_it() {
    let words = text(3, 600);
    let words: Vec<&str> = words.split(' ').collect();
    let sentences: Vec<String> = words.chunks(12).map(|words| words.join(" ") + ".").collect();
    let piece = |from: usize| format!("<p>{}</p>", sentences[from / 12..from / 12 + 25].join(" "));
    let pieces = [("old", 120, 8), ("left", 0, 9), ("right", 240, 10)];
    for (pinned, expected) in [("", 2), ("old", 1)] {
        let pin = match pinned {
            "" => String::new(),
            slug => format!(
                "[[front_page.pin]]\narticle = \"https://test.example/{slug}\"\n\
                 until = 2099-01-01T00:00:00Z\n"
            ),
        };
        let newsroom = newsroom(&pin);
        for (name, from, hour) in pieces {
            write(&newsroom, name, "Strike ends", ("world", hour), &piece(from));
        }
        let told = front(&newsroom);
        assert_eq!(told.len(), expected, "{pinned}: {told:?}");
        if pinned == "old" {
            assert_eq!(told[0].1.len(), 2, "{told:?}");
        }
    }
}

#[test]
fn a_notice_of_another_day_or_recording_is_another_story() {
    let notice = "<p>The council says that the water of the upper town is cut off between the two \
        bridges while the old pipes are mended, and asks everybody to boil what comes out of the \
        taps in the hours after that. Tankers stand at the school and at the market.</p>";
    let more = "<p>Bring your own cans to the tankers, and a torch.</p>";
    let film =
        |name: &str| format!("{notice}<p><a href=\"https://v.example/{name}.mp4\">Film</a></p>");
    for (hours, texts, expected) in [
        ([2, 4], [notice.to_owned(), format!("{notice}{more}")], 1),
        ([2, 23], [notice.to_owned(), format!("{notice}{more}")], 2),
        ([2, 3], [film("monday"), film("monday")], 1),
        ([2, 3], [film("monday"), film("tuesday")], 2),
    ] {
        let newsroom = newsroom("");
        for ((name, hour), text) in ["a", "b"].iter().zip(hours).zip(&texts) {
            write(&newsroom, name, "Water", ("world", hour), text);
        }
        let told = front(&newsroom);
        assert_eq!(told.len(), expected, "{hours:?}: {told:?}");
    }
}

#[test]
fn what_an_editor_has_put_apart_is_two_stories() {
    let wire = |name: &str, section: &str| {
        format!(
            "[[section]]\ntitle = \"{section}\"\n[[source]]\nname = \"{name}\"\n\
             schedule = \"@yearly\"\nsections = [\"{section}\"]\n\
             [source.folder]\npath = \"{name}\"\n"
        )
    };
    let policy = "[front_page]\nalike = 0.5\n";
    let newsroom =
        Newsroom::new(&format!("{policy}{}{}", wire("wire", "world"), wire("agency", "city")));
    let story = format!("<p>{}.</p>", text(7, 200));
    for (name, hour, more) in [("wire", 8, ""), ("agency", 9, "<p>Kerb stones too.</p>")] {
        let text = format!(
            "+++\ntitle = \"Strike ends\"\ndate = 2026-01-05T0{hour}:00:00Z\n+++\n{story}{more}\n"
        );
        newsroom.write(&format!("{name}/a.html"), &text);
    }
    assert_eq!(front(&newsroom).len(), 1);
    let told = newsroom.told(&["article", "--json", "Strike ends"]);
    newsroom.ended(&["separate", told["id"].as_str().unwrap(), "--source", "agency"], 0);
    let alone = ("Strike ends".to_owned(), vec![]);
    assert_eq!(front(&newsroom), [alone.clone(), alone]);
}
