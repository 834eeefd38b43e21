//! The problems found so far, and where: byte ranges become lines and columns,
//! and what only follows from an unreadable line is left out.

use super::problem::{Problem, Problems};
use super::shown::said_without_secret;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// Collects what is found wrong with one text.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    text: &'a str,
    file: String,
    found: Vec<Finding>,
    /// What is odd, and wrong in nothing.
    odd: Vec<Problem>,
    /// The lines that could not be read as TOML.
    unreadable: BTreeSet<usize>,
    /// Where the tables begin that something was taken out of, because it did not fit.
    thinned: BTreeSet<usize>,
}

/// What is known of a problem besides itself.
#[derive(Debug)]
struct Finding {
    start: usize,
    kind: Kind,
    problem: Problem,
}

/// How far a problem can be trusted when some line is unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The line itself cannot be read.
    Syntax,
    /// Something that is there is wrong.
    Present,
    /// Something is not there: an unreadable line may have held it.
    Absent,
}

impl<'a> Findings<'a> {
    pub(super) fn new(text: &'a str, path: &Path) -> Self {
        let file = path.display().to_string();
        Self {
            text,
            file,
            found: Vec::new(),
            odd: Vec::new(),
            unreadable: BTreeSet::new(),
            thinned: BTreeSet::new(),
        }
    }

    /// What is written at `span` is wrong.
    pub(super) fn found(&mut self, span: Range<usize>, cause: String, remedy: String) {
        self.add(span, Kind::Present, cause, remedy);
    }

    /// What is written at `span` can be used, and hardly means what it looks like.
    pub(super) fn warn(&mut self, span: Range<usize>, cause: String, remedy: String) {
        let problem = self.problem(&span, cause, remedy);
        self.odd.push(problem);
    }

    /// A variable of the environment is odd; one that the file names is not.
    pub(super) fn odd_variable(&mut self, name: &str, cause: String, remedy: String) {
        if !self.text.contains(name) {
            let file = "environment".to_owned();
            self.odd.push(Problem { file, line: 0, column: 0, length: 0, cause, remedy });
        }
    }

    /// What is odd, in the order of the lines.
    pub(super) fn into_warnings(mut self) -> Vec<Problem> {
        self.odd.sort_by_key(|problem| (problem.line, problem.column));
        self.odd
    }

    /// Where a part of a text stands that is written at `span`; the whole text where
    /// it is not written as it is read.
    pub(super) fn part(&self, span: &Range<usize>, text: &str, part: Range<usize>) -> Range<usize> {
        let inside = span.start + 1..span.end.saturating_sub(1);
        match self.text.get(inside.clone()) {
            Some(written) if written == text => inside.start + part.start..inside.start + part.end,
            _ => span.clone(),
        }
    }

    /// Something is not there, which is noticed at `span`.
    pub(super) fn missed(&mut self, span: Range<usize>, cause: String, remedy: String) {
        self.add(span, Kind::Absent, cause, remedy);
    }

    /// Something was taken out of the table that begins at this byte, which was told.
    pub(super) fn took_out(&mut self, header: usize) {
        self.thinned.insert(header);
    }

    /// Something is not there, in the table that is written at `span`: what was taken out of
    /// that table may have been it.
    pub(super) fn lacking(&mut self, span: Range<usize>, cause: String, remedy: String) {
        self.lacking_in(span.start, span, cause, remedy);
    }

    /// The same of the table that begins at `table`, where it is noticed at `span`.
    pub(super) fn lacking_in(
        &mut self,
        table: usize,
        span: Range<usize>,
        cause: String,
        remedy: String,
    ) {
        if !self.thinned.contains(&table) {
            self.missed(span, cause, remedy);
        }
    }

    /// The line of `span` is not TOML; the first such problem of a line counts.
    pub(super) fn unreadable(&mut self, span: Range<usize>, cause: String, remedy: String) {
        let (line, _) = self.position(span.start);
        if self.unreadable.insert(line) {
            self.add(span, Kind::Syntax, cause, remedy);
        }
    }

    /// A variable of the environment is wrong.
    pub(super) fn variable(&mut self, cause: String, remedy: String) {
        let file = "environment".to_owned();
        let problem = Problem { file, line: 0, column: 0, length: 0, cause, remedy };
        // Last, after everything that is in the file.
        self.found.push(Finding { start: usize::MAX, kind: Kind::Present, problem });
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What was found, in the order of the lines.
    pub(super) fn into_problems(mut self) -> Problems {
        let unreadable = std::mem::take(&mut self.unreadable);
        self.found.retain(|finding| match finding.kind {
            Kind::Syntax => true,
            Kind::Present => !unreadable.contains(&finding.problem.line),
            Kind::Absent => unreadable.is_empty(),
        });
        self.found.sort_by(|a, b| (a.start, &a.problem.cause).cmp(&(b.start, &b.problem.cause)));
        let mut problems: Vec<Problem> =
            self.found.into_iter().map(|finding| finding.problem).collect();
        problems.dedup();
        Problems { file: self.file, text: self.text.to_owned(), problems }
    }

    fn add(&mut self, span: Range<usize>, kind: Kind, cause: String, remedy: String) {
        let problem = self.problem(&span, cause, remedy);
        self.found.push(Finding { start: span.start, kind, problem });
    }

    fn problem(&self, span: &Range<usize>, cause: String, remedy: String) -> Problem {
        let (line, column) = self.position(span.start);
        let length = self.length(span);
        // It is told in the log and at `/health`, to whoever may read those.
        let written = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let cause = said_without_secret(cause, written);
        let remedy = said_without_secret(remedy, written);
        Problem { file: self.file.clone(), line, column, length, cause, remedy }
    }

    /// The line and the column of a byte, both from 1; the column in characters.
    fn position(&self, byte: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(byte)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        // A byte order mark is no character of the first line that anybody sees.
        let column = before[line_start..].trim_start_matches('\u{FEFF}').chars().count();
        (before.matches('\n').count() + 1, column + 1)
    }

    /// How many characters of its first line a range holds; at least one.
    fn length(&self, span: &Range<usize>) -> usize {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end.max(start));
        let line = self.text[start..end].lines().next().unwrap_or_default();
        line.chars().count().max(1)
    }
}
