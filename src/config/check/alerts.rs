//! `[alerts]`, and `silent_after` of the sections: what is wrong, and who is told.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, address, line, period};
use super::sections::Names;
use crate::config::environment::Environment;
use crate::config::file::{Address, AlertsTable, ConfigFile, SectionTable, Text, Written};
use crate::config::secret::Secret;
use crate::config::settings::Settings;
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
        written: &Written<AlertsTable>,
        sections: &[Written<SectionTable>],
        names: &Names,
        (environment, zone): (&Environment, Tz),
    ) -> Option<Alerts> {
        let table = &written.value;
        let url = self
            .text_or_kept(&table.webhook, environment, |text| address(&Address(text.to_owned())));
        let given = self.text_or_kept(&table.secret, environment, secret);
        let secret = environment.alerts_secret.clone().or(given);
        if let (None, Some(secret)) = (&url, &table.secret.0) {
            let refusal = BadValue::new(
                "there is a secret, and no address that anything signed with it is posted to",
                "add `webhook = \"https://…\"`, or remove the secret",
            );
            self.refuse(secret.span.clone(), refusal);
        }
        let shape = url.as_ref().and_then(|url| self.shape(written, url, environment));
        let quiet = match &table.quiet.0 {
            Some(_) => Some(self.read(&table.quiet, |text| quiet(text, zone))?),
            None => None,
        };
        let mail = match &table.email.0 {
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
        written: &Written<AlertsTable>,
        url: &WebAddress,
        environment: &Environment,
    ) -> Option<Shape> {
        let table = &written.value;
        let name = match &table.shape.0 {
            Some(_) => self.read(&table.shape, |text| shape_named(&text.0))?,
            None => usual_shape(url),
        };
        let (missing, remedy) = match name {
            "slack" => return Some(Shape::Slack),
            "discord" => return Some(Shape::Discord),
            "telegram" => match self.read(&table.chat, line) {
                Some(chat) => return Some(Shape::Telegram { chat: chat.to_string() }),
                None => ("a bot of Telegram tells a chat", chat_in(url)),
            },
            "matrix" => match &table.token.0 {
                Some(kept) => {
                    let kept = (&kept.value, kept.span.clone());
                    return Some(Shape::Matrix { token: self.secret(kept, environment)? });
                }
                None => (
                    "an account speaks in a Matrix room",
                    "add `token = { env = \"NAME\" }`, or a file, with its access token".to_owned(),
                ),
            },
            _ => return Some(Shape::Json),
        };
        let cause = format!("{missing}, and none is named");
        self.findings.lacking_in(written.span.start, table.webhook.span(), cause, remedy);
        None
    }

    /// Addresses at a service of which it is known that nothing is posted to them.
    pub(super) fn receivers_that_take_nothing(&mut self, file: &ConfigFile, settings: &Settings) {
        let webhook = settings.alerts.webhook.as_ref();
        let taken_at = webhook.and_then(|webhook| taken_at(&webhook.url));
        let (Some(form), Some(table)) = (taken_at, file.alerts.value()) else { return };
        let cause = "nothing that is posted to this address is shown to anybody".to_owned();
        let remedy = format!("write the address that is for notices, as in `{form}`");
        self.findings.warn(table.webhook.span(), cause, remedy);
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

/// Which address notices are taken at, where this is another of a known service's.
fn taken_at(url: &WebAddress) -> Option<&'static str> {
    let path = url.url().path();
    let begins = |starts: &[&str]| starts.iter().any(|start| path.starts_with(start));
    let (is_right, form) = match url.host() {
        "hooks.slack.com" => (
            begins(&["/services/", "/workflows/", "/triggers/"]),
            "https://hooks.slack.com/services/T000/B000/abcd",
        ),
        "discord.com" | "discordapp.com" | "discord.gg" => {
            (begins(&["/api/"]), "https://discord.com/api/webhooks/1234/abcd")
        }
        "api.telegram.org" => (
            begins(&["/bot"]) && path.trim_end_matches('/').ends_with("/sendMessage"),
            "https://api.telegram.org/bot123:abc/sendMessage",
        ),
        "t.me" | "telegram.me" => (false, "https://api.telegram.org/bot123:abc/sendMessage"),
        _ => return None,
    };
    (!is_right).then_some(form)
}

/// What to write where no chat is named, or where it is in the address.
fn chat_in(url: &WebAddress) -> String {
    let named = url.url().query_pairs().find(|(key, _)| key == "chat_id");
    match named {
        Some((_, chat)) => {
            format!("add `chat = \"{chat}\"`, and take it out of the address")
        }
        None => "add `chat = \"-1001234567890\"`, the number of the chat, or the `@name` of a \
                 channel"
            .to_owned(),
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
