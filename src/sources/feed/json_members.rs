//! The members of JSON Feed's objects, one kind a function. A member of the wrong kind is
//! as if it were not there.

use super::addresses::join_medium;
use crate::raw_item::{RawAuthor, RawMedia};
use crate::text::charset::as_meant;
use crate::text::dates::{DateFault, is_unset, judge_date_in};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A member that is text and not blank, trimmed.
pub(super) fn text_of(object: &Map<String, Value>, name: &str) -> Option<String> {
    let text = object.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| as_meant(Cow::Borrowed(text)).into_owned())
}

/// What is there to be read, also where it is a number or a list of texts.
pub(super) fn words_of(object: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match object.get(name)? {
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => {
            let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            as_meant(Cow::Owned(parts.join("\n").trim().to_owned())).into_owned()
        }
        _ => return text_of(object, name),
    };
    (!text.is_empty()).then_some(text)
}

/// A date that was given, or what is wrong with it as it was given.
pub(super) type GivenDate = Option<Result<DateTime<Utc>, (String, DateFault)>>;

pub(super) fn date(object: &Map<String, Value>, name: &str, zone: Tz) -> GivenDate {
    let text = text_of(object, name)
        .or_else(|| object.get(name).filter(|value| value.is_number()).map(Value::to_string))?;
    Some(judge_date_in(&text, zone).map_err(|fault| (text, fault)))
}

/// When an item was published or changed. What is not of our own may give the moment that
/// systems count from, which is no date.
pub(super) fn moment(
    object: &Map<String, Value>,
    name: &str,
    zone: Tz,
    is_ours: bool,
) -> GivenDate {
    date(object, name, zone).map(|given| match given {
        Ok(date) if is_unset(date) && !is_ours => {
            let text = date.to_rfc3339();
            Err((text.clone(), DateFault::NotADate(text)))
        }
        given => given,
    })
}

pub(super) fn apart(date: GivenDate) -> (Option<DateTime<Utc>>, Option<(String, DateFault)>) {
    match date {
        None => (None, None),
        Some(Ok(date)) => (Some(date), None),
        Some(Err(fault)) => (None, Some(fault)),
    }
}

/// One of our own members, beside those of JSON Feed or in an extension object: an
/// item that must wait, nobody knows how long, is better left out.
pub(super) fn term(
    object: &Map<String, Value>,
    name: &str,
    zone: Tz,
) -> Result<Option<DateTime<Utc>>, String> {
    let ours = object.get("_pressroom").and_then(Value::as_object);
    let given = std::iter::once(object).chain(ours).find_map(|place| date(place, name, zone));
    given.transpose().map_err(|(_, fault)| format!("`{name}`: {fault}"))
}

/// Whether an item says that it is not for readers, in one of the words that programs have
/// for that, beside the members of JSON Feed or in an extension object.
pub(super) fn is_draft(object: &Map<String, Value>) -> bool {
    const NOT_OUT: [&str; 12] = [
        "draft",
        "pending",
        "private",
        "future",
        "scheduled",
        "trash",
        "trashed",
        "unpublished",
        "hidden",
        "members",
        "paid",
        "internal",
    ];
    let inner = object.iter().filter(|(name, _)| name.starts_with('_'));
    let inner = inner.filter_map(|(_, value)| value.as_object());
    std::iter::once(object).chain(inner).any(|place| {
        let is = |name: &str, wanted: bool| place.get(name) == Some(&Value::Bool(wanted));
        let says = |name: &str| {
            let said = place.get(name).and_then(Value::as_str).unwrap_or_default();
            NOT_OUT.contains(&said.to_ascii_lowercase().as_str())
        };
        ["draft", "is_draft", "isDraft"].into_iter().any(|name| is(name, true))
            || ["published", "is_published"].into_iter().any(|name| is(name, false))
            || ["status", "visibility"].into_iter().any(says)
    })
}

/// `authors` of version 1.1, else `author` of version 1; each as a list or alone.
pub(super) fn authors(object: &Map<String, Value>) -> Vec<RawAuthor> {
    let of = |name| each(object.get(name)).filter_map(author).collect::<Vec<_>>();
    let many = of("authors");
    if many.is_empty() { of("author") } else { many }
}

/// The elements of a list, or the one value that stands in its place.
fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (list, alone) = match value {
        Some(Value::Array(list)) => (list.as_slice(), None),
        other => ([].as_slice(), other),
    };
    list.iter().chain(alone)
}

fn author(value: &Value) -> Option<RawAuthor> {
    if let Some(name) = value.as_str() {
        return super::people::read_person(name);
    }
    let object = value.as_object()?;
    let url = text_of(object, "url");
    let email = url.as_deref().and_then(|url| url.strip_prefix("mailto:")).map(str::to_owned);
    let url = url.filter(|_| email.is_none());
    let email = email.or_else(|| text_of(object, "email")).or_else(|| text_of(object, "_email"));
    let name = text_of(object, "name").or_else(|| url.clone()).or_else(|| email.clone())?;
    let avatar = text_of(object, "avatar");
    Some(RawAuthor { name, url, email, avatar })
}

pub(super) fn tags(object: &Map<String, Value>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in each(object.get("tags")) {
        let tag = tag.as_str().unwrap_or_default().trim();
        if !tag.is_empty() && tags.len() < 200 && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// The lead picture, then the attachments. A picture that is an attachment as well is
/// that attachment, which says more of it.
pub(super) fn media(object: &Map<String, Value>, base: Option<&WebAddress>) -> Vec<RawMedia> {
    let picture = ["image", "banner_image"].iter().find_map(|name| {
        text_of(object, name).or_else(|| text_of(object.get(*name)?.as_object()?, "url"))
    });
    let picture = picture.map(|url| {
        let guessed = mime_guess::from_path(url.split(['?', '#']).next().unwrap_or_default());
        let guessed = guessed.first_raw().filter(|kind| kind.starts_with("image/"));
        let media_type = Some(guessed.unwrap_or("image/jpeg").to_owned());
        RawMedia { url: join_medium(base, &url), media_type, ..RawMedia::default() }
    });
    let attachments = each(object.get("attachments"));
    let attachments = attachments.filter_map(Value::as_object).filter_map(|attachment| {
        let number = |name| attachment.get(name).and_then(Value::as_f64);
        let whole = |name| number(name).filter(|n| (0.0..9e15).contains(n)).map(|n| n as u64);
        Some(RawMedia {
            url: join_medium(base, &text_of(attachment, "url")?),
            media_type: text_of(attachment, "mime_type"),
            length: whole("size_in_bytes"),
            seconds: whole("duration_in_seconds").and_then(|n| u32::try_from(n).ok()),
            description: text_of(attachment, "title"),
            ..extras(attachment, base)
        })
    });
    let mut media: Vec<RawMedia> = attachments.collect();
    if let Some(picture) = picture {
        let lead = media.iter().position(|one| one.url == picture.url);
        let lead = lead.map_or(picture, |place| media.remove(place));
        media.insert(0, lead);
    }
    media
}

/// What pressroom says of an attachment for which JSON Feed has no word.
fn extras(attachment: &Map<String, Value>, base: Option<&WebAddress>) -> RawMedia {
    let Some(Value::Object(extras)) = attachment.get("_pressroom") else {
        return RawMedia::default();
    };
    let renditions = extras.get("renditions").and_then(Value::as_array).into_iter().flatten();
    let renditions = renditions.filter_map(Value::as_object).filter_map(|one| {
        let url = join_medium(base, &text_of(one, "url")?);
        Some(RawMedia { url, media_type: text_of(one, "mime_type"), ..sized(one) })
    });
    RawMedia {
        renditions: renditions.collect(),
        credit: text_of(extras, "credit"),
        thumbnail: text_of(extras, "thumbnail").map(|url| join_medium(base, &url)),
        ..sized(extras)
    }
}

fn sized(extras: &Map<String, Value>) -> RawMedia {
    let pixels = |name| extras.get(name).and_then(Value::as_u64).and_then(|n| n.try_into().ok());
    RawMedia { width: pixels("width"), height: pixels("height"), ..RawMedia::default() }
}
