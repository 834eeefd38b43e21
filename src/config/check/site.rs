//! `[site]`: who publishes, and the identity that all feeds are made from.

use super::Checker;
use super::bad_value::BadValue;
use super::fetch::host;
use super::forms::{address, folder_address, language, line, mailbox};
use super::zones::zone;
use crate::config::file::{LogoTable, SiteTable, Text};
use crate::config::settings::Site;
use crate::feed_document::Picture;
use crate::text::XmlText;
use crate::web_address::WebAddress;
use crate::words::words;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use toml::value::Datetime;

impl Checker<'_, '_> {
    pub(super) fn site(&mut self, table: &SiteTable) -> Option<Site> {
        let title = self.read(&table.title, line);
        let description = self.read(&table.description, line);
        let url = self.read(&table.url, folder_address);
        let feeds_url = self.read(&table.feeds_url, folder_address);
        let founded = self.read(&table.founded, founding_day);
        let tag = self.read(&table.tag, tag);
        let hosts = self.read_each(&table.hosts, host);
        let language = self.read(&table.language, language);
        let timezone = self.read(&table.timezone, zone);
        let rights = self.read(&table.rights, line);
        let editor = self.read(&table.editor, mailbox);
        let webmaster = self.read(&table.webmaster, mailbox);
        let icon = self.read(&table.icon, address);
        let logo = table.logo.value().and_then(|logo| self.logo(logo));
        let hubs = self.read_each(&table.hubs, address);
        self.refuse_repeats(&table.hubs, |hub| address(hub).ok(), |hub| &hub.0);

        let (title, url, founded, language) = (title?, url?, founded?, language?);
        let words = words(&language);
        Some(Site {
            description: description.unwrap_or_else(|| words.with(words.about, &title).into()),
            feeds_url: match feeds_url {
                Some(feeds_url) => feeds_url,
                None => url.join("feeds/").ok()?,
            },
            tag: tag.unwrap_or_else(|| default_tag(&url, founded)),
            founded,
            hosts,
            language,
            timezone: timezone?,
            rights,
            editor,
            webmaster,
            logo,
            icon,
            hubs,
            title,
            url,
        })
    }

    fn logo(&mut self, table: &LogoTable) -> Option<Picture> {
        let url = self.read(&table.url, address);
        let size = match (table.width.value(), table.height.value()) {
            (Some(width), Some(height)) => Some((*width, *height)),
            (None, None) => None,
            (width, _) => {
                let (there, missing) =
                    if width.is_some() { ("width", "height") } else { ("height", "width") };
                let span = if width.is_some() { table.width.span() } else { table.height.span() };
                let cause = format!("the logo has a {there} and no {missing}");
                self.refuse(
                    span,
                    BadValue::new(cause, format!("add `{missing}`, or remove `{there}`")),
                );
                None
            }
        };
        Some(Picture { url: url?, size })
    }
}

/// Midnight UTC of a day on which a host name can have been somebody's.
fn founding_day(written: &Datetime) -> Result<DateTime<Utc>, BadValue> {
    let day = written.date.and_then(|date| {
        NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
    });
    let day = day.ok_or_else(|| {
        BadValue::new(format!("{written} is no day"), "write year, month and day: `2026-09-01`")
    })?;
    // The first .com name was registered on 15 March 1985.
    if NaiveDate::from_ymd_opt(1985, 3, 15).is_some_and(|first| day < first) {
        return Err(BadValue::new(
            format!("on {day} nobody had a host name yet"),
            "write the day from which the host of `url` is yours, not that of the first issue",
        ));
    }
    Ok(day.and_time(NaiveTime::MIN).and_utc())
}

/// RFC 4151 §2.1: an authority name or mail address, a comma, and a date.
fn tag(text: &Text) -> Result<XmlText, BadValue> {
    let right = text.0.split_once(',').is_some_and(|(authority, date)| {
        let host = authority.rsplit('@').next().unwrap_or_default();
        let of_authority = |b: u8| b.is_ascii_alphanumeric() || b"-._@".contains(&b);
        host.contains('.') && authority.bytes().all(of_authority) && is_tag_date(date)
    });
    if right {
        return Ok(XmlText::from(text.0.as_str()));
    }
    Err(BadValue::new(
        format!("\"{}\" is not the authority of a tag URI (RFC 4151)", text.0),
        "write a host that was yours and a day on which it was: `news.example,2026-09-01`",
    ))
}

/// A year, a month or a day: `2026`, `2026-09`, `2026-09-01`.
fn is_tag_date(date: &str) -> bool {
    let full = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    full.len() == 10 && NaiveDate::parse_from_str(&full, "%Y-%m-%d").is_ok()
}

fn default_tag(url: &WebAddress, founded: DateTime<Utc>) -> XmlText {
    format!("{},{}", url.host(), founded.format("%Y-%m-%d")).into()
}
