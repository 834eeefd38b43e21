//! Dates in words and in local order: RFC 822 with all its variants, asctime,
//! `01/09/2026 10:00`, `Dec. 9, 2019, 6 p.m.`, `1 septembre 2026`, `2026年9月1日`.
//! A weekday counts only where nothing else tells the day from the month.

mod eras;
mod fillers;
mod half_of_day;
mod zone_words;

use super::fault::DateFault;
use super::month_names;
use super::time_of_day::{
    Time, dotted_half, half_named, hour_alone, hour_in_words, number, read_time,
};
use super::weekdays;
use super::written::{Hand, Way, Written, day_of, shown, thai_year, whole_year};
use super::zones::{self, Zone};
use crate::text::letters::ascii_digit;
use chrono::{Datelike, NaiveDate};
pub(super) use fillers::FILLERS;
use fillers::{BEFORE_AN_HOUR, BEHIND_A_TIME, LOCAL, NOON};

/// More words than these that are no part of a date make it prose. In the newsroom's own
/// hand every word may have been meant.
const MOST_STRANGE_WORDS: usize = 3;

/// Reads a date that has its parts in any of the usual orders; `None` when it is no date.
///
/// # Errors
/// When it is one, and its zone or its day is not certain.
pub(super) fn read(text: &str, hand: Hand, way: Way) -> Result<Option<Written>, DateFault> {
    let simple = month_names::in_one_word(simplified(text));
    let mut parts = Parts { hand: Some(hand), ..Parts::default() };
    if parts.read(&simple).is_none() {
        return Ok(None);
    }
    let days = parts.days(way.month_first);
    if days.is_empty() {
        return Ok(None);
    }
    let time = parts.time.unwrap_or_default();
    if !parts.has_one_half(time) {
        return Ok(None);
    }
    let time = parts.is_afternoon.map_or(time, |afternoon| time.on_twelve(afternoon));
    let date = parts.the_day(&days, text);
    if let Ok(day) = &date {
        parts.read_zone_as_in(way.zone, *day, time);
    }
    parts.zone_is_certain(text)?;
    let written = Written { date: date?, time, zones: parts.zones.clone() };
    if hand == Hand::Newsroom {
        parts.are_called_so(&written, text)?;
    }
    Ok(Some(written))
}

/// Digits and wide letters of all scripts as ASCII, marks of direction left out.
pub(super) fn simplified(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}'))
        .map(narrow)
        .map(|c| ascii_digit(c).unwrap_or(c))
        .collect()
}

/// As a keyboard for East Asian text writes it: `Ｚ`, `：`.
fn narrow(c: char) -> char {
    match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[derive(Debug, Default)]
struct Parts {
    hand: Option<Hand>,
    /// Numbers that are no time, with how many digits they have.
    numbers: Vec<(u32, usize)>,
    month: Option<u32>,
    /// It is named in Thai.
    is_thai: bool,
    /// The year before the first of the era that its years are counted from.
    era: Option<i32>,
    /// A full stop stood behind the number before this.
    is_ordinal: bool,
    /// The month stood where a weekday may: `mar.` is either.
    month_came_first: bool,
    /// Days after Monday of each weekday that it names.
    weekdays: Vec<u32>,
    time: Option<Time>,
    is_afternoon: Option<bool>,
    /// It says morning and afternoon.
    is_in_both_halves: bool,
    /// The word before this says that an hour follows.
    hour_follows: bool,
    zones: Vec<Zone>,
    /// What stood in the place of a zone, and whether it means several.
    odd_zone: Option<(String, bool)>,
    /// What else it calls its zone.
    called: Vec<String>,
    strange: usize,
}

impl Parts {
    fn read(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            rest = if first.is_ascii_digit() {
                self.digits(rest)?
            } else if first.is_alphabetic() {
                self.word(rest)?
            } else if first == '(' || first == '[' {
                self.brackets(rest)
            } else {
                self.sign(rest, first)
            };
        }
        self.is_still_a_date().then_some(())
    }

    fn digits<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        let (value, digits, after) = number(rest)?;
        let is_time = after.starts_with(':') && digits <= 2 && self.time.is_none();
        if is_time && let Some((time, after)) = read_time(rest) {
            self.time = Some(time);
            return Some(after);
        }
        if self.time.is_none()
            && let Some((time, after)) = hour_in_words(rest)
        {
            self.time = Some(time);
            return Some(after);
        }
        let hour_follows = std::mem::take(&mut self.hour_follows);
        if self.time.is_none()
            && self.says_the_day()
            && let Some((time, after)) = hour_alone(rest, hour_follows)
        {
            self.time = Some(time);
            return Some(after);
        }
        if self.numbers.len() == 4 {
            return None;
        }
        self.numbers.push((value, digits));
        self.is_ordinal = after.starts_with('.');
        Some(after)
    }

    /// Whether nothing is missing but the time, and it may be guessed what is one.
    fn says_the_day(&self) -> bool {
        !self.is_own()
            && self.numbers.len() + usize::from(self.month.is_some()) >= 3
            && self.numbers.iter().any(|(_, digits)| *digits == 4)
    }

    fn word<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        if let Some(after) = self.place(rest).or_else(|| self.place_in_words(rest)) {
            return Some(after);
        }
        let end = rest.find(|c: char| !(c.is_alphabetic() || is_mark(c))).unwrap_or(rest.len());
        let (shown, after) = rest.split_at(end);
        let word = shown.to_lowercase();
        if self.numbers.is_empty()
            && let Some((before, is_first)) = eras::era(shown, after)
        {
            self.era = Some(before);
            self.numbers.extend(is_first.then_some((1, 1)));
            return Some(after);
        }
        if self.half_of_day(&word, after) {
            return Some(dotted_half(after).unwrap_or(after));
        }
        self.hour_follows = BEFORE_AN_HOUR.contains(&word.as_str());
        match word.as_str() {
            noon if NOON.contains(&noon) && self.time.is_none() && self.says_the_day() => {
                self.numbers.pop_if(|(hour, _)| *hour == 12);
                self.time = Some(Time { seconds: 12 * 3600, nanoseconds: 0 });
            }
            half if half_named(half).is_some() => self.in_half(half_named(half) == Some(true)),
            "년" | "월" | "일" | "年" | "月" | "日" | "ء" => {}
            "시" | "時" | "时" => self.hour()?,
            "분" | "分" => self.minute()?,
            "초" | "秒" => self.second()?,
            "t" if self.time.is_none() => {}
            _ if self.wants_month() && month_names::month(&word).is_some() => {
                let ordinal = month_names::after_ordinal(&word).filter(|_| self.is_ordinal);
                self.month = ordinal.or_else(|| month_names::month(&word));
                self.is_thai = word.starts_with(month_names::is_thai);
                self.month_came_first = self.numbers.is_empty();
            }
            _ => self.other(shown, &word),
        }
        self.is_still_a_date().then_some(after)
    }

    fn is_still_a_date(&self) -> bool {
        self.strange <= if self.is_own() { 0 } else { MOST_STRANGE_WORDS }
    }

    fn is_own(&self) -> bool {
        self.hand == Some(Hand::Newsroom)
    }

    /// A word that is no part of a date in itself: a weekday, a zone, or prose.
    fn other(&mut self, shown: &str, word: &str) {
        if let Some(day) = weekdays::weekday(word) {
            self.weekdays.push(day);
        } else if self.says_nothing(word) {
            // It stays as it was.
        } else if self.time.is_some()
            || (self.is_own() && !self.numbers.is_empty() && is_capitals(shown))
        {
            self.zone(shown, word);
        } else if self.is_own() || word.chars().count() > 1 {
            self.strange += 1;
        }
    }

    /// Whether nothing depends on a word. A German date begins with `am`.
    fn says_nothing(&self, word: &str) -> bool {
        weekdays::is_weekday(word)
            || match self.time {
                Some(_) => {
                    BEHIND_A_TIME.contains(&word) || (word == "time" && !self.zones.is_empty())
                }
                None => FILLERS.contains(&word) || (word == "am" && self.numbers.is_empty()),
            }
    }

    fn wants_month(&self) -> bool {
        self.month.is_none() || (self.month_came_first && !self.numbers.is_empty())
    }

    /// The number before a word for hours was one, and so on.
    fn hour(&mut self) -> Option<()> {
        let (hour, _) = self.numbers.pop().filter(|(hour, _)| *hour <= 24)?;
        self.time = Some(Time { seconds: hour * 3600, nanoseconds: 0 });
        Some(())
    }

    fn minute(&mut self) -> Option<()> {
        let (minute, _) = self.numbers.pop().filter(|(minute, _)| *minute <= 59)?;
        self.time.as_mut()?.seconds += minute * 60;
        Some(())
    }

    fn second(&mut self) -> Option<()> {
        let (second, _) = self.numbers.pop().filter(|(second, _)| *second <= 60)?;
        self.time.as_mut()?.seconds += second;
        Some(())
    }

    /// A sign after the time begins an offset; before it, it separates.
    fn sign<'t>(&mut self, rest: &'t str, first: char) -> &'t str {
        if self.time.is_some()
            && !(self.is_own() && first == '\u{2013}')
            && let Some((offset, after)) = zones::offset(rest)
        {
            // `GMT+5` is one zone; `EST -0500` says the same one twice.
            self.zones.retain(|zone| *zone != Zone::Offset(0));
            self.zones.push(Zone::Offset(offset));
            return after;
        }
        // `2026-12-05?` is not certain (ISO 8601-2).
        if self.is_own() && !separates(first) {
            self.strange += 1;
        }
        &rest[first.len_utf8()..]
    }

    /// Of the days that it may be, the one that its weekday tells; else the first, which the
    /// newsroom's own hand does not leave to chance.
    fn the_day(&self, days: &[NaiveDate], text: &str) -> Result<NaiveDate, DateFault> {
        let fits = |day: &&NaiveDate| {
            let day = day.weekday().num_days_from_monday();
            !self.weekdays.is_empty() && self.weekdays.iter().all(|named| *named == day)
        };
        let fitting: Vec<NaiveDate> = days.iter().filter(fits).copied().collect();
        match (fitting.as_slice(), days) {
            ([day], _) => Ok(*day),
            ([], [_]) if self.is_own() && !self.weekdays.is_empty() => {
                Err(DateFault::AnotherWeekday(shown(text)))
            }
            (_, [_, _, ..]) if self.is_own() => Err(DateFault::SeveralDays(shown(text))),
            (_, days) => Ok(days[0]),
        }
    }

    /// A year in full. One of two digits beside a month in Thai may be of either count there: the
    /// one by which it is of our time is meant, and the newsroom's own hand has to say which.
    fn whole_year(&self, number: u32, digits: usize) -> Option<i32> {
        let by_common_count = whole_year(number, digits);
        if !self.is_thai || digits > 2 {
            return Some(by_common_count);
        }
        let by_thai_count = (number >= 40).then(|| thai_year(number));
        (!self.is_own()).then(|| by_thai_count.unwrap_or(by_common_count))
    }

    /// The days that it may be, the likeliest first.
    fn days(&self, month_first: bool) -> Vec<NaiveDate> {
        let strict = self.is_own();
        let day_of = |year, digits, month, day| day_of(self.whole_year(year, digits)?, month, day);
        if let Some(before) = self.era {
            let [(year, 1..=3), (month, _), (day, _)] = self.numbers[..] else { return Vec::new() };
            let year = i32::try_from(year).unwrap_or(i32::MAX).saturating_add(before);
            return NaiveDate::from_ymd_opt(year, month, day).into_iter().collect();
        }
        let days = match (self.month, self.numbers.as_slice()) {
            (Some(month), [(year, 4)]) if !strict => vec![day_of(*year, 4, month, 1)],
            (Some(_), [_, _, _, ..]) if strict => Vec::new(),
            (Some(month), [(year, digits @ 3..), (day, _), ..]) => {
                vec![day_of(*year, *digits, month, *day)]
            }
            (Some(month), [(day, day_digits), (year, digits), ..]) => {
                let turned =
                    (strict && *digits <= 2).then(|| day_of(*day, *day_digits, month, *year));
                vec![day_of(*year, *digits, month, *day), turned.flatten()]
            }
            (None, [(year, 4), (month, _), (day, _)]) => vec![day_of(*year, 4, *month, *day)],
            (None, [(first, 1 | 2), (second, 1 | 2), (year, digits @ (2 | 4))]) => {
                // In two digits the year may stand first, as in ISO's order.
                let turned = (strict && *digits == 2).then(|| day_of(*first, 2, *second, *year));
                let mut days = vec![
                    day_of(*year, *digits, *second, *first),
                    day_of(*year, *digits, *first, *second),
                    turned.flatten(),
                ];
                if month_first {
                    days.swap(0, 1);
                }
                days
            }
            _ => Vec::new(),
        };
        let mut days: Vec<NaiveDate> = days.into_iter().flatten().collect();
        let mut seen = Vec::new();
        days.retain(|day| {
            !seen.contains(day) && {
                seen.push(*day);
                true
            }
        });
        days
    }
}

/// Whether a word in lower case is the name of an era.
pub(super) fn is_era(word: &str) -> bool {
    eras::is_era(word)
}

/// Whether a sign only stands between the parts of a date.
fn separates(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, ',' | '.' | '-' | '/' | ':' | ';' | '|' | '@' | '_' | '،' | '、' | '。')
        || matches!(sign, '\u{00B7}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200B}'..='\u{200D}')
}

/// An abbreviation as zones have one, known or not.
fn is_capitals(word: &str) -> bool {
    word.len() > 1 && word.len() < 6 && !word.contains(char::is_lowercase)
}

/// Vowel signs and the like, which belong to the word they stand in.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0900}'..='\u{0903}'
        | '\u{093A}'..='\u{094F}' | '\u{0981}'..='\u{0983}' | '\u{09BC}'..='\u{09CD}'
        | '\u{0A3C}'..='\u{0A4D}' | '\u{0A70}' | '\u{0A71}' | '\u{0ABC}'..='\u{0ACD}'
        | '\u{0BBE}'..='\u{0BCD}' | '\u{0C3E}'..='\u{0C4D}' | '\u{0CBC}'..='\u{0CCD}'
        | '\u{0D3E}'..='\u{0D4D}' | '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\'' | '\u{2019}')
}
