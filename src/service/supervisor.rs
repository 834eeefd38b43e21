//! What the one is told who started and watches the service: that it serves, that it is
//! alive, that it ends (systemd's `Type=notify`, `sd_notify(3)`). Where nobody asks for it,
//! as on a terminal, nothing is said.

use sd_notify::NotifyState;
use tokio_util::sync::CancellationToken;

/// Readers and operators are answered from now on.
pub(super) fn serving() {
    tell(&[NotifyState::Ready, NotifyState::Status("serving")]);
}

/// What is under way is being ended.
pub(super) fn ending() {
    tell(&[NotifyState::Stopping, NotifyState::Status("stopping")]);
}

/// Says until `stop` is cancelled that the service is alive, twice in the time after which
/// its silence counts as its death (`WatchdogSec=`). It runs where the timekeeper runs: a
/// runtime that is stuck does not say it.
pub(super) async fn keep_telling(stop: CancellationToken) {
    let Some(patience) = sd_notify::watchdog_enabled().filter(|patience| !patience.is_zero())
    else {
        return;
    };
    let mut beats = tokio::time::interval(patience / 2);
    while stop.run_until_cancelled(beats.tick()).await.is_some() {
        tell(&[NotifyState::Watchdog]);
    }
}

fn tell(state: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(state) {
        tracing::warn!(%error, "the supervisor cannot be told: does NOTIFY_SOCKET name its socket?");
    }
}
