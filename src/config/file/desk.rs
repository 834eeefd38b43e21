//! `[desk]`: the keys that say who may see and use the desk, and how it is reached.

use super::{Key, Period, ShortName, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// The newsroom's desk: pages at `/desk/` on the admin address.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DeskTable {
    /// The names that the desk is reached under, besides loopback: any other `Host` is refused.
    #[schemars(extend("default" = json!([]), "examples" = [["desk.example.com"]]))]
    pub(crate) hosts: Key<Vec<Written<Text>>>,
    /// Addresses of your own proxies: only what they say of the client and of TLS counts.
    #[schemars(extend("default" = json!([]), "examples" = [["127.0.0.1"]]))]
    pub(crate) proxies: Key<Vec<Written<Text>>>,
    /// The header in which one of these proxies names who has signed in with it.
    ///
    /// Without it, whoever comes through a proxy signs in here. Whoever it names must be a `[[desk.user]]`. The proxy has to remove it from what
    /// clients send.
    #[schemars(extend("examples" = ["Remote-User"]))]
    pub(crate) user_header: Key<Text>,
    /// Whoever asks on this machine need not sign in.
    ///
    /// Such a request comes from loopback, is for a loopback `Host` and has come through no
    /// proxy. Switch it off where others have accounts on the machine.
    #[schemars(extend("default" = true))]
    pub(crate) trust_loopback: Key<bool>,
    /// How long somebody stays signed in, from `5m` to `30d`.
    #[schemars(extend("default" = "12h"))]
    pub(crate) session: Key<Period>,
    /// Who may sign in, each with a password.
    #[schemars(extend("default" = json!([])))]
    pub(crate) user: Key<Vec<Written<DeskUserTable>>>,
}

/// Who may sign in, each with a password.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["name", "password"]))]
pub(crate) struct DeskUserTable {
    /// Who it is; the log and each edit name them.
    #[schemars(extend("examples" = ["amina"]))]
    pub(crate) name: Key<Text>,
    /// The hash of the password, as `pressroom desk-user` prints it; the password itself is nowhere in this file.
    #[schemars(
        regex(pattern = r"^\$argon2id\$"),
        extend("x-made-by" = "pressroom desk-user NAME", "examples" = ["$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGhlcmUh$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
    )]
    pub(crate) password: Key<Text>,
    /// What they may do: `reader` sees, `editor` corrects and retracts too, `operator` asks sources and sees the configuration too.
    #[schemars(extend("default" = "reader", "enum" = ["reader", "editor", "operator"]))]
    pub(crate) role: Key<Text>,
    /// The sections they are for; all when none is named.
    #[schemars(extend("default" = json!([]), "examples" = [["world"]]))]
    pub(crate) sections: Key<Vec<Written<ShortName>>>,
}
