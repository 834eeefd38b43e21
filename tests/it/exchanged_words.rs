//! Promise: words that were exchanged one for one tell another story, of whatever kind they are.
//! - one pattern with another word in it is another story, under one long headline too, in any
//!   language, in a brief and in a report: from two sources, from one, on the front page, and
//!   where the one was taken back;
//! - so is what one says and the other says the contrary of, in one word or more, and with
//!   another line about where it is from;
//! - a sign is a word: a minus, a currency, a flag; so is one word more within a sentence, and
//!   of a short notice the headline, word for word;
//! - what an editor dropped, added or spelled otherwise is the same story; words in the place of
//!   words are so only where headline and address, picture or writer and hour say so too;
//! - one page that two sources lead to is no proof against it, and a site's front page names
//!   no story.

use crate::program::{DESK, Newsroom};
use pressroom::likeness::{Likeness, Told};

const HEADLINE: &str = "Food agency recalls Harbour Foods spread over allergen not named on label";

fn recall(of: &str) -> String {
    format!(
        "The Food Safety Agency has recalled a spread made by Harbour Foods of Karachi because it \
         contains {of}, which the label does not name. Whoever must not eat it should bring the \
         jar back to the shop, and gets the money back without a receipt. The firm says that a \
         label of another kind was taken by mistake at its plant in Korangi, and that nobody has \
         fallen ill so far. The agency looks at how that happened."
    )
}

/// Briefs with a blank, each with two words that may stand there.
const BRIEFS: [(&str, &str, &str, &str); 4] = [
    (
        "Stadt Leipzig sperrt am Wochenende eine Straße im Zentrum wegen Bauarbeiten",
        "Die Stadt Leipzig sperrt von Freitagabend bis Montagfrüh eine Straße im Zentrum, weil eine \
         Leitung {} erneuert wird. Busse der Linie fahren über den Ring, die Haltestelle am Markt \
         entfällt. Anwohner erreichen ihre Höfe von Süden her, Radfahrer werden gebeten abzusteigen. \
         Fragen beantwortet das Rathaus.",
        "unterirdisch",
        "oberirdisch",
    ),
    (
        "La préfecture de Normandie suspend une ligne de bus jusqu’à dimanche soir",
        "La préfecture de Normandie a annoncé vendredi que les bus vers {} ne roulent pas jusqu’à \
         dimanche soir, parce que la chaussée est ouverte à Sotteville. Les voyageurs sont priés de \
         prendre le tramway jusqu’à Saint-Sever et de finir à pied. Les bus de toutes les autres \
         lignes roulent comme d’habitude, et les billets restent valables.",
        "le port",
        "l’hôpital",
    ),
    (
        "İstanbul Büyükşehir Belediyesi hafta sonu bazı otobüs seferlerini yol çalışmasıyla durduruyor",
        "İstanbul Büyükşehir Belediyesi cuma günü yaptığı açıklamada {} giden otobüslerin pazar \
         akşamına kadar çalışmayacağını, çünkü Mecidiyeköy yolunun kazıldığını bildirdi. Yolculardan \
         metroyla Şişli durağına gitmeleri ve oradan yürümeleri, ya da taksiye binmeleri istendi. Su \
         idaresinin çalışmaları kararlaştırılandan daha erken başladı. Öteki bütün hatların otobüsleri \
         her zamanki gibi çalışıyor.",
        "havaalanına",
        "limana",
    ),
    (
        "Роспотребнадзор отзывает ореховую пасту фирмы из Тамани из-за состава на этикетке",
        "Роспотребнадзор в Краснодаре отозвал в пятницу пасту фирмы «Гавань» из Тамани, потому что в \
         ней есть {}, чего нет на этикетке. Кому этого нельзя, тот должен вернуть банку в магазин и \
         получит деньги без чека. Фирма говорит, что на заводе в Темрюке по ошибке взяли другую \
         этикетку и что до сих пор никто не заболел.",
        "молоко",
        "яйцо",
    ),
];

/// A report of more words than a pattern is long, with a blank in its first line.
const ORDER: &str = "The appeal court in Karachi has {} the licence of the Harbour Grain Terminal, \
    which Captain Omar Siddiqui and his partners had built at Port Qasim in 2019 for 412 million \
    rupees. The bench of three judges, headed by Justice Nadia Baloch, read the order on Thursday \
    afternoon before a full room. The terminal can hold 85,000 tonnes of wheat and takes two ships \
    at one time. Its owners had been in dispute with the Sindh Environmental Agency since the \
    spring of 2023, when fishermen of Ibrahim Hyderi complained of dust on their nets. The agency \
    measured the air at nine places and found more than 150 micrograms at four of them. In the \
    order the judges look at each of the measurements and at the report of Professor Tariq Mehmood \
    of the NED University, who had been asked by both sides. They thank him for his patience. The \
    owners have thirty days in which they may go to the Supreme Court in Islamabad, and the agency \
    has the same. Outside the court Siddiqui spoke to reporters for a few minutes, with his lawyer \
    Farah Anwar beside him, and said that he would read the order in full before he said anything \
    about it. The union of the fishermen, which had brought two buses of its members, sang and \
    gave out sweets and leaflets in the yard. The Ministry of Maritime Affairs said that wheat \
    ships that are on their way, among them the Sea Falcon and the Baltic Star, will be unloaded \
    at Keamari until it is clear what happens next. Bakers in Korangi and Landhi do not expect the \
    price of flour to move before the new year, said Haji Rafiq of their association.";

const ON_THE_ORDER: &str = "Order on the grain terminal";

fn tells(title: &str, one: &str, other: &str) -> Told {
    Likeness::of_text(title, one).tells(&Likeness::of_text(title, other), 0.8)
}

fn is_once(title: &str, one: &str, other: &str) -> bool {
    matches!(tells(title, one, other), Told::Once(_))
}

#[test]
fn another_word_in_the_blank_is_another_story() {
    for (one, other) in [("milk", "egg"), ("pistachio", "hazelnut"), ("sesame", "soya beans")] {
        assert!(!is_once(HEADLINE, &recall(one), &recall(other)), "{one}, {other}");
    }
    for (title, text, one, other) in BRIEFS {
        let filled = |word: &str| text.replace("{}", word);
        assert!(!is_once(title, &filled(one), &filled(other)), "{one}, {other}");
    }
}

#[test]
fn what_says_the_contrary_is_another_story() {
    for (one, other) in [
        ("revoked", "restored"),
        ("upheld", "overturned"),
        ("validated", "invalidated"),
        ("frozen", "unfrozen"),
        ("blessed", "cursed"),
        ("left in force", "put out of force"),
        ("kept", "taken away"),
        ("revoked", "refused to revoke"),
        ("renewed", "not renewed"),
    ] {
        let (one, other) = (ORDER.replace("{}", one), ORDER.replace("{}", other));
        assert!(!is_once(ON_THE_ORDER, &one, &other), "{}", &other[..60]);
        let about = format!("KARACHI, Nov 27 (The Wire) - {other}");
        assert!(!is_once(ON_THE_ORDER, &one, &about), "{}", &about[..90]);
    }
    let text = ORDER.replace("{}", "looked at");
    for (one, other) in [
        ("sang and gave out sweets", "wept and threw stones"),
        ("wheat ships", "sugar ships"),
        ("fishermen of Ibrahim", "farmers of Ibrahim"),
    ] {
        assert!(!is_once(ON_THE_ORDER, &text, &text.replace(one, other)), "{other}");
    }
}

fn mended(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (one, other)| {
        assert!(text.contains(one), "{one}");
        text.replace(one, other)
    })
}

#[test]
fn what_an_editor_cut_or_spelled_is_the_same_story() {
    let text = ORDER.replace("{}", "looked at");
    let shortened = mended(&text, &[("They thank him for his patience. ", "")]);
    assert!(is_once(ON_THE_ORDER, &text, &shortened), "a sentence dropped");
    let spelled = mended(
        &text,
        &[("licence", "license"), ("Harbour Grain", "Harbor Grain"), ("tonnes", "tons")],
    );
    // A name that is written otherwise may be another's.
    assert!(!is_once(ON_THE_ORDER, &text, &spelled));
    let spelled = mended(&text, &[("licence", "license"), ("complained", "complains")]);
    assert!(is_once(ON_THE_ORDER, &text, &spelled), "another spelling");
}

/// An editor's work, and what a form with many blanks looks like too.
fn edited_all_over(text: &str) -> String {
    mended(
        text,
        &[
            ("his partners", "his associates"),
            ("headed by", "led by"),
            ("complained of dust", "complained about dust"),
            ("found more", "measured more"),
            ("a few minutes", "some minutes"),
            ("leaflets", "handbills"),
            ("happens next", "happens then"),
            ("his patience", "his care"),
            ("takes two ships", "unloads two ships"),
            ("has the same", "has as long"),
        ],
    )
}

#[test]
fn words_for_words_are_one_story_only_where_more_than_the_text_says_so() {
    let text = ORDER.replace("{}", "looked at");
    let edited = edited_all_over(&text);
    let shortened = mended(
        &text,
        &[
            ("They thank him for his patience. ", ""),
            ("headed by", "led by"),
            ("leaflets", "handbills"),
        ],
    );
    for other in [&edited, &shortened] {
        assert!(matches!(tells(ON_THE_ORDER, &text, other), Told::Edited(_)));
    }
    let headline = "Appeal court looks at the licence of the grain terminal";
    let [one, two] = ["one", "two"].map(|host| {
        format!("https://{host}.example/2026/01/appeal-court-looks-at-licence-of-grain-terminal")
    });
    assert_eq!(articles([&one, headline, &text], [&two, headline, &edited]), 1);
    // Without the address, or the headline, nobody knows.
    assert_eq!(articles([&one, headline, &text], ["https://two.example/1", headline, &edited]), 2);
    assert_eq!(articles([&one, headline, &text], [&two, ON_THE_ORDER, &edited]), 2);
    // And nothing vouches against what the texts themselves say.
    let contrary = ORDER.replace("{}", "revoked");
    let restored = edited_all_over(&ORDER.replace("{}", "restored"));
    assert_eq!(articles([&one, headline, &contrary], [&two, headline, &restored]), 2);
}

/// Notices with a place for a sign, or for what is not a word of its own.
const NOTICES: [(&str, &[(&str, &str)]); 4] = [
    (
        "The met office says that it will be {} degrees in the valley on Friday night, with little \
         wind and some clouds from the west. Farmers should look after their trees, and drivers \
         after the bridges. By noon it is mild again. At the weekend there may be showers in the \
         hills, and from Monday on it stays as it is for some days.",
        &[("-5", "5"), ("−5", "5"), ("–5", "+5"), ("5%", "5"), ("&lt;5", "&gt;5"), ("€5", "£5")],
    ),
    (
        "The hospital asks for blood of the group {} because its store is nearly empty after the \
         crash on the road to the coast. Whoever is well and older than eighteen may come at any \
         hour, with a card that shows who they are. It takes half an hour, and there is tea. The \
         hospital thanks all who came last week, when two hundred people waited at the door.",
        &[("A+", "A-"), ("A+", "A"), ("AB+", "AB−"), ("C++", "C#"), ("🅰", "🅱")],
    ),
    (
        "The cup went on in the stadium by the river, where the team of {} won by a goal in the \
         last minute, after a game in which both had run without an end. The crowd of four \
         thousand sang all through the rain. The trainer said that she was proud of everybody. \
         Two players were hurt and are looked at on Friday. The cup goes on in a week.",
        &[
            ("🇵🇰", "🇮🇳"),
            ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
            ("🥇", "🥈"),
            ("★★", "★★★★"),
            ("↑", "↓"),
            ("✔", "✘"),
            ("🔴", "🟢"),
        ],
    ),
    (
        "สภาเมืองประชุมเมื่อวันพฤหัสบดีเรื่องสะพานใหม่ข้ามแม่น้ำ และร่างแผนงาน{}หลังจากอภิปรายกันสามชั่วโมง \
         ชาวบ้านริมฝั่งมาฟังจำนวนมากเพราะถนนหน้าบ้านจะแคบลง วิศวกรกล่าวว่าการสำรวจดินใช้เวลานาน \
         และพ่อค้าในตลาดขอให้เปิดทางเดินไว้ตลอดเวลา โรงเรียนใกล้สะพานจะย้ายประตูไปอีกด้านหนึ่ง \
         เจ้าหน้าที่จะติดประกาศไว้ที่หน้าสำนักงานเพื่อให้ทุกคนได้อ่านก่อนการประชุมครั้งหน้าในเดือนมกราคม",
        &[("ผ่าน", "ไม่ผ่าน"), ("ได้รับอนุมัติ", "ไม่ได้รับอนุมัติ")],
    ),
];

#[test]
fn a_sign_says_something_and_so_does_whatever_stands_within_a_sentence() {
    for (text, pairs) in NOTICES {
        for (one, other) in pairs {
            let filled = |blank: &str| text.replace("{}", blank);
            assert!(!is_once("From the town", &filled(one), &filled(other)), "{one}, {other}");
        }
    }
    let text = NOTICES[0].0.replace("{}", "five");
    for (one, other) in [
        ("Rain warning", "Rain warning lifted"),
        ("Rain warning", "Exercise: rain warning"),
        ("Rain warning 🔴", "Rain warning 🟢"),
        ("Rain warning", "Second rain warning"),
    ] {
        let told = Likeness::of_text(one, &text).tells(&Likeness::of_text(other, &text), 0.8);
        assert!(!matches!(told, Told::Once(_)), "{one}, {other}");
    }
    // How a list, a quotation or a dash is set says nothing.
    let set = text.replace("By noon", "• By noon").replace("Farmers", "— Farmers");
    assert!(is_once("From the town", &format!("<p>{text}</p>"), &format!("<p>{set}</p>")));
    let order = ORDER.replace("{}", "looked at");
    for (one, other) in [
        ("has looked at", "has hardly looked at"),
        ("has looked at", "has yet to have looked at"),
        ("has looked at", "has denied that it looked at"),
        ("has looked at", "has almost looked at"),
    ] {
        let other = mended(&order, &[(one, other)]);
        assert!(!is_once(ON_THE_ORDER, &order, &other), "{}", &other[..80]);
    }
}

#[test]
fn a_line_of_its_own_in_the_place_of_another_is_another_story() {
    let order = ORDER.replace("{}", "looked at");
    let [one, other] = ["It may contain glass.", "Eggs are in it that nobody named."]
        .map(|reason| order.replacen(". ", &format!(". {reason} "), 1));
    assert!(!is_once(ON_THE_ORDER, &one, &other));
    assert!(is_once(ON_THE_ORDER, &one, &order), "a sentence more is an update");
}

const TWO_SOURCES: &str = "[[section]]\ntitle = \"World\"\n\
    [[source]]\nname = \"one\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
    [source.feed]\nfile = \"one.xml\"\n\
    [[source]]\nname = \"two\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
    [source.feed]\nfile = \"two.xml\"\n";

fn feed(guid: &str, text: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>Feed</title><link>https://wire.example/</link>\
         <item><title>{HEADLINE}</title><guid isPermaLink='false'>{guid}</guid>\
         <link>https://wire.example/{guid}</link>\
         <pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>\
         <description><![CDATA[<p>{text}</p>]]></description></item></channel></rss>"
    )
}

fn both(newsroom: &Newsroom) {
    let world = newsroom.read("feeds/world.json");
    assert!(world.contains("contains milk") && world.contains("contains egg"), "{world}");
}

#[test]
fn two_sources_and_one_keep_both() {
    let newsroom = Newsroom::new(TWO_SOURCES);
    newsroom.write("one.xml", &feed("g1", &recall("milk")));
    newsroom.write("two.xml", &feed("g2", &recall("egg")));
    newsroom.ended(&["run"], 0);
    both(&newsroom);
    let newsroom = Newsroom::new(TWO_SOURCES);
    newsroom.write("two.xml", &feed("g0", "Nothing new."));
    newsroom.write("one.xml", &feed("g1", &recall("milk")));
    newsroom.ended(&["run"], 0);
    // The first has left the list.
    newsroom.write("one.xml", &feed("g2", &recall("egg")));
    newsroom.ended(&["run"], 0);
    both(&newsroom);
}

fn article(newsroom: &Newsroom, of: &str, day: u32) {
    let text = format!(
        "---\ntitle: {HEADLINE}\nsections: [world]\ndate: 2026-01-{day:02}T10:00:00Z\n---\n{}\n",
        recall(of)
    );
    newsroom.write(&format!("articles/{of}.md"), &text);
}

#[test]
fn the_front_page_shows_both() {
    let newsroom = Newsroom::new(&format!("[front_page]\nalike = 0.5\n{DESK}"));
    article(&newsroom, "milk", 5);
    article(&newsroom, "egg", 5);
    newsroom.ended(&["run"], 0);
    let front = newsroom.read("feeds/front-page.json");
    assert!(front.contains("contains milk") && front.contains("contains egg"), "{front}");
}

#[test]
fn what_was_taken_back_holds_back_no_other_story() {
    let newsroom = Newsroom::new(&format!("[store]\nkeep = \"36500d\"\n{DESK}"));
    article(&newsroom, "milk", 5);
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["retract", HEADLINE, "--reason", "No such recall."], 0);
    article(&newsroom, "egg", 6);
    let ran = newsroom.ended(&["run"], 0);
    let world = newsroom.read("feeds/world.json");
    assert!(world.contains("contains egg"), "{ran}\n{world}");
}

/// How many articles two items become, of two sources: page, headline and text of each.
fn articles(one: [&str; 3], other: [&str; 3]) -> usize {
    let newsroom = Newsroom::new(TWO_SOURCES);
    for (name, [page, title, text]) in [("one", one), ("two", other)] {
        let item = format!(
            "<rss version='2.0'><channel><title>{name}</title><link>https://{name}.example/</link>\
             <item><title>{title}</title><guid isPermaLink='false'>{name}</guid>\
             <link>{page}</link><pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>\
             <description>{text}</description></item></channel></rss>"
        );
        newsroom.write(&format!("{name}.xml"), &item);
    }
    newsroom.ended(&["run"], 0);
    newsroom.json("feeds/world.json")["items"].as_array().unwrap().len()
}

#[test]
fn one_page_is_no_proof_against_what_was_exchanged() {
    let page = "https://met.example/warnings";
    for [title, text, other_title, other] in [
        [
            "Rain warning for Karachi",
            "Heavy rain is expected in Karachi tonight.",
            "Rain warning for Lahore",
            "Heavy rain is expected in Lahore tonight.",
        ],
        [
            "Rain warning for Karachi issued",
            "A warning of rain was issued for Karachi.",
            "Rain warning for Karachi lifted",
            "The warning of rain was lifted for Karachi.",
        ],
        [
            "Kings beat Zalmi",
            "Kings won by five wickets.",
            "Zalmi beat Kings",
            "Zalmi won by five wickets.",
        ],
        ["Kings beat Zalmi", "Full time in Lahore.", "Zalmi beat Kings", "Full time in Lahore."],
        ["Death notice", "Ahmed Khan has died.", "Death notice", "Salma Bibi has died."],
        [HEADLINE, &recall("milk"), HEADLINE, &recall("egg")],
    ] {
        assert_eq!(articles([page, title, text], [page, other_title, other]), 2, "{other}");
    }
    let (title, text) = ("Budget day: live", "Chancellor stands up.");
    let [one, two] = ["https://live.example/budget#p1", "https://live.example/budget#p2"];
    assert_eq!(articles([one, title, text], [two, title, "Chancellor sits down."]), 2);
    let front = "https://x.example/";
    let brief = "The minister has resigned.";
    let another = "A man of many words has gone.";
    assert_eq!(
        articles([front, "Minister resigns", brief], [front, "Minister resigns", another]),
        2
    );
    // Nor is what one has more than the other an exchange, nor the foot of an excerpt.
    let whole = recall("milk") + " " + BRIEFS[0].2;
    let begins: Vec<&str> = whole.split(' ').take(50).collect();
    let excerpt = begins.join(" ") + " [...] Continue reading this story";
    assert_eq!(articles([page, HEADLINE, &whole], [page, HEADLINE, &excerpt]), 1);
    let longer = "Heavy rain is expected in Karachi tonight. Read more on the page.";
    let title = "Rain warning for Karachi";
    let text = "Heavy rain is expected in Karachi tonight.";
    assert_eq!(articles([page, title, text], [page, title, longer]), 1);
    for (title, other_title, other) in [
        ("Rain warning", "Rain warning lifted", text),
        (title, title, "Heavy rain is not expected in Karachi tonight."),
        (title, title, "Heavy rain is hardly expected in Karachi tonight."),
        ("Notice", "Notice", "Heavy rain is expected in Karachi tonight and in Thatta."),
    ] {
        assert_eq!(articles([page, title, text], [page, other_title, other]), 2, "{other}");
    }
    for (one, other) in [("Peter Walker", "Peter Walter"), ("Hassan Ali", "Hassani Ali")] {
        let [one, other] = [one, other].map(|name| format!("In Karachi {name} has died."));
        assert_eq!(articles([page, "Notice", &one], [page, "Notice", &other]), 2, "{other}");
    }
    // A headline is no longer for having its letters counted as words.
    for [one, other] in [["สะพานเปิด", "สะพานปิด"], ["桥梁安全", "桥梁不安全"]]
    {
        assert_eq!(articles([page, "ประกาศ", one], [page, "ประกาศ", other]), 2, "{other}");
    }
    // How its letters are put together is no difference.
    let [composed, taken_apart] = ["Café Épernay", "Cafe\u{301} E\u{301}pernay"]
        .map(|name| format!("The {name} in Karachi is closed."));
    assert_eq!(articles([page, "Notice", &composed], [page, "Notice", &taken_apart]), 1);
}
