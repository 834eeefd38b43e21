//! Whether a line holds a day or an hour, whatever else it says: a line of a head that does
//! is nearly its date line. It reads no date.

use super::in_words::{FILLERS, is_mark, simplified};
use super::{may_stand_in_one, month_names, weekdays};

/// The longest line that is nearly a date line, in characters.
const LONGEST_LINE: usize = 64;
/// The most words beside a day of some year, or with an hour, that are no part of a date.
const MOST_BESIDE: usize = 3;
/// The same beside a day alone, which a subhead may speak of.
const MOST_BESIDE_A_DAY: usize = 1;

/// Words that say when something may be read, and count for nothing beside a day.
const OF_RELEASE: [&str; 20] = [
    "not",
    "before",
    "after",
    "until",
    "till",
    "from",
    "for",
    "release",
    "released",
    "publish",
    "published",
    "posted",
    "goes",
    "live",
    "online",
    "web",
    "print",
    "embargo",
    "embargoed",
    "hold",
];

/// English words that months of other languages begin with.
const NO_MONTHS: [&str; 3] = ["out", "ago", "set"];

/// Words behind the number of an hour.
const OF_HOURS: [&str; 15] = [
    "am",
    "pm",
    "uhr",
    "uur",
    "h",
    "hrs",
    "hr",
    "heures",
    "बजे",
    "بجے",
    "時",
    "时",
    "点",
    "點",
    "시",
];

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'t> {
    /// Its digits.
    Number(&'t str),
    Word(&'t str),
    Sign(char),
}

impl Piece<'_> {
    fn is_number(self, range: std::ops::RangeInclusive<u32>, longest: usize) -> bool {
        matches!(self, Self::Number(digits)
            if digits.len() <= longest && digits.parse::<u32>().is_ok_and(|number| range.contains(&number)))
    }

    fn is_year(self) -> bool {
        matches!(self, Self::Number(digits)
            if digits.len() == 4 && ("1900".."2200").contains(&digits))
    }

    fn is_sign_of_a_date(self) -> bool {
        matches!(self, Self::Sign('/' | '.' | '-' | '\u{2010}'..='\u{2013}'))
    }

    fn begins_with(self, signs: [char; 2]) -> bool {
        matches!(self, Self::Word(word) if word.starts_with(signs))
    }
}

/// Whether a line is short and holds a day, or a weekday with an hour, beside no more words
/// than a date line may have in its place.
#[must_use]
pub fn is_nearly_one(line: &str) -> bool {
    is_beside_few(line, MOST_BESIDE, false)
}

/// As [`is_nearly_one`], of a line that may as well be a headline.
#[must_use]
pub fn is_hardly_else(line: &str) -> bool {
    is_beside_few(line, MOST_BESIDE_A_DAY, false)
}

/// As [`is_hardly_else`], with the year of its day or an hour.
#[must_use]
pub fn is_hardly_else_than_a_moment(line: &str) -> bool {
    is_beside_few(line, MOST_BESIDE_A_DAY, true)
}

/// Whether a text holds a day, or a weekday with an hour.
#[must_use]
pub fn holds_a_day(text: &str) -> bool {
    let lower = simplified(text).to_lowercase();
    let pieces = pieces(&lower);
    day_in(&pieces) || (has_weekday(&pieces) && has_hour(&pieces))
}

/// Whether a text names an hour: `18:00`, `6 pm`, `18 Uhr`.
#[must_use]
pub fn names_an_hour(text: &str) -> bool {
    let lower = simplified(text).to_lowercase();
    has_hour(&pieces(&lower))
}

/// Whether a text names a time, however loosely: an hour, a day, one of the week, a month, noon.
#[must_use]
pub fn names_a_time(text: &str) -> bool {
    const LOOSELY: [&str; 8] =
        ["noon", "midday", "midnight", "tomorrow", "tonight", "morgen", "demain", "mañana"];
    let lower = simplified(text).to_lowercase();
    let pieces = pieces(&lower);
    let is_one = has_hour(&pieces) || day_in(&pieces);
    is_one
        || pieces.into_iter().any(|piece| match piece {
            Piece::Number(_) => true,
            Piece::Word(word) => {
                LOOSELY.contains(&word)
                    || weekdays::is_weekday(word)
                    || (month_names::month(word).is_some() && !NO_MONTHS.contains(&word))
            }
            Piece::Sign(_) => false,
        })
}

fn is_beside_few(line: &str, most: usize, is_moment: bool) -> bool {
    if line.chars().count() > LONGEST_LINE {
        return false;
    }
    let lower = simplified(line).to_lowercase();
    let pieces = pieces(&lower);
    let (has_day, has_hour) = (day_in(&pieces), has_hour(&pieces));
    if !(has_day || has_hour && has_weekday(&pieces)) {
        return false;
    }
    let is_certain = has_hour || pieces.iter().any(|piece| piece.is_year()) || is_numeric(&pieces);
    if is_moment && !is_certain {
        return false;
    }
    let beside = pieces.iter().filter(|piece| match piece {
        Piece::Word(word) => !may_stand_in_one(word) && (is_certain || !OF_RELEASE.contains(word)),
        _ => false,
    });
    beside.count() <= if is_certain { most } else { most.min(MOST_BESIDE_A_DAY) }
}

/// Runs of digits and of letters, and the signs between them; blanks separate.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let of_word = |c: char| c.is_alphabetic() || is_mark(c);
        let end = if first.is_ascii_digit() {
            rest.find(|c: char| !c.is_ascii_digit())
        } else if of_word(first) {
            rest.find(|c: char| !of_word(c))
        } else {
            Some(first.len_utf8())
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        if first.is_ascii_digit() {
            pieces.push(Piece::Number(piece));
        } else if of_word(first) {
            pieces.push(Piece::Word(piece));
        } else if !first.is_whitespace() {
            pieces.push(Piece::Sign(first));
        }
        rest = after;
    }
    pieces
}

fn day_in(pieces: &[Piece<'_>]) -> bool {
    is_numeric(pieces) || beside_a_month(pieces)
}

/// `2026-12-05`, `5/12/26`, `5. 12. 2026`, `2026年12月5日`.
fn is_numeric(pieces: &[Piece<'_>]) -> bool {
    pieces.windows(5).any(|five| {
        let [first, one, second, other, third] = five else { return false };
        let in_signs = one == other && one.is_sign_of_a_date();
        let is_ordered =
            first.is_year() && second.is_number(1..=12, 2) && third.is_number(1..=31, 2);
        let is_turned = (first.is_number(1..=31, 2) && second.is_number(1..=31, 2))
            && (third.is_year() || third.is_number(0..=99, 2) && !third.is_number(0..=99, 1));
        // Before the sign for a day.
        let in_words = one.begins_with(['月', '월'])
            && other.begins_with(['日', '일'])
            && first.is_number(1..=12, 2)
            && second.is_number(1..=31, 2);
        (in_signs && (is_ordered || is_turned)) || in_words
    }) || ends_in_words(pieces)
}

/// `12月5日` at the end of a line.
fn ends_in_words(pieces: &[Piece<'_>]) -> bool {
    pieces.windows(4).any(|four| {
        let [month, one, day, other] = four else { return false };
        one.begins_with(['月', '월'])
            && other.begins_with(['日', '일'])
            && month.is_number(1..=12, 2)
            && day.is_number(1..=31, 2)
    })
}

/// The number of a day beside the name of a month, with no more than a word like `of` or `th`
/// or a sign between them.
fn beside_a_month(pieces: &[Piece<'_>]) -> bool {
    let is_month = |at: usize| {
        matches!(pieces.get(at), Some(Piece::Word(word))
            if month_names::month(word).is_some() && !NO_MONTHS.contains(word))
    };
    let between = |piece: Option<&Piece<'_>>| match piece {
        Some(Piece::Word(word)) => FILLERS.contains(word),
        Some(Piece::Sign(sign)) => matches!(sign, '.' | ',' | '-' | '/' | 'º' | '°'),
        _ => false,
    };
    let is_day = |at: usize| pieces[at].is_number(1..=31, 2);
    (0..pieces.len()).filter(|at| is_day(*at)).any(|day| {
        let behind = is_month(day + 1)
            || (between(pieces.get(day + 1)) && is_month(day + 2))
            || (between(pieces.get(day + 1)) && between(pieces.get(day + 2)) && is_month(day + 3));
        let is_hour = matches!(pieces.get(day + 1), Some(Piece::Sign(':')));
        let before = day.checked_sub(1).is_some_and(is_month)
            || day.checked_sub(2).is_some_and(|at| between(pieces.get(at + 1)) && is_month(at));
        behind || (before && !is_hour)
    })
}

fn has_weekday(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Word(word) if weekdays::is_weekday(word)))
}

fn has_hour(pieces: &[Piece<'_>]) -> bool {
    let before_an_hour = |at: usize| {
        let word = |before: usize| at.checked_sub(before).and_then(|at| pieces.get(at));
        let is_one = |piece: Option<&Piece<'_>>| {
            matches!(piece, Some(Piece::Word("kl" | "klo" | "klokken" | "godz" | "um")))
        };
        is_one(word(1)) || (word(1) == Some(&Piece::Sign('.')) && is_one(word(2)))
    };
    (0..pieces.len()).filter(|at| pieces[*at].is_number(0..=24, 2)).any(|at| {
        match (pieces.get(at + 1), pieces.get(at + 2), pieces.get(at + 3)) {
            (Some(Piece::Sign(':')), Some(minute), _) => {
                matches!(minute, Piece::Number(digits) if digits.len() == 2)
            }
            // `6 p.m.`
            (Some(Piece::Word("a" | "p")), Some(Piece::Sign('.')), Some(Piece::Word("m"))) => true,
            _ if before_an_hour(at) => true,
            // `18.30 Uhr`
            (Some(Piece::Sign('.')), Some(Piece::Number(_)), Some(Piece::Word(word)))
            | (Some(Piece::Word(word)), _, _) => OF_HOURS.contains(word),
            _ => false,
        }
    })
}
