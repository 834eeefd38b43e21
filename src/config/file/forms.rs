//! The forms that a text in the file can have, for the schema: an editor then
//! shows what is expected. The strict reading of each is in `check`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;

/// Defines texts of a form: a name, what it is, and its schema.
macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident $schema:tt)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub(crate) String);

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

forms! {
    /// Any text that is not blank.
    Text { "type": "string", "minLength": 1, "examples": ["…"] }

    /// A word for an address.
    ShortName {
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "minLength": 1,
        "maxLength": 64,
        "examples": ["world"]
    }

    /// An absolute http or https address.
    Address {
        "type": "string",
        "format": "uri",
        "pattern": "^[hH][tT][tT][pP][sS]?://",
        "minLength": 1,
        "examples": ["https://news.example/"]
    }

    /// A file or folder, absolute or relative to the folder of the config file.
    FilePath { "type": "string", "minLength": 1, "examples": ["articles"] }

    /// A length of time.
    Period {
        "type": "string",
        "pattern": "^\\s*([0-9]+\\s*[smhdw]\\s*)+$",
        "minLength": 1,
        "examples": ["5m"]
    }

    /// A number of bytes.
    Size {
        "type": "string",
        "pattern": "^\\s*[0-9]+\\s*(B|[kK]B|MB|GB|KiB|MiB|GiB)\\s*$",
        "minLength": 1,
        "examples": ["2 MiB"]
    }

    /// An address and port to listen on.
    Endpoint { "type": "string", "minLength": 1, "examples": ["127.0.0.1:8080"] }

    /// A language tag (BCP 47).
    LanguageTag {
        "type": "string",
        "pattern": "^[a-zA-Z]{2,8}([-_][a-zA-Z0-9]{1,8})*$",
        "minLength": 1,
        "examples": ["en-GB"]
    }

    /// A name of the time zone database.
    Zone { "type": "string", "minLength": 1, "examples": ["Asia/Karachi"] }

    /// A cron expression.
    Cron { "type": "string", "minLength": 1, "examples": ["*/5 * * * *"] }

    /// A person to write to.
    Mailbox {
        "type": "string",
        "pattern": "^[^@\\s]+@[^@\\s]+( +\\(.*\\))?$",
        "minLength": 1,
        "examples": ["desk@news.example (News desk)"]
    }

    /// A regular expression, best in single quotes.
    RegularExpression { "type": "string", "minLength": 1, "examples": ["^sponsored"] }

    /// Any text, even an empty one.
    Words { "type": "string", "examples": [""] }

    /// A part of an article.
    PartName {
        "type": "string",
        "enum": ["title", "text", "author", "category"],
        "minLength": 1,
        "examples": ["title"]
    }

    /// A CSS selector.
    Selector { "type": "string", "minLength": 1, "examples": ["h2 a"] }
}
