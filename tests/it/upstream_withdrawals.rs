//! Promise: what an upstream takes back, we take back.
//! - a tombstone (RFC 6721) withdraws its item, with its comment, though the entry is still in the
//!   feed; an entry that is newer than its tombstone lives, in every later pass too;
//! - so does the notice of a JSON Feed of ours, and an RSS item whose time is over;
//! - an item that it lists and marks as a draft, as deleted or blocked, or as not available yet, is
//!   not shown, and comes back without the mark; a recording that it blocked is not in its item;
//! - with `mirror`, an item that is missing among later ones is withdrawn when its page answers
//!   410 or 404; not while the page is there, not when it fell off the end, and not when the feed
//!   is not in the order of its dates;
//! - a tombstone of what the source never brought, or without a name, does nothing.

use crate::site::{Desk, Site};

fn entry(id: &str, updated: &str) -> String {
    format!(
        "<entry><id>tag:x.example,2026:{id}</id><title>Story {id}</title><updated>{updated}</updated>\
         <published>2026-01-05T08:00:00Z</published><content>It was so.</content></entry>"
    )
}

fn atom(inside: &str) -> String {
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' \
         xmlns:del='http://purl.org/atompub/tombstones/1.0'><id>x</id><title>X</title>\
         <updated>2026-01-05T08:00:00Z</updated>{inside}</feed>"
    )
}

fn tombstone(id: &str, when: &str) -> String {
    format!(
        "<del:deleted-entry ref='tag:x.example,2026:{id}' when='{when}'>\
         <del:comment>It was &amp; is not so.</del:comment></del:deleted-entry>"
    )
}

fn desk(site: &Site) -> Desk {
    Desk::new(&format!("[source.feed]\nurl = \"{}\"", site.url("/feed")))
}

fn titles(desk: &Desk) -> Vec<String> {
    let mut titles: Vec<String> =
        desk.articles().iter().map(|article| article.title.to_string()).collect();
    titles.sort();
    titles
}

fn reasons(desk: &Desk) -> Vec<Option<String>> {
    let section = "world".parse().unwrap();
    let since = "2026-01-01T00:00:00Z".parse().unwrap();
    let told = desk.pipeline.ask(|store| store.withdrawn(&section, since)).unwrap();
    told.into_iter().map(|one| one.reason.map(|reason| reason.to_string())).collect()
}

#[tokio::test]
async fn a_tombstone_withdraws_though_the_entry_is_still_listed() {
    let (site, early) = (Site::new(), "2026-01-05T08:00:00Z");
    let both = [entry("1", early), entry("2", early)].concat();
    site.put("/feed", atom(&both));
    let desk = desk(&site);
    assert_eq!(desk.pass().await["new"], 2);
    let strangers = "<del:deleted-entry when='2026-01-05T09:00:00Z'/>".to_owned()
        + &tombstone("never", "2026-01-05T09:00:00Z");
    site.put(
        "/feed",
        atom(&[strangers, tombstone("1", "2026-01-05T09:00:00Z"), both.clone()].concat()),
    );
    assert_eq!(desk.pass().await["withdrawn"], 1);
    assert_eq!(titles(&desk), ["Story 2"]);
    assert_eq!(reasons(&desk), [Some("It was & is not so.".to_owned())]);
    // Another change of the feed brings nothing back, and tells nothing again.
    let third = [tombstone("1", "2026-01-05T09:00:00Z"), both, entry("3", early)].concat();
    site.put("/feed", atom(&third));
    let pass = desk.pass().await;
    assert_eq!((&pass["new"], &pass["withdrawn"]), (&1.into(), &0.into()), "{pass}");
    assert_eq!(titles(&desk), ["Story 2", "Story 3"]);
}

#[tokio::test]
async fn an_entry_that_is_newer_than_its_tombstone_lives() {
    let site = Site::new();
    site.put("/feed", atom(&entry("1", "2026-01-05T08:00:00Z")));
    let desk = desk(&site);
    desk.pass().await;
    let back = tombstone("1", "2026-01-05T09:00:00Z") + &entry("1", "2026-01-05T10:00:00Z");
    for more in [String::new(), entry("2", "2026-01-05T08:00:00Z")] {
        site.put("/feed", atom(&(back.clone() + &more)));
        assert_eq!(desk.pass().await["withdrawn"], 0);
        assert!(titles(&desk).contains(&"Story 1".to_owned()));
    }
}

#[tokio::test]
async fn a_notice_of_a_json_feed_withdraws() {
    let site = Site::new();
    let feed = |items: &str, withdrawn: &str| {
        format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"X\",\"items\":[{items}],\
             \"_pressroom\":{{\"withdrawn\":[{withdrawn}]}}}}"
        )
    };
    let item = "{\"id\":\"urn:x:1\",\"title\":\"Story 1\",\"content_text\":\"So.\",\
                \"date_published\":\"2026-01-05T08:00:00Z\"}";
    site.put("/feed", feed(item, ""));
    let desk = desk(&site);
    assert_eq!(desk.pass().await["new"], 1);
    let notice =
        "{\"id\":\"urn:x:1\",\"date_withdrawn\":\"2026-01-05T09:00:00Z\",\"reason\":\"No.\"}";
    site.put("/feed", feed("", &format!("{notice},7,{{}}")));
    assert_eq!(desk.pass().await["withdrawn"], 1);
    assert_eq!((titles(&desk), reasons(&desk)), (Vec::new(), vec![Some("No.".to_owned())]));
}

#[tokio::test]
async fn an_item_whose_time_is_over_is_withdrawn() {
    let site = Site::new();
    let feed = |valid: &str| {
        format!(
            "<rss version='2.0' xmlns:dcterms='http://purl.org/dc/terms/' \
             xmlns:prism='http://prismstandard.org/namespaces/basic/2.0/'><channel><title>X</title>\
             <item><guid>1</guid><title>Story 1</title><description>So.</description>\
             <pubDate>Mon, 05 Jan 2026 08:00:00 GMT</pubDate>{valid}</item></channel></rss>"
        )
    };
    site.put("/feed", feed(""));
    let desk = desk(&site);
    assert_eq!(desk.pass().await["new"], 1);
    for (valid, shown) in [
        ("<prism:expirationDate>2026-01-05T11:00:00Z</prism:expirationDate>", 0),
        (
            "<dcterms:valid>start=2026-01-05; end=2026-01-05T13:00:00Z; scheme=W3C-DTF;</dcterms:valid>",
            1,
        ),
        ("<dcterms:valid>start=2026-01-05; end=2026-01-05T09:00:00Z</dcterms:valid>", 0),
        ("<dcterms:valid>nobody knows</dcterms:valid>", 1),
        ("<prism:embargoDate>2026-01-05T13:00:00Z</prism:embargoDate>", 0),
    ] {
        site.put("/feed", feed(valid));
        desk.pass().await;
        assert_eq!(titles(&desk).len(), shown, "{valid}");
    }
}

/// A feed of RSS whose second item has this in it.
fn marked(mark: &str) -> String {
    let item = |number: u32, more: &str| {
        format!(
            "<item><guid isPermaLink='false'>{number}</guid><title>Story {number}</title>\
             <description>It was so.</description>\
             <pubDate>Mon, 05 Jan 2026 08:00:00 GMT</pubDate>{more}</item>"
        )
    };
    format!(
        "<rss version='2.0' xmlns:dcterms='http://purl.org/dc/terms/' \
         xmlns:app='http://www.w3.org/2007/app' xmlns:old='http://purl.org/atom/app#' \
         xmlns:media='http://search.yahoo.com/mrss/' \
         xmlns:prism='http://prismstandard.org/namespaces/basic/2.1/'><channel><title>X</title>\
         {}{}</channel></rss>",
        item(1, ""),
        item(2, mark)
    )
}

#[tokio::test]
async fn what_an_upstream_marks_as_not_to_be_shown_is_not_shown() {
    for mark in [
        "<app:control><app:draft>yes</app:draft></app:control>",
        "<old:control><old:draft> Yes </old:draft></old:control>",
        "<media:status state='deleted' reason='It was wrong.'/>",
        "<media:status state='blocked' reason='http://x.example/why'/>",
        "<dcterms:available>2026-01-06</dcterms:available>",
        "<dcterms:available>start=2026-01-06; end=2026-01-09</dcterms:available>",
        "<dcterms:valid>start=2026-01-06; end=2026-01-09</dcterms:valid>",
        "<prism:killDate>2026-01-05T09:00:00Z</prism:killDate>",
    ] {
        // Marked from the start.
        let site = Site::new();
        site.put("/feed", marked(mark));
        let news = desk(&site);
        news.pass().await;
        assert_eq!(titles(&news), ["Story 1"], "{mark}");
        // Marked later, and no longer.
        let site = Site::new();
        site.put("/feed", marked(""));
        let news = desk(&site);
        assert_eq!(news.pass().await["new"], 2, "{mark}");
        for (mark, shown) in [(mark, 1), (mark, 1), ("", 2)] {
            site.put("/feed", marked(mark));
            news.pass().await;
            assert_eq!(titles(&news).len(), shown, "{mark}");
        }
    }
    for mark in [
        "<app:control><app:draft>no</app:draft></app:control>",
        "<app:control/>",
        "<media:status state='active'/>",
        "<dcterms:available>2026-01-05</dcterms:available>",
    ] {
        let site = Site::new();
        site.put("/feed", marked(mark));
        let news = desk(&site);
        news.pass().await;
        assert_eq!(titles(&news), ["Story 1", "Story 2"], "{mark}");
    }
    let site = Site::new();
    site.put("/feed", marked(""));
    let news = desk(&site);
    news.pass().await;
    site.put("/feed", marked("<media:status state='deleted' reason='It was wrong.'/>"));
    assert_eq!(news.pass().await["withdrawn"], 1);
    assert_eq!(reasons(&news), [Some("It was wrong.".to_owned())]);
}

#[tokio::test]
async fn a_recording_that_its_publisher_blocked_is_not_in_its_item() {
    let film = |name: &str, status: &str| {
        format!(
            "<media:content url='https://x.example/{name}.mp4' type='video/mp4'>{status}</media:content>"
        )
    };
    let blocked = "<media:status state='blocked'/>";
    for (inside, left) in [
        (film("a", "") + &film("b", blocked), vec!["https://x.example/a.mp4"]),
        (film("b", blocked), vec![]),
        (format!("<media:group>{}{blocked}</media:group>", film("b", "")), vec![]),
        (
            format!("<media:group>{}{}</media:group>", film("a", ""), film("b", blocked)),
            vec!["https://x.example/a.mp4"],
        ),
    ] {
        let site = Site::new();
        site.put("/feed", marked(&inside));
        let news = desk(&site);
        news.pass().await;
        let all = news.articles();
        assert_eq!(all.len(), 2, "{inside}");
        let media = all.iter().flat_map(|article| &article.media);
        let urls: Vec<&str> = media.map(|media| media.url.as_str()).collect();
        assert_eq!(urls, left, "{inside}");
    }
}

#[tokio::test]
async fn a_draft_of_a_json_feed_is_not_shown() {
    let site = Site::new();
    let feed = |more: &str| {
        format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"X\",\"items\":[\
             {{\"id\":\"urn:x:1\",\"title\":\"Story 1\",\"content_text\":\"So.\"{more}}}]}}"
        )
    };
    site.put("/feed", feed(""));
    let desk = desk(&site);
    assert_eq!(desk.pass().await["new"], 1);
    for (more, shown) in [(",\"draft\":true", 0), (",\"draft\":false", 1)] {
        site.put("/feed", feed(more));
        desk.pass().await;
        assert_eq!(titles(&desk).len(), shown, "{more}");
    }
}

#[tokio::test]
async fn a_missing_item_whose_page_is_gone_is_withdrawn() {
    let site = Site::new();
    let item = |number: i32| {
        format!(
            "<item><guid isPermaLink='false'>g{number}</guid><title>Story {number}</title>\
             <link>{}</link><pubDate>Mon, 05 Jan 2026 0{number}:00:00 GMT</pubDate>\
             <description>So.</description></item>",
            site.url(&format!("/{number}"))
        )
    };
    let put = |numbers: &[i32]| {
        let items: String = numbers.iter().map(|number| item(*number)).collect();
        let rss = format!("<rss version='2.0'><channel><title>X</title>{items}</channel></rss>");
        site.put("/feed", rss);
    };
    put(&[6, 5, 4, 3, 2, 1]);
    for number in 1..=6 {
        site.put(&format!("/{number}"), "A page.");
    }
    let desk = Desk::new(&format!("[source.feed]\nurl = \"{}\"\nmirror = true", site.url("/feed")));
    assert_eq!(desk.pass().await["new"], 6);
    // Missing, but its page is there; and one that only made room.
    put(&[7, 6, 4, 3, 2]);
    site.put_with("/1", 410, "Gone.");
    let pass = desk.pass().await;
    assert_eq!(
        (&pass["new"], &pass["withdrawn"], &pass["unchanged"]),
        (&1.into(), &0.into(), &4.into())
    );
    assert_eq!((site.asked("/5"), site.asked("/1")), (1, 0));
    // In a feed without an order nothing is missing.
    site.put_with("/5", 410, "Gone.");
    put(&[7, 4, 6, 3, 2]);
    assert_eq!(desk.pass().await["withdrawn"], 0);
    put(&[7, 6, 3, 2]);
    site.put_with("/4", 500, "A bad day.");
    assert_eq!(desk.pass().await["withdrawn"], 1);
    assert_eq!(titles(&desk), ["Story 1", "Story 2", "Story 3", "Story 4", "Story 6", "Story 7"]);
    assert_eq!(reasons(&desk), [None]);
}
