//! A file that comes into the watched folder of the running program: how soon readers have
//! it over HTTP, when it is renamed into place and when it is written there.

use super::newsroom::{Newsroom, SECTIONS, config_text, write};
use super::process::{Program, feed};
use std::path::Path;
use std::time::{Duration, Instant};

const ROUNDS: usize = 40;

pub(crate) fn arrival(stored: usize) {
    let newsroom = Newsroom::new();
    newsroom.fill(stored);
    newsroom.publish_all();
    let folder = newsroom.into_folder();
    let folder = folder.path();
    std::fs::create_dir_all(folder.join("articles")).expect("a folder");
    let source = "[[source]]\nname = \"folder\"\nschedule = \"@hourly\"\n\
                  [source.folder]\npath = \"articles\"\nwatch = true\n";
    write(&folder.join("config.toml"), &format!("{}{source}", config_text()));
    let program = Program::start(folder);
    program.settle();
    let (mut renamed, mut written) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let section = SECTIONS[round % SECTIONS.len()];
        renamed.push(comes(&program, section, &format!("renamed {round}"), |text| {
            write(&folder.join("on-its-way.md"), text);
            let place = folder.join(format!("articles/renamed-{round}.md"));
            std::fs::rename(folder.join("on-its-way.md"), place).expect("renamed");
        }));
        written.push(comes(&program, section, &format!("written {round}"), |text| {
            write(Path::new(&folder.join(format!("articles/written-{round}.md"))), text);
        }));
    }
    println!("a file comes into a watched folder -> its section's feed served ({stored} stored)");
    for (how, times) in [("renamed into place", &mut renamed), ("written and closed", &mut written)]
    {
        println!(
            "  {how}: p50 {:.1} ms, p95 {:.1} ms",
            super::millis(super::part(times, 50)),
            super::millis(super::part(times, 95))
        );
    }
}

/// The time from the file to the feed, as a reader who asks again and again sees it.
fn comes(program: &Program, section: &str, title: &str, put: impl FnOnce(&str)) -> Duration {
    let text = format!("---\ntitle: {title}\nsections: [{section}]\n---\nIt is here.\n");
    let stopwatch = Instant::now();
    put(&text);
    let wanted = format!("<title>{title}</title>");
    loop {
        let served = feed(&program.address, section).unwrap_or_default();
        if served.windows(wanted.len()).any(|part| part == wanted.as_bytes()) {
            break;
        }
        assert!(stopwatch.elapsed() < Duration::from_secs(60), "{title} never came");
        std::thread::sleep(Duration::from_millis(1));
    }
    let time = stopwatch.elapsed();
    // What is printed after the feeds is not the next one's.
    std::thread::sleep(Duration::from_millis(300));
    time
}
