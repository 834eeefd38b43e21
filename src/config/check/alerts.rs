//! `[alerts]`, and `silent_after` of the sections: what is wrong, and who is told.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, address, period};
use super::sections::Names;
use crate::config::alerts::{Alerts, Webhook};
use crate::config::environment::Environment;
use crate::config::file::{AlertsTable, SectionTable, Text, Written};
use crate::config::secret::Secret;
use crate::section::Slug;
use std::collections::BTreeMap;
use std::time::Duration;

/// Shorter secrets can be guessed.
const SHORTEST_SECRET: usize = 16;

impl Checker<'_, '_> {
    pub(super) fn alerts(
        &mut self,
        table: &AlertsTable,
        sections: &[Written<SectionTable>],
        names: &Names,
        environment: &Environment,
    ) -> Option<Alerts> {
        let url = self.read(&table.webhook, address);
        let written = self.read(&table.secret, secret);
        let secret = environment.alerts_secret.clone().or(written);
        if let (None, Some(secret)) = (&table.webhook.0, &table.secret.0) {
            let refusal = BadValue::new(
                "there is a secret, and no address that anything signed with it is posted to",
                "add `webhook = \"https://…\"`, or remove the secret",
            );
            self.refuse(secret.span.clone(), refusal);
        }
        Some(Alerts {
            webhook: url.map(|url| Webhook { url, secret }),
            source_failures: *table.source_failures.value()?,
            silent_after: self.silent_after(sections, names),
        })
    }

    fn silent_after(
        &mut self,
        sections: &[Written<SectionTable>],
        names: &Names,
    ) -> BTreeMap<Slug, Duration> {
        let wanted = sections.iter().zip(names.of_sections()).filter_map(|(table, slug)| {
            let wanted = self.read(&table.value.silent_after, period(Duration::ZERO..=365 * DAY));
            Some((slug?.clone(), wanted?))
        });
        wanted.collect()
    }
}

fn secret(text: &Text) -> Result<Secret, BadValue> {
    let secret = text.0.trim();
    if secret.len() >= SHORTEST_SECRET {
        return Ok(Secret::new(secret));
    }
    // What is written is a secret: it is not repeated.
    Err(BadValue::new(
        "the secret is so short that it can be guessed",
        format!("write at least {SHORTEST_SECRET} characters, best made by a password generator"),
    ))
}
