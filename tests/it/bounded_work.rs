//! Cleaning takes time that grows with the text and not with its square, whatever it is made
//! of: an input four times as long takes about four times as long.

use pressroom::text::{CleanHtml, headline, plain_text};
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// What was, or could be, slow: each is repeated to the wanted length.
const PATTERNS: [(&str, &str); 12] = [
    ("ampersands", "&"),
    ("escaped ampersands", "&amp;amp;"),
    ("nesting", "<div>"),
    ("unclosed lines", "<b>x"),
    ("links", "<a href=x>"),
    ("words", "a"),
    ("ends of nothing", "</b>"),
    ("beginnings of tags", "<a "),
    ("quotes without end", "<title x=\""),
    ("tables", "<table>x"),
    ("lists to choose from", "<select>"),
    ("titles", "<title>"),
];

fn input(pattern: &str, length: usize) -> String {
    format!("<p>{}", pattern.repeat(length / pattern.len()))
}

/// What this thread has had of a processor: whoever else needs the machine does not count.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

/// The shortest of a few runs: a first one may be slower.
fn time(html: &str) -> Duration {
    let run = || {
        let begun = worked();
        let clean = CleanHtml::clean(html, None);
        let read = plain_text::from_html(html).len() + headline::from_html(html).len();
        assert!(clean.len() + read < html.len() * 40 + 1000);
        worked() - begun
    };
    (0..3).map(|_| run()).min().unwrap_or_default()
}

fn assert_linear(name: &str, short: &str, long: &str) {
    let (once, four_times) = (time(short), time(long));
    // Sixteen times would be the square; a little is for the start.
    let most = once * 9 + Duration::from_millis(30);
    assert!(four_times < most, "{name}: {once:?}, and four times as much {four_times:?}");
}

#[test]
fn four_times_the_text_takes_no_more_than_some_four_times_as_long() {
    for (name, pattern) in PATTERNS {
        assert_linear(name, &input(pattern, 20_000), &input(pattern, 80_000));
    }
    let attributes = |count: usize| {
        let all: String = (0..count).map(|number| format!(" a{number}=1")).collect();
        format!("<p{all}>A word.</p>")
    };
    assert_linear("attributes", &attributes(4_000), &attributes(16_000));
    let bare = |count: usize| format!("<p{}>x</p>", " hidden".repeat(count));
    assert_linear("bare attributes", &bare(4_000), &bare(16_000));
}

#[test]
fn a_tag_keeps_the_first_of_too_many_attributes() {
    let more: String = (0..1000).map(|number| format!(" data-{number}='a > b'")).collect();
    let html = format!("<p>A <a href='https://x.example/'{more}>link</a> in it.</p>");
    let clean = CleanHtml::clean(&html, None);
    assert_eq!(clean.as_str(), "<p>A <a href=\"https://x.example/\">link</a> in it.</p>");
    let long = "word &amp; ".repeat(20_000);
    let clean = CleanHtml::clean(&format!("<p>{long}</p>"), None);
    assert_eq!(clean.as_str(), format!("<p>{}</p>", long), "nothing of a long text is lost");
}
