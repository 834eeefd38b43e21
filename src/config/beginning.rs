//! The configuration that a new newsroom begins with: what it cannot be without, and no
//! more. What else there is, `explained` tells key by key.

use super::NewSource;
use super::check::slug_of_title;
use crate::section::Slug;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What somebody says of a newsroom that is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The newspaper's name.
    pub title: String,
    /// Its site.
    pub url: String,
    /// The name of its time zone.
    pub timezone: String,
    /// Its sections, by their titles.
    pub sections: Vec<String>,
    /// The day on which it begins.
    pub founded: NaiveDate,
    /// Hosts that are asked although they are not public.
    pub allow_hosts: Vec<String>,
    /// Sources besides the folder of articles.
    pub sources: Vec<NewSource>,
}

impl Beginning {
    /// The file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut text = format!(
            "# {}. Everything else has a default: `pressroom config explain` lists the tables and\n\
             # keys, `pressroom config explain site.language` says what one means, and `pressroom\n\
             # check` what is wrong with this file.\n\n\
             [site]\n\
             title = {}\n\
             url = {}\n\
             # On your own machine. In public, write the address that readers use, or remove it.\n\
             feeds_url = \"http://127.0.0.1:8080/feeds/\"\n\
             # The day from which the host of `url` is yours; never change it.\n\
             founded = {}\n\
             timezone = {}\n\n\
             # The paper as pages for people, at this address.\n\
             [web]\n\
             address = \"http://127.0.0.1:8080/\"\n",
            self.title.replace(['\n', '\r'], " "),
            quoted(&self.title),
            quoted(&self.url),
            self.founded,
            quoted(&self.timezone),
        );
        if !self.allow_hosts.is_empty() {
            let hosts: Vec<String> = self.allow_hosts.iter().map(|host| quoted(host)).collect();
            let _ = write!(
                text,
                "\n# Asked though it is not on the public internet.\n[fetch]\nallow_hosts = [{}]\n",
                hosts.join(", ")
            );
        }
        let mut taken = BTreeSet::from([Slug::front_page()]);
        for (section, number) in self.sections.iter().zip(1..) {
            let _ = write!(text, "\n[[section]]\ntitle = {}\n", quoted(section));
            // A name for addresses has to be of Latin letters, and of one section alone.
            let own = slug_of_title(section);
            if own.is_none_or(|slug| !taken.insert(slug)) {
                let _ = write!(
                    text,
                    "# Its name in addresses: better said once, before readers have it.\n\
                     slug = \"section-{number}\"\n"
                );
            }
        }
        let _ = write!(
            text,
            "\n# Every Markdown file in this folder is an article; one that is removed is withdrawn.\n\
             [[source]]\nname = \"desk\"\nschedule = \"*/5 * * * *\"\n\
             [source.folder]\npath = {}\nwatch = true\nmirror = true\n",
            quoted(super::STARTER_FOLDER)
        );
        for source in &self.sources {
            let _ = write!(text, "\n{}", source.to_toml());
        }
        text
    }
}

/// An article that shows how one is written, published at an instant (RFC 3339).
#[must_use]
pub fn first_article(section: &Slug, published: &str) -> String {
    format!(
        "+++\ntitle = \"The first article\"\nsections = [\"{section}\"]\ndate = {published}\n\
         summary = \"How an article is written, in three sentences.\"\n+++\n\
         This is a file of **Markdown** in the folder of articles, with a head that says what the \
         article is called, when it was published and which sections it is for.\n\n\
         Change it, and the paper and its feeds follow in a moment. Remove it, and readers are \
         told that it was withdrawn.\n"
    )
}
