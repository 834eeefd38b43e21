//! What can be said of the published files to whoever took an article back. Readers over
//! HTTP are served from memory; these files are what other programs serve.

use super::ended::{Failure, Outcome};
use crate::article::ArticleId;
use crate::config::Settings;
use crate::edition::DocumentName;
use crate::pipeline::{documents, is_published_into, still_in};
use crate::store::Store;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// How long the running service may take until its files are said to be late.
const PATIENCE: Duration = Duration::from_secs(10);

/// Says which files still have an article that was taken back, once the service that runs
/// has had its time to replace them.
pub(super) fn tell(
    settings: &Settings,
    store: &mut dyn Store,
    id: &ArticleId,
) -> Result<Outcome, Failure> {
    let folder = &settings.publish.folder;
    let mut names: BTreeSet<DocumentName> = documents(settings);
    names.extend(store.pages_with(id)?.into_iter().map(DocumentName::Archive));
    let begun = Instant::now();
    loop {
        let late = still_in(folder, &names, id);
        if late.is_empty() {
            return Ok(Outcome::Done);
        }
        if !is_published_into(folder) {
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
