//! What the desk shows of the newsroom: what the pipeline knows, in the words of the server.
//! It answers no HTTP and judges nobody.

use super::push_service::PipelinePushes;
use crate::desk::DeskRefusal;
use crate::pipeline::insight::explain::{DeskEdit, Explained, Presence, RevisionChange};
use crate::serve::api::PushService;
use crate::serve::desk::{ArticleSheet, Room, SheetItem, SheetRow};
use crate::trouble::Trouble;
use chrono_tz::Tz;

/// The newsroom behind the desk, in front of the pipeline.
pub(crate) struct DeskRoom {
    pub(crate) pushes: PipelinePushes,
}

impl Room for DeskRoom {
    fn paper(&self) -> String {
        self.pushes.pipeline.settings().site.title.to_string()
    }

    fn zone(&self) -> Tz {
        self.pushes.pipeline.settings().site.timezone
    }

    fn articles(&self) -> &dyn PushService {
        &self.pushes
    }

    fn wrong(&self) -> Vec<Trouble> {
        self.pushes.pipeline.wrong()
    }

    fn article(&self, name: &str) -> Result<ArticleSheet, DeskRefusal> {
        let kept = self.pushes.find(name)?;
        let explained = self.pushes.pipeline.explain(kept.article.id.as_str())?;
        let known = explained.articles.into_iter().find(|one| one.id == kept.article.id);
        let Explained { history, edits, items, feeds, .. } =
            known.ok_or_else(|| DeskRefusal::Unknown(name.to_owned()))?;
        let item = |item: crate::pipeline::insight::explain::Item| SheetItem {
            source: item.source.to_string(),
            key: item.key,
            since: item.since,
            title: item.title,
            matched: item.matched,
        };
        let zone = self.zone();
        Ok(ArticleSheet {
            withdrawn: kept.withdrawn.map(|at| (at, kept.reason)),
            article: kept.article,
            places: feeds.into_iter().map(|feed| place(feed, zone)).collect(),
            items: items.into_iter().map(item).collect(),
            history: history.into_iter().map(state).collect(),
            edits: edits.into_iter().map(edit).collect(),
        })
    }
}

/// A feed, and the article's place in it or the reason that it has none.
fn place(presence: Presence, zone: Tz) -> (String, String) {
    let Presence { feed, position, because, absence, held_back } = presence;
    let because = because.map(|because| format!(": {}", because.words(zone))).unwrap_or_default();
    let place = position.map(|position| format!("at {position}{because}"));
    let reason = absence.map(|absence| absence.words(zone));
    let held_back = held_back.map(|why| format!("readers have an older form of the feed: {why}"));
    let words: Vec<String> = [place, reason, held_back].into_iter().flatten().collect();
    (feed.to_string(), words.join("; "))
}

fn state(change: RevisionChange) -> SheetRow {
    let RevisionChange { number, at, source, by, fields } = change;
    let what = match (number, fields.is_empty()) {
        (1, _) => "first kept".to_owned(),
        (_, true) => "nothing that is kept".to_owned(),
        (_, false) => fields.join(", "),
    };
    SheetRow { at, by: by.unwrap_or(source), what, stands: true }
}

fn edit(edit: DeskEdit) -> SheetRow {
    let note = edit.note.map(|note| format!(": {note}")).unwrap_or_default();
    let undone = edit.undone_by.map(|who| format!(" (undone by {who})")).unwrap_or_default();
    let what = format!("{}{note}{undone}", edit.kind);
    SheetRow { at: edit.at, by: edit.by, what, stands: edit.undone.is_none() }
}
