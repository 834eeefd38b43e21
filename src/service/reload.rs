//! Takes up a changed configuration while the service runs: read, judged as a
//! whole, and then swapped in, or refused with the reason. It gathers and prints
//! nothing, and what is under way ends as it began.

use super::desk_room::DeskRoom;
use super::forecast::Forecast;
use super::in_force::InForce;
use super::library::Library;
use super::origin::Origin;
use super::push_service::PipelinePushes;
use super::refusal::ReloadRefusal;
use super::subscriber::PipelineHubs;
use crate::clock::Clock;
use crate::config;
use crate::folder_watch::{self, News};
use crate::health::Health;
use crate::metrics::Metrics;
use crate::pipeline::Pipeline;
use crate::pipeline::gather::standing::Standings;
use crate::section::Slug;
use crate::serve::{Api, Desk, HubCallbacks, Newsstand, Paper, Search};
use arc_swap::ArcSwap;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;

/// What readers and pushers meet.
pub(crate) struct Counter {
    pub(crate) newsstand: Arc<Newsstand>,
    pub(crate) search: Arc<Search>,
    pub(crate) paper: Arc<Paper>,
    pub(crate) api: Arc<Api>,
    pub(crate) hubs: Arc<HubCallbacks>,
    pub(crate) desk: Arc<Desk>,
    /// Where a desk calls for the press.
    pub(crate) press: UnboundedSender<BTreeSet<Slug>>,
    /// When sources are asked next.
    pub(crate) forecast: Arc<Forecast>,
    /// The configuration, as its file says it.
    pub(crate) in_force: Arc<InForce>,
    pub(crate) clock: Clock,
}

impl Counter {
    /// Goes by the settings of this pipeline from the next request on.
    fn reconfigure(&self, pipeline: &Arc<Pipeline>) {
        let settings = pipeline.settings();
        let pushes = || PipelinePushes::of(pipeline, &self.clock, &self.press);
        self.api.reconfigure(settings, Arc::new(pushes()));
        self.hubs.reconfigure(Arc::new(PipelineHubs(pipeline.clone())));
        let (forecast, in_force) = (self.forecast.clone(), self.in_force.clone());
        let room = DeskRoom::new(pushes(), forecast, in_force);
        self.desk.reconfigure(settings.desk.clone(), Arc::new(room));
        self.newsstand.reconfigure(settings);
        self.search.reconfigure(settings, Arc::new(Library { pipeline: pipeline.clone() }));
        self.paper.reconfigure(settings, Arc::new(Library { pipeline: pipeline.clone() }));
    }
}

/// What the timekeeper goes by from now on.
pub(crate) struct Reconfigured {
    pub(crate) pipeline: Arc<Pipeline>,
    pub(crate) standings: Standings,
}

/// Keeps the service up to date with its configuration file.
pub(crate) struct Reloader {
    origin: Origin,
    /// The pipeline of the moment.
    pipeline: Arc<ArcSwap<Pipeline>>,
    counter: Counter,
    timekeeper: UnboundedSender<Reconfigured>,
    health: Health,
    metrics: Metrics,
    /// The refusal that was told last, while it stands.
    refused: Option<String>,
    /// The keys of which was told that they wait for a restart.
    waiting: Vec<&'static str>,
}

impl Reloader {
    pub(crate) fn new(
        origin: Origin,
        pipeline: Arc<ArcSwap<Pipeline>>,
        counter: Counter,
        timekeeper: UnboundedSender<Reconfigured>,
        (health, metrics): (Health, Metrics),
    ) -> Self {
        Self {
            origin,
            pipeline,
            counter,
            timekeeper,
            health,
            metrics,
            refused: None,
            waiting: Vec::new(),
        }
    }

    /// Reads the file again whenever it changes or somebody calls for it, until
    /// `stop` is cancelled.
    pub(crate) async fn keep_up(mut self, stop: CancellationToken) {
        let (caller, mut changes) = unbounded_channel();
        let health = self.health.clone();
        let hear = move |news| match news {
            // Nobody listens any more only when the service is stopping.
            News::Changed => drop(caller.send(())),
            News::Lost(reason) => {
                tracing::warn!(
                    reason,
                    "the configuration is not watched: send SIGHUP after a change of it"
                );
                health.config_unwatched(Some(&reason));
            }
            News::Watched => {
                health.config_unwatched(None);
                // What changed meanwhile was seen by nobody.
                let _ = caller.send(());
            }
        };
        let _watch = folder_watch::file(&self.origin.file, hear);
        let mut asked = false;
        loop {
            // At once, too: it may have changed before it was watched.
            tokio::task::block_in_place(|| self.reload(asked));
            asked = tokio::select! {
                () = stop.cancelled() => return,
                Some(()) = changes.recv() => false,
                Some(()) = self.origin.calls.recv() => true,
            }
        }
    }

    /// Reads the file; somebody who `asked` for it is answered whatever it says.
    fn reload(&mut self, asked: bool) {
        match self.judge() {
            Ok((next, text)) => {
                if self.refused.take().is_some() {
                    tracing::info!("the configuration file is right again");
                }
                self.health.config_problem(None);
                self.metrics.configuration().in_use();
                match next {
                    Some(next) => {
                        let now = self.counter.clock.now();
                        self.counter.in_force.took_up(text, now);
                        self.swap(next);
                    }
                    None if asked => {
                        self.counter.in_force.says(text);
                        let file = self.origin.file.display();
                        tracing::info!(%file, "the configuration was read: nothing in it has changed");
                    }
                    None => self.counter.in_force.says(text),
                }
            }
            Err(refusal) => self.refuse(&refusal, asked),
        }
    }

    /// What the file says now, in the words of the file too; nothing when that is what is in
    /// use already.
    fn judge(&mut self) -> Result<(Option<Reconfigured>, String), ReloadRefusal> {
        let pipeline = self.pipeline.load_full();
        let running = pipeline.settings();
        let text = config::read(&self.origin.file)?;
        let written = config::from_text(&text, &self.origin.file, &self.origin.environment)?;
        let (settings, waiting) = written.until_restart(running);
        self.tell_waiting(waiting);
        if settings == *running {
            return Ok((None, text));
        }
        let breaks = pipeline.breaking(&settings)?;
        if !breaks.is_empty() && !settings.server.allow_breaking {
            return Err(ReloadRefusal::Breaking(breaks));
        }
        for broken in breaks {
            tracing::warn!(%broken, "allowed by `allow_breaking`: remove that line when this was all");
        }
        let pipeline = Arc::new(pipeline.under(Arc::new(settings))?);
        let standings = pipeline.gatherer.recall()?;
        Ok((Some(Reconfigured { pipeline, standings }), text))
    }

    /// Says which keys only a restart takes up, each once.
    fn tell_waiting(&mut self, waiting: Vec<&'static str>) {
        for key in waiting.iter().filter(|key| !self.waiting.contains(key)) {
            tracing::warn!(
                key,
                "has changed in the configuration, and counts from the next start of the program on"
            );
        }
        self.health.restart_needed(&waiting);
        self.waiting = waiting;
    }

    fn swap(&mut self, next: Reconfigured) {
        self.pipeline.store(next.pipeline.clone());
        self.counter.reconfigure(&next.pipeline);
        self.metrics.configuration().count("taken");
        let settings = next.pipeline.settings();
        tracing::info!(
            sections = settings.sections.len(),
            sources = settings.sources.len(),
            "the changed configuration is in use"
        );
        // Nobody listens any more only when the service is stopping.
        let _ = self.timekeeper.send(next);
    }

    /// Everything stays as it is; each refusal is told once, and to everybody who asked.
    fn refuse(&mut self, refusal: &ReloadRefusal, asked: bool) {
        let told = refusal.to_string();
        self.health.config_problem(Some(&told));
        self.metrics.configuration().refused(refusal.reason());
        let is_new = self.refused.as_ref() != Some(&told);
        if is_new || asked {
            refusal.tell();
        }
        if is_new {
            self.metrics.configuration().count(refusal.reason());
            self.refused = Some(told);
        }
    }
}
