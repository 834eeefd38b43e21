//! Operators see how the service is doing, and Prometheus can read what it counted.
//!
//! - Live at once, ready with the first edition.
//! - `/health` is ok, degraded or failing, with each source and each document held back.
//! - Requests are counted by document, status and coding; unknown paths share one series.
//! - Passes over sources are counted, whatever characters a source's name has.
//! - None of it is on the public address.

use crate::http::stand::{at, edition, feed, settings, slug, stand};
use crate::http::wire::{Reply, start};
use pressroom::edition::DocumentName;
use pressroom::feed_document::Format;
use pressroom::health::{Health, Status};
use pressroom::metrics::{Metrics, Outcome, PassFigures};
use pressroom::serve::{Admin, Server};
use pressroom::source_memory::SourceName;
use pressroom::trouble::{Trouble, TroubleKind};
use std::sync::Arc;

fn text(reply: &Reply) -> &str {
    std::str::from_utf8(&reply.body).unwrap()
}

#[test]
fn ready_comes_with_the_first_edition() {
    let health = Health::new();
    let admin = Arc::new(Admin::new(health.clone(), Metrics::new()));
    let server = start(Server::bind_admin(&settings().server, admin).unwrap());
    assert_eq!(server.ask("GET", "/health/live", &[]).status, 200);
    assert_eq!(server.ask("GET", "/health/ready", &[]).status, 503);
    assert_eq!(server.ask("GET", "/health", &[]).status, 503);
    health.ready();
    assert_eq!(server.ask("GET", "/health/live", &[]).status, 200);
    assert_eq!(server.ask("GET", "/health/ready", &[]).status, 200);
    assert_eq!(server.ask("HEAD", "/health/ready", &[]).body, b"");
    assert_eq!(server.ask("GET", "/health", &[]).status, 200);
    assert_eq!(server.ask("GET", "/nowhere", &[]).status, 404);
    let refused = server.ask("POST", "/health", &[]);
    assert_eq!((refused.status, refused.header("allow")), (405, "GET, HEAD"));
    assert_eq!(server.ask("GET", "/metrics", &[]).header("cache-control"), "no-store");
}

#[test]
fn the_report_names_what_is_wrong() {
    let health = Health::new();
    let (wire, desk) = (SourceName::new("wire"), SourceName::new("desk"));
    let status = || health.report().status;
    assert_eq!(status(), Status::Failing, "nothing is served yet");
    health.ready();
    assert_eq!(status(), Status::Ok);
    health.source_done(&wire, at("2026-11-23T10:00:00Z"));
    health.source_failed(&desk, at("2026-11-23T10:01:00Z"), "desk/: no such folder");
    assert_eq!(status(), Status::Degraded);
    health.source_failed(&wire, at("2026-11-23T11:00:00Z"), "https://wire.example: 500");
    assert_eq!(status(), Status::Failing, "every source fails");
    health.source_done(&wire, at("2026-11-23T12:00:00Z"));
    health.source_done(&desk, at("2026-11-23T12:00:00Z"));
    assert_eq!(status(), Status::Ok);
    let world = feed("world", Format::Rss);
    health.held_back(&world, "well-formed", Some("urn:uuid:1"), "line 3: not closed");
    assert_eq!(status(), Status::Degraded);
    health.held_back(&world, "well-formed", None, "line 4: not closed");
    assert_eq!(health.report().held_back.len(), 1, "a document is held back once");
    health.config_problem(Some("line 4: no such section"));
    health.config_unwatched(Some("conf: no such folder"));

    let admin = Arc::new(Admin::new(health.clone(), Metrics::new()));
    let server = start(Server::bind_admin(&settings().server, admin).unwrap());
    let reply = server.ask("GET", "/health", &[]);
    assert_eq!((reply.status, reply.header("content-type")), (200, "application/json"));
    let report: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    let expected = serde_json::json!({
        "status": "degraded",
        "ready": true,
        "sources": {
            "desk": {
                "last_success": "2026-11-23T12:00:00Z",
                "last_error": {
                    "at": "2026-11-23T10:01:00Z",
                    "message": "desk/: no such folder",
                },
                "failures": 0,
                "hold": null,
                "unwatched": null,
                "in_doubt": null,
                "under_way_since": null,
            },
            "wire": {
                "last_success": "2026-11-23T12:00:00Z",
                "last_error": {
                    "at": "2026-11-23T11:00:00Z",
                    "message": "https://wire.example: 500",
                },
                "failures": 0,
                "hold": null,
                "unwatched": null,
                "in_doubt": null,
                "under_way_since": null,
            },
        },
        "held_back": [{
            "document": "world.rss",
            "rule": "well-formed",
            "article": null,
            "detail": "line 4: not closed",
        }],
        "silent": [],
        "overdue": [],
        "config_problem": "line 4: no such section",
        "config_unwatched": "conf: no such folder",
        "restart_needed": [],
        "publish_problem": null,
        "store_problem": null,
        "untold": [],
        "unwritten": [],
        "cut_short": [],
        "emptied": [],
        "aged": null,
    });
    assert_eq!(report, expected);

    health.let_out(&world);
    health.config_problem(None);
    health.source_unwatched(&wire, Some("wire/: no such folder"));
    let troubles = Trouble::all(&health.report(), 3, at("2026-11-23T12:00:00Z"));
    let kinds: Vec<_> = troubles.iter().map(|trouble| trouble.kind).collect();
    assert_eq!(kinds, [TroubleKind::SourceUnwatched, TroubleKind::ConfigUnwatched]);
    health.source_unwatched(&wire, None);
    assert_eq!(status(), Status::Degraded, "nobody sees a change of the configuration");
    health.config_unwatched(None);
    health.source_removed(&desk);
    assert_eq!(status(), Status::Ok);
    assert_eq!(health.report().sources.len(), 1);
}

#[test]
fn requests_are_counted_by_document_status_and_coding() {
    let settings = settings();
    let stand = stand(&settings, edition());
    let server = start(Server::bind(&settings.server, Arc::clone(&stand.newsstand)).unwrap());
    let gzip = "Accept-Encoding: gzip";
    let first = server.ask("GET", "/feeds/world.rss", &[gzip]);
    let tag = format!("If-None-Match: {}", first.header("etag"));
    for _ in 0..3 {
        assert_eq!(server.ask("GET", "/feeds/world.rss", &[gzip, &tag]).status, 304);
    }
    // The counters outlive the edition.
    stand.edition.store(Arc::new(edition()));
    server.ask("GET", "/feeds/world.rss", &[gzip]);
    server.ask("GET", "/feeds/world.rss", &["If-Match: \"x\""]);
    for path in ["/a", "/b", "/feeds/%22%0a.rss"] {
        server.ask("GET", path, &[]);
    }
    server.ask("GET", "/metrics", &[]);
    let counted = stand.metrics.encode();
    let requests = "pressroom_http_requests_total";
    for line in [
        format!("{requests}{{document=\"world.rss\",status=\"200\",coding=\"gzip\"}} 2"),
        format!("{requests}{{document=\"world.rss\",status=\"304\",coding=\"gzip\"}} 3"),
        format!("{requests}{{document=\"world.rss\",status=\"412\",coding=\"identity\"}} 1"),
        format!("{requests}{{document=\"\",status=\"404\",coding=\"identity\"}} 4"),
        "pressroom_http_connections_total 10".to_owned(),
    ] {
        assert!(counted.lines().any(|found| found == line), "{line}\nis not in\n{counted}");
    }
}

#[test]
fn passes_and_documents_are_counted() {
    let metrics = Metrics::new();
    let source = SourceName::new("the \"wire\"\nof \\ news");
    let pass = PassFigures {
        at: at("2026-11-23T10:00:00Z"),
        outcome: Outcome::Done,
        new: 3,
        changed: 2,
        withdrawn: 1,
        rejected: 4,
        warned: 5,
        seconds: 0.25,
    };
    metrics.pass(&source, &pass);
    let nothing = PassFigures { outcome: Outcome::NothingNew, new: 0, changed: 0, ..pass };
    metrics.pass(&source, &nothing);
    let failed =
        PassFigures { outcome: Outcome::Failed, at: at("2026-11-23T11:00:00Z"), ..nothing };
    metrics.pass(&source, &failed);
    let world = feed("world", Format::Atom);
    let page = DocumentName::Page(slug("world"));
    metrics.published(&world, 1234, Some(50), at("2026-11-23T09:00:00Z"));
    metrics.held_back(&page);
    metrics.held_back(&page);
    let admin = Arc::new(Admin::new(Health::new(), metrics.clone()));
    let server = start(Server::bind_admin(&settings().server, admin).unwrap());
    let reply = server.ask("GET", "/metrics", &[]);
    let counted = text(&reply);
    assert!(reply.header("content-type").starts_with("application/openmetrics-text"));
    assert!(counted.ends_with("# EOF\n"));
    let name = "source=\"the \\\"wire\\\"\\nof \\\\ news\"";
    for line in [
        format!("pressroom_passes_total{{{name},outcome=\"done\"}} 1"),
        format!("pressroom_passes_total{{{name},outcome=\"nothing_new\"}} 1"),
        format!("pressroom_passes_total{{{name},outcome=\"failed\"}} 1"),
        format!("pressroom_articles_total{{{name},change=\"new\"}} 3"),
        format!("pressroom_articles_total{{{name},change=\"rejected\"}} 12"),
        format!("pressroom_pass_duration_seconds_count{{{name}}} 3"),
        format!("pressroom_source_last_success_timestamp_seconds{{{name}}} 1795428000.0"),
        "pressroom_document_size_bytes{document=\"world.atom\"} 1234".to_owned(),
        "pressroom_document_items{document=\"world.atom\"} 50".to_owned(),
        "pressroom_document_held_back{document=\"world.html\"} 1".to_owned(),
        "pressroom_document_holds_total{document=\"world.html\"} 2".to_owned(),
        format!("pressroom_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(counted.lines().any(|found| found == line), "{line}\nis not in\n{counted}");
    }
    metrics.let_out(&page);
    assert!(metrics.encode().contains("held_back{document=\"world.html\"} 0"));
}

#[test]
fn the_public_address_shows_none_of_it() {
    let settings = settings();
    let stand = stand(&settings, edition());
    let server = start(Server::bind(&settings.server, stand.newsstand).unwrap());
    for path in ["/metrics", "/health", "/health/ready", "/health/live"] {
        assert_eq!(server.ask("GET", path, &[]).status, 404, "{path}");
    }
}
