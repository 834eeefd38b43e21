//! What the programs that make sites read out of a file's name: its date, its language,
//! the page of a bundle, and the address that a pattern gives it. It looks at no file.

use crate::sources::own_item::OwnItem;
use crate::text::dates;
use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;

/// The languages of two letters (ISO 639-1), in order.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce \
    ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu \
    gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn \
    ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne \
    ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk \
    sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve \
    vi vo wa wo xh yi yo za zh zu";

/// The page of a file, below the root: that of a bundle is its folder.
pub(super) fn page_of(stem: &str) -> &str {
    match stem.strip_suffix("index") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => stem,
    }
}

/// The language that a name ends with, as in `story.ur.md`.
pub(super) fn language_in_name(stem: &str) -> Option<&str> {
    let (name, language) = stem.rsplit('/').next()?.rsplit_once('.')?;
    let (first, region) = language.split_once('-').unwrap_or((language, "xx"));
    let is_region = region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic());
    let is_one = first.len() == 2 && LANGUAGES.split(' ').any(|known| known == first);
    (!name.is_empty() && is_one && is_region).then_some(language)
}

/// The date that a file's name begins with, as in Jekyll: `2026-03-01-rain.md`, `20260301-rain.md`,
/// `2026_3_1 rain.md`. It is that of an article that gives none itself.
pub(super) fn date_in_name(stem: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let (date, _) = dated(stem.rsplit('/').next()?)?;
    dates::read_date_in(&date, zone)
}

/// A name in two: the date, as it is read, and the rest.
fn dated(name: &str) -> Option<(String, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(name);
    let (year, month, day, rest) = match first {
        8 => (&name[..4], &name[4..6], &name[6..8], &name[8..]),
        4 => {
            let sign = name[4..].chars().next().filter(|c| matches!(c, '-' | '_' | '.'))?;
            let rest = &name[5..];
            let (month, rest) = rest.split_at(digits(rest));
            let rest = rest.strip_prefix(sign)?;
            let (day, rest) = rest.split_at(digits(rest));
            (&name[..4], month, day, rest)
        }
        _ => return None,
    };
    let is_year = ("1900".."2200").contains(&year);
    let is_one = is_year && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    let is_day = chrono::NaiveDate::parse_from_str(&date, "%Y-%m-%d").is_ok();
    (is_one && is_day).then_some((date, rest))
}

/// The address that a pattern of Jekyll's gives a file.
///
/// # Errors
/// Why it gives none.
pub(super) fn filled(pattern: &str, stem: &str, own: &OwnItem, zone: Tz) -> Result<String, String> {
    let pattern = match pattern {
        "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title.html",
        "none" => "/:categories/:title.html",
        other => other,
    };
    if pattern.contains(['{', '}']) {
        return Err("only the program that makes the site can fill it in".to_owned());
    }
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let name = dated(name).map_or(name, |(_, rest)| rest.trim_start_matches(['-', '_', '.', ' ']));
    let date = own.published.or_else(|| date_in_name(stem, zone));
    let date = date.map(|date| date.with_timezone(&zone).naive_local());
    let categories: Vec<String> = own.categories.iter().map(|one| slug(one)).collect();
    let part = |key: &str| -> Result<String, String> {
        let dated = date.ok_or_else(|| "the article has no date".to_owned());
        Ok(match key {
            "title" => name.to_owned(),
            "slug" => slug(name),
            "categories" => categories.join("/"),
            "output_ext" => ".html".to_owned(),
            "year" => format!("{:04}", dated?.year()),
            "short_year" => format!("{:02}", dated?.year() % 100),
            "month" => format!("{:02}", dated?.month()),
            "i_month" => dated?.month().to_string(),
            "day" => format!("{:02}", dated?.day()),
            "i_day" => dated?.day().to_string(),
            "y_day" => format!("{:03}", dated?.ordinal()),
            "hour" => format!("{:02}", dated?.hour()),
            "minute" => format!("{:02}", dated?.minute()),
            "second" => format!("{:02}", dated?.second()),
            other => return Err(format!("nobody knows `:{other}`")),
        })
    };
    let mut address = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once(':') {
        address.push_str(before);
        let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
        let end = after.find(|c| !is_key(c)).unwrap_or(after.len());
        address.push_str(&part(&after[..end])?);
        rest = &after[end..];
    }
    address.push_str(rest);
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    Ok(address)
}

/// Words as Jekyll writes them into an address.
fn slug(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
