//! `[embeds]`: the keys that say what becomes of players in articles.

use super::{Key, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// What becomes of the players of film and sound that articles embed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EmbedsTable {
    /// A `link` to what a known player plays, or a sandboxed `frame` with the player.
    ///
    /// Known are those of YouTube, Vimeo, Dailymotion, SoundCloud and Spotify;
    /// others are left out. Many readers show no frames.
    #[schemars(extend("default" = "link", "enum" = ["link", "frame"]))]
    pub(crate) show: Key<Text>,
    /// Further hosts whose players are known.
    #[schemars(extend("default" = json!([]), "examples" = [["player.example"]]))]
    pub(crate) hosts: Key<Vec<Written<Text>>>,
}
