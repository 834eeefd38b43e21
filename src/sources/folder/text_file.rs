//! A plain-text article as it is copied out of a newspaper's page or archive:
//! headline, date line, byline, paragraphs, a line about the writer, and what was
//! left of the page around it. It reads dates and charsets of no kind: it says
//! what is where.

use super::repeated::Repeated;
use super::text_lines::{
    Line, ends_sentence, is_hidden_mail, judge, mail_in, parts, people, tells_of, visible,
    without_way_to_reach,
};
use super::text_place::{LONGEST_TITLE, Place, UNWRAPPED, places};
use crate::raw_item::RawAuthor;
use crate::text::html::escaped_text;

/// What a dump turned out to hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dump {
    pub(super) title: Option<String>,
    /// As it is written.
    pub(super) date: Option<String>,
    pub(super) authors: Vec<RawAuthor>,
    /// Who the writer is.
    pub(super) author_note: Option<String>,
    pub(super) tags: Vec<String>,
    /// The paragraphs, as HTML.
    pub(super) content: String,
    /// Lines above the headline that were left out, and may be the headline.
    pub(super) unsure: Vec<String>,
}

/// Reads a dump. `given` is the title that its front matter gives it, if any;
/// `repeated` is what the folder's files have in common.
pub(super) fn read(text: &str, given: Option<&str>, repeated: &Repeated) -> Dump {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n");
    let text = text.replace(['\u{0C}', '\u{2029}'], "\n\n");
    let lines: Vec<&str> = text.split('\n').flat_map(without_way_to_reach).collect();
    let given = given.map(visible);
    let places = places(&lines, given.as_deref(), repeated);
    let mut reading = Reading { dump: Dump::default(), pieces: Vec::new(), led_on: false };
    reading.dump.title = given;
    reading.dump.tags.extend(places.kicker);
    reading.dump.unsure = places.unsure;
    for block in &blocks(&lines, &places.of_lines) {
        reading.block(block);
    }
    reading.finish()
}

/// A line of the article, and what it may be.
type Placed<'a> = (&'a str, Place);

/// The lines between blank ones; what stands around the article counts as blank.
fn blocks<'a>(lines: &[&'a str], places: &[Place]) -> Vec<Vec<Placed<'a>>> {
    let mut blocks = vec![Vec::new()];
    for (line, place) in lines.iter().zip(places) {
        if *place == Place::Around || judge(line) == Line::Blank {
            blocks.push(Vec::new());
        } else if let Some(last) = blocks.last_mut() {
            last.push((*line, *place));
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// How a block is broken into lines.
#[derive(Clone, Copy)]
struct Lines {
    /// The characters of the longest.
    widest: usize,
    /// Each is a paragraph: whoever wraps lines by hand ends few of them with a sentence.
    are_paragraphs: bool,
}

impl Lines {
    /// So many of text tell how they are broken.
    const FEWEST: usize = 3;

    fn of(block: &[Placed<'_>]) -> Self {
        let widest = block.iter().map(|(line, _)| line.chars().count()).max().unwrap_or_default();
        let text = block.iter().filter(|(_, place)| matches!(place, Place::Inside | Place::Note));
        let ends: Vec<bool> = text.map(|(line, _)| ends_sentence(&visible(line))).collect();
        let ended = ends.iter().filter(|ends| **ends).count();
        let are_paragraphs = ends.len() >= Self::FEWEST && ended * 5 >= ends.len() * 4;
        Self { widest, are_paragraphs }
    }

    /// Whether a paragraph ends with the line that it has last. A line that stops short of
    /// the others does; so does one that was never wrapped.
    fn part(self, paragraph: &str) -> bool {
        self.are_paragraphs || (ends_sentence(paragraph) && self.widest > UNWRAPPED)
    }
}

/// A paragraph, or what may be one until its place is known.
#[derive(Debug)]
enum Piece {
    Text(String),
    /// Stands apart at the head or the end, and is text in between.
    Note(String),
}

struct Reading {
    dump: Dump,
    pieces: Vec<Piece>,
    /// The last line led on to other articles: what is no sentence is theirs.
    led_on: bool,
}

impl Reading {
    fn block(&mut self, block: &[Placed<'_>]) {
        let lines = Lines::of(block);
        let mut paragraph = String::new();
        let mut at = 0;
        while let Some((line, place)) = block.get(at) {
            at += 1;
            if matches!(place, Place::Headline | Place::Byline | Place::Note) {
                self.text(std::mem::take(&mut paragraph));
                at += self.placed(line, *place, &block[at..], lines);
                continue;
            }
            let open = (*place == Place::Open).then(|| self.judged_in(&paragraph, line, lines));
            let judged = open.flatten().unwrap_or_else(|| vec![Line::Text(visible(line))]);
            for part in judged {
                match part {
                    Line::Text(text) if paragraph.is_empty() => paragraph = text,
                    Line::Text(text) if lines.part(&paragraph) => {
                        self.text(std::mem::replace(&mut paragraph, text));
                    }
                    Line::Text(text) if self.is_headline(&paragraph, &text, block.len()) => {
                        self.text(std::mem::replace(&mut paragraph, text));
                    }
                    Line::Text(text) => join(&mut paragraph, &text),
                    Line::Note(note) => {
                        self.text(std::mem::take(&mut paragraph));
                        at += self.note(note, &block[at..], lines);
                    }
                    other => {
                        self.text(std::mem::take(&mut paragraph));
                        self.mark(other);
                    }
                }
            }
        }
        self.text(paragraph);
    }

    /// Takes a line whose place says what it is; says how many more lines go with it.
    fn placed(&mut self, line: &str, place: Place, rest: &[Placed<'_>], lines: Lines) -> usize {
        match place {
            Place::Note => return self.note(visible(line), rest, lines),
            Place::Byline => self.mark(Line::Byline(people(line))),
            _ if self.dump.title.is_none() => self.dump.title = Some(visible(line)),
            _ => self.text(visible(line)),
        }
        0
    }

    /// What a line is, unless it stands in the middle of a paragraph: there it is
    /// text, whatever it looks like.
    fn judged_in(&self, paragraph: &str, line: &str, lines: Lines) -> Option<Vec<Line>> {
        let judged = parts(line);
        let starts_note = judged.iter().any(|part| matches!(part, Line::Note(_)));
        if paragraph.is_empty() {
            return Some(judged);
        }
        if starts_note {
            return lines.part(paragraph).then_some(judged);
        }
        if ends_sentence(paragraph) || lines.widest <= 40 {
            return Some(judged);
        }
        // The head of an article runs its parts together.
        let is_head =
            |part: &Line| matches!(part, Line::Date { .. } | Line::Byline(_) | Line::Mail(_));
        let in_head = self.pieces.is_empty() && paragraph.chars().count() <= UNWRAPPED;
        (in_head && (self.dump.title.is_none() || judged.iter().all(is_head))).then_some(judged)
    }

    /// A headline that stands directly on the text below it.
    fn is_headline(&self, first: &str, next: &str, lines: usize) -> bool {
        self.dump.title.is_none()
            && self.pieces.is_empty()
            && lines > 2
            && is_title_like(first)
            && next.chars().count() > first.chars().count().max(60)
    }

    /// Takes a note with the rest of its paragraph; says how many lines that is.
    fn note(&mut self, mut note: String, rest: &[Placed<'_>], lines: Lines) -> usize {
        let mut taken = 0;
        while !lines.part(&note)
            && let Some(Line::Text(more)) = rest.get(taken).map(|(line, _)| judge(line))
        {
            join(&mut note, &more);
            taken += 1;
        }
        self.pieces.push(Piece::Note(note));
        taken
    }

    fn text(&mut self, text: String) {
        if text.is_empty() {
            return;
        }
        let is_sentence = ends_sentence(&text) || text.chars().count() > LONGEST_TITLE;
        if self.led_on && !is_sentence && self.has_body() {
            return;
        }
        self.led_on &= !is_sentence;
        if self.dump.title.is_none() && self.pieces.is_empty() && is_title_like(&text) {
            self.dump.title = Some(text);
        } else {
            self.pieces.push(Piece::Text(text));
        }
    }

    fn has_body(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Text(_)))
    }

    /// Takes a line that is no text.
    fn mark(&mut self, line: Line) {
        match line {
            Line::Date { text, labelled } if labelled || self.dump.date.is_none() => {
                self.dump.date = Some(text);
            }
            Line::Byline(people) if self.dump.authors.is_empty() => self.dump.authors = people,
            Line::Mail(mail) => self.owns(mail),
            Line::Tags(tags) => self.dump.tags.extend(tags),
            Line::Headline(title) if self.dump.title.is_none() => self.dump.title = Some(title),
            Line::LeadsOn => self.led_on = true,
            _ => {}
        }
    }

    /// An address belongs to the writer; without a byline nobody is named by it.
    fn owns(&mut self, mail: String) {
        if let Some(first) = self.dump.authors.first_mut() {
            first.email = first.email.take().or(Some(mail));
        }
    }

    fn finish(mut self) -> Dump {
        let about = |piece: &Piece, dump: &Dump| match piece {
            Piece::Note(_) => true,
            Piece::Text(text) => tells_of(text, &dump.authors),
        };
        let mut notes = Vec::new();
        let first = self.pieces.iter().position(|piece| matches!(piece, Piece::Text(_)));
        let trailing = self.pieces.iter().rev().take_while(|piece| about(piece, &self.dump));
        // A dump of nothing but notes has them for its text.
        let end = self.pieces.len() - trailing.count();
        let start = first.filter(|first| *first < end);
        for (at, piece) in std::mem::take(&mut self.pieces).into_iter().enumerate() {
            let apart = start.is_some_and(|start| at >= end || (at < start && introduces(&piece)));
            match piece {
                Piece::Note(text) | Piece::Text(text) if apart => notes.push(text),
                Piece::Note(text) | Piece::Text(text) => paragraph(&text, &mut self.dump.content),
            }
        }
        let note = notes.join(" ");
        if let Some(mail) = mail_in(&note) {
            let mail = mail.to_owned();
            self.owns(mail);
        }
        let note = without_mail(&note);
        self.dump.author_note = (!note.is_empty()).then_some(note);
        self.dump
    }
}

/// Whether a sentence before the text tells who somebody is: what somebody does or
/// suffers there may be the story itself.
fn introduces(piece: &Piece) -> bool {
    let (Piece::Text(text) | Piece::Note(text)) = piece;
    [" is a ", " is an ", " is the ", " are ", " teaches ", " works ", " is former ", " writes "]
        .iter()
        .any(|verb| text.contains(verb))
}

/// Whether a line can be a headline.
fn is_title_like(text: &str) -> bool {
    let length = text.chars().count();
    length <= LONGEST_TITLE && (length <= 40 || !text.ends_with(['.', '۔', ':', '।']))
}

/// Joins a line that was wrapped by hand.
fn join(paragraph: &mut String, line: &str) {
    let broken = paragraph.ends_with('-') && line.starts_with(char::is_lowercase);
    if !broken && !paragraph.is_empty() {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// A note without what only says how to reach somebody: an address of mail, and the words
/// that lead to it.
fn without_mail(note: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for sentence in note.split_inclusive(". ") {
        match mail_at(sentence) {
            None => kept.push(sentence.trim().to_owned()),
            Some(at) => kept.extend(clause_before(&sentence[..at]).map(|said| format!("{said}."))),
        }
    }
    kept.join(" ").trim().to_owned()
}

/// Where an address of mail begins in a sentence, or what a page's protection left of one.
fn mail_at(sentence: &str) -> Option<usize> {
    let hidden = sentence.match_indices('[').map(|(at, _)| at).find(|at| {
        let part = sentence[*at..].split_inclusive(']').next();
        part.is_some_and(is_hidden_mail)
    });
    let shown = mail_in(sentence).and_then(|mail| sentence.find(mail));
    hidden.into_iter().chain(shown).min()
}

/// What a sentence says before the clause that leads to an address; `None` where that is
/// less than a sentence.
fn clause_before(text: &str) -> Option<&str> {
    const PARTS: [&str; 11] =
        [" and ", " or ", ", ", "; ", " (", " – ", " — ", " und ", " et ", " y ", " اور "];
    const FEWEST_WORDS: usize = 3;
    let end = PARTS.iter().filter_map(|part| text.rfind(part)).max()?;
    let said = text[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;".contains(c));
    (said.split_whitespace().count() >= FEWEST_WORDS).then_some(said)
}

fn paragraph(text: &str, html: &mut String) {
    html.push_str("<p>");
    html.push_str(&escaped_text(text));
    html.push_str("</p>\n");
}
