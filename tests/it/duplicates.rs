//! Promise: the words of a story decide whether it is told again, in any language.
//! - reports after one pattern, of other days, places or figures, stay apart;
//! - an edited text is recognised in scripts of all kinds, another one is not;
//! - nothing that a text can hold breaks the comparison, and nothing is like
//!   nothing;
//! - of stories that are clearly one or clearly several, any order of sources and
//!   items makes the same articles.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId};
use pressroom::likeness::{Likeness, Told};
use pressroom::source_memory::{SourceMemory, SourceName};
use pressroom::store::{Arrival, Arrivals, Listing, Recognition, SqliteStore, Store, Terms};
use pressroom::text::{CleanHtml, XmlText};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn now() -> DateTime<Utc> {
    "2026-11-02T12:00:00Z".parse().unwrap()
}

fn article(of: &str, title: &str, text: &str) -> Article {
    Article {
        id: ArticleId::made_from(of),
        title: XmlText::new(title),
        url: None,
        published: now(),
        updated: now(),
        authors: Vec::new(),
        summary: XmlText::default(),
        content: CleanHtml::kept(format!("<p>{text}</p>")),
        language: None,
        sections: BTreeSet::from(["world".parse().unwrap()]),
        tags: Vec::new(),
        media: Vec::new(),
        origin: None,
        rights: None,
        corrections: Vec::new(),
        author_note: None,
        episode: None,
        home: Default::default(),
        id_in_address: Default::default(),
    }
}

fn pass(source: &str, items: Vec<Article>) -> Arrivals {
    let arrival = |article: Article| {
        let key = article.id.to_string();
        Arrival {
            key,
            arrived: article.fingerprint(),
            article,
            terms: Terms::default(),
            said: None,
            formerly: Vec::new(),
        }
    };
    Arrivals {
        source: SourceName::new(source),
        rank: 0,
        began: now(),
        at: now(),
        items: items.into_iter().map(arrival).collect(),
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: None,
        memory: SourceMemory::default(),
        by: None,
    }
}

fn store() -> SqliteStore {
    let mut store = SqliteStore::in_memory().unwrap();
    let except = BTreeSet::new();
    store.recognise(Some(Recognition {
        window: TimeDelta::days(3),
        alike: 0.8,
        except,
        site: None,
    }));
    store
}

/// How many articles these become, each from a source of its own.
fn articles(stories: &[(&str, String)]) -> usize {
    let mut store = store();
    let each = stories.iter().enumerate().map(|(number, (title, text))| {
        let name = number.to_string();
        store.accept(&pass(&name, vec![article(&name, title, text)])).unwrap().new
    });
    each.sum()
}

#[test]
fn reports_after_one_pattern_stay_apart() {
    let padding =
        "The office keeps its usual hours and answers questions on the telephone. ".repeat(14);
    let weather = |place: &str, high: u32| {
        format!(
            "{place} will have a high of {high} degrees. Clouds gather over the hills in the \
             afternoon. Fishermen in {place} are advised to listen to the harbour radio. {padding}"
        )
    };
    let days: Vec<_> =
        (30..36).map(|high| ("Weather in Karachi", weather("Karachi", high))).collect();
    assert_eq!(articles(&days), 6, "other figures");
    let places = [("Weather in Karachi", "Karachi"), ("Weather in Lahore", "Lahore")];
    let places = places.map(|(title, place)| (title, weather(place, 30)));
    assert_eq!(articles(&places), 2, "other places");
    let titled = |day: &str| format!("Markets on {day}: Banks led on {day}. {padding}");
    let named =
        [("Markets on Monday", titled("Monday")), ("Markets on Tuesday", titled("Tuesday"))];
    assert_eq!(articles(&named), 2, "other days by name");
    assert_eq!(articles(&[days[0].clone(), days[0].clone()]), 1, "one and the same");
}

const URDU: &str = "کراچی میں بندرگاہ کے قریب نیا پل عام آمدورفت کے لیے کھول دیا گیا ہے۔ شہریوں نے اس موقع پر خوشی کا اظہار کیا اور کہا کہ اب دفتر پہنچنے میں آدھا وقت لگے گا۔ میئر نے بتایا کہ پل کی تعمیر میں مقامی مزدوروں نے حصہ لیا اور کام وقت سے پہلے مکمل ہوا۔ اگلے مہینے اس پر بسیں بھی چلیں گی جن کا کرایہ کم رکھا جائے گا تاکہ طالب علم اور مزدور فائدہ اٹھا سکیں۔";
const URDU_OTHER: &str = "لاہور کے عجائب گھر میں پرانی کتابوں کی نمائش شروع ہو گئی ہے جس میں ملک بھر سے آئے ہوئے نسخے رکھے گئے ہیں۔ منتظمین کے مطابق یہ نمائش دو ہفتے جاری رہے گی اور داخلہ سب کے لیے مفت ہو گا۔ ماہرین ہر شام کتابوں کی حفاظت پر گفتگو کریں گے اور بچوں کے لیے خطاطی کی مشق کا انتظام بھی کیا گیا ہے جس میں استاد رہنمائی کریں گے۔";
const CHINESE: &str = "市政府周一宣布，河上的新桥将于下个月开放通行。居民们表示欢迎，认为上班的路程会缩短一半。负责人说，工程提前完成，没有超出预算，桥上还设有自行车道和人行道，方便学生和工人每天往返。公共汽车线路也将随之调整，票价保持不变。";
const CHINESE_OTHER: &str = "国家图书馆本周举办古籍展览，来自各地的珍贵手稿首次与公众见面。主办方介绍，展览持续两周，免费参观。专家每天晚上举行讲座，讲解纸张修复的方法，孩子们还可以在老师指导下练习书法，体验传统印刷工艺的乐趣。";

#[test]
fn every_script_is_read() {
    for (title, text, other, added) in [
        ("نیا پل کھل گیا", URDU, URDU_OTHER, " مزید خبریں جلد۔"),
        ("新桥开放", CHINESE, CHINESE_OTHER, "更多消息稍后公布。"),
    ] {
        let edited = format!("<b>{text}</b>{added}");
        assert_eq!(articles(&[(title, text.to_owned()), (title, edited)]), 1, "{title}");
        assert_eq!(articles(&[(title, text.to_owned()), (title, other.to_owned())]), 2, "{title}");
    }
    // Marks that only some writers set make no other word.
    let plain = Likeness::of_text("", "كتب محمد");
    assert_eq!(plain, Likeness::of_text("", "كَتَبَ مُحَمَّد"));
    assert_eq!(Likeness::of_text("", "ÇA VA"), Likeness::of_text("", "ça va"));
}

#[test]
fn nothing_is_like_nothing() {
    for empty in ["", " ", "<p></p>", "<img src=\"a\">", "&nbsp;&amp;", "…—!?"] {
        let likeness = Likeness::of_text("", empty);
        assert_eq!((likeness.length(), likeness.marks()), (0, Vec::new()), "{empty}");
        let title = "The same title for all of these";
        assert_eq!(articles(&[(title, empty.to_owned()), (title, empty.to_owned())]), 2, "{empty}");
    }
    // What only looks like a tag or an entity ends no text.
    assert_eq!(Likeness::of_text("", "a < b & c").length(), 3);
    assert_eq!(Likeness::of_text("", "AT&T <b>one</b>two &amp; three").length(), 5);
    assert_eq!(Likeness::of_text("", "1,200 men"), Likeness::of_text("", "1200 men"));
}

/// A text that no other number's resembles.
fn base(number: usize) -> Vec<String> {
    (0..160).map(|place| format!("w{}", (place * 7919 + number * 104_729) % 99_991)).collect()
}

/// One of four tellings of a story; every one is like every other.
fn telling(number: usize, which: usize) -> String {
    // The letter keeps what is a number here from being one in the text.
    let mut words: Vec<String> = base(number).iter().map(|word| spelled(word)).collect();
    words.iter_mut().skip(7).step_by(8).for_each(|last| last.push('.'));
    match which {
        0 => words.join(" "),
        1 => words[..150].join(" "),
        2 => words[8..].join(" "),
        _ => format!("HARBOUR CITY — {} Reporting by the wire", words.join(" ")),
    }
}

/// The same word without a digit.
fn spelled(word: &str) -> String {
    word.chars().map(|c| c.to_digit(10).map_or(c, |digit| char::from(b'a' + digit as u8))).collect()
}

/// Which items became one article.
fn parts(items: &[(usize, usize)], order: &[usize]) -> BTreeSet<BTreeSet<usize>> {
    let mut store = store();
    let mut made: BTreeMap<ArticleId, BTreeSet<usize>> = BTreeMap::new();
    for &place in order {
        let (number, which) = items[place];
        let name = place.to_string();
        let given = article(
            &name,
            &format!("Story {}", spelled(&number.to_string())),
            &telling(number, which),
        );
        store.accept(&pass(&name, vec![given])).unwrap();
    }
    for place in 0..items.len() {
        let id = ArticleId::made_from(&place.to_string());
        for item in store.provenance(&id).unwrap() {
            made.entry(id.clone()).or_default().insert(item.source.as_str().parse().unwrap());
        }
    }
    made.into_values().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_makes_the_same_articles(
        items in proptest::collection::vec((0..3_usize, 0..4_usize), 1..7),
        seed in any::<u64>(),
    ) {
        let mut order: Vec<usize> = (0..items.len()).collect();
        let forward = parts(&items, &order);
        order.sort_by_key(|place| (*place as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        prop_assert_eq!(&parts(&items, &order), &forward);
        let stories: BTreeSet<usize> = items.iter().map(|(number, _)| *number).collect();
        prop_assert_eq!(forward.len(), stories.len());
    }

    #[test]
    fn any_text_can_be_compared(one in "\\PC{0,400}", other in ".{0,400}") {
        let (one, other) = (Likeness::of_text(&one, &other), Likeness::of_text(&other, &one));
        let shares = one.shares(&other);
        prop_assert!((0.0..=1.0).contains(&shares.of_longer) && shares.of_shorter <= 1.0);
        prop_assert_eq!(shares, other.shares(&one));
        prop_assert_eq!(one.tells(&other, 0.8), other.tells(&one, 0.8));
        prop_assert_ne!(one.tells(&one, 0.8), Told::Otherwise);
    }
}
