//! Promise: the API's document and its code say the same.
//! - every status that is documented for an operation is given, and no other;
//! - every path takes exactly the methods that are documented for it;
//! - the document is OpenAPI 3.1 in its form: references lead somewhere, parameters of paths
//!   are described, names are unique, schemas are JSON Schema 2020-12.

use crate::push_api::newsroom::{
    DESK, JSON, Newsroom, OPERATOR, READER, WORLD, head, item, item_called, reply,
};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;
use std::time::Duration;

const ARTICLES: &str = "/api/articles";
const ARTICLE: &str = "/api/articles/{id}";
const REVISIONS: &str = "/api/articles/{id}/revisions";
const CORRECTION: &str = "/api/articles/{id}/correction";
const RETRACTION: &str = "/api/articles/{id}/retraction";
const EMBARGO: &str = "/api/articles/{id}/embargo";
const UNDO: &str = "/api/articles/{id}/undo";
const STATUS: &str = "/api/status";
const GATHER: &str = "/api/sources/{id}/gather";
const GATHERED: &str = "/api/gathered/{id}";
const DOCUMENT: &str = "/api/openapi.json";

/// A time that is to come.
const LATER: &str = r#"{"until": "2199-01-01T10:00:00Z"}"#;

type Seen = BTreeSet<(String, String, u16)>;

fn documented(document: &Value) -> Seen {
    let mut all = Seen::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for status in operation["responses"].as_object().unwrap().keys() {
                if let Ok(status) = status.parse() {
                    all.insert((path.clone(), method.to_uppercase(), status));
                }
            }
        }
    }
    all
}

/// A newsroom in which long and slow bodies are soon refused.
fn newsroom() -> Newsroom {
    Newsroom::open_with(|settings| {
        settings.api.max_body_bytes = 4096;
        settings.api.body_timeout = Duration::from_secs(1);
    })
}

struct Asker {
    newsroom: Newsroom,
    seen: Seen,
}

impl Asker {
    fn ask(&mut self, token: &str, method: &str, path: (&str, &str), more: &[&str], body: &str) {
        let (template, rest) = path;
        let path = template.replace("{id}", rest.split('?').next().unwrap());
        let query = rest.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
        let headers = [&[JSON], more].concat();
        let reply = self.newsroom.ask(token, method, &format!("{path}{query}"), &headers, body);
        self.seen.insert((template.to_owned(), method.to_owned(), reply.status));
    }

    /// A head that announces a body, of which nothing comes.
    fn announce(&mut self, method: &str, template: &str, length: usize) {
        let path = template.replace("{id}", "one");
        let mut stream = self.newsroom.connect();
        stream.write_all(head(DESK, method, &path, &[JSON], length).as_bytes()).unwrap();
        let status = reply(stream).status;
        self.seen.insert((template.to_owned(), method.to_owned(), status));
    }

    fn reading(&mut self) {
        for query in ["", "?limit=0"] {
            self.ask(DESK, "GET", (ARTICLES, query), &[], "");
        }
        self.ask("", "GET", (ARTICLES, ""), &[], "");
        self.ask(WORLD, "GET", (ARTICLES, "?section=sports"), &[], "");
        for template in [ARTICLE, REVISIONS] {
            for id in ["one", "gone", "none", "%FF"] {
                self.ask(DESK, "GET", (template, id), &[], "");
            }
            self.ask("", "GET", (template, "one"), &[], "");
            self.ask(WORLD, "GET", (template, "one"), &[], "");
        }
        self.ask(DESK, "GET", (ARTICLE, "one"), &["If-None-Match: *"], "");
        self.ask("", "GET", (DOCUMENT, ""), &[], "");
    }

    fn pushing(&mut self) {
        let one = item_called("one", "One", "sports");
        let other = item_called("one", "Other", "sports");
        for (method, template) in [("PUT", ARTICLE), ("POST", ARTICLES)] {
            let path = (template, if method == "PUT" { "one" } else { "" });
            self.ask(DESK, method, path, &[], &one);
            self.ask(DESK, method, path, &[], &other);
            self.ask(DESK, method, path, &[], "{");
            self.ask(DESK, method, path, &[], "[]");
            self.ask("", method, path, &[], &one);
            self.ask(READER, method, path, &[], &one);
            self.ask(DESK, method, path, &["Content-Encoding: gzip"], &one);
            self.announce(method, template, 100);
            self.announce(method, template, 5000);
        }
        self.ask(DESK, "POST", (ARTICLES, ""), &[], &item_called("new", "New", "world"));
        self.ask(DESK, "PUT", (ARTICLE, "one"), &["If-None-Match: *"], &one);
    }

    fn withdrawing(&mut self) {
        self.ask(DESK, "PUT", (ARTICLE, "gone"), &[], &item("Gone", "sports"));
        self.ask(DESK, "DELETE", (ARTICLE, "gone"), &["If-Match: \"0\""], "");
        for id in ["gone", "none", "%FF"] {
            self.ask(DESK, "DELETE", (ARTICLE, id), &[], "");
        }
        self.ask("", "DELETE", (ARTICLE, "gone"), &[], "");
        self.ask(READER, "DELETE", (ARTICLE, "gone"), &[], "");
    }

    fn editing(&mut self) {
        self.ask(DESK, "PUT", (ARTICLE, "told"), &[], &item("Told", "sports"));
        for id in ["told", "told", "none", "%FF"] {
            self.ask(DESK, "POST", (UNDO, id), &[], "");
            self.ask(DESK, "POST", (CORRECTION, id), &[], r#"{"note": "It was Monday."}"#);
            self.ask(DESK, "POST", (EMBARGO, id), &[], LATER);
            self.ask(DESK, "DELETE", (EMBARGO, id), &[], "");
            self.ask(DESK, "POST", (RETRACTION, id), &[], "{}");
        }
        self.ask(DESK, "POST", (UNDO, "told"), &["If-Match: \"0\""], "");
        self.ask(DESK, "PUT", (ARTICLE, "told"), &[], &item("Told", "sports"));
        self.ask("", "POST", (UNDO, "told"), &[], "");
        self.ask(READER, "POST", (UNDO, "told"), &[], "");
        self.ask(DESK, "DELETE", (EMBARGO, "told"), &["If-Match: \"0\""], "");
        self.ask("", "DELETE", (EMBARGO, "told"), &[], "");
        self.ask(READER, "DELETE", (EMBARGO, "told"), &[], "");
        self.ask(DESK, "DELETE", (EMBARGO, "told"), &[], "");
        for template in [CORRECTION, RETRACTION, EMBARGO] {
            let path = (template, "told");
            for body in ["{", r#"{"note": 7, "reason": 7}"#] {
                self.ask(DESK, "POST", path, &[], body);
            }
            self.ask("", "POST", path, &[], "{}");
            self.ask(READER, "POST", path, &[], "{}");
            let said = r#"{"note": "x", "until": "2199-01-01"}"#;
            self.ask(DESK, "POST", path, &["If-Match: \"0\""], said);
            self.ask(DESK, "POST", path, &["Content-Encoding: gzip"], "{}");
            self.announce("POST", template, 100);
            self.announce("POST", template, 5000);
        }
    }

    fn operating(&mut self) {
        for (method, path) in
            [("GET", (STATUS, "")), ("POST", (GATHER, "desk")), ("GET", (GATHERED, "1"))]
        {
            for token in ["", DESK, OPERATOR] {
                self.ask(token, method, path, &[], "");
            }
        }
        for id in ["none", "%FF"] {
            self.ask(OPERATOR, "POST", (GATHER, id), &[], "");
            self.ask(OPERATOR, "GET", (GATHERED, id), &[], "");
        }
    }

    /// Two with one key at one time: tried until they meet.
    fn meeting(&mut self) {
        let body = item_called("one", "Met", "sports");
        for round in 0..500 {
            let key = format!("Idempotency-Key: {round}");
            let met = std::thread::scope(|scope| {
                let senders: Vec<_> = (0..4)
                    .map(|_| scope.spawn(|| self.newsroom.post(&[&key], &body).status))
                    .collect();
                senders.into_iter().any(|sender| sender.join().unwrap() == 409)
            });
            if met {
                self.seen.insert((ARTICLES.to_owned(), "POST".to_owned(), 409));
                return;
            }
        }
    }

    /// A folder in the place of a file: nothing can be written there.
    fn unwritable(&mut self) {
        for id in ["stuck", "fast", "late"] {
            self.ask(DESK, "PUT", (ARTICLE, id), &[], &item(id, "sports"));
            self.newsroom
                .wait_for("/feeds/sports.json", |feed| feed.contains(&format!("{id} text")));
        }
        let block = self.newsroom.path("feeds/sports.json.br");
        while std::fs::create_dir_all(block.join("x")).is_err() {
            let _ = std::fs::remove_file(&block);
        }
        self.ask(DESK, "DELETE", (ARTICLE, "stuck"), &[], "");
        self.ask(DESK, "POST", (RETRACTION, "fast"), &[], "{}");
        self.ask(DESK, "POST", (EMBARGO, "late"), &[], LATER);
        std::fs::remove_dir_all(&block).unwrap();
    }

    /// What retention removed is not pushed again.
    fn removed(&mut self) {
        let old = item_called("old", "Old", "city").replace("T10:00", "T09:00");
        let new = item_called("recent", "Recent", "city");
        self.newsroom.post(&[], &format!("{{\"items\":[{old},{new}]}}"));
        self.newsroom.restart_with(|settings| settings.store.keep_per_section = Some(1));
        self.newsroom.wait_for("/feeds/city.json", |feed| feed.contains("Recent"));
        while self.newsroom.get("/api/articles/old").status == 200 {
            std::thread::yield_now();
        }
        self.ask(DESK, "PUT", (ARTICLE, "old"), &[], &old);
        self.ask(DESK, "POST", (ARTICLES, ""), &[], &old);
    }
}

#[test]
fn what_is_documented_is_what_is_answered() {
    let mut asker = Asker { newsroom: newsroom(), seen: Seen::new() };
    let document = asker.newsroom.get(DOCUMENT).json();
    asker.pushing();
    asker.withdrawing();
    asker.editing();
    asker.reading();
    asker.operating();
    asker.meeting();
    asker.removed();
    asker.unwritable();
    let documented = documented(&document);
    let missing: Vec<_> = documented.difference(&asker.seen).collect();
    let unknown: Vec<_> = asker.seen.difference(&documented).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "never: {missing:?}\nbeyond: {unknown:?}");
    assert!(documented.len() > 40);
}

#[test]
fn every_path_takes_the_methods_of_the_document() {
    let newsroom = newsroom();
    let document = newsroom.get(DOCUMENT).json();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let allow = newsroom.ask("", "OPTIONS", &path.replace("{id}", "x"), &[], "");
        let taken: BTreeSet<String> =
            allow.header("allow").split(", ").map(str::to_lowercase).collect();
        let mut said: BTreeSet<String> = operations.as_object().unwrap().keys().cloned().collect();
        said.extend(said.contains("get").then(|| "head".to_owned()));
        said.insert("options".to_owned());
        assert_eq!(taken, said, "{path}");
    }
}

#[test]
fn the_document_has_the_form_of_openapi() {
    let document = newsroom().get(DOCUMENT).json();
    assert_eq!(document["openapi"], "3.1.0");
    for name in ["title", "version"] {
        assert!(document["info"][name].is_string());
    }
    let mut names = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()));
            let parameters = operation["parameters"].as_array().unwrap();
            let in_path: Vec<_> =
                parameters.iter().filter(|parameter| parameter["in"] == "path").collect();
            assert_eq!(in_path.len(), usize::from(path.contains("{id}")));
            assert!(in_path.iter().all(|parameter| parameter["required"] == true));
            for parameter in parameters {
                assert!(["path", "query", "header"].contains(&parameter["in"].as_str().unwrap()));
                assert!(jsonschema::meta::is_valid(&parameter["schema"]));
            }
            for response in operation["responses"].as_object().unwrap().values() {
                assert!(!response["description"].as_str().unwrap().is_empty());
            }
        }
    }
    for schema in document["components"]["schemas"].as_object().unwrap().values() {
        assert!(jsonschema::meta::is_valid(schema), "{schema}");
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}
