//! The peer: a static site of Hugo's, rebuilt after one change.

use super::newsroom::{SECTIONS, write};
use std::cell::Cell;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) struct Site {
    folder: tempfile::TempDir,
    changes: Cell<usize>,
}

impl Site {
    /// A built site of this many articles; `None` where Hugo is not installed.
    pub(crate) fn new(articles: usize) -> Option<Self> {
        Command::new("hugo").arg("version").stdout(Stdio::null()).status().ok()?;
        let site = Self { folder: tempfile::tempdir().ok()?, changes: Cell::new(0) };
        let root = site.folder.path();
        std::fs::create_dir_all(root.join("layouts/_default")).ok()?;
        write(
            &root.join("hugo.toml"),
            "baseURL = \"https://bench.example/\"\ntitle = \"Bench\"\n[outputs]\nhome = [\"RSS\"]\nsection = [\"RSS\"]\npage = [\"HTML\"]\n[services.rss]\nlimit = 50\n",
        );
        // Debian's release reads only the older name.
        std::fs::copy(root.join("hugo.toml"), root.join("config.toml")).ok()?;
        write(&root.join("layouts/_default/single.html"), "<h1>{{ .Title }}</h1>{{ .Content }}");
        for section in SECTIONS {
            std::fs::create_dir_all(root.join("content").join(section)).ok()?;
        }
        for number in 0..articles {
            site.write_article(number, "as it was");
        }
        site.rebuild();
        Some(site)
    }

    pub(crate) fn change_one_article_and_rebuild(&self) -> Duration {
        let change = self.changes.get() + 1;
        self.changes.set(change);
        self.write_article(change, &format!("changed {change} times"));
        let stopwatch = Instant::now();
        self.rebuild();
        stopwatch.elapsed()
    }

    fn write_article(&self, number: usize, text: &str) {
        let section = SECTIONS[number % SECTIONS.len()];
        let path = self.folder.path().join("content").join(section).join(format!("{number}.md"));
        let paragraph = "The council met at the harbour and talked about the winter. ".repeat(50);
        write(
            &path,
            &format!(
                "+++\ntitle = \"Article {number}\"\ndate = 2026-01-01T00:00:00Z\n+++\n{text}\n\n{paragraph}\n"
            ),
        );
    }

    fn rebuild(&self) {
        let done = Command::new("hugo").arg("--quiet").current_dir(self.folder.path()).status();
        assert!(done.is_ok_and(|status| status.success()), "hugo failed");
    }
}
