//! `pressroom run [SOURCE…]`: one pass over the sources, publish, exit.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::table;
use crate::clock::Clock;
use crate::config::settings::Source;
use crate::config::{Problem, Settings};
use crate::health::Health;
use crate::metrics::Metrics;
use crate::pipeline::gather::looks;
use crate::pipeline::gather::standing::hold_on;
use crate::pipeline::{PassEnd, PassReport, Pipeline, PipelineError, Printing};
use crate::service;
use crate::source_memory::{Hold, HoldReason, SourceName};
use crate::store::Standing;
use chrono::{DateTime, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How long a run brings pictures, when the feeds are out.
const PICTURES: Duration = Duration::from_secs(120);

#[derive(Debug, clap::Args)]
pub(crate) struct Run {
    /// The sources to ask, whatever holds them but their publisher who asked to wait; all that may be asked now when none is named
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Publish a feed even when it lost most of its items
    #[arg(long)]
    allow_collapse: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Run {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = Arc::new(file.settings()?);
        refuse_beside_a_service(&settings)?;
        let sources = self.chosen(&settings.sources)?;
        let pipeline =
            Arc::new(Pipeline::open(settings, Clock::system(), Health::new(), Metrics::new())?);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let bar = progress_bar(sources.len(), self.json);
        let standings = pipeline.gatherer.recall()?;
        let (mut passes, sources) = if self.sources.is_empty() {
            set_aside(sources, &standings, Clock::system().now())
        } else {
            (Vec::new(), sources)
        };
        passes.extend(runtime.block_on(gather(&pipeline, sources, &bar)));
        bar.set_message("publishing");
        let removed = pipeline.printer.retain()?;
        let mut printing = pipeline.publish_all(self.allow_collapse || removed > 0)?;
        while printing.unfinished {
            printing.unfinished = false;
            printing = printing.and(pipeline.publish_all(false)?);
        }
        pipeline.info.take_stock()?;
        bar.set_message("telling");
        runtime.block_on(pipeline.info.deliver())?;
        bar.set_message("pictures");
        if runtime.block_on(bring_pictures(&pipeline))? {
            pipeline.printer.redo_pages();
            printing = printing.and(pipeline.printer.publish_pages()?);
            while printing.unfinished {
                printing.unfinished = false;
                printing = printing.and(pipeline.printer.publish_pages()?);
            }
        }
        bar.finish_and_clear();
        self.tell(&pipeline, &passes, &printing);
        let whole = printing.held_back.is_empty() && printing.left_out.is_empty();
        // Nobody looks later.
        let unread =
            |pass: &PassReport| matches!(pass.end, PassEnd::Done { look_again: Some(_), .. });
        let whole = whole && !passes.iter().any(unread);
        Ok(if whole { outcome(&passes) } else { Outcome::Partly })
    }

    fn chosen(&self, all: &[Source]) -> Result<Vec<Source>, Failure> {
        if self.sources.is_empty() {
            return Ok(all.to_vec());
        }
        self.sources.iter().map(|name| Ok(named(all, name)?.clone())).collect()
    }

    fn tell(&self, pipeline: &Pipeline, passes: &[PassReport], printing: &Printing) {
        if self.json {
            put!("{}", json!({"sources": passes, "published": printing}));
            return;
        }
        passes.iter().for_each(tell_pass);
        for Problem { file, line, cause, remedy, .. } in &pipeline.settings().warnings {
            say!("warning: {file}, line {line}: {cause}: {remedy}");
        }
        say!("{}", table::printing_line(printing, &pipeline.settings().publish.folder));
        for held_back in &printing.held_back {
            say!("held back: {held_back}");
        }
        for left_out in &printing.left_out {
            say!("left out: {left_out}");
        }
        if let Some(too_old) = pipeline.info.report().aged {
            say!("{}", too_old.message);
        }
    }
}

/// What came of a pass, in a line or two.
pub(crate) fn tell_pass(pass: &PassReport) {
    say!("{}", table::pass_line(pass));
    if let PassEnd::Done { emptied: Some(emptied), .. } = &pass.end {
        say!("{}: {}", pass.source, emptied.told(&pass.source));
    }
}

/// Two that gather and publish the same at one time are in each other's way.
fn refuse_beside_a_service(settings: &Settings) -> Result<(), Failure> {
    let Some(process) = service::running(&settings.store.path) else { return Ok(()) };
    Err(format!(
        "the service is running on this newsroom (process {process}), and gathers and publishes \
         by itself: `pressroom gather SOURCE` has it ask a source now"
    )
    .into())
}

/// The source of this name.
///
/// # Errors
/// When there is none; the message lists those there are.
pub(crate) fn named<'a>(all: &'a [Source], name: &str) -> Result<&'a Source, Failure> {
    all.iter().find(|source| source.name().as_str() == name).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|source| source.name().as_str()).collect();
        format!(
            "there is no source \"{name}\" in the configuration; there are: {}",
            names.join(", ")
        )
        .into()
    })
}

/// Those that are to be left alone now, and the others.
fn set_aside(
    sources: Vec<Source>,
    standings: &BTreeMap<SourceName, Standing>,
    now: DateTime<Utc>,
) -> (Vec<PassReport>, Vec<Source>) {
    let (mut waiting, mut free) = (Vec::new(), Vec::new());
    for source in sources {
        let standing = standings.get(source.name());
        let hold = standing.and_then(|standing| hold_on(&source, &standing.memory));
        match hold.filter(|hold| hold.holds(now)) {
            None => free.push(source),
            hold => waiting.push(PassReport {
                source: source.name().clone(),
                began: now,
                seconds: 0.0,
                end: PassEnd::Waits,
                judged_again: BTreeSet::new(),
                reach: BTreeMap::new(),
                hold,
                again: None,
            }),
        }
    }
    (waiting, free)
}

/// Brings the pictures that pages want, for a while: whether any came. The next run, or the
/// service, brings the others.
async fn bring_pictures(pipeline: &Arc<Pipeline>) -> Result<bool, PipelineError> {
    let end = Instant::now() + PICTURES;
    let mut any = false;
    while Instant::now() < end
        && let Some(here) = pipeline.gatherer.bring_picture().await?
    {
        any |= here;
    }
    Ok(any)
}

async fn gather(
    pipeline: &Arc<Pipeline>,
    sources: Vec<Source>,
    bar: &ProgressBar,
) -> Vec<PassReport> {
    let mut waiting = sources.into_iter().enumerate();
    let mut under_way = JoinSet::new();
    let mut passes = Vec::new();
    loop {
        while under_way.len() < pipeline.settings().fetch.concurrency
            && let Some((place, source)) = waiting.next()
        {
            let pipeline = pipeline.clone();
            under_way.spawn(async move { (place, gather_at_rest(&pipeline, &source).await) });
        }
        let Some(ended) = under_way.join_next().await else { break };
        // A pass reports its own failures; only a defect of ours breaks one off.
        if let Ok((place, pass)) = ended {
            bar.set_message(pass.source.to_string());
            bar.inc(1);
            passes.push((place, pass));
        }
    }
    passes.sort_by_key(|(place, _)| *place);
    passes.into_iter().map(|(_, pass)| pass).collect()
}

/// One pass, and one more where the folder had not come to rest: nobody looks later.
async fn gather_at_rest(pipeline: &Arc<Pipeline>, source: &Source) -> PassReport {
    let mut pass = pipeline.gatherer.gather(source).await;
    for rest in looks() {
        let PassEnd::Done { look_again: Some(wait), .. } = pass.end else { break };
        tokio::time::sleep(wait.max(rest)).await;
        pass = pass.and(pipeline.gatherer.gather(source).await);
    }
    pass
}

/// A bar on a terminal, nothing elsewhere.
fn progress_bar(sources: usize, json: bool) -> ProgressBar {
    if json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(sources as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} sources  {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// What passes come to, together.
pub(crate) fn outcome(passes: &[PassReport]) -> Outcome {
    let failed = |pass: &PassReport| match pass.end {
        PassEnd::Failed { .. } => true,
        PassEnd::Done { faults, emptied, .. } => faults > 0 || emptied.is_some(),
        // What is fresh need not be asked, and what is gone nobody can.
        PassEnd::Waits => {
            let is_well = |hold: Hold| matches!(hold.reason, HoldReason::Fresh | HoldReason::Gone);
            !pass.hold.is_some_and(is_well)
        }
    };
    if passes.iter().any(failed) { Outcome::Partly } else { Outcome::Done }
}
