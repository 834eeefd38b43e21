//! What is pushed is taken whole, or refused with its place and what to do.

use crate::push_api::newsroom::Newsroom;
use serde_json::{Value, json};

fn with(more: &Value) -> String {
    let mut item = json!({"title": "A", "content_html": "<p>Text.</p>", "sections": ["world"]});
    item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    item.to_string()
}

#[test]
fn an_address_that_is_none_is_refused_and_never_dropped() {
    let newsroom = Newsroom::open();
    for (more, says) in [
        (json!({"url": "javascript:alert(1)"}), "`url` is \"javascript:alert(1)\""),
        (json!({"url": "not a url"}), "with %20 for a space"),
        (json!({"url": "ftp://x.example/a"}), "`ftp:` is not for the web"),
        (json!({"url": "https://"}), "which is no address"),
        (json!({"url": "www.x.example/a"}), "with no `https://` in front"),
        (json!({"image": "data:image/png;base64,AAAA"}), "`image` is \"data:"),
        (json!({"banner_image": "file:///etc/passwd"}), "`banner_image`"),
        (json!({"attachments": [{"url": "blob:x", "mime_type": "audio/mpeg"}]}), "`attachments`"),
        (json!({"authors": [{"name": "A", "url": "javascript:x"}]}), "`authors`"),
        (
            json!({"publish_at": "2999-02-01T00:00:00Z", "expires_at": "2999-01-01T00:00:00Z"}),
            "readers would never see it",
        ),
    ] {
        let refused = newsroom.put("a", &with(&more));
        assert_eq!(refused.status, 422, "{more}: {}", refused.text());
        let told: Value = serde_json::from_str(&refused.text()).unwrap();
        assert!(told["detail"].as_str().unwrap().contains(says), "{more}: {told}");
    }
    assert_eq!(newsroom.get("/api/articles/a").status, 404);
    for more in [
        json!({"url": "/2026/a/"}),
        json!({"url": "2026/%20a"}),
        json!({"image": "https://x.example/a.png"}),
        json!({"authors": [{"name": "A", "url": "mailto:a@x.example"}]}),
    ] {
        let kept = newsroom.put("a", &with(&more));
        assert!(kept.status < 300, "{more}: {}", kept.text());
    }
}

#[test]
fn of_a_batch_the_item_is_named() {
    let newsroom = Newsroom::open();
    let good = json!({"id": "one", "title": "A", "content_text": "Text.", "sections": ["world"]});
    for (wrong, says) in [
        (json!({"url": "not a url"}), "item 2 (\"two\")"),
        (json!({"sections": ["nowhere"]}), "two"),
        (json!({"draft": "perhaps"}), "item 2 (\"two\")"),
    ] {
        let mut two = good.clone();
        two.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        two["id"] = "two".into();
        let body = json!({"items": [good, two]}).to_string();
        let refused = newsroom.post(&[], &body);
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.text().contains(&says.replace('"', "\\\"")), "{}", refused.text());
    }
}

#[test]
fn a_wrong_name_of_a_field_empties_no_article() {
    let newsroom = Newsroom::open();
    let long = json!({"title": "A", "content_html": "<p>Text.</p>", "summary": "In short.",
        "sections": ["world"]});
    assert_eq!(newsroom.put("a", &long.to_string()).status, 201);
    let before = newsroom.get("/api/articles/a").text();
    for lost in [
        json!({"title": "A", "content": "<p>Other.</p>", "sections": ["world"]}),
        json!({"title": "A", "body": "<p>Other.</p>", "sections": ["world"]}),
        json!({"title": "A", "sections": ["world"]}),
        json!({"title": "A", "summary": "In short.", "sections": ["world"]}),
        json!({"title": "A", "content_html": "<p> </p>", "sections": ["world"]}),
    ] {
        let refused = newsroom.put("a", &lost.to_string());
        assert_eq!(refused.status, 422, "{lost}: {}", refused.text());
        let told = refused.text();
        let says = ["it had a text and has none now", "there is no text in it"];
        assert!(says.iter().any(|part| told.contains(part)), "{told}");
        let names_it = told.contains("did you mean `content_html`?");
        assert_eq!(names_it, lost.get("content").or(lost.get("body")).is_some(), "{told}");
        assert_eq!(newsroom.get("/api/articles/a").text(), before);
    }
    // What never had one may go without, and one without may get one.
    let bare = json!({"title": "B", "summary": "In short.", "sections": ["world"]}).to_string();
    assert_eq!(newsroom.put("b", &bare).status, 201);
    assert_eq!(newsroom.put("b", &bare.replace("\"B\"", "\"C\"")).status, 200);
    assert_eq!(newsroom.put("b", &long.to_string()).status, 200);
}
