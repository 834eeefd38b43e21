//! Promise: a pass that panics costs nothing but itself.
//! - its source is asked on by its schedule, and its place is free for others;
//! - `/health` and the metrics say that it failed by a defect of ours.

use crate::loopback;
use crate::program::{Newsroom, PATIENCE};
use crate::running::{Running, SERVER};
use pressroom::clock::Clock;
use std::backtrace::Backtrace;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where in a pass the clock is looked at: in the task that guards its work, or around it.
#[derive(Clone, Copy)]
enum Where {
    Guarded,
    Around,
}

/// Whoever else looks at the clock meanwhile is left alone. The names of functions are in
/// the trace of any build, those of what was inlined only beside its lines.
fn is_within_a_pass(place: Where) -> bool {
    let trace = Backtrace::force_capture().to_string();
    match place {
        Where::Guarded => trace.contains("::attempt::"),
        Where::Around => trace.contains("::gather_whole::") && !trace.contains("::attempt::"),
    }
}

#[test]
fn a_pass_that_panics_at_its_work_frees_its_source_and_its_place() {
    a_pass_panics(Where::Guarded);
}

#[test]
fn a_pass_that_panics_around_its_work_frees_its_source_and_its_place() {
    a_pass_panics(Where::Around);
}

fn a_pass_panics(place: Where) {
    let armed = Arc::new(AtomicBool::new(true));
    let (upstream, heads) = loopback::serve(|_, to| {
        let body = "<rss version='2.0'><channel><title>Wire</title><item><guid>a</guid>\
            <title>A story</title><description>Its text.</description></item></channel></rss>";
        let length = body.len();
        write!(to, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
    });
    let source = |name: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"* * * * * *\"\nsections = [\"world\"]\n\
             feed.url = \"http://{upstream}/{name}\"\n"
        )
    };
    let newsroom = Newsroom::new(&format!(
        "{SERVER}[fetch]\npace = \"0s\"\nconcurrency = 1\nper_host = 1\n\
         allow_hosts = [\"127.0.0.1\"]\n[[section]]\ntitle = \"World\"\n{}{}",
        source("one"),
        source("two"),
    ));
    let (system, arming) = (Clock::system(), armed.clone());
    let clock = Clock::told(move || {
        // One pass alone.
        if arming.load(Ordering::SeqCst)
            && is_within_a_pass(place)
            && arming.swap(false, Ordering::SeqCst)
        {
            panic!("the clock has no hands");
        }
        system.now()
    });
    let service = Running::under(clock, &newsroom);
    service.wait_for_health(|health| {
        ["one", "two"].iter().any(|name| {
            let said = health["sources"][name]["last_error"]["message"].as_str().unwrap_or("");
            said.contains("defect") && said.contains("no hands")
        })
    });
    assert!(!armed.load(Ordering::SeqCst));
    // Both are asked on, in their one place, and what they bring is published.
    for wanted in ["GET /one ", "GET /two ", "GET /one ", "GET /two ", "GET /one "] {
        let mut heads = std::iter::from_fn(|| heads.recv_timeout(PATIENCE).ok());
        assert!(heads.any(|head| head.starts_with(wanted)), "{wanted}");
    }
    service.wait_for_health(|health| {
        ["one", "two"].iter().all(|name| {
            let source = &health["sources"][name];
            source["failures"] == 0 && source["last_success"].is_string()
        })
    });
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("A story"));
    let metrics = service.ask_admin("/metrics").text();
    let failed = metrics.lines().filter(|line| {
        line.starts_with("pressroom_passes") && line.contains("failed") && line.ends_with(" 1")
    });
    assert_eq!(failed.count(), 1, "{metrics}");
    service.end();
}
