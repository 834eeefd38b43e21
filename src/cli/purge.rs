//! `pressroom purge`: removes what an article said, where the law asks for it. It may
//! be asked while the service runs, which publishes the change within a second or two.

use super::config_file::ConfigFile;
use super::ended::Ended;
use super::{article, audit, disk};
use crate::clock::Clock;
use crate::desk::Deed;
use crate::pipeline::desk::purging;

#[derive(Debug, clap::Args)]
pub(crate) struct Purge {
    /// The article's id as it stands in a feed, the address of its page, what its
    /// source calls it, or its whole headline
    #[arg(value_name = "ID|ADDRESS|KEY|HEADLINE")]
    article: String,
    /// Why; readers are told
    #[arg(long)]
    reason: String,
}

impl Purge {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let desk = file.desk()?;
        let (mut store, id) = article::one(&desk.place.store, &self.article)?;
        let now = Clock::system().now();
        match purging::purge(&mut store, &id, &self.reason, now)? {
            Some(pages) => {
                audit::note(&mut store, Deed::Purged, Some(&id), None)?;
                say!("{id} is gone from the store and from {pages} archive pages");
                disk::tell(&desk, &mut store, &id)
            }
            None => Err(format!("there is no article {}", self.article).into()),
        }
    }
}
