//! Reads an archive of articles portion by portion, in bounded memory: a feed of
//! any length, or a WordPress export. JSON, with the export of Ghost, is read whole. An
//! item that the file ends inside is refused: the rest of it may come yet.

use super::blogger;
use super::channel::{Channel, Inherited, read_channel};
use super::construct::Texts;
use super::ghost;
use super::item::read_item;
use super::json_feed::read_json_up_to;
use super::left_out::{self, LeftOut};
use super::names::Bindings;
use super::not_taken::NotTaken;
use super::outline::{Slice, outline};
use super::strange_file::strange_file;
use super::tree::Tree;
pub use super::wordpress::Attachments;
use super::wordpress::{Export, Post};
use super::xml_feed::{Reader, is_article};
use super::{FeedError, MAX_BYTES};
use crate::raw_item::{RawItem, Rejection};
use crate::sources::Known;
use crate::text::dates::Way;
use crate::text::text_stream::TextStream;
use chrono_tz::Tz;
use memchr::memmem;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// How much text is looked at together, in bytes; more where one item is longer.
const WINDOW: usize = 2 << 20;

/// A section that has not ended after so many bytes is taken for one without an end.
const LONGEST_SECTION: usize = 16 << 20;

/// An item of an archive.
#[derive(Clone, Debug)]
pub struct Archived {
    /// The item.
    pub item: RawItem,
    /// The categories that it is filed under, which may name sections.
    pub filed_under: Vec<String>,
    /// A pressroom wrote it: what it is called there may be an article's id.
    pub is_ours: bool,
    /// What wrote the archive names no address of its site: what the item leads to is
    /// relative to that.
    pub is_of_a_nameless_site: bool,
}

impl Archived {
    /// An item that is filed under its keywords.
    fn of(item: RawItem) -> Self {
        let filed_under = item.tags.clone();
        Self { item, filed_under, is_ours: false, is_of_a_nameless_site: false }
    }
}

/// Some items of an archive.
#[derive(Clone, Debug, Default)]
pub struct Portion {
    /// In the order of the file.
    pub items: Vec<Archived>,
    /// What could not be read, or may not come in, with the item where there is one.
    pub rejections: Vec<NotTaken>,
    /// Items that are not published articles: drafts, pages, pictures.
    pub left_out: LeftOut,
    /// Those of them that were public, by the kind of post that a site made for itself.
    pub other_kinds: BTreeMap<String, usize>,
    /// The shortcodes that were taken off around what they lay out, and in how many posts.
    pub unwrapped: BTreeMap<String, usize>,
}

/// Why an archive cannot be read on.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The system refuses.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// It is something else.
    #[error("{0}")]
    NotAFeed(#[from] FeedError),
    /// One item, or what stands before the first, is longer than anything real.
    #[error("more than {MAX_BYTES} bytes without the end of an item: check that this is a feed")]
    Endless,
}

/// An archive, as far as it was read.
pub struct Portions<R> {
    name: String,
    stream: TextStream<R>,
    /// What stands before the first item, then the items that are not read yet.
    text: String,
    /// How much of `text` stands before the first item; `None` before it is known.
    head: Option<usize>,
    ended: bool,
    done: bool,
    /// How many items were read, for messages.
    count: usize,
    /// There is nothing of a feed before the first item.
    is_headless: bool,
    /// The zone of the dates that name none.
    zone: Tz,
}

impl<R: Read> Portions<R> {
    /// Begins to read; `name` is what messages call it.
    pub fn new(name: &str, from: R) -> Self {
        Self {
            name: name.to_owned(),
            stream: TextStream::new(from),
            text: String::new(),
            head: None,
            ended: false,
            done: false,
            count: 0,
            is_headless: false,
            zone: Tz::UTC,
        }
    }

    /// With dates that name no zone in this one.
    #[must_use]
    pub fn in_zone(self, zone: Tz) -> Self {
        Self { zone, ..self }
    }

    /// How many bytes were read so far.
    pub fn bytes(&self) -> u64 {
        self.stream.bytes()
    }

    /// The next items; empty at the end.
    ///
    /// # Errors
    /// When it cannot be read, or is not a feed.
    pub fn next_portion(
        &mut self,
        pictures: &Attachments,
    ) -> Result<Option<Portion>, ArchiveError> {
        let is_first = self.head.is_none();
        let portion = self.step(|window, portion| window.read(portion, pictures))?;
        let any = |portion: &Portion| portion.items.iter().any(|one| is_article(&one.item));
        if is_first && self.is_headless && !portion.as_ref().is_some_and(any) {
            return Err(self.not_a_feed());
        }
        Ok(portion)
    }

    /// All pictures and other files of a WordPress export, whose articles name them by number
    /// only. It reads the whole archive, and nothing of one that is no export.
    ///
    /// # Errors
    /// As [`Portions::next_portion`].
    pub fn pictures(&mut self) -> Result<Attachments, ArchiveError> {
        let mut pictures = Attachments::new();
        loop {
            let mut is_export = true;
            let step = self.step(|window, _| {
                is_export = window.export().is_some();
                window.pictures(&mut pictures);
            })?;
            if step.is_none() || !is_export {
                return Ok(pictures);
            }
        }
    }

    fn step(
        &mut self,
        look: impl FnOnce(&Window<'_>, &mut Portion),
    ) -> Result<Option<Portion>, ArchiveError> {
        let mut wanted = self.head.unwrap_or_default() + WINDOW;
        loop {
            if self.done {
                return Ok(None);
            }
            while !self.ended && self.text.len() < wanted {
                self.ended = !self.stream.read_into(&mut self.text)?;
            }
            if self.text.trim_start().starts_with(['{', '[']) {
                return self.json().map(Some);
            }
            let mut portion = Portion::default();
            let is_long = self.text.len() > self.head.unwrap_or_default() + LONGEST_SECTION;
            let window = Window::of(&self.text, self.ended, is_long, (self.count, self.zone));
            if window.items.is_empty() && !self.ended {
                wanted = self.text.len() * 2;
                if wanted > MAX_BYTES * 2 {
                    return Err(ArchiveError::Endless);
                }
                continue;
            }
            look(&window, &mut portion);
            self.is_headless = window.is_headless;
            self.count += window.items.len();
            let (head, next) = (window.head, window.next);
            self.done = self.ended;
            self.head = Some(head);
            self.text.drain(head..next);
            return Ok(Some(portion));
        }
    }

    fn json(&mut self) -> Result<Portion, ArchiveError> {
        while !self.ended {
            if self.text.len() > MAX_BYTES {
                let bytes = self.text.len();
                return Err(FeedError::TooLarge { address: self.name.clone(), bytes }.into());
            }
            self.ended = !self.stream.read_into(&mut self.text)?;
        }
        self.done = true;
        if let Some(ghost::Posts { items, rejections, left_out }) =
            ghost::read(&self.text, self.zone)
        {
            let filed = |item| Archived { is_of_a_nameless_site: true, ..Archived::of(item) };
            let items = items.into_iter().map(filed).collect();
            let rejections = rejections.into_iter().map(NotTaken::from).collect();
            return Ok(Portion { items, rejections, left_out, ..Portion::default() });
        }
        let reading = read_json_up_to(&self.text, None, self.zone, &Known::default(), usize::MAX);
        let reading = reading.ok_or_else(|| self.not_a_feed())?;
        let (items, is_ours) = (reading.items.into_iter(), reading.is_ours);
        let items = items.map(|item| Archived { is_ours, ..Archived::of(item) });
        let rejections = reading.rejections.into_iter().map(NotTaken::from).collect();
        Ok(Portion { items: items.collect(), rejections, ..Portion::default() })
    }

    fn not_a_feed(&self) -> ArchiveError {
        let address = self.name.clone();
        if self.text.trim().is_empty() {
            return FeedError::Empty { address }.into();
        }
        let (found, remedy) = strange_file(&self.text);
        FeedError::NotAFeed { address, found, remedy }.into()
    }
}

/// The items that are whole in a piece of the text.
struct Window<'a> {
    text: &'a str,
    outline: super::outline::Outline<'a>,
    /// How many items of the outline are whole.
    items: Vec<Slice<'a>>,
    channel: Channel,
    is_headless: bool,
    /// Where the first item begins.
    head: usize,
    /// Where to go on.
    next: usize,
    /// How many items came before.
    before: usize,
}

impl<'a> Window<'a> {
    fn of(text: &'a str, is_last: bool, is_long: bool, (before, zone): (usize, Tz)) -> Self {
        let mut outline = outline(text, usize::MAX);
        let mut items = std::mem::take(&mut outline.items);
        let head = items.first().map_or(text.len(), |first| first.range.start);
        let mut next = text.len();
        if !is_last {
            // The last item may go on, and what a section without an end holds may
            // look like items.
            let sure = if is_long { text.len() } else { unended(text) };
            let whole = items.iter().take_while(|item| item.range.end <= sure).count();
            let whole = whole.min(items.len().saturating_sub(1));
            next = items.get(whole).map_or(text.len(), |item| item.range.start);
            items.truncate(whole);
        }
        let channel = read_channel(&outline.around, None);
        let is_headless = channel.is_none();
        let channel = Channel { way: Way::in_zone(zone), ..channel.unwrap_or_default() };
        Self { text, outline, items, channel, is_headless, head, next, before }
    }

    fn export(&self) -> Option<Export> {
        let bindings = Bindings::default();
        let around = &self.outline.around;
        Export::read(around, &Texts { tree: around, is_atom: false, bindings: &bindings })
    }

    fn read(&self, portion: &mut Portion, pictures: &Attachments) {
        let export = self.export();
        let nameless = Export::default();
        for (place, slice) in self.items.iter().enumerate() {
            if slice.cut {
                portion.rejections.push(self.cut(place).into());
                continue;
            }
            let Some((item, post)) = self.item(slice) else {
                portion.rejections.push(self.empty(place).into());
                continue;
            };
            if let Some(reason) = post.as_ref().and_then(|post| post.refusal(&item, pictures)) {
                portion.rejections.push(NotTaken::item(item, reason));
                continue;
            }
            match (export.as_ref(), post) {
                _ if item.withheld.is_some() => {
                    let kind = item.withheld.and_then(|withheld| withheld.kind);
                    left_out::count(&mut portion.left_out, kind.as_deref().unwrap_or("draft"));
                }
                (None, None) => {
                    let is_ours = self.channel.is_ours;
                    let is_of_a_nameless_site =
                        item.url.as_deref().is_some_and(|url| url.starts_with('/'));
                    let archived = Archived::of(item);
                    portion.items.push(Archived { is_ours, is_of_a_nameless_site, ..archived });
                }
                (export, Some(post)) => {
                    portion.take(export.unwrap_or(&nameless), item, post, pictures);
                }
                // An export says of every post whether it was public.
                (Some(_), None) => left_out::count(&mut portion.left_out, "unknown"),
            }
        }
    }

    fn pictures(&self, pictures: &mut Attachments) {
        let mark = memmem::Finder::new(b"attachment_url");
        let holds_one =
            |slice: &&Slice<'a>| mark.find(self.text[slice.range.clone()].as_bytes()).is_some();
        for slice in self.items.iter().filter(holds_one) {
            if let Some((item, Some(post))) = self.item(slice) {
                post.attach(&item, pictures);
            }
        }
    }

    fn item(&self, slice: &Slice<'a>) -> Option<(RawItem, Option<Post>)> {
        let inherited = self.inherited(slice);
        let bindings = &*slice.bindings;
        let tree = Tree::of_item(self.text, slice.range.clone(), bindings.clone());
        let texts = Texts { tree: &tree, is_atom: self.channel.is_atom, bindings };
        let origin = self.channel.origin();
        let mut item = read_item(&texts, slice.cut, &self.channel, &inherited, origin.as_ref())?;
        if let Some(kind) = blogger::no_post(&texts) {
            item.withheld.get_or_insert_default().kind = Some(kind);
        }
        let reader = Reader::new(self.text, &self.outline, &self.channel);
        let arrived = Some(reader.fingerprint(slice, &inherited));
        item.url = item.url.or_else(|| blogger::place(&texts));
        Some((RawItem { arrived, ..item }, Post::read(&texts, self.channel.way.zone)))
    }

    fn inherited(&self, slice: &Slice<'a>) -> Inherited {
        self.channel.inherited(&self.outline.around, slice.parent, None)
    }

    fn cut(&self, place: usize) -> Rejection {
        let reason = "the file ends inside this item: import the whole file";
        self.rejection(place, reason)
    }

    fn empty(&self, place: usize) -> Rejection {
        self.rejection(place, "the item is empty")
    }

    fn rejection(&self, place: usize, reason: &str) -> Rejection {
        let key = format!("item {}", self.before + place + 1);
        Rejection {
            kind: crate::raw_item::RefusalKind::Fault,
            key,
            title: None,
            reason: reason.to_owned(),
        }
    }
}

impl Portion {
    /// A post of WordPress, as an article or as what it is in the place of one.
    fn take(&mut self, export: &Export, item: RawItem, post: Post, files: &Attachments) {
        if let Some(kind) = post.other_kind() {
            *self.other_kinds.entry(kind.to_owned()).or_default() += 1;
        }
        if let Some(kind) = post.left_out() {
            return left_out::count(&mut self.left_out, kind);
        }
        let (item, unwrapped) = export.article(item, &post, files);
        for name in unwrapped {
            *self.unwrapped.entry(name).or_default() += 1;
        }
        self.items.push(Archived { filed_under: post.categories, ..Archived::of(item) });
    }
}

/// Where the first section begins that does not end in the text; its end when all do.
fn unended(text: &str) -> usize {
    let bytes = text.as_bytes();
    let of = |open: &str, close: &str| {
        let closed = memmem::rfind(bytes, close.as_bytes()).unwrap_or_default();
        memmem::find(&bytes[closed..], open.as_bytes()).map_or(text.len(), |at| closed + at)
    };
    of("<![CDATA[", "]]>").min(of("<!--", "-->"))
}
