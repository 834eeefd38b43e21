//! By which ways an embargo is said, and what each answers.

use crate::desk_pages::newsroom::{Office, unseen};
use crate::program::{DESK, Newsroom, article, token};
use crate::push_api::newsroom as push;
use serde_json::{Value, json};

const AHEAD: &str = "2199-01-01T10:00:00Z";
const WORLD: &str = "/feeds/world.json";

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{DESK}{}", token("cms", "pencil", &[])));
    for (name, title) in [("rain", "Rain over the harbour"), ("fire", "Fire at the mill")] {
        let text = article(title, "\"world\"", "2026-03-01T08:00:00Z", "As it was seen.");
        newsroom.write(&format!("articles/{name}.md"), &text);
    }
    newsroom
}

fn titles(feed: &str) -> Vec<String> {
    let mut titles = crate::desk::titles(feed);
    titles.sort();
    titles
}

#[test]
fn a_command_keeps_back_and_lets_go_beside_the_service() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let said =
        newsroom.told(&["embargo", "Fire at the mill", AHEAD, "--reason", "Police.", "--json"]);
    let state = ["state", "until", "due"].map(|key| said[key].as_str());
    assert_eq!(state, [Some("put_off"), Some(AHEAD), Some(AHEAD)], "{said}");
    assert_eq!(said["disk"]["state"], "gone", "{said}");
    service.wait_for(WORLD, |feed| titles(&feed.text()) == ["Rain over the harbour"]);
    assert!(!service.get(WORLD).text().contains("Police."));
    let again = newsroom.told(&["embargo", "Fire at the mill", AHEAD, "--json"]);
    assert_eq!(again["state"], "so_already", "{again}");
    let waits = newsroom.told(&["waiting", "--json"]);
    assert_eq!(
        (&waits[0]["title"], &waits[0]["until"]),
        (&json!("Fire at the mill"), &json!(AHEAD))
    );
    let explained = newsroom.ended(&["explain", "Fire at the mill"], 0);
    assert!(explained.contains("embargo until 2199-01-01 10:00:00 UTC"), "{explained}");
    assert!(explained.contains("Police."), "{explained}");
    // The file's own word lifts nothing.
    let text = article("Fire at the mill", "\"world\"", "2026-03-01T08:00:00Z", "It burned.");
    let text = text.replacen("+++\n", "+++\npublish_at = 2026-03-01T09:00:00Z\n", 1);
    newsroom.write("articles/fire.md", &text);
    newsroom.ended(&["gather", "desk"], 0);
    assert_eq!(titles(&service.get(WORLD).text()), ["Rain over the harbour"]);
    let said = newsroom.ended(&["embargo", "Fire at the mill", "--lift"], 0);
    assert!(said.contains("is live"), "{said}");
    let feed = service.wait_for(WORLD, |feed| titles(&feed.text()).len() == 2);
    assert!(feed.text().contains("It burned."));
    assert!(
        newsroom.ended(&["embargo", "Fire at the mill", "--lift"], 1).contains("does not keep")
    );
    let done = newsroom.told(&["audit", "--json"]);
    let deeds: Vec<&str> =
        done["deeds"].as_array().unwrap().iter().map(|it| it["deed"].as_str().unwrap()).collect();
    assert_eq!(deeds[..3], ["lifted", "asked", "embargoed"], "{done}");
    assert!(!done.to_string().contains("Police."), "{done}");
}

/// What is no time to come is refused, and changes nothing.
#[test]
fn what_is_no_certain_time_is_refused() {
    let newsroom = newsroom();
    newsroom.ended(&["run"], 0);
    let fire = "Fire at the mill";
    let mistakes: [(&[&str], i32, &str); 10] = [
        (&["embargo", fire], 2, "<UNTIL>"),
        (&["embargo", fire, AHEAD, "--lift"], 2, "--lift"),
        (&["embargo", fire, "--lift", "--reason", "x"], 2, "--lift"),
        (&["embargo", fire, "tomorrow"], 1, "2026-09-01T10:00:00+05:00"),
        (&["embargo", fire, "18:00"], 1, "2026-09-01T10:00:00+05:00"),
        (&["embargo", fire, "01/02/2199"], 1, "one of two days"),
        (&["embargo", fire, "2199-01-01 10:00 IST"], 1, "several zones"),
        (&["embargo", fire, "2026-01-01T10:00:00Z"], 1, "is past"),
        (&["embargo", "Nobody's", AHEAD], 1, "no article"),
        (&["embargo", fire, "--lift"], 1, "does not keep"),
    ];
    for (words, code, told) in mistakes {
        let output = newsroom.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
        assert!(said.contains(told), "{words:?}: {said}");
    }
    assert_eq!(newsroom.told(&["waiting", "--json"]), json!([]));
    // With mistakes in the configuration it is not known whose noon is meant.
    let good = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("[site\n{good}"));
    let output = newsroom.run(&["embargo", fire, "2199-01-01T12:00"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("2199-01-01T12:00+05:00"), "{said}");
    let output = newsroom.run(&["embargo", fire, AHEAD]);
    // It is done; what is on the disk nobody can say.
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    newsroom.write("config.toml", &good);
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom.read("feeds/world.json")), ["Rain over the harbour"]);
    // In the newsroom's zone, where a time has none.
    let site = good.replacen("[site]", "[site]\ntimezone = \"Asia/Karachi\"", 1);
    newsroom.write("config.toml", &site);
    let said = newsroom.told(&["embargo", fire, "2199-01-01T18:00", "--json"]);
    assert_eq!(said["until"], "2199-01-01T13:00:00Z", "{said}");
}

#[test]
fn a_restored_backup_knows_it() {
    let newsroom = newsroom();
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    let late = article("A late story", "\"world\"", "2026-03-02T08:00:00Z", "It came late.");
    newsroom.write("articles/late.md", &late);
    newsroom.ended(&["run"], 0);
    for title in ["Rain over the harbour", "Fire at the mill", "A late story"] {
        newsroom.ended(&["embargo", title, AHEAD, "--reason", "Police."], 0);
    }
    newsroom.ended(&["embargo", "Rain over the harbour", "--lift"], 0);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(newsroom.path(&format!("pressroom.sqlite{end}")));
    }
    newsroom.ended(&["restore", "copy.sqlite"], 0);
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom.read("feeds/world.json")), ["Rain over the harbour"]);
    let waits = newsroom.told(&["waiting", "--json"]);
    let mut waits: Vec<&str> =
        waits.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    waits.sort_unstable();
    assert_eq!(waits, ["A late story", "Fire at the mill"]);
    // A purge takes the reason out of store and journal.
    newsroom.ended(&["purge", "Fire at the mill", "--reason", "The law."], 0);
    newsroom.ended(&["purge", "A late story", "--reason", "The law."], 0);
    newsroom.ended(&["purge", "Rain over the harbour", "--reason", "The law."], 0);
    for file in ["pressroom.sqlite", "pressroom.sqlite.journal"] {
        let bytes = newsroom.read_bytes(file);
        assert!(!String::from_utf8_lossy(&bytes).contains("Police."), "{file}");
    }
}

#[test]
fn a_token_keeps_back_what_is_of_its_sections() {
    let newsroom = push::Newsroom::open();
    newsroom.put("one", &push::item("First", "world"));
    newsroom.put("two", &push::item("Second", "sports"));
    newsroom.wait_for(WORLD, |feed| feed.contains("First text"));
    let say = |token: &str, id: &str, body: &str| {
        newsroom.ask(token, "POST", &format!("/api/articles/{id}/embargo"), &[push::JSON], body)
    };
    let lift = |token: &str, id: &str| {
        newsroom.ask(token, "DELETE", &format!("/api/articles/{id}/embargo"), &[], "")
    };
    let body = "{\"until\": \"2026-11-23T18:00:00Z\", \"reason\": \"Police.\"}";
    for body in ["{}", "{\"until\": \"soon\"}", "{\"until\": 7}", "{\"until\": \"2026-11-01\"}"] {
        let refused = say(push::DESK, "one", body);
        assert_eq!(refused.status, 422, "{body}: {refused:?}");
        assert!(refused.problem().contains("until"), "{body}: {refused:?}");
    }
    assert_eq!(say(push::WORLD, "two", body).status, 403);
    assert_eq!(say(push::READER, "one", body).status, 403);
    assert_eq!(say(push::WORLD, "one", body).status, 204);
    let told = newsroom.wait_for(WORLD, |feed| !feed.contains("First text"));
    assert!(!told.contains("Police."), "{told}");
    // What was read and is sent back as it is changes nothing, and neither does another text.
    let read = newsroom.get("/api/articles/one");
    let back = newsroom.put("one", &read.text());
    assert_eq!((back.status, &back.json()["change"]), (200, &json!("unchanged")));
    // Another text in it is the sender's word, and the time in it is none.
    let third = read.text().replace("First", "Third");
    assert_eq!(newsroom.put("one", &third).status, 200);
    assert_eq!(newsroom.put("mark", &push::item("Mark", "world")).status, 201);
    let feed = newsroom.wait_for(WORLD, |feed| feed.contains("Mark text"));
    assert!(!feed.contains("Third text"), "{feed}");
    // Under another name it is the same story, for whoever reaches no more than that token.
    let other = |id: &str, section: &str| newsroom.put(id, &push::item("Third", section));
    let refused = other("third", "world");
    assert!(refused.status == 409 && refused.problem().contains("keeps back"), "{refused:?}");
    assert_eq!(other("elsewhere", "sports").status, 201);
    assert_eq!(lift(push::READER, "one").status, 403);
    assert_eq!(lift(push::WORLD, "one").status, 204);
    let feed = newsroom.wait_for(WORLD, |feed| feed.contains("Third text"));
    assert!(!feed.contains("2026-11-23T18:00:00Z"), "{feed}");
    assert_eq!(lift(push::WORLD, "one").status, 409);
}

#[test]
fn the_desk_keeps_back_and_lets_go_without_a_script() {
    let office = Office::usual();
    let (own, other) = (office.push("own", &["world"]), office.push("other", &["sports"]));
    let (edna, rana, wali) =
        (office.sign_in("edna"), office.sign_in("rana"), office.sign_in("wali"));
    let path = |id: &str| format!("/desk/articles/{id}");
    let say = |id: &str, who: &str, until: &str| {
        let fields = [("until", until), ("reason", "Police <b>asked</b>.")];
        office.form(&format!("{}/embargo", path(id)), who, &fields)
    };
    let page = |id: &str| office.page(&path(id), &edna).text();
    assert!(page(&own).contains("type=\"datetime-local\""), "{}", page(&own));
    assert_eq!(say(&own, &rana, "2199-01-01T10:00").status, 403);
    assert_eq!(say(&other, &wali, "2199-01-01T10:00").status, 403);
    for bad in ["", "soon", "2026-01-01T10:00"] {
        assert_eq!(say(&own, &wali, bad).status, 422, "{bad}");
    }
    let feed = |wanted: bool| {
        office.running.wait_for(WORLD, |answer| {
            answer.status == 200 && answer.text().contains("Story own") == wanted
        })
    };
    feed(true);
    // As the field of a browser sends it, in the newsroom's time.
    let done = say(&own, &wali, "2199-01-01T10:00");
    let next = format!("{}?done=embargo", path(&own));
    assert_eq!((done.status, done.header("location")), (303, Some(next.as_str())));
    feed(false);
    let kept_back = page(&own);
    for words in [
        "Kept back by the desk until",
        "1 Jan 2199",
        "told that it is withdrawn",
        "embargo until 2199-01-01",
        "Police &#60;b&#62;asked",
        "<td>wali</td>",
        "Lift the embargo",
    ] {
        assert!(kept_back.contains(words), "{words}: {kept_back}");
    }
    let next = office.page(&format!("{}?done=embargo", path(&own)), &edna).text();
    assert!(next.contains("The article is kept back until then."), "{next}");
    assert_eq!(office.form(&format!("{}/lift", path(&own)), &rana, &[]).status, 403);
    let seen = unseen(&kept_back, "until");
    let lift = |who: &str| office.form(&format!("{}/lift", path(&own)), who, &[("until", &seen)]);
    assert_eq!(lift(&wali).status, 303);
    feed(true);
    assert!(!page(&own).contains("Lift the embargo"));
    assert_eq!(lift(&edna).status, 409);
    let told: Value = serde_json::from_slice(&office.running.get(WORLD, "").body).unwrap();
    assert!(!told.to_string().contains("Police"), "{told}");
}
