//! When an item was published and changed, as its elements say it. Of several that say it,
//! the draft keeps the best.

use super::super::characters::{text, without_tags};
use super::{Draft, Moment};
use crate::text::dates::{is_unset, judge_date_by};
use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use chrono::{DateTime, Utc};

impl Draft<'_, '_> {
    /// When something was, as an element says it; one that holds a `time` of HTML says it there.
    fn moment_at(&self, at: usize) -> Option<String> {
        let element = self.texts.tree.get(at)?;
        let inner = text(self.texts.tree.inner(element));
        let said = inner.contains("<time").then(|| datetime_in(&inner)).flatten();
        said.or_else(|| self.texts.plain(at)).map(|text| without_tags(&text))
    }

    pub(super) fn date(&mut self, moment: Moment, rank: u8, at: usize) {
        let Some(text) = self.moment_at(at) else { return };
        match judge_date_by(&text, self.way) {
            // What systems count from is no date of anything.
            Ok(date) if is_unset(date) => {
                self.unreadable.get_or_insert(text);
            }
            Ok(date) => match moment {
                Moment::Published => self.published.offer(rank, Some(date)),
                Moment::Updated => self.updated.offer(rank, Some(date)),
            },
            Err(fault) => {
                if fault.is_of_the_zone() {
                    self.odd_zone.get_or_insert(fault);
                }
                self.unreadable.get_or_insert(text);
            }
        }
    }

    /// A date that says when the item may be shown, or until when.
    pub(super) fn term(&mut self, text: &str) -> Option<DateTime<Utc>> {
        match judge_date_by(text, self.way) {
            Ok(date) => Some(date),
            Err(fault) => {
                self.odd_term.get_or_insert(fault);
                None
            }
        }
    }
}

/// The `datetime` of the first `time` in some HTML.
fn datetime_in(html: &str) -> Option<String> {
    let mut found = None;
    each_piece(html, |piece| {
        if let Piece::Open(tag) = piece
            && *tag.name == *"time"
        {
            found = found.take().or_else(|| attribute(tag, "datetime").map(str::to_owned));
        }
        if found.is_some() { Onward::Stop } else { Onward::Yes }
    });
    found
}
