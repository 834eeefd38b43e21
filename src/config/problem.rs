//! What is wrong with a config, told so that an operator can mend it: the line,
//! the place in it, the cause, and the remedy. It finds nothing itself.

use super::shown::line_without_secret;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::fmt;
use std::ops::Deref;
use std::path::Path;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file, as it was named; `environment` for a variable.
    pub file: String,
    /// The line, from 1; 0 when it is not about a line.
    pub line: usize,
    /// The column in characters, from 1; 0 when it is not about a line.
    pub column: usize,
    /// How many characters of the line it is about, at least 1; 0 when it is not
    /// about a line.
    pub length: usize,
    /// What is wrong.
    pub cause: String,
    /// The remedy.
    pub remedy: String,
}

/// Everything that is wrong, in the order of the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    pub(super) file: String,
    /// The text that the lines and columns are of.
    pub(super) text: String,
    pub(super) problems: Vec<Problem>,
}

impl Problems {
    /// One problem that is not about a line.
    pub(super) fn of_file(path: &Path, cause: String, remedy: String) -> Self {
        let file = path.display().to_string();
        let problem = Problem { file: file.clone(), line: 0, column: 0, length: 0, cause, remedy };
        Self { file, text: String::new(), problems: vec![problem] }
    }

    /// All of them, for a terminal that shows colours.
    #[must_use]
    pub fn coloured(&self) -> String {
        self.render(&Renderer::styled())
    }

    fn render(&self, renderer: &Renderer) -> String {
        // ASCII lines survive every log collector and terminal.
        let renderer = renderer.clone().decor_style(DecorStyle::Ascii);
        let lines: Vec<&str> = self.text.split('\n').collect();
        let mut out = String::new();
        for problem in &self.problems {
            let line = problem.line.checked_sub(1).and_then(|index| lines.get(index).copied());
            let line = line.map(line_without_secret);
            out.push_str(&renderer.render(&[problem.group(line.as_deref())]));
            out.push_str("\n\n");
        }
        let count = self.problems.len();
        let noun = if count == 1 { "problem" } else { "problems" };
        out.push_str(&format!("{count} {noun} in {}", self.file));
        out
    }
}

impl Problem {
    /// As the renderer wants it, with the text of its line where it has one.
    fn group<'a>(&'a self, line: Option<&'a str>) -> Group<'a> {
        let group = Level::ERROR.primary_title(self.cause.as_str());
        let help = Level::HELP.message(self.remedy.as_str());
        match line {
            None => group.element(Origin::path(self.file.as_str())).element(help),
            Some(line) => {
                let line = line.strip_suffix('\r').unwrap_or(line);
                let start = byte_of(line, self.column.saturating_sub(1));
                let end = byte_of(line, self.column.saturating_sub(1) + self.length);
                let snippet = Snippet::source(line)
                    .line_start(self.line)
                    .path(self.file.as_str())
                    .annotation(AnnotationKind::Primary.span(start..end));
                group.element(snippet).element(help)
            }
        }
    }
}

/// The byte at which a character of the line starts; its end beyond the last one.
fn byte_of(line: &str, character: usize) -> usize {
    line.char_indices().nth(character).map_or(line.len(), |(byte, _)| byte)
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(&Renderer::plain()))
    }
}

impl std::error::Error for Problems {}

impl Deref for Problems {
    type Target = [Problem];

    fn deref(&self) -> &[Problem] {
        &self.problems
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.problems.iter()
    }
}
