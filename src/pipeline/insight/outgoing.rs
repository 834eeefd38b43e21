//! Who is being told something at this moment, and that there is something to tell. It
//! tells nobody.

use crate::delivery::Receiver;
use crate::pipeline::shared_store::lock;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// What the pipelines of one newsroom know together of what goes out.
#[derive(Debug, Default)]
pub struct Outgoing {
    bell: Notify,
    /// Who is being told something: nobody is told the same thing twice at a time.
    under_way: Mutex<BTreeSet<Receiver>>,
}

/// The right to tell one receiver something; it ends when this is dropped.
pub(super) struct Seat {
    outgoing: Arc<Outgoing>,
    pub(super) receiver: Receiver,
}

impl Outgoing {
    /// There is something new to tell.
    pub(in crate::pipeline) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Waits until there is something new to tell.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }

    pub(super) fn seat(self: &Arc<Self>, receiver: &Receiver) -> Option<Seat> {
        let free = lock(&self.under_way).insert(receiver.clone());
        free.then(|| Seat { outgoing: Arc::clone(self), receiver: receiver.clone() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        lock(&self.outgoing.under_way).remove(&self.receiver);
    }
}
