//! What is wrong in the newsroom, in the words that operators are told it in. It
//! finds nothing out: that is `health`, of which a list of troubles is made.

use crate::delivery::{ReceiverKind, Untold};
use crate::health::{
    EmptiedSource, HealthReport, HeldBack, LeftOut, Overdue, Silence, SourceHealth, TooOld,
};
use crate::source_memory::{HoldReason, SourceName};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The number of things wrong in the same way that are named.
const NAMED: usize = 3;

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TroubleKind {
    /// A section has had no new article for longer than it usually has none.
    SectionSilent,
    /// A source could not be read, several times in a row.
    SourceFailing,
    /// The next form of a document is held back by the gate.
    DocumentHeldBack,
    /// An article is left out of feeds for a fault of its own.
    ArticleLeftOut,
    /// Nothing can be published.
    PublishFailing,
    /// A changed configuration is not used.
    ConfigRefused,
    /// The store is damaged, or its file is gone.
    StoreLost,
    /// The store cannot be written for now.
    StoreHindered,
    /// Edits of live articles of a source are refused.
    EditRefused,
    /// Files are older than what is served, and may still have what was withdrawn.
    FileUnwritten,
    /// A hub does not take what it is told.
    HubFailing,
    /// A source has lost too much at once, and nothing of it is withdrawn.
    SourceEmptied,
    /// A source is late by more than its interval.
    SourceOverdue,
    /// Changes in a source's folder are not noticed.
    SourceUnwatched,
    /// Changes of the configuration are not noticed.
    ConfigUnwatched,
    /// A part of a source's folder cannot be read, and nothing that goes from there is
    /// withdrawn.
    SourceInDoubt,
    /// So many articles are to be removed for their age at once that none is.
    MostTooOld,
}

/// As it is kept and told to programs.
impl fmt::Display for TroubleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// One thing that is wrong. Its kind and its subject say which one it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// What is wrong.
    pub kind: TroubleKind,
    /// With what: a section's or source's name, a file name, or nothing.
    pub subject: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl Trouble {
    /// Everything that is wrong by a report made at `now`. A source fails when
    /// `failures` passes in a row did, or when it is gone for good.
    #[must_use]
    pub fn all(report: &HealthReport, failures: u32, now: DateTime<Utc>) -> Vec<Self> {
        let silent = report.silent.iter().map(Self::silent);
        let failing = report.sources.iter().filter(|(_, health)| fails(health, failures));
        let failing = failing.map(|(source, health)| Self::failing(source, health, now));
        let held_back = report.held_back.iter().map(|held| Self::held_back(held, now));
        let of_all = |kind, problem: &Option<String>| {
            let message = problem.clone()?;
            Some(Self { kind, subject: String::new(), since: now, message })
        };
        let publish = of_all(TroubleKind::PublishFailing, &report.publish_problem);
        let store = match report.store_may_recover {
            true => TroubleKind::StoreHindered,
            false => TroubleKind::StoreLost,
        };
        let store = of_all(store, &report.store_problem);
        let config = of_all(TroubleKind::ConfigRefused, &report.config_problem);
        let unwatched = of_all(TroubleKind::ConfigUnwatched, &report.config_unwatched);
        // Whom the webhook's own failures are told to is nobody.
        let hubs = report.untold.iter().filter(|untold| untold.kind == ReceiverKind::Hub);
        let hubs = hubs.filter(|untold| untold.failures >= failures.max(1)).map(Self::untold);
        let left_out = Self::left_out(report, now);
        let emptied = report.emptied.iter().map(Self::emptied);
        let of_newsroom = store.into_iter().chain(publish).chain(config).chain(unwatched);
        let late = report.overdue.iter().map(Self::overdue).chain(Self::unwatched(report, now));
        let late = late.chain(Self::in_doubt(report, now));
        let of_sources = failing.chain(emptied).chain(late).chain(Self::refused(report, now));
        let too_old = report.aged.iter().map(|old| Self::too_old(old, now));
        let of_sources = of_sources.chain(too_old);
        let all = silent.chain(of_sources).chain(held_back).chain(left_out);
        let of_newsroom = of_newsroom.chain(Self::unwritten(report, now));
        all.chain(of_newsroom).chain(hubs).collect()
    }

    /// Whether two are the same, however differently they are told.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        (self.kind, &self.subject) == (other.kind, &other.subject)
    }

    /// The sentence that says that it is over.
    #[must_use]
    pub fn over(&self) -> String {
        let subject = &self.subject;
        match self.kind {
            TroubleKind::SectionSilent => format!("section {subject} is not silent any more"),
            TroubleKind::SourceFailing => format!("source {subject} is not failing any more"),
            TroubleKind::DocumentHeldBack => format!("{subject} is not held back any more"),
            TroubleKind::ArticleLeftOut => format!("article {subject} is not left out any more"),
            TroubleKind::PublishFailing => "the feeds can be published again".to_owned(),
            TroubleKind::ConfigRefused => "the configuration is in use again".to_owned(),
            TroubleKind::StoreLost | TroubleKind::StoreHindered => {
                "articles can be kept again".to_owned()
            }
            TroubleKind::EditRefused => format!("no edit of source {subject} is refused any more"),
            TroubleKind::FileUnwritten => "all files are as what is served again".to_owned(),
            TroubleKind::SourceEmptied => {
                format!("nothing of source {subject} is held back any more")
            }
            TroubleKind::HubFailing => format!("the hub {subject} takes what it is told again"),
            TroubleKind::SourceOverdue => format!("source {subject} is not overdue any more"),
            TroubleKind::SourceUnwatched => format!("the folder of {subject} is watched again"),
            TroubleKind::ConfigUnwatched => "the configuration is watched again".to_owned(),
            TroubleKind::SourceInDoubt => format!("all of the folder of {subject} is read again"),
            TroubleKind::MostTooOld => {
                "most articles are no longer to be removed for their age at once".to_owned()
            }
        }
    }

    fn overdue(overdue: &Overdue) -> Self {
        let Overdue { source, due, asked } = overdue;
        let time = |instant: &DateTime<Utc>| instant.to_rfc3339_opts(SecondsFormat::Secs, true);
        let due_at = time(due);
        let message = match asked {
            Some(asked) => {
                let asked = time(asked);
                format!(
                    "source {source} takes longer than its interval: it is being asked since {asked}, and was due again at {due_at}"
                )
            }
            None => format!("source {source} was due at {due_at}, and has not been asked since"),
        };
        let kind = TroubleKind::SourceOverdue;
        Self { kind, subject: source.to_string(), since: *due, message }
    }

    fn unwatched(report: &HealthReport, now: DateTime<Utc>) -> impl Iterator<Item = Self> {
        report.sources.iter().filter_map(move |(source, health)| {
            let reason = health.unwatched.as_ref()?;
            let message = format!(
                "changes in the folder of source {source} are not noticed, so it is gathered by its schedule alone: {reason}"
            );
            let kind = TroubleKind::SourceUnwatched;
            Some(Self { kind, subject: source.to_string(), since: now, message })
        })
    }

    fn in_doubt(report: &HealthReport, now: DateTime<Utc>) -> impl Iterator<Item = Self> {
        report.sources.iter().filter_map(move |(source, health)| {
            let message = format!("source {source}: {}", health.in_doubt.as_ref()?);
            let kind = TroubleKind::SourceInDoubt;
            Some(Self { kind, subject: source.to_string(), since: now, message })
        })
    }

    /// Edits of live articles that count for nothing, by their source.
    fn refused(report: &HealthReport, now: DateTime<Utc>) -> impl Iterator<Item = Self> {
        let refused = report.sources.iter().filter(|(_, it)| !it.refused_edits.is_empty());
        refused.map(move |(source, health)| {
            let all = &health.refused_edits;
            let named = all.iter().take(NAMED).map(|it| format!("{}: {}", it.key, it.reason));
            let mut named: Vec<String> = named.collect();
            if all.len() > NAMED {
                named.push(format!("and {} more", all.len() - NAMED));
            }
            let message = format!(
                "source {source}: readers have what was there before of {} edited articles: {}",
                all.len(),
                named.join("; ")
            );
            let kind = TroubleKind::EditRefused;
            Self { kind, subject: source.to_string(), since: now, message }
        })
    }

    fn unwritten(report: &HealthReport, now: DateTime<Utc>) -> Option<Self> {
        let names = report.unwritten.iter().take(NAMED).map(String::as_str);
        let mut names: Vec<&str> = names.collect();
        if report.unwritten.len() > NAMED {
            names.push("…");
        }
        let message = format!(
            "{} files are older than what is served, so what was withdrawn may still stand in them: {}",
            report.unwritten.len(),
            names.join(", ")
        );
        let kind = TroubleKind::FileUnwritten;
        let any = !report.unwritten.is_empty();
        any.then(|| Self { kind, subject: String::new(), since: now, message })
    }

    fn emptied(emptied: &EmptiedSource) -> Self {
        Self {
            kind: TroubleKind::SourceEmptied,
            subject: emptied.source.to_string(),
            since: emptied.emptied.since,
            message: format!("source {}: {}", emptied.source, emptied.message),
        }
    }

    fn too_old(old: &TooOld, now: DateTime<Utc>) -> Self {
        let (kind, message) = (TroubleKind::MostTooOld, old.message.clone());
        Self { kind, subject: String::new(), since: now, message }
    }

    fn untold(untold: &Untold) -> Self {
        Self {
            kind: TroubleKind::HubFailing,
            subject: untold.receiver.to_string(),
            since: untold.since,
            message: untold.to_string(),
        }
    }

    fn silent(silence: &Silence) -> Self {
        let section = silence.section.as_str();
        Self {
            kind: TroubleKind::SectionSilent,
            subject: section.to_owned(),
            since: silence.since,
            message: format!("section {section} is silent: {silence}"),
        }
    }

    fn failing(source: &SourceName, health: &SourceHealth, now: DateTime<Utc>) -> Self {
        let error = health.last_error.as_ref();
        let why = error.map(|error| format!(": {}", error.message)).unwrap_or_default();
        let message = match health.hold {
            Some(hold) if hold.reason == HoldReason::Gone => {
                format!("source {source} is gone, and is not asked any more{why}")
            }
            _ if health.failures == 1 => format!("source {source} failed once{why}"),
            _ => format!("source {source} failed {} times in a row{why}", health.failures),
        };
        let since = error.map_or(now, |error| error.at);
        Self { kind: TroubleKind::SourceFailing, subject: source.to_string(), since, message }
    }

    /// One for each article, whatever feeds it is left out of.
    fn left_out(report: &HealthReport, now: DateTime<Utc>) -> Vec<Self> {
        let mut articles: BTreeMap<&str, (&LeftOut, Vec<&str>)> = BTreeMap::new();
        for short in &report.cut_short {
            for left_out in &short.left_out {
                let (_, feeds) =
                    articles.entry(&left_out.article).or_insert((left_out, Vec::new()));
                feeds.push(short.feed.as_str());
            }
        }
        let trouble = |(article, (left_out, feeds)): (&str, (&LeftOut, Vec<&str>))| Self {
            kind: TroubleKind::ArticleLeftOut,
            subject: article.to_owned(),
            since: now,
            message: format!(
                "\"{}\" ({article}) is left out of {}: {}",
                left_out.title,
                feeds.join(", "),
                left_out.reason
            ),
        };
        articles.into_iter().map(trouble).collect()
    }

    fn held_back(held: &HeldBack, now: DateTime<Utc>) -> Self {
        let HeldBack { document, rule, article, detail } = held;
        let article = article.as_ref().map(|id| format!(" (article {id})")).unwrap_or_default();
        Self {
            kind: TroubleKind::DocumentHeldBack,
            subject: document.clone(),
            since: now,
            message: format!(
                "{document} is held back by the rule {rule}{article}: {detail}; the last good one is served"
            ),
        }
    }
}

fn fails(health: &SourceHealth, failures: u32) -> bool {
    let gone = health.hold.is_some_and(|hold| hold.reason == HoldReason::Gone);
    health.failures >= failures.max(1) || gone
}

/// A trouble as it is kept, with what operators were told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptTrouble {
    /// The trouble, as it was when it began.
    #[serde(flatten)]
    pub trouble: Trouble,
    /// Which receivers were told of it.
    pub told: BTreeSet<ReceiverKind>,
    /// When it was over; those who were told of it have not been told of that yet.
    pub ended: Option<DateTime<Utc>>,
}
