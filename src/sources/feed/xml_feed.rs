//! RSS, RDF, Atom and CDF: from the text of a document to its items. An item
//! whose fingerprint is known is not read at all.

use super::channel::{Channel, Inherited, read_channel};
use super::construct::Texts;
use super::duplicates::{Found, Settled};
use super::item::read_item;
use super::left_out::{self, LeftOut};
use super::names::Bindings;
use super::outline::{Outline, Slice, outline};
use super::reading::{MAX_ITEMS, Reading, too_many};
use super::tree::Tree;
use super::wordpress::{Attachments, Export, Post};
use super::{blogger, duplicates, tombstones};
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, RawOrigin, Rejection, Withheld};
use crate::sources::Known;
use crate::text::dates::{self, Way};
use crate::web_address::WebAddress;
use chrono_tz::Tz;

/// Reads the text of a document; `None` if there is no feed in it.
pub(super) fn read_xml(
    text: &str,
    base: Option<&WebAddress>,
    zone: Tz,
    known: &Known,
) -> Option<Reading> {
    let outline = outline(text, MAX_ITEMS);
    let head = read_channel(&outline.around, base);
    let is_headless = head.is_none();
    let channel = Channel { way: way_of(text, zone), ..head.unwrap_or_default() };
    let reader = Reader::new(text, &outline, &channel).with_export();
    let mut found = Found::default();
    let mut rejections = Vec::new();
    let mut beside = Known::new();
    let mut around: Option<(Option<usize>, Inherited)> = None;
    for (place, slice) in outline.items.iter().enumerate() {
        let inherited = match around.take() {
            Some((parent, inherited)) if parent == slice.parent => inherited,
            _ => channel.inherited(&outline.around, slice.parent, base),
        };
        let fingerprint = reader.fingerprint(slice, &inherited);
        if known.contains(&fingerprint) {
            found.known.push(place);
            beside.insert(fingerprint);
        } else {
            match reader.read(slice, &inherited, fingerprint) {
                Some(item) => found.new.push(item),
                None => rejections.push(reader.unreadable(place, slice)),
            }
        }
        around = Some((slice.parent, inherited));
    }
    if is_headless && found.known.is_empty() && !found.new.iter().any(is_article) {
        return None;
    }
    let is_damaged = outline.is_damaged() || !rejections.is_empty();
    let known_count = found.known.len();
    let again = |place: usize| {
        let slice = outline.items.get(place)?;
        let inherited = channel.inherited(&outline.around, slice.parent, base);
        reader.read(slice, &inherited, reader.fingerprint(slice, &inherited))
    };
    let written =
        |place: usize| outline.items.get(place).map_or("", |slice| &text[slice.range.clone()]);
    let stones = tombstones::of_atom(&outline.around);
    let seen = if stones.is_empty() { Vec::new() } else { found.known.clone() };
    let Settled { mut items, shared } = duplicates::settle(found, written, again, &mut rejections);
    let left_out = counted(&items);
    let withdrawals = tombstones::settle(stones, &mut items, seen.into_iter().filter_map(again));
    rejections.extend(too_many(outline.beyond));
    Some(Reading {
        title: channel.title,
        site: channel.site,
        language: channel.language,
        items,
        known: known_count,
        beside: is_whole(&outline).then_some(beside),
        shared,
        rejections,
        withdrawals,
        is_damaged,
        is_ours: channel.is_ours,
        feed: channel.feed,
        hubs: channel.hubs,
        left_out,
    })
}

/// What of an export is no published article.
fn counted(items: &[RawItem]) -> LeftOut {
    let mut left_out = LeftOut::new();
    for kind in items.iter().filter_map(|item| item.withheld.as_ref()?.kind.as_deref()) {
        left_out::count(&mut left_out, kind);
    }
    left_out
}

/// Whether the document has been read to its end, and all its items with it.
fn is_whole(outline: &Outline<'_>) -> bool {
    !outline.is_open && outline.beyond == 0 && !outline.items.iter().any(|slice| slice.cut)
}

/// What the dates of a document do not say themselves.
fn way_of(text: &str, zone: Tz) -> Way {
    Way { zone, month_first: dates::has_month_first(text) }
}

/// Whether an item without a feed around it is one all the same: the start tag
/// of a feed may be what is damaged.
pub(super) fn is_article(item: &RawItem) -> bool {
    item.title.is_some() && (item.url.is_some() || item.published.or(item.updated).is_some())
}

pub(super) struct Reader<'r, 'a> {
    pub(super) text: &'a str,
    pub(super) outline: &'r Outline<'a>,
    pub(super) channel: &'r Channel,
    pub(super) origin: Option<RawOrigin>,
    /// What an export of WordPress says of all its items.
    export: Option<(Export, Attachments)>,
}

impl<'r, 'a> Reader<'r, 'a> {
    pub(super) fn new(text: &'a str, outline: &'r Outline<'a>, channel: &'r Channel) -> Self {
        Self { text, outline, channel, origin: channel.origin(), export: None }
    }

    /// With what all items of an export share: its people, and its files.
    fn with_export(mut self) -> Self {
        let (around, bindings) = (&self.outline.around, Bindings::default());
        let texts = Texts { tree: around, is_atom: false, bindings: &bindings };
        let Some(export) = Export::read(around, &texts) else { return self };
        let mut files = Attachments::new();
        let is_file =
            |slice: &&Slice<'a>| self.text[slice.range.clone()].contains("attachment_url");
        for slice in self.outline.items.iter().filter(is_file) {
            let bindings = &*slice.bindings;
            let tree = Tree::of_item(self.text, slice.range.clone(), bindings.clone());
            let texts = Texts { tree: &tree, is_atom: false, bindings };
            let inherited = self.channel.inherited(around, slice.parent, None);
            let item = read_item(&texts, slice.cut, self.channel, &inherited, None);
            let post = Post::read(&texts, self.channel.way.zone);
            if let Some((item, post)) = item.zip(post) {
                post.attach(&item, &mut files);
            }
        }
        self.export = Some((export, files));
        self
    }

    /// An item of a site's export, which has what readers never had beside the rest.
    fn of_export(&self, texts: &Texts<'_, '_>, mut item: RawItem) -> RawItem {
        let Some(post) = Post::read(texts, self.channel.way.zone) else {
            let kind = blogger::says_it_is_none(texts);
            item.withheld = kind.map(|kind| Withheld { kind: Some(kind), reason: None });
            return item;
        };
        if !post.is_exported() {
            return item;
        }
        let nothing = (Export::default(), Attachments::new());
        let (export, files) = self.export.as_ref().unwrap_or(&nothing);
        item.withheld = post.withheld(&item, files);
        match item.withheld {
            Some(_) => item,
            None => export.article(item, &post, files).0,
        }
    }

    /// Of the item as it is written, and of what flows into it from around.
    pub(super) fn fingerprint(&self, slice: &Slice<'a>, inherited: &Inherited) -> Fingerprint {
        let around = inherited.fingerprint.map(Fingerprint::to_bytes).unwrap_or_default();
        Fingerprint::of_parts([&around[..], self.text[slice.range.clone()].as_bytes()])
    }

    fn read(
        &self,
        slice: &Slice<'a>,
        inherited: &Inherited,
        arrived: Fingerprint,
    ) -> Option<RawItem> {
        let bindings = &*slice.bindings;
        let tree = Tree::of_item(self.text, slice.range.clone(), bindings.clone());
        let texts = Texts { tree: &tree, is_atom: self.channel.is_atom, bindings };
        let mut item = read_item(&texts, slice.cut, self.channel, inherited, self.origin.as_ref())?;
        if item.withheld.is_none() {
            item = self.of_export(&texts, item);
        }
        // Without an `xml:base` a text is relative to its own page.
        let is_on_its_page = !inherited.base_is_said && item.base == inherited.base;
        Some(RawItem { arrived: Some(arrived), is_on_its_page, ..item })
    }

    pub(super) fn unreadable(&self, place: usize, slice: &Slice<'a>) -> Rejection {
        let reason = if slice.cut {
            "the document ends before this item's title, guid and date: it is read when the feed comes whole"
        } else {
            "the item is empty: ask the publisher for a title, a link or a text"
        };
        let at = place + 1;
        let of = self.outline.items.len();
        Rejection {
            kind: crate::raw_item::RefusalKind::Fault,
            key: format!("item {at} of {of}"),
            title: None,
            reason: reason.to_owned(),
        }
    }
}
