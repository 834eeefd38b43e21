//! Judges whether a fragment of HTML can do anything but be read: by its tags, and
//! by the tree that a browser builds of it. It shares no code with what cleans.
#![allow(dead_code, reason = "each user takes its own part of this")]

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// The tags of a document, as a parser sees them and not as they look.
#[derive(Default)]
struct Tags(RefCell<Vec<Tag>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.0.borrow_mut().push(tag),
            Token::CommentToken(text) => panic!("a comment is left: {text}"),
            Token::DoctypeToken(_) => panic!("a doctype is left"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The tags of a fragment, in their order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}

const ELEMENTS: &str = "a abbr article aside audio b bdi bdo blockquote br caption center cite code \
    col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header \
    hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span \
    strong sub summary sup table tbody td tfoot th thead time tr u ul var video wbr";

const ATTRIBUTES: &str = "align alt colspan controls datetime dir height href hreflang lang media open \
    poster reversed rowspan scope sizes span src srcset start title type width";

/// Whether nothing in it can do anything but be read.
pub(crate) fn check_harmless(html: &str) -> Result<(), String> {
    check_but_frames(html, &[])
}

/// The same of one that may have frames of players at these hosts.
pub(crate) fn check_but_frames(html: &str, hosts: &[&str]) -> Result<(), String> {
    let on_the_web =
        |address: &str| address.starts_with("http://") || address.starts_with("https://");
    for tag in tags(html) {
        if &*tag.name == "iframe" && !hosts.is_empty() {
            check_frame(&tag, hosts)?;
            continue;
        }
        if !ELEMENTS.split_whitespace().any(|name| *name == *tag.name) {
            return Err(format!("element {}", &*tag.name));
        }
        for one in &tag.attrs {
            let (name, value) = (&*one.name.local, &*one.value);
            if !ATTRIBUTES.split_whitespace().any(|known| known == name) {
                return Err(format!("attribute {name}"));
            }
            let fine = match name {
                "href" => {
                    on_the_web(value) || value.starts_with("mailto:") || value.starts_with("tel:")
                }
                "src" | "poster" => on_the_web(value),
                "srcset" => value.split(", ").all(on_the_web),
                _ => true,
            };
            if !fine {
                return Err(format!("{name}={value}"));
            }
        }
    }
    let foreign = |c: char| c < ' ' && !matches!(c, '\n' | '\t' | '\r');
    if html.contains(foreign) || html.contains(['\u{FFFE}', '\u{FFFF}']) {
        return Err("a character that XML cannot hold".to_owned());
    }
    Ok(())
}

/// Whether it is a frame of a player, and can do no more than play.
fn check_frame(tag: &Tag, hosts: &[&str]) -> Result<(), String> {
    let end = tag.kind == html5ever::tokenizer::TagKind::EndTag;
    let value = |name: &str| {
        tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| one.value.to_string())
    };
    let names = "src width height title sandbox loading referrerpolicy";
    let foreign = tag
        .attrs
        .iter()
        .find(|one| !names.split_whitespace().any(|known| known == &*one.name.local));
    if let Some(foreign) = foreign {
        return Err(format!("attribute {} of a frame", &*foreign.name.local));
    }
    let sandbox = value("sandbox");
    if !end && sandbox.as_deref() != Some("allow-scripts allow-same-origin allow-presentation") {
        return Err(format!("sandbox {sandbox:?}"));
    }
    let src = value("src").unwrap_or_default();
    let host = src.strip_prefix("https://").and_then(|rest| rest.split(['/', '?']).next());
    if !end && !host.is_some_and(|host| hosts.contains(&host)) {
        return Err(format!("a frame of {src}"));
    }
    Ok(())
}

/// The same of the tree that a browser builds of it, which may see other tags than
/// stand there.
pub(crate) fn check_tree(html: &str) -> Result<(), String> {
    for node in scraper::Html::parse_fragment(html).tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        let name = element.name();
        // The parser makes a root and a context of its own; frames are judged by their tags.
        if !["html", "body", "iframe"].contains(&name)
            && !ELEMENTS.split_whitespace().any(|known| known == name)
        {
            return Err(format!("element {name} in the tree"));
        }
        for (name, value) in element.attrs() {
            let settled: String = value.chars().filter(|c| !c.is_ascii_control()).collect();
            let settled = settled.trim_start().to_ascii_lowercase();
            let acts = ["javascript:", "vbscript:", "data:", "blob:", "file:"];
            // Words, such as a title or a language, are no address, whatever they begin with.
            let is_words = ATTRIBUTES.split_whitespace().any(|known| known == name)
                && !["href", "src", "srcset", "poster"].contains(&name);
            let leads = !is_words && acts.iter().any(|scheme| settled.starts_with(scheme));
            if name.starts_with("on") || leads {
                return Err(format!("{name}={value} in the tree"));
            }
        }
    }
    Ok(())
}
