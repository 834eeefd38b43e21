//! One field of a cron expression: from what was typed to the set of numbers it
//! means. It does not know what the other fields say.

use std::collections::BTreeSet;

/// What one of the six fields may hold.
pub(super) struct FieldKind {
    name: &'static str,
    low: u32,
    /// The highest number that may be typed.
    high: u32,
    /// The highest number that `*` stands for; 7 is Sunday a second time.
    last: u32,
    /// Three-letter names; the first one stands for `low`.
    names: &'static [&'static str],
    allowed: &'static str,
}

pub(super) const SECOND: FieldKind =
    FieldKind { name: "second", low: 0, high: 59, last: 59, names: &[], allowed: "0-59" };
pub(super) const MINUTE: FieldKind =
    FieldKind { name: "minute", low: 0, high: 59, last: 59, names: &[], allowed: "0-59" };
pub(super) const HOUR: FieldKind =
    FieldKind { name: "hour", low: 0, high: 23, last: 23, names: &[], allowed: "0-23" };
pub(super) const DAY_OF_MONTH: FieldKind =
    FieldKind { name: "day of month", low: 1, high: 31, last: 31, names: &[], allowed: "1-31" };
pub(super) const MONTH: FieldKind = FieldKind {
    name: "month",
    low: 1,
    high: 12,
    last: 12,
    names: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    allowed: "1-12 or JAN-DEC",
};
pub(super) const DAY_OF_WEEK: FieldKind = FieldKind {
    name: "day of week",
    low: 0,
    high: 7,
    last: 6,
    names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
    allowed: "0-7 (0 and 7 are Sunday) or SUN-SAT",
};

/// The numbers that a field stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Never empty; Sunday is 0.
    pub(super) numbers: BTreeSet<u32>,
    /// Whether the text starts with `*`, which is what Vixie cron asks to tell a
    /// wildcard from a restriction: `*/2` is a wildcard, `1-31` is not.
    pub(super) star: bool,
}

impl FieldKind {
    /// Reads a comma-separated list.
    ///
    /// # Errors
    /// A sentence that names the field, what is wrong and what may stand there.
    pub(super) fn parse(&self, text: &str) -> Result<Field, String> {
        let mut numbers = BTreeSet::new();
        for item in text.split(',') {
            let read = self.parse_item(item);
            numbers.extend(read.map_err(|what| format!("{} \"{text}\": {what}", self.name))?);
        }
        if self.last < self.high {
            numbers = numbers.into_iter().map(|number| number % self.high).collect();
        }
        Ok(Field { numbers, star: text.starts_with('*') })
    }

    /// One item: `*`, `5`, `MON`, `1-5`, each range with `/step` or without.
    fn parse_item(&self, item: &str) -> Result<Vec<u32>, String> {
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (item, None),
        };
        let (from, to) = if range == "*" {
            (self.low, self.last)
        } else if let Some((from, to)) = range.split_once('-') {
            self.parse_range(from, to)?
        } else {
            let only = self.parse_number(range)?;
            if let Some(step) = step {
                return Err(format!(
                    "a step needs a range to step through; write {range}-{}/{step}",
                    self.last
                ));
            }
            (only, only)
        };
        let step = step.map_or(Ok(1), |step| self.parse_step(step, from, to))?;
        Ok((from..=to).step_by(step).collect())
    }

    fn parse_range(&self, from: &str, to: &str) -> Result<(u32, u32), String> {
        let low = self.parse_number(from)?;
        let mut high = self.parse_number(to)?;
        if high == 0
            && low > 0
            && self.names.first().is_some_and(|sun| sun.eq_ignore_ascii_case(to))
        {
            // FRI-SUN can only mean one thing.
            high = self.high;
        }
        if low > high {
            let span = |from, to| match from == to {
                true => format!("{from}"),
                false => format!("{from}-{to}"),
            };
            let (late, early) = (span(low, self.last), span(self.low, high));
            return Err(format!("the range {from}-{to} runs backwards; write {late},{early}"));
        }
        Ok((low, high))
    }

    fn parse_step(&self, step: &str, from: u32, to: u32) -> Result<usize, String> {
        let digits = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        match step.parse::<usize>() {
            Ok(0) => Err("a step of 0 never gets anywhere; the shortest step is 1".to_owned()),
            Ok(step) if digits && step <= (to - from).max(1) as usize => Ok(step),
            _ if digits => Err(format!(
                "the step {step} leads past {to}, so that only {from} is left; write {from}, or a \
                 step of at most {}",
                (to - from).max(1)
            )),
            _ => Err(format!("the step \"{step}\" is not a whole number")),
        }
    }

    fn parse_number(&self, text: &str) -> Result<u32, String> {
        if text.is_empty() {
            return Err(format!("a number is missing; here may stand {}", self.allowed));
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return match text.parse() {
                Ok(number) if (self.low..=self.high).contains(&number) => Ok(number),
                _ => Err(format!("{text} is out of range; here may stand {}", self.allowed)),
            };
        }
        (self.low..)
            .zip(self.names)
            .find(|(_, name)| name.eq_ignore_ascii_case(text))
            .map(|(number, _)| number)
            .ok_or_else(|| self.refuse(text))
    }

    /// What is wrong with a text that is neither number nor name.
    fn refuse(&self, text: &str) -> String {
        let upper = text.to_ascii_uppercase();
        if upper == "?" {
            "? is Quartz, not cron; write *".to_owned()
        } else if let Some((day, _)) = text.split_once('#') {
            format!(
                "# is Quartz: cron cannot count weekdays in a month; write {day} for every such \
                 day of the week (in Quartz 1 is Sunday, here 0 and 7 are)"
            )
        } else if self.name == DAY_OF_WEEK.name && upper.ends_with('L') {
            "L is Quartz: cron does not know the last weekday of a month; write the day alone for \
             every week, as in FRI"
                .to_owned()
        } else if self.name == DAY_OF_MONTH.name && upper.ends_with('W') {
            "W is Quartz: cron does not know the nearest working day; write * here and MON-FRI as \
             the day of week"
                .to_owned()
        } else if self.name == DAY_OF_MONTH.name && upper.starts_with('L') {
            "L is Quartz: cron does not know the last day of a month; write 28, the last day that \
             every month has, or 1"
                .to_owned()
        } else {
            format!("\"{text}\" is not known; here may stand {}", self.allowed)
        }
    }
}
