//! `[[feed]]`: custom feeds.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{address, language, line};
use super::sections::Names;
use crate::config::file::{CustomFeedTable, Key, Text, Written};
use crate::config::settings::{CustomFeed, Publish, Site};
use crate::config::suggest;
use crate::feed_document::Profile;
use crate::search_query::{self, Query, QueryError, Term};
use crate::section::{Section, Slug};
use crate::selection::Selection;
use crate::text::folded::folded;
use crate::words::words;
use std::collections::BTreeSet;

impl Checker<'_, '_> {
    pub(super) fn feeds(
        &mut self,
        tables: &[Written<CustomFeedTable>],
        names: &Names,
        sections: &[Section],
        site: Option<&Site>,
        publish: Option<&Publish>,
    ) -> Option<Vec<CustomFeed>> {
        let feeds: Vec<Option<CustomFeed>> = tables
            .iter()
            .zip(names.of_feeds())
            .map(|(table, slug)| self.feed(&table.value, slug, names, sections, site, publish))
            .collect();
        feeds.into_iter().collect()
    }

    fn feed(
        &mut self,
        table: &CustomFeedTable,
        slug: Option<&Slug>,
        names: &Names,
        sections: &[Section],
        site: Option<&Site>,
        publish: Option<&Publish>,
    ) -> Option<CustomFeed> {
        let selection = self.selection(table, names);
        let profile = self.profile(table);
        let of = names.section_of(&table.section, sections);
        let title = self.read(&table.title, line);
        let description = self.read(&table.description, line);
        let page = self.read(&table.page, address);
        let language = self.read(&table.language, language);
        if table.title.0.is_none() && table.section.0.is_none() && table.slug.0.is_some() {
            let remedy = "add a `title`, or the `section` that it is another form of";
            self.refuse(table.slug.span(), BadValue::new("this feed has no title", remedy));
        }
        let title = title.or_else(|| of.map(|section| section.title.clone()));
        let (title, site) = (title?, site?);
        let language = language.or_else(|| of.and_then(|section| section.language.clone()));
        let words = words(language.as_ref().unwrap_or(&site.language));
        let name = Section {
            description: description
                .or_else(|| of.map(|section| section.description.clone()))
                .unwrap_or_else(|| words.latest(&title, &site.title).into()),
            page: page
                .or_else(|| of.map(|section| section.page.clone()))
                .unwrap_or_else(|| site.url.clone()),
            slug: slug?.clone(),
            title,
            language,
        };
        let items = table.items.value().copied().unwrap_or(publish?.items);
        Some(CustomFeed { name, selection: selection?, items, profile: profile? })
    }

    fn selection(&mut self, table: &CustomFeedTable, names: &Names) -> Option<Selection> {
        let mut sections: BTreeSet<Slug> =
            self.known_sections(&table.sections, names).into_iter().collect();
        sections.extend(self.one_section(table, names));
        let authors = self.names_of(&table.authors);
        let tags = self.names_of(&table.tags);
        let query = match &table.query.0 {
            Some(written) => Some(self.query(written)?),
            None => None,
        };
        Some(Selection { sections, authors, tags, query })
    }

    /// The section that it is another form of; then there are no others.
    fn one_section(&mut self, table: &CustomFeedTable, names: &Names) -> Option<Slug> {
        let written = table.section.0.as_ref()?;
        if table.sections.value().is_some_and(|sections| !sections.is_empty()) {
            let cause = "a feed is of one `section`, or of some `sections`";
            let refusal = BadValue::new(cause, "keep one of the two keys");
            self.refuse(table.sections.span(), refusal);
        }
        let known = self.known_section(written, names);
        known.then(|| written.value.0.parse().ok()).flatten()
    }

    /// The profile, where there is one; nothing when it is wrong.
    fn profile(&mut self, table: &CustomFeedTable) -> Option<Option<Profile>> {
        if table.profile.0.is_none() {
            return Some(None);
        }
        let profile = self.read(&table.profile, |name| {
            name.0.trim().parse::<Profile>().map_err(|error| {
                let names = Profile::ALL.map(Profile::name);
                let remedy = suggest::remedy(&name.0, "the profiles are", names);
                BadValue::new(format!("\"{}\" is not a profile", error.0), remedy)
            })
        });
        profile.map(Some)
    }

    /// Authors or tags: each must have something that can be looked for.
    fn names_of(&mut self, key: &Key<Vec<Written<Text>>>) -> Vec<String> {
        self.refuse_repeats(key, |name| folded(&name.0), |name| &name.0);
        self.read_each(key, |name| match Term::of(&name.0) {
            Some(_) => Ok(name.0.trim().to_owned()),
            None => {
                let cause = format!("\"{}\" has no letter or digit in it", name.0);
                Err(BadValue::new(cause, "write the name as articles have it, or remove it"))
            }
        })
    }

    fn query(&mut self, written: &Written<Text>) -> Option<Query> {
        let text = &written.value.0;
        let error = match text.parse::<Query>() {
            Ok(query) => {
                for QueryError { at, cause, remedy } in search_query::doubts(text) {
                    let span = self.findings.part(&written.span, text, at);
                    self.findings.warn(span, cause, remedy.to_owned());
                }
                return Some(query);
            }
            Err(error) => error,
        };
        let span = self.findings.part(&written.span, text, error.at);
        self.refuse(span, BadValue::new(error.cause, error.remedy));
        None
    }
}
