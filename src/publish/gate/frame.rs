//! Which frame a document may hold: one of somebody's player, empty, and in a
//! sandbox (HTML Living Standard §4.8.5). Whose player is for the operator to say.

use super::flaw::{Flaw, Rule, Verdict, excerpt};

/// What a sandbox may let out. No form, window, download, or way to the page above.
const LET_OUT: [&str; 3] = ["allow-scripts", "allow-same-origin", "allow-presentation"];

/// Refuses a frame by its attributes and by what follows its start tag.
pub(super) fn check(attributes: &[(&str, &str)], rest: &str) -> Verdict {
    let refuse = |why: String| Err(Flaw::new(Rule::ActiveContent, format!("an <iframe> {why}")));
    let known = ["src", "width", "height", "title", "sandbox", "loading", "referrerpolicy"];
    for (at, (name, _)) in attributes.iter().enumerate() {
        if !known.contains(name) {
            return refuse(format!("with an attribute {}=\"…\"", excerpt(name)));
        }
        // A browser takes the first of two, and others the last.
        if attributes[..at].iter().any(|(before, _)| before == name) {
            return refuse(format!("with two attributes {name}"));
        }
    }
    let value = |name| attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    match value("sandbox") {
        None => return refuse("without a sandbox".to_owned()),
        Some(sandbox) => {
            if let Some(flag) = sandbox.split_ascii_whitespace().find(|it| !LET_OUT.contains(it)) {
                return refuse(format!("whose sandbox says {}", excerpt(flag)));
            }
        }
    }
    if !value("src").is_some_and(|src| src.starts_with("https://")) {
        return refuse("that is not at an https address".to_owned());
    }
    // A browser reads what is within as text; other programs as markup.
    if !rest.starts_with("</iframe>") {
        return refuse("with something in it".to_owned());
    }
    Ok(())
}
