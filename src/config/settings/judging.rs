//! How the items of a source are judged: which come in, what becomes of them, and in
//! which sections. Where they come from, and when, is in `source`.

use crate::config::settings::policy::Policy;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::text::Language;
use crate::web_address::WebAddress;
use serde::Serialize;

/// All that the settings of a source say about its items, however they arrive.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judging {
    /// The name of the source, unique.
    pub name: SourceName,
    /// Its place in the file, from 1: of two sources that bring one article, the
    /// first wins. What is pushed has 0. No item becomes another by it.
    #[serde(skip)]
    pub rank: u32,
    /// The sections of every article it brings.
    pub sections: Vec<Slug>,
    /// Further sections, by what an article is.
    pub rules: Vec<Rule>,
    /// Which of its items come in, and how they are changed.
    pub policy: Policy,
    /// The language of articles that do not say theirs.
    pub language: Option<Language>,
    /// The site's, which conditions take an article to be in that neither itself nor its
    /// source says anything of.
    pub site_language: Option<Language>,
    /// What relative addresses are relative to, where the item does not say.
    pub base_url: Option<WebAddress>,
    /// The newspaper's own site, to which they are relative in its own files where nothing else
    /// says. No article has its address by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_url: Option<WebAddress>,
    /// Its articles have a page in the web edition beside that at their address.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_pages: bool,
}

impl Judging {
    /// Of what arrives under this name without a source in the settings: everything
    /// comes in as it is.
    #[must_use]
    pub fn of_everything(name: SourceName, rank: u32) -> Self {
        Self {
            name,
            rank,
            sections: Vec::new(),
            rules: Vec::new(),
            policy: Policy::default(),
            language: None,
            site_language: None,
            base_url: None,
            site_url: None,
            has_pages: false,
        }
    }
}

/// `[[source.rule]]`: every condition that is written must hold; one of the
/// words of a condition is enough. Letter case does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Where a matching article belongs.
    pub sections: Vec<Slug>,
    /// Whole categories.
    pub category: Vec<String>,
    /// Parts of the article's address.
    pub address: Vec<String>,
    /// Whole words in the title.
    pub title: Vec<String>,
}
