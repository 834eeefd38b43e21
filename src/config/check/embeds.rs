//! `[embeds]`: what becomes of players in articles.

use super::Checker;
use super::bad_value::BadValue;
use super::fetch::host;
use crate::config::file::{EmbedsTable, Text};
use crate::config::settings::Site;
use crate::text::Embeds;

impl Checker<'_, '_> {
    pub(super) fn embeds(&mut self, table: &EmbedsTable, site: Option<&Site>) -> Option<Embeds> {
        let framed = self.read(&table.show, is_frame);
        let hosts = self.read_each(&table.hosts, |text| foreign_host(text, site));
        Some(Embeds { framed: framed?, hosts })
    }
}

fn is_frame(text: &Text) -> Result<bool, BadValue> {
    match text.0.trim() {
        "link" => Ok(false),
        "frame" => Ok(true),
        other => {
            let cause = format!("\"{other}\" is nothing that can be shown of a player");
            Err(BadValue::new(cause, "write `link` or `frame`"))
        }
    }
}

/// A frame from the page's own site could take itself out of its sandbox (HTML
/// Living Standard §4.8.5, `allow-same-origin`).
fn foreign_host(text: &Text, site: Option<&Site>) -> Result<String, BadValue> {
    let host = host(text)?;
    let own =
        site.is_some_and(|site| [&site.url, &site.feeds_url].iter().any(|it| it.host() == host));
    if own {
        let cause =
            format!("\"{host}\" is the newspaper's own site: its sandbox would hold nothing");
        return Err(BadValue::new(cause, "serve the player from a host of its own"));
    }
    Ok(host)
}
