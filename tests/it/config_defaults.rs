//! Promise: what `config.toml` shows as a default is the default. A commented key that is
//! not marked as an example changes nothing when it is written out.

use pressroom::config::{Environment, Settings, from_text};
use std::path::Path;

fn settings(text: &str) -> Result<Settings, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    let read = from_text(text, &path, &Environment::default());
    read.map_err(|problems| problems.to_string())
}

/// The name of a key that is commented out.
fn commented_key(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("# ")?.split_once(" = ")?;
    let is_key = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    (is_key && !name.is_empty()).then_some(name)
}

#[test]
fn every_default_that_is_shown_is_the_default() {
    let text = include_str!("../../config.toml");
    let lines: Vec<&str> = text.lines().collect();
    let usual = format!("{:?}", settings(text).unwrap());
    let (mut in_use, mut tried, mut wrong) = (false, 0, Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let header = line.trim_start_matches("# ");
        if header.starts_with('[') && header.ends_with(']') && !header.contains(' ') {
            in_use = !line.starts_with('#');
        }
        let Some(name) = commented_key(line).filter(|_| in_use) else { continue };
        let written: Vec<&str> = lines
            .iter()
            .enumerate()
            .map(|(other, line)| if other == at { &line[2..] } else { line })
            .collect();
        let is_example = line.ends_with("  # an example");
        // A default that is written out where it says nothing is told; it changes nothing.
        let read = settings(&written.join("\n")).map(|with| match is_example {
            true => with,
            false => Settings { warnings: Vec::new(), ..with },
        });
        let is_default = read.map(|with| format!("{with:?}") == usual);
        tried += 1;
        match (is_default, is_example) {
            (Ok(true), false) | (Ok(false), true) => {}
            (Ok(true), true) => wrong.push(format!("line {}: {name} is the default", at + 1)),
            (Ok(false), false) => wrong.push(format!("line {}: {name} is no default", at + 1)),
            // An example may need another key beside it.
            (Err(_), true) => {}
            (Err(problem), false) => wrong.push(format!("line {}: {name}: {problem}", at + 1)),
        }
    }
    assert!(tried > 30, "{tried} keys");
    assert_eq!(wrong, Vec::<String>::new());
}
