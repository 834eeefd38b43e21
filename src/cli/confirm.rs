//! `pressroom confirm`: somebody says that what looks like a mishap is meant. It withdraws
//! what a folder has lost at once, also while the service runs, which publishes the change
//! within a second or two; it lets out a feed that lost most of its items; it removes
//! what is too old, where that is most of all; or it begins a new store where an old one was.

use super::audit;
use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::restore;
use super::run::named;
use crate::clock::Clock;
use crate::config::Settings;
use crate::desk::Deed;
use crate::pipeline::{name_feeds, retention};
use crate::section::Slug;
use crate::service;
use crate::store::{Confirmed, Feeds, Removal, SqliteStore, Store};
use crate::trouble::{Trouble, TroubleKind};
use serde_json::json;
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(crate) struct Confirm {
    /// The source whose folder has lost them
    #[arg(value_name = "SOURCE", required_unless_present_any = ["new_store", "feed", "old"])]
    source: Option<String>,
    /// How many articles are to be withdrawn; nothing is done when it is another number
    #[arg(value_name = "COUNT")]
    count: Option<u32>,
    /// The article store is new or empty, and that is meant: what the sources have comes out anew, what was retracted too
    #[arg(long, conflicts_with_all = ["source", "count"])]
    new_store: bool,
    /// A feed that lost most of its items, and that is meant
    #[arg(long, value_name = "FEED", conflicts_with_all = ["source", "count", "new_store"])]
    feed: Option<Slug>,
    /// So many articles are older than `[store] keep` allows, and are to be removed; nothing is done when it is another number
    #[arg(long, value_name = "COUNT", conflicts_with_all = ["source", "count", "new_store", "feed"])]
    old: Option<u32>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Confirm {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = match self.new_store {
            true => file.settings()?,
            false => file.settings_in_force()?,
        };
        if let Some(feed) = &self.feed {
            return self.let_out(&settings, feed);
        }
        if let Some(old) = self.old {
            return self.remove_old(&settings, old);
        }
        let Some(source) = &self.source else { return self.begin(&settings) };
        let source = named(&settings.sources, source)?.name();
        if !settings.store.path.exists() {
            let path = settings.store.path.display();
            return Err(format!("there is no article store {path} yet").into());
        }
        let mut store = SqliteStore::open_for_a_command(&settings.store.path)?;
        let confirmed = store.confirm(source, self.count, Clock::system().now())?;
        if let Confirmed::Withdrawn(_) = confirmed {
            audit::note(&mut store, Deed::Confirmed, None, Some(source.as_str()))?;
        }
        match confirmed {
            Confirmed::Withdrawn(articles) if self.json => {
                put!("{}", json!({"source": source, "withdrawn": articles}));
                Ok(Outcome::Done)
            }
            Confirmed::Withdrawn(articles) => {
                say!("{source}: {articles} articles are withdrawn");
                Ok(Outcome::Done)
            }
            Confirmed::Another(emptied) => {
                Err(format!("nothing was withdrawn: {}", emptied.told(source)).into())
            }
            Confirmed::Nothing => {
                Err(format!("there is nothing to confirm: no article of {source} is held back")
                    .into())
            }
        }
    }
}

/// Whether the service that runs holds nothing of a feed back.
fn is_let_out(store: &Path, feed: &Slug) -> bool {
    let is_of = |subject: &str| subject.rsplit_once('.').is_some_and(|it| it.0 == feed.as_str());
    service::wellbeing_of(store).is_ok_and(|says| {
        let held = |it: &Trouble| it.kind == TroubleKind::DocumentHeldBack && is_of(&it.subject);
        !says.troubles.iter().any(held)
    })
}

impl Confirm {
    fn let_out(&self, settings: &Settings, feed: &Slug) -> Ended {
        let own = settings.feeds.iter().map(|feed| &feed.name.slug);
        let sections = settings.sections.iter().map(|section| &section.slug);
        let front_page = Slug::front_page();
        let all: Vec<&Slug> = [&front_page].into_iter().chain(sections).chain(own).collect();
        if !all.contains(&feed) {
            let all: Vec<&str> = all.into_iter().map(Slug::as_str).collect();
            let all = all.join(", ");
            return Err(format!("there is no feed \"{feed}\"; there are: {all}").into());
        }
        if is_let_out(&settings.store.path, feed) {
            return Err(format!("there is nothing to confirm: {feed} is not held back").into());
        }
        let path = &settings.store.path;
        if !path.exists() {
            return Err(format!("there is no article store {} yet", path.display()).into());
        }
        let mut store = SqliteStore::open_for_a_command(path)?;
        store.rearranged(feed)?;
        audit::note(&mut store, Deed::LetOut, None, Some(feed.as_str()))?;
        let by = match service::running(path) {
            Some(_) => "the service lets it out within a few seconds",
            None => "the next `pressroom run` lets it out",
        };
        match self.json {
            true => put!("{}", json!({"feed": feed})),
            false => say!("{feed}: what it lost is meant; {by}"),
        }
        Ok(Outcome::Done)
    }

    /// Removes what is too old, also while the service runs.
    fn remove_old(&self, settings: &Settings, old: u32) -> Ended {
        let path = &settings.store.path;
        if !path.exists() {
            return Err(format!("there is no article store {} yet", path.display()).into());
        }
        let mut store = SqliteStore::open_for_a_command(path)?;
        let now = Clock::system().now();
        let retention = retention(settings, now);
        let aged = store.aged(retention, now)?;
        if !aged.is_to_be_confirmed() {
            return Err("there is nothing to confirm: what is too old is removed by itself".into());
        }
        if aged.old != old {
            return Err(format!("nothing was removed: {}", aged.told()).into());
        }
        let removed = store.retain(retention)?;
        audit::note(&mut store, Deed::Confirmed, None, Some("[store] keep"))?;
        match self.json {
            true => put!("{}", json!({"removed": removed})),
            false => say!("{removed} articles are removed, because of their age"),
        }
        Ok(Outcome::Done)
    }

    /// Begins a store that knows of nothing.
    fn begin(&self, settings: &Settings) -> Ended {
        let path = &settings.store.path;
        let mut store = SqliteStore::open_for_a_command(path)?;
        if !store.is_new()? {
            let path = path.display();
            let nothing = format!("there is nothing to confirm: {path} is neither new nor empty");
            return Err(nothing.into());
        }
        // What its journal knows besides, as what was retracted, stands.
        let lost = store.losses()?;
        store.accept_losses()?;
        name_feeds(&mut store, settings)?;
        let is_running = service::running(path).is_some();
        if self.json {
            put!(
                "{}",
                json!({"store": path, "new_store": true, "service_runs": is_running, "lost": lost})
            );
            return Ok(Outcome::Done);
        }
        restore::tell_losses(&lost);
        let next = match is_running {
            true => "stop the service, and start it again",
            false => "start the service, or say `pressroom run`",
        };
        say!("{}: a new store is meant; {next}", path.display());
        Ok(Outcome::Done)
    }
}
