//! What conditions are held against: an item as people would read it. Nothing is
//! worked out before a condition asks for it.

use super::super::context::{self, JudgeContext};
use super::super::{addresses, lines};
use crate::config::settings::policy::{Conditions, Pattern};
use crate::raw_item::{RawItem, RawText};
use crate::text::{Language, plain_text};
use std::cell::OnceCell;
use unicode_segmentation::UnicodeSegmentation;

/// An item, as conditions see it.
pub(super) struct ConditionSubject<'a> {
    item: &'a RawItem,
    context: &'a JudgeContext<'a>,
    title: OnceCell<String>,
    text: OnceCell<String>,
    address: OnceCell<String>,
}

impl<'a> ConditionSubject<'a> {
    pub(super) fn of(item: &'a RawItem, context: &'a JudgeContext<'a>) -> Self {
        let (title, text, address) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { item, context, title, text, address }
    }

    /// Why all conditions are met; nothing when one is not, or none is written.
    pub(super) fn meet(&self, conditions: &Conditions) -> Option<String> {
        let mut why = Vec::new();
        self.meet_but_for_text(&mut why, conditions)?;
        self.of_length(&mut why, conditions)?;
        // The whole text is looked through last: it is the longest.
        found(&mut why, "text", &conditions.text, |pattern| pattern.is_in(self.text()))?;
        (!why.is_empty()).then(|| why.join(", "))
    }

    /// Whether all conditions could be met if the text were another one.
    pub(super) fn may_meet(&self, conditions: &Conditions) -> bool {
        self.meet_but_for_text(&mut Vec::new(), conditions).is_some()
    }

    fn meet_but_for_text(&self, why: &mut Vec<String>, conditions: &Conditions) -> Option<()> {
        let item = self.item;
        found(why, "title", &conditions.title, |pattern| pattern.is_in(self.title()))?;
        found(why, "author", &conditions.author, |pattern| {
            item.authors.iter().any(|author| pattern.is_in(author.name.trim()))
        })?;
        found(why, "category", &conditions.category, |pattern| {
            item.tags.iter().any(|tag| pattern.is_in(tag.trim()))
        })?;
        found(why, "address", &conditions.address, |pattern| pattern.is_in(self.address()))?;
        self.in_language(why, &conditions.language)?;
        self.of_age(why, conditions)
    }

    fn title(&self) -> &str {
        self.title.get_or_init(|| self.item.title.as_ref().map(lines::line).unwrap_or_default())
    }

    /// The text, or else the summary, without its tags.
    fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let item = self.item;
            let text = item.content.as_ref().filter(|text| !text.is_blank());
            match text.or(item.summary.as_ref()) {
                Some(RawText::Html(html)) => plain_text::from_html(html),
                Some(RawText::Plain(plain)) => plain.clone(),
                None => String::new(),
            }
        })
    }

    fn address(&self) -> &str {
        self.address.get_or_init(|| {
            let given = self.item.url.as_deref().unwrap_or_default();
            let base = self.item.base.as_ref().or(self.context.judging.base_url.as_ref());
            addresses::resolve(given, base).map_or_else(|| given.to_owned(), Into::into)
        })
    }

    fn in_language(&self, why: &mut Vec<String>, wanted: &[Language]) -> Option<()> {
        if wanted.is_empty() {
            return Some(());
        }
        let own = context::language(self.item.language.as_deref(), self.context)
            .or_else(|| self.context.judging.site_language.clone())?;
        let found = wanted.iter().find(|wanted| is_of(&own, wanted))?;
        why.push(format!("its language is {found}"));
        Some(())
    }

    /// An item without a date is new.
    fn of_age(&self, why: &mut Vec<String>, conditions: &Conditions) -> Option<()> {
        let Some(limit) = conditions.older_than else { return Some(()) };
        let published = self.item.published.or(self.item.updated)?;
        let age = (self.context.came - published).to_std().unwrap_or_default();
        (age > limit).then(|| {
            why.push(format!(
                "{} is older than `older_than`",
                published.format("%Y-%m-%d %H:%M UTC")
            ));
        })
    }

    fn of_length(&self, why: &mut Vec<String>, conditions: &Conditions) -> Option<()> {
        let (below, above) = (conditions.words_below, conditions.words_above);
        if below.is_none() && above.is_none() {
            return Some(());
        }
        // More than this is more than any limit.
        let count = self.text().unicode_words().take(2_000_000).count();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let fits =
            below.is_none_or(|limit| count < limit) && above.is_none_or(|limit| count > limit);
        fits.then(|| why.push(format!("its text has {count} words")))
    }
}

/// Whether a condition holds: it is not written, or one of its patterns is found.
fn found(
    why: &mut Vec<String>,
    what: &str,
    patterns: &[Pattern],
    test: impl Fn(&Pattern) -> bool,
) -> Option<()> {
    if !patterns.is_empty() {
        let pattern = patterns.iter().find(|pattern| test(pattern))?;
        why.push(format!("`{pattern}` is found in its {what}"));
    }
    Some(())
}

/// Whether a language is the wanted one, or one of its kinds.
fn is_of(own: &Language, wanted: &Language) -> bool {
    let (own, wanted) = (own.as_str().to_ascii_lowercase(), wanted.as_str().to_ascii_lowercase());
    own.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
