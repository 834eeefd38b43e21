//! `pressroom status` on a terminal: what is wrong first, then the sources, the sections,
//! and what waits in the next 24 hours. It asks nobody anything.

use super::human_time;
use super::known::Known;
use super::table;
use crate::config::{Problem, Settings};
use crate::profile::Results;
use crate::raw_item::Warning;
use crate::source_memory::{Emptied, Hold, HoldReason, SourceName};
use crate::store::{Foretold, SourceRecord};
use crate::trouble::{Trouble, TroubleKind};
use chrono::{DateTime, Utc};

/// How many of what is coming are told.
const MOST_COMING: usize = 20;

/// How many items of a source that were refused, or are odd, are told.
const MOST_REFUSED: usize = 20;

/// The whole screen.
pub(super) fn show(settings: &Settings, known: &Known<'_>, left_out: &[Results]) {
    let screen = Screen { settings, known };
    screen.head();
    screen.wrong(left_out);
    screen.sources();
    screen.sections();
    screen.feeds();
    screen.coming();
    screen.refused();
    screen.pictures();
}

struct Screen<'a> {
    settings: &'a Settings,
    known: &'a Known<'a>,
}

impl Screen<'_> {
    fn time(&self, at: DateTime<Utc>) -> String {
        human_time::told(at, self.known.now, self.settings.site.timezone)
    }

    fn time_or_never(&self, at: Option<DateTime<Utc>>) -> String {
        at.map_or_else(|| "never".to_owned(), |at| self.time(at))
    }

    fn head(&self) {
        let now = self.known.now.with_timezone(&self.settings.site.timezone);
        let service = match &self.known.service {
            Some(process) => format!("the service is running (process {process})"),
            None => "no service is running".to_owned(),
        };
        let title = &self.settings.site.title;
        say!("{title} — {} — {service}", now.format("%A %-d %B %Y, %H:%M %Z"));
    }

    /// Everything that somebody should look at.
    fn wrong(&self, left_out: &[Results]) {
        let mut all: Vec<String> = self.known.loss.iter().cloned().collect();
        all.extend(self.known.unanswered.iter().map(|why| {
            format!("the running service does not say what is wrong ({why}): ask as its account, or see its log")
        }));
        if !self.known.restart_needed.is_empty() {
            let keys = self.known.restart_needed.join(", ");
            all.push(format!("changed, and counts when the service is started again: {keys}"));
        }
        for (name, record) in &self.known.records {
            if let Some(emptied) = &record.emptied {
                let name = SourceName::new(*name);
                let since = self.time(emptied.since);
                all.push(format!("since {since}: {name}: {}", emptied.told(&name)));
            }
        }
        for silence in &self.known.silent {
            all.push(format!("silent: {}: {silence}", silence.section));
        }
        for trouble in &self.known.troubles {
            all.push(format!("since {}: {}", self.time(trouble.since), trouble.message));
        }
        let zone = self.settings.site.timezone;
        all.extend(self.known.idle_pins.iter().map(|pin| pin.words(zone)));
        all.extend(self.known.untold.iter().map(|untold| format!("untold: {untold}")));
        let is_missing = |it: &&Problem| it.cause.starts_with("there is");
        for warning in self.settings.warnings.iter().filter(is_missing) {
            all.push(format!("{}: {}", warning.cause, warning.remedy));
        }
        let failing = self.known.records.iter().filter(|(_, record)| record.error.is_some());
        let is_told = |name: &str| {
            let of = |it: &&Trouble| it.kind == TroubleKind::SourceFailing && it.subject == name;
            self.known.troubles.iter().any(|trouble| of(&trouble))
        };
        let failing: Vec<&str> =
            failing.map(|(name, _)| *name).filter(|name| !is_told(name)).collect();
        if !failing.is_empty() {
            all.push(format!("the last pass failed: {}", failing.join(", ")));
        }
        let some_refused = self.known.records.iter().any(|(_, it)| !it.rejections.is_empty());
        let refused = if some_refused { " What was refused is told below." } else { "" };
        if all.is_empty() {
            say!("\nNothing is wrong.{refused}");
        } else {
            say!("\nWRONG");
            all.iter().for_each(|one| say!("  {one}"));
        }
        match self.settings.warnings.iter().filter(|it| !is_missing(it)).count() {
            0 => {}
            odd => say!("odd in the configuration: {odd}, which `pressroom check` tells"),
        }
        print_left_out(left_out);
    }

    fn sources(&self) {
        let columns =
            ["source", "articles", "today", "held back", "last went well", "next", "rejected"];
        let mut sources = table::close(&columns);
        for (name, record) in &self.known.records {
            let next = match self.known.next.get(*name) {
                Some(Some(next)) if *next <= self.known.now => "now".to_owned(),
                Some(next) => self.time_or_never(*next),
                None => "when pushed".to_owned(),
            };
            let (today, waiting) = self.known.of_source(name);
            sources.add_row([
                (*name).to_owned(),
                record.articles.to_string(),
                today.to_string(),
                waiting.to_string(),
                self.time_or_never(record.last_success),
                next,
                record.rejections.len().to_string(),
            ]);
        }
        say!("\n{sources}");
        // A sentence in a column is as high as the screen.
        for (name, record) in &self.known.records {
            if let Some(trouble) = self.trouble(record) {
                say!("{name}: {trouble}");
            }
            if let Some((until, other)) = self.known.held_with(name) {
                say!("{name}: waits until {}: its host asked {other} to wait", self.time(*until));
            }
        }
        if !self.known.elsewhere.is_empty() {
            let names: Vec<String> = self
                .known
                .elsewhere
                .iter()
                .map(|(name, what)| format!("{name} ({what})"))
                .collect();
            say!("also kept: {}", names.join(", "));
        }
    }

    /// Why its last pass failed, where it did, and when it is asked again when that is not
    /// simply its schedule's matter.
    fn trouble(&self, record: &SourceRecord) -> Option<String> {
        let error = match &record.emptied {
            Some(Emptied { lost, live, .. }) => {
                Some(format!("{lost} of {live} articles are gone at once"))
            }
            None => record.error.clone(),
        };
        let held = match record.memory.hold {
            Some(Hold { reason: HoldReason::Gone, .. }) => {
                Some("retired: not asked again until its address changes".to_owned())
            }
            Some(hold) if hold.reason != HoldReason::Fresh => {
                Some(format!("asked again at {}", self.time_or_never(hold.until)))
            }
            _ => None,
        };
        match (error, held) {
            (Some(error), Some(held)) => Some(format!("{error} ({held})")),
            (error, held) => error.or(held),
        }
    }

    fn sections(&self) {
        let mut sections =
            table::close(&["section", "articles", "today", "last 14 days", "latest"]);
        for section in &self.settings.sections {
            let count = self.known.counts.get(&section.slug).copied().unwrap_or(0);
            let Some(rhythm) = self.known.rhythms.get(&section.slug) else { continue };
            sections.add_row([
                section.title.to_string(),
                count.to_string(),
                rhythm.days.last().copied().unwrap_or(0).to_string(),
                sparkline(&rhythm.days),
                self.time_or_never(rhythm.latest),
            ]);
        }
        say!("\n{sections}");
    }

    fn feeds(&self) {
        let mut feeds = table::close(&["feed", "items", "size", "last change", "gate"]);
        for feed in &self.known.feeds {
            let items = feed.items.map_or_else(|| "none yet".to_owned(), |it| it.to_string());
            feeds.add_row([
                feed.feed.to_string(),
                items,
                format!("{} kB", feed.bytes.div_ceil(1000)),
                self.time_or_never(feed.changed),
                if feed.held_back { "holds it back" } else { "lets it out" }.to_owned(),
            ]);
        }
        say!("\n{feeds}");
    }

    fn coming(&self) {
        let asked = self.known.next.iter().filter_map(|(name, next)| {
            let next =
                next.filter(|next| *next > self.known.now && *next <= self.known.tomorrow)?;
            Some((next, format!("{name} is asked")))
        });
        let articles = self.known.coming.iter().map(|((at, id, what), title)| {
            let it = title.as_ref().map_or_else(|| id.to_string(), |it| format!("\"{it}\""));
            match what {
                Foretold::Appears => (*at, format!("{it} becomes visible")),
                Foretold::Ends => (*at, format!("{it} ends, and is withdrawn")),
            }
        });
        let pins = self
            .settings
            .front_page
            .pins
            .iter()
            .map(|pin| (pin.until, "a pin of the front page ends".to_owned()));
        let pins = pins.filter(|(at, _)| *at > self.known.now && *at <= self.known.tomorrow);
        let mut all: Vec<(DateTime<Utc>, String)> = asked.chain(articles).chain(pins).collect();
        all.sort();
        say!("\nTHE NEXT 24 HOURS");
        if all.is_empty() {
            say!("  nothing waits");
        }
        for (at, what) in all.iter().take(MOST_COMING) {
            say!("  {} {what}", self.time(*at));
        }
        if all.len() > MOST_COMING {
            say!("  and {} more", all.len() - MOST_COMING);
        }
    }

    /// What pages go without.
    fn pictures(&self) {
        if self.known.pictures.is_empty() {
            return;
        }
        say!("\npictures that pages go without:");
        for picture in &self.known.pictures {
            let again = match picture.again {
                Some(again) => format!("it is tried again at {}", self.time(again)),
                None => "it is not tried again".to_owned(),
            };
            say!("  {}: {}; {again}", picture.address, picture.fault);
        }
    }

    fn refused(&self) {
        let records = &self.known.records;
        for (name, record) in records.iter().filter(|(_, it)| !it.rejections.is_empty()) {
            say!("\nrejected from {name}:");
            for rejection in record.rejections.iter().take(MOST_REFUSED) {
                say!("  {}: {}", rejection.key, rejection.reason);
            }
            tell_of_more(record.rejections.len());
        }
        for (name, record) in records.iter().filter(|(_, it)| !it.warnings.is_empty()) {
            say!("\nodd in {name}:");
            for Warning { key, warning } in record.warnings.iter().take(MOST_REFUSED) {
                say!("  {key}: {warning}");
            }
            tell_of_more(record.warnings.len());
        }
    }
}

/// That there are more than are shown.
fn tell_of_more(all: usize) {
    if all > MOST_REFUSED {
        say!("  and {} more: `pressroom status --json` has all", all - MOST_REFUSED);
    }
}

/// What is not in the feeds that are made for an aggregator.
fn print_left_out(all: &[Results]) {
    for Results { profile, feed, flaws, .. } in
        all.iter().filter(|results| !results.flaws.is_empty())
    {
        say!("\nwhat {profile} would refuse, left out of {feed}:");
        for flaw in flaws {
            let of = flaw.title.as_deref().unwrap_or("the feed itself, which stays as it is");
            say!("  {}: {} ({of})", flaw.rule, flaw.value);
        }
    }
}

/// Numbers as bars, the largest as high as a line.
fn sparkline(numbers: &[u64]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = numbers.iter().copied().max().unwrap_or(0);
    let bar = |number: &u64| match (*number, most) {
        (0, _) | (_, 0) => '·',
        (number, most) => {
            let place = usize::try_from((number * 8).div_ceil(most)).unwrap_or(8);
            BARS[place.clamp(1, 8) - 1]
        }
    };
    numbers.iter().map(bar).collect()
}
