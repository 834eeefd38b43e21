//! Reads HTML as a run of tags and texts, in one linear pass, with the entities
//! decoded. It builds no tree, keeps no state between tags and judges nothing.

mod spoken_of;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::{Cell, RefCell};

pub(crate) use spoken_of::bounded;

/// One piece of HTML.
pub(crate) enum Piece<'a> {
    /// A start tag, with its attributes.
    Open(&'a Tag),
    /// An end tag: its name in lower case.
    Close(&'a Tag),
    /// Text, entities decoded. What is inside `script`, `style` and the other
    /// elements whose content is not for reading never comes.
    Text(&'a str),
}

/// Whether to go on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Onward {
    /// More, please.
    Yes,
    /// That was enough.
    Stop,
}

/// How much is tokenized between two looks at whether it was enough, in bytes.
const STRIDE: usize = 4096;

/// Calls `visit` with every piece of `html`, in order, until it says stop.
pub(crate) fn each_piece(html: &str, visit: impl FnMut(Piece<'_>) -> Onward) {
    let sink =
        Sink { visit: RefCell::new(visit), unread: Cell::new(false), stop: Cell::new(false) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let html = spoken_of::as_text(html);
    let mut rest = &*html;
    while !rest.is_empty() && !tokenizer.sink.stop.get() {
        let (stride, after) = rest.split_at(rest.floor_char_boundary(STRIDE));
        rest = after;
        queue.push_back(StrTendril::from(stride));
        let _ = tokenizer.feed(&queue);
    }
    if !tokenizer.sink.stop.get() {
        tokenizer.end();
    }
}

/// The value of an attribute.
pub(crate) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| &*one.value)
}

struct Sink<F> {
    visit: RefCell<F>,
    /// Inside an element whose text is not for reading.
    unread: Cell<bool>,
    stop: Cell<bool>,
}

impl<F: FnMut(Piece<'_>) -> Onward> Sink<F> {
    fn hand_on(&self, piece: Piece<'_>) {
        if !self.stop.get() && (self.visit.borrow_mut())(piece) == Onward::Stop {
            self.stop.set(true);
        }
    }

    fn open(&self, tag: &Tag) -> TokenSinkResult<()> {
        let raw = match &*tag.name {
            "script" => RawKind::ScriptData,
            "iframe" => {
                self.hand_on(Piece::Open(tag));
                RawKind::Rawtext
            }
            "style" | "xmp" | "noembed" | "noframes" => RawKind::Rawtext,
            "title" | "textarea" => {
                self.hand_on(Piece::Open(tag));
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "plaintext" => return TokenSinkResult::Plaintext,
            _ => {
                self.hand_on(Piece::Open(tag));
                return TokenSinkResult::Continue;
            }
        };
        self.unread.set(true);
        TokenSinkResult::RawData(raw)
    }
}

impl<F: FnMut(Piece<'_>) -> Onward> TokenSink for Sink<F> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.open(&tag),
            Token::TagToken(tag) => {
                let was_read = !self.unread.replace(false);
                if was_read || &*tag.name == "iframe" {
                    self.hand_on(Piece::Close(&tag));
                }
            }
            Token::CharacterTokens(text) if !self.unread.get() => {
                self.hand_on(Piece::Text(&text));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
