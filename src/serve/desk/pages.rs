//! The pages of the desk, filled into their templates. It finds nothing out, and knows no
//! request.

use super::frame::{Frame, in_path};
use super::plot::Plot;
use super::sheets::{
    ArticleRow, ArticleSheet, BroughtRow, ConfigSheet, DeedRow, DocumentSheet, FeedSheet,
    FrontSeat, SourceSheet, SourceTrial, TrialSheet, VerdictSheet,
};
use crate::log_book::LogLine;
use crate::serve::entity_tag::EntityTag;
use crate::serve::shelved::http_date;
use crate::trouble::{Trouble, TroubleKind};
use askama::Template;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where somebody signs in, or why nobody can.
#[derive(Template)]
#[template(path = "desk/sign_in.html")]
pub(super) struct SignInPage {
    pub(super) frame: Frame,
    /// Why the last try was not taken.
    pub(super) refused: Option<String>,
    /// Where to go afterwards.
    pub(super) back: String,
}

/// What is not to be had, and what to do.
#[derive(Template)]
#[template(path = "desk/notice.html")]
pub(super) struct NoticePage {
    pub(super) frame: Frame,
    pub(super) title: String,
    pub(super) text: String,
    /// Where to go from there: the address, and what the link says.
    pub(super) onward: Option<(String, &'static str)>,
}

/// The front page as readers have it.
#[derive(Template)]
#[template(path = "desk/now.html")]
pub(super) struct NowPage {
    pub(super) frame: Frame,
    pub(super) seats: Vec<FrontSeat>,
}

/// What happens by itself within a day.
#[derive(Template)]
#[template(path = "desk/ahead.html")]
pub(super) struct AheadPage {
    pub(super) frame: Frame,
    pub(super) coming: Vec<ChangeRow>,
    pub(super) passes: Vec<(DateTime<Utc>, String)>,
}

/// Something that happens by itself, in a table.
pub(super) struct ChangeRow {
    pub(super) at: DateTime<Utc>,
    pub(super) what: &'static str,
    pub(super) id: Option<String>,
    pub(super) title: String,
}

/// Articles, and what was looked for.
#[derive(Template)]
#[template(path = "desk/articles.html")]
pub(super) struct ArticlesPage {
    pub(super) frame: Frame,
    pub(super) words: String,
    pub(super) articles: Vec<FoundRow>,
}

/// An article that was looked for, which readers may not have.
pub(super) struct FoundRow {
    pub(super) article: ArticleRow,
    pub(super) is_withdrawn: bool,
    /// Whether the time at which it is published is to come.
    pub(super) waits: bool,
}

/// How each source does.
#[derive(Template)]
#[template(path = "desk/sources.html")]
pub(super) struct SourcesPage {
    pub(super) frame: Frame,
    pub(super) sources: Vec<SourceSheet>,
}

/// How busy each section was.
#[derive(Template)]
#[template(path = "desk/sections.html")]
pub(super) struct SectionsPage {
    pub(super) frame: Frame,
    pub(super) plots: Vec<Plot>,
}

/// Every feed, in a line.
#[derive(Template)]
#[template(path = "desk/feeds.html")]
pub(super) struct FeedsPage {
    pub(super) frame: Frame,
    pub(super) feeds: Vec<FeedSheet>,
}

impl FeedSheet {
    /// When it last changed, in any of its formats.
    fn changed(&self) -> Option<DateTime<Utc>> {
        self.documents.iter().map(|one| one.document.modified).max()
    }
}

/// All about one feed.
#[derive(Template)]
#[template(path = "desk/feed.html")]
pub(super) struct FeedPage {
    pub(super) frame: Frame,
    pub(super) feed: FeedSheet,
    pub(super) verdicts: Vec<VerdictSheet>,
}

impl DocumentSheet {
    /// What `ETag` says of the document as it is.
    fn entity_tag(&self) -> String {
        let tag = EntityTag::of(self.document.fingerprint);
        String::from_utf8_lossy(tag.strong().as_bytes()).into_owned()
    }

    /// What `Last-Modified` says.
    fn last_modified(&self) -> String {
        let date = http_date(self.document.modified);
        String::from_utf8_lossy(date.as_bytes()).into_owned()
    }
}

/// How often documents were answered whole.
fn whole(documents: &[DocumentSheet]) -> u64 {
    documents.iter().map(|one| one.answered.whole).sum()
}

/// How often readers were told that they have them.
fn unchanged(documents: &[DocumentSheet]) -> u64 {
    documents.iter().map(|one| one.answered.unchanged).sum()
}

/// A number of bytes as people read it.
fn size(bytes: &Bytes) -> String {
    match bytes.len() {
        small @ 0..1024 => format!("{small} B"),
        middle @ 1024..1_048_576 => format!("{:.1} KiB", middle as f64 / 1024.0),
        large => format!("{:.1} MiB", large as f64 / 1_048_576.0),
    }
}

/// One source, with what it has brought, and what would come of it.
#[derive(Template)]
#[template(path = "desk/source.html")]
pub(super) struct SourcePage {
    pub(super) frame: Frame,
    pub(super) source: SourceSheet,
    pub(super) brought: Vec<BroughtRow>,
    pub(super) trial: Option<SourceTrial>,
}

/// The newest lines of the log.
#[derive(Template)]
#[template(path = "desk/log.html")]
pub(super) struct LogPage {
    pub(super) frame: Frame,
    /// Of which source alone; of all when empty.
    pub(super) source: String,
    /// The levels there are, and which is shown.
    pub(super) levels: Vec<(&'static str, bool)>,
    pub(super) lines: Vec<Arc<LogLine>>,
}

/// The configuration in force, and what another one would change.
#[derive(Template)]
#[template(path = "desk/config.html")]
pub(super) struct ConfigPage {
    pub(super) frame: Frame,
    pub(super) sheet: ConfigSheet,
    /// What was sent to be tried.
    pub(super) tried: String,
    pub(super) trial: Option<TrialSheet>,
}

impl TrialSheet {
    fn head(&self) -> &'static str {
        if self.problems.is_empty() { "What it would change" } else { "What is wrong with it" }
    }
}

/// Who did what.
#[derive(Template)]
#[template(path = "desk/audit.html")]
pub(super) struct AuditPage {
    pub(super) frame: Frame,
    /// Whose deeds alone are shown; everybody's when empty.
    pub(super) who: String,
    pub(super) deeds: Vec<DeedRow>,
    /// Where those before them are.
    pub(super) older: Option<String>,
}

/// Everything that is wrong.
#[derive(Template)]
#[template(path = "desk/wrong.html")]
pub(super) struct WrongPage {
    pub(super) frame: Frame,
    pub(super) troubles: Vec<Trouble>,
    /// How many articles sources have lost at once.
    pub(super) lost: BTreeMap<String, u32>,
}

impl WrongPage {
    /// Where more is said of a trouble, or something can be done.
    fn leads_to(&self, trouble: &Trouble) -> Option<(String, &'static str)> {
        let subject = in_path(&trouble.subject);
        match trouble.kind {
            TroubleKind::DocumentHeldBack => {
                let feed = trouble.subject.rsplit_once('.').map_or(subject.as_str(), |it| it.0);
                Some((format!("/desk/feeds/{}", in_path(feed)), "Look at the feed"))
            }
            TroubleKind::SectionSilent => {
                Some((format!("/desk/sections#of-{subject}"), "Look at its week"))
            }
            TroubleKind::SourceFailing
            | TroubleKind::SourceOverdue
            | TroubleKind::SourceEmptied
            | TroubleKind::SourceInDoubt
            | TroubleKind::SourceUnwatched => {
                Some((format!("/desk/sources/{subject}"), "Look at the source"))
            }
            TroubleKind::ConfigRefused | TroubleKind::ConfigUnwatched if self.frame.operates() => {
                Some(("/desk/config".to_owned(), "Look at the configuration"))
            }
            _ => None,
        }
    }

    /// The source that a trouble is about, and how much it has lost.
    fn confirmable<'t>(&self, trouble: &'t Trouble) -> Option<(&'t str, u32)> {
        let source = trouble.subject.as_str();
        let lost = self.lost.get(source).filter(|_| trouble.kind == TroubleKind::SourceEmptied)?;
        Some((source, *lost))
    }
}

/// All about one article.
#[derive(Template)]
#[template(path = "desk/article.html")]
pub(super) struct ArticlePage {
    pub(super) frame: Frame,
    pub(super) sheet: ArticleSheet,
    /// The address that it is changed at.
    pub(super) address: String,
}

impl ArticlePage {
    /// Until when the desk keeps it back.
    fn embargo(&self) -> Option<DateTime<Utc>> {
        self.sheet.embargo.filter(|until| *until > self.frame.now)
    }

    /// Whether readers had what waits now.
    fn is_put_off(&self) -> bool {
        self.sheet.recalled.is_some() && self.sheet.article.published > self.frame.now
    }

    /// The last word of the desk that still stands: its number, what it is, when and whose.
    fn last_word(&self) -> Option<(i64, &'static str, DateTime<Utc>, &str)> {
        let mut edits = self.sheet.edits.iter();
        edits.find_map(|one| one.undoes.map(|(number, kind)| (number, kind, one.at, &*one.by)))
    }
}

/// The source that a trouble is about and that can be asked.
fn askable(trouble: &Trouble) -> Option<&str> {
    let is_of_source = matches!(
        trouble.kind,
        TroubleKind::SourceFailing | TroubleKind::SourceOverdue | TroubleKind::SourceUnwatched
    );
    is_of_source.then_some(trouble.subject.as_str())
}

/// The article that a trouble is about.
fn about_article(trouble: &Trouble) -> Option<&str> {
    (trouble.kind == TroubleKind::ArticleLeftOut).then_some(trouble.subject.as_str())
}

/// What to do about a trouble, besides what its own sentence says.
fn remedy(kind: &TroubleKind) -> &'static str {
    match kind {
        TroubleKind::SectionSilent => "Ask its sources now, or look whether one of them fails.",
        TroubleKind::SourceFailing => {
            "Look at the address in the configuration; ask it now once that is mended."
        }
        TroubleKind::DocumentHeldBack => {
            "Correct the article that it names, or let the feed out where it only has too few; \
             until then readers have the last good one."
        }
        TroubleKind::ArticleLeftOut => "Mend it where it is written; the feeds go on without it.",
        TroubleKind::PublishFailing => "Look at the folder of published files: space and rights.",
        TroubleKind::ConfigRefused => {
            "Mend the line in the configuration; the one before stays in use."
        }
        TroubleKind::StoreLost => "Stop the service and restore the store from a backup.",
        TroubleKind::StoreHindered => {
            "Do what the reason says; what sources bring is tried again by itself."
        }
        TroubleKind::EditRefused => "Mend the files that it names.",
        TroubleKind::FileUnwritten => {
            "Look at the folder of published files: space and rights; it is tried again."
        }
        TroubleKind::HubFailing => "Wait, or take the hub out of `[site] hubs`.",
        TroubleKind::SourceEmptied => {
            "If it is meant, withdraw them; if not, put back what is lost, and nothing has changed."
        }
        TroubleKind::SourceInDoubt => "Mend or remove the file that it names.",
        TroubleKind::MostTooOld => {
            "Put the clock of the machine right; if they are to go, say the command that it names."
        }
        TroubleKind::SourceOverdue => "Ask it now.",
        TroubleKind::SourceUnwatched => "Mend what the reason names, or ask it now.",
        TroubleKind::ConfigUnwatched => "Send SIGHUP to the service after a change.",
    }
}
