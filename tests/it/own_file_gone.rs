//! Promise: when the newsroom's own file of a story goes that a wire tells of too,
//! - what that file alone kept back is kept back no longer: the wire's copy takes its place, as
//!   it does when a file goes that is out;
//! - what the desk or another item keeps back stays;
//! - what was over by that file stays withdrawn, until the file says otherwise.

use crate::program::{DESK, Newsroom};

fn newsroom() -> Newsroom {
    let wire = "[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
                feed.file = \"wire.rss\"\n";
    let newsroom = Newsroom::new(&format!("{DESK}{wire}"));
    let items: String = [("g", TITLE.to_owned(), words()), ("o", "Other".to_owned(), "No.".into())]
        .iter()
        .map(|(guid, title, text)| {
            format!(
                "<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>\
                 <link>https://w.example/{guid}</link><description>{text}</description>\
                 <pubDate>Thu, 26 Nov 2026 10:00:00 GMT</pubDate></item>"
            )
        })
        .collect();
    newsroom.write(
        "wire.rss",
        &format!(
            "<rss version='2.0'><channel><title>W</title><link>https://w.example/</link>{items}\
             </channel></rss>"
        ),
    );
    newsroom
}

const TITLE: &str = "Harbour dredging starts";

fn words() -> String {
    (0..230).map(|n| format!("w{}ord ", n * 7919 % 9973)).collect()
}

fn file(newsroom: &Newsroom, more: &str) {
    let text = format!(
        "---\ntitle: {TITLE}\nsections: [world]\ndate: 2026-11-26T10:30:00Z\n{more}---\n{}\n",
        words()
    );
    newsroom.write("articles/k.md", &text);
    newsroom.ended(&["run"], 0);
}

fn goes(newsroom: &Newsroom) {
    std::fs::remove_file(newsroom.path("articles/k.md")).unwrap();
    // A folder that is empty is no word about what was in it.
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["run"], 0);
}

fn is_out(newsroom: &Newsroom) -> bool {
    let items = newsroom.json("feeds/world.json")["items"].clone();
    let of_story = items.as_array().unwrap().iter().filter(|item| item["title"] == TITLE).count();
    assert!(of_story < 2, "{items}");
    of_story == 1
}

fn with_file() -> Newsroom {
    let newsroom = newsroom();
    newsroom.write("articles/z.md", "---\ntitle: Z\nsections: [world]\n---\nA text.\n");
    file(&newsroom, "");
    assert!(is_out(&newsroom));
    newsroom
}

#[test]
fn what_it_alone_kept_back_comes_out() {
    let newsroom = with_file();
    file(&newsroom, "publish_at: 2999-01-01T10:00:00Z\n");
    assert!(!is_out(&newsroom));
    goes(&newsroom);
    assert!(is_out(&newsroom));
    let told = newsroom.ended(&["explain", "https://w.example/g"], 0);
    assert!(!told.contains("2999"), "{told}");
}

#[test]
fn what_the_desk_keeps_back_stays() {
    let newsroom = with_file();
    file(&newsroom, "publish_at: 2999-01-01T10:00:00Z\n");
    newsroom.ended(&["embargo", "https://w.example/g", "2999-02-01T10:00"], 0);
    goes(&newsroom);
    assert!(!is_out(&newsroom));
    newsroom.ended(&["embargo", "https://w.example/g", "--lift"], 0);
    newsroom.ended(&["run"], 0);
    assert!(is_out(&newsroom));
}

#[test]
fn what_was_over_stays_withdrawn() {
    let newsroom = with_file();
    file(&newsroom, "expires_at: 2026-11-27T10:00:00Z\n");
    assert!(!is_out(&newsroom));
    goes(&newsroom);
    assert!(!is_out(&newsroom));
    newsroom.ended(&["run"], 0);
    assert!(!is_out(&newsroom));
    file(&newsroom, "");
    assert!(is_out(&newsroom));
}
