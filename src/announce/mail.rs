//! What people are told by e-mail: a change of the newsroom's health, in a message, handed to the newsroom's own mail server. It tries once.

use crate::config::settings::alerts::{Mail, MailTls};
use crate::fetch::Roots;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{
    Certificate, CertificateStore, Tls, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport, Message, Tokio1Executor};
use serde_json::Value;
use std::time::Duration;

/// How long a server may take for one step.
const STEP: Duration = Duration::from_secs(60);

/// How long it may take for all of them.
const ALL: Duration = Duration::from_secs(180);

/// The longest line of a subject.
const LONGEST_SUBJECT: usize = 200;

/// A message by mail, and who takes it.
#[derive(Clone, Debug)]
pub struct MailLetter {
    by: Mail,
    subject: String,
    text: String,
    /// The same for every attempt.
    id: String,
}

/// Why a mail server did not take a message.
#[derive(Debug, thiserror::Error)]
#[error("{server} did not take the message: {reason}. {advice}")]
pub struct MailError {
    server: String,
    reason: String,
    advice: &'static str,
    /// It is this message that was refused, and others may be taken.
    pub(super) of_message: bool,
}

/// The letter with a notice.
#[must_use]
pub fn mail_letter(mail: &Mail, notice: &str) -> MailLetter {
    let said: Value = serde_json::from_str(notice).unwrap_or_default();
    let of = |key: &str| said[key].as_str().unwrap_or_default();
    let (newsroom, message) = (of("newsroom"), of("message"));
    let mut text = format!("{message}\n\n");
    for (name, key) in [("Since", "since"), ("Over", "ended"), ("What", "kind"), ("Of", "subject")]
    {
        if !of(key).is_empty() {
            text.push_str(&format!("{name}: {}\n", of(key)));
        }
    }
    text.push_str(&format!(
        "\npressroom of {newsroom}: `pressroom status` says how it does now.\n"
    ));
    let subject = format!("[{newsroom}] {message}").replace(char::is_control, " ");
    let (by, id) = (mail.clone(), of("id").to_owned());
    MailLetter { by, subject: shortened(&subject), text, id }
}

/// The rest is in the text.
fn shortened(subject: &str) -> String {
    match subject.char_indices().nth(LONGEST_SUBJECT) {
        Some((end, _)) => format!("{}…", &subject[..end]),
        None => subject.to_owned(),
    }
}

/// Hands a letter to its mail server.
///
/// # Errors
/// When it was not taken.
pub(super) async fn send(letter: MailLetter) -> Result<(), MailError> {
    let server = letter.by.name();
    let failed = |reason: String, advice| MailError {
        server: server.clone(),
        reason,
        advice,
        of_message: false,
    };
    let message = written(&letter).map_err(|error| failed(error.to_string(), REPORT))?;
    let transport = transport(&letter.by).map_err(|error| failed(told(&error), TLS))?;
    let sent = tokio::time::timeout(ALL, transport.send(message)).await;
    let sent = sent.map_err(|_| failed("it took too long".to_owned(), BUSY))?;
    sent.map(drop).map_err(|error| MailError {
        server: server.clone(),
        reason: told(&error),
        advice: advice(&error),
        of_message: is_of_message(&error),
    })
}

fn written(letter: &MailLetter) -> Result<Message, lettre::error::Error> {
    let Mail { from, to, .. } = &letter.by;
    let id = format!("<{}@{}>", letter.id, from.email.domain());
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let message = Message::builder().from(from.clone()).subject(letter.subject.as_str());
    let message = to.iter().cloned().fold(message, |message, person| message.to(person));
    // Nobody's holiday answers it (RFC 3834).
    message
        .message_id(Some(id))
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
}

fn transport(mail: &Mail) -> Result<AsyncSmtpTransport<Tokio1Executor>, Error> {
    let tls = match mail.tls {
        MailTls::Always => Tls::Wrapper(believed(&mail.host)?),
        MailTls::Start => Tls::Required(believed(&mail.host)?),
        MailTls::Never => Tls::None,
    };
    let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(mail.host.as_str())
        .hello_name(hello_name(ClientId::default(), mail))
        .port(mail.port)
        .tls(tls)
        .timeout(Some(STEP));
    Ok(match &mail.login {
        Some(login) => {
            let password = login.password.as_str().to_owned();
            transport.credentials(Credentials::new(login.user.clone(), password)).build()
        }
        None => transport.build(),
    })
}

/// How we greet. Many servers turn away whoever says `localhost`, a name without a domain, or one
/// that no host may have (RFC 5321 §4.1.4): who has no better name says whose mail it brings.
fn hello_name(machine: ClientId, mail: &Mail) -> ClientId {
    let is_whole = |name: &str| {
        let of_host = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        name.contains('.') && name.split('.').all(of_host) && !name.ends_with(".localdomain")
    };
    match machine {
        ClientId::Domain(name) if is_whole(&name) => ClientId::Domain(name),
        _ => ClientId::Domain(mail.from.email.domain().to_owned()),
    }
}

/// Whose certificates are believed: the same as of everybody who is asked over TLS.
fn believed(host: &str) -> Result<TlsParameters, Error> {
    let parameters = TlsParameters::builder(host.to_owned());
    let parameters = match Roots::of_this_machine() {
        Roots::System => parameters.certificate_store(CertificateStore::Default),
        Roots::BuiltIn => Roots::built_in()
            .iter()
            .filter_map(|root| Certificate::from_der(root.to_vec()).ok())
            .fold(
                parameters.certificate_store(CertificateStore::None),
                TlsParametersBuilder::add_root_certificate,
            ),
    };
    parameters.build_rustls()
}

const REPORT: &str = "It cannot be written; report this";
const TLS: &str = "Its certificate is to be of an authority that this machine believes, and of \
                   the name that stands in `server`";
const BUSY: &str = "Check `server` and its port in [alerts.email], and `tls`: a server that \
                    speaks TLS from the begin on says nothing before";
const LOGIN: &str = "Check `user` and `password` in [alerts.email]: some providers want a password \
                     made for programs";

/// What an error says, with what is behind it.
fn told(error: &Error) -> String {
    let mut said = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(behind) = source {
        let behind_it = behind.to_string();
        if !said.contains(&behind_it) {
            said = format!("{said}: {behind_it}");
        }
        source = behind.source();
    }
    said.trim_end_matches(['.', ' ']).to_owned()
}

fn code(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

fn advice(error: &Error) -> &'static str {
    match code(error) {
        Some(530 | 534 | 535 | 538) => LOGIN,
        Some(550..=553) => {
            "Check `from` and this address in `to` of [alerts.email]: it does not want mail of the \
             one, or to the other"
        }
        Some(554) => "It refuses such mail, or us: ask who runs it",
        Some(400..500) => "It asks to be tried again later",
        Some(_) => "It does not understand what it is told: check `server` in [alerts.email]",
        None if error.is_tls() => TLS,
        None if error.is_client() => {
            "It does not offer what is wanted: `tls` in [alerts.email] says how it is spoken to, and \
             `user` is for servers that know names"
        }
        None => BUSY,
    }
}

/// A server that knows nobody of that name, or wants nothing like it, may take others.
fn is_of_message(error: &Error) -> bool {
    matches!(code(error), Some(550..=554))
}
