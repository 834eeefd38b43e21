//! No word vanishes from a title or a text, whatever looks like a tag around it: every word
//! of the input is in the output, but for what stands in an element that the cleaning policy
//! names (script, style, and what is never shown), in a comment, or in an attribute.

use pressroom::text::{CleanHtml, headline, plain_text};
use proptest::prelude::*;

/// What stands between the words: markup, and what only looks like it. None of it ends an
/// element whose content the policy leaves out, so nothing may be left out.
const BETWEEN: [&str; 36] = [
    " ",
    ", ",
    " &amp; ",
    " < ",
    " > ",
    " && ",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    "<p>",
    "</p>",
    "<br/>",
    "<div class='x'>",
    "</div>",
    "<table>",
    "<td>",
    "</table>",
    "<title>",
    "<script>",
    "<style>",
    "<textarea>",
    "<select>",
    "<button>",
    "<svg>",
    "</svg>",
    "<math>",
    "<object>",
    "<plaintext>",
    "<script src='https://x.example/a.js'>",
    "<iframe src='/x' />",
    "List<String> ",
    "<x-card>",
    "</x-card>",
    "<li>",
    "<a href='https://x.example/?a>b'>",
];

/// Words, each one of a kind, with something between.
fn text() -> impl Strategy<Value = (String, Vec<String>)> {
    prop::collection::vec((0..BETWEEN.len(), 0..BETWEEN.len()), 1..30).prop_map(|between| {
        let mut text = String::new();
        let mut words = Vec::new();
        for (number, (one, other)) in between.into_iter().enumerate() {
            let word = format!("word{number}x");
            text.push_str(BETWEEN[one]);
            text.push_str(BETWEEN[other]);
            text.push_str(&word);
            words.push(word);
        }
        (text, words)
    })
}

fn missing<'a>(words: &'a [String], shown: &str) -> Vec<&'a String> {
    words.iter().filter(|word| !shown.contains(word.as_str())).collect()
}

#[test]
fn a_formula_reads_as_what_it_says() {
    for (formula, wanted) in [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "2 1/2"),
        ("<mfrac><mrow><mi>a</mi></mrow><mfrac><mi>b</mi><mi>c</mi></mfrac></mfrac>", "a/b/c"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>1</mn>", "x^2+1"),
        ("<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>", "H_2O"),
        ("<mi>n</mi><mo>+</mo><mn>5</mn>", "n+5"),
    ] {
        let html = CleanHtml::clean(&format!("<p>It is <math>{formula}</math>.</p>"), None);
        assert_eq!(
            plain_text::from_html(html.as_str()).trim(),
            format!("It is {wanted}."),
            "{formula}"
        );
    }
}

#[test]
fn a_footnote_is_where_its_link_leads() {
    let page = "https://wire.example/2026/notes/".parse().unwrap();
    let text = "<p>Text<sup><a href='#fn1' id=r1>1</a></sup></p><p id=fn1>Note <a href='#r1'>back</a></p>\
        <p id=other>x</p><p id=fn1>y</p><a name=fn2>z</a><a href='#fn2'>2</a>";
    let html = CleanHtml::clean(text, Some(&page));
    for kept in ["<p id=\"fn1\">Note", "id=\"r1\"", "id=\"fn2\"", "/2026/notes/#fn1\""] {
        assert!(html.as_str().contains(kept), "{kept}: {html}");
    }
    assert_eq!(html.as_str().matches("id=").count(), 3, "{html}");
    assert_eq!(CleanHtml::clean(html.as_str(), Some(&page)), html);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_text_vanishes((text, words) in text()) {
        let clean = CleanHtml::clean(&text, None);
        let shown = plain_text::from_html(&clean);
        prop_assert_eq!(missing(&words, &shown), Vec::<&String>::new(), "{} became {}", text, clean);
        let read = plain_text::from_html(&text);
        prop_assert_eq!(missing(&words, &read), Vec::<&String>::new(), "{} reads {}", text, read);
    }

    #[test]
    fn no_word_of_a_title_vanishes((text, words) in text()) {
        let title = headline::from_html(&text);
        prop_assert_eq!(missing(&words, &title), Vec::<&String>::new(), "{} became {}", text, title);
    }
}

#[test]
fn words_that_stand_in_something_like_a_tag_stay() {
    let table = [
        ("<p>If a<b and c>d, then so.</p>", "If a<b and c>d, then so."),
        ("<p>A <b and c</b> d</p>", "A <b and c d"),
        ("<p>It ends with x <y and z", "It ends with x <y and z"),
        ("<p>Map<String, List<Integer>> is long</p>", "Map<String, List<Integer>> is long"),
        ("<p>He used <marquee> and <blink> in 1996.</p>", "He used <blink> in 1996."),
    ];
    for (html, shown) in table {
        let clean = CleanHtml::clean(html, None);
        let read = plain_text::one_line(&plain_text::from_html(&clean));
        for word in shown.split(' ') {
            assert!(read.contains(word), "{word} of {html} is not in {read}");
        }
    }
}
