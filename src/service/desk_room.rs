//! What the desk shows of the newsroom: what the pipeline knows, in the words of the server.
//! It answers no HTTP and judges nobody.

use super::forecast::Forecast;
use super::push_service::PipelinePushes;
use crate::article::Article;
use crate::desk::DeskRefusal;
use crate::pipeline::SourceRecord;
use crate::pipeline::insight::coming::{Coming, ComingKind};
use crate::pipeline::insight::explain::{DeskEdit, Explained, Presence, RevisionChange};
use crate::pipeline::insight::seats::Seat;
use crate::search_query::Query;
use crate::section::Slug;
use crate::serve::api::PushService;
use crate::serve::desk::{
    ArticleRow, ArticleSheet, Change, FrontSeat, Room, SheetItem, SheetRow, SourceSheet,
};
use crate::source_memory::SourceName;
use crate::trouble::Trouble;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::sync::Arc;

/// Articles that a search of the desk shows.
const MOST: usize = 100;

/// The newsroom behind the desk, in front of the pipeline.
pub(crate) struct DeskRoom {
    pub(crate) pushes: PipelinePushes,
    /// When sources are asked next.
    pub(crate) forecast: Arc<Forecast>,
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

    fn front_page(&self) -> Result<Vec<FrontSeat>, DeskRefusal> {
        let (seats, zone) = (self.pushes.pipeline.seats()?, self.zone());
        let seat = |Seat { article, because }: Seat| {
            let why = because.map(|because| because.words(zone)).unwrap_or_default();
            FrontSeat { article: ArticleRow::of(&article), why }
        };
        Ok(seats.into_iter().map(seat).collect())
    }

    fn coming(&self, until: DateTime<Utc>) -> Result<Vec<Change>, DeskRefusal> {
        let change = |coming: Coming| Change {
            at: coming.at,
            what: match coming.what {
                ComingKind::GoesOut => "goes out",
                ComingKind::Ends => "ends",
                ComingKind::Unpinned => "is pinned no more",
            },
            article: coming.article,
        };
        Ok(self.pushes.pipeline.coming(until)?.into_iter().map(change).collect())
    }

    fn passes(&self, until: DateTime<Utc>) -> Vec<(DateTime<Utc>, String)> {
        let all = self.forecast.firings().into_iter();
        let soon = all.filter(|(_, at)| *at <= until);
        let mut passes: Vec<_> = soon.map(|(name, at)| (at, name.to_string())).collect();
        passes.sort();
        passes
    }

    fn found(&self, words: &str, sections: &[Slug]) -> Result<Vec<Article>, DeskRefusal> {
        let pipeline = &self.pushes.pipeline;
        if words.is_empty() {
            return Ok(pipeline.found(None, sections, MOST)?);
        }
        let named = self.pushes.find(words).ok().map(|kept| kept.article);
        let words = match words.parse::<Query>().ok() {
            Some(query) => pipeline.found(Some(query), sections, MOST)?,
            None => Vec::new(),
        };
        let others = words.into_iter().filter(|one| named.as_ref().is_none_or(|n| n.id != one.id));
        Ok(named.clone().into_iter().chain(others).collect())
    }

    fn sources(&self) -> Result<Vec<SourceSheet>, DeskRefusal> {
        let firings = self.forecast.firings();
        let pipeline = &self.pushes.pipeline;
        let sheet = |(name, record): (SourceName, SourceRecord)| SourceSheet {
            next: firings.iter().find(|(of, _)| *of == name).map(|(_, at)| *at),
            can_be_asked: pipeline.source(&name).is_some(),
            name: name.to_string(),
            articles: record.articles,
            last_success: record.last_success,
            error: record.error,
            failures: record.failures,
            rejections: record.rejections.into_iter().map(|one| (one.key, one.reason)).collect(),
            warnings: record.warnings.into_iter().map(|one| (one.key, one.warning)).collect(),
        };
        Ok(pipeline.records()?.into_iter().map(sheet).collect())
    }

    fn ask_now(&self, source: &str) -> Result<(), DeskRefusal> {
        let (name, pipeline) = (SourceName::new(source), &self.pushes.pipeline);
        if pipeline.source(&name).is_none() {
            return Err(DeskRefusal::Invalid(format!("there is no source \"{source}\"")));
        }
        Ok(pipeline.request(&name)?)
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
