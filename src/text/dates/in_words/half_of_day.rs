//! The half of the day in a date in words: `6 p.m.`, `오후`. It reads no time.

use super::super::time_of_day::{Time, dotted_half};
use super::Parts;

impl Parts {
    /// Takes `am`, `p` or the `p` of `p.m.`; the number before it may be the whole time.
    pub(super) fn half_of_day(&mut self, word: &str, after: &str) -> bool {
        let dotted = dotted_half(after).is_some();
        let is_greek = dotted && matches!(word, "π" | "μ");
        if !is_greek && !matches!(word, "am" | "pm" | "a" | "p") {
            return false;
        }
        let is_sure = word.chars().count() == 2 || dotted;
        let taken = match self.time {
            // `19:48 A` is a zone.
            Some(time) => is_sure || time.seconds < 13 * 3600,
            None => is_sure && self.numbers.len() > 1 && self.hour_on_twelve(),
        };
        if taken {
            self.in_half(word.starts_with(['p', 'μ']));
        }
        taken
    }

    pub(super) fn in_half(&mut self, afternoon: bool) {
        let before = self.is_afternoon.replace(afternoon);
        self.is_in_both_halves |= before.is_some_and(|before| before != afternoon);
    }

    /// In the newsroom's own hand a time is in the half of the day that it says.
    pub(super) fn has_one_half(&self, time: Time) -> bool {
        let fits = self.is_afternoon.is_none_or(|afternoon| time.may_be_in_half(afternoon));
        !self.is_own() || (fits && !self.is_in_both_halves)
    }

    pub(super) fn hour_on_twelve(&mut self) -> bool {
        let hour = self.numbers.pop_if(|(hour, digits)| (1..=12).contains(hour) && *digits <= 2);
        self.time = hour.map(|(hour, _)| Time { seconds: hour * 3600, nanoseconds: 0 });
        self.time.is_some()
    }
}
