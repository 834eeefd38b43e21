//! When two items are one story: the rule, without an engine. How candidates are
//! found, and what becomes of them, is the engine's part.

use crate::article::Article;
use crate::likeness::{FEWEST_WORDS, Likeness, Told};
use crate::same_address::{self, address_key};
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::subject::Subject;
use crate::text::XmlText;
use crate::vouchers::Vouchers;
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

/// How stories are recognised that come again under another name.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognition {
    /// Only stories that were published this close to each other are compared.
    pub window: TimeDelta,
    /// The part of the shorter text's runs of three words that the longer one must
    /// have too, from 0.0 to 1.0.
    pub alike: f64,
    /// The sources whose items are always articles of their own, unless an id says
    /// otherwise.
    pub except: BTreeSet<SourceName>,
    /// The newsroom's own site: what was pushed may be on a page of it that a feed has, too.
    pub site: Option<String>,
}

/// How an item was found to be of an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Matched {
    /// It made the article, or was put apart into one of its own.
    Key,
    /// Its id is the article's.
    Id,
    /// Its page is one that the article has, and they do not contradict each other.
    Address,
    /// Its text is the article's, this part of the shorter one's runs of words.
    Text(f64),
}

/// Where an article came from: one item of one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// The source.
    pub source: SourceName,
    /// What the source calls it.
    pub key: String,
    /// How it was found to be of this article.
    pub matched: Matched,
    /// When it was found; nothing where an earlier release did.
    pub since: Option<DateTime<Utc>>,
    /// A later item of the same source took its place.
    pub superseded: bool,
    /// Its headline.
    pub title: String,
    /// Its page.
    pub url: Option<WebAddress>,
    /// Its keywords.
    pub tags: Vec<XmlText>,
    /// The sections that it belongs to for itself.
    pub sections: BTreeSet<Slug>,
}

/// What became of an item that was to be put apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Separated {
    /// It is an article of its own now, with this id.
    Into(crate::article::ArticleId),
    /// There is no article of that id.
    NoArticle,
    /// The article has no such item.
    NoItem,
    /// The source has several items in it, these: say which.
    Several(Vec<String>),
    /// The article has no other item, so there is nothing to part it from.
    Alone,
}

/// The part of the shorter text that must be in the longer one at one address,
/// which says much by itself.
const AT_ONE_ADDRESS: f64 = 0.5;

/// The part of the shorter title that must be in the other at one address, where
/// there is hardly a text.
const TITLES_AT_ONE_ADDRESS: f64 = 0.5;

/// What is compared of an item.
pub(super) struct Side {
    pub(super) likeness: Rc<Likeness>,
    pub(super) address: Option<i64>,
    /// The place on its page, where its address names one.
    place: Option<String>,
    /// Its address is that of a whole site, which is no page of a story.
    is_at_front: bool,
    vouchers: Vouchers,
    subject: Subject,
}

impl Side {
    pub(super) fn of(article: &Article) -> Self {
        Self::with_words(article, Rc::new(Likeness::of(article)))
    }

    /// Of an article whose words were read already.
    pub(super) fn with_words(article: &Article, likeness: Rc<Likeness>) -> Self {
        Self {
            likeness,
            address: article.url.as_ref().map(address_key),
            place: article.url.as_ref().and_then(place),
            is_at_front: article.url.as_ref().is_some_and(same_address::is_front),
            vouchers: Vouchers::of(article),
            subject: Subject::of(article),
        }
    }

    fn is_short(&self) -> bool {
        self.likeness.length() < FEWEST_WORDS
    }

    fn plays_another(&self, other: &Self) -> bool {
        self.subject.plays_another(&other.subject)
    }

    fn published(&self) -> DateTime<Utc> {
        self.subject.published()
    }

    /// Whether it is a notice of another day, or of another thing, in words that are alike.
    fn is_another_notice(&self, other: &Self) -> bool {
        let words = (self.likeness.as_ref(), other.likeness.as_ref());
        self.subject.is_another_notice(&other.subject, words)
    }

    /// Whether what has another name on the same page is the same story: one title, and its
    /// date or text too.
    pub(super) fn agrees_with(&self, other: &Self, same_date: bool) -> bool {
        let titles = self.likeness.titles(&other.likeness) >= TITLES_AT_ONE_ADDRESS
            && !self.likeness.titles_contradict(&other.likeness);
        let text = || self.likeness.shares(&other.likeness).of_shorter >= AT_ONE_ADDRESS;
        titles && !self.plays_another(other) && (same_date || text())
    }

    /// How much the texts have in common, where they are one story.
    fn share_in(&self, told: Told, other: &Self) -> Option<f64> {
        let words = (self.likeness.as_ref(), other.likeness.as_ref());
        told.once(|| self.vouchers.agree(&other.vouchers, words))
    }

    /// Whether both have a place on their page, and not the same.
    fn is_elsewhere(&self, other: &Self) -> bool {
        self.place.is_some() && other.place.is_some() && self.place != other.place
    }

    /// Whether it says the same in the same place.
    fn equals(&self, other: &Self) -> bool {
        self.has_address_of(other)
            && !self.is_elsewhere(other)
            && self.likeness == other.likeness
            && !self.plays_another(other)
    }

    /// Whether it says the same on the same page for another time, or in another place
    /// there: who lists both tells of it twice, as one who watches something does.
    pub(super) fn tells_anew(&self, other: &Self) -> bool {
        let anew = self.published() != other.published() || !self.equals(other);
        anew && self.has_address_of(other) && self.likeness == other.likeness
    }

    /// Whether it says the same in the same words on another page and for another time: that a
    /// ferry sails again is told anew each time that it does.
    pub(super) fn says_again(&self, other: &Self) -> bool {
        self.published() != other.published()
            && !self.has_address_of(other)
            && self.likeness == other.likeness
    }

    /// Whether it has every word of the text under the same headline, or on the same page.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        let (mine, theirs) = (&self.likeness, &other.likeness);
        mine.length() > 0
            && mine.has_text_of(theirs)
            && (mine.has_title_of(theirs) || self.has_address_of(other))
            && !self.plays_another(other)
    }

    /// Whether it is of a time that has come.
    pub(super) fn is_due(&self, now: i64) -> bool {
        self.published().timestamp_micros() <= now
    }

    fn has_address_of(&self, other: &Self) -> bool {
        self.is_at(other.address)
    }

    /// Whether its page is at this address, which is an [`address_key`].
    pub(super) fn is_at(&self, address: Option<i64>) -> bool {
        self.address.is_some() && self.address == address
    }

    /// Whether an article's page says already that no neighbour of it is the same story.
    pub(super) fn is_another_neighbour(&self, article: &Article, kinship: Kinship) -> bool {
        kinship == Kinship::Neighbours && !self.is_at(article.url.as_ref().map(address_key))
    }
}

/// The place on a page that an address names: a fragment that is no parameter.
fn place(address: &WebAddress) -> Option<String> {
    let fragment = address.url().fragment()?;
    (!fragment.is_empty() && !fragment.contains('=')).then(|| fragment.to_owned())
}

/// How two items are related by where they come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinship {
    /// Two sources.
    Strangers,
    /// One source, which called the story something else before.
    Renamed,
    /// One source, which lists both now: then they are two stories, unless there
    /// is no difference at all between them.
    Neighbours,
}

impl Recognition {
    /// Whether an article's page is on the newsroom's own site: there one page is one article.
    pub(super) fn is_on_own_page(&self, article: &Article) -> bool {
        let site = article.url.as_ref().map(same_address::site_of);
        site.is_some() && site == self.site
    }

    /// What the texts of these say of a new item's story, in their order.
    pub(super) fn tellings<'a>(
        &self,
        new: &Side,
        old: impl Iterator<Item = &'a Side>,
    ) -> Vec<Told> {
        let old: Vec<&Likeness> = old.map(|old| old.likeness.as_ref()).collect();
        new.likeness.tellings(&old, self.alike)
    }

    /// Whether two items are one story, and how that was seen; `told` is what their texts say,
    /// and `is_dated` whether the new one says when it is of.
    pub(super) fn judge(
        (new, old): (&Side, &Side),
        kinship: Kinship,
        (told, is_dated): (Told, bool),
    ) -> Option<Matched> {
        // Whoever gives no date may give the same item another name each time.
        let says_when = is_dated || kinship == Kinship::Renamed && new.likeness != old.likeness;
        match (kinship, told) {
            (Kinship::Neighbours, _) => {
                let equal = new.equals(old) && new.published() == old.published();
                equal.then_some(Matched::Address)
            }
            (Kinship::Renamed, _) if new.equals(old) => Some(Matched::Address),
            (Kinship::Strangers, _) if is_one_page(new, old) => Some(Matched::Address),
            _ if new.plays_another(old) || says_when && new.is_another_notice(old) => None,
            (_, told) => new.share_in(told, old).map(Matched::Text),
        }
    }
}

/// Whether two items of two sources are on one page, and tell of the same.
pub(super) fn is_one_page(new: &Side, old: &Side) -> bool {
    let is_page = !new.is_at_front || new.place.is_some() && old.place.is_some();
    new.has_address_of(old) && is_page && !new.is_elsewhere(old) && agree_at_one_address(new, old)
}

/// Whether two items that a name joins speak of one story: nobody owns another's names.
pub(super) fn speak_of_one(new: &Side, old: &Side) -> bool {
    if new.has_address_of(old) {
        return true;
    }
    let titles = new.likeness.titles(&old.likeness) >= TITLES_AT_ONE_ADDRESS;
    let text = || new.likeness.shares(&old.likeness).of_shorter >= AT_ONE_ADDRESS;
    (titles && !new.likeness.titles_contradict(&old.likeness)) || (!new.is_short() && text())
}

/// Whether two items of two sources that have one name are one story: nobody owns another's
/// page either.
pub(super) fn name_one_story(new: &Side, old: &Side) -> bool {
    match new.has_address_of(old) {
        true => is_one_page(new, old),
        false => speak_of_one(new, old),
    }
}

/// One address is not enough: a programme's feeds, or a running report's, may give
/// the same page to every item, and whoever warns of the weather or tells of results leads
/// all of it to one page.
fn agree_at_one_address(new: &Side, old: &Side) -> bool {
    let (mine, theirs) = (&new.likeness, &old.likeness);
    if mine.titles_contradict(theirs) || mine.contradicts(theirs) || new.plays_another(old) {
        return false;
    }
    match (new.is_short(), old.is_short()) {
        // A headline is of one story; "Notice" is of many, and then the text has to say so.
        (true, true) => {
            return mine.has_headline_of(theirs)
                || mine.has_title_of(theirs) && mine.is_cut(theirs);
        }
        // A brief leads to the article.
        (true, false) | (false, true) => return mine.titles(theirs) >= TITLES_AT_ONE_ADDRESS,
        (false, false) => {}
    }
    mine.shares(theirs).of_shorter >= AT_ONE_ADDRESS
}

impl fmt::Display for Matched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("key"),
            Self::Id => f.write_str("id"),
            Self::Address => f.write_str("address"),
            Self::Text(share) => write!(f, "text {share:.3}"),
        }
    }
}

/// A text that says of no way in which items are matched.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is no way in which an item is found to be of an article")]
pub struct NotAMatch(String);

impl FromStr for Matched {
    type Err = NotAMatch;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let share = |text: &str| text.strip_prefix("text ")?.parse().ok();
        match text {
            "key" => Ok(Self::Key),
            "id" => Ok(Self::Id),
            "address" => Ok(Self::Address),
            _ => share(text).map(Self::Text).ok_or_else(|| NotAMatch(text.to_owned())),
        }
    }
}
