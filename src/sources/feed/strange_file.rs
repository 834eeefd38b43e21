//! What a file for `import` is that is neither a feed nor an export that is understood, and
//! what can be done with it. It reads none of them.

/// What a file looks like, and the remedy.
pub(super) fn strange_file(text: &str) -> (&'static str, &'static str) {
    const NONE: &str = "bring articles as RSS, Atom, JSON Feed, or an export of WordPress, \
                        Blogger or Ghost, and feeds as OPML";
    let opening: String = text.trim_start().chars().take(4096).collect();
    let lower = opening.to_ascii_lowercase();
    if opening.starts_with("PK\u{3}\u{4}") {
        return ("a ZIP archive", "unpack it, and import the files in it");
    }
    if lower.contains("<html") || lower.contains("<!doctype html") {
        let remedy = "put the pages into the folder of a [[source]], or import the site's feed";
        return ("an HTML page", remedy);
    }
    if lower.contains("<urlset") || lower.contains("<sitemapindex") {
        return ("a sitemap", "make a [source.sitemap] of its address");
    }
    if opening.starts_with(['{', '[']) {
        return ("JSON that is no JSON Feed and no export that is known", NONE);
    }
    if opening.starts_with('<') {
        return ("XML of another kind", NONE);
    }
    if is_movable_type(&opening) {
        let remedy = "bring it into WordPress (Tools, Import), and import what that exports";
        return ("an export of Movable Type", remedy);
    }
    if is_table(&opening) {
        let remedy = "write a JSON Feed with an item for each of its rows, and import that";
        return ("a table (CSV)", remedy);
    }
    if opening.chars().take(64).any(|c| c.is_control() && !c.is_whitespace()) {
        return ("a binary file", NONE);
    }
    ("plain text", NONE)
}

/// As Movable Type and TypePad write it: a line for each fact.
fn is_movable_type(text: &str) -> bool {
    let begins = |name: &str| text.lines().take(30).any(|line| line.starts_with(name));
    begins("TITLE: ") && begins("STATUS: ") && begins("DATE: ")
}

/// Whether the first lines have the same number of cells, more than one.
fn is_table(text: &str) -> bool {
    [',', ';', '\t'].into_iter().any(|mark| {
        let cells = |line: &str| {
            let mut quoted = false;
            let is_mark = |c: char| {
                quoted ^= c == '"';
                !quoted && c == mark
            };
            line.matches(is_mark).count()
        };
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let heads = lines.next().filter(|line| !line.trim_end().ends_with(['.', '!', '?']));
        let first = heads.map_or(0, cells);
        // A cell may go on in the next line, within quotes.
        let second = lines.next();
        first > 0 && second.is_some_and(|line| cells(line) == first || line.contains('"'))
    })
}
