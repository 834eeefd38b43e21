//! `[alerts]`, and `silent_after` of the sections: what is wrong, and who is told.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, address, line, period};
use super::sections::Names;
use crate::config::environment::Environment;
use crate::config::file::{Address, AlertsTable, SectionTable, Text, Written};
use crate::config::secret::Secret;
use crate::config::settings::alerts::{Alerts, QuietHours, Shape, Webhook};
use crate::section::Slug;
use crate::web_address::WebAddress;
use chrono::NaiveTime;
use chrono_tz::Tz;
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
        (environment, zone): (&Environment, Tz),
    ) -> Option<Alerts> {
        let url = self
            .text_or_kept(&table.webhook, environment, |text| address(&Address(text.to_owned())));
        let written = self.text_or_kept(&table.secret, environment, secret);
        let secret = environment.alerts_secret.clone().or(written);
        if let (None, Some(secret)) = (&url, &table.secret.0) {
            let refusal = BadValue::new(
                "there is a secret, and no address that anything signed with it is posted to",
                "add `webhook = \"https://…\"`, or remove the secret",
            );
            self.refuse(secret.span.clone(), refusal);
        }
        let shape = url.as_ref().and_then(|url| self.shape(table, url, environment));
        let quiet = match &table.quiet.0 {
            Some(_) => Some(self.read(&table.quiet, |text| quiet(text, zone))?),
            None => None,
        };
        let mail = match table.email.value() {
            Some(mail) => Some(self.mail(mail, environment)?),
            None => None,
        };
        let webhook = match url {
            Some(url) => Some(Webhook { url, secret, shape: shape? }),
            None => None,
        };
        Some(Alerts {
            webhook,
            mail,
            quiet,
            source_failures: *table.source_failures.value()?,
            silent_after: self.silent_after(sections, names),
        })
    }

    /// The form that is written, or that the address is known to want.
    fn shape(
        &mut self,
        table: &AlertsTable,
        url: &WebAddress,
        environment: &Environment,
    ) -> Option<Shape> {
        let name = match &table.shape.0 {
            Some(_) => self.read(&table.shape, |text| shape_named(&text.0))?,
            None => usual_shape(url),
        };
        let (span, missing, remedy) = match name {
            "slack" => return Some(Shape::Slack),
            "discord" => return Some(Shape::Discord),
            "telegram" => match self.read(&table.chat, line) {
                Some(chat) => return Some(Shape::Telegram { chat: chat.to_string() }),
                None => (
                    &table.webhook,
                    "a bot of Telegram tells a chat",
                    "add `chat = \"…\"`, the number of the chat",
                ),
            },
            "matrix" => match &table.token.0 {
                Some(kept) => {
                    let kept = (&kept.value, kept.span.clone());
                    return Some(Shape::Matrix { token: self.secret(kept, environment)? });
                }
                None => (
                    &table.webhook,
                    "an account speaks in a Matrix room",
                    "add `token = { env = \"NAME\" }`, or a file, with its access token",
                ),
            },
            _ => return Some(Shape::Json),
        };
        let cause = format!("{missing}, and none is named");
        self.refuse(span.span(), BadValue::new(cause, remedy));
        None
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

const SHAPES: [&str; 5] = ["json", "slack", "discord", "telegram", "matrix"];

fn shape_named(text: &str) -> Result<&'static str, BadValue> {
    SHAPES.into_iter().find(|shape| *shape == text.trim()).ok_or_else(|| {
        let cause = format!("\"{text}\" is not a form of notices");
        BadValue::new(cause, crate::config::suggest::remedy(text, "write one of", SHAPES))
    })
}

/// What the receiver at an address is known to want.
fn usual_shape(url: &WebAddress) -> &'static str {
    match url.host() {
        "hooks.slack.com" => "slack",
        "discord.com" | "discordapp.com" => "discord",
        "api.telegram.org" => "telegram",
        _ if url.url().path().contains("/_matrix/client/") => "matrix",
        _ => "json",
    }
}

/// `22:00-07:00`
fn quiet(text: &Text, zone: Tz) -> Result<QuietHours, BadValue> {
    let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    let hours = text.0.split_once(['-', '–']).and_then(|(from, until)| {
        let (from, until) = (time(from)?, time(until)?);
        (from != until).then_some(QuietHours { from, until, zone })
    });
    hours.ok_or_else(|| {
        let cause = format!("\"{}\" does not say from when until when", text.0);
        BadValue::new(cause, "write two times of day, as in `22:00-07:00`")
    })
}

fn secret(text: &str) -> Result<Secret, BadValue> {
    let secret = text.trim();
    if secret.len() >= SHORTEST_SECRET {
        return Ok(Secret::new(secret));
    }
    // What is written is a secret: it is not repeated.
    Err(BadValue::new(
        "the secret is so short that it can be guessed",
        format!("write at least {SHORTEST_SECRET} characters, best made by a password generator"),
    ))
}
