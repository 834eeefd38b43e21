//! `[[feed]]`: feeds of their own choice.

use super::Checker;
use super::forms::{address, language, line};
use super::refusal::Refusal;
use super::sections::Names;
use crate::config::file::{Key, OwnFeedTable, Text, Written};
use crate::config::settings::{OwnFeed, Publish, Site};
use crate::search_query::{Query, Term};
use crate::section::{Section, Slug};
use crate::selection::Selection;

impl Checker<'_, '_> {
    pub(super) fn feeds(
        &mut self,
        tables: &[Written<OwnFeedTable>],
        names: &Names,
        site: Option<&Site>,
        publish: Option<&Publish>,
    ) -> Option<Vec<OwnFeed>> {
        let feeds: Vec<Option<OwnFeed>> = tables
            .iter()
            .zip(names.of_feeds())
            .map(|(table, slug)| self.feed(&table.value, slug, names, site, publish))
            .collect();
        feeds.into_iter().collect()
    }

    fn feed(
        &mut self,
        table: &OwnFeedTable,
        slug: Option<&Slug>,
        names: &Names,
        site: Option<&Site>,
        publish: Option<&Publish>,
    ) -> Option<OwnFeed> {
        let selection = self.selection(table, names);
        let title = self.read(&table.title, line);
        let description = self.read(&table.description, line);
        let page = self.read(&table.page, address);
        let language = self.read(&table.language, language);
        let (title, site) = (title?, site?);
        let name = Section {
            description: description
                .unwrap_or_else(|| format!("{title}: the latest from {}", site.title).into()),
            page: page.unwrap_or_else(|| site.url.clone()),
            slug: slug?.clone(),
            title,
            language,
        };
        let items = table.items.value().copied().unwrap_or(publish?.items);
        Some(OwnFeed { name, selection: selection?, items })
    }

    fn selection(&mut self, table: &OwnFeedTable, names: &Names) -> Option<Selection> {
        let sections = self.known_sections(&table.sections, names).into_iter().collect();
        let authors = self.names_of(&table.authors);
        let tags = self.names_of(&table.tags);
        let query = match &table.query.0 {
            Some(written) => Some(self.query(written)?),
            None => None,
        };
        Some(Selection { sections, authors, tags, query })
    }

    /// Authors or tags: each must have something that can be looked for.
    fn names_of(&mut self, key: &Key<Vec<Written<Text>>>) -> Vec<String> {
        self.refuse_repeats(key, |name| name.0.trim().to_lowercase(), |name| &name.0);
        self.read_each(key, |name| match Term::of(&name.0) {
            Some(_) => Ok(name.0.trim().to_owned()),
            None => {
                let cause = format!("\"{}\" has no letter or digit in it", name.0);
                Err(Refusal::new(cause, "write the name as articles have it, or remove it"))
            }
        })
    }

    fn query(&mut self, written: &Written<Text>) -> Option<Query> {
        let text = &written.value.0;
        let error = match text.parse::<Query>() {
            Ok(query) => return Some(query),
            Err(error) => error,
        };
        let span = self.findings.part(&written.span, text, error.at);
        self.refuse(span, Refusal::new(error.cause, error.remedy));
        None
    }
}
