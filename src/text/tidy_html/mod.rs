//! Puts HTML in order before it is judged: every element closed in its place,
//! nested no deeper than is sane, addresses absolute, pictures that a script
//! would have loaded given their address. It works in one linear pass, so that no
//! input can make the tree builder after it slow. It is not the judge of what is
//! safe: `clean_html` is, and reads everything that comes out of here.

mod attributes;
mod edit_text;
mod elements;
mod embed;
mod formulas;
mod hidden_mail;
mod marks;
mod nest;

pub(super) use attributes::SIDES;
pub(super) use edit_text::edit_text;
pub(super) use elements::{ATTRIBUTES, EVERYWHERE};

use super::elements::{is_block, is_table_part, is_void, of_article};
use super::embeds::Embeds;
use super::html_pieces::{Onward, Piece, attribute, each_piece};
use super::unseen::Unseen;
use crate::web_address::WebAddress;
use attributes::{
    escape_text, resolve_link, resolve_media, resolve_srcset, side_of_cell, write_attribute,
};
use elements::is_left_out;
use formulas::Formulas;
use html5ever::tokenizer::Tag;
use nest::Nest;
use std::collections::HashSet;

/// Where scripts that load pictures late keep their address.
const LATE_SRC: &[&str] = &["data-src", "data-lazy-src", "data-original", "data-original-src"];
/// Where they keep the list of sizes.
const LATE_SRCSET: &[&str] = &["data-srcset", "data-lazy-srcset"];

/// Elements deeper than this are taken off; their content stays.
const DEEPEST: usize = 48;

/// A text that is longer is given to the tree builder in parts.
const LONGEST_RUN: usize = 8 << 10;

/// A fragment in order.
pub(super) struct Tidied {
    pub(super) html: String,
    /// Frames of players are in it.
    pub(super) has_frames: bool,
}

/// The fragment in order; relative addresses are resolved against `base`, those within
/// the `page` against that, and dropped when there is none.
pub(super) fn tidy(
    html: &str,
    base: Option<&WebAddress>,
    page: Option<&WebAddress>,
    embeds: &Embeds,
) -> Tidied {
    let mut tidy = Tidy {
        nest: Nest::of_about(html.len() + html.len() / 8),
        left_out: None,
        unseen: Unseen::of(html),
        after_late_picture: false,
        pre_begins: usize::MAX,
        text_begins: 0,
        base,
        page: page.or(base),
        embeds,
        formulas: Formulas::default(),
        marks: marks::linked(html),
        has_frames: false,
    };
    each_piece(html, |piece| {
        tidy.take(&piece);
        Onward::Yes
    });
    tidy.nest.close_to(0);
    Tidied { html: tidy.nest.out, has_frames: tidy.has_frames }
}

struct Tidy<'a> {
    /// What is written.
    nest: Nest,
    left_out: Option<LeftOut>,
    /// Knows what is hidden.
    unseen: Unseen,
    /// The last thing written was a picture whose address came from a late one:
    /// the `noscript` that follows it says the same again.
    after_late_picture: bool,
    /// Where in `out` a `pre` began: line ends there are not part of its text.
    pre_begins: usize,
    /// Where in `out` the text that grows begins, at the latest.
    text_begins: usize,
    base: Option<&'a WebAddress>,
    /// The page that the fragment is on.
    page: Option<&'a WebAddress>,
    embeds: &'a Embeds,
    formulas: Formulas,
    /// The names of places that links in the fragment lead to; each is kept once.
    marks: HashSet<String>,
    has_frames: bool,
}

/// An element that is being left out with all its content.
struct LeftOut {
    name: String,
    /// Elements open in it, whatever their name.
    inner: usize,
    /// Elements of its own name open in it.
    same: usize,
}

impl Tidy<'_> {
    fn take(&mut self, piece: &Piece<'_>) {
        let is_unseen = self.unseen.hides(piece);
        if self.left_out.is_some() && self.pass_over(piece) {
            return;
        }
        if is_unseen {
            return self.pass_unseen(piece);
        }
        match piece {
            Piece::Open(tag) => {
                if !tag.self_closing && !is_void(&tag.name) {
                    let last = self.nest.out.chars().next_back();
                    self.nest.out.extend(self.formulas.start(&tag.name, last));
                }
                self.start(tag);
            }
            Piece::Close(tag) => {
                self.formulas.end(&tag.name);
                self.end(&tag.name);
            }
            Piece::Text(text) => {
                if !text.trim().is_empty() {
                    self.after_late_picture = false;
                }
                if !text.trim().is_empty() {
                    self.nest.open_cell();
                }
                let at_pre = self.nest.out.len() == self.pre_begins;
                let text = if at_pre { text.trim_start_matches(['\n', '\r']) } else { text };
                escape_text(text, &mut self.nest.out);
                self.part_text();
            }
        }
    }

    /// The tree builder copies a text each time it grows: a comment, which it drops, begins
    /// another.
    fn part_text(&mut self) {
        if self.nest.out.len() - self.text_begins > LONGEST_RUN {
            self.nest.out.push_str("<!---->");
            self.text_begins = self.nest.out.len();
        }
    }

    /// What nobody sees keeps words apart, and no more.
    fn pass_unseen(&mut self, piece: &Piece<'_>) {
        if let Piece::Open(tag) = piece
            && is_block(&tag.name)
        {
            self.part();
        }
    }

    /// Handles a piece inside what is left out. `false`: it ends that, and is to
    /// be handled like any other.
    fn pass_over(&mut self, piece: &Piece<'_>) -> bool {
        let Some(left_out) = &mut self.left_out else { return false };
        match piece {
            Piece::Open(tag) if !tag.self_closing && !is_void(&tag.name) => {
                left_out.inner += 1;
                left_out.same += usize::from(*left_out.name == *tag.name);
            }
            Piece::Open(_) | Piece::Text(_) => {}
            Piece::Close(tag) if *left_out.name == *tag.name => match left_out.same {
                0 => self.left_out = None,
                _ => left_out.same -= 1,
            },
            // An element that was never closed must not swallow the rest.
            Piece::Close(tag) if left_out.inner == 0 && self.nest.open.contains(&&*tag.name) => {
                self.left_out = None;
                return false;
            }
            Piece::Close(_) => left_out.inner = left_out.inner.saturating_sub(1),
        }
        true
    }

    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if let Some(address) = attribute(tag, "data-cfemail").and_then(hidden_mail::from_cipher) {
            self.person(&address);
            self.left_out = Some(LeftOut { name: name.to_owned(), inner: 0, same: 0 });
            return;
        }
        if matches!(name, "iframe" | "embed" | "object") {
            self.embed(tag);
        }
        let repeats_picture = name == "noscript" && self.after_late_picture;
        if repeats_picture || is_left_out(name) {
            if !tag.self_closing && !is_void(name) {
                self.left_out = Some(LeftOut { name: name.to_owned(), inner: 0, same: 0 });
            }
            return;
        }
        // The table's own name, so that the stack can keep it without copying.
        let Some(name) = of_article(name) else {
            if is_block(name) {
                self.part();
            }
            return;
        };
        self.nest.close_what_ends_before(name);
        if is_table_part(name) {
            if !self.nest.open.contains(&"table") {
                self.part();
                return;
            }
            if matches!(name, "tr" | "td" | "th") {
                self.nest.open_rows();
            }
            if matches!(name, "td" | "th") && self.nest.open.last() != Some(&"tr") {
                self.nest.push("tr");
            }
        } else {
            self.nest.open_cell();
        }
        if matches!(name, "img" | "source") {
            self.picture(name, tag);
            return;
        }
        let link_in_link = name == "a" && self.nest.open.contains(&name);
        if link_in_link || (!is_void(name) && self.nest.open.len() >= DEEPEST) {
            return;
        }
        self.after_late_picture = false;
        self.nest.out.push('<');
        self.nest.out.push_str(name);
        self.attributes(name, tag);
        self.nest.out.push('>');
        if !is_void(name) {
            self.nest.open.push(name);
        }
        if name == "pre" {
            self.pre_begins = self.nest.out.len();
        }
    }

    /// Writes what an element says of itself.
    fn attributes(&mut self, name: &str, tag: &Tag) {
        for one in &tag.attrs {
            self.attribute(name, &one.name.local, &one.value);
        }
        if matches!(name, "td" | "th")
            && let Some(side) = side_of_cell(tag)
        {
            write_attribute("align", side, &mut self.nest.out);
        }
    }

    /// Writes a link to a person, unless it is within one already.
    fn person(&mut self, address: &str) {
        self.nest.open_cell();
        let is_linked = self.nest.open.contains(&"a");
        if !is_linked {
            self.nest.out.push_str("<a");
            write_attribute("href", &format!("mailto:{address}"), &mut self.nest.out);
            self.nest.out.push('>');
        }
        escape_text(address, &mut self.nest.out);
        if !is_linked {
            self.nest.out.push_str("</a>");
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            self.nest.out.push_str("<br>");
        }
        // The end tag of something inside a line does not close the block around it.
        let inline = !is_block(name);
        let found = self
            .nest
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, open)| !(inline && is_block(open)) || **open == name)
            .find(|(_, open)| **open == name);
        if let Some((at, _)) = found {
            self.nest.close_to(at);
        } else if is_block(name) && of_article(name).is_none() {
            self.part();
        }
    }

    /// Keeps words apart where an element that parted them is taken off.
    fn part(&mut self) {
        if self.nest.out.len() != self.pre_begins {
            self.nest.out.push('\n');
        }
    }

    /// Writes a picture, or a source of one: with an address, or not at all.
    fn picture(&mut self, name: &str, tag: &Tag) {
        let is_pixel = |side| attribute(tag, side).is_some_and(|px| matches!(px.trim(), "0" | "1"));
        let late = |names: &[&str]| names.iter().find_map(|name| attribute(tag, name));
        let late_src = late(LATE_SRC).and_then(|src| resolve_media(src, self.base));
        let src = late_src
            .clone()
            .or_else(|| attribute(tag, "src").and_then(|src| resolve_media(src, self.base)));
        let srcset = late(LATE_SRCSET)
            .or_else(|| attribute(tag, "srcset"))
            .and_then(|list| resolve_srcset(list, self.base));
        if (src.is_none() && srcset.is_none()) || (is_pixel("width") && is_pixel("height")) {
            return;
        }
        self.after_late_picture = late_src.is_some();
        self.nest.out.push('<');
        self.nest.out.push_str(name);
        if let Some(src) = src {
            write_attribute("src", &src, &mut self.nest.out);
        }
        if let Some(srcset) = srcset {
            write_attribute("srcset", &srcset, &mut self.nest.out);
        }
        for one in tag.attrs.iter().filter(|one| !matches!(&*one.name.local, "src" | "srcset")) {
            self.attribute(name, &one.name.local, &one.value);
        }
        self.nest.out.push('>');
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) {
        if name == "id" || (name == "name" && element == "a") {
            if self.marks.remove(value.trim()) {
                write_attribute("id", value.trim(), &mut self.nest.out);
            }
            return;
        }
        let own = ATTRIBUTES.iter().find(|(of, _)| *of == element);
        if !EVERYWHERE.contains(&name) && !own.is_some_and(|(_, own)| own.contains(&name)) {
            return;
        }
        match name {
            // Of a cell, which is asked as a whole.
            "align" => {}
            "href" => {
                if let Some(hidden) = hidden_mail::from_link(value) {
                    if let Some(address) = hidden {
                        write_attribute(name, &format!("mailto:{address}"), &mut self.nest.out);
                    }
                    return;
                }
                // `#note` is on this page, wherever its pictures are (RFC 3986 §4.4).
                let base = if value.trim().starts_with('#') { self.page } else { self.base };
                if let Some(address) = resolve_link(value, base) {
                    write_attribute(name, &address, &mut self.nest.out);
                }
            }
            "src" | "poster" => {
                if let Some(address) = resolve_media(value, self.base) {
                    write_attribute(name, &address, &mut self.nest.out);
                }
            }
            _ => write_attribute(name, value, &mut self.nest.out),
        }
    }
}
