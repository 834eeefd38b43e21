//! Makes an article of a raw item, or says why it cannot be one.
//! It looks at one item at a time and keeps nothing.

mod addresses;
mod context;
mod credit;
mod cuts;
mod dates;
mod episode;
mod lines;
mod media;
mod not_for_all;
mod origin;
mod policy;
mod refused;
mod sections;
mod words;

pub use context::JudgeContext;
pub use policy::{Applied, keeps_out};

use crate::article::{Article, ArticleId, Correction, Home, IdInAddress};
use crate::bounds;
use crate::placement::Placement;
use crate::raw_item::{RawItem, Rejection};
use crate::source_memory::SourceName;
use crate::text::dates::{is_unset, read_date};
use crate::text::{CleanHtml, Language, XmlText, plain_text};
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use context::base_of;
use cuts::Cuts;
use policy::Admitted;
use refused::Refused;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// An article, and which rules of its source made it what it is.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The article.
    pub article: Article,
    /// The rules that did something, in the order in which they did.
    pub applied: Vec<Applied>,
    /// What of the item was longer than its field may be, so that it was cut or left out:
    /// a sentence each.
    pub cut: Vec<String>,
    /// What is odd about it and costs nothing, each in a sentence.
    pub warnings: Vec<String>,
}

/// Makes an article of an item.
///
/// # Errors
/// As [`judge`].
pub fn normalise(item: RawItem, context: &JudgeContext<'_>) -> Result<Article, Rejection> {
    judge(item, context).map(|judged| judged.article)
}

/// Makes an article of an item, and says which rules of its source had a part.
///
/// # Errors
/// When a filter keeps it out, there is nothing in it to show, no section for it, or
/// when it is larger than a feed has room for.
pub fn judge(item: RawItem, context: &JudgeContext<'_>) -> Result<Judged, Rejection> {
    let (key, title) = (item.key.clone(), item.title.clone());
    admitted_and_placed(item, context).map_err(|Refused { reason, kind }| {
        let title = title.as_ref().map(lines::line).filter(|title| !title.is_empty());
        Rejection { key, title, reason, kind }
    })
}

/// As [`judge`]; why not is a sentence for the newsroom, as everywhere below.
fn admitted_and_placed(item: RawItem, context: &JudgeContext<'_>) -> Result<Judged, Refused> {
    if let Some(fault) = item.date_fault {
        return Err(fault.into());
    }
    may_not_be_meant_to_wait(&item, context.now)?;
    let (item, left_out) = not_for_all::left_out(item)?;
    let Admitted { item, sections_are_set, mut applied } = policy::admit(item, context)?;
    let mut cuts = Cuts::default();
    let article = without_sections(&item, context, &mut cuts)?;
    let placement = match sections_are_set {
        true => Placement::default(),
        false => {
            Placement::of(context.judging, &article.title, article.url.as_ref(), &article.tags)
        }
    };
    let by_rules = placement.by_rules.iter();
    applied.extend(by_rules.map(|(number, rule)| sections::applied(*number, rule)));
    let sections = sections::of(&item.sections, &placement, context)?;
    let mut warnings = item.warnings.clone();
    warnings.extend(left_out);
    warnings.extend(sections::unknown(&item.sections, &sections, context));
    warnings.extend(odd_language(&item));
    warnings.extend(not_dated(&item));
    warnings.extend(held_back(&item, article.published, context.came));
    warnings.extend(lost_signs(&article));
    let article = Article { sections, ..article };
    may_be_so_large(&article)?;
    Ok(Judged { article, applied, cut: cuts.told(), warnings })
}

/// The article that an item becomes, in no section yet.
fn without_sections(
    item: &RawItem,
    context: &JudgeContext<'_>,
    cuts: &mut Cuts,
) -> Result<Article, String> {
    let (url, base) = base_of(item, context);
    let base = base.as_ref();
    if let Some(url) = &url {
        may_be_so_long(url)?;
    }
    let content = text(item, url.as_ref(), base, context)?;
    let opening = plain_text::opening(&content, words::OPENING);
    let summary = words::summary(item.summary.as_ref(), &opening);
    let media = media::of(&item.media, &content, base, cuts);
    let title = words::title(item.title.as_ref(), &opening, &summary, &media, url.as_ref())
        .ok_or(NOTHING_TO_SHOW)?;
    let title = XmlText::new(cuts.shorten("its title", title, bounds::TITLE));
    let tags = words::tags(&item.tags, cuts).into_iter().map(XmlText::new).collect();
    let dates = (item.published, item.updated);
    let (published, updated) = dates::of(dates, item.publish_at, context.now);
    Ok(Article {
        id: identity(item, &context.judging.name),
        url,
        published,
        updated,
        authors: words::authors(&item.authors, base, context.public_mail, cuts),
        summary: XmlText::new(summary),
        language: context::language(item.language.as_deref(), context),
        sections: BTreeSet::new(),
        tags,
        media,
        origin: item.origin.as_ref().and_then(|origin| origin::of(origin, base, cuts)),
        rights: cuts.line("its line of rights", item.rights.as_deref(), bounds::LINE),
        // Without a date of its own, a note is of when it was first read.
        corrections: corrections(item, item.updated.map_or(context.now, |_| updated), cuts),
        author_note: cuts.line(
            "the note about its author",
            item.author_note.as_deref(),
            bounds::NOTE,
        ),
        episode: item.episode.as_ref().and_then(|episode| episode::of(episode, base, cuts)),
        home: home(item, context),
        id_in_address: IdInAddress::default(),
        title,
        content,
    })
}

/// What it says of mistakes: all of it with its days, the newest first, or one note, which was
/// said `at`.
fn corrections(item: &RawItem, at: DateTime<Utc>, cuts: &mut Cuts) -> Vec<Correction> {
    let mut note = |note: &str, at: DateTime<Utc>| {
        let note = cuts.line("the note of its correction", Some(note), bounds::NOTE)?;
        Some(Correction { at, note })
    };
    if item.corrections.is_empty() {
        return item.correction.iter().filter_map(|said| note(said, at)).collect();
    }
    let mut all: Vec<Correction> =
        item.corrections.iter().filter_map(|said| note(&said.note, said.at)).collect();
    all.sort_by_key(|correction| Reverse(correction.at));
    all
}

/// Where its page is: another's page is the source's own choice.
fn home(item: &RawItem, context: &JudgeContext<'_>) -> Home {
    match (item.url_is_made, context.judging.has_pages && item.url.is_some()) {
        (true, _) => Home::Here,
        (false, true) => Home::Both,
        (false, false) => Home::Elsewhere,
    }
}

/// The clean text. Many feeds have nothing but a description: then it is the text as well.
fn text(
    item: &RawItem,
    url: Option<&WebAddress>,
    base: Option<&WebAddress>,
    context: &JudgeContext<'_>,
) -> Result<CleanHtml, String> {
    let given = item.content.as_ref().filter(|text| !text.is_blank()).or(item.summary.as_ref());
    let base = if item.is_on_its_page { url.or(base) } else { base };
    let text = given.map(|text| words::clean(text, url, base, context.embeds)).unwrap_or_default();
    let (size, most) = (text.len(), bounds::TEXT);
    if size > most {
        return Err(format!(
            "its text has {size} bytes, more than the {most} that aggregators take: publish it in parts"
        ));
    }
    Ok(text)
}

fn may_be_so_long(address: &WebAddress) -> Result<(), String> {
    let (length, most) = (address.as_str().len(), bounds::ADDRESS);
    if length > most {
        return Err(format!(
            "its address has {length} bytes, more than the {most} that a feed may hold: give it a shorter one"
        ));
    }
    Ok(())
}

fn may_be_so_large(article: &Article) -> Result<(), String> {
    let (size, most) = (bounds::in_a_feed(article), bounds::ARTICLE);
    if size > most {
        return Err(format!(
            "with all that belongs to it, it takes up to {size} bytes in a feed, more than the {most} that one article may: publish it in parts, or with fewer pictures"
        ));
    }
    Ok(())
}

const NOTHING_TO_SHOW: &str =
    "there is no title, text, summary, link or picture with words in it: give it a title";

/// An id that depends on nothing that can change: what the item is called, and
/// by whom, when that name is the source's own.
#[must_use]
pub fn identity(item: &RawItem, source: &SourceName) -> ArticleId {
    // What the newsroom calls by an id of ours is that article; what a publisher calls so was
    // handed on by it, and is called so by all who hand it on.
    if let Some(id) = ArticleId::of_urn(&item.key) {
        return if item.is_own { id } else { id.handed_on() };
    }
    if item.key_is_global {
        // A page is the same under both schemes of the web.
        let secure = item.key.strip_prefix("http://").filter(|_| !item.is_own);
        let secure = secure.map(|rest| format!("https://{rest}"));
        ArticleId::made_from(secure.as_deref().unwrap_or(&item.key))
    } else {
        ArticleId::within(source, &item.key)
    }
}

/// A date that nobody can read is not guessed at; which one stands for it is told.
fn not_dated(item: &RawItem) -> Option<String> {
    let text = item.unreadable_date.as_deref().filter(|_| item.published.is_none())?;
    let instead = match item.updated {
        Some(_) => "the date of its last change stands for it",
        None => "it is dated when it first came",
    };
    let text: String = text.trim().chars().take(60).collect();
    let why = match read_date(&text).is_some_and(is_unset) {
        true => "is what programs write that have none",
        false => "cannot be read",
    };
    Some(format!("its date \"{text}\" {why}: {instead}"))
}

/// A date that is to come, behind a key that nobody reads, may be meant to keep the article
/// back or to end it. Once it has come there is nothing to lose.
fn may_not_be_meant_to_wait(item: &RawItem, now: DateTime<Utc>) -> Result<(), String> {
    let known = item.publish_at.into_iter().chain(item.expires_at).max();
    let ahead = item.unread_dates.iter().find(|(_, at)| *at > now && Some(*at) > known);
    let Some((name, at)) = ahead else { return Ok(()) };
    Err(format!(
        "nobody knows the key `{name}`, and {} is to come: write `publish_at` if it is to wait until then, `expires_at` if it ends then, or remove it",
        at.format("%Y-%m-%d %H:%M UTC")
    ))
}

/// How far two clocks are apart without anybody's mistake.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(1);

/// A date of somebody else's that lies ahead: perhaps a mistake in its year or its zone.
/// What is the newsroom's own, or says itself when it may be shown, is meant so.
fn held_back(item: &RawItem, published: DateTime<Utc>, now: DateTime<Utc>) -> Option<String> {
    let is_ahead = published - now > CLOCKS_APART;
    (is_ahead && !item.is_own && item.publish_at.is_none()).then(|| {
        let until = published.format("%Y-%m-%d %H:%M:%S UTC");
        format!(
            "its date lies ahead: held back until {until}; if its dates are local times without a \
             zone, write the zone in `timezone` of the [[source]]"
        )
    })
}

/// Signs that its publisher or we lost: in their place stands the mark of what cannot be read.
fn lost_signs(article: &Article) -> Option<String> {
    let count = |text: &str| text.matches(char::REPLACEMENT_CHARACTER).count();
    let (title, text) = (count(&article.title), count(&article.content));
    let places = match (title, text) {
        (0, 0) => return None,
        (_, 0) => format!("{title} in its title"),
        (0, _) => format!("{text} in its text"),
        _ => format!("{title} in its title, {text} in its text"),
    };
    Some(format!(
        "signs of it cannot be read, a \u{FFFD} stands for each ({places}): they were lost before \
         it came, or it is in another encoding than it says; tell the publisher"
    ))
}

/// A language tag of the newsroom's own that is not one.
fn odd_language(item: &RawItem) -> Option<String> {
    let tag = item.language.as_deref().filter(|_| item.is_own)?;
    tag.parse::<Language>().is_err().then(|| {
        format!("\"{tag}\" is no language: write it as in en-GB; until then it has its source's")
    })
}
