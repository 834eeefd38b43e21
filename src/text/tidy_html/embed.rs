//! What stands in the place of an embedded player: a link to what it plays, or a
//! frame that is made anew. Which players are known is not decided here.

use super::attributes::{escape_text, write_attribute};
use super::{LATE_SRC, Tidy};
use crate::text::html_pieces::attribute;
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use html5ever::tokenizer::Tag;

/// Where a link that stands alone is a paragraph.
const HOLDS_PARAGRAPHS: &[&str] =
    &["article", "aside", "blockquote", "div", "figure", "li", "main", "section", "td"];

impl Tidy<'_> {
    /// Writes what stands for a player, when the tag is one of a known player.
    pub(super) fn embed(&mut self, tag: &Tag) {
        let late = LATE_SRC.iter().chain(&["src", "data"]).filter_map(|name| attribute(tag, name));
        let addresses = late.filter_map(|src| {
            let src = src.trim();
            WebAddress::parse(src).ok().or_else(|| self.base?.join(src).ok()).or_else(|| {
                // An address without a scheme is on the web, whatever the page is.
                WebAddress::parse(&format!("https:{src}")).ok().filter(|_| src.starts_with("//"))
            })
        });
        let mut players = addresses.filter_map(|address| self.embeds.player(&address));
        let Some(player) = players.next() else { return };
        drop(players);
        // A link does not stand in another one.
        if self.nest.open.contains(&"a") {
            return;
        }
        self.nest.open_cell();
        let title = attribute(tag, "title").map(one_line).unwrap_or_default();
        if self.embeds.framed {
            self.has_frames = true;
            self.nest.out.push_str("<iframe");
            let sides = ["width", "height"].map(|side| attribute(tag, side));
            for (name, value) in player.frame(&title, sides) {
                write_attribute(name, &value, &mut self.nest.out);
            }
            self.nest.out.push_str("></iframe>");
            return;
        }
        let alone = self.nest.open.last().is_none_or(|open| HOLDS_PARAGRAPHS.contains(open));
        self.nest.out.push_str(if alone { "<p><a" } else { "<a" });
        write_attribute("href", &player.page, &mut self.nest.out);
        self.nest.out.push('>');
        escape_text(if title.is_empty() { &player.name } else { &title }, &mut self.nest.out);
        self.nest.out.push_str(if alone { "</a></p>" } else { "</a>" });
    }
}
