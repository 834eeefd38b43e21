//! Dates in words and in local order: RFC 822 with all its variants, asctime,
//! `01/09/2026 10:00`, `1 septembre 2026`, `2026年9月1日`. Names of weekdays are
//! passed over, right or wrong.

use super::time_of_day::{Time, number, read_time};
use super::{Written, month_names, whole_year, zones};
use chrono::NaiveDate;

/// More words than these that are no part of a date make it prose.
const MOST_STRANGE_WORDS: usize = 3;

/// Reads a date that has its parts in any of the usual orders.
pub(super) fn read(text: &str) -> Option<Written> {
    let text = simplified(text);
    let mut parts = Parts::default();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        rest = if first.is_ascii_digit() {
            parts.digits(rest)?
        } else if first.is_alphabetic() {
            parts.word(rest)?
        } else if first == '(' {
            rest.split_once(')').map_or("", |(_, after)| after)
        } else {
            parts.sign(rest, first)
        };
    }
    let date = parts.date()?;
    let time = parts.time.unwrap_or_default();
    let time = parts.is_afternoon.map_or(time, |afternoon| time.on_twelve(afternoon));
    Some(Written { date, time, offset: parts.offset })
}

/// Lower case, digits of all scripts as ASCII, marks of direction left out.
fn simplified(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}'))
        .map(ascii_digit)
        .flat_map(char::to_lowercase)
        .collect()
}

fn ascii_digit(c: char) -> char {
    const ZEROS: [char; 5] = ['\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{FF10}'];
    let digit = ZEROS.iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    });
    digit.unwrap_or(c)
}

#[derive(Debug, Default)]
struct Parts {
    /// Numbers that are no time, with how many digits they have.
    numbers: Vec<(u32, usize)>,
    month: Option<u32>,
    /// The month stood where a weekday may: `mar.` is either.
    month_came_first: bool,
    time: Option<Time>,
    is_afternoon: Option<bool>,
    offset: Option<i64>,
    strange: usize,
}

impl Parts {
    fn digits<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        let (value, digits, after) = number(rest)?;
        let is_time = after.starts_with(':') && digits <= 2 && self.time.is_none();
        if is_time && let Some((time, after)) = read_time(rest) {
            self.time = Some(time);
            return Some(after);
        }
        if self.numbers.len() == 4 {
            return None;
        }
        self.numbers.push((value, digits));
        Some(after)
    }

    fn word<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        let end = rest.find(|c: char| !(c.is_alphabetic() || is_mark(c))).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match word {
            "am" | "a" if self.time.is_some() => self.is_afternoon = Some(false),
            "pm" | "p" if self.time.is_some() => self.is_afternoon = Some(true),
            "오전" | "午前" | "上午" | "ص" => self.is_afternoon = Some(false),
            "오후" | "午後" | "下午" | "م" => self.is_afternoon = Some(true),
            "년" | "월" | "일" | "年" | "月" | "日" => {}
            "시" | "時" | "时" => self.hour()?,
            "분" | "分" => self.minute()?,
            "초" | "秒" => self.second()?,
            _ if self.wants_month() && month_names::month(word).is_some() => {
                self.month = month_names::month(word);
                self.month_came_first = self.numbers.is_empty();
            }
            _ if self.time.is_some() && self.offset.is_none() && zones::named(word).is_some() => {
                self.offset = zones::named(word);
            }
            _ if word.chars().count() == 1 => {}
            _ => self.strange += 1,
        }
        (self.strange <= MOST_STRANGE_WORDS).then_some(after)
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
            && let Some((offset, after)) = zones::offset(rest)
        {
            self.offset = Some(self.offset.unwrap_or(0) + offset);
            return after;
        }
        &rest[first.len_utf8()..]
    }

    fn date(&self) -> Option<NaiveDate> {
        let (year, month, day) = match (self.month, self.numbers.as_slice()) {
            (Some(month), [(year, 4)]) => (whole_year(*year, 4), month, 1),
            (Some(month), [(year, digits @ 3..), (day, _), ..]) => {
                (whole_year(*year, *digits), month, *day)
            }
            (Some(month), [(day, _), (year, digits), ..]) => {
                (whole_year(*year, *digits), month, *day)
            }
            (None, [(year, 4), (month, _), (day, _)]) => (whole_year(*year, 4), *month, *day),
            (None, [(day, 1 | 2), (month, 1 | 2), (year, digits @ (2 | 4))]) => {
                let (day, month) = if *month > 12 { (month, day) } else { (day, month) };
                (whole_year(*year, *digits), *month, *day)
            }
            _ => return None,
        };
        NaiveDate::from_ymd_opt(year, month, day)
    }
}

/// Vowel signs and the like, which belong to the word they stand in.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0900}'..='\u{0903}'
        | '\u{093A}'..='\u{094F}' | '\'' | '\u{2019}')
}
