//! Tells whoever is told of troubles that notices come through. It keeps nothing, and asks no
//! store.

use crate::announce::{AnnounceError, Courier, test_notice, webhook_letter};
use crate::clock::Clock;
use crate::config::Settings;
use crate::fetch::{Client, FetchError};

/// Why a test did not come through.
#[derive(Debug, thiserror::Error)]
pub enum TestAlertError {
    /// Nobody is told of anything.
    #[error("nobody is told of anything: write `webhook = \"https://…\"` in [alerts]")]
    Nobody,
    /// The client could not be made.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The receiver did not take it.
    #[error(transparent)]
    Announce(#[from] AnnounceError),
}

/// Sends a test, at whatever hour; gives the host that took it.
///
/// # Errors
/// When it was not taken.
pub async fn test_alert(settings: &Settings, clock: &Clock) -> Result<String, TestAlertError> {
    let webhook = settings.alerts.webhook.as_ref().ok_or(TestAlertError::Nobody)?;
    let client = Client::with_clock(&settings.fetch, clock.clone())?;
    let notice = test_notice(&settings.site.title, clock.now());
    Courier::new(&client).deliver(webhook_letter(webhook, &notice)).await?;
    Ok(webhook.url.host().to_owned())
}
