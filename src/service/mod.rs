//! Builds the parts of the running program, starts them, and stops them in
//! order. What each part does is told in its own module.

mod announcer;
mod asking;
mod caretaker;
mod courier;
mod desk_room;
mod desk_sheets;
mod elsewhere;
mod forecast;
mod forecast_teller;
mod housekeeping;
mod in_force;
mod job;
mod library;
mod log_socket;
mod log_teller;
mod lookout;
mod origin;
mod passes;
mod picture_desk;
mod presence;
mod press;
mod push_service;
mod refusal;
mod reload;
mod requests;
mod roster;
mod source_trial;
mod subscriber;
mod supervisor;
mod timekeeper;
mod unkept;

pub use crate::serve::{HandedOver, raise_limit};
pub use announcer::{Announcer, Timetable};
pub use asking::{configuration_of, wellbeing_of};
pub use log_socket::log_of;
pub use log_teller::{Configuration, LogEvent, Wellbeing};
pub use origin::Origin;
pub use presence::{Alone, Running, is_idle, running};
use timekeeper::Timekeeper;

use crate::clock::Clock;
use crate::config::Settings;
use crate::health::Health;
use crate::metrics::Metrics;
use crate::pipeline::{Pipeline, PipelineError};
use crate::precedence;
use crate::serve::{Admin, Api, Desk, HubCallbacks, Newsstand, Paper, Search, ServeError, Server};
use arc_swap::ArcSwap;
use desk_room::DeskRoom;
pub use forecast::{Forecast, Instants};
use in_force::InForce;
use library::Library;
use log_teller::LogTeller;
use picture_desk::PictureDesk;
use push_service::PipelinePushes;
use reload::{Counter, Reloader};
use std::sync::Arc;
use std::time::Duration;
use subscriber::PipelineHubs;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// The number of pictures that are not on the disk and are remembered until they are made again.
const LOST_PICTURES: usize = 64;

/// Why the service did not start, or ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The store, the folder of published files or a document.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// A listening address.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The store has a service.
    #[error(transparent)]
    Running(#[from] Running),
    /// The operating system refused threads or signals.
    #[error("cannot start: {0}; the limit on threads or open files of this account may be too low")]
    Start(#[from] std::io::Error),
}

/// Runs until `stop` is cancelled, then ends what is under way within the
/// configured time and returns.
///
/// # Errors
/// When a part cannot be started.
pub fn run(
    settings: Arc<Settings>,
    clock: Clock,
    announcer: Arc<dyn Announcer>,
    stop: CancellationToken,
) -> Result<(), ServiceError> {
    run_from(None, HandedOver::default(), settings, clock, announcer, stop)
}

/// As [`run`], at the sockets that were handed over, and takes up every change of the file
/// that the settings came from.
///
/// # Errors
/// When a part cannot be started.
pub fn run_from(
    origin: Option<Origin>,
    mut sockets: HandedOver,
    settings: Arc<Settings>,
    clock: Clock,
    announcer: Arc<dyn Announcer>,
    stop: CancellationToken,
) -> Result<(), ServiceError> {
    precedence::compute_behind_readers();
    let _present = Alone::on(&settings.store.path)?;
    let (health, metrics) = (Health::new(), Metrics::new());
    let pipeline = Arc::new(Pipeline::open_to_serve(
        settings.clone(),
        clock.clone(),
        health.clone(),
        metrics.clone(),
    )?);
    let forecast = Arc::new(Forecast::new(&settings));
    let (lost_pictures, lost) = mpsc::channel(LOST_PICTURES);
    let (outlook, watch) = (forecast.clone(), clock.clone());
    let newsstand = Newsstand::new(pipeline.edition(), outlook, &settings, watch, metrics.clone());
    let newsstand = Arc::new(newsstand.with_lost_pictures(lost_pictures));
    let (press, pushed) = mpsc::unbounded_channel();
    let pictures = PictureDesk { clock: clock.clone(), press: press.clone(), lost };
    let pushes = || PipelinePushes::of(&pipeline, &clock, &press);
    let api = Arc::new(Api::new(&settings, Arc::new(pushes()), metrics.clone()));
    let hubs = Arc::new(HubCallbacks::new(Arc::new(PipelineHubs(pipeline.clone()))));
    let in_force = Arc::new(InForce::of(origin.as_ref(), &clock));
    let room = DeskRoom::new(pushes(), forecast.clone(), in_force.clone());
    let desk = Arc::new(Desk::new(settings.desk.clone(), Arc::new(room), clock.clone()));
    let told = || (forecast.clone(), clock.clone(), metrics.clone());
    let (search, paper) = desks_of_the_library(&pipeline, told);
    let runtime = gathering_threads()?;
    let current = Arc::new(ArcSwap::new(pipeline.clone()));
    let (timekeeper, reconfigured) = mpsc::unbounded_channel();
    let counter = Counter {
        newsstand,
        api,
        hubs,
        search,
        paper,
        desk,
        press,
        forecast: forecast.clone(),
        in_force: in_force.clone(),
        clock: clock.clone(),
    };
    let servers = servers(&counter, &settings, &mut sockets, (&health, &metrics))?;
    announcer.serving(servers[0].local_addr(), servers[1].local_addr());
    let teller =
        origin.as_ref().map(|it| LogTeller::of(it, &settings, asked(&current, &health), in_force));
    let reloader = origin.map(|origin| {
        let told = (health.clone(), metrics);
        Reloader::new(origin, current.clone(), counter, timekeeper, told)
    });
    let (watch, told) = (clock.clone(), health.clone());
    let companions = Companions { current, clock: watch, health: told, reloader, pictures, teller };
    let timekeeper = Timekeeper::new(pipeline, clock, forecast, health, announcer);
    let keep_time = timekeeper.keep_time(pushed, reconfigured, stop.clone());
    let ended = runtime.block_on(together(servers, companions, keep_time, stop));
    // A pass or a printing that is still under way may finish its transaction.
    runtime.shutdown_timeout(settings.server.shutdown_timeout.max(Duration::from_secs(1)));
    tracing::info!("stopped");
    ended
}

/// The servers of the feeds and of the operators, which share what is behind the counter.
fn servers(
    counter: &Counter,
    settings: &Settings,
    sockets: &mut HandedOver,
    (health, metrics): (&Health, &Metrics),
) -> Result<[Server; 2], ServiceError> {
    let feeds = Server::bind_or_take(&settings.server, counter.newsstand.clone(), sockets)?
        .with_api(counter.api.clone())
        .with_search(counter.search.clone())
        .with_paper(counter.paper.clone())
        .with_hubs(counter.hubs.clone());
    let admin = Arc::new(Admin::new(health.clone(), metrics.clone()));
    let admin = Server::bind_or_take_admin(&settings.server, admin, sockets)?
        .by(counter.newsstand.clock().clone())
        .with_desk(counter.desk.clone());
    sockets.all_taken()?;
    Ok([feeds, admin])
}

/// Tells how the service does, under the settings of the moment.
fn asked(current: &Arc<ArcSwap<Pipeline>>, health: &Health) -> log_teller::Asked {
    let (current, health) = (current.clone(), health.clone());
    Arc::new(move || Wellbeing {
        is_ready: health.is_ready(),
        troubles: current.load().info.all_troubles(),
        restart_needed: health.report().restart_needed,
    })
}

/// Who answers out of the store when somebody asks: searches, and pages of the paper.
fn desks_of_the_library(
    pipeline: &Arc<Pipeline>,
    told: impl Fn() -> (Arc<Forecast>, Clock, Metrics),
) -> (Arc<Search>, Arc<Paper>) {
    let settings = pipeline.settings();
    let library = || Arc::new(Library { pipeline: pipeline.clone() });
    let (forecast, clock, metrics) = told();
    let search = Search::new(settings, library(), forecast, clock, metrics);
    let (forecast, clock, metrics) = told();
    let paper = Paper::new(settings, library(), forecast, clock, metrics);
    (Arc::new(search), Arc::new(paper))
}

fn gathering_threads() -> std::io::Result<tokio::runtime::Runtime> {
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    threads.worker_threads(2).thread_name("gather").enable_all().build()
}

/// What runs beside the servers and the timekeeper.
struct Companions {
    current: Arc<ArcSwap<Pipeline>>,
    clock: Clock,
    health: Health,
    reloader: Option<Reloader>,
    pictures: PictureDesk,
    teller: Option<LogTeller>,
}

/// Runs all parts until they are told to stop. Whichever ends first ends the others: half a
/// service looks like a whole one.
async fn together(
    servers: [Server; 2],
    companions: Companions,
    keep_time: impl Future<Output = Result<(), PipelineError>>,
    stop: CancellationToken,
) -> Result<(), ServiceError> {
    let _stop_all = stop.clone().drop_guard();
    let servers =
        servers.map(|server| tokio::spawn(ending(server.run(stop.clone()), stop.clone())));
    supervisor::serving();
    tokio::spawn(supervisor::keep_telling(stop.clone()));
    let Companions { current, clock, health, reloader, pictures, teller } = companions;
    let lookout = lookout::look_out(current.clone(), health.clone(), stop.clone());
    let lookout = tokio::spawn(lookout);
    tokio::spawn(caretaker::take_care(current.clone(), health, stop.clone()));
    tokio::spawn(picture_desk::bring(current.clone(), pictures, stop.clone()));
    tokio::spawn(subscriber::subscribe(current.clone(), clock.clone(), stop.clone()));
    tokio::spawn(housekeeping::keep_house(current.clone(), clock.clone(), stop.clone()));
    tokio::spawn(courier::carry(current, clock, stop.clone()));
    if let Some(teller) = teller {
        tokio::spawn(teller.tell(stop.clone()));
    }
    if let Some(reloader) = reloader {
        tokio::spawn(reloader.keep_up(stop.clone()));
    }
    keep_time.await?;
    supervisor::ending();
    lookout.abort();
    for server in servers {
        server.await.map_err(std::io::Error::other)??;
    }
    Ok(())
}

/// Waits for a server, and stops everything when it ends.
async fn ending(
    server: impl Future<Output = Result<(), ServeError>>,
    stop: CancellationToken,
) -> Result<(), ServeError> {
    let _stop_all = stop.drop_guard();
    server.await
}
