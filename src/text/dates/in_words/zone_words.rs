//! What stands in the place of a zone in a date in words: a zone, several, none that is
//! known, or a comment. Which zones there are it does not know.

use super::super::fault::DateFault;
use super::super::time_of_day::Time;
use super::super::weekdays;
use super::super::written::{Hand, Written, shown};
use super::super::zones::{self, Name, Zone};
use super::{LOCAL, Parts, is_capitals};
use chrono::{NaiveDate, TimeDelta, TimeZone};
use chrono_tz::{OffsetName, Tz};

impl Parts {
    /// Takes a zone by the name of a place, as in `Asia/Karachi`.
    pub(super) fn place<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        let (name, after) = zones::leading_name(rest)?;
        let is_place = name.contains('/')
            && name.split('/').all(|part| part.starts_with(|c: char| c.is_alphabetic()));
        match zones::named(name) {
            Name::One(zone) if is_place => self.zones.push(zone),
            _ if is_place && self.time.is_some() => self.odd(name, false),
            _ => return None,
        }
        Some(after)
    }

    /// Takes a zone by the name of a city or in words, as in `Karachi` and `Pacific Time`.
    pub(super) fn place_in_words<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        if self.time.is_none() || !self.zones.is_empty() || self.is_own() {
            return None;
        }
        let (name, meaning, after) = zones::in_words(rest)?;
        match meaning {
            Name::One(zone) => self.zones.push(zone),
            Name::InMail(_) | Name::Several => self.odd(name, true),
            Name::None => self.odd(name, false),
        }
        Some(after)
    }

    /// A word behind the time. Capitals are an abbreviation even when nobody knows it; in
    /// the newsroom's own hand every word there may have been meant as a zone.
    pub(super) fn zone(&mut self, shown: &str, word: &str) {
        // An offset says what is meant, whatever it is called.
        let (by_mail, capitals) = (!self.is_own(), is_capitals(shown));
        if !self.zones.is_empty() || !word.is_ascii() {
            let counts = self.is_own() || word.chars().count() > 1;
            self.strange += usize::from(counts && self.zones.is_empty());
            if self.is_own() && !self.zones.is_empty() && !self.is_called(shown) {
                self.strange += usize::from(!capitals);
            }
            return;
        }
        match zones::named(word) {
            Name::One(zone) => self.zones.push(zone),
            Name::InMail(seconds)
                if by_mail && (shown.len() > 1 || !shown.contains(char::is_lowercase)) =>
            {
                self.zones.push(Zone::Offset(seconds));
            }
            Name::InMail(_) if by_mail && word.len() == 1 => {}
            Name::InMail(_) => self.odd(shown, true),
            Name::Several if capitals || !by_mail => self.odd(shown, true),
            Name::None if capitals || !by_mail => self.odd(shown, false),
            Name::Several | Name::None => self.strange += usize::from(word.len() > 1),
        }
    }

    pub(super) fn odd(&mut self, shown: &str, several: bool) {
        self.odd_zone.get_or_insert_with(|| (shown.to_owned(), several));
        self.called.push(shown.to_owned());
    }

    /// Takes what a zone that is told already is called besides, where it is a name of zones.
    fn is_called(&mut self, shown: &str) -> bool {
        match zones::named(shown) {
            Name::None => match zones::of_city_in(shown) {
                Some(zone) => self.zones.push(zone),
                None => return false,
            },
            Name::One(zone) => self.zones.push(zone),
            Name::InMail(_) | Name::Several => self.called.push(shown.to_owned()),
        }
        true
    }

    /// Of the zones that an abbreviation may mean, the one that the dates are in otherwise is
    /// meant, where it is called so at that time.
    pub(super) fn read_zone_as_in(&mut self, zone: Tz, day: NaiveDate, time: Time) {
        let is_meant = |name: &str| {
            let seconds = TimeDelta::seconds(i64::from(time.seconds));
            let at = day.and_hms_opt(0, 0, 0).and_then(|start| start.checked_add_signed(seconds));
            let at = at.and_then(|at| zone.offset_from_local_datetime(&at).earliest());
            at.and_then(|offset| Some(offset.abbreviation()?.to_owned()))
                .is_some_and(|called| zones::is_short_for(name, &called))
        };
        if self.is_own() {
            return;
        }
        if self.odd_zone.take_if(|(name, several)| *several && is_meant(name)).is_some() {
            self.zones.push(Zone::Named(zone));
        }
    }

    /// A zone that was not understood counts, unless an offset says the same better.
    pub(super) fn zone_is_certain(&self, text: &str) -> Result<(), DateFault> {
        match &self.odd_zone {
            Some((zone, several)) if self.zones.is_empty() => {
                let (date, zone) = (shown(text), zone.clone());
                Err(match several {
                    true => DateFault::SeveralZones { date, zone },
                    false => DateFault::UnknownZone { date, zone },
                })
            }
            _ => Ok(()),
        }
    }

    /// What stands in brackets: a zone of the IANA database, or a comment.
    pub(super) fn brackets<'t>(&mut self, rest: &'t str) -> &'t str {
        let end = rest.find([')', ']']).map_or(rest.len(), |at| at + 1);
        let (within, after) = rest.split_at(end);
        let name = within.trim_matches(|c: char| "()[]! ".contains(c));
        if let Some(day) = weekdays::weekday(&name.to_lowercase()) {
            self.weekdays.push(day);
            return after;
        }
        match zones::named(name) {
            Name::One(Zone::Named(zone)) => self.zones.push(Zone::Named(zone)),
            found if self.zones.is_empty() && self.time.is_some() => match found {
                Name::One(zone) => self.zones.push(zone),
                Name::InMail(seconds) if self.hand == Some(Hand::Anybody) => {
                    self.zones.push(Zone::Offset(seconds));
                }
                Name::InMail(_) | Name::Several => self.odd(name, true),
                Name::None if name.contains('/') || within.starts_with('[') => {
                    self.odd(name, false);
                }
                Name::None => self.comment(name),
            },
            _ if self.zones.is_empty() => self.comment(name),
            // What RFC 822 has for mail may be called anything.
            _ if !self.is_own() => {}
            _ if self.is_called(name) || zones::is_phrase(name) => {}
            _ => self.comment(name),
        }
        after
    }

    /// What stands in brackets and is no zone: in the newsroom's own hand it may have been
    /// meant, as a time or a zone.
    pub(super) fn comment(&mut self, text: &str) {
        let word = text.to_lowercase();
        let says_nothing = word.is_empty() || word == LOCAL;
        if self.is_own() && !says_nothing {
            self.strange += 1;
        } else if let Some(zone) = zones::of_city_in(text).filter(|_| !self.is_own()) {
            self.zones.push(zone);
        }
    }

    /// Looks at what a date in the newsroom's own hand calls the zone that it gives besides:
    /// somewhere clocks with that offset are called so then, or nowhere are any.
    pub(super) fn are_called_so(&self, written: &Written, text: &str) -> Result<(), DateFault> {
        let Some(at) = written.in_its_first_zone() else { return Ok(()) };
        let Some(offset) = written.offset_at(at) else { return Ok(()) };
        for name in &self.called {
            let offsets = zones::offsets_called(name, at);
            if !offsets.is_empty() && !offsets.contains(&offset) {
                let zone = name.clone();
                return Err(DateFault::ZoneCalledAnother { date: shown(text), zone });
            }
        }
        Ok(())
    }
}
