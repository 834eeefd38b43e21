//! `[[section]]`: the sections, and the names of all feeds, by which the rest of
//! the file speaks of them.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{address, language, line, slug, slug_of_title};
use crate::config::file::{
    CustomFeedTable, Key, SectionTable, ServerTable, ShortName, Text, Written,
};
use crate::config::settings::Site;
use crate::config::suggest;
use crate::feed_document::Profile;
use crate::section::{Section, Slug};
use crate::words::words;
use std::collections::BTreeMap;

/// Names that have a meaning of their own below the folder of feeds.
const RESERVED: [&str; 5] = ["front-page", "index", "archive", "search", "news-sitemap"];

/// The slugs of all sections and feeds, in the order of the file.
pub(super) struct Names {
    /// One for each section; nothing where it could not be told.
    of_sections: Vec<Option<Slug>>,
    /// One for each custom feed, likewise.
    of_feeds: Vec<Option<Slug>>,
    /// Names that were refused: who uses one of them is not to blame as well.
    refused: Vec<String>,
    /// What was called otherwise before, with the name that it has now.
    moved: BTreeMap<String, String>,
}

impl Names {
    /// The same, with what `[server]` says that feeds were called before.
    pub(super) fn with_moved(mut self, server: Option<&ServerTable>) -> Self {
        let moved = server.and_then(|table| table.moved.value()).into_iter().flatten();
        self.moved = moved.map(|(old, new)| (old.clone(), new.value.0.clone())).collect();
        self
    }

    /// The slugs of the sections.
    pub(super) fn slugs(&self) -> impl Iterator<Item = &Slug> + Clone {
        self.of_sections.iter().flatten()
    }

    /// The slugs of all tables in their order; nothing where one could not be told.
    pub(super) fn of_sections(&self) -> impl Iterator<Item = Option<&Slug>> {
        self.of_sections.iter().map(Option::as_ref)
    }

    /// One for each custom feed.
    pub(super) fn of_feeds(&self) -> impl Iterator<Item = Option<&Slug>> {
        self.of_feeds.iter().map(Option::as_ref)
    }

    /// The slugs of all feeds, without the front page's.
    fn feeds(&self) -> impl Iterator<Item = &Slug> + Clone {
        self.slugs().chain(self.of_feeds.iter().flatten())
    }

    /// The section that a key names.
    pub(super) fn section_of<'s>(
        &self,
        key: &Key<ShortName>,
        sections: &'s [Section],
    ) -> Option<&'s Section> {
        let name = key.value()?;
        sections.iter().find(|section| section.slug.as_str() == name.0)
    }

    /// Whether a feed has this name; the front page's counts too.
    pub(super) fn has(&self, name: &str) -> bool {
        name == Slug::front_page().as_str() || self.feeds().any(|slug| slug.as_str() == name)
    }

    fn was_refused(&self, name: &str) -> bool {
        self.refused.iter().any(|refused| refused == name)
    }
}

impl Checker<'_, '_> {
    /// The names of the sections and feeds: unique, and none that is reserved.
    pub(super) fn names(
        &mut self,
        sections: &[Written<SectionTable>],
        feeds: &[Written<CustomFeedTable>],
    ) -> Names {
        let (of_sections, of_feeds, refused, moved) = Default::default();
        let mut names = Names { of_sections, of_feeds, refused, moved };
        for Written { value: table, .. } in sections {
            let name = self.name(&table.title, &table.slug, &mut names);
            names.of_sections.push(name);
        }
        for table in feeds {
            let name = match form_of(&table.value) {
                // What is wrong with either is told where they are read.
                Some(_) if !is_of_known(&table.value, &names) => None,
                Some((made, at)) => self
                    .read_one(&Written { value: made, span: at.clone() }, slug)
                    .filter(|slug| self.free_name(slug, &at, &mut names)),
                None => self.feed_name(table, &mut names),
            };
            names.of_feeds.push(name);
        }
        names
    }

    /// The name of a feed that has one of its own.
    fn feed_name(
        &mut self,
        Written { value: table, span }: &Written<CustomFeedTable>,
        names: &mut Names,
    ) -> Option<Slug> {
        if table.title.0.is_none() && table.slug.0.is_none() {
            let remedy = "add a `title`, or both the `section` and the `profile` that it is for";
            self.refuse(span.clone(), BadValue::new("this feed has no name", remedy));
            return None;
        }
        self.name(&table.title, &table.slug, names)
    }

    fn name(
        &mut self,
        title: &Key<Text>,
        written: &Key<ShortName>,
        names: &mut Names,
    ) -> Option<Slug> {
        let name = self
            .name_or_made(title, written)
            .filter(|(slug, written)| self.free_name(slug, &written.span, names));
        if let (None, Some(bad)) = (&name, written.value()) {
            names.refused.push(bad.0.clone());
        }
        name.map(|(slug, _)| slug)
    }

    /// The slug of a section or feed, and what it was made of.
    fn name_or_made(
        &mut self,
        title: &Key<Text>,
        written: &Key<ShortName>,
    ) -> Option<(Slug, Written<()>)> {
        if let Some(at) = &written.0 {
            let at = Written { value: (), span: at.span.clone() };
            return Some((self.read(written, slug)?, at));
        }
        let at = title.0.as_ref()?;
        let made = self.read(title, |title| {
            slug_of_title(&title.0).ok_or_else(|| {
                let cause = format!("\"{}\" does not give a name for an address", title.0);
                BadValue::new(cause, "add the name, as in `slug = \"world\"`")
            })
        })?;
        Some((made, Written { value: (), span: at.span.clone() }))
    }

    fn free_name(&mut self, slug: &Slug, span: &std::ops::Range<usize>, names: &mut Names) -> bool {
        let cause = if RESERVED.contains(&slug.as_str()) {
            format!("no feed may be called `{slug}`: the name is taken by pressroom itself")
        } else if names.feeds().any(|taken| taken == slug) {
            format!("two feeds have the name `{slug}` in addresses")
        } else {
            return true;
        };
        self.refuse(span.clone(), BadValue::new(cause, "give it another one with `slug`"));
        false
    }

    pub(super) fn sections(
        &mut self,
        tables: &[Written<SectionTable>],
        names: &Names,
        site: Option<&Site>,
    ) -> Option<Vec<Section>> {
        let sections: Vec<Option<Section>> = tables
            .iter()
            .zip(&names.of_sections)
            .map(|(table, slug)| self.section(&table.value, slug.as_ref(), site))
            .collect();
        sections.into_iter().collect()
    }

    fn section(
        &mut self,
        table: &SectionTable,
        slug: Option<&Slug>,
        site: Option<&Site>,
    ) -> Option<Section> {
        let title = self.read(&table.title, line);
        let description = self.read(&table.description, line);
        let page = self.read(&table.page, address);
        let language = self.read(&table.language, language);
        let (title, slug, site) = (title?, slug?, site?);
        let words = words(language.as_ref().unwrap_or(&site.language));
        Some(Section {
            description: description.unwrap_or_else(|| words.latest(&title, &site.title).into()),
            page: match page {
                Some(page) => page,
                None => site.url.join(slug.as_str()).ok()?,
            },
            slug: slug.clone(),
            title,
            language,
        })
    }

    /// The sections that a list names, each of which must be there, once.
    pub(super) fn known_sections(
        &mut self,
        key: &Key<Vec<Written<ShortName>>>,
        names: &Names,
    ) -> Vec<Slug> {
        self.refuse_repeats(key, |name| name.0.clone(), |name| &name.0);
        let written = key.value().map(Vec::as_slice).unwrap_or_default();
        let known: Vec<Slug> = written
            .iter()
            .filter(|name| self.known_section(name, names))
            .filter_map(|name| name.value.0.parse().ok())
            .collect();
        if let Some(front) = written.iter().find(|name| name.value.0 == RESERVED[0]) {
            let cause = "the front page is no section: it takes from the sections";
            self.refuse(front.span.clone(), BadValue::new(cause, "name sections only"));
        }
        known
    }

    /// Whether there is a feed of that name; it is noted when there is none.
    pub(super) fn known_feed(&mut self, name: &Written<ShortName>, names: &Names) -> bool {
        let text = name.value.0.as_str();
        if names.has(text) || names.was_refused(text) {
            return true;
        }
        let remedy = suggest::remedy(text, "the feeds are", names.feeds().map(Slug::as_str));
        self.findings.missed(name.span.clone(), format!("there is no feed `{text}`"), remedy);
        false
    }

    /// Whether there is a section of that name; it is noted when there is none.
    pub(super) fn known_section(&mut self, name: &Written<ShortName>, names: &Names) -> bool {
        let text = name.value.0.as_str();
        let is_front = text == RESERVED[0];
        if is_front || names.slugs().any(|slug| slug.as_str() == text) || names.was_refused(text) {
            return true;
        }
        let now = names.moved.get(text).filter(|now| names.slugs().any(|it| it.as_str() == **now));
        let remedy = match (now, names.slugs().next()) {
            (Some(now), _) => format!("it is called `{now}` now, as `moved` says: write that"),
            (None, Some(_)) => {
                suggest::remedy(text, "the sections are", names.slugs().map(Slug::as_str))
            }
            (None, None) => "no section has a name yet: mend those first".to_owned(),
        };
        self.findings.missed(name.span.clone(), format!("there is no section `{text}`"), remedy);
        false
    }
}

/// Whether a section's form for an aggregator is of a section and a profile that there are.
fn is_of_known(table: &CustomFeedTable, names: &Names) -> bool {
    let section =
        table.section.value().is_some_and(|it| names.slugs().any(|slug| slug.as_str() == it.0));
    let profile = table.profile.value().map(|it| it.0.trim().parse::<Profile>());
    section && profile.is_some_and(|profile| profile.is_ok())
}

/// The name of a section's form for an aggregator, where no other is written, and
/// where the section is named.
fn form_of(table: &CustomFeedTable) -> Option<(ShortName, std::ops::Range<usize>)> {
    if table.title.0.is_some() || table.slug.0.is_some() {
        return None;
    }
    let (section, profile) = (table.section.0.as_ref()?, table.profile.value()?);
    let made = format!("{}-{}", section.value.0, profile.0.trim());
    Some((ShortName(made), section.span.clone()))
}
