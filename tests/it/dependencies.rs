//! Promise: what `deny.toml` bans is not in `Cargo.lock`.
//! - every ban with a version range is compared by version;
//! - a ban that this test cannot read fails it.

use std::path::Path;

fn read(name: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// `1.2.3` as numbers that compare.
fn version(text: &str) -> Vec<u64> {
    let release = text.split(['-', '+']).next().unwrap();
    release.split('.').map(|part| part.parse().unwrap()).collect()
}

/// Whether `deny` (a name, or `name@<=version`) hits this package. What is not written of the
/// version is any, as cargo-deny reads it too; its `<` takes in the version that is named.
fn hits(deny: &str, name: &str, found: &str) -> bool {
    match deny.split_once("@<=") {
        Some((denied, last)) => {
            let last = version(last);
            let found: Vec<u64> = version(found).into_iter().take(last.len()).collect();
            denied == name && found <= last
        }
        None => {
            assert!(!deny.contains('@'), "this test cannot read the ban {deny:?}");
            deny == name
        }
    }
}

#[test]
fn nothing_banned_is_locked() {
    let bans = read("deny.toml");
    let denied: Vec<&str> = bans["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ban| ban["crate"].as_str().unwrap())
        .collect();
    assert!(!denied.is_empty());
    let lock = read("Cargo.lock");
    let packages = lock["package"].as_array().unwrap();
    for package in packages {
        let (name, found) =
            (package["name"].as_str().unwrap(), package["version"].as_str().unwrap());
        for ban in &denied {
            assert!(!hits(ban, name, found), "{name} {found} is locked, but deny.toml bans {ban}");
        }
    }
}

#[test]
fn bans_compare_versions_as_numbers() {
    assert!(hits("quick-xml@<=0.40", "quick-xml", "0.9.0"));
    assert!(hits("quick-xml@<=0.40", "quick-xml", "0.40.3"));
    assert!(!hits("quick-xml@<=0.40", "quick-xml", "0.41.0"));
    assert!(hits("openssl", "openssl", "0.10.1"));
    assert!(!hits("openssl", "openssl-probe", "0.1.0"));
}
