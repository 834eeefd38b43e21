//! What the pipeline knows, one thing at a time, in the words of the desk's pages. It asks
//! nobody.

use crate::config::{Problem, Settings};
use crate::pipeline::insight::explain::{DeskEdit, Presence, RevisionChange};
use crate::pipeline::insight::feeds_now::FeedNow;
use crate::pipeline::insight::proof::{Flaw, Results};
use crate::serve::desk::{Demand, DocumentSheet, FeedSheet, Remark, SheetRow, VerdictSheet};
use chrono_tz::Tz;

/// A feed as the desk shows it.
pub(super) fn feed_sheet(feed: FeedNow, settings: &Settings) -> FeedSheet {
    let FeedNow { slug, title, items, documents, held_back, cut_short } = feed;
    let base = settings.site.feeds_url.as_str();
    let documents = documents.into_iter().map(|(document, answered)| DocumentSheet {
        address: format!("{base}{}", document.name.file_name()),
        document,
        answered,
    });
    FeedSheet { slug, title, items, documents: documents.collect(), held_back, cut_short }
}

/// What an aggregator would say of a feed.
pub(super) fn verdict(results: Results) -> VerdictSheet {
    let failing = results.failing().len();
    let demand = |flaw: Flaw| Demand {
        what: format!("{}: {}", flaw.rule, flaw.value),
        article: flaw.item.map(|id| (id.to_string(), flaw.title.unwrap_or_default())),
        remedy: flaw.remedy,
    };
    let demands = results.flaws.into_iter().map(demand).collect();
    VerdictSheet { profile: results.profile, failing, demands }
}

/// What is said of a line of the configuration.
pub(super) fn remark(problem: &Problem) -> Remark {
    let Problem { line, cause, remedy, .. } = problem.clone();
    Remark { line, cause, remedy }
}

/// A feed, and the article's place in it or the reason that it has none.
pub(super) fn place(presence: Presence, zone: Tz) -> (String, String) {
    let Presence { feed, position, because, absence, held_back } = presence;
    let because = because.map(|because| format!(": {}", because.words(zone))).unwrap_or_default();
    let place = position.map(|position| format!("at {position}{because}"));
    let reason = absence.map(|absence| absence.words(zone));
    let held_back = held_back.map(|why| format!("readers have an older form of the feed: {why}"));
    let words: Vec<String> = [place, reason, held_back].into_iter().flatten().collect();
    (feed.to_string(), words.join("; "))
}

/// One kept state of an article.
pub(super) fn state(change: RevisionChange) -> SheetRow {
    let RevisionChange { number, at, source, by, fields } = change;
    let what = match (number, fields.is_empty()) {
        (1, _) => "first kept".to_owned(),
        (_, true) => "nothing that is kept".to_owned(),
        (_, false) => fields.join(", "),
    };
    SheetRow { at, by: by.unwrap_or(source), what, undoes: None }
}

/// What the desk said of an article.
pub(super) fn edit(edit: DeskEdit, zone: Tz) -> SheetRow {
    let until =
        edit.until.map(|until| until.with_timezone(&zone).format(" until %Y-%m-%d %H:%M:%S"));
    let until = until.map(|until| until.to_string()).unwrap_or_default();
    let note = edit.note.map(|note| format!(": {note}")).unwrap_or_default();
    let undone = edit.undone_by.map(|who| format!(" (undone by {who})")).unwrap_or_default();
    let what = format!("{}{until}{note}{undone}", edit.kind);
    let undoes = edit.last.map(|number| (number, edit.kind));
    SheetRow { at: edit.at, by: edit.by, what, undoes }
}
