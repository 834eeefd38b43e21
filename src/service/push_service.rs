//! Where pushed articles come in: what the pipeline does, and a call for the press. It
//! answers no HTTP.

use crate::article::{Article, ArticleId};
use crate::clock::Clock;
use crate::desk::{
    Change, ChangedArticle, DeskRefusal, Door, KeptAnswer, KeptArticle, Permit, Pushed, Revision,
};
use crate::edition::DocumentName;
use crate::pipeline::Pipeline;
use crate::section::Slug;
use crate::serve::api::PushService;
use crate::source_memory::SourceName;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::UnboundedSender;

/// How long the answer to a request with a key of its own is kept.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// How long the press may take until files are said to be late, and how often it is looked.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// The newsroom's desk, in front of the pipeline.
pub(crate) struct PipelinePushes {
    pub(crate) pipeline: Arc<Pipeline>,
    pub(crate) clock: Clock,
    /// Tells the timekeeper which sections have changed.
    pub(crate) press: UnboundedSender<BTreeSet<Slug>>,
}

impl PipelinePushes {
    pub(crate) fn of(
        pipeline: &Arc<Pipeline>,
        clock: &Clock,
        press: &UnboundedSender<BTreeSet<Slug>>,
    ) -> Self {
        Self { pipeline: pipeline.clone(), clock: clock.clone(), press: press.clone() }
    }

    fn call_for(&self, sections: BTreeSet<Slug>) {
        if !sections.is_empty() {
            // Nobody listens any more only when the service is stopping.
            let _ = self.press.send(sections);
        }
    }

    /// The published files that still have what was taken back, once the press has had its
    /// time to replace them.
    fn unwritten(&self, id: &ArticleId) -> Vec<String> {
        let (begun, pipeline) = (Instant::now(), &self.pipeline);
        let mut names = pipeline.desk.files_with(id).unwrap_or_default();
        while !names.is_empty() && !pipeline.desk.cannot_write(&names) && begun.elapsed() < PATIENCE
        {
            std::thread::sleep(LOOK_EVERY);
            names = pipeline.desk.still_in(&names, id);
        }
        names.iter().map(DocumentName::file_name).collect()
    }
}

impl PushService for PipelinePushes {
    fn push(
        &self,
        body: &[u8],
        called: Option<&str>,
        permit: &Permit<'_>,
    ) -> Result<Vec<Pushed>, DeskRefusal> {
        let (mut pushed, sections) = self.pipeline.desk.push(body, called, permit)?;
        self.call_for(sections);
        for Pushed { now, unwritten, .. } in &mut pushed {
            let at = self.clock.now();
            if let Some(gone) = now.as_ref().filter(|now| now.is_taken_back(at)) {
                *unwritten = self.unwritten(&gone.article.id);
            }
        }
        Ok(pushed)
    }

    fn change(
        &self,
        name: &str,
        change: Change,
        permit: &Permit<'_>,
    ) -> Result<ChangedArticle, DeskRefusal> {
        let (now, sections) = self.pipeline.desk.change(name, &change, permit)?;
        self.call_for(sections);
        let unwritten = match now.is_taken_back(self.clock.now()) {
            true => self.unwritten(&now.article.id),
            false => Vec::new(),
        };
        Ok(ChangedArticle { now, unwritten })
    }

    fn zone(&self) -> Tz {
        self.pipeline.settings().site.timezone
    }

    fn find(&self, name: &str) -> Result<KeptArticle, DeskRefusal> {
        self.pipeline.desk.find(name)?.ok_or_else(|| DeskRefusal::Unknown(name.to_owned()))
    }

    fn revisions(&self, name: &str) -> Result<Vec<Revision>, DeskRefusal> {
        self.pipeline.desk.revisions(name)?.ok_or_else(|| DeskRefusal::Unknown(name.to_owned()))
    }

    fn newest(
        &self,
        sections: &[Slug],
        after: Option<&(DateTime<Utc>, ArticleId)>,
        limit: usize,
    ) -> Result<Vec<Article>, DeskRefusal> {
        Ok(self.pipeline.desk.newest(sections, after, limit)?)
    }

    fn gather(&self, source: &str, by: &str) -> Result<i64, DeskRefusal> {
        let name = SourceName::new(source);
        if self.pipeline.source(&name).is_none() {
            let sources = &self.pipeline.settings().sources;
            let names: Vec<&str> = sources.iter().map(|it| it.name().as_str()).collect();
            let said = format!("there is no source \"{source}\"; there are: {}", names.join(", "));
            return Err(DeskRefusal::NoSuch(said));
        }
        Ok(self.pipeline.info.request_by(&name, by, Door::Push)?)
    }

    fn gathered(&self, request: i64) -> Result<Option<Result<Value, String>>, DeskRefusal> {
        let answer = self.pipeline.ask(|store| store.answer_to(request))?;
        let read = |answer: String| serde_json::from_str(&answer);
        answer.map(read).transpose().map_err(|error| DeskRefusal::Failed(error.to_string()))
    }

    fn wellbeing(&self) -> Value {
        let mut says = serde_json::to_value(self.pipeline.info.report()).unwrap_or_default();
        says["troubles"] =
            serde_json::to_value(self.pipeline.info.all_troubles()).unwrap_or_default();
        says
    }

    fn answered(&self, key: &str) -> Result<Option<KeptAnswer>, DeskRefusal> {
        let since = self.clock.now() - REMEMBERED;
        Ok(self.pipeline.ask(|store| store.answer(key, since))?)
    }

    fn remember(&self, key: &str, answer: KeptAnswer) -> Result<(), DeskRefusal> {
        let now = self.clock.now();
        let forget = now - REMEMBERED;
        Ok(self.pipeline.ask(|store| store.keep_answer(key, &answer, now, forget))?)
    }
}
