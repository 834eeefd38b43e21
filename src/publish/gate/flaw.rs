//! What the gate can find wrong: the rule that was broken, in which article,
//! and the words for it. It does not look for anything.

use std::fmt;

/// The rules that a document must keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Every byte belongs to valid UTF-8 (RFC 3629).
    Utf8,
    /// The document is not empty and not larger than the limit.
    Size,
    /// XML 1.0 and JSON (RFC 8259) are well-formed; a page is not cut off.
    WellFormed,
    /// No document type, and no entity beyond the five of XML 1.0.
    Entity,
    /// Every prefix is bound to a namespace.
    PrefixBound,
    /// Only the characters that XML 1.0 §2.2 allows.
    XmlCharacters,
    /// The outermost element or the `version` is that of the format.
    Format,
    /// What the format demands is there and not blank.
    RequiredElement,
    /// What may be there once is there once.
    RepeatedElement,
    /// No element that the format does not know.
    UnknownElement,
    /// No two articles, withdrawn ones included, have one id.
    UniqueIds,
    /// An id is an absolute URI where the format wants one.
    AbsoluteId,
    /// A date is written as the format demands, and its weekday is right.
    Date,
    /// `updated` is not before `published`.
    DateOrder,
    /// Nothing is dated after now.
    Future,
    /// Every address is absolute, those within content too.
    AbsoluteAddress,
    /// A number is a number, and within its bounds.
    Number,
    /// A media type is one (RFC 6838 §4.2).
    MediaType,
    /// A language tag is well-formed (BCP 47).
    Language,
    /// A contact begins with an e-mail address.
    Contact,
    /// No e-mail address of a person stands in a page.
    Mail,
    /// A value is one of those that the format knows.
    KnownValue,
    /// Content is HTML in a form that every reader handles alike.
    ContentType,
    /// Content holds nothing that runs: no script, no frame, no event handler.
    ActiveContent,
    /// The number of items did not collapse.
    Collapse,
}

impl Rule {
    /// The name that logs, `/health` and metrics use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Size => "size",
            Self::WellFormed => "well-formed",
            Self::Entity => "entity",
            Self::PrefixBound => "prefix-bound",
            Self::XmlCharacters => "xml-characters",
            Self::Format => "format",
            Self::RequiredElement => "required-element",
            Self::RepeatedElement => "repeated-element",
            Self::UnknownElement => "unknown-element",
            Self::UniqueIds => "unique-ids",
            Self::AbsoluteId => "absolute-id",
            Self::Date => "date",
            Self::DateOrder => "date-order",
            Self::Future => "future",
            Self::AbsoluteAddress => "absolute-address",
            Self::Number => "number",
            Self::MediaType => "media-type",
            Self::Language => "language",
            Self::Contact => "contact",
            Self::Mail => "mail",
            Self::KnownValue => "known-value",
            Self::ContentType => "content-type",
            Self::ActiveContent => "active-content",
            Self::Collapse => "collapse",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    pub(super) rule: Rule,
    pub(super) article: Option<String>,
    pub(super) detail: String,
}

/// What a check gives: nothing, or the first flaw.
pub(super) type Verdict<T = ()> = Result<T, Flaw>;

impl Flaw {
    pub(super) fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, article: None, detail: detail.into() }
    }

    /// The same flaw, found in an article.
    pub(super) fn in_article(mut self, id: Option<&str>) -> Self {
        self.article = self.article.or_else(|| id.map(str::to_owned));
        self
    }

    /// The same flaw, with the place it was found in before its detail.
    pub(super) fn at(mut self, place: &str) -> Self {
        self.detail = format!("{place}: {}", self.detail);
        self
    }
}

/// At most the first 80 characters of what was found, for a message.
pub(super) fn excerpt(text: &str) -> String {
    let mut characters = text.trim().chars();
    let mut short: String = characters.by_ref().take(80).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}
