//! JSON Feed 1 and 1.1 (jsonfeed.org): a document, or a single item. A member
//! of the wrong kind costs that member, an item that is no JSON that item.
//! It does not decode bytes and keeps no extensions.

use super::addresses::{is_web, join};
use super::as_published;
use super::characters::unwrapped;
use super::duplicates::{self, Found, Settled};
use super::exported;
use super::json_members::{apart, authors, is_draft, media, moment, tags, term, text_of, words_of};
use super::json_mending::mended;
use super::json_slices::{Piece, pieces};
use super::left_out::LeftOut;
use super::naming::{Namers, name};
use super::reading::{MAX_ITEMS, Reading, too_many};
use super::tombstones::{self, Tombstone};
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawAuthor, RawItem, RawOrigin, RawText, Rejection, Withheld};
use crate::sources::{Known, Withdrawal};
use crate::web_address::WebAddress;
use chrono_tz::Tz;
use serde_json::{Map, Value};

/// Reads one item, an object with `id`, `content_html` and the like. Its
/// fingerprint is that of the text.
///
/// # Errors
/// A sentence that says what is wrong: it is not JSON, not an object, or there
/// is nothing in it to show.
pub fn read_json_item(json: &str, base: Option<&WebAddress>) -> Result<RawItem, String> {
    let around =
        Around { base: base.cloned(), asked: base.cloned(), is_own: true, ..Around::default() };
    let mut item = read_item(json, &around)?;
    item.arrived = Some(Fingerprint::of(json.as_bytes()));
    Ok(item)
}

/// One item of a document of the newsroom's own.
pub(in crate::sources) struct OwnPiece<'a> {
    /// As it is written.
    pub(in crate::sources) json: &'a str,
    /// Of that, and of what flows into it from around.
    pub(in crate::sources) arrived: Fingerprint,
    /// What a reader of feeds makes of it.
    pub(in crate::sources) item: Result<RawItem, String>,
}

/// The items of a document of the newsroom's own, and what it says was taken back; `None`
/// when it has no items of a JSON Feed. None counts as known: every key is wanted.
pub(in crate::sources) fn own_document<'a>(
    text: &'a str,
    base: Option<&WebAddress>,
) -> Option<(Vec<OwnPiece<'a>>, Vec<Withdrawal>)> {
    let (around, list) = Around::read(text, base)?;
    let around = Around { is_own: true, ..around };
    let inherited = around.fingerprint().to_bytes();
    let mut items: Vec<OwnPiece<'a>> = pieces(list)
        .map(|piece| OwnPiece {
            json: piece.value,
            arrived: Fingerprint::of_parts([&inherited[..], piece.value.as_bytes()]),
            // Whether it is for readers its own keys say.
            item: read_item(piece.value, &around).map(|it| RawItem { withheld: None, ..it }),
        })
        .collect();
    let mut read: Vec<RawItem> = items.iter().filter_map(|one| one.item.clone().ok()).collect();
    let stones = around.taken_back.clone();
    let withdrawals = tombstones::settle(stones, &mut read, std::iter::empty());
    let gone = |one: &OwnPiece<'_>| {
        one.item.as_ref().is_ok_and(|item| withdrawals.iter().any(|gone| gone.key == item.key))
    };
    items.retain(|one| !gone(one));
    Some((items, withdrawals))
}

/// Reads a document; `None` if it has no items of a JSON Feed.
pub(super) fn read_json(
    text: &str,
    base: Option<&WebAddress>,
    zone: Tz,
    known: &Known,
) -> Option<Reading> {
    read_json_up_to(text, base, zone, known, MAX_ITEMS)
}

/// As [`read_json`], with at most this many items.
pub(super) fn read_json_up_to(
    text: &str,
    base: Option<&WebAddress>,
    zone: Tz,
    known: &Known,
    most: usize,
) -> Option<Reading> {
    let (around, list) = Around::read(text, base)?;
    let around = Around { zone, ..around.on_its_site() };
    let mut all = pieces(list);
    let slices: Vec<Piece<'_>> = all.by_ref().collect();
    let is_cut = around.is_cut || !all.is_ended();
    let beyond = slices.len().saturating_sub(most);
    let slices = &slices[..slices.len() - beyond];
    let inherited = around.fingerprint().to_bytes();
    let arrived =
        |piece: &Piece<'_>| Fingerprint::of_parts([&inherited[..], piece.value.as_bytes()]);
    let mut found = Found::default();
    let mut rejections = Vec::new();
    let mut beside = Known::new();
    for (place, piece) in slices.iter().enumerate() {
        let fingerprint = arrived(piece);
        if known.contains(&fingerprint) {
            found.known.push(place);
            beside.insert(fingerprint);
            continue;
        }
        match read_item(piece.value, &around) {
            Ok(item) => found.new.push(RawItem { arrived: Some(fingerprint), ..item }),
            Err(reason) => rejections.push(unreadable(place, piece, reason)),
        }
    }
    let is_damaged = is_cut || beyond > 0 || !rejections.is_empty();
    let known_count = found.known.len();
    let again = |place: usize| slices.get(place).and_then(|p| read_item(p.value, &around).ok());
    let written = |place: usize| slices.get(place).map_or("", |piece| piece.value);
    let stones = around.taken_back.clone();
    let seen = if stones.is_empty() { Vec::new() } else { found.known.clone() };
    let Settled { mut items, shared } = duplicates::settle(found, written, again, &mut rejections);
    let withdrawals = tombstones::settle(stones, &mut items, seen.into_iter().filter_map(again));
    rejections.extend(too_many(beyond));
    let is_whole = beyond == 0 && !slices.iter().any(|piece| piece.cut);
    let beside = is_whole.then_some(beside);
    let Around { title, site, language, is_ours, feed, hubs, .. } = around;
    Some(Reading {
        left_out: LeftOut::new(),
        title,
        site,
        language,
        items,
        known: known_count,
        beside,
        shared,
        rejections,
        withdrawals,
        is_damaged,
        is_ours,
        feed,
        hubs,
    })
}

fn unreadable(place: usize, piece: &Piece<'_>, reason: String) -> Rejection {
    let reason = match piece.cut {
        true => "the document ends inside this item: it is read when the feed comes whole".into(),
        false => reason,
    };
    Rejection {
        kind: crate::raw_item::RefusalKind::Fault,
        key: format!("item {}", place + 1),
        title: None,
        reason,
    }
}

/// The hubs of WebSub; others are of other kinds.
fn hubs(head: &Map<String, Value>) -> Vec<String> {
    let all = head.get("hubs").and_then(Value::as_array).into_iter().flatten();
    let is_websub = |hub: &&Value| {
        let kind = hub.get("type").and_then(Value::as_str).unwrap_or_default();
        kind.eq_ignore_ascii_case("websub") || kind.eq_ignore_ascii_case("pubsubhubbub")
    };
    let urls = all.filter(is_websub).filter_map(|hub| hub.get("url").and_then(Value::as_str));
    urls.map(str::to_owned).collect()
}

/// What stands around the items and flows into them.
#[derive(Debug, Default)]
struct Around {
    title: Option<String>,
    site: Option<String>,
    feed: Option<String>,
    language: Option<String>,
    authors: Vec<RawAuthor>,
    /// What its relative addresses are relative to.
    base: Option<WebAddress>,
    /// Where it was asked for.
    asked: Option<WebAddress>,
    taken_back: Vec<Tombstone>,
    /// The end of the document is missing.
    is_cut: bool,
    /// The zone of the dates that name none.
    zone: Tz,
    /// A pressroom wrote it.
    is_ours: bool,
    /// It was exported, to be brought in again.
    is_export: bool,
    /// The newsroom itself brings it.
    is_own: bool,
    /// Who tells of what is new in it.
    hubs: Vec<String>,
}

impl Around {
    /// The head of a document, and its items as they are written.
    fn read<'a>(text: &'a str, base: Option<&WebAddress>) -> Option<(Self, &'a str)> {
        let mut head = Map::new();
        let mut list = None;
        let mut members = pieces(text.trim_start().strip_prefix('{').map(|_| text)?);
        for piece in members.by_ref() {
            let Some(name) = piece.name.and_then(|name| serde_json::from_str::<String>(name).ok())
            else {
                continue;
            };
            if name == "items" && piece.value.starts_with('[') {
                list = list.or(Some(piece.value));
            } else if HEAD.contains(&name.as_str())
                && let Ok(value) = serde_json::from_str(piece.value)
            {
                head.insert(name, value);
            }
        }
        let says_so = text_of(&head, "version").is_some_and(|v| v.contains("jsonfeed.org"));
        let list = list.filter(|list| says_so || holds_items(list))?;
        let base = base.cloned();
        let address = |name| text_of(&head, name).map(|text| join(base.as_ref(), &text));
        let around = Self {
            title: text_of(&head, "title"),
            site: address("home_page_url"),
            feed: address("feed_url"),
            language: text_of(&head, "language"),
            authors: authors(&head),
            base: base.clone(),
            asked: base.clone(),
            taken_back: tombstones::of_json(head.get("_pressroom")),
            is_cut: !members.is_ended(),
            zone: Tz::UTC,
            is_ours: head.get("_pressroom").is_some_and(Value::is_object),
            is_export: head.get("_pressroom").is_some_and(|it| it["exported"] == true),
            is_own: false,
            hubs: hubs(&head),
        };
        Some((around, list))
    }

    /// Relative addresses mean the site, as in RSS, wherever the feed is kept. What the feed
    /// calls its own address may be the one it was asked at, with a token in it.
    fn on_its_site(self) -> Self {
        let site = self.site.as_deref().and_then(|said| WebAddress::parse(said).ok());
        let base = site.or_else(|| self.base.clone());
        Self { base, ..self }
    }

    fn fingerprint(&self) -> Fingerprint {
        let authors = serde_json::to_string(&self.authors).unwrap_or_default();
        let base = self.base.as_ref().map(ToString::to_string);
        let parts = [&self.title, &self.site, &self.feed, &self.language, &base];
        let parts = parts.into_iter().map(|part| part.as_deref().unwrap_or_default());
        Fingerprint::of_parts(parts.chain([authors.as_str()]).map(str::as_bytes))
    }

    fn origin(&self) -> Option<RawOrigin> {
        let origin = RawOrigin {
            title: self.title.clone(),
            feed: self.feed.clone(),
            site: self.site.clone(),
            rights: None,
        };
        (origin != RawOrigin::default()).then_some(origin)
    }
}

/// The members around the items that are read.
const HEAD: [&str; 8] = [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "language",
    "authors",
    "author",
    "_pressroom",
];

/// Whether a list without a version beside it is one of articles.
fn holds_items(list: &str) -> bool {
    pieces(list).next().is_some_and(|first| {
        pieces(first.value).filter_map(|member| member.name).any(|name| {
            matches!(name, "\"content_html\"" | "\"content_text\"" | "\"date_published\"")
        })
    })
}

fn read_item(json: &str, around: &Around) -> Result<RawItem, String> {
    let value: Value = serde_json::from_str(json)
        .or_else(|problem| serde_json::from_str(&mended(json)).map_err(|_| problem))
        .map_err(|problem| format!("not JSON: {problem}"))?;
    let Value::Object(object) = value else {
        return Err("not a JSON object: an item is one, with an id and a content".to_owned());
    };
    let base = around.base.as_ref();
    let text = |name| text_of(&object, name);
    let words = |name| words_of(&object, name);
    let address = |name| text(name).map(|reference| join(base, &reference));
    let url = address("url").or_else(|| address("external_url"));
    let authors = Some(authors(&object)).filter(|all| !all.is_empty());
    let authors = authors.unwrap_or_else(|| around.authors.clone());
    let is_ours = around.is_export || around.is_own;
    let date = |name| apart(moment(&object, name, around.zone, is_ours));
    let (published, not_published) = date("date_published");
    let (updated, not_updated) = date("date_modified");
    let of_term = |name| term(&object, name, around.zone);
    let (publish_at, expires_at) = (of_term("publish_at")?, of_term("expires_at")?);
    let mut item = RawItem {
        title: words("title").map(RawText::Plain),
        url,
        base: around.base.clone(),
        is_on_its_page: true,
        published,
        updated,
        publish_at,
        expires_at,
        date_fault: not_published
            .as_ref()
            .filter(|(_, fault)| fault.is_of_the_zone())
            .map(|(_, fault)| fault.to_string()),
        unreadable_date: not_published.or(not_updated).map(|(text, _)| text),
        authors,
        summary: words("summary").map(RawText::Plain),
        content: words("content_html")
            .map(|html| RawText::Html(unwrapped(html)))
            .or_else(|| words("content_text").map(RawText::Plain)),
        language: text("language").or_else(|| around.language.clone()),
        tags: tags(&object),
        media: media(&object, base),
        origin: around.origin(),
        withheld: is_draft(&object).then(Withheld::default),
        ..RawItem::default()
    };
    let given =
        text("id").or_else(|| object.get("id").filter(|id| id.is_number()).map(Value::to_string));
    let nothing = item.title.is_none() && item.url.is_none() && item.summary.is_none();
    if nothing && item.content.is_none() && item.media.is_empty() && given.is_none() {
        return Err("the item is empty: give it an id, and content_html or content_text".to_owned());
    }
    let page = given.as_deref().filter(|id| is_web(id) || id.starts_with('/'));
    item.url = item.url.or_else(|| page.map(|id| join(base, id)));
    if around.is_export {
        exported::read(&object, &mut item);
    } else if around.is_own {
        as_published::take_off(&object, &mut item);
    }
    name(&mut item, given, Namers { site: around.site.as_deref(), asked: around.asked.as_ref() });
    Ok(item)
}
