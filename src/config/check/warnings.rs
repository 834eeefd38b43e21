//! What is odd about a file of which every part is right: it can be used, and hardly does
//! what was meant. It refuses nothing, and does not ask what is kept.

use super::Checker;
use super::zones;
use crate::config::environment::Environment;
use crate::config::file::{ConfigFile, SourceTable, Written};
use crate::config::settings::{Settings, Source, SourceKind};
use crate::public_address::{Exempt, is_guarded, is_public};
use crate::section::Slug;
use crate::text::plain_text;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

impl Checker<'_, '_> {
    /// Notes all of it.
    pub(super) fn oddities(&mut self, file: &ConfigFile, settings: &Settings) {
        let sources = file.source.value().map(Vec::as_slice).unwrap_or_default();
        self.sections_that_nothing_reaches(file, settings);
        self.admin_for_the_world(file, settings);
        self.desk_without_a_password(file, settings);
        self.addresses_that_are_guarded(file, sources, settings);
        self.what_is_ones_own(sources, settings);
        self.folders_in_folders(sources, settings);
        self.more_than_the_pace(sources, settings);
        self.zones_that_stand_still(file, sources, settings);
        self.alerts_for_nobody(file, settings);
        self.receivers_that_take_nothing(file, settings);
        self.words_that_are_patterns(file);
        self.languages_that_are_countries(file);
        self.names_with_entities(file);
        self.addresses_of_nobody(file, sources, settings);
        self.ports_that_nobody_listens_at(file, settings);
        if let Some(now) = self.reading.now {
            self.what_time_has_overtaken(file, settings, now);
        }
    }

    /// An article in a folder, and a push, may name any section.
    fn sections_that_nothing_reaches(&mut self, file: &ConfigFile, settings: &Settings) {
        let names_any = |source: &Source| matches!(source.kind, SourceKind::Folder(_));
        if settings.sources.iter().any(names_any) || !settings.api.tokens.is_empty() {
            return;
        }
        let reached: BTreeSet<&Slug> = settings.sources.iter().flat_map(reach).collect();
        let tables = file.section.value().into_iter().flatten();
        for (section, table) in settings.sections.iter().zip(tables) {
            if !reached.contains(&section.slug) {
                let slug = &section.slug;
                let cause = format!("no source brings anything into the section `{slug}`");
                let remedy =
                    format!("name it in `sections` of a source, as in `sections = [\"{slug}\"]`");
                self.findings.warn(table.span.clone(), cause, remedy);
            }
        }
    }

    fn admin_for_the_world(&mut self, file: &ConfigFile, settings: &Settings) {
        let admin = settings.server.admin;
        let Some(table) = file.server.value() else { return };
        if !(admin.ip().is_unspecified() || is_public(admin.ip())) {
            return;
        }
        let cause = format!("`admin` ({admin}) is open to everybody who reaches this machine");
        let remedy = format!(
            "write `admin = \"127.0.0.1:{}\"`, or see that a firewall or a login is in front: it \
             tells what is wrong and what waits",
            admin.port()
        );
        self.findings.warn(table.admin.span(), cause, remedy);
    }

    /// Behind a proxy on this machine, everybody comes from this machine.
    fn desk_without_a_password(&mut self, file: &ConfigFile, settings: &Settings) {
        let Some(table) = file.desk.value() else { return };
        let desk = &settings.desk;
        let (key, span) = match (desk.hosts.is_empty(), desk.proxies.is_empty()) {
            (false, _) => ("hosts", table.hosts.span()),
            (true, false) => ("proxies", table.proxies.span()),
            (true, true) => return,
        };
        if desk.trust_loopback {
            let cause = format!(
                "`{key}` leads others to the desk, and whoever comes from this machine, as a proxy \
                 on it does, need not sign in"
            );
            let remedy = "write `trust_loopback = false` in [desk], and `pressroom desk-user NAME` \
                          for whoever is to sign in";
            self.findings.warn(span, cause, remedy.to_owned());
        }
    }

    fn addresses_that_are_guarded(
        &mut self,
        file: &ConfigFile,
        sources: &[Written<SourceTable>],
        settings: &Settings,
    ) {
        let exempt = Exempt::new(&settings.fetch.allow_hosts);
        let of_sources = settings.sources.iter().zip(sources).filter_map(|(source, table)| {
            Some((source.kind.web_address()?, address_span(&table.value)))
        });
        let hubs = file.site.value().and_then(|site| site.hubs.value()).into_iter().flatten();
        let hubs = settings.site.hubs.iter().zip(hubs.map(|hub| hub.span.clone()));
        let webhook = settings.alerts.webhook.iter().map(|webhook| &webhook.url);
        let webhook = webhook.zip(file.alerts.value().map(|alerts| alerts.webhook.span()));
        let all: Vec<(&WebAddress, Range<usize>)> = of_sources.chain(hubs).chain(webhook).collect();
        for (address, span) in all {
            if is_guarded(address.url()) && !exempt.contains(address.url()) {
                let host = address.host();
                let cause = format!("`{host}` is not on the public internet, and is not asked");
                let remedy =
                    format!("when it is meant, write `allow_hosts = [\"{host}\"]` in [fetch]");
                self.findings.warn(span, cause, remedy);
            }
        }
    }

    /// A newsroom that reads its own feeds learns nothing by it.
    fn what_is_ones_own(&mut self, sources: &[Written<SourceTable>], settings: &Settings) {
        let own = settings.site.feeds_url.as_str();
        for (source, table) in settings.sources.iter().zip(sources) {
            let is_own = |address: &&WebAddress| address.as_str().starts_with(own);
            if source.kind.web_address().is_some_and(|address| is_own(&address)) {
                let name = source.name();
                let cause = format!("the source `{name}` is a feed of this newsroom's own");
                let remedy =
                    "take the source out: what stands in its feeds is in its store already";
                self.findings.warn(address_span(&table.value), cause, remedy.to_owned());
            }
        }
    }

    /// What lies in two folders at once is brought by two sources: what one of them takes back,
    /// the other still has.
    fn folders_in_folders(&mut self, sources: &[Written<SourceTable>], settings: &Settings) {
        let mut before: Vec<(&Source, PathBuf)> = Vec::new();
        for (source, table) in settings.sources.iter().zip(sources) {
            let SourceKind::Folder(folder) = &source.kind else { continue };
            let path = std::fs::canonicalize(&folder.path).unwrap_or_else(|_| folder.path.clone());
            let meets = |(_, other): &&(&Source, PathBuf)| {
                path.starts_with(other) || other.starts_with(&path)
            };
            if let Some((other, there)) = before.iter().find(meets) {
                let (name, other) = (source.name(), other.name());
                let how = match *there == path {
                    true => format!("read the same folder, {}", path.display()),
                    false => format!(
                        "read folders of which one lies in the other, {} and {}",
                        path.display(),
                        there.display()
                    ),
                };
                let cause = format!(
                    "the sources `{name}` and `{other}` {how}: each file there is brought twice, and \
                     stays until both of them take it back"
                );
                let remedy = "give each source a folder of its own, or take one of them out";
                let span = table.value.folder.value().map(|folder| folder.path.span());
                self.findings.warn(span.unwrap_or_default(), cause, remedy.to_owned());
            }
            before.push((source, path));
        }
    }

    /// Of the sources of one host each request waits for those before it.
    fn more_than_the_pace(&mut self, sources: &[Written<SourceTable>], settings: &Settings) {
        let mut hosts: BTreeMap<String, Vec<(f64, Range<usize>)>> = BTreeMap::new();
        for (source, table) in settings.sources.iter().zip(sources) {
            let interval = source.timetable.interval_after(DateTime::<Utc>::UNIX_EPOCH);
            let interval = interval.and_then(|interval| interval.to_std().ok());
            if let (Some(address), Some(interval)) = (source.kind.web_address(), interval) {
                let asked = 1.0 / interval.as_secs_f64().max(1.0);
                let of_host = hosts.entry(address.host().to_owned()).or_default();
                of_host.push((asked, table.value.schedule.span()));
            }
        }
        let pace = settings.fetch.pace.as_secs_f64();
        for (host, asked) in hosts {
            let sum: f64 = asked.iter().map(|(asked, _)| asked).sum();
            let most = asked.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
            if let (true, Some((_, span))) = (sum * pace > 1.0, most) {
                let cause = format!("`{host}` is to be asked more often than its `pace` allows");
                let remedy = "ask its sources less often, or write a smaller `pace` in [fetch]";
                self.findings.warn(span, cause, remedy.to_owned());
            }
        }
    }

    fn zones_that_stand_still(
        &mut self,
        file: &ConfigFile,
        sources: &[Written<SourceTable>],
        settings: &Settings,
    ) {
        let of_site = file.site.value().map(|site| site.timezone.span());
        let of_site = of_site.into_iter().map(|span| (settings.site.timezone, span));
        let of_sources = settings
            .sources
            .iter()
            .zip(sources)
            .map(|(source, table)| (source.timetable.zone(), table.value.timezone.span()));
        let written = of_site.chain(of_sources).filter(|(_, span)| !span.is_empty());
        for (zone, span) in written.collect::<Vec<_>>() {
            if let Some((cause, remedy)) = zones::odd(zone) {
                self.findings.warn(span, cause, remedy);
            }
        }
    }

    fn what_time_has_overtaken(
        &mut self,
        file: &ConfigFile,
        settings: &Settings,
        now: DateTime<Utc>,
    ) {
        // It may be tomorrow already where the newsroom is.
        let today = now.with_timezone(&settings.site.timezone).date_naive();
        let founded = settings.site.founded.date_naive();
        if let Some(site) = file.site.value().filter(|_| founded > today) {
            let cause = "`founded` is a day that is still to come".to_owned();
            let remedy = "write a day on which the host of `url` was yours already".to_owned();
            self.findings.warn(site.founded.span(), cause, remedy);
        }
        let tables = file.front_page.value().and_then(|front| front.pin.value()).into_iter();
        let tables = tables.flatten().map(|pin| pin.value.until.span());
        for (pin, span) in settings.front_page.pins.iter().zip(tables) {
            if pin.until <= now {
                let cause = "the pin is over, and does nothing any more".to_owned();
                let remedy = "remove it, or write a later `until`".to_owned();
                self.findings.warn(span, cause, remedy);
            }
        }
    }

    /// What stands in examples of a configuration, to be replaced (RFC 2606 §3).
    fn addresses_of_nobody(
        &mut self,
        file: &ConfigFile,
        sources: &[Written<SourceTable>],
        settings: &Settings,
    ) {
        let site = file.site.value().map(|table| {
            [
                (&settings.site.url, table.url.span()),
                (&settings.site.feeds_url, table.feeds_url.span()),
            ]
        });
        let paper = settings.web.as_ref().map(|web| web.paper.address());
        let paper = paper.zip(file.web.value().map(|table| table.address.span()));
        let of_sources = settings.sources.iter().zip(sources).flat_map(|(source, table)| {
            let base = source.judging.base_url.as_ref();
            let asked = source.kind.web_address().map(|it| (it, address_span(&table.value)));
            base.map(|base| (base, table.value.base_url.span())).into_iter().chain(asked)
        });
        let all: Vec<_> = site.into_iter().flatten().chain(paper).chain(of_sources).collect();
        for (address, span) in all.into_iter().filter(|(_, span)| !span.is_empty()) {
            let host = address.host();
            let is_of = |name: &&str| host == *name || host.ends_with(&format!(".{name}"));
            if ["example.com", "example.net", "example.org"].iter().any(is_of) {
                let cause = format!("`{host}` is nobody's address: it is for examples");
                let remedy = "write the address that is meant in its place".to_owned();
                self.findings.warn(span, cause, remedy);
            }
        }
    }

    /// Links that stay behind when another port is chosen. A web server on this machine has the
    /// usual ones.
    fn ports_that_nobody_listens_at(&mut self, file: &ConfigFile, settings: &Settings) {
        let listen = settings.server.listen.port();
        let feeds =
            file.site.value().map(|table| (&settings.site.feeds_url, table.feeds_url.span()));
        let paper = settings.web.as_ref().map(|web| web.paper.address());
        let paper = paper.zip(file.web.value().map(|table| table.address.span()));
        for (address, span) in feeds.into_iter().chain(paper) {
            let is_here = matches!(address.host(), "127.0.0.1" | "localhost" | "[::1]");
            let port = address.url().port().filter(|port| ![listen, 80, 443].contains(port));
            if let (true, true, Some(port), false) = (is_here, listen > 0, port, span.is_empty()) {
                let cause =
                    format!("links lead to port {port}, and readers are served at {listen}");
                let right =
                    address.as_str().replacen(&format!(":{port}"), &format!(":{listen}"), 1);
                self.findings.warn(span, cause, format!("write `{right}`"));
            }
        }
    }

    pub(super) fn variables_that_nobody_reads(&mut self, environment: &Environment) {
        for (name, meant) in environment.misspelt() {
            let cause = format!("nothing reads the variable {name}");
            self.findings.odd_variable(name, cause, format!("did you mean {meant}?"));
        }
    }

    /// Names as WordPress and others export them, with entities of HTML in them.
    fn names_with_entities(&mut self, file: &ConfigFile) {
        let site = file.site.value().map(|site| &site.title);
        let sections = file.section.value().into_iter().flatten().map(|it| &it.value.title);
        let feeds = file.feed.value().into_iter().flatten().map(|it| &it.value.title);
        let titles: Vec<_> = site.into_iter().chain(sections).chain(feeds).collect();
        for title in titles {
            let Some(text) = title.value() else { continue };
            let plain = plain_text::unescape_double(&text.0);
            if plain != text.0 {
                let cause = format!("readers would see \"{}\" as it is written", text.0);
                let remedy = format!("a name is no HTML: write `title = \"{plain}\"`");
                self.findings.warn(title.span(), cause, remedy);
            }
        }
    }

    /// What is said of how people are told, where nobody is.
    fn alerts_for_nobody(&mut self, file: &ConfigFile, settings: &Settings) {
        if settings.alerts.webhook.is_some() || settings.alerts.mail.is_some() {
            return;
        }
        let Some(table) = file.alerts.value() else { return };
        let written = [
            ("shape", table.shape.0.as_ref().map(|it| it.span.clone())),
            ("chat", table.chat.0.as_ref().map(|it| it.span.clone())),
            ("token", table.token.0.as_ref().map(|it| it.span.clone())),
            ("quiet", table.quiet.0.as_ref().map(|it| it.span.clone())),
        ];
        for (key, span) in written {
            let Some(span) = span.filter(|span| !span.is_empty()) else { continue };
            let cause = format!("`{key}` says how people are told, and nobody is");
            let remedy = "add `webhook = \"https://…\"`, or an [alerts.email]".to_owned();
            self.findings.warn(span, cause, remedy);
        }
    }
}

/// The sections that a source's settings name.
fn reach(source: &Source) -> impl Iterator<Item = &Slug> {
    let judging = &source.judging;
    let rules = judging.rules.iter().flat_map(|rule| &rule.sections);
    let edits = judging.policy.edits.iter().flat_map(|edit| &edit.set_sections);
    judging.sections.iter().chain(rules).chain(edits)
}

/// Where the address of a source is written.
fn address_span(table: &SourceTable) -> Range<usize> {
    let feed = table.feed.value().map(|feed| feed.url.span());
    let page = table.page.value().map(|page| page.url.span());
    let sitemap = table.sitemap.value().map(|sitemap| sitemap.url.span());
    feed.or(page).or(sitemap).unwrap_or_default()
}
