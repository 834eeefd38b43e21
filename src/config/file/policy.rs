//! `[[source.keep]]`, `[[source.drop]]` and `[[source.edit]]`: which items of a
//! source come in, and how they are changed.

use super::{
    Key, LanguageTag, PartName, Period, RegularExpression, ShortName, Text, Words, Written,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// Conditions on an item as the source gave it: every condition that is written
/// must hold, and one of its texts is enough.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub(crate) struct FilterTable {
    /// Found in the title: regular expressions in which letter case does not count.
    ///
    /// Without it, any title will do.
    #[schemars(length(min = 1), extend("examples" = [["^sponsored", "\\bhoroscopes?\\b"]]))]
    pub(crate) title: Key<Vec<Written<RegularExpression>>>,
    /// Found in the text, or in the summary where there is no text.
    ///
    /// Without it, any text will do.
    #[schemars(length(min = 1), extend("examples" = [["advertorial"]]))]
    pub(crate) text: Key<Vec<Written<RegularExpression>>>,
    /// Found in the name of an author.
    ///
    /// Without it, anybody may have written it.
    #[schemars(length(min = 1), extend("examples" = [["^PR desk$"]]))]
    pub(crate) author: Key<Vec<Written<RegularExpression>>>,
    /// Found in a category.
    ///
    /// Without it, any will do.
    #[schemars(length(min = 1), extend("examples" = [["^promotion$"]]))]
    pub(crate) category: Key<Vec<Written<RegularExpression>>>,
    /// Found in the article's address.
    ///
    /// Without it, any will do.
    #[schemars(length(min = 1), extend("examples" = [["/live/"]]))]
    pub(crate) address: Key<Vec<Written<RegularExpression>>>,
    /// Languages; `en` is every English, `en-GB` one.
    ///
    /// Without it, any will do.
    #[schemars(length(min = 1), extend("examples" = [["en"]]))]
    pub(crate) language: Key<Vec<Written<LanguageTag>>>,
    /// Published longer ago than this, up to `3650d`.
    ///
    /// Without it, any age will do.
    #[schemars(extend("examples" = ["7d"]))]
    pub(crate) older_than: Key<Period>,
    /// The text has fewer words than this.
    ///
    /// Without it, any length will do.
    #[schemars(range(min = 1, max = 1_000_000), extend("examples" = [40]))]
    pub(crate) words_below: Key<u32>,
    /// The text has more words than this.
    ///
    /// Without it, any length will do.
    #[schemars(range(min = 1, max = 1_000_000), extend("examples" = [5000]))]
    pub(crate) words_above: Key<u32>,
}

/// A change of the items that meet every condition that is written; of all items
/// when none is. Edits are made in the order of the file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend(
    "anyOf" = [
        { "required": ["find"] },
        { "required": ["prefix_title"] },
        { "required": ["default_author"] },
        { "required": ["add_tags"] },
        { "required": ["set_sections"] }
    ],
    "dependentRequired" = { "replace": ["find"], "in": ["find"] }
))]
pub(crate) struct EditTable {
    /// Found in the title: only such an item is changed.
    ///
    /// Without it, any title will do.
    #[schemars(length(min = 1), extend("examples" = [["^live:"]]))]
    pub(crate) title: Key<Vec<Written<RegularExpression>>>,
    /// Found in the text: only such an item is changed.
    ///
    /// Without it, any text will do.
    #[schemars(length(min = 1), extend("examples" = [["\\(AP\\)"]]))]
    pub(crate) text: Key<Vec<Written<RegularExpression>>>,
    /// Found in the name of an author: only such an item is changed.
    ///
    /// Without it, anybody may have written it.
    #[schemars(length(min = 1), extend("examples" = [["^staff$"]]))]
    pub(crate) author: Key<Vec<Written<RegularExpression>>>,
    /// Found in a category: only such an item is changed.
    ///
    /// Without it, any will do.
    #[schemars(length(min = 1), extend("examples" = [["^opinion$"]]))]
    pub(crate) category: Key<Vec<Written<RegularExpression>>>,
    /// Found in the article's address: only such an item is changed.
    ///
    /// Without it, any will do.
    #[schemars(length(min = 1), extend("examples" = [["/opinion/"]]))]
    pub(crate) address: Key<Vec<Written<RegularExpression>>>,
    /// A regular expression; everything that it finds is replaced.
    ///
    /// Without it, no words are changed.
    #[schemars(extend("examples" = ["\\s*\\| The Wire$"]))]
    pub(crate) find: Key<RegularExpression>,
    /// What comes in the place of what is found; `$1` is the first group of it.
    #[schemars(extend("default" = ""))]
    pub(crate) replace: Key<Words>,
    /// Where `find` looks: `title`, `text`, `author` or `category`.
    ///
    /// In a text it sees the words between two tags, never the tags.
    #[schemars(length(min = 1), extend("default" = json!(["title", "text"])))]
    #[serde(rename = "in")]
    pub(crate) within: Key<Vec<Written<PartName>>>,
    /// Put before the title, with a space between.
    ///
    /// Without it, nothing is.
    #[schemars(extend("examples" = ["Opinion:"]))]
    pub(crate) prefix_title: Key<Text>,
    /// Who wrote an item that names nobody.
    ///
    /// Without it, nobody is named.
    #[schemars(extend("examples" = ["Our Correspondent"]))]
    pub(crate) default_author: Key<Text>,
    /// Further categories; the rules of the source see them.
    ///
    /// Without it, there are none.
    #[schemars(length(min = 1), extend("examples" = [["wire"]]))]
    pub(crate) add_tags: Key<Vec<Written<Text>>>,
    /// The sections of the article, in the place of all that it would have otherwise.
    ///
    /// Without it, they stay as they are.
    #[schemars(length(min = 1), extend("examples" = [["world"]]))]
    pub(crate) set_sections: Key<Vec<Written<ShortName>>>,
}
