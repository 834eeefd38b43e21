//! A cron expression taken apart: nicknames spelled out, fields counted and
//! read. It does not know what day it is, nor any time zone.

use super::field::{DAY_OF_MONTH, DAY_OF_WEEK, Field, HOUR, MINUTE, MONTH, SECOND};

/// The six fields, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) seconds: Field,
    pub(super) minutes: Field,
    pub(super) hours: Field,
    pub(super) days_of_month: Field,
    pub(super) months: Field,
    pub(super) days_of_week: Field,
}

const NICKNAMES: [(&str, &str); 7] = [
    ("@hourly", "0 * * * *"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
];

impl Expression {
    /// Reads five fields, six with seconds in front, or a nickname.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what to write.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let text = if text.starts_with('@') { spell_out(text)? } else { text };
        let words: Vec<&str> = text.split_whitespace().collect();
        if let Some(setting) = words.iter().find(|word| word.contains('=')) {
            return Err(format!(
                "{setting} does not belong here; the time zone is a setting of its own"
            ));
        }
        let (seconds, fields) = match words.split_first() {
            Some((seconds, fields)) if fields.len() == 5 => (*seconds, fields),
            _ => ("0", words.as_slice()),
        };
        let &[minutes, hours, days_of_month, months, days_of_week] = fields else {
            return Err(wrong_count(&words));
        };
        Ok(Self {
            seconds: SECOND.parse(seconds)?,
            minutes: MINUTE.parse(minutes)?,
            hours: HOUR.parse(hours)?,
            days_of_month: DAY_OF_MONTH.parse(days_of_month)?,
            months: MONTH.parse(months)?,
            days_of_week: DAY_OF_WEEK.parse(days_of_week)?,
        })
    }

    /// Whether it names a time of day (`30 2 * * *`), and not every so many
    /// minutes or hours.
    pub(super) fn names_a_time(&self) -> bool {
        !self.minutes.star && !self.hours.star
    }

    /// Whether either day field is enough: only when neither is a wildcard.
    pub(super) fn either_day(&self) -> bool {
        !self.days_of_month.star && !self.days_of_week.star
    }
}

fn spell_out(nickname: &str) -> Result<&'static str, String> {
    NICKNAMES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(nickname))
        .map(|(_, fields)| *fields)
        .ok_or_else(|| {
            let names: Vec<&str> = NICKNAMES.iter().map(|(name, _)| *name).collect();
            format!(
                "{nickname} is not known; known are {}; every five minutes is */5 * * * *",
                names.join(", ")
            )
        })
}

fn wrong_count(words: &[&str]) -> String {
    let expected =
        "minute, hour, day of month, month, day of week, with seconds in front if wanted";
    match words {
        [] => format!("it is empty; write five fields ({expected}) or a nickname such as @hourly"),
        [.., last] if words.len() > 5 && last.contains(char::is_alphabetic) => {
            "a schedule is five fields, and no command stands behind it".to_owned()
        }
        [fields @ .., _year] if fields.len() == 6 => format!(
            "it has 7 fields, and cron has none for the year; write \"{}\" (in Quartz 1 is Sunday, \
             here 0 and 7 are)",
            fields.join(" ").replace('?', "*")
        ),
        words => {
            let fields = if words.len() == 1 { "field" } else { "fields" };
            format!("it has {} {fields}, and five are needed: {expected}", words.len())
        }
    }
}
