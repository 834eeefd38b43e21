//! `[alerts.email]`: the keys that say how people are told by e-mail.

use super::access::Kept;
use super::{Key, Mailbox, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Who is told by e-mail, and by which mail server.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["server", "from", "to"]))]
pub(crate) struct AlertMailTable {
    /// The mail server that takes messages: a name, or a name and a port.
    ///
    /// The usual port is 465 with `tls = "tls"`, 25 with `tls = "none"`, and else 587.
    #[schemars(extend("examples" = ["smtp.example.com"]))]
    pub(crate) server: Key<Text>,
    /// How the connection is kept secret: `starttls`, `tls` (from its begin on) or `none`.
    ///
    /// Default: `tls` at port 465, and else `starttls`. Nothing is sent where it fails.
    #[schemars(extend("enum" = ["starttls", "tls", "none"], "examples" = ["starttls"]))]
    pub(crate) tls: Key<Text>,
    /// The name that the server knows us by.
    ///
    /// Without it, no name is given.
    #[schemars(extend("examples" = ["pressroom@example.com"]))]
    pub(crate) user: Key<Text>,
    /// The password of `user`, from the environment or a file.
    ///
    /// Without it, none is given.
    #[schemars(
        with = "BTreeMap<String, Text>",
        extend("propertyNames" = { "enum": ["env", "file"] }, "minProperties" = 1,
            "maxProperties" = 1, "examples" = [{ "env": "SMTP_PASSWORD" }])
    )]
    pub(crate) password: Key<Kept>,
    /// Who writes.
    #[schemars(extend("examples" = ["pressroom@example.com (The pressroom)"]))]
    pub(crate) from: Key<Mailbox>,
    /// Who is told.
    #[schemars(length(min = 1), extend("examples" = [["night.desk@example.com"]]))]
    pub(crate) to: Key<Vec<Written<Mailbox>>>,
}
