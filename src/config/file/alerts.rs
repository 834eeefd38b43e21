//! `[alerts]`: the keys that say who is told when something is wrong.

use super::access::Kept;
use super::alert_mail::AlertMailTable;
use super::{Key, Text, TextOrKept};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Who is told when something is wrong in the newsroom: a webhook, people by e-mail, or both.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AlertsTable {
    /// Where a notice is posted when something begins to be wrong, and when it is over.
    ///
    /// An address that is a secret by itself, as those of Slack and Discord are, may be kept
    /// elsewhere: `{ env = "NAME" }`, `{ file = "path" }`. For Matrix it names the room: `https://matrix.example/_matrix/client/v3/rooms/!room:matrix.example/send/m.room.message`. Without it, no webhook is told. A host that is not public must stand in
    /// `fetch.allow_hosts`.
    #[schemars(extend("examples" = ["https://chat.induscourier.example/hooks/desk"]))]
    pub(crate) webhook: Key<TextOrKept>,
    /// What notices are signed with; `PRESSROOM_ALERTS_SECRET` in the environment wins over it.
    ///
    /// It may be kept elsewhere, as `webhook`. Without it, notices are not signed. The signature is the HMAC-SHA256 of the
    /// body, in the header `X-Hub-Signature-256`.
    #[schemars(extend("examples" = ["a long text that nobody guesses"]))]
    pub(crate) secret: Key<TextOrKept>,
    /// In which form the receiver wants it: `json`, `slack`, `discord`, `telegram`, `matrix`.
    ///
    /// Default: what the address is one of, and else `json`: everything there is to say.
    #[schemars(extend("enum" = ["json", "slack", "discord", "telegram", "matrix"]))]
    #[schemars(extend("examples" = ["slack"]))]
    pub(crate) shape: Key<Text>,
    /// The chat that a bot of Telegram tells.
    ///
    /// Without it, none: `shape = "telegram"` needs it.
    #[schemars(extend("examples" = ["-1001234567890"]))]
    pub(crate) chat: Key<Text>,
    /// Where the access token of the account is kept that speaks in Matrix.
    ///
    /// Without it, none: `shape = "matrix"` needs it.
    #[schemars(
        with = "BTreeMap<String, Text>",
        extend("propertyNames" = { "enum": ["env", "file"] }, "minProperties" = 1,
            "maxProperties" = 1, "examples" = [{ "env": "MATRIX_TOKEN" }])
    )]
    pub(crate) token: Key<Kept>,
    /// From when until when nobody is told, in the newsroom's time zone.
    ///
    /// What is still wrong afterwards is told then. Without it, people are told at any hour.
    #[schemars(extend("examples" = ["22:00-07:00"]))]
    pub(crate) quiet: Key<Text>,
    /// Passes in a row that must fail before a source counts as failing here.
    #[schemars(range(min = 1, max = 100), extend("default" = 3))]
    pub(crate) source_failures: Key<u32>,
    /// Who is told by e-mail, and by which mail server.
    ///
    /// Without it, nobody is told by e-mail.
    pub(crate) email: Key<AlertMailTable>,
}
