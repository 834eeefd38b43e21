//! What the desk shows of the newsroom: what the pipeline knows, in the words of the server.
//! It answers no HTTP and judges nobody.

use super::desk_sheets::{edit, feed_sheet, place, remark, state, verdict};
use super::forecast::Forecast;
use super::in_force::InForce;
use super::push_service::PipelinePushes;
use super::source_trial;
use crate::article::ArticleId;
use crate::config;
use crate::desk::{DeskRefusal, Door, KeptArticle};
use crate::edition::DocumentName;
use crate::feed_document::Format;
use crate::log_book::LogLine;
use crate::pipeline::gather::moved::told_of_move;
use crate::pipeline::insight::busy::{self, SectionWeek};
use crate::pipeline::insight::coming::{Coming, ComingKind};
use crate::pipeline::insight::explain::Explained;
use crate::pipeline::insight::preview::Words;
use crate::pipeline::insight::seats::Seat;
use crate::pipeline::{Confirmed, PastDeed, Provenance, SourceRecord, WantedDeeds};
use crate::section::Slug;
use crate::serve::api::PushService;
use crate::serve::desk::{
    ArticleRow, ArticleSheet, BroughtRow, Change, ConfigSheet, DeedRow, FeedSheet, FrontSeat,
    Pulse, Room, SheetItem, SourceSheet, SourceTrial, Spell, TrialSheet, VerdictSheet, WeekSheet,
};
use crate::source_memory::SourceName;
use crate::trouble::Trouble;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

/// Articles that a search of the desk shows.
const MOST: usize = 100;

/// The newsroom behind the desk, in front of the pipeline.
pub(crate) struct DeskRoom {
    pub(crate) pushes: PipelinePushes,
    /// When sources are asked next.
    pub(crate) forecast: Arc<Forecast>,
    /// The configuration, as its file says it.
    pub(crate) in_force: Arc<InForce>,
    /// One source is tried at a time.
    trying: Mutex<()>,
}

impl DeskRoom {
    pub(crate) fn new(
        pushes: PipelinePushes,
        forecast: Arc<Forecast>,
        in_force: Arc<InForce>,
    ) -> Self {
        Self { pushes, forecast, in_force, trying: Mutex::new(()) }
    }
}

impl DeskRoom {
    /// When each source is asked next: as the timekeeper has it, and by its schedule where
    /// that knows of no firing, as of a watched folder.
    fn next_passes(&self) -> Result<BTreeMap<SourceName, DateTime<Utc>>, DeskRefusal> {
        let plan = self.pushes.pipeline.info.plan()?.into_iter();
        let mut next: BTreeMap<_, _> = plan.filter_map(|(name, at)| Some((name, at?))).collect();
        next.extend(self.forecast.firings());
        Ok(next)
    }
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
        self.pushes.pipeline.info.wrong()
    }

    fn front_page(&self) -> Result<Vec<FrontSeat>, DeskRefusal> {
        let (seats, zone) = (self.pushes.pipeline.info.seats()?, self.zone());
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
        Ok(self.pushes.pipeline.info.coming(until)?.into_iter().map(change).collect())
    }

    fn passes(&self, until: DateTime<Utc>) -> Result<Vec<(DateTime<Utc>, String)>, DeskRefusal> {
        let all = self.next_passes()?.into_iter();
        let mut passes: Vec<_> = all.map(|(name, at)| (at, name.to_string())).collect();
        passes.retain(|(at, _)| *at <= until);
        passes.sort();
        Ok(passes)
    }

    fn found(&self, words: &str, sections: &[Slug]) -> Result<Vec<KeptArticle>, DeskRefusal> {
        Ok(self.pushes.pipeline.info.found(words, sections, MOST)?)
    }

    fn sources(&self) -> Result<Vec<SourceSheet>, DeskRefusal> {
        let firings = self.next_passes()?;
        let pipeline = &self.pushes.pipeline;
        let moved = |name: &SourceName, record: &SourceRecord| {
            pipeline.source(name).and_then(|source| told_of_move(source, &record.memory))
        };
        let sheet = |(name, record): (SourceName, SourceRecord)| SourceSheet {
            next: firings.get(&name).copied(),
            can_be_asked: pipeline.source(&name).is_some(),
            name: name.to_string(),
            articles: record.articles,
            last_success: record.last_success,
            error: record.error,
            failures: record.failures,
            rejections: record.rejections.into_iter().map(|one| (one.key, one.reason)).collect(),
            warnings: record.warnings.into_iter().map(|one| (one.key, one.warning)).collect(),
        };
        let sheet = |(name, mut record): (SourceName, SourceRecord)| {
            record.warnings.extend(moved(&name, &record));
            sheet((name, record))
        };
        Ok(pipeline.info.records()?.into_iter().map(sheet).collect())
    }

    fn brought(&self, source: &str) -> Result<Vec<BroughtRow>, DeskRefusal> {
        let brought = self.pushes.pipeline.info.brought(&SourceName::new(source), MOST)?;
        let row = |(id, item): (ArticleId, Provenance)| BroughtRow {
            id: id.to_string(),
            title: item.title,
            key: item.key,
            since: item.since,
        };
        Ok(brought.into_iter().map(row).collect())
    }

    fn try_source(&self, source: &str) -> Result<SourceTrial, DeskRefusal> {
        let Ok(_alone) = self.trying.try_lock() else {
            let busy = "somebody tries a source just now: try it in a minute";
            return Err(DeskRefusal::Otherwise(busy.to_owned()));
        };
        source_trial::of(&self.pushes.pipeline, source, self.pushes.clock.now())
    }

    fn lost(&self) -> BTreeMap<String, u32> {
        let emptied = self.pushes.pipeline.info.report().emptied.into_iter();
        emptied.map(|one| (one.source.to_string(), one.emptied.lost)).collect()
    }

    fn confirm(&self, source: &str, lost: u32, by: &str) -> Result<(), DeskRefusal> {
        let name = SourceName::new(source);
        match self.pushes.pipeline.info.confirm_by(&name, lost, by)? {
            Confirmed::Withdrawn(_) => Ok(()),
            Confirmed::Another(emptied) => Err(DeskRefusal::Otherwise(emptied.told(&name))),
            Confirmed::Nothing => Err(DeskRefusal::Otherwise(format!(
                "there is nothing to confirm: no article of {source} is held back"
            ))),
        }
    }

    fn pulse(&self) -> Pulse {
        let pipeline = &self.pushes.pipeline;
        let name = DocumentName::Feed(Slug::front_page(), Format::Json);
        let front_page = pipeline.edition().load().document(&name).map(|one| one.fingerprint);
        let number = |hash: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            hash(&mut hasher);
            hasher.finish()
        };
        let now = number(&|it| front_page.map(|it| it.to_string()).hash(it));
        let wrong = number(&|it| {
            pipeline.info.wrong().iter().for_each(|one| (&one.subject, &one.message).hash(it));
        });
        let log = self.in_force.log().recent();
        let last = log.last().map(|line| line.at);
        let log = number(&|it| (log.len(), last).hash(it));
        Pulse::from([("now", now), ("wrong", wrong), ("log", log)])
    }

    fn log(&self) -> Vec<Arc<LogLine>> {
        self.in_force.log().recent()
    }

    fn ask_now(&self, source: &str, by: &str) -> Result<(), DeskRefusal> {
        let (name, pipeline) = (SourceName::new(source), &self.pushes.pipeline);
        if pipeline.source(&name).is_none() {
            return Err(DeskRefusal::Invalid(format!("there is no source \"{source}\"")));
        }
        pipeline.info.request_by(&name, by, Door::Desk)?;
        Ok(())
    }

    fn configuration(&self) -> ConfigSheet {
        let (pipeline, taken) = (&self.pushes.pipeline, self.in_force.taken());
        let report = pipeline.info.report();
        ConfigSheet {
            file: self.in_force.file().map(|file| file.display().to_string()),
            since: taken.since,
            reloaded: taken.reloaded,
            problem: report.config_problem,
            unwatched: report.config_unwatched,
            waiting: report.restart_needed,
            warnings: pipeline.settings().warnings.iter().map(remark).collect(),
            text: config::shown(&taken.text),
        }
    }

    fn preview(&self, text: &str) -> Result<TrialSheet, DeskRefusal> {
        let without = || DeskRefusal::Otherwise("the settings came without a file".to_owned());
        let settings = match self.in_force.judge(text).ok_or_else(without)? {
            Ok(settings) => settings,
            Err(problems) => {
                let problems = problems.iter().map(remark).collect();
                return Ok(TrialSheet { problems, ..TrialSheet::default() });
            }
        };
        let warnings = settings.warnings.iter().map(remark).collect();
        let preview = self.pushes.pipeline.info.preview(settings);
        let preview = preview.map_err(|error| DeskRefusal::Failed(error.to_string()))?;
        let words = preview.words().into_iter().map(|Words { head, lines }| (head, lines));
        Ok(TrialSheet {
            problems: Vec::new(),
            warnings,
            breaking: preview.breaking.iter().map(ToString::to_string).collect(),
            changes: words.collect(),
            front_page: preview.front_page(),
        })
    }

    fn signed_in(&self, by: &str) -> Result<(), DeskRefusal> {
        Ok(self.pushes.pipeline.info.signed_in(by)?)
    }

    fn deeds(
        &self,
        by: Option<&str>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<DeedRow>, DeskRefusal> {
        let wanted = WantedDeeds { by, before, article: None };
        let row = |(deed, title): (PastDeed, Option<String>)| DeedRow {
            number: deed.number,
            at: deed.at,
            by: deed.by,
            door: match deed.door {
                Door::Command => "by a command",
                Door::Desk => "at the desk",
                Door::Push => "by the push API",
            },
            what: deed.deed.words(),
            article: deed.article.map(|id| (id.to_string(), title.unwrap_or(id.to_string()))),
            subject: deed.subject,
        };
        Ok(self.pushes.pipeline.info.deeds(&wanted, limit)?.into_iter().map(row).collect())
    }

    fn feeds(&self) -> Vec<FeedSheet> {
        let pipeline = &self.pushes.pipeline;
        pipeline
            .info
            .feeds_now()
            .into_iter()
            .map(|feed| feed_sheet(feed, pipeline.settings()))
            .collect()
    }

    fn verdicts(&self, feed: &Slug) -> Result<Vec<VerdictSheet>, DeskRefusal> {
        let results = self.pushes.pipeline.info.verdicts(feed);
        let results = results.map_err(|error| DeskRefusal::Failed(error.to_string()))?;
        Ok(results.into_iter().map(verdict).collect())
    }

    fn let_out(&self, feed: &Slug, by: &str) -> Result<(), DeskRefusal> {
        Ok(self.pushes.pipeline.info.let_out_by(feed, by)?)
    }

    fn weeks(&self) -> Result<Vec<WeekSheet>, DeskRefusal> {
        let pipeline = &self.pushes.pipeline;
        let titles = &pipeline.settings().sections;
        let titled = |slug: &Slug| titles.iter().find(|one| one.slug == *slug);
        let spell = |spell: busy::Spell| Spell {
            from: spell.from,
            articles: spell.articles,
            usual: spell.usual,
        };
        let sheet = |week: SectionWeek| WeekSheet {
            title: titled(&week.section).map(|one| one.title.to_string()).unwrap_or_default(),
            latest: week.latest,
            spells: week.spells.into_iter().map(spell).collect(),
            section: week.section,
        };
        Ok(pipeline.info.weeks()?.into_iter().map(sheet).collect())
    }

    fn article(&self, name: &str) -> Result<ArticleSheet, DeskRefusal> {
        let kept = self.pushes.find(name)?;
        let explained = self.pushes.pipeline.info.explain(kept.article.id.as_str())?;
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
            recalled: kept.recalled,
            publish_at: kept.publish_at,
            embargo: kept.embargo,
            expires: kept.expires,
            article: kept.article,
            places: feeds.into_iter().map(|feed| place(feed, zone)).collect(),
            items: items.into_iter().map(item).collect(),
            history: history.into_iter().map(state).collect(),
            edits: edits.into_iter().map(|said| edit(said, zone)).collect(),
        })
    }
}
