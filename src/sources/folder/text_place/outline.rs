//! The lines of a dump that show something, in their order, and what is asked of each of
//! them and of those beside it. It decides nothing of what they are to the article.

use crate::raw_item::RawAuthor;
use crate::sources::folder::repeated::Repeated;
use crate::sources::folder::text_lines::{Line, ends_sentence, parts, visible};
use crate::text::dates;

/// A line that is longer is a paragraph of its own, in characters: nobody wraps
/// lines by hand as far out as this.
pub(in crate::sources::folder) const UNWRAPPED: usize = 130;
/// The longest headline, in characters: what is longer is text.
pub(in crate::sources::folder) const LONGEST_TITLE: usize = 250;

/// A line that shows something.
pub(super) struct Seen {
    /// Its number.
    pub(super) at: usize,
    pub(super) text: String,
    pub(super) parts: Vec<Line>,
}

impl Seen {
    /// Text, if it is that and nothing else.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Line::Text(text)] => Some(text),
            _ => None,
        }
    }

    pub(super) fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    pub(super) fn has(&self, such: impl Fn(&Line) -> bool) -> bool {
        self.parts.iter().any(such)
    }

    pub(super) fn is_date(&self) -> bool {
        self.has(|part| matches!(part, Line::Date { .. }))
    }

    pub(super) fn is_byline(&self) -> bool {
        self.has(|part| matches!(part, Line::Byline(_)))
    }

    /// Whether it only says how to reach somebody.
    pub(super) fn is_mail(&self) -> bool {
        matches!(self.parts.as_slice(), [Line::Mail(_) | Line::HiddenMail])
    }

    pub(super) fn leads_away(&self) -> bool {
        self.has(|part| matches!(part, Line::Navigation | Line::LeadsOn | Line::HiddenMail))
    }

    /// Whether it says something of the article itself.
    pub(super) fn tells(&self) -> bool {
        !self.has(|part| {
            matches!(
                part,
                Line::Text(_) | Line::Note(_) | Line::Navigation | Line::LeadsOn | Line::HiddenMail
            )
        })
    }

    /// A sentence, or a line as long as only paragraphs are.
    pub(super) fn is_prose(&self) -> bool {
        self.as_text().is_some_and(|text| {
            // Scripts that part no words end their sentences with a sign of their own.
            let is_full = self.words() >= 4 || (text.ends_with('。') && text.chars().count() >= 10);
            let is_sentence = ends_sentence(text) && !text.ends_with(':') && is_full;
            is_sentence || text.chars().count() > UNWRAPPED
        })
    }

    pub(super) fn is_headline(&self) -> bool {
        self.as_text().is_some_and(|text| {
            let ends = text.ends_with(['.', '۔', ':', '।', '。']) && self.words() >= 3;
            !ends && text.chars().count() <= LONGEST_TITLE
        })
    }

    /// As short as what is written on a button: "Got it!", "Nein danke".
    pub(super) fn is_button_like(&self) -> bool {
        self.words() <= 2 && self.text.chars().count() <= 30
    }

    /// A word or two in capitals.
    pub(super) fn is_in_capitals(&self) -> bool {
        self.words() <= 3
            && self.text.contains(char::is_uppercase)
            && !self.text.contains(char::is_lowercase)
    }

    /// Two things said on one line, as notices do: "Could not load! retry".
    pub(super) fn says_two_things(&self) -> bool {
        let mut ends = self.text.match_indices(['!', '?', '.', '۔', '؟']);
        ends.any(|(at, mark)| {
            let (said, more) = (&self.text[..at], &self.text[at + mark.len()..]);
            let last = said.split_whitespace().last().unwrap_or_default();
            more.starts_with(' ') && last.chars().count() >= 3
        })
    }
}

/// All of them.
pub(super) struct Outline<'a> {
    pub(super) seen: Vec<Seen>,
    pub(super) repeated: &'a Repeated,
}

impl<'a> Outline<'a> {
    pub(super) fn of(lines: &[&str], repeated: &'a Repeated) -> Self {
        let seen = |(at, line): (usize, &&str)| {
            let parts = parts(line);
            let shows = !matches!(parts.as_slice(), [] | [Line::Blank]);
            shows.then(|| Seen { at, text: visible(line), parts })
        };
        Self { seen: lines.iter().enumerate().filter_map(seen).collect(), repeated }
    }

    /// Who the bylines name.
    pub(super) fn authors(&self) -> Vec<RawAuthor> {
        let bylines = self.seen.iter().flat_map(|one| &one.parts).filter_map(|part| match part {
            Line::Byline(people) => Some(people.as_slice()),
            _ => None,
        });
        bylines.flatten().cloned().collect()
    }

    /// Whether a date line is the only one, or stands beside a byline.
    pub(super) fn dates_once(&self, date: usize) -> bool {
        let by_byline = [date.checked_sub(1), Some(date + 1)]
            .into_iter()
            .flatten()
            .any(|at| self.seen.get(at).is_some_and(Seen::is_byline));
        by_byline
            || self.seen[date].is_byline()
            || self.seen.iter().filter(|one| one.is_date()).count() == 1
    }

    /// Whether two date lines have the same day.
    pub(super) fn is_same_day(&self, one: usize, other: usize) -> bool {
        let day = |at: usize| {
            self.seen[at].parts.iter().find_map(|part| match part {
                Line::Date { text, .. } => dates::read_date(text).map(|date| date.date_naive()),
                _ => None,
            })
        };
        self.seen[one].is_date() && self.seen[other].is_date() && day(one) == day(other)
    }

    /// Whether the same date stands once more below a line.
    pub(super) fn same_date_follows(&self, line: usize, date: usize) -> bool {
        let below = (line + 1..self.seen.len()).find(|at| !self.seen[*at].is_byline());
        below.is_some_and(|below| self.is_same_day(below, date))
    }

    /// Whether a line before `end` is one that apps show for certain: it stands there
    /// twice, or leads somewhere, or all files have it, or an earlier date line ends them.
    pub(super) fn is_known(&self, at: usize, end: usize) -> bool {
        let one = &self.seen[at];
        one.leads_away() || one.is_date() || self.repeats(at, end)
    }

    /// Whether all files have a line before `end`, or it stands there twice.
    pub(super) fn repeats(&self, at: usize, end: usize) -> bool {
        let one = &self.seen[at];
        let twice = || self.seen[..end].iter().filter(|other| other.text == one.text).count() > 1;
        self.repeated.has(&one.text) || twice()
    }

    pub(super) fn next(&self, at: usize) -> Option<usize> {
        (at + 1..self.seen.len()).find(|at| !self.seen[*at].tells())
    }

    pub(super) fn last_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|at| !self.seen[*at].tells())
    }
}
