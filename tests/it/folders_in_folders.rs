//! Promise: two sources that read the same files are told of, with the remedy.
//! - one folder in the other, whichever stands first, and the same by a link; the same path
//!   twice is refused;
//! - folders that lie side by side are nothing to tell of.

use crate::program::Newsroom;

/// Two sources of these folders.
fn newsroom(first: &str, second: &str) -> Newsroom {
    let source = |name: &str, path: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             [source.folder]\npath = \"{path}\"\n"
        )
    };
    let section = "[[section]]\ntitle = \"World\"\n";
    let newsroom =
        Newsroom::new(&format!("{section}{}{}", source("one", first), source("two", second)));
    std::fs::create_dir_all(newsroom.path("articles/culture")).unwrap();
    std::fs::create_dir_all(newsroom.path("articles-of-others")).unwrap();
    std::os::unix::fs::symlink(newsroom.path("articles"), newsroom.path("link")).unwrap();
    newsroom
}

fn said(newsroom: &Newsroom, command: &str) -> String {
    String::from_utf8(newsroom.run(&[command]).stdout).unwrap()
}

#[test]
fn folders_that_overlap_are_told() {
    let overlapping = [
        ("articles", "articles/culture"),
        ("articles/culture", "articles"),
        ("link", "articles"),
        ("articles", "link/culture"),
    ];
    for (first, second) in overlapping {
        let newsroom = newsroom(first, second);
        for command in ["check", "run"] {
            let said = said(&newsroom, command);
            assert!(said.contains("`two` and `one` read"), "{first} {second} {command}: {said}");
            assert!(said.contains("a folder of its own"), "{said}");
        }
    }
    for second in ["articles-of-others", "not-there"] {
        let said = said(&newsroom("articles", second), "check");
        assert!(!said.contains("`two` and `one`"), "{second}: {said}");
    }
}
