//! Tells open pages of the desk that something has moved (server-sent events): never what,
//! so that nothing goes out but by the pages themselves. Whoever is signed out, or is let in
//! otherwise than before, is told nothing more.

use super::room::{Pulse, Room};
use crate::serve::body::Following;
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::Sender;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::{MissedTickBehavior, interval};

/// The number of pages that are told at one time.
pub(super) const MOST: usize = 16;

/// How often it is looked, and after how many looks something is said anyhow, so that no
/// proxy takes the silence for an end.
const LOOK_EVERY: Duration = Duration::from_secs(1);
const SILENT_LOOKS: u32 = 15;

/// Tells of what moves among `topics` until nobody listens any more, or `may_know` says no.
pub(super) fn tell(
    topics: Vec<&'static str>,
    room: impl Fn() -> Arc<dyn Room> + Send + Sync + 'static,
    may_know: impl Fn() -> bool + Send + Sync + 'static,
    seat: OwnedSemaphorePermit,
) -> Following {
    let (teller, listener) = mpsc::channel(4);
    tokio::spawn(async move {
        let _seat = seat;
        let pulse = || {
            let mut pulse = room().pulse();
            pulse.retain(|name, _| topics.contains(name));
            pulse
        };
        keep_telling(&pulse, &may_know, &teller).await;
    });
    Following::new(listener)
}

async fn keep_telling(
    pulse: &(impl Fn() -> Pulse + Sync),
    may_know: &(impl Fn() -> bool + Sync),
    teller: &Sender<Bytes>,
) {
    let mut looks = interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut known = pulse();
    // What has moved between the page and this is not known: look once.
    let begin = "retry: 5000\n\n".to_owned() + &known.keys().map(said).collect::<String>();
    if teller.send(Bytes::from(begin)).await.is_err() {
        return;
    }
    let mut silent = 0;
    loop {
        tokio::select! {
            _ = looks.tick() => {}
            () = teller.closed() => return,
        }
        if !may_know() {
            return;
        }
        let now = pulse();
        let moved = now.iter().filter(|(name, number)| known.get(*name) != Some(*number));
        let mut text: String = moved.map(|(name, _)| said(name)).collect();
        known = now;
        silent += 1;
        if text.is_empty() && silent >= SILENT_LOOKS {
            text.push_str(":\n\n");
        }
        if text.is_empty() {
            continue;
        }
        silent = 0;
        if teller.send(Bytes::from(text)).await.is_err() {
            return;
        }
    }
}

fn said(name: &&'static str) -> String {
    format!("event: {name}\ndata: moved\n\n")
}
