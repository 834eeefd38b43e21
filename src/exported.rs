//! An article as it leaves the newsroom to be brought in again: with what readers see nothing
//! of. It writes none.

use crate::article::{Article, Author};
use crate::text::folded;
use chrono::{DateTime, Utc};

/// An article, and what is known of it besides.
#[derive(Clone, Debug)]
pub struct Exported {
    /// What readers have.
    pub article: Article,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// The names of those who wrote it, with the addresses that its items give.
    pub mail: Vec<(String, String)>,
}

impl Exported {
    /// The address of somebody who wrote it, which may be one that no page shows.
    #[must_use]
    pub fn email_of<'a>(&'a self, author: &'a Author) -> Option<&'a str> {
        let shown = author.email.as_deref();
        let name = folded::same(&author.name);
        let known = self.mail.iter().find(|(other, _)| folded::same(other) == name);
        shown.or_else(|| known.map(|(_, mail)| mail.as_str()))
    }
}
