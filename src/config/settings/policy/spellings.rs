//! The spellings of an expression that letter case alone does not find: letters with another
//! number of letters in capitals (`ß` and `SS`), both letters i of Turkish, a blank of any kind
//! or several, and what nobody sees between two letters (a soft hyphen). It looks for nothing
//! in a text.

use crate::text::folded::{INVISIBLE, same};
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, ClassBracketed, ClassSet, ClassSetItem, Literal};
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

/// What the letter i may be in a text: with a dot that capitals leave over, and Turkish.
const I: &str = "(?:i\u{307}?|[ıİ])";

/// What a blank may be in a text.
const BLANKS: &str = r"\s+";

/// Where letters stand that are several in capitals.
const PLACES: [RangeInclusive<char>; 3] =
    ['\u{DF}'..='\u{587}', '\u{1E96}'..='\u{1FFC}', '\u{FB00}'..='\u{FB17}'];

/// Those letters, by the ones that they are compared as.
static LIGATURES: LazyLock<BTreeMap<String, Vec<char>>> = LazyLock::new(|| {
    let mut found: BTreeMap<String, Vec<char>> = BTreeMap::new();
    for letter in PLACES.into_iter().flatten() {
        let letters = compared(letter);
        if letters.chars().count() > 1 {
            found.entry(letters).or_default().push(letter);
        }
    }
    found
});

/// Which other spellings are found.
#[derive(Clone, Copy)]
pub(super) struct Spellings {
    /// Those of letters; not where letter case counts.
    pub(super) letters: bool,
    /// Those with invisible characters between the letters.
    pub(super) invisible: bool,
}

/// The expression that finds the other spellings, too; `None` where there are none, and
/// where it is no expression.
pub(super) fn with_other_spellings(written: &str, of: Spellings) -> Option<String> {
    let ast = Parser::new().parse(written).ok()?;
    let mut found = Found { written, of, changes: Vec::new() };
    found.look(&ast);
    let changes = found.changes.into_iter().rev();
    let mut all = written.to_owned();
    let mut is_any = false;
    for (place, spellings) in changes {
        all.replace_range(place, &spellings);
        is_any = true;
    }
    is_any.then_some(all)
}

fn literal(part: &Ast) -> Option<&Literal> {
    match part {
        Ast::Literal(letter) => Some(letter),
        _ => None,
    }
}

/// What a letter is compared as, one or several; a blank is itself.
fn compared(letter: char) -> String {
    if letter.is_alphabetic() { same(letter.encode_utf8(&mut [0; 4])) } else { letter.to_string() }
}

/// What is put into the places of parts of an expression, from left to right.
struct Found<'a> {
    written: &'a str,
    of: Spellings,
    changes: Vec<(Range<usize>, String)>,
}

impl Found<'_> {
    fn look(&mut self, ast: &Ast) {
        match ast {
            Ast::Literal(letter) => self.spell(&[&**letter]),
            Ast::Concat(parts) => {
                let runs = parts.asts.chunk_by(|a, b| literal(a).and(literal(b)).is_some());
                for run in runs {
                    match run.iter().map(literal).collect::<Option<Vec<&Literal>>>() {
                        Some(letters) => self.spell(&letters),
                        None => run.iter().for_each(|part| self.look(part)),
                    }
                }
            }
            Ast::ClassBracketed(class) => self.spell_class(class),
            Ast::Repetition(repeated) => self.look(&repeated.ast),
            Ast::Group(group) => self.look(&group.ast),
            Ast::Alternation(all) => all.asts.iter().for_each(|one| self.look(one)),
            _ => {}
        }
    }

    /// Letters that stand side by side.
    fn spell(&mut self, letters: &[&Literal]) {
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return };
        let of_letter = |letter: &&Literal| {
            let place = letter.span.start.offset..letter.span.end.offset;
            compared(letter.c).chars().map(|c| (c, place.clone())).collect::<Vec<_>>()
        };
        let compared: Vec<(char, Range<usize>)> = letters.iter().flat_map(of_letter).collect();
        let folded: String = compared.iter().map(|(c, _)| c).collect();
        let (mut spelled, mut is_other) = (String::new(), false);
        let (mut at, mut place) = (0, 0);
        while let Some((c, written)) = compared.get(place) {
            let starts = |of: &&String| self.of.letters && folded[at..].starts_with(of.as_str());
            let longest = LIGATURES.keys().filter(starts).max_by_key(|letters| letters.len());
            if self.of.invisible && !spelled.is_empty() {
                spelled.push_str(&unseen());
                is_other = true;
            }
            match longest {
                Some(several) => {
                    spelled.push_str(&alternatives(several));
                    at += several.len();
                    place += several.chars().count();
                    is_other = true;
                    continue;
                }
                None if *c == 'i' && self.of.letters => {
                    spelled.push_str(I);
                    is_other = true;
                }
                None if *c == '\u{307}' && spelled.ends_with(I) => {}
                None if c.is_whitespace() => {
                    if !spelled.ends_with(BLANKS) {
                        spelled.push_str(BLANKS);
                    }
                    is_other = true;
                }
                None => spelled.push_str(&self.written[written.clone()]),
            }
            at += c.len_utf8();
            place += 1;
        }
        if is_other {
            let place = first.span.start.offset..last.span.end.offset;
            self.changes.push((place, format!("(?:{spelled})")));
        }
    }

    /// A class that has the letter i has all of them; one that names a letter which is several
    /// may be those.
    fn spell_class(&mut self, class: &ClassBracketed) {
        let ClassSet::Item(item) = &class.kind else { return };
        let (mut has_i, mut has_blank, mut several) = (false, false, Vec::new());
        let of_letters = self.of.letters;
        each_range(item, &mut |range| {
            has_i |= of_letters && ['i', 'I', 'ı', 'İ'].iter().any(|i| range.contains(i));
            has_blank |= range == (' '..=' ');
            if of_letters && range.start() == range.end() {
                several.extend(LIGATURES.iter().filter(|(_, of)| of.contains(range.start())));
            }
        });
        let place = class.span.start.offset..class.span.end.offset;
        let mut spelled = self.written[place.clone()].to_owned();
        for more in [has_i.then_some("ıİ"), has_blank.then_some(r"\s")].into_iter().flatten() {
            spelled = match spelled.strip_prefix("[^") {
                Some(denied) => format!("[^[{denied}{more}]"),
                None => format!("[{spelled}{more}]"),
            };
        }
        if !class.negated && !several.is_empty() {
            let several: Vec<String> =
                several.into_iter().map(|(letters, _)| alternatives(letters)).collect();
            spelled = format!("(?:{spelled}|{})", several.join("|"));
        }
        if spelled != self.written[place.clone()] {
            self.changes.push((place, spelled));
        }
    }
}

/// Any number of characters that nobody sees.
fn unseen() -> String {
    let all: String =
        INVISIBLE.iter().map(|range| format!("{}-{}", range.start(), range.end())).collect();
    format!("[{all}]*")
}

/// Several letters, or what is one for all of them.
fn alternatives(letters: &str) -> String {
    let mut all = letters.replace('i', I);
    for one in LIGATURES.get(letters).into_iter().flatten() {
        all.push('|');
        all.push(*one);
    }
    format!("(?:{all})")
}

/// The letters that a class names, each as a range.
fn each_range(item: &ClassSetItem, take: &mut impl FnMut(RangeInclusive<char>)) {
    match item {
        ClassSetItem::Literal(letter) => take(letter.c..=letter.c),
        ClassSetItem::Range(range) => take(range.start.c..=range.end.c),
        ClassSetItem::Union(all) => all.items.iter().for_each(|item| each_range(item, take)),
        _ => {}
    }
}
