//! What a preview says, in the words that people read. It judges nothing.

use super::{FeedChange, Headline, JudgedOtherwise, Preview, Verdict};
use crate::profile::Flaw;

/// How many demands of one kind are told of a feed.
const TOLD_FLAWS: usize = 3;

/// A thing that would be different, and its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What, in a line.
    pub head: String,
    /// Item by item.
    pub lines: Vec<String>,
}

impl Preview {
    /// Everything that would be different but the front page and what breaks, in the order
    /// in which it is told.
    #[must_use]
    pub fn words(&self) -> Vec<Words> {
        let alone = |head: String| Words { head, lines: Vec::new() };
        let mut words: Vec<Words> = self.feeds.iter().map(feed).collect();
        if self.feeds.is_empty() {
            words.push(alone(match self.judged.is_empty() {
                true => "no feed would say anything else".to_owned(),
                false => "no feed would have other items, or have them elsewhere".to_owned(),
            }));
        }
        words.extend(self.judged.iter().flat_map(judged).map(alone));
        words.extend(self.profiles.iter().map(verdict));
        let restart = self.restart_needed.iter();
        words.extend(restart.map(|key| alone(format!("only a restart changes {key}"))));
        let unknown = self.unknown.iter();
        words.extend(
            unknown.map(|it| alone(format!("cannot be known before it is gathered: {it}"))),
        );
        words
    }

    /// The front page seat by seat, now and then; empty when it stays as it is.
    #[must_use]
    pub fn front_page(&self) -> Vec<(String, String)> {
        let (before, after) = (&self.front_page_before, &self.front_page_after);
        if before == after {
            return Vec::new();
        }
        let title = |page: &[Headline], at: usize| {
            page.get(at).map_or_else(String::new, |item| item.title.clone())
        };
        let seats = 0..before.len().max(after.len());
        seats.map(|at| (title(before, at), title(after, at))).collect()
    }
}

/// What would become of what a source brought.
fn judged(judged: &JudgedOtherwise) -> Vec<String> {
    let JudgedOtherwise { source, changed, respelled, unknown } = judged;
    let articles = |count: &usize| match count {
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    };
    let told = [
        (changed, "would say something else, as of then"),
        (respelled, "would have other addresses; no date moves"),
        (unknown, "of an earlier release keep their words"),
    ];
    let told = told.iter().filter(|(count, _)| **count > 0);
    told.map(|(count, what)| format!("source \"{source}\": {} {what}", articles(count))).collect()
}

fn feed(change: &FeedChange) -> Words {
    let FeedChange { feed, moved_from, added, removed, moved, relinked, otherwise, .. } = change;
    let what = match (&change.title_before, &change.title_after) {
        (None, _) => " (new)".to_owned(),
        (_, None) => " (no more)".to_owned(),
        (Some(before), Some(after)) if before != after => {
            format!(" (\"{before}\" is \"{after}\")")
        }
        _ => String::new(),
    };
    let what = match moved_from {
        Some(before) => format!(", which was {before}{what}"),
        None => what,
    };
    let (come, go, move_on) = (added.len(), removed.len(), moved.len());
    let head = format!("{feed}{what}: {come} added, {go} removed, {move_on} moved");
    let mut lines: Vec<String> = Vec::new();
    lines.extend(added.iter().map(|item| format!("+ {} {}", item.position, item.title)));
    lines.extend(removed.iter().map(|item| format!("- {} {}", item.position, item.title)));
    lines.extend(
        moved
            .iter()
            .map(|item| format!("~ {} to {} {}", item.from.position, item.to, item.from.title)),
    );
    if let Some(first) = relinked.first() {
        let there = first.after.as_ref().map_or("nowhere", |address| address.as_str());
        let items = if relinked.len() == 1 { "item" } else { "items" };
        lines.push(format!(
            "{} {items} would lead elsewhere, under the same id: {} to {there}",
            relinked.len(),
            first.title
        ));
    }
    if !otherwise.is_empty() {
        lines.push(format!("what it says of itself is another: {}", otherwise.join(", ")));
    }
    Words { head, lines }
}

fn verdict(verdict: &Verdict) -> Words {
    let Verdict { profile, feed, broken, met, .. } = verdict;
    let failing = |items: Option<usize>| match items {
        Some(1) => "1 item fails".to_owned(),
        Some(items) => format!("{items} items fail"),
        None => "not there".to_owned(),
    };
    let (now, then) = (failing(verdict.failing_before), failing(verdict.failing_after));
    let mut lines = Vec::new();
    for (sign, flaws) in [("broken", broken), ("met", met)] {
        lines.extend(flaws.iter().take(TOLD_FLAWS).map(|Flaw { rule, title, value, .. }| {
            let of = title.as_ref().map(|title| format!(" in \"{title}\"")).unwrap_or_default();
            format!("{sign}: {rule}: {value}{of}")
        }));
        if let Some(more @ 1..) = flaws.len().checked_sub(TOLD_FLAWS) {
            lines.push(format!("{sign}: {more} more (`pressroom preview --json` tells all)"));
        }
    }
    Words { head: format!("{feed} for {profile}: now {now}, then {then}"), lines }
}
