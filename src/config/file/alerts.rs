//! `[alerts]`: the keys that say who is told when something is wrong.

use super::{Address, Key, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// Who is told when something is wrong in the newsroom; without a webhook nobody is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AlertsTable {
    /// Where a notice is posted when something begins to be wrong, and when it is over.
    ///
    /// Without it, nobody is told. A host that is not public must stand in
    /// `fetch.allow_hosts`.
    #[schemars(extend("examples" = ["https://chat.induscourier.example/hooks/desk"]))]
    pub(crate) webhook: Key<Address>,
    /// What notices are signed with; `PRESSROOM_ALERTS_SECRET` in the environment wins over it.
    ///
    /// Without it, notices are not signed. The signature is the HMAC-SHA256 of the
    /// body, in the header `X-Hub-Signature-256`.
    #[schemars(length(min = 16), extend("examples" = ["a long text that nobody guesses"]))]
    pub(crate) secret: Key<Text>,
    /// Passes in a row that must fail before a source counts as failing here.
    #[schemars(range(min = 1, max = 100), extend("default" = 3))]
    pub(crate) source_failures: Key<u32>,
}
