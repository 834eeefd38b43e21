//! `pressroom show`: one article as it is kept, text and all. Where it is and why, `explain`
//! says. It only reads, and may be asked while the service runs.

use super::article::{Wanted, one_in};
use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::list;
use crate::desk::KeptArticle;
use crate::section::Slug;
use crate::store::Store;
use crate::text::plain_text;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// Its id as it stands in a feed, the address of its page, what its source calls it, or its
    /// whole headline
    #[arg(value_name = "ID|ADDRESS|KEY|TITLE")]
    article: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings_in_force()?;
        let mut store = list::open(&settings)?;
        let id = one_in(&mut store, &self.article, Wanted::Any)?;
        let kept = store.kept(&id)?.ok_or_else(|| format!("nothing is kept of {id}"))?;
        if self.json {
            let KeptArticle { article, withdrawn, .. } = &kept;
            put!("{}", json!({"article": article, "withdrawn": withdrawn}));
        } else {
            print(&kept, settings.site.timezone);
        }
        Ok(Outcome::Done)
    }
}

fn print(kept: &KeptArticle, zone: Tz) {
    let date = |at: DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M %Z").to_string();
    let article = &kept.article;
    say!("{}\n{}", article.title, article.id);
    if let Some(url) = &article.url {
        say!("{url}");
    }
    say!("published {}, updated {}", date(article.published), date(article.updated));
    if let Some(at) = kept.withdrawn {
        say!("withdrawn {}", date(at));
    }
    let sections: Vec<&str> = article.sections.iter().map(Slug::as_str).collect();
    let authors: Vec<&str> = article.authors.iter().map(|it| it.name.as_str()).collect();
    let tags: Vec<&str> = article.tags.iter().map(|it| it.as_str()).collect();
    for (what, values) in [("sections", sections), ("by", authors), ("tags", tags)] {
        if !values.is_empty() {
            say!("{what}: {}", values.join(", "));
        }
    }
    say!("\n{}", plain_text::without_captions(article.content.as_str()));
}
