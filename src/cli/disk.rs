//! What can be said of the published files to whoever took an article back. Readers over
//! HTTP are served from memory; these files are what other programs serve.

use super::config_file::DeskPlace;
use super::ended::{Failure, Outcome};
use crate::article::ArticleId;
use crate::config::Whereabouts;
use crate::edition::DocumentName;
use crate::pipeline::{documents, is_published_into, still_in};
use crate::service;
use crate::store::Store;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// How long the running service may take until its files are said to be late.
const PATIENCE: Duration = Duration::from_secs(5);

/// Says which files still have an article that was taken back, once the service that runs
/// has had its time to replace them.
pub(super) fn tell(
    desk: &DeskPlace,
    store: &mut dyn Store,
    id: &ArticleId,
) -> Result<Outcome, Failure> {
    let folder = &desk.place.feeds;
    let Some(settings) = &desk.settings else { return Ok(tell_without_settings(&desk.place)) };
    let mut names: BTreeSet<DocumentName> = documents(settings);
    names.extend(store.pages_with(id)?.into_iter().map(DocumentName::Archive));
    let begun = Instant::now();
    loop {
        let late = still_in(folder, &names, id);
        if late.is_empty() {
            return Ok(Outcome::Done);
        }
        if !is_served(&desk.place) {
            say!("no service runs: what it said is in {folder:?} until the next start or run");
            return Ok(Outcome::Done);
        }
        if begun.elapsed() > PATIENCE {
            let late: Vec<String> = late.iter().map(DocumentName::file_name).collect();
            let files = late.join(", ");
            say!("not on the disk yet: {files} in {folder:?} still have it; /health says why");
            return Ok(Outcome::Partly);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Whether a program is at work that takes out what was taken back: the service, wherever
/// its folder has gone, or a run.
fn is_served(place: &Whereabouts) -> bool {
    service::running(&place.store).is_some() || is_published_into(&place.feeds)
}

/// Which files there are is not known while there are mistakes in the configuration.
fn tell_without_settings(place: &Whereabouts) -> Outcome {
    let folder = &place.feeds;
    if is_served(place) {
        say!("the service that runs takes it out of {folder:?} now; /health says where it cannot");
        return Outcome::Done;
    }
    say!(
        "no service runs: what it said may be in {folder:?} until the configuration is mended and `pressroom run` was called"
    );
    Outcome::Partly
}
