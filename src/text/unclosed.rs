//! Texts of TOML that have no end: the one over many lines that swallows the rest of a file,
//! and the one that goes on in the next line. It says where they begin and what to write.

use std::ops::Range;

/// The line with a text that begins with three quotes and has no end.
#[derive(Debug)]
pub(crate) struct Unclosed {
    /// The line, in bytes, without its end.
    pub(crate) line: Range<usize>,
    /// What to write.
    pub(crate) remedy: String,
}

/// The text over many lines of which a reader of TOML says that it has no end.
pub(crate) fn text_over_lines(text: &str, said: &str) -> Option<Unclosed> {
    if !said.starts_with("invalid multi-line") {
        return None;
    }
    let mut open: Option<(&'static str, usize, Range<usize>)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        while at < line.len() {
            at = match &open {
                Some((quotes, ..)) => match line[at..].find(quotes) {
                    Some(end) => {
                        let end = at + end + quotes.len();
                        open = None;
                        end
                    }
                    None => line.len(),
                },
                None => match opening(&line[at..]) {
                    Opening::Long(quotes, behind) => {
                        let end = start + line.trim_end().len();
                        open = Some((quotes, at + behind, start..end));
                        at + behind
                    }
                    Opening::Short(behind) => at + behind,
                    Opening::None => line.len(),
                },
            };
        }
        start += line.len();
    }
    let (quotes, behind, line) = open?;
    let written = &text[line.clone()];
    let (key, _) = written.split_once('=').unwrap_or((written, ""));
    let said = written.get(behind..).unwrap_or_default().trim();
    let remedy = match said.is_empty() || said.contains(['"', '\'', '\\']) {
        true => format!("write `{quotes}` where the text ends"),
        false => format!("write `{} = \"{said}\"`", key.trim()),
    };
    Some(Unclosed { line, remedy })
}

/// What opens first in a line, and how many bytes it takes.
enum Opening {
    /// Three quotes, and where they end.
    Long(&'static str, usize),
    /// A text in this line, and where it ends.
    Short(usize),
    None,
}

fn opening(line: &str) -> Opening {
    let Some(at) = line.find(['"', '\'', '#']) else { return Opening::None };
    let rest = &line[at..];
    if rest.starts_with('#') {
        return Opening::None;
    }
    if let Some(quotes) = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.starts_with(quotes)) {
        return Opening::Long(quotes, at + quotes.len());
    }
    let quote = if rest.starts_with('"') { '"' } else { '\'' };
    let mut is_escaped = false;
    for (offset, c) in rest.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return Opening::Short(at + offset + 1);
        }
        is_escaped = quote == '"' && c == '\\' && !is_escaped;
    }
    Opening::None
}

/// The line that goes on with a text that should have ended in the line before, of which a
/// reader of TOML says this, and what to write.
pub(crate) fn goes_on(text: &str, at: usize, said: &str) -> Option<(Range<usize>, String)> {
    let quote = match said {
        _ if said.starts_with("invalid basic string") => '"',
        _ if said.starts_with("invalid literal string") => '\'',
        _ => return None,
    };
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = start + text[start..].find('\n')?;
    let next = end + 1..end + 1 + text[end + 1..].find('\n').unwrap_or(text.len() - end - 1);
    let (line, rest) = (text[start..end].trim_end(), text[next.clone()].trim());
    let inner = rest.strip_suffix(quote)?;
    let is_text = !inner.contains(['"', '\'', '=', '[', '#', '\\']) && !inner.trim().is_empty();
    is_text.then(|| {
        let remedy = format!("a text stands on one line: write `{} {inner}{quote}`", line.trim());
        (next, remedy)
    })
}
