//! The time of day: `10:00`, `10:00:59.5`, `1000`, `24:00`. It knows no zones.

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
