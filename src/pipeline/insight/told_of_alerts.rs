//! Who is told when something is wrong in the newsroom, and the letter that each gets. What
//! there is to tell is not known here.

use crate::announce::{Letter, mail_letter, webhook_letter};
use crate::config::settings::alerts::{Alerts, Mail};
use crate::delivery::{Receiver, ReceiverKind};
use crate::web_address::WebAddress;

/// Everybody who is told, under the names that they are known by.
pub(in crate::pipeline) fn receivers(alerts: &Alerts) -> Vec<Receiver> {
    let webhook = alerts
        .webhook
        .as_ref()
        .map(|webhook| Receiver { kind: ReceiverKind::Webhook, address: shown(&webhook.url) });
    let people = alerts.mail.iter().flat_map(each);
    let mail = people.map(|one| Receiver { kind: ReceiverKind::Email, address: address_of(&one) });
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
        ReceiverKind::Email => {
            let mut people = alerts.mail.iter().flat_map(each);
            let one = people.find(|one| address_of(one) == receiver.address)?;
            Some(Letter::Mail(mail_letter(&one, notice)))
        }
    }
}

/// A letter of their own for each: one who is not there any more costs nobody else theirs.
fn each(mail: &Mail) -> impl Iterator<Item = Mail> {
    mail.to.iter().map(|person| Mail { to: vec![person.clone()], ..mail.clone() })
}

/// Who is told, and by which server.
fn address_of(mail: &Mail) -> String {
    let people: Vec<&str> = mail.to.iter().map(|person| person.email.as_ref()).collect();
    format!("{} by {}", people.join(", "), mail.name())
}

/// A webhook's address as it may be shown: its path may be a secret.
fn shown(webhook: &WebAddress) -> String {
    webhook.join("/").unwrap_or_else(|_| webhook.clone()).to_string()
}
