//! What plain text and summaries promise:
//! - a reader's view of the HTML: blocks parted, entities decoded, script gone
//! - double escaping is undone, a single one is not touched
//! - a summary is whole sentences, in any script, within its bounds
//! - what is made of the beginning of a text has no marks of notes
//! - nothing is ever cut inside a character that people see as one

use pressroom::text::plain_text::{
    from_html, one_line, opening, shorten, summary, unescape_double,
};
use proptest::prelude::*;

#[test]
fn html_reads_as_people_see_it() {
    let table = [
        ("plain  text\n here", "plain text here"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<td>A</td><td>B</td>", "A\nB"),
        ("a<b>b</b>c <i> d </i> e", "abc d e"),
        ("<p>&eacute;&#8217;&amp;lt; AT&T</p>", "é’&lt; AT&T"),
        ("a<script>if (a<b) x()</script>b<style>p{}</style>c", "abc"),
        ("a<!-- <b>no</b> -->b", "ab"),
        ("a<svg><title>no</title><text>yes</text></svg>b<button>no</button>c", "a\nyes\nbc"),
        ("soft\u{AD}hyphen zero\u{200B}width \u{202E}turned", "softhyphen zerowidth turned"),
        ("می\u{200C}خواهم 👨\u{200D}👩", "می\u{200C}خواهم 👨\u{200D}👩"),
        ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"),
        ("", ""),
        ("<p> \n </p>", ""),
    ];
    for (html, text) in table {
        assert_eq!(from_html(html), text, "{html}");
    }
}

#[test]
fn the_beginning_of_a_text_is_without_the_marks_of_its_notes() {
    let note = "<a href=\"https://news.example/1#fn1\" id=\"r1\">1</a>";
    let table = [
        (format!("<p>The council<sup>{note}</sup> said so.</p>"), "The council said so."),
        (format!("<p>The council{note} said so.</p>"), "The council said so."),
        ("<p>The council<a href=\"#n\">[1]</a> said, and went. <a href=\"#n\">[a]</a></p>".to_owned(), "The council said, and went."),
        ("<p>The council¹ said so.²³ And [12] went [3].</p>".to_owned(), "The council said so. And went."),
        ("<p>The council<sup>2</sup> said so.<sup>[3]</sup></p>".to_owned(), "The council said so."),
        ("<p><a href=\"#p1\">¶</a>One. ¶ Two. <a class=\"anchor\" href=\"#p1\">#</a></p>".to_owned(), "One. Two."),
        // The notes themselves, and what stands in the place of a player.
        ("<p>One.<sup><a href=\"https://news.example/1#fn%3A1\">1</a></sup></p><div id=\"fn:1\"><sup>1</sup><p>A note.</p></div><p>Two.</p>".to_owned(), "One.\nTwo."),
        ("<p>One.<a href=\"#n1\">[1]</a></p><ol><li id=\"n1\">A note. <a href=\"#r1\">↩</a></li></ol>".to_owned(), "One."),
        ("<p>One.</p><p><a href=\"https://vimeo.com/1\">Vimeo</a></p><p>Two.</p>".to_owned(), "One.\nTwo."),
        // What is of the text.
        ("<p id=\"t\">See <a href=\"#t\">one</a>.</p>".to_owned(), "See one."),
        ("<p>Some 30 m<sup>2</sup>, 40 km², 10<sup>3</sup> and 10³ on the 5<sup>th</sup>.</p>".to_owned(), "Some 30 m2, 40 km², 103 and 10³ on the 5th."),
        ("<p>See <a href=\"#t\">table 3</a> and figure <a href=\"#f\">4</a> of [2026] [sic].</p>".to_owned(), "See table 3 and figure 4 of [2026] [sic]."),
    ];
    for (html, text) in table {
        assert_eq!(opening(&html, 4096), text, "{html}");
    }
}

#[test]
fn only_what_is_escaped_twice_is_unescaped() {
    let table = [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("It&#8217;s", "It’s"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("a < b &amp; c", "a < b & c"),
        ("&lt;b&gt; explained", "<b> explained"),
        ("Use <b> for bold &amp; more", "Use <b> for bold & more"),
        ("no entity & here", "no entity & here"),
    ];
    for (text, expected) in table {
        assert_eq!(unescape_double(text), expected, "{text}");
    }
}

#[test]
fn summaries_end_with_a_sentence() {
    let table: [(&str, usize, usize, &str); 9] = [
        ("One is here. Two is here. Three is here.", 20, 60, "One is here. Two is here."),
        ("Mr. Khan met Dr. Ali. They spoke.", 10, 60, "Mr. Khan met Dr. Ali."),
        ("The U.S. senate voted. It passed.", 10, 60, "The U.S. senate voted."),
        ("Prices rose 3.5 per cent. Then fell.", 10, 60, "Prices rose 3.5 per cent."),
        ("“We won.” He left. She stayed here.", 10, 60, "“We won.” He left."),
        ("یہ پہلا جملہ ہے۔ یہ دوسرا جملہ ہے۔", 10, 60, "یہ پہلا جملہ ہے۔"),
        ("これは最初の文です。これは次の文です。", 5, 60, "これは最初の文です。"),
        ("One paragraph\nAnother paragraph", 5, 60, "One paragraph"),
        ("Short.", 300, 600, "Short."),
    ];
    for (text, shortest, longest, expected) in table {
        assert_eq!(summary(text, shortest, longest), expected, "{text}");
    }
    let endless = "word ".repeat(300);
    let cut = summary(&endless, 300, 600);
    assert!(cut.ends_with("word…") && cut.chars().count() <= 600, "{cut}");
    // A short sentence before one that is too long: better cut than too short.
    let cut = summary(&format!("Yes. {endless}"), 300, 600);
    assert!(cut.chars().count() >= 300, "{cut}");
}

#[test]
fn the_opening_leaves_out_captions_and_headings() {
    let html = "<h2>Head</h2><figure><img><figcaption>Photo</figcaption></figure><p>Text.</p>";
    assert_eq!(opening(html, 4096), "Text.");
    assert_eq!(opening("<h2>Head only</h2>", 4096), "Head only");
    assert!(opening(&"<p>word word</p>".repeat(10_000), 4096).len() < 20_000);
}

#[test]
fn nothing_is_cut_inside_a_visible_character() {
    assert_eq!(shorten("e\u{301}e\u{301}e\u{301}e\u{301}", 6), "e\u{301}e\u{301}…");
    assert_eq!(shorten("one two three", 8), "one two…");
    assert_eq!(shorten("one two", 7), "one two");
}

proptest! {
    #[test]
    fn bounds_hold_for_any_text(text in "\\PC{0,400}", longest in 1usize..120) {
        prop_assert!(shorten(&text, longest).chars().count() <= longest);
        prop_assert!(summary(&text, longest / 2, longest).chars().count() <= longest);
        let line = one_line(&text);
        prop_assert_eq!(&one_line(&line), &line);
        prop_assert!(!line.contains(['\n', '\r', '\t']));
    }

    #[test]
    fn a_summary_is_long_enough_where_the_text_is(words in prop::collection::vec("[a-z]{1,9}[.,]?", 150..300)) {
        let text = words.join(" ");
        let length = summary(&text, 300, 600).chars().count();
        prop_assert!((300..=600).contains(&length), "{}", length);
    }

    #[test]
    fn reading_html_never_panics_and_shows_no_tag(html in "(\\PC|<|>|&|;|#|/|<p>|<script>|</script>|&amp;|<!--){0,60}") {
        let text = from_html(&html);
        prop_assert!(!text.contains("<script>") || html.contains("&") || html.contains("<"));
        prop_assert!(!text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace));
    }
}
