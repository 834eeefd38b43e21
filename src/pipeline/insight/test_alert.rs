//! Tells whoever is told of troubles that notices come through. It keeps nothing, and asks no
//! store.

use super::told_of_alerts::{letter_to, receivers};
use crate::announce::{AnnounceError, Courier, test_notice};
use crate::clock::Clock;
use crate::config::Settings;
use crate::delivery::Receiver;
use crate::fetch::{Client, FetchError};

/// Why nobody could be asked to take a test.
#[derive(Debug, thiserror::Error)]
pub enum TestAlertError {
    /// Nobody is told of anything.
    #[error(
        "nobody is told of anything: write `webhook = \"https://…\"` in [alerts], or an \
         [alerts.email]"
    )]
    Nobody,
    /// The client could not be made.
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

/// Sends a test, at whatever hour, to everybody who is told; returns what came of each.
///
/// # Errors
/// When there is nobody, or nobody can be asked.
pub async fn test_alert(
    settings: &Settings,
    clock: &Clock,
) -> Result<Vec<(Receiver, Result<(), AnnounceError>)>, TestAlertError> {
    let receivers = receivers(&settings.alerts);
    if receivers.is_empty() {
        return Err(TestAlertError::Nobody);
    }
    let client = Client::with_clock(&settings.fetch, clock.clone())?;
    let notice = test_notice(&settings.site.title, clock.now());
    let mut told = Vec::new();
    for receiver in receivers {
        if let Some(letter) = letter_to(&settings.alerts, &receiver, &notice) {
            let taken = Courier::new(&client).deliver(letter).await;
            told.push((receiver, taken));
        }
    }
    Ok(told)
}
