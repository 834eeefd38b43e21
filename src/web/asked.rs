//! What of an article's text a browser would ask for by itself: pictures, films, sounds and
//! frames. Those that a page may not ask for where they are become the paper's own, or a link
//! that somebody may follow. Which these are, the settings say (`AskedHosts`).

use super::furniture::Furniture;
use super::pictures::own_in_text;
use crate::text::html::{candidates, escaped, escaped_text, picture_of};
use crate::web_address::WebAddress;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A tag of what is asked for in clean HTML, or of a link around it: in its attributes every
/// quote is escaped.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let names = "img|picture|source|video|audio|track|iframe|a";
    Regex::new(&format!(r#"<(/?)({names})((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>"#)).ok()
});
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\s+([a-z-]+)(?:="([^"]*)")?"#).ok());

/// The text of an article in which a browser asks for nothing by itself but what it may.
pub(super) fn in_text<'a>(paper: &Furniture, content: &'a str) -> Cow<'a, str> {
    let asks = ["<img", "<picture", "<source", "<video", "<audio", "<track", "<iframe"];
    let Some(tag) = TAG.as_ref().filter(|_| asks.iter().any(|one| content.contains(one))) else {
        return Cow::Borrowed(content);
    };
    let mut text = AskedText { paper, out: String::new(), link: false, around: Around::Nothing };
    let mut written = 0;
    for found in tag.captures_iter(content) {
        let Some(whole) = found.get(0) else { continue };
        text.between(&content[written..whole.start()]);
        text.tag(&found, whole.as_str());
        written = whole.end();
    }
    text.between(&content[written..]);
    text.end();
    Cow::Owned(text.out)
}

/// What the tag that is read stands in.
enum Around {
    Nothing,
    /// A picture with more than one source: those that may be asked for, as they stood.
    Picture(String),
    /// A film or a sound, with its sources.
    Player(Player),
    /// A frame that goes.
    Frame,
}

/// A film or a sound.
struct Player {
    name: String,
    /// As it stood, to its end.
    whole: String,
    /// Where it may be had.
    addresses: Vec<String>,
    /// A browser may ask for all of it.
    may_stay: bool,
}

struct AskedText<'a> {
    paper: &'a Furniture,
    out: String,
    /// Within a link, which no other may stand in.
    link: bool,
    around: Around,
}

impl AskedText<'_> {
    fn between(&mut self, text: &str) {
        match self.around {
            // What stands there is for browsers that play nothing.
            Around::Player(_) | Around::Frame => {}
            Around::Nothing | Around::Picture(_) => self.out.push_str(text),
        }
    }

    fn tag(&mut self, found: &Captures<'_>, whole: &str) {
        let (closes, name, attributes) = (&found[1] == "/", &found[2], &found[3]);
        if let Around::Player(player) = &mut self.around {
            if matches!(name, "source" | "track") {
                player.whole.push_str(whole);
                player.take(self.paper, attributes);
            } else if closes && player.name == name {
                player.whole.push_str(whole);
                self.end();
            }
            return;
        }
        match (name, closes) {
            ("a", _) => {
                self.link = !closes;
                self.between(whole);
            }
            ("picture", false) => self.around = Around::Picture(String::new()),
            ("picture", true) => self.end(),
            ("source", false) => {
                if let Around::Picture(sources) = &mut self.around
                    && asks_for_none(self.paper, attributes)
                {
                    sources.push_str(whole);
                }
            }
            ("img", false) => self.picture(attributes, whole),
            ("video" | "audio", false) => {
                let (name, whole) =
                    (name.to_owned(), without_poster(self.paper, whole, attributes));
                let mut player = Player { name, whole, addresses: Vec::new(), may_stay: true };
                player.take(self.paper, attributes);
                self.around = Around::Player(player);
            }
            ("iframe", false) => self.frame(attributes, whole),
            ("iframe", true) if matches!(self.around, Around::Frame) => self.end(),
            ("iframe", true) => self.out.push_str(whole),
            _ => {}
        }
    }

    /// The end of what the text is in.
    fn end(&mut self) {
        if let Around::Player(player) = std::mem::replace(&mut self.around, Around::Nothing) {
            if player.may_stay && !player.addresses.is_empty() {
                let preload = format!("<{} preload=\"none\"", player.name);
                let tag = format!("<{}", player.name);
                self.out.push_str(&player.whole.replacen(&tag, &preload, 1));
            } else if let Some(address) = player.addresses.first() {
                let words = match &*player.name {
                    "video" => self.paper.words.film_at,
                    _ => self.paper.words.sound_at,
                };
                self.led(address, words, None);
            }
        }
    }

    fn picture(&mut self, attributes: &str, whole: &str) {
        let sources = match &mut self.around {
            Around::Picture(sources) => std::mem::take(sources),
            _ => String::new(),
        };
        let (src, srcset) = (value(attributes, "src"), value(attributes, "srcset"));
        let Some(src) = picture_of(src.as_deref(), srcset.as_deref()) else { return };
        let Some(address) = address(src) else { return };
        let alt = value(attributes, "alt");
        if let Some(own) = self.paper.own_picture(&address) {
            let shown = own_in_text(self.paper, own, alt.unwrap_or_default());
            self.out.extend(shown);
        } else if !self.paper.is_to_be_own(&address) {
            let tag = match asks_for_none(self.paper, attributes) {
                true => whole.to_owned(),
                false => format!("<img{}>", without(attributes, "srcset")),
            };
            // One without words shows what nobody put into words.
            let tag = match alt {
                Some(_) => tag,
                None => tag.replacen("<img", "<img alt=\"\"", 1),
            };
            let one = sources.is_empty();
            let (begin, end) = if one { ("", "") } else { ("<picture>", "</picture>") };
            self.out.extend([begin, &sources, &tag, end]);
        } else if !self.paper.asked.is_own_host(&address) {
            let words = alt.filter(|alt| !alt.trim().is_empty());
            self.led(src, self.paper.words.picture_at, words.as_deref());
        }
    }

    fn frame(&mut self, attributes: &str, whole: &str) {
        let src = value(attributes, "src").unwrap_or_default();
        if self.paper.asked.may_frame(&src.replace("&amp;", "&")) {
            self.out.push_str(whole);
            return;
        }
        self.led(&src, self.paper.words.film_at, None);
        self.around = Around::Frame;
    }

    /// A link to where something is, in the words for it, or in those of an attribute; the
    /// words alone within another link.
    fn led(&mut self, src: &str, at: &str, words: Option<&str>) {
        let Some(address) = address(src) else { return };
        let words = match words {
            Some(words) => words.replace('<', "&lt;").replace('>', "&gt;"),
            None => escaped_text(&self.paper.words.with(at, address.host())).into_owned(),
        };
        if self.link {
            self.out.push_str(&words);
            return;
        }
        let href = escaped(address.as_str());
        self.out.extend(["<a href=\"", &href, "\">", &words, "</a>"]);
    }
}

impl Player {
    /// What one of its elements would ask for.
    fn take(&mut self, paper: &Furniture, attributes: &str) {
        let Some(src) = value(attributes, "src") else { return };
        self.may_stay &= address(&src).is_some_and(|address| paper.asked.may_play(&address));
        self.addresses.push(src);
    }
}

/// The begin of a film without a picture that is to be the paper's own.
fn without_poster(paper: &Furniture, whole: &str, attributes: &str) -> String {
    let poster = value(attributes, "poster").and_then(|poster| address(&poster));
    match poster.is_some_and(|poster| paper.is_to_be_own(&poster)) {
        true => without(whole, "poster"),
        false => whole.to_owned(),
    }
}

/// Whether no size of a picture is one that is to be the paper's own.
fn asks_for_none(paper: &Furniture, attributes: &str) -> bool {
    let list = value(attributes, "srcset").unwrap_or_default();
    let mut asked = candidates(&list).map(|(address, _)| address).filter(|one| !one.is_empty());
    asked.all(|one| address(one).is_some_and(|address| !paper.is_to_be_own(&address)))
}

fn address(escaped: &str) -> Option<WebAddress> {
    WebAddress::parse(&escaped.replace("&amp;", "&")).ok()
}

/// The value of an attribute, escaped as it stands.
fn value(attributes: &str, name: &str) -> Option<String> {
    let mut all = ATTRIBUTE.as_ref()?.captures_iter(attributes);
    let found = all.find(|one| &one[1] == name)?;
    Some(found.get(2).map(|value| value.as_str().to_owned()).unwrap_or_default())
}

/// Without an attribute.
fn without(tag: &str, name: &str) -> String {
    let Some(attribute) = ATTRIBUTE.as_ref() else { return tag.to_owned() };
    let kept = |one: &Captures<'_>| if &one[1] == name { String::new() } else { one[0].to_owned() };
    attribute.replace_all(tag, kept).into_owned()
}
