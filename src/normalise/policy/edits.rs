//! The edits of a source: words replaced, a title begun, an author named. What an
//! edit leaves is cleaned like what came in; a tag is never touched.

use super::super::context::{JudgeContext, base_of};
use super::super::lines;
use super::applied::{Admitted, Applied};
use super::subject::ConditionSubject;
use crate::config::settings::policy::{Conditions, Edit, Part, Pattern};
use crate::raw_item::{RawAuthor, RawItem, RawText};
use crate::text::{CleanHtml, Embeds, folded};
use crate::web_address::WebAddress;
use regex::Captures;

/// How much longer one edit may make an item, in bytes: more is a mistake in the
/// edit, and no article.
const ROOM: usize = 1 << 20;

/// Makes one edit, when the item meets its conditions.
///
/// # Errors
/// A sentence, when it makes the item far too long.
pub(super) fn make(
    edit: &Edit,
    number: usize,
    context: &JudgeContext<'_>,
    admitted: &mut Admitted,
) -> Result<(), String> {
    let always = edit.only == Conditions::default();
    if !always && ConditionSubject::of(&admitted.item, context).meet(&edit.only).is_none() {
        return Ok(());
    }
    let item = &mut admitted.item;
    let mut did: Vec<String> = Vec::new();
    if let Some(find) = &edit.find {
        let replacing = Replacing { find, with: &edit.replace };
        let changed = replacing.in_parts(&edit.within, item, context).map_err(|TooLong| {
            format!(
                "`[[source.edit]]` {number} of source \"{}\" makes it longer by more than {ROOM} bytes: write a shorter `replace`",
                context.judging.name
            )
        })?;
        did.extend(changed);
    }
    if let Some(prefix) = &edit.prefix_title {
        did.extend(begin_title(item, prefix));
    }
    if let Some(name) = &edit.default_author
        && item.authors.iter().all(|author| author.name.trim().is_empty())
    {
        item.authors = vec![RawAuthor { name: name.clone(), ..RawAuthor::default() }];
        did.push(format!("author set to {name}"));
    }
    for tag in &edit.add_tags {
        if !item.tags.iter().any(|known| folded::same(known) == folded::same(tag)) {
            item.tags.push(tag.clone());
            did.push(format!("category {tag} added"));
        }
    }
    if !edit.set_sections.is_empty() {
        item.sections.clone_from(&edit.set_sections);
        admitted.sections_are_set = true;
        let names: Vec<&str> = edit.set_sections.iter().map(|slug| slug.as_str()).collect();
        did.push(format!("sections set to {}", names.join(", ")));
    }
    if !did.is_empty() {
        admitted.applied.push(Applied { rule: "edit", number, did: did.join(", ") });
    }
    Ok(())
}

/// Puts a text before the title, unless it stands there already.
fn begin_title(item: &mut RawItem, prefix: &str) -> Option<String> {
    let title = item.title.as_ref().map(lines::line).filter(|title| !title.is_empty())?;
    if title.starts_with(prefix) {
        return None;
    }
    item.title = Some(RawText::Plain(format!("{prefix} {title}")));
    Some(format!("title begun with {prefix}"))
}

/// The item would become far too long.
struct TooLong;

struct Replacing<'e> {
    find: &'e Pattern,
    with: &'e str,
}

impl Replacing<'_> {
    /// Replaces in the parts of an item, and says in which something was found.
    fn in_parts(
        &self,
        parts: &[Part],
        item: &mut RawItem,
        context: &JudgeContext<'_>,
    ) -> Result<Vec<String>, TooLong> {
        let mut room = ROOM;
        let mut changed = Vec::new();
        for (name, part) in Part::ALL.into_iter().filter(|(_, part)| parts.contains(part)) {
            let is_changed = match part {
                Part::Title => self.in_title(item, &mut room)?,
                Part::Text => self.in_text(item, context, &mut room)?,
                Part::Author => {
                    self.in_all(item.authors.iter_mut().map(|author| &mut author.name), &mut room)?
                }
                Part::Category => self.in_all(item.tags.iter_mut(), &mut room)?,
            };
            if is_changed {
                changed.push(format!("{name} changed"));
            }
        }
        Ok(changed)
    }

    fn in_title(&self, item: &mut RawItem, room: &mut usize) -> Result<bool, TooLong> {
        let title = item.title.as_ref().map(lines::line).unwrap_or_default();
        let Some(title) = self.replaced(&title, room)? else { return Ok(false) };
        item.title = Some(RawText::Plain(title));
        Ok(true)
    }

    /// A text that is only white space after an edit is one that is not there.
    fn in_text(
        &self,
        item: &mut RawItem,
        context: &JudgeContext<'_>,
        room: &mut usize,
    ) -> Result<bool, TooLong> {
        let (_, base) = base_of(item, context);
        let mut is_changed = false;
        for text in [&mut item.summary, &mut item.content].into_iter().flatten() {
            let edited = match &*text {
                RawText::Plain(plain) => self.replaced(plain, room)?.map(RawText::Plain),
                RawText::Html(html) => {
                    self.in_html(html, base.as_ref(), context.embeds, room)?.map(RawText::Html)
                }
            };
            if let Some(edited) = edited {
                *text = edited;
                is_changed = true;
            }
        }
        Ok(is_changed)
    }

    fn in_html(
        &self,
        html: &str,
        base: Option<&WebAddress>,
        embeds: &Embeds,
        room: &mut usize,
    ) -> Result<Option<String>, TooLong> {
        let clean = CleanHtml::clean_with(html, base, embeds);
        let mut outcome = Ok(false);
        let edited = clean.with_words(embeds, |run| match self.replaced(run, room) {
            Ok(Some(new)) => {
                outcome = outcome.as_ref().map(|_| true).map_err(|TooLong| TooLong);
                new
            }
            Ok(None) => run.to_owned(),
            Err(TooLong) => {
                outcome = Err(TooLong);
                String::new()
            }
        });
        Ok(outcome?.then(|| edited.to_string()))
    }

    fn in_all<'t>(
        &self,
        texts: impl Iterator<Item = &'t mut String>,
        room: &mut usize,
    ) -> Result<bool, TooLong> {
        let mut is_changed = false;
        for text in texts {
            if let Some(new) = self.replaced(text, room)? {
                *text = new;
                is_changed = true;
            }
        }
        Ok(is_changed)
    }

    /// The text with everything that is found replaced; nothing when that leaves
    /// it as it was.
    fn replaced(&self, text: &str, room: &mut usize) -> Result<Option<String>, TooLong> {
        let text = &*folded::composed(text);
        let find = self.find.regex_for(text);
        if !find.is_match(text) {
            return Ok(None);
        }
        let mut new = String::with_capacity(text.len());
        let mut end = 0;
        for captures in find.captures_iter(text) {
            let Some(found) = captures.get(0) else { continue };
            new.push_str(&text[end..found.start()]);
            end = found.end();
            *room = room.checked_sub(self.expand(&captures, &mut new)).ok_or(TooLong)?;
        }
        new.push_str(&text[end..]);
        Ok((new != text).then_some(new))
    }

    /// Writes what comes in the place of one find, and says how long it is.
    fn expand(&self, captures: &Captures<'_>, out: &mut String) -> usize {
        let before = out.len();
        captures.expand(self.with, out);
        out.len() - before
    }
}
