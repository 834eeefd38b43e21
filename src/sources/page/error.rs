//! Why no article came out of a page, and how large a page may be.

/// Why no article came out of a page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// There is no running text on it.
    #[error(
        "no article was found on the page: if it is one, name the element that holds its text with `body`"
    )]
    NoArticle,
    /// It has no date, and nothing says that it is an article.
    #[error(
        "the page has no date, and nothing says that it is a new article, so it is not \
         published as of now. If it is one, name the element that holds its date with `date`"
    )]
    Undated,
    /// Its whole text stands on other pages of the site, which are to be other articles.
    #[error(
        "its text stands word for word on other pages that are listed as articles: it is a \
         notice, a login or an error page of the site, and no article"
    )]
    Repeated,
    /// It was asked for as the page of an item that it says nothing of.
    #[error(
        "the page says nothing of the headline that leads to it, nor of its summary: it may be a \
         notice, a login or another story, so its text is not taken for that"
    )]
    OfSomethingElse,
    /// It was asked for as an article, and leads back to where articles are listed.
    #[error(
        "it leads to {0}, which is no article but the front page or the list: the story is gone, \
         or it is not for everybody"
    )]
    LeadsBack(String),
    /// The operator's selector for the text finds nothing.
    #[error("the selector `{0}` of `body` finds nothing on the page")]
    NothingSelected(String),
    /// Elements stand in each other beyond reason.
    #[error("elements are nested more than {DEEPEST} deep")]
    TooDeep,
    /// The page is too large to be an article.
    #[error("the page has {0} bytes, more than the {LONGEST} that an article's page may have")]
    TooLong(usize),
}

/// How deep elements may stand in each other; browsers stop at 512 as well.
pub(super) const DEEPEST: usize = 512;

/// The longest page that is read, in bytes.
pub(super) const LONGEST: usize = 16 << 20;
