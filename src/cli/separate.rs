//! `pressroom separate`: undoes a wrong join of two stories. It may be asked while
//! the service runs, which publishes the change within a second or two.

use super::article::{self, Wanted};
use super::audit;
use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use crate::article::ArticleId;
use crate::clock::Clock;
use crate::desk::Deed;
use crate::source_memory::SourceName;
use crate::store::{EditKind, Separated, Store, StoreError};
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
        let (mut store, id) =
            article::one(&file.settings()?.store.path, &self.article, Wanted::Any)?;
        let source = SourceName::new(self.source.as_str());
        let now = Clock::system().now();
        let separated = store.separate(&id, &source, self.key.as_deref(), now)?;
        if let Separated::Into(own) = &separated {
            audit::note(&mut store, Deed::Separated, Some(&id), Some(source.as_str()))?;
            tell_what_stands(&mut store, &id, own)?;
        }
        match separated {
            Separated::Into(own) if self.json => {
                put!("{}", json!({"article": own}));
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

/// Tells what was said of the article that was parted, and of which part it is said now.
fn tell_what_stands(
    store: &mut dyn Store,
    id: &ArticleId,
    own: &ArticleId,
) -> Result<(), StoreError> {
    let mut stands = |id: &ArticleId, kind: EditKind| -> Result<bool, StoreError> {
        let edits = store.edits(id)?;
        Ok(edits.iter().any(|edit| edit.kind == kind && edit.undone.is_none()))
    };
    if stands(own, EditKind::Retraction)? {
        tell!("it was taken back, and each part is; `pressroom undo {own}` lets this one out");
    }
    if stands(own, EditKind::Embargo)? {
        tell!(
            "each part is kept back until its time; `pressroom embargo {own} --lift` lets this one out"
        );
    }
    if stands(id, EditKind::Correction)? {
        tell!("the note of a correction stays with {id}; `pressroom correct` gives the other one");
    }
    Ok(())
}
