//! The service, run within the test under a clock that the test tells. It asserts
//! nothing itself.

use crate::program::{self, Answer, Newsroom};
use pressroom::clock::Clock;
use pressroom::config::{self, Environment};
use pressroom::pipeline::{PassReport, Printing};
use pressroom::service::{self, Announcer, ServiceError, Timetable};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Ports of its own.
pub(crate) const SERVER: &str =
    "[server]\nlisten = \"127.0.0.1:0\"\nadmin = \"127.0.0.1:0\"\nshutdown = \"1s\"\n";

/// Where a service tells its addresses, once.
struct Addresses(Mutex<mpsc::Sender<(SocketAddr, SocketAddr)>>);

impl Announcer for Addresses {
    fn serving(&self, feeds: SocketAddr, admin: SocketAddr) {
        let _ = self.0.lock().unwrap().send((feeds, admin));
    }
    fn gathered(&self, _: &PassReport) {}
    fn printed(&self, _: &Printing) {}
    fn settled(&self, _: &Timetable) {}
}

/// A service that ends with the test.
pub(crate) struct Running {
    feeds: String,
    admin: String,
    stop: CancellationToken,
    thread: Option<JoinHandle<Result<(), ServiceError>>>,
}

impl Running {
    /// Serves a newsroom whose configuration has [`SERVER`].
    pub(crate) fn under(clock: Clock, newsroom: &Newsroom) -> Self {
        let settings = config::load(&newsroom.path("config.toml"), &Environment::default());
        let settings = Arc::new(settings.unwrap());
        let (tell, told) = mpsc::channel();
        let stop = CancellationToken::new();
        let token = stop.clone();
        let thread = std::thread::spawn(move || {
            service::run(settings, clock, Arc::new(Addresses(Mutex::new(tell))), token)
        });
        let (feeds, admin) = told.recv_timeout(program::PATIENCE).unwrap();
        let (feeds, admin) = (feeds.to_string(), admin.to_string());
        Self { feeds, admin, stop, thread: Some(thread) }
    }

    pub(crate) fn feeds(&self) -> &str {
        &self.feeds
    }

    pub(crate) fn admin(&self) -> &str {
        &self.admin
    }

    pub(crate) fn get(&self, path: &str, headers: &str) -> Answer {
        program::get(&self.feeds, path, headers)
    }

    pub(crate) fn ask_admin(&self, path: &str) -> Answer {
        program::get(&self.admin, path, "")
    }

    pub(crate) fn wait_for(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        program::wait_for(&self.feeds, path, wanted)
    }

    /// Asks `/health` until it says what is waited for.
    pub(crate) fn wait_for_health(&self, wanted: impl Fn(&Value) -> bool) {
        program::wait_for(&self.admin, "/health", |answer| {
            serde_json::from_slice(&answer.body).is_ok_and(|health| wanted(&health))
        });
    }

    pub(crate) fn end(mut self) {
        self.stop.cancel();
        let thread = self.thread.take().map(JoinHandle::join);
        thread.unwrap().unwrap().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
