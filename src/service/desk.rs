//! Where pushed articles come in: what the pipeline does, in the words of the API,
//! and a call for the press. It answers no HTTP.

use crate::article::{Article, ArticleId};
use crate::clock::Clock;
use crate::pipeline::{self, KeptAnswer, KeptArticle, Pipeline, PushRefusal};
use crate::section::Slug;
use crate::serve::api::{
    Asker, Change, Condition, Desk, Edit, Past, Pushed, Refused, Remembered, Standing,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedSender;

/// How long the answer to a request with a key of its own is kept.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// The newsroom's desk, in front of the pipeline.
pub(crate) struct NewsDesk {
    pub(crate) pipeline: Arc<Pipeline>,
    pub(crate) clock: Clock,
    /// Tells the timekeeper which sections have changed.
    pub(crate) press: UnboundedSender<BTreeSet<Slug>>,
}

impl NewsDesk {
    fn call_for(&self, sections: BTreeSet<Slug>) {
        if !sections.is_empty() {
            // Nobody listens any more only when the service is stopping.
            let _ = self.press.send(sections);
        }
    }
}

impl Desk for NewsDesk {
    fn push(
        &self,
        body: &[u8],
        called: Option<&str>,
        Asker { name, scope }: Asker<'_>,
        condition: Condition<'_>,
    ) -> Result<Vec<Pushed>, Refused> {
        let condition = |kept: Option<&KeptArticle>| condition(kept.map(standing).as_ref());
        let (pushed, sections) =
            self.pipeline.push_by(name, body, called, scope, &condition).map_err(refused)?;
        self.call_for(sections);
        let pushed = pushed.into_iter().map(|pushed| {
            let change = match &pushed.before {
                None => Change::New,
                Some(before) if *before == pushed.now => Change::Unchanged,
                Some(_) => Change::Changed,
            };
            Pushed { key: pushed.key, change, standing: standing(&pushed.now) }
        });
        Ok(pushed.collect())
    }

    fn edit(
        &self,
        name: &str,
        edit: Edit,
        asker: Asker<'_>,
        condition: Condition<'_>,
    ) -> Result<Standing, Refused> {
        let condition = |kept: Option<&KeptArticle>| condition(kept.map(standing).as_ref());
        let change = match edit {
            Edit::Correct(note) => pipeline::Change::Correct(note),
            Edit::Retract(reason) => pipeline::Change::Retract(reason),
            Edit::Undo => pipeline::Change::Undo,
        };
        let edited = self.pipeline.edit(name, change, asker.name, asker.scope, &condition);
        let (now, sections) = edited.map_err(refused)?;
        self.call_for(sections);
        Ok(standing(&now))
    }

    fn find(&self, name: &str) -> Result<Standing, Refused> {
        let kept = self.pipeline.find(name).map_err(failed)?;
        kept.as_ref().map(standing).ok_or_else(|| unknown(name))
    }

    fn revisions(&self, name: &str) -> Result<Vec<Past>, Refused> {
        let revisions = self.pipeline.revisions(name).map_err(failed)?;
        let revisions = revisions.ok_or_else(|| unknown(name))?.into_iter();
        let past = revisions.map(|revision| Past {
            number: revision.number,
            at: revision.at,
            source: revision.source.as_str().to_owned(),
            by: revision.by,
            article: revision.article,
        });
        Ok(past.collect())
    }

    fn newest(
        &self,
        sections: &[Slug],
        after: Option<&(DateTime<Utc>, ArticleId)>,
        limit: usize,
    ) -> Result<Vec<Article>, Refused> {
        self.pipeline.newest(sections, after, limit).map_err(failed)
    }

    fn answered(&self, key: &str) -> Result<Option<Remembered>, Refused> {
        let since = self.clock.now() - REMEMBERED;
        let kept = self.pipeline.ask(|store| store.answer(key, since)).map_err(failed)?;
        Ok(kept.map(|kept| Remembered { request: kept.request, answer: kept.body }))
    }

    fn remember(&self, key: &str, answer: Remembered) -> Result<(), Refused> {
        let (now, kept) =
            (self.clock.now(), KeptAnswer { request: answer.request, body: answer.answer });
        let forget = now - REMEMBERED;
        self.pipeline.ask(|store| store.keep_answer(key, &kept, now, forget)).map_err(failed)
    }
}

fn standing(kept: &KeptArticle) -> Standing {
    Standing {
        article: kept.article.clone(),
        revision: kept.revision,
        withdrawn: kept.withdrawn,
        reason: kept.reason.clone(),
        expires: kept.expires,
    }
}

fn unknown(name: &str) -> Refused {
    Refused::Unknown(format!("there is no article \"{name}\""))
}

fn failed(error: impl std::fmt::Display) -> Refused {
    Refused::Failed(error.to_string())
}

fn refused(refusal: PushRefusal) -> Refused {
    let detail = refusal.to_string();
    match refusal {
        PushRefusal::Malformed(_) => Refused::Malformed(detail),
        PushRefusal::Invalid(_) => Refused::Invalid(detail),
        PushRefusal::Scope(_) => Refused::Scope(detail),
        PushRefusal::Condition => Refused::Condition(detail),
        PushRefusal::Nothing(_) => Refused::Nothing(detail),
        PushRefusal::Unknown(_) => Refused::Unknown(detail),
        PushRefusal::Removed(_) => Refused::Gone(detail),
        PushRefusal::Store(_) => Refused::Failed(detail),
    }
}
