//! What the folder source makes of articles copied off a newspaper's web app, whose
//! notices are worded by each app as it likes:
//! - what stands before the headline and its date line goes, by place and shape
//! - what stands after the note about the writer goes, and so do menus
//! - lines that repeat over the folder's files before or behind the text go
//! - the note is found where the address below it is only a placeholder, and readers of
//!   every format see it after the text
//! - every sentence, subhead and date of the text stays, whatever word it begins with

use crate::program;
use pressroom::config::settings::Folder;
use pressroom::raw_item::{RawItem, RawText};
use pressroom::sources::folder::{gather, read_file};
use std::fs::{File, write};
use std::path::Path;
use std::time::SystemTime;
use tempfile::TempDir;

/// A file as somebody left it there long ago.
#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn leave(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    write(&path, text).unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
}

fn alone(text: &str) -> RawItem {
    let folder = TempDir::new().unwrap();
    leave(folder.path(), "story.txt", text);
    let path = folder.path().join("story.txt");
    let (mut items, refused) = read_file(&path, folder.path(), None, chrono_tz::Asia::Karachi);
    assert_eq!(refused, [], "{text}");
    items.remove(0)
}

fn title(item: &RawItem) -> &str {
    item.title.as_ref().map(RawText::as_str).unwrap_or_default()
}

fn paragraphs(item: &RawItem) -> Vec<String> {
    let content = item.content.as_ref().unwrap().as_str();
    let texts = content.lines().map(|line| {
        line.strip_prefix("<p>").and_then(|line| line.strip_suffix("</p>")).unwrap().to_owned()
    });
    texts.collect()
}

fn published(item: &RawItem) -> String {
    item.published.map(|date| date.to_rfc3339()).unwrap_or_default()
}

const LEAD: &str = "The council of the port voted on Tuesday to give the old rope works to the \
    sailing school, after two years in which nobody had wanted it.";
const SECOND: &str = "The school will pay one rupee a year and mend the roof itself.";
const MARCH: &str = "2021-03-02T19:00:00+00:00";

/// An app's dump: what stands before, the head, the text, and what stands behind.
fn dump(before: &[&str], head: &[&str], behind: &[&str]) -> String {
    let parts = [before, head, &[LEAD, SECOND], behind];
    parts.concat().iter().map(|line| format!("{line}\n\n")).collect()
}

#[test]
fn notices_of_any_wording_before_the_headline_and_its_date_go() {
    let table: [(&[&str], &[&str]); 9] = [
        (
            &[
                "Could not load! retry",
                "Put Harbour on your home screen",
                "tap share, then 'Add' to keep the Harbour",
                "Got it!",
                "Put Harbour on your home screen",
                "tap share, then 'Add' to keep the Harbour",
                "Got it!",
                "March 3, 2021",
            ],
            &["Rope works go to school", "March 3, 2021"],
        ),
        (
            &["Skip", "Alerts are off. Turn on", "Not now"],
            &["Rope works go to school", "March 3, 2021"],
        ),
        (
            &["You are offline. Some stories may be old.", "Dismiss"],
            &["Rope works go to school", "By Sana Mirza", "March 3, 2021"],
        ),
        (
            &[
                "Keine Verbindung! erneut versuchen",
                "Zum Startbildschirm hinzufügen",
                "Später",
                "3. März 2021",
            ],
            &["Rope works go to school", "3. März 2021"],
        ),
        (
            &["Push-Nachrichten sind aus. Einschalten", "Nein danke"],
            &["Rope works go to school", "Von Anna Groß", "3. März 2021"],
        ),
        (
            &["لوڈ نہیں ہو سکا! دوبارہ کوشش کریں", "ٹھیک ہے", "3 مارچ 2021"],
            &["Rope works go to school", "3 مارچ 2021"],
        ),
        (&["March 3, 2021"], &["Rope works go to school"]),
        (&["COLUMN"], &["Rope works go to school", "March 3, 2021"]),
        (&[], &["Rope works go to school", "March 3, 2021"]),
    ];
    for (before, head) in table {
        let item = alone(&dump(before, head, &[]));
        assert_eq!(title(&item), "Rope works go to school", "{before:?}");
        assert_eq!(published(&item), MARCH, "{before:?}");
        assert_eq!(paragraphs(&item), [LEAD, SECOND], "{before:?}");
    }
}

#[test]
fn what_stands_behind_the_note_goes_and_menus_do() {
    let note = "The writer is a lecturer at the Institute of Coastal Studies, Karachi.";
    let head = ["Rope works go to school", "March 3, 2021"];
    let menu = ["Topstory minus plus", "Opinion minus plus", "National minus plus"];
    let table: [(&[&str], Option<&str>); 9] = [
        (
            &["L’auteur enseigne à Nantes.", "Courriel : [email protected]", "Monde", "Sport"],
            Some("L’auteur enseigne à Nantes."),
        ),
        (&[note, "Email: [email protected]", menu[0], menu[1], menu[2]], Some(note)),
        (&[note, "Email: [email\u{A0}protected]"], Some(note)),
        (
            &[note, "[email protected]", "Karachi", "Lahore", "Get the app for the best news."],
            Some(note),
        ),
        (
            &["Der Autor ist Ökonom in Kiel.", "E-Mail: [email protected]", "Politik", "Sport"],
            Some("Der Autor ist Ökonom in Kiel."),
        ),
        (
            &["Die Autorin lehrt in Bonn.", "Politik ein- ausklappen", "Sport ein- ausklappen"],
            Some("Die Autorin lehrt in Bonn."),
        ),
        (
            &["مصنف کراچی میں پڑھاتے ہیں۔", "ای میل: [email protected]", "قومی", "کھیل"],
            Some("مصنف کراچی میں پڑھاتے ہیں۔"),
        ),
        (&menu, None),
        (&["expand Politics collapse", "expand Sports collapse", "expand World collapse"], None),
    ];
    for (behind, told) in table {
        let item = alone(&dump(&[], &head, behind));
        assert_eq!(paragraphs(&item), [LEAD, SECOND], "{behind:?}");
        assert_eq!(item.author_note.as_deref(), told, "{behind:?}");
    }
}

#[test]
fn sentences_subheads_and_dates_of_the_text_stay() {
    for line in [
        "Copyright law is broken, the minister said.",
        "All rights reserved for the heirs is what the will says.",
        "Follow us on the road, the children shouted!",
        "Share",
        "Updated figures",
        "Download the report",
        "Click here, they said, and nobody did",
        "August 14, 1947",
        "By September",
        "Home",
        "Topics: the roof, the rent and the rats",
        "Related",
        "Published in 1947, the book had 1,200 pages.",
        "Section 302",
    ] {
        let text = format!("Rope works\n\nMarch 3, 2021\n\n{LEAD}\n\n{line}\n\n{SECOND}\n");
        let item = alone(&text);
        assert_eq!(title(&item), "Rope works", "{line}");
        assert_eq!(published(&item), MARCH, "{line}");
        assert_eq!(paragraphs(&item), [LEAD, line, SECOND]);
    }
}

#[test]
fn what_all_files_of_a_folder_begin_and_end_with_goes() {
    let folder = TempDir::new().unwrap();
    let top = ["Add this paper to your phone", "tap the three dots above"];
    let end = ["Harbour, Mountain and Plain", "More of our papers on paper"];
    for number in 0..4 {
        let headline = format!("Story number {number} of the day");
        let lead = format!("On day {number} {}", LEAD.to_lowercase());
        let second = format!("{number} times the school mended its roof.");
        let text = [&top[..], &[&headline, &lead, "Question time", &second], &end].concat();
        leave(folder.path(), &format!("{number}.txt"), &text.join("\n\n"));
    }
    let wanted = Folder { path: folder.path().to_owned(), watch: false, mirror: false };
    let known = pressroom::sources::Known::default();
    let gathering = gather(&wanted, None, chrono_tz::UTC, &known).unwrap();
    assert_eq!(gathering.items.len(), 4, "{:?}", gathering.rejections);
    for (number, item) in gathering.items.iter().enumerate() {
        assert_eq!(title(item), format!("Story number {number} of the day"));
        let second = format!("{number} times the school mended its roof.");
        assert_eq!(paragraphs(item)[1..], ["Question time", &second]);
    }
}

#[test]
fn the_note_of_who_writes_every_week_stays() {
    let folder = TempDir::new().unwrap();
    let text = |week: usize| {
        format!(
            "Unable to load! try again\n\nOK\n\nMarch {week}, 2021\n\nA roof, part {week}\n\n\
             March {week}, 2021\n\nThe board said on day {week} that it would rebuild the market.\n\n\
             Traders had waited for {week} months, and many had sold from carts.\n\n\
             The writer is a lecturer at the Institute of Coastal Studies, Karachi.\n\n\
             Email: [email protected]\n\nTopstory minus plus\n\nOpinion minus plus\n"
        )
    };
    (1..=4).for_each(|week| leave(folder.path(), &format!("{week}.txt"), &text(week)));
    let wanted = Folder { path: folder.path().to_owned(), watch: false, mirror: false };
    let known = pressroom::sources::Known::default();
    let items = gather(&wanted, None, chrono_tz::UTC, &known).unwrap().items;
    assert_eq!(items.len(), 4);
    for item in items {
        let note = "The writer is a lecturer at the Institute of Coastal Studies, Karachi.";
        assert_eq!(item.author_note.as_deref(), Some(note));
        assert_eq!(paragraphs(&item).len(), 2, "{item:?}");
    }
}

#[test]
fn a_word_in_capitals_below_the_date_is_no_headline() {
    let item = alone(
        "March 3, 2021\n\nOPINION\n\nKicker above the headline\n\nMarch 3, 2021\n\n\
         The harbour board said on Monday that it would rebuild the fish market.\n\n\
         Traders had waited for eight months, and many of them had sold from carts.\n",
    );
    assert_eq!(title(&item), "Kicker above the headline");
    assert_eq!(paragraphs(&item).len(), 2);
}

#[test]
fn sentences_that_all_files_of_a_folder_have_stay() {
    let folder = TempDir::new().unwrap();
    for number in 0..4 {
        let text = format!("Story {number}\n\nMarch 3, 2021\n\n{LEAD}\n\nBackground\n\n{SECOND}\n");
        leave(folder.path(), &format!("{number}.txt"), &text);
    }
    let wanted = Folder { path: folder.path().to_owned(), watch: false, mirror: false };
    let known = pressroom::sources::Known::default();
    let gathering = gather(&wanted, None, chrono_tz::UTC, &known).unwrap();
    assert_eq!(gathering.items.len(), 4, "{:?}", gathering.rejections);
    for (number, item) in gathering.items.iter().enumerate() {
        assert_eq!(title(item), format!("Story {number}"));
        assert_eq!(paragraphs(item), [LEAD, "Background", SECOND]);
    }
}

#[test]
fn readers_of_every_format_see_the_note_after_the_text() {
    let newsroom = program::Newsroom::new(program::DESK);
    let text = dump(
        &["Got it!"],
        &["Rope works go to school", "March 3, 2021"],
        &["The writer is an economist <of sorts>.", "Email: [email protected]"],
    );
    newsroom.write("articles/rope.txt", &format!("+++\nsections = [\"world\"]\n+++\n{text}"));
    newsroom.ended(&["run"], 0);
    let note = "<p class=\"author-note\"><em>The writer is an economist &lt;of sorts&gt;.</em></p>";
    let html = newsroom.json("feeds/world.json")["items"][0]["content_html"].to_string();
    let html: String = serde_json::from_str(&html).unwrap();
    assert!(html.trim_end().ends_with(note), "{html}");
    for name in ["world.rss", "world.atom"] {
        let feed = newsroom.read(&format!("feeds/{name}"));
        assert!(feed.contains("author-note"), "{name}: {feed}");
    }
}

#[test]
fn a_note_that_says_how_to_reach_the_writer_is_one() {
    for (line, told) in [
        (
            "The writer is a lecturer at the Institute of Coastal Studies, Karachi, and can be reached at [email protected]",
            "The writer is a lecturer at the Institute of Coastal Studies, Karachi.",
        ),
        ("The author is an economist (mara.quill@example.com).", "The author is an economist."),
        (
            "The writer is an economist; email: mara.quill@example.com",
            "The writer is an economist.",
        ),
        (
            "The writers are economists and can be reached at [email protected] and [email protected]",
            "The writers are economists.",
        ),
        ("The writer tweets @marawrites.", "The writer tweets @marawrites."),
        (
            "The writer is a poet. He lives in Lahore and can be reached at [email protected]. His last book is about ports.",
            "The writer is a poet. He lives in Lahore. His last book is about ports.",
        ),
    ] {
        let head = ["Rope works go to school", "March 3, 2021"];
        let item = alone(&dump(&[], &head, &[line, "Topstory minus plus", "Opinion minus plus"]));
        assert_eq!(item.author_note.as_deref(), Some(told), "{line}");
    }
}

#[test]
fn the_line_between_two_lines_of_one_date_is_the_headline_whatever_it_says() {
    let notices = ["Could not load! retry", "Put Harbour on your home screen", "Got it!"];
    for headline in [
        "Trade with the U.S.",
        "The end of an era...",
        "Harbour Board Ltd.",
        "Who pays? Nobody.",
        "The writer is dead",
        "The author of the report was never asked by the board.",
        "Home",
        "Subscribe",
        "Read more",
        "August 14, 1947",
        "Email",
        "OK",
    ] {
        let before = [&notices[..], &["March 3, 2021"]].concat();
        let item = alone(&dump(&before, &[headline, "March 3, 2021"], &[]));
        assert_eq!(title(&item), headline);
        assert_eq!(published(&item), MARCH, "{headline}");
        assert_eq!(paragraphs(&item), [LEAD, SECOND], "{headline}");
        let standfirst = "The board has no money for it, and says so.";
        let item = alone(&dump(&before, &[headline, standfirst, "March 3, 2021"], &[]));
        assert_eq!(title(&item), headline);
        assert_eq!(published(&item), MARCH, "{headline}");
        assert_eq!(paragraphs(&item), [standfirst, LEAD, SECOND], "{headline}");
    }
}

#[test]
fn a_name_between_the_headline_and_its_date_is_the_writers() {
    let before = ["Could not load! retry", "Got it!", "March 3, 2021"];
    for (line, named) in [
        ("Mara Quill", true),
        ("By Mara Quill", true),
        ("OPINION", false),
        ("Our Correspondent", false),
        ("Roof and money", false),
    ] {
        let head = ["Rope works go to school", line, "March 3, 2021"];
        let item = alone(&dump(&before, &head, &[]));
        assert_eq!(title(&item), "Rope works go to school", "{line}");
        let names: Vec<&str> = item.authors.iter().map(|author| author.name.as_str()).collect();
        assert_eq!(names, if named { vec!["Mara Quill"] } else { vec![] }, "{line}");
        assert_eq!(paragraphs(&item).last().map(String::as_str), Some(SECOND), "{line}");
    }
}

#[test]
fn the_sentence_above_a_hidden_address_is_the_note_where_it_tells_of_somebody() {
    let head = ["Rope works go to school", "March 3, 2021"];
    for (line, mail) in [
        (
            "Dr Mara Quill teaches at the Institute of Coastal Studies, Karachi.",
            "Email: [email protected]",
        ),
        ("L’auteur a fondé l’Institut d’études côtières.", "Courriel : [email protected]"),
        ("Автор преподает в Институте прибрежных исследований.", "Эл. почта: [email protected]"),
        ("الكاتب محاضر في معهد الدراسات الساحلية.", "البريد الإلكتروني: [email protected]"),
        ("लेखक कराची के तटीय अध्ययन संस्थान में व्याख्याता हैं।", "ईमेल: [email protected]"),
        ("筆者はカラチの沿岸研究所の講師である。", "メール：[email protected]"),
        (
            "Yazar kıyı araştırmaları enstitüsünde öğretim görevlisidir.",
            "E-posta: [email protected]",
        ),
    ] {
        for menu in
            [&["Topstory minus plus", "World minus plus"][..], &["Home", "About us", "© The Post"]]
        {
            let item = alone(&dump(&[], &head, &[&[line, mail], menu].concat()));
            assert_eq!(item.author_note.as_deref(), Some(line));
            assert_eq!(paragraphs(&item), [LEAD, SECOND], "{line} {menu:?}");
        }
    }
    // The last sentence of a text is none.
    for line in [
        "The Council has asked for a roof.",
        "Nobody has asked the writers of the report.",
        "The council of the port has no more to say, its clerk told us on Friday.",
    ] {
        let item =
            alone(&dump(&[], &head, &[line, "Email: [email protected]", "World minus plus"]));
        assert_eq!(item.author_note, None, "{line}");
        assert_eq!(paragraphs(&item), [LEAD, SECOND, line]);
    }
    let line = "Mara Quill is an economist. Email: [email protected]";
    let item = alone(&dump(&[], &head, &[line, "World minus plus"]));
    assert_eq!(item.author_note.as_deref(), Some("Mara Quill is an economist."));
    assert_eq!(paragraphs(&item), [LEAD, SECOND]);
}

#[test]
fn a_menu_goes_with_what_stands_behind_it() {
    let head = ["Rope works go to school", "March 3, 2021"];
    let menu = ["Topstory minus plus", "Opinion minus plus", "World minus plus"];
    let behind = [&menu[..], &["About us", "© The Post", "Epaper"]].concat();
    assert_eq!(paragraphs(&alone(&dump(&[], &head, &behind))), [LEAD, SECOND]);
}

#[test]
fn the_day_that_an_app_shows_is_not_the_articles() {
    let item = alone(
        "Friday, November 27, 2026\n\nInstall The Post app\n\nOK\n\nInstall The Post app\n\nOK\n\n\
         March 3, 2021\n\nA roof before the rains\n\nMarch 3, 2021\n\n\
         The harbour board said on Monday that it would rebuild the fish market.\n\n\
         Traders had waited for eight months, and many of them had sold from carts.\n",
    );
    assert_eq!(title(&item), "A roof before the rains");
    let published = item.published.map(|date| date.to_rfc3339());
    assert_eq!(published.as_deref(), Some("2021-03-02T19:00:00+00:00"));
    assert_eq!(paragraphs(&item).len(), 2);
}

#[test]
fn a_dump_without_blank_lines_has_its_paragraphs_and_its_note() {
    let text = [
        "The port gave the rope works to the sailing school on Tuesday.",
        SECOND,
        "“We have waited two years,” said one of its teachers.",
        "Who pays for the boats?",
        "Nobody has said so yet.",
    ];
    let note = "The writer is a lecturer at the Institute of Coastal Studies, Karachi.";
    let head = ["Unable to load! try again", "March 3, 2021", "Rope works go", "March 3, 2021"];
    let behind = [note, "Email: [email protected]", "Topstory minus plus", "World minus plus"];
    let item = alone(&[&head[..], &text, &behind].concat().join("\n"));
    assert_eq!(title(&item), "Rope works go");
    assert_eq!(paragraphs(&item), text);
    assert_eq!(item.author_note.as_deref(), Some(note));

    // Lines that were broken by hand break off in their sentences.
    let broken = "The port gave the rope works to the sailing school\non Tuesday. The school will pay \
                  one rupee a year and\nmend the roof itself. Nobody has said\nwho it is that will pay for the boats.";
    let item = alone(&format!("{}\n{broken}\n{}", head.join("\n"), behind.join("\n")));
    assert_eq!(paragraphs(&item), [broken.replace('\n', " ")]);
    assert_eq!(item.author_note.as_deref(), Some(note));
}

#[test]
fn what_stands_above_a_date_in_the_text_is_no_notice() {
    let text = format!("Rope works go to school\n\n{LEAD}\n\n{SECOND}\n\n");
    for (behind, more) in [
        ("The fire\n\nMarch 3, 2021\n\nNobody was in the hall when it burned down.", true),
        ("Who pays\n\n– Reuters\n\nMarch 3, 2021\n\nNobody has said so yet.", true),
        ("Sana Mirza\n\nMarch 3, 2021", false),
        ("Karachi\n\n3 March 2021\n\nHome | Opinion | National | World", false),
    ] {
        let item = alone(&format!("{text}{behind}\n"));
        assert_eq!(title(&item), "Rope works go to school", "{behind}");
        assert_eq!(paragraphs(&item)[..2], [LEAD, SECOND], "{behind}");
        assert_eq!(published(&item) == MARCH, !more, "{behind}");
    }
    // Nor is the headline above what is put below it.
    for head in [
        "Subscribe\n\nRope works go to school\n\nThe board has the money\n\nMarch 3, 2021",
        "Suscríbete\n\nRope works go to school\n\nEl mercado se hará, pero falta el dinero\n\nMaría José Gómez\n\n3 de marzo de 2021",
    ] {
        let item = alone(&format!("{head}\n\n{LEAD}\n\n{SECOND}\n"));
        assert_eq!(title(&item), "Rope works go to school", "{head}");
        assert_eq!(published(&item), MARCH, "{head}");
    }
}

#[test]
fn a_date_line_is_known_in_the_languages_of_papers() {
    for line in [
        "Publié le 3 mars 2021",
        "Publié le 3 mars 2021 - Mis à jour le 4 mars 2021",
        "Veröffentlicht am 3. März 2021",
        "Zuletzt aktualisiert am 4. März 2021, veröffentlicht am 3. März 2021",
        "Publicado el 3 de marzo de 2021",
        "Gepubliceerd op 3 maart 2021",
    ] {
        let item = alone(&dump(&[], &["Rope works go to school", line], &[]));
        assert_eq!(published(&item), MARCH, "{line}");
        assert_eq!(paragraphs(&item), [LEAD, SECOND], "{line}");
    }
}

#[test]
fn what_may_have_been_the_headline_is_told_where_it_was_left_out() {
    let head = ["Cup final ends 2-0", "Our reporter", "From the Newspaper", "March 3, 2021"];
    let told = alone(&dump(&[], &head, &[])).warnings;
    assert!(told.len() == 1 && told[0].contains("\"Cup final ends 2-0\" stands above"), "{told:?}");
    // What stands there twice, or says two things, is an app's.
    let app = ["Could not load! retry", "Put it on your home screen", "Got it!"];
    let before = [&app[..], &app[1..], &["March 3, 2021"]].concat();
    let item = alone(&dump(&before, &["Rope works go to school", "March 3, 2021"], &[]));
    assert_eq!((title(&item), item.warnings.len()), ("Rope works go to school", 0));
    // A word in capitals above the headline names its section.
    let item = alone(&format!("OPINION\n\nRope works go to school\n\n{LEAD}\n\n{SECOND}\n"));
    assert_eq!(
        (title(&item), &*item.tags),
        ("Rope works go to school", &["OPINION".to_owned()][..])
    );
}
