//! `[[section]]`: the keys of one section of the newspaper.

use super::{Address, Key, LanguageTag, Period, ShortName, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// A section of the newspaper, with a feed of its own.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["title"]))]
pub(crate) struct SectionTable {
    /// The section's name for people.
    #[schemars(extend("examples" = ["World"]))]
    pub(crate) title: Key<Text>,
    /// The section's name in addresses; readers subscribe to it, so never change it.
    ///
    /// Default: made of the title, as `top-story` of `Top Story`.
    pub(crate) slug: Key<ShortName>,
    /// A sentence about the section.
    ///
    /// Default: the section's and the newspaper's names.
    pub(crate) description: Key<Text>,
    /// The section's page on the site.
    ///
    /// Default: its slug below `site.url`.
    #[schemars(extend("examples" = ["https://www.induscourier.example/world"]))]
    pub(crate) page: Key<Address>,
    /// The section's language, where it is not the site's.
    ///
    /// Default: `site.language`.
    #[schemars(extend("examples" = ["ur-PK"]))]
    pub(crate) language: Key<LanguageTag>,
    /// How long it may be without a new article before it counts as silent, up to `365d`; `0s` is for ever.
    ///
    /// Default: three times what is usual at that time of the week, and an hour at least.
    #[schemars(extend("examples" = ["6h"]))]
    pub(crate) silent_after: Key<Period>,
}
