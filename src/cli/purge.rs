//! `pressroom purge`: removes what an article said, where the law asks for it. It may
//! be asked while the service runs, which publishes the change within a second or two.

use super::article::{self, Wanted};
use super::audit;
use super::config_file::ConfigFile;
use super::disk::OnDisk;
use super::ended::Ended;
use crate::clock::Clock;
use crate::desk::Deed;
use crate::pipeline::desk::purging;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Purge {
    /// The article's id as it stands in a feed, the address of its page, what its
    /// source calls it, or its whole headline
    #[arg(value_name = "ID|ADDRESS|KEY|HEADLINE")]
    article: String,
    /// Why; readers are told
    #[arg(long)]
    reason: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Purge {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let desk = file.desk()?;
        let (mut store, id) = article::one(&desk.place.store, &self.article, Wanted::Any)?;
        let now = Clock::system().now();
        match purging::purge(&mut store, &id, &self.reason, now)? {
            Some(pages) => {
                audit::note(&mut store, Deed::Purged, Some(&id), None)?;
                let on_disk = OnDisk::look(&desk, &mut store, &id)?;
                if self.json {
                    let disk = on_disk.as_json();
                    put!("{}", json!({"article": id, "pages": pages, "disk": disk}));
                } else {
                    say!("{id} is gone from the store and from {pages} archive pages");
                    on_disk.tell();
                }
                Ok(on_disk.outcome())
            }
            None => Err(format!("there is no article {}", self.article).into()),
        }
    }
}
