//! Makes an article of a raw item, or says why it cannot be one.
//! It looks at one item at a time and keeps nothing.

mod addresses;
mod cuts;
mod dates;
mod episode;
mod media;
mod origin;
mod policy;
mod sections;
mod words;

pub use policy::{Applied, keeps_out};

use crate::article::{Article, ArticleId, Correction};
use crate::bounds;
use crate::config::settings::Judging;
use crate::placement::{Placement, SectionNames};
use crate::raw_item::{RawItem, Rejection};
use crate::source_memory::SourceName;
use crate::text::{Embeds, Language, XmlText, plain_text};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use cuts::Cuts;
use policy::Admitted;

/// What is known when an item is judged.
#[derive(Clone, Copy, Debug)]
pub struct JudgeContext<'a> {
    /// How the source that brought it wants it judged.
    pub judging: &'a Judging,
    /// The sections that there are; `None` where none is configured: then an article
    /// may name any, and needs none.
    pub sections: Option<&'a SectionNames>,
    /// What becomes of the players in articles.
    pub embeds: &'a Embeds,
    /// When the pass over the source began.
    pub now: DateTime<Utc>,
    /// When the item came: now, unless it is judged once more.
    pub came: DateTime<Utc>,
}

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
    let key = item.key.clone();
    let title = item.title.clone();
    let refuse = |reason: String| Rejection {
        key: key.clone(),
        title: title.as_ref().map(words::line).filter(|title| !title.is_empty()),
        reason,
    };
    if let Some(fault) = &item.date_fault {
        return Err(refuse(fault.clone()));
    }
    let Admitted { item, sections_are_set, mut applied } =
        policy::admit(item, context).map_err(refuse)?;
    let (url, base) = base_of(&item, context);
    let base = base.as_ref();
    if let Some(length) =
        url.as_ref().map(|url| url.as_str().len()).filter(|it| *it > bounds::ADDRESS)
    {
        let most = bounds::ADDRESS;
        return Err(refuse(format!(
            "its address has {length} bytes, more than the {most} that a feed may hold: give it a shorter one"
        )));
    }
    let mut cuts = Cuts::default();
    // Many feeds have nothing but a description: then it is the text as well.
    let text = item.content.as_ref().filter(|text| !text.is_blank()).or(item.summary.as_ref());
    let text_base = if item.is_on_its_page { url.as_ref().or(base) } else { base };
    let content = text
        .map(|text| words::clean(text, url.as_ref(), text_base, context.embeds))
        .unwrap_or_default();
    if content.len() > bounds::TEXT {
        return Err(refuse(format!(
            "its text has {} bytes, more than the {} that aggregators take: publish it in parts",
            content.len(),
            bounds::TEXT
        )));
    }
    let opening = plain_text::opening(&content, words::OPENING);
    let summary = words::summary(item.summary.as_ref(), &opening);
    let media = media::of(&item.media, &content, base, &mut cuts);
    let title = words::title(item.title.as_ref(), &opening, &summary, &media, url.as_ref())
        .ok_or_else(|| refuse(NOTHING_TO_SHOW.to_owned()))?;
    let title = cuts.shorten("its title", title, bounds::TITLE);
    let tags = words::tags(&item.tags, &mut cuts);
    let placement = match sections_are_set {
        true => Placement::default(),
        false => Placement::of(context.judging, &title, url.as_ref(), &tags),
    };
    let by_rules = placement.by_rules.iter();
    applied.extend(by_rules.map(|(number, rule)| sections::applied(*number, rule)));
    let sections = sections::of(&item.sections, &placement, context).map_err(refuse)?;
    let dates = (item.published, item.updated);
    let (published, updated) = dates::of(dates, item.publish_at, context.now);
    let mut warnings = item.warnings.clone();
    warnings.extend(sections::unknown(&item.sections, &sections, context));
    warnings.extend(odd_language(&item));
    let authors = words::authors(&item.authors, base, &mut cuts);
    let origin = item.origin.as_ref().and_then(|origin| origin::of(origin, base, &mut cuts));
    let article = Article {
        id: identity(&item, &context.judging.name),
        url,
        published,
        updated,
        authors,
        summary: XmlText::new(summary),
        language: language(item.language.as_deref(), context),
        sections,
        tags: tags.into_iter().map(XmlText::new).collect(),
        media,
        origin,
        rights: cuts.line("its line of rights", item.rights.as_deref(), bounds::LINE),
        correction: cuts
            .line("the note of its correction", item.correction.as_deref(), bounds::NOTE)
            .map(|note| Correction { at: updated, note }),
        author_note: cuts.line(
            "the note about its author",
            item.author_note.as_deref(),
            bounds::NOTE,
        ),
        episode: item.episode.as_ref().and_then(|episode| episode::of(episode, base, &mut cuts)),
        title: XmlText::new(title),
        content,
    };
    let (size, most) = (bounds::in_a_feed(&article), bounds::ARTICLE);
    if size > most {
        return Err(refuse(format!(
            "with all that belongs to it, it takes up to {size} bytes in a feed, more than the {most} that one article may: publish it in parts, or with fewer pictures"
        )));
    }
    Ok(Judged { article, applied, cut: cuts.told(), warnings })
}

/// The address of an item, and what relative addresses in it are relative to: its
/// page, when nothing else is said.
fn base_of(item: &RawItem, context: &JudgeContext<'_>) -> (Option<WebAddress>, Option<WebAddress>) {
    let base = item.base.as_ref().or(context.judging.base_url.as_ref());
    let url = item.url.as_deref().and_then(|url| addresses::resolve(url, base));
    let base = base.or(url.as_ref()).cloned();
    (url, base)
}

const NOTHING_TO_SHOW: &str =
    "there is no title, text, summary, link or picture in it: give it a title";

/// An id that depends on nothing that can change: what the item is called, and
/// by whom, when that name is the source's own.
#[must_use]
pub fn identity(item: &RawItem, source: &SourceName) -> ArticleId {
    if item.key_is_global {
        ArticleId::made_from(&item.key)
    } else {
        ArticleId::within(source, &item.key)
    }
}

/// The language that the item, or else its source, says it is in. Without either
/// it stays unsaid: the feed that shows it has a language of its own.
/// A tag that is longer than any is no language.
fn language(given: Option<&str>, context: &JudgeContext<'_>) -> Option<Language> {
    let given = given.filter(|tag| tag.len() <= bounds::LANGUAGE);
    given.and_then(|tag| tag.parse().ok()).or_else(|| context.judging.language.clone())
}

/// A language tag of the newsroom's own that is none.
fn odd_language(item: &RawItem) -> Option<String> {
    let tag = item.language.as_deref().filter(|_| item.is_own)?;
    tag.parse::<Language>().is_err().then(|| {
        format!("\"{tag}\" is no language: write it as in en-GB; until then it has its source's")
    })
}
