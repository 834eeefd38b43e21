//! `pressroom check --profile`: which feeds and items an aggregator would refuse, and
//! what to do about it.

use super::ended::{Ended, Outcome};
use crate::clock::Clock;
use crate::config::Settings;
use crate::feed_document::Profile;
use crate::pipeline::insight::proof::prove;
use crate::profile::{Flaw, Results};
use crate::section::Slug;
use crate::store::SqliteStore;
use serde_json::json;
use std::sync::Arc;

/// Judges the feeds of the store that is there.
pub(super) fn run(settings: Settings, profile: Profile, feeds: &[Slug], as_json: bool) -> Ended {
    if let Some(unknown) = feeds.iter().find(|feed| !settings.feed_slugs().any(|is| is == **feed)) {
        let known = settings.feed_slugs().map(|slug| slug.to_string()).collect::<Vec<_>>();
        return Err(format!("there is no feed `{unknown}`: there are {}", known.join(", ")).into());
    }
    if !settings.store.path.exists() {
        let path = settings.store.path.display();
        return Err(
            format!("there is no article store {path} yet: `pressroom run` makes it").into()
        );
    }
    let store = SqliteStore::open_to_read(&settings.store.path)?;
    let now = Clock::system().now();
    let results = prove(Box::new(store), &Arc::new(settings), profile, feeds, now)?;
    if as_json {
        put!("{}", json!({"profile": profile.name(), "feeds": results}));
    } else {
        results.iter().for_each(print);
    }
    let fails = results.iter().any(|results| !results.flaws.is_empty());
    Ok(if fails { Outcome::Partly } else { Outcome::Done })
}

fn print(results: &Results) {
    let Results { profile, feed, items, flaws } = results;
    if flaws.is_empty() {
        say!("{feed}: right for {profile}, all {items} items");
        return;
    }
    let failing = results.failing().len();
    let own = flaws.iter().filter(|flaw| flaw.item.is_none()).count();
    say!("{feed}: {failing} of {items} items fail {profile}, and {own} demands on the feed");
    for Flaw { rule, title, value, remedy, .. } in flaws {
        match title {
            Some(title) => say!("  {rule}: {value} in \"{title}\"; {remedy}"),
            None => say!("  {rule}: {value}; {remedy}"),
        }
    }
}
