//! What the file means, and everything that is wrong with it. Each table is
//! judged in a file of its own; no problem hides another one.

mod access;
mod alert_mail;
mod alerts;
mod api;
mod bad_value;
mod desk;
mod duplicates;
mod email;
mod embeds;
mod feeds;
mod fetch;
mod forms;
mod front_page;
mod odd_languages;
mod other_schedules;
mod pages;
mod paths;
mod pictures;
mod pins;
mod policy;
mod proxies;
mod publish;
mod quotas;
mod search;
mod secret;
mod sections;
mod server;
mod site;
mod sources;
mod stand_ins;
mod store;
mod warnings;
mod web;
mod withheld;
mod zone_places;
mod zones;

pub(super) use forms::slug_of_title;

use super::environment::Environment;
use super::file::{ConfigFile, Key, Text, Written};
use super::findings::Findings;
use super::problem::Problems;
use super::reading::Reading;
use super::settings::{Settings, Site, Web};
use super::structure;
use crate::public_address::Exempt;
use crate::web_address::WebAddress;
use bad_value::BadValue;
use std::ops::Range;
use std::path::Path;

/// Reads a text into settings.
pub(super) fn check(
    text: &str,
    path: &Path,
    environment: &Environment,
    reading: Reading,
) -> Result<Settings, Problems> {
    let mut findings = Findings::new(text, path);
    let file = structure::read(text, reading, &mut findings);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut checker = Checker { findings: &mut findings, folder, reading };
    match settings(&file, &mut checker, environment) {
        Some(settings) if checker.findings.is_empty() => {
            checker.oddities(&file, &settings);
            checker.names_to_fill_in(text);
            checker.variables_that_nobody_reads(environment);
            Ok(Settings { warnings: findings.into_warnings(), ..settings })
        }
        _ => Err(findings.into_problems()),
    }
}

/// The settings that the tables say, when each of them can be read.
fn settings(
    file: &ConfigFile,
    checker: &mut Checker<'_, '_>,
    environment: &Environment,
) -> Option<Settings> {
    let site = file.site.value().and_then(|table| checker.site(table));
    let server = file.server.value().and_then(|table| checker.server(table, environment));
    let publish = file.publish.value().and_then(|table| checker.publish(table));
    let store =
        file.store.value().and_then(|table| checker.store(table, publish.as_ref(), site.as_ref()));
    let fetch =
        file.fetch.value().and_then(|table| checker.fetch(table, site.as_ref(), environment));
    let section_tables = file.section.value().map(Vec::as_slice).unwrap_or_default();
    let own = file.feed.value().map(Vec::as_slice).unwrap_or_default();
    let names = checker.names(section_tables, own).with_moved(file.server.value());
    let sections = checker.sections(section_tables, &names, site.as_ref());
    let known = sections.as_deref().unwrap_or_default();
    let feeds = checker.feeds(own, &names, known, site.as_ref(), publish.as_ref());
    file.server.value().into_iter().for_each(|table| checker.retired(table, &names));
    let front_page = file
        .front_page
        .value()
        .and_then(|table| checker.front_page(table, &names, site.as_ref(), publish.as_ref()));
    let tables = file.source.value().map(Vec::as_slice).unwrap_or_default();
    let allowed = file.fetch.value().and_then(|table| table.allow_hosts.value());
    let around = Around { site: site.as_ref(), environment, allowed: allowed.map_or(&[], |it| it) };
    let sources = checker.sources(tables, &names, &around);
    let zone = site.as_ref().map_or(chrono_tz::Tz::UTC, |site| site.timezone);
    let around = (environment, zone);
    let alerts =
        file.alerts.0.as_ref().and_then(|it| checker.alerts(it, section_tables, &names, around));
    let email = file.email.value().map(|table| checker.email(table));
    let public = email.as_ref();
    let web = file.web.value().and_then(|table| checker.web(table, section_tables, &names, public));
    let site = site.map(|site| with_host_of(site, web.as_ref()));
    let search = file.search.value().and_then(|table| checker.search(table));
    let api = file.api.value().and_then(|table| checker.api(table, &names));
    let desk = file.desk.value().and_then(|table| checker.desk(table, &file.api, &names));
    checker.push_source_is_free(tables);
    let duplicates = file.duplicates.value().and_then(|table| checker.duplicates(table, tables));
    let embeds = file.embeds.value().and_then(|table| checker.embeds(table, site.as_ref()));
    let pictures = file.pictures.value().and_then(|table| checker.pictures(table, web.is_some()));
    checker.published_apart(file);

    Some(withheld::without_addresses(Settings {
        site: site?,
        server: server?,
        store: store?,
        publish: publish?,
        front_page: front_page?,
        fetch: fetch?,
        duplicates: duplicates?,
        embeds: embeds?,
        pictures: pictures?,
        public_mail: email?,
        sections: sections?,
        feeds: feeds?,
        sources: sources?,
        api: api?,
        desk: desk?,
        search: search?,
        web,
        alerts: alerts?,
        warnings: Vec::new(),
    }))
}

/// What sources are judged by besides their own tables.
struct Around<'a> {
    site: Option<&'a Site>,
    environment: &'a Environment,
    /// `fetch.allow_hosts`.
    allowed: &'a [Written<Text>],
}

impl Around<'_> {
    /// Whether an address may be asked although it is not public.
    fn is_allowed(&self, address: &WebAddress) -> bool {
        let hosts: Vec<String> = self.allowed.iter().map(|host| host.value.0.clone()).collect();
        Exempt::new(&hosts).contains(address.url())
    }
}

/// The site, of whose own hosts that of the web edition is one.
fn with_host_of(mut site: Site, web: Option<&Web>) -> Site {
    let address = web.map(|web| web.paper.address());
    let host = address.filter(|address| !site.is_own(address)).map(|address| address.host());
    site.hosts.extend(host.map(str::to_owned));
    site
}

/// Judges tables, one after another.
struct Checker<'c, 't> {
    findings: &'c mut Findings<'t>,
    /// The folder of the config file: what relative paths are relative to.
    folder: &'c Path,
    reading: Reading,
}

impl Checker<'_, '_> {
    /// The value of a key, read by `parse`; nothing when it is absent or refused.
    fn read<T, U>(
        &mut self,
        key: &Key<T>,
        parse: impl FnOnce(&T) -> Result<U, BadValue>,
    ) -> Option<U> {
        self.read_one(key.0.as_ref()?, parse)
    }

    /// The values of a list, each read by `parse`, without those that are refused.
    fn read_each<T, U>(
        &mut self,
        key: &Key<Vec<Written<T>>>,
        parse: impl Fn(&T) -> Result<U, BadValue>,
    ) -> Vec<U> {
        let values = key.value().map(Vec::as_slice).unwrap_or_default();
        values.iter().filter_map(|value| self.read_one(value, &parse)).collect()
    }

    fn read_one<T, U>(
        &mut self,
        written: &Written<T>,
        parse: impl FnOnce(&T) -> Result<U, BadValue>,
    ) -> Option<U> {
        parse(&written.value).map_err(|refusal| self.refuse(written.span.clone(), refusal)).ok()
    }

    /// Notes that what is written at `span` is wrong.
    fn refuse(&mut self, span: Range<usize>, refusal: BadValue) {
        self.findings.found(span, refusal.cause, refusal.remedy);
    }

    /// Notes the entries of a list that say what an earlier one says.
    fn refuse_repeats<T, K: Ord>(
        &mut self,
        key: &Key<Vec<Written<T>>>,
        what: impl Fn(&T) -> K,
        shown: impl Fn(&T) -> &str,
    ) {
        let mut seen = std::collections::BTreeSet::new();
        for entry in key.value().into_iter().flatten() {
            if !seen.insert(what(&entry.value)) {
                let cause = format!("\"{}\" is named twice", shown(&entry.value));
                self.refuse(entry.span.clone(), BadValue::new(cause, "remove one of the two"));
            }
        }
    }
}
