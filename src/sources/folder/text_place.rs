//! What of a dump is the article, and what stood around it in the app or on the page
//! that it was copied from. It goes by place, by shape and by repetition: before the
//! headline and its date line, after the note about the writer, a menu at the end. It
//! reads no fact out of any line.

use super::repeated::Repeated;
use super::text_lines::{Line, ends_sentence, parts, tells_of, visible};
use crate::raw_item::RawAuthor;
use crate::text::dates;
use std::ops::Range;

/// The longest notice of an app, in characters.
const LONGEST_NOTICE: usize = 200;
/// A line that is longer is a paragraph of its own, in characters: nobody wraps
/// lines by hand as far out as this.
pub(super) const UNWRAPPED: usize = 130;
/// The longest headline, in characters: what is longer is text.
pub(super) const LONGEST_TITLE: usize = 250;
/// The number of lines of one shape at the end that are a menu.
const A_MENU: usize = 3;

/// What a line may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It stood around the article.
    Around,
    /// What it looks like.
    Open,
    /// Text, whatever it looks like: it stands in the middle of it.
    Inside,
}

/// What each line may be, and the word above the headline that may name a section.
pub(super) struct Places {
    pub(super) of_lines: Vec<Place>,
    pub(super) kicker: Option<String>,
}

/// Finds out where every line stands. `given` is the title that the front matter gives.
pub(super) fn places(lines: &[&str], given: Option<&str>, repeated: &Repeated) -> Places {
    let outline = Outline::of(lines, repeated);
    let mut places =
        Places { of_lines: vec![Place::Open; lines.len()], kicker: outline.kicker(given) };
    let mut mark = |seen: &[Seen], place: Place| {
        seen.iter().for_each(|one| places.of_lines[one.at] = place);
    };
    let title = outline.title(given);
    let begin = title.map_or(0, |title| outline.body_begin(title));
    if let Some(title) = title.filter(|title| outline.may_go(0..*title)) {
        let before = outline.seen[..title].iter();
        let clock = outline.clock(title);
        before
            .filter(|one| {
                !one.tells() || (clock && one.is_date() && !outline.is_of_title(one, title))
            })
            .for_each(|one| mark(std::slice::from_ref(one), Place::Around));
        if given.is_some_and(|given| given.eq_ignore_ascii_case(&outline.seen[title].text)) {
            mark(&outline.seen[title..=title], Place::Around);
        }
    }
    let text = outline.text(begin);
    for at in text.clone() {
        mark(&outline.seen[at..=at], outline.in_text(at));
    }
    for at in outline.after(&text) {
        mark(&outline.seen[at..=at], Place::Around);
    }
    places
}

/// A line that shows something.
struct Seen {
    /// Its number.
    at: usize,
    text: String,
    parts: Vec<Line>,
}

impl Seen {
    /// Text, if it is that and nothing else.
    fn as_text(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Line::Text(text)] => Some(text),
            _ => None,
        }
    }

    fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    fn has(&self, such: impl Fn(&Line) -> bool) -> bool {
        self.parts.iter().any(such)
    }

    fn is_date(&self) -> bool {
        self.has(|part| matches!(part, Line::Date { .. }))
    }

    fn is_byline(&self) -> bool {
        self.has(|part| matches!(part, Line::Byline(_)))
    }

    fn leads_away(&self) -> bool {
        self.has(|part| matches!(part, Line::Navigation | Line::LeadsOn))
    }

    /// Whether it says something of the article itself.
    fn tells(&self) -> bool {
        !self.has(|part| {
            matches!(part, Line::Text(_) | Line::Note(_) | Line::Navigation | Line::LeadsOn)
        })
    }

    /// A sentence, or a line as long as only paragraphs are.
    fn is_prose(&self) -> bool {
        self.as_text().is_some_and(|text| {
            let is_sentence = ends_sentence(text) && !text.ends_with(':') && self.words() >= 4;
            is_sentence || text.chars().count() > UNWRAPPED
        })
    }

    fn is_headline(&self) -> bool {
        self.as_text().is_some_and(|text| {
            let ends = text.ends_with(['.', '۔', ':', '।']) && self.words() >= 3;
            !ends && text.chars().count() <= LONGEST_TITLE
        })
    }

    /// As short as what is written on a button: "Got it!", "Nein danke".
    fn is_button_like(&self) -> bool {
        self.words() <= 2 && self.text.chars().count() <= 30
    }

    /// A word or two in capitals.
    fn is_in_capitals(&self) -> bool {
        self.words() <= 3
            && self.text.contains(char::is_uppercase)
            && !self.text.contains(char::is_lowercase)
    }

    /// Two things said on one line, as notices do: "Could not load! retry".
    fn says_two_things(&self) -> bool {
        let mut ends = self.text.match_indices(['!', '?', '.', '۔', '؟']);
        ends.any(|(at, mark)| {
            let (said, more) = (&self.text[..at], &self.text[at + mark.len()..]);
            let last = said.split_whitespace().last().unwrap_or_default();
            more.starts_with(' ') && last.chars().count() >= 3
        })
    }
}

struct Outline<'a> {
    seen: Vec<Seen>,
    repeated: &'a Repeated,
}

impl<'a> Outline<'a> {
    fn of(lines: &[&str], repeated: &'a Repeated) -> Self {
        let seen = |(at, line): (usize, &&str)| {
            let parts = parts(line);
            let shows = !matches!(parts.as_slice(), [] | [Line::Blank]);
            shows.then(|| Seen { at, text: visible(line), parts })
        };
        Self { seen: lines.iter().enumerate().filter_map(seen).collect(), repeated }
    }

    /// Where the headline is, if what stands around it tells that.
    fn title(&self, given: Option<&str>) -> Option<usize> {
        let is_text = |one: &Seen| one.is_prose() || one.text.ends_with(['.', '۔', '।']);
        let prose = self.seen.iter().position(is_text).unwrap_or(self.seen.len());
        let same = |one: &Seen| given.is_some_and(|given| given.eq_ignore_ascii_case(&one.text));
        self.seen[..prose].iter().position(same).or_else(|| self.dated_title()).or_else(|| {
            // Without a date line only what is certain goes.
            let known = (0..prose).rev().find(|at| self.is_known(*at, prose))?;
            let certain = (0..known).all(|at| self.is_known(at, prose));
            let below = known + 1..prose;
            let below = Some(below).filter(|_| certain || self.repeats(known, prose))?;
            below.into_iter().find(|at| self.seen[*at].is_headline())
        })
    }

    /// Whether a date that is not the article's stands at the top, as an app shows the day of
    /// its reader there: the article's own stands on both sides of the headline.
    fn clock(&self, title: usize) -> bool {
        let own = (0..title).rev().find(|at| self.seen[*at].is_date());
        own.is_some_and(|own| self.same_date_follows(title, own))
    }

    /// Whether a date line above the headline has the day of the one below it.
    fn is_of_title(&self, one: &Seen, title: usize) -> bool {
        let at = self.seen.iter().position(|other| other.at == one.at);
        at.is_some_and(|at| self.same_date_follows(title, at))
    }

    /// The headline that has the same date above it and below.
    fn title_between_dates(&self) -> Option<usize> {
        let dates = (0..self.seen.len()).filter(|at| self.seen[*at].is_date());
        dates.into_iter().find_map(|date| {
            let below = self.next(date).filter(|at| self.seen[*at].is_headline())?;
            let is_next = self.seen[date + 1..below].iter().all(|one| one.is_byline());
            (is_next && self.same_date_follows(below, date)).then_some(below)
        })
    }

    /// The headline that a date line stands below, or above.
    fn dated_title(&self) -> Option<usize> {
        let date = self.seen.iter().position(Seen::is_date)?;
        let between = self.title_between_dates();
        if let Some(title) =
            between.filter(|title| self.seen[date + 1..*title].iter().any(Seen::is_date))
        {
            return Some(title);
        }
        let below = self.next(date).filter(|at| self.seen[*at].is_headline());
        let mut limit = date;
        let mut above = self.last_before(date);
        // A sentence between headline and date is what newspapers put below a headline.
        if let Some(at) = above.filter(|at| self.seen[*at].is_prose() && self.dates_once(date)) {
            limit = at;
            above = self.last_before(at);
        }
        let above = above.filter(|at| self.seen[*at].is_headline());
        let Some(above) = above else {
            let has_text = |at: &usize| self.next(*at).is_some_and(|at| self.seen[at].is_prose());
            // A word in capitals above the headline names its section.
            let kicker = below.filter(|at| self.seen[*at].is_in_capitals());
            let under = kicker.and_then(|at| self.next(at));
            let under = under.filter(|at| self.seen[*at].is_headline() && has_text(at));
            return under.or(below.filter(has_text));
        };
        if let Some(below) = below
            && (self.same_date_follows(below, date) || self.is_known(above, date))
        {
            return Some(below);
        }
        let from = (0..above).rev().find(|at| {
            let one = &self.seen[*at];
            self.is_known(*at, date)
                || one.is_button_like()
                || one.says_two_things()
                || one.is_prose()
        });
        let run = from.map_or(0, |from| from + 1)..limit;
        let is_certain = from.is_none_or(|from| self.is_known(from, date));
        match is_certain {
            true => run.into_iter().find(|at| self.seen[*at].is_headline()),
            false => Some(above),
        }
    }

    /// Whether a date line is the only one, or stands beside a byline.
    fn dates_once(&self, date: usize) -> bool {
        let by_byline = [date.checked_sub(1), Some(date + 1)]
            .into_iter()
            .flatten()
            .any(|at| self.seen.get(at).is_some_and(Seen::is_byline));
        by_byline
            || self.seen[date].is_byline()
            || self.seen.iter().filter(|one| one.is_date()).count() == 1
    }

    /// Whether the same date stands once more below a line.
    fn same_date_follows(&self, line: usize, date: usize) -> bool {
        let day = |one: &Seen| {
            one.parts.iter().find_map(|part| match part {
                Line::Date { text, .. } => dates::read_date(text).map(|date| date.date_naive()),
                _ => None,
            })
        };
        let below = self.seen[line + 1..].iter().find(|one| !one.is_byline());
        below.is_some_and(|below| below.is_date() && day(below) == day(&self.seen[date]))
    }

    /// Whether a line before `end` is one that apps show for certain: it stands there
    /// twice, or leads somewhere, or all files have it, or an earlier date line ends them.
    fn is_known(&self, at: usize, end: usize) -> bool {
        let one = &self.seen[at];
        one.leads_away() || one.is_date() || self.repeats(at, end)
    }

    /// Whether all files have a line before `end`, or it stands there twice.
    fn repeats(&self, at: usize, end: usize) -> bool {
        let one = &self.seen[at];
        let twice = || self.seen[..end].iter().filter(|other| other.text == one.text).count() > 1;
        self.repeated.has(&one.text) || twice()
    }

    fn next(&self, at: usize) -> Option<usize> {
        (at + 1..self.seen.len()).find(|at| !self.seen[*at].tells())
    }

    fn last_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|at| !self.seen[*at].tells())
    }

    /// Whether nothing before the headline is as long as text is.
    fn may_go(&self, before: Range<usize>) -> bool {
        let long = |one: &&Seen| one.text.chars().count() > LONGEST_NOTICE;
        self.seen[before].iter().find(long).is_none()
    }

    /// The only line above the headline, where it is a word or two.
    fn kicker(&self, given: Option<&str>) -> Option<String> {
        let title = self.title(given)?;
        let mut above = self.seen[..title].iter().filter(|one| one.as_text().is_some());
        let only = above.next().filter(|_| above.next().is_none())?;
        (only.words() <= 3 && !ends_sentence(&only.text)).then(|| only.text.clone())
    }

    /// Where the text begins: below the headline with its date line and byline.
    fn body_begin(&self, title: usize) -> usize {
        let below = (title + 1..self.seen.len()).find(|at| self.seen[*at].is_date());
        let near = below.filter(|date| {
            let between = &self.seen[title + 1..*date];
            between.iter().filter(|one| one.is_prose()).count() <= 1
                && between
                    .iter()
                    .all(|one| one.tells() || one.text.chars().count() <= LONGEST_TITLE)
                && (between.iter().all(|one| !one.is_prose()) || self.dates_once(*date))
        });
        near.unwrap_or(title) + 1
    }

    /// From the first sentence to the last.
    fn text(&self, begin: usize) -> Range<usize> {
        let is_text = |at: &usize| self.seen[*at].is_prose();
        let first = (begin..self.seen.len()).find(is_text);
        let last = (begin..self.note().unwrap_or(self.seen.len())).rev().find(is_text);
        match (first, last) {
            (Some(first), Some(last)) => first..last.max(first) + 1,
            _ => begin..begin,
        }
    }

    /// The last note about the writer, if no long paragraph comes after it.
    fn note(&self) -> Option<usize> {
        let bylines = self.seen.iter().flat_map(|one| &one.parts).filter_map(|part| match part {
            Line::Byline(people) => Some(people.as_slice()),
            _ => None,
        });
        let authors: Vec<RawAuthor> = bylines.flatten().cloned().collect();
        let first = self.seen.iter().position(Seen::is_prose)?;
        let note = (first + 1..self.seen.len()).rev().find(|at| {
            let one = &self.seen[*at];
            one.has(|part| matches!(part, Line::Note(_))) || tells_of(&one.text, &authors)
        })?;
        let long = |one: &Seen| one.is_prose() && one.text.chars().count() > UNWRAPPED;
        (!self.seen[note + 1..].iter().any(long)).then_some(note)
    }

    /// What a line between sentences may be.
    fn in_text(&self, at: usize) -> Place {
        let one = &self.seen[at];
        let leads =
            |at: Option<usize>| at.and_then(|at| self.seen.get(at)).is_some_and(Seen::leads_away);
        let beside = leads(at.checked_sub(1)) || leads(Some(at + 1));
        let again = || self.seen.iter().filter(|other| other.text == one.text).count() > 1;
        match one.parts.as_slice() {
            [Line::Note(_) | Line::Mail(_)] => Place::Open,
            [Line::LeadsOn] => {
                let follows = self.seen.get(at + 1).is_some_and(|next| !next.is_prose());
                if follows || beside || one.words() > 3 { Place::Open } else { Place::Inside }
            }
            [Line::Navigation] if beside || again() || is_advertisement(&one.text) => Place::Around,
            _ if one.has(|part| matches!(part, Line::Mail(_))) => Place::Open,
            _ => Place::Inside,
        }
    }

    /// What stands after the text: behind the note everything that says nothing of the
    /// article, else what all files have, and menus.
    fn after(&self, text: &Range<usize>) -> Vec<usize> {
        let tail = text.end.max(1)..self.seen.len();
        let note_end = self.note().filter(|note| tail.contains(note)).map(|note| {
            let wrapped = |at: &usize| {
                let (last, one) = (&self.seen[*at - 1], &self.seen[*at]);
                one.at == last.at + 1 && !ends_sentence(&last.text) && one.as_text().is_some()
            };
            (note + 1..self.seen.len()).take_while(wrapped).last().unwrap_or(note) + 1
        });
        let menu = self.menu(&tail);
        // Who writes every week has the same note below each text.
        let is_note = |one: &Seen| one.has(|part| matches!(part, Line::Note(_)));
        let goes = |at: &usize| {
            let one = &self.seen[*at];
            let behind =
                note_end.is_some_and(|end| *at >= end) || menu.is_some_and(|from| *at >= from);
            !one.tells()
                && (behind || (!one.is_prose() && !is_note(one) && self.repeated.has(&one.text)))
        };
        tail.filter(goes).collect()
    }

    /// Where a menu begins: lines that end, or begin, with the same word.
    fn menu(&self, tail: &Range<usize>) -> Option<usize> {
        let lines: Vec<usize> = tail
            .clone()
            .filter(|at| self.seen[*at].as_text().is_some_and(|text| !ends_sentence(text)))
            .collect();
        let ends: [fn(&str) -> Option<&str>; 2] =
            [|text| text.split_whitespace().last(), |text| text.split_whitespace().next()];
        ends.iter().find_map(|end| {
            let word = end(&self.seen[*lines.last()?].text)?;
            let same = |at: &&usize| {
                let one = &self.seen[**at];
                (2..=6).contains(&one.words()) && end(&one.text) == Some(word)
            };
            let menu: Vec<&usize> = lines.iter().rev().take_while(same).collect();
            (menu.len() >= A_MENU).then(|| **menu.last().unwrap_or(&&lines[0]))
        })
    }
}

/// The one word that is no subhead of anything.
fn is_advertisement(text: &str) -> bool {
    ["advertisement", "ad"].iter().any(|word| text.eq_ignore_ascii_case(word))
}
