//! `[[source]]`: where articles come from, and when.

use super::bad_value::BadValue;
use super::forms::{DAY, HOUR, address, language, line, period};
use super::other_schedules::schedule_meant;
use super::sections::Names;
use super::zones::zone;
use super::{Around, Checker};
use crate::config::file::{
    Address, Cron, FeedTable, FolderTable, Key, RuleTable, SourceTable, Text, Written,
};
use crate::config::settings::{
    Folder, Judging, Location, Rule, Site, Source, SourceKind, Upstream,
};
use crate::public_address::is_guarded;
use crate::schedule::Timetable;
use crate::source_memory::SourceName;
use crate::web_address::WebAddress;
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::time::Duration;

impl Checker<'_, '_> {
    pub(super) fn sources(
        &mut self,
        tables: &[Written<SourceTable>],
        names: &Names,
        around: &Around<'_>,
    ) -> Option<Vec<Source>> {
        let sources: Vec<Option<Source>> = tables
            .iter()
            .zip(1..)
            .map(|(table, rank)| self.source(table, rank, names, around))
            .collect();
        self.refuse_equal_names(tables);
        self.refuse_equal_places(tables, &sources);
        sources.into_iter().collect()
    }

    fn source(
        &mut self,
        written: &Written<SourceTable>,
        rank: u32,
        names: &Names,
        around: &Around<'_>,
    ) -> Option<Source> {
        let (table, site) = (&written.value, around.site);
        let name = self.read(&table.name, line);
        let own_zone = self.read(&table.timezone, zone);
        let timetable = self.timetable(table, own_zone, site);
        let jitter = self.read(&table.jitter, period(Duration::ZERO..=HOUR));
        let backoff_max = self.read(&table.backoff_max, period(Duration::ZERO..=DAY));
        let sections = self.known_sections(&table.sections, names);
        let language = self.read(&table.language, language);
        let base_url = self.read(&table.base_url, address);
        let has_pages = self.read(&table.web, has_pages);
        let rules = table.rule.value().map(Vec::as_slice).unwrap_or_default();
        let rules: Vec<Rule> = rules.iter().map(|rule| self.rule(rule, names)).collect();
        let policy = self.policy(table, names);
        let kind = self.source_kind(written, own_zone);
        let access = self.access(table, kind.as_ref(), around);
        self.hubs_can_reach_us(table, around);
        let web = [table.feed.span(), table.page.span(), table.sitemap.span()];
        let web = web.into_iter().find(|span| !span.is_empty());
        if let (Some(span), [], []) = (web, sections.as_slice(), rules.as_slice())
            && table.sections.value().is_none_or(Vec::is_empty)
            && table.folder.0.is_none()
            && policy.edits.iter().all(|edit| edit.set_sections.is_empty())
        {
            let what = if table.feed.0.is_some() { "feed" } else { "source" };
            let cause = format!("the articles of this {what} would belong to no section");
            let remedy = "add `sections = […]` to the source, or a `[[source.rule]]`".to_owned();
            self.findings.missed(span, cause, remedy);
        }
        let is_bare = base_url.is_none() && matches!(kind, Some(SourceKind::Folder(_)));
        let site_url = site.filter(|_| is_bare).map(|site| site.url.clone());
        let name = SourceName::new(name?);
        let judging = Judging {
            name,
            rank,
            sections,
            rules,
            policy,
            language,
            site_language: site.map(|site| site.language.clone()),
            base_url,
            site_url,
            has_pages: has_pages.unwrap_or(false),
        };
        Some(Source {
            judging,
            own_zone,
            timetable: timetable?,
            jitter: jitter?,
            backoff_max,
            kind: kind?,
            access: access?,
        })
    }

    /// The schedule, in the source's zone or else the newsroom's.
    fn timetable(
        &mut self,
        table: &SourceTable,
        own_zone: Option<Tz>,
        site: Option<&Site>,
    ) -> Option<Timetable> {
        // The expression is judged even when no zone is known.
        let zone = own_zone.or(site.map(|site| site.timezone)).unwrap_or(Tz::UTC);
        self.timetable_of(&table.schedule, zone)
    }

    /// A cron expression, in a zone.
    pub(super) fn timetable_of(&mut self, key: &Key<Cron>, zone: Tz) -> Option<Timetable> {
        self.read(key, |cron| {
            Timetable::parse(&cron.0, zone).map_err(|error| {
                let cause = format!("\"{}\" is not a schedule: {}", cron.0, error.reason);
                BadValue::new(cause, schedule_meant(&cron.0))
            })
        })
    }

    fn rule(&mut self, written: &Written<RuleTable>, names: &Names) -> Rule {
        let table = &written.value;
        let rule = Rule {
            sections: self.known_sections(&table.sections, names),
            category: self.words(&table.category),
            address: self.words(&table.address),
            title: self.words(&table.title),
        };
        if [&table.category, &table.address, &table.title].iter().all(|key| key.0.is_none()) {
            let cause = "the rule has no condition, so it would match every article".to_owned();
            let remedy = "add `category`, `address` or `title`; for every article, name the \
                          sections in the source itself";
            self.findings.lacking(written.span.clone(), cause, remedy.to_owned());
        }
        rule
    }

    pub(super) fn words(&mut self, key: &Key<Vec<Written<Text>>>) -> Vec<String> {
        self.read_each(key, |text| line(text).map(String::from))
    }

    fn source_kind(
        &mut self,
        written: &Written<SourceTable>,
        zone: Option<Tz>,
    ) -> Option<SourceKind> {
        let table = &written.value;
        // What is wrong in one kind hides nothing of another.
        let folder = table.folder.value().map(|folder| self.folder_source(folder));
        let feed = table.feed.0.as_ref().map(|feed| self.feed_source(feed, zone));
        let page = table.page.value().map(|page| self.page_source(page));
        let sitemap = table.sitemap.value().map(|sitemap| self.sitemap_source(sitemap));
        let kinds = [
            folder.map(|folder| (table.folder.span(), folder.map(SourceKind::Folder))),
            feed.map(|feed| (table.feed.span(), feed.map(SourceKind::Feed))),
            page.map(|page| (table.page.span(), page.map(SourceKind::Page))),
            sitemap.map(|sitemap| (table.sitemap.span(), sitemap.map(SourceKind::Sitemap))),
        ];
        let mut kinds = kinds.into_iter().flatten();
        match (kinds.next(), kinds.next()) {
            (Some((_, kind)), None) => kind,
            (Some(_), Some((span, _))) => {
                let cause = "a source is of one kind: a folder, a feed, a page or a sitemap";
                let remedy = "make two sources of it, each with its own `[[source]]`";
                self.refuse(span, BadValue::new(cause, remedy));
                None
            }
            (None, _) => {
                let cause = "the source does not say where it is".to_owned();
                let remedy = "add `[source.folder]` with a `path`, or `[source.feed]` with a `url`";
                self.findings.lacking(written.span.clone(), cause, remedy.to_owned());
                None
            }
        }
    }

    fn folder_source(&mut self, table: &FolderTable) -> Option<Folder> {
        Some(Folder {
            path: self.folder_to_read(&table.path)?,
            watch: *table.watch.value()?,
            mirror: *table.mirror.value()?,
        })
    }

    fn feed_source(&mut self, written: &Written<FeedTable>, zone: Option<Tz>) -> Option<Upstream> {
        let zone = zone.unwrap_or(Tz::UTC);
        let table = &written.value;
        let (full_text, mirror) = (*table.full_text.value()?, *table.mirror.value()?);
        let websub = *table.websub.value()?;
        match (&table.url.0, &table.file.0) {
            (Some(_), None) => {
                let location = Location::Web(self.read(&table.url, address_of_feed)?);
                Some(Upstream { location, full_text, mirror, zone, websub })
            }
            (None, Some(_)) => {
                let location = Location::File(self.file_to_read(&table.file)?);
                Some(Upstream { location, full_text, mirror, zone, websub })
            }
            (Some(_), Some(file)) => {
                let cause = "a feed is on the web or in a file, not both";
                self.refuse(file.span.clone(), BadValue::new(cause, "keep `url` or `file`"));
                None
            }
            (None, None) => {
                let cause = "the feed does not say where it is".to_owned();
                let remedy = "add `url = \"https://…\"`".to_owned();
                self.findings.lacking(written.span.clone(), cause, remedy);
                None
            }
        }
    }

    /// A hub can only tell somebody whom it can ask.
    fn hubs_can_reach_us(&mut self, table: &SourceTable, around: &Around<'_>) {
        let Some(key) = table.feed.value().map(|feed| &feed.websub) else { return };
        let feeds = around.site.map(|site| &site.feeds_url);
        let Some(feeds) = feeds.filter(|_| key.value() == Some(&true)) else { return };
        if is_guarded(feeds.url()) && !around.is_allowed(feeds) {
            let cause = format!("no hub can ask {feeds}, where it would have to tell of news");
            let remedy = "write the public address of the feeds as `site.feeds_url`, or remove \
                          `websub`; a hub of your own network can reach a host that stands in \
                          fetch.allow_hosts";
            self.refuse(key.span(), BadValue::new(cause, remedy));
        }
    }

    fn refuse_equal_names(&mut self, tables: &[Written<SourceTable>]) {
        let mut seen = std::collections::BTreeSet::new();
        for name in tables.iter().filter_map(|table| table.value.name.0.as_ref()) {
            if !seen.insert(name.value.0.trim()) {
                let cause = format!("two sources have the name \"{}\"", name.value.0);
                self.refuse(name.span.clone(), BadValue::new(cause, "give each its own"));
            }
        }
    }

    /// The same place twice would bring every article twice.
    fn refuse_equal_places(&mut self, tables: &[Written<SourceTable>], sources: &[Option<Source>]) {
        let mut seen: BTreeMap<String, &SourceName> = BTreeMap::new();
        for (table, source) in tables.iter().zip(sources) {
            let Some(source) = source else { continue };
            let (place, span) = match &source.kind {
                SourceKind::Folder(folder) => {
                    let path = table.value.folder.value().map(|folder| folder.path.span());
                    (format!("{:?}", folder.path.components()), path)
                }
                SourceKind::Feed(Upstream { location: Location::Web(url), .. }) => {
                    (url.to_string(), table.value.feed.value().map(|feed| feed.url.span()))
                }
                SourceKind::Feed(Upstream { location: Location::File(path), .. }) => {
                    let span = table.value.feed.value().map(|feed| feed.file.span());
                    (format!("{:?}", path.components()), span)
                }
                SourceKind::Page(page) => {
                    (page.url.to_string(), table.value.page.value().map(|page| page.url.span()))
                }
                SourceKind::Sitemap(map) => {
                    (map.url.to_string(), table.value.sitemap.value().map(|map| map.url.span()))
                }
            };
            if let Some(first) = seen.get(&place) {
                let cause = format!("the source \"{first}\" is at the same place");
                let remedy = "remove one of the two";
                self.refuse(span.unwrap_or_default(), BadValue::new(cause, remedy));
            } else {
                seen.insert(place, source.name());
            }
        }
    }
}

/// Whether articles with an address of their own have a page of the web edition too.
fn has_pages(text: &Text) -> Result<bool, BadValue> {
    match text.0.trim() {
        "link" => Ok(false),
        "own" => Ok(true),
        other => {
            let cause = format!("\"{other}\" is nothing that readers can get of an article");
            Err(BadValue::new(cause, "write `link` or `own`"))
        }
    }
}

/// The address of a feed; a path is one in a file.
fn address_of_feed(text: &Address) -> Result<WebAddress, BadValue> {
    address(text).map_err(|refusal| {
        let typed = text.0.trim();
        let path = typed.strip_prefix("file://").unwrap_or(typed);
        match path.starts_with(['/', '.']) {
            true => BadValue::new(
                refusal.cause,
                format!("a feed in a file is named by `file`: write `file = \"{path}\"`"),
            ),
            false => refusal,
        }
    })
}
