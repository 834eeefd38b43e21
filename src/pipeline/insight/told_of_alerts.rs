//! Who is told when something is wrong in the newsroom, and the letter that each gets. What
//! there is to tell is not known here.

use crate::announce::{Letter, mail_letter, webhook_letter};
use crate::config::settings::alerts::Alerts;
use crate::delivery::{Receiver, ReceiverKind};
use crate::web_address::WebAddress;

/// Everybody who is told, under the names that they are known by.
pub(in crate::pipeline) fn receivers(alerts: &Alerts) -> Vec<Receiver> {
    let webhook = alerts
        .webhook
        .as_ref()
        .map(|webhook| Receiver { kind: ReceiverKind::Webhook, address: shown(&webhook.url) });
    let mail = alerts
        .mail
        .as_ref()
        .map(|mail| Receiver { kind: ReceiverKind::Email, address: mail.name() });
    webhook.into_iter().chain(mail).collect()
}

/// The letter with a notice for one of them; `None` if it is no longer told.
pub(in crate::pipeline) fn letter_to(
    alerts: &Alerts,
    receiver: &Receiver,
    notice: &str,
) -> Option<Letter> {
    if !receivers(alerts).contains(receiver) {
        return None;
    }
    match receiver.kind {
        ReceiverKind::Hub => None,
        ReceiverKind::Webhook => Some(webhook_letter(alerts.webhook.as_ref()?, notice)),
        ReceiverKind::Email => Some(Letter::Mail(mail_letter(alerts.mail.as_ref()?, notice))),
    }
}

/// A webhook's address as it may be shown: its path may be a secret.
fn shown(webhook: &WebAddress) -> String {
    webhook.join("/").unwrap_or_else(|_| webhook.clone()).to_string()
}
