//! What has changed of an article from one kept state to the next.

use crate::store::{PastEdit, Revision};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// One kept state, as the difference from the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevisionChange {
    /// 1 for the first state.
    pub number: u32,
    /// When it was kept.
    pub at: DateTime<Utc>,
    /// Whose text it was.
    pub source: String,
    /// Who brought it, where that was not the source by itself.
    pub by: Option<String>,
    /// The fields that are not as they were; empty for the first state.
    pub fields: Vec<String>,
}

/// What somebody at the desk has said of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeskEdit {
    /// `correction`, `retraction` or `embargo`.
    pub kind: &'static str,
    /// The note, or the reason.
    pub note: Option<String>,
    /// Until when an embargo keeps it back.
    pub until: Option<DateTime<Utc>>,
    /// Who.
    pub by: String,
    /// The source whose own word it was, as `withdrawn` in a file is.
    pub source: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was undone; it stands when `None`.
    pub undone: Option<DateTime<Utc>>,
    /// Who undid it.
    pub undone_by: Option<String>,
    /// Its number, where it is the one that is undone next.
    #[serde(skip)]
    pub last: Option<i64>,
}

/// What the desk has said of an article, oldest first.
pub(super) fn said(edits: Vec<PastEdit>, now: DateTime<Utc>) -> Vec<DeskEdit> {
    let next = PastEdit::last_standing(&edits, now).map(|edit| edit.number);
    let said = edits.into_iter().map(|edit| {
        let PastEdit { number, kind, note, until, by, source, at, undone } = edit;
        let (undone, undone_by) = undone.unzip();
        let last = Some(number).filter(|number| Some(*number) == next);
        DeskEdit { kind: kind.as_str(), note, until, by, source, at, undone, undone_by, last }
    });
    said.collect()
}

/// The changes that these states come to.
pub(super) fn of(revisions: &[Revision]) -> Vec<RevisionChange> {
    let before = std::iter::once(None).chain(revisions.iter().map(Some));
    let changes = revisions.iter().zip(before).map(|(revision, before)| RevisionChange {
        number: revision.number,
        at: revision.at,
        source: revision.source.to_string(),
        by: revision.by.clone(),
        fields: before.map(|before| differ(before, revision)).unwrap_or_default(),
    });
    changes.collect()
}

/// The names of the fields in which two states differ.
fn differ(before: &Revision, after: &Revision) -> Vec<String> {
    let fields = |revision: &Revision| serde_json::to_value(&revision.article).unwrap_or_default();
    let (before, after) = (fields(before), fields(after));
    let (Value::Object(before), Value::Object(after)) = (&before, &after) else {
        return Vec::new();
    };
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}
