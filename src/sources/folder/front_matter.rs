//! What the head of an article file may say, as TOML or YAML. It reads the head
//! only: `fences` finds where it ends.

use super::fences::{Fault, Head};
use super::values::{AuthorEntry, Many, MediaEntry, Stamp, TakenBack};
use serde::Deserialize;

/// What may stand in the head. Keys that are not here are somebody else's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FrontMatter {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) url: Option<String>,
    pub(super) date: Option<Stamp>,
    pub(super) published: Option<Stamp>,
    pub(super) updated: Option<Stamp>,
    pub(super) publish_at: Option<Stamp>,
    pub(super) expires_at: Option<Stamp>,
    pub(super) author: Many<AuthorEntry>,
    pub(super) authors: Many<AuthorEntry>,
    pub(super) section: Many<String>,
    pub(super) sections: Many<String>,
    pub(super) tags: Many<String>,
    pub(super) summary: Option<String>,
    pub(super) language: Option<String>,
    pub(super) image: Many<MediaEntry>,
    pub(super) media: Many<MediaEntry>,
    pub(super) correction: Option<String>,
    pub(super) rights: Option<String>,
    pub(super) draft: Option<bool>,
    pub(super) withdrawn: Option<TakenBack>,
}

impl FrontMatter {
    /// Reads the keys and values.
    pub(super) fn read(head: &Head<'_>) -> Result<Self, Fault> {
        let at = |line: usize, said: &str| Fault {
            line: head.first_line + line,
            reason: format!(
                "{}: mend the front matter",
                said.lines().next().unwrap_or_default().trim_end_matches('.')
            ),
        };
        if head.is_toml {
            return toml::from_str(head.text).map_err(|error| {
                let offset = error.span().map_or(0, |span| span.start.min(head.text.len()));
                let before = head.text.get(..offset).unwrap_or_default();
                at(before.matches('\n').count(), error.message())
            });
        }
        if head.text.trim().is_empty() {
            return Ok(Self::default());
        }
        // Only `true` and `false` are not text: an author may be called Yes, a tag 007.
        let options = serde_saphyr::options! {
            strict_booleans: true,
            leading_zero_numbers_as_strings: true,
        };
        serde_saphyr::from_str_with_options(head.text, options).map_err(|error| {
            let line = error.location().map_or(1, |location| location.line());
            let said = error.without_snippet().to_string();
            // The line counts from the fence here, and is said already.
            let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
            at(usize::try_from(line).unwrap_or(1).saturating_sub(1), said)
        })
    }
}
