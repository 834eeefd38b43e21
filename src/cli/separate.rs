//! `pressroom separate`: undoes a wrong join of two stories. It may be asked while
//! the service runs, which publishes the change within a second or two.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::{article, audit};
use crate::clock::Clock;
use crate::desk::Deed;
use crate::source_memory::SourceName;
use crate::store::{Separated, Store};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Separate {
    /// The article's id as it stands in a feed, the address of its page, what its
    /// source calls it, or its whole headline
    #[arg(value_name = "ID|ADDRESS|KEY|HEADLINE")]
    article: String,
    /// The source whose item does not belong to it
    #[arg(long)]
    source: String,
    /// What the source calls the item, where it has several in the article
    #[arg(long)]
    key: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Separate {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let (mut store, id) = article::one(&file.settings()?.store.path, &self.article)?;
        let source = SourceName::new(self.source.as_str());
        let now = Clock::system().now();
        let separated = store.separate(&id, &source, self.key.as_deref(), now)?;
        if let Separated::Into(_) = separated {
            audit::note(&mut store, Deed::Separated, Some(&id), Some(source.as_str()))?;
        }
        match separated {
            Separated::Into(own) if self.json => {
                say!("{}", json!({"article": own}));
                Ok(Outcome::Done)
            }
            Separated::Into(own) => {
                say!("{own}");
                Ok(Outcome::Done)
            }
            refused => Err(self.reason(&refused).into()),
        }
    }

    fn reason(&self, refused: &Separated) -> String {
        let (article, source) = (&self.article, &self.source);
        match refused {
            Separated::NoArticle => format!("there is no article {article}"),
            Separated::Several(keys) => format!(
                "the source \"{source}\" has {} items in it: add --key with one of {}",
                keys.len(),
                keys.join(", ")
            ),
            Separated::Alone => {
                "the article has no other item, so there is nothing to part it from".to_owned()
            }
            Separated::NoItem | Separated::Into(_) => format!(
                "no such item of \"{source}\" is in {article}: `pressroom explain` shows which are"
            ),
        }
    }
}
