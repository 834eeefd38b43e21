//! The time of day: `10:00`, `10:00:59.5`, `1000`, `24:00`, `18 Uhr`, `18.30`. It knows no
//! zones.

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Time {
    /// Since midnight; 86,400 at the end of the day.
    pub(super) seconds: u32,
    pub(super) nanoseconds: u32,
}

impl Time {
    fn of(hour: u32, minute: u32, second: u32, nanoseconds: u32) -> Option<Self> {
        let right = hour <= 24 && minute <= 59 && second <= 60;
        right.then(|| Self { seconds: hour * 3600 + minute * 60 + second, nanoseconds })
    }

    /// Whether a clock shows this in the morning, or in the afternoon: 18:00 is in no morning.
    pub(super) fn may_be_in_half(self, is_afternoon: bool) -> bool {
        let hour = self.seconds / 3600;
        if is_afternoon { (1..24).contains(&hour) } else { hour <= 12 }
    }

    /// The same on a clock of twelve hours.
    pub(super) fn on_twelve(self, is_afternoon: bool) -> Self {
        let hour = self.seconds / 3600;
        let seconds = match (is_afternoon, hour) {
            (true, 0..=11) => self.seconds + 12 * 3600,
            (false, 12) => self.seconds - 12 * 3600,
            _ => self.seconds,
        };
        Self { seconds, ..self }
    }
}

/// Reads the time that a text begins with, and gives what follows it.
pub(super) fn read_time(text: &str) -> Option<(Time, &str)> {
    let (hour, digits, rest) = number(text)?;
    let (minute, second, rest) = if let Some(after) = rest.strip_prefix(':') {
        let (minute, _, rest) = number(after)?;
        match rest.strip_prefix(':').and_then(number) {
            Some((second, _, rest)) => (minute, second, rest),
            None => (minute, 0, rest),
        }
    } else {
        return compact(hour, digits, rest);
    };
    let (nanoseconds, rest) = fraction(rest);
    Some((Time::of(hour, minute, second, nanoseconds)?, rest))
}

/// `10`, `1000` and `100059`.
fn compact(number: u32, digits: usize, rest: &str) -> Option<(Time, &str)> {
    let (nanoseconds, rest) = if digits == 6 { fraction(rest) } else { (0, rest) };
    let time = match digits {
        1 | 2 => Time::of(number, 0, 0, 0),
        4 => Time::of(number / 100, number % 100, 0, 0),
        6 => Time::of(number / 10_000, number / 100 % 100, number % 100, nanoseconds),
        _ => None,
    };
    time.map(|time| (time, rest))
}

/// Fractions of a second, as nanoseconds.
fn fraction(text: &str) -> (u32, &str) {
    let Some(digits) = text.strip_prefix(['.', ',']) else { return (0, text) };
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    if end == 0 {
        return (0, text);
    }
    let nine = digits[..end].bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanoseconds = nine.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    (nanoseconds, &digits[end..])
}

/// The number that a text begins with, how many digits it has, and the rest.
pub(super) fn number(text: &str) -> Option<(u32, usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok()?;
    Some((number, digits, &text[digits..]))
}

/// Whether a word in lower case is the afternoon, of those that are the half of a day and
/// nothing else.
pub(super) fn half_named(word: &str) -> Option<bool> {
    match word {
        "오전" | "午前" | "上午" | "ص" => Some(false),
        "오후" | "午後" | "下午" | "م" => Some(true),
        _ => None,
    }
}

/// What follows the `.m.` of `p.m.`, `p. m.` and `μ.μ.`.
pub(super) fn dotted_half(after: &str) -> Option<&str> {
    let rest = after.strip_prefix('.')?.trim_start();
    let rest = rest.strip_prefix(['m', 'M', 'μ', 'Μ'])?;
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// The hour that a text begins with behind the day: `18.30`, and `18` where a word says that
/// an hour follows.
pub(super) fn hour_alone(text: &str, is_said: bool) -> Option<(Time, &str)> {
    let (hour, 1 | 2, rest) = number(text)? else { return None };
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit() || "./-:".contains(c));
    let minute = rest.strip_prefix('.').and_then(number).filter(|(_, digits, _)| *digits == 2);
    let (minute, rest) = match minute {
        Some((minute, _, rest)) => (minute, rest),
        None if is_said => (0, rest),
        None => return None,
    };
    let right = hour <= 24 && minute <= 59 && ends(rest);
    right.then(|| (Time { seconds: hour * 3600 + minute * 60, nanoseconds: 0 }, rest))
}

/// The hour that a text begins with where a word says that it is one: `18 Uhr`, `18.00 Uhr`,
/// `18h30`; and what follows it.
pub(super) fn hour_in_words(text: &str) -> Option<(Time, &str)> {
    const WORDS: [&str; 6] = ["uhr", "heures", "hours", "hrs", "hr", "h"];
    let (hour, 1 | 2, rest) = number(text)? else { return None };
    let minutes = |text: &str| number(text).filter(|(_, digits, _)| *digits == 2).map(|it| it.0);
    let (minute, rest) = match rest.strip_prefix('.').and_then(minutes) {
        Some(minute) => (Some(minute), &rest[3..]),
        None => (None, rest),
    };
    let rest = rest.trim_start();
    let word = WORDS.iter().find(|word| {
        rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(char::is_alphabetic)
    })?;
    let rest = &rest[word.len()..];
    // The minutes stand behind a French hour.
    let after = rest.trim_start();
    let (minute, rest) = match (minute, minutes(after)) {
        (None, Some(minute)) if *word == "h" => (minute, &after[2..]),
        (minute, _) => (minute.unwrap_or_default(), rest),
    };
    let right = hour <= 24 && minute <= 59;
    right.then(|| (Time { seconds: hour * 3600 + minute * 60, nanoseconds: 0 }, rest))
}
