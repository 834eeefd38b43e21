//! The words of a title or a text, each with what it may be: a number, a name, the
//! first of a sentence. It compares nothing.

use super::lexicon::{self, Sense};
use super::signs;
use super::spelling::Spelling;

/// A word of a text. Case and strokes that only some writers set make no difference.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Of its lower-case form; the lowest bit says that there is a digit in it. Marks are
    /// made of these and kept by the store, so they must never change.
    pub(super) hash: u64,
    /// The same for everything that means the same: `5` and `five`.
    pub(super) meaning: u64,
    /// The signs that stand at it, which are part of its meaning: the minus of `-5`, the plus
    /// of `A+`, a currency, a flag. 0 where there is none.
    pub(super) signs: u64,
    pub(super) sense: Option<Sense>,
    /// How it is written.
    pub(super) letters: Letters,
    pub(super) spelling: Spelling,
    /// It is the first of a sentence.
    pub(super) begins: bool,
    /// A dash, a colon or the end of a block stands before it.
    pub(super) set_off: bool,
    /// It is a letter of a script that puts no space between words.
    pub(super) is_one_letter: bool,
}

/// How the first letter of a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    Small,
    Capital,
    /// Its script has no capitals.
    Caseless,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.signs == other.signs
    }
}

impl Eq for Word {}

impl Word {
    pub(super) fn is_number(&self) -> bool {
        self.hash & 1 == 1 || self.sense == Some(Sense::Number)
    }

    /// Whether it may be a name or a number: in a script without capitals any word may.
    pub(super) fn may_name(&self) -> bool {
        self.is_number()
            || match self.letters {
                Letters::Capital => !self.begins,
                Letters::Caseless => true,
                Letters::Small => false,
            }
    }
}

/// The words of a text; tags and entities of HTML end a word and are none.
pub(super) fn words(html: &str) -> Vec<Word> {
    let mut reader = Reader::new(html.len());
    let mut rest = html.chars();
    while let Some(c) = rest.next() {
        match c {
            '<' | '&' => match (c, skip(&mut rest, c)) {
                ('<', None) | ('&', Some("lt")) => reader.sign('<', next_of(&rest)),
                ('&', Some("gt")) => reader.sign('>', next_of(&rest)),
                (_, tag) => {
                    reader.end();
                    if c == '<' && tag.is_some_and(is_block) {
                        reader.breaks(true);
                    }
                }
            },
            _ if signs::is_sign(c) && !reader.is_bullet(next_of(&rest)) => {
                reader.sign(c, next_of(&rest));
            }
            '-' | '−' | '–' if reader.is_minus(next_of(&rest)) => {
                reader.sign('-', next_of(&rest));
            }
            _ if c.is_ascii_alphanumeric() => reader.push(c),
            _ if c.is_ascii() => {
                let digit_follows = rest.clone().next().is_some_and(|c| c.is_ascii_digit());
                if !(c == ',' && reader.digit && digit_follows) {
                    reader.stop(c, digit_follows);
                }
            }
            // Before the letters: some of these count as such.
            _ if joins(c) => {}
            _ if stands_alone(c) => {
                reader.end();
                reader.push(c);
                reader.end();
                reader.words.last_mut().into_iter().for_each(|word| word.is_one_letter = true);
            }
            _ if c.is_alphanumeric() => reader.push(c),
            _ => reader.stop(c, false),
        }
    }
    reader.end();
    reader.words
}

fn next_of(rest: &std::str::Chars<'_>) -> Option<char> {
    rest.clone().next()
}

/// The text being read, a word at a time.
struct Reader {
    words: Vec<Word>,
    letters: String,
    hash: u64,
    digit: bool,
    first: Option<Letters>,
    /// Of the word being read, and of the one to come.
    signs: u64,
    /// A sign stands behind the word being read.
    is_closed: bool,
    /// There is nothing between the last letter or sign and this place.
    is_beside: bool,
    begins: bool,
    set_off: bool,
}

impl Reader {
    fn new(bytes: usize) -> Self {
        Self {
            words: Vec::with_capacity(bytes / 6),
            letters: String::new(),
            hash: FNV_START,
            digit: false,
            first: None,
            signs: 0,
            is_closed: false,
            is_beside: false,
            begins: true,
            set_off: true,
        }
    }

    fn push(&mut self, c: char) {
        if self.is_closed {
            self.end();
        }
        self.is_beside = true;
        self.first.get_or_insert_with(|| {
            if c.is_uppercase() {
                Letters::Capital
            } else if c.is_lowercase() || c.is_numeric() {
                Letters::Small
            } else {
                Letters::Caseless
            }
        });
        self.digit |= c.is_numeric();
        if c.is_ascii() {
            self.push_small(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(|c| self.push_small(c));
        }
    }

    fn push_small(&mut self, c: char) {
        // FNV-1a, a character at a time.
        self.hash = (self.hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
        self.letters.push(c);
    }

    /// A sign belongs to the word that it stands behind; else to the one before which it
    /// stands, or to the one before it.
    fn sign(&mut self, c: char, next: Option<char>) {
        let signed = |signs: u64| mixed(signs.rotate_left(17) ^ u64::from(u32::from(c)));
        let stands_before = next.is_some_and(|next| next.is_alphanumeric() || signs::is_sign(next));
        match self.words.last_mut() {
            _ if self.first.is_some() => self.is_closed = true,
            Some(last) if !stands_before => {
                last.signs = signed(last.signs);
                last.meaning = mixed(last.meaning ^ last.signs);
                return;
            }
            _ => {}
        }
        self.is_beside = true;
        self.signs = signed(self.signs);
    }

    /// Whether a dash is a minus: before a figure, or behind a mark as `A-`.
    fn is_minus(&self, next: Option<char>) -> bool {
        let is_mark = self.first == Some(Letters::Capital)
            && !self.digit
            && self.letters.chars().count() <= LONGEST_MARK;
        match next {
            Some(next) if next.is_numeric() => !self.is_beside,
            Some(next) => is_mark && !next.is_alphanumeric() && next != '-',
            None => is_mark,
        }
    }

    /// Whether a sign here is the bullet of a list.
    fn is_bullet(&self, next: Option<char>) -> bool {
        self.begins && self.set_off && self.first.is_none() && next.is_none_or(char::is_whitespace)
    }

    /// A mark of punctuation, or a blank.
    fn stop(&mut self, c: char, digit_follows: bool) {
        let was_digit = self.digit;
        self.end();
        self.is_beside = false;
        match c {
            '.' if was_digit && digit_follows => {}
            '.' | '!' | '?' | '…' | '۔' | '؟' | '।' | '。' | '！' | '？' => {
                self.breaks(false)
            }
            '-' | '–' | '—' | ':' | '：' | '|' | '\n' => self.set_off = true,
            _ => {}
        }
    }

    fn breaks(&mut self, block: bool) {
        self.begins = true;
        self.set_off |= block;
    }

    fn end(&mut self) {
        self.is_beside = false;
        self.is_closed = false;
        let Some(letters) = self.first.take() else { return };
        let hash = mixed(self.hash) & !1 | u64::from(self.digit);
        let (meaning, sense) = match lexicon::meaning(&self.letters, self.digit) {
            Some((of, sense)) => (mixed(of), Some(sense)),
            None => (hash, None),
        };
        let signs = std::mem::take(&mut self.signs);
        let meaning = if signs == 0 { meaning } else { mixed(meaning ^ signs) };
        let (begins, set_off) = (self.begins, self.set_off);
        self.words.push(Word {
            hash,
            meaning,
            signs,
            sense,
            letters,
            spelling: Spelling::of(&self.letters),
            begins,
            set_off,
            is_one_letter: false,
        });
        (self.hash, self.digit, self.begins, self.set_off) = (FNV_START, false, false, false);
        self.letters.clear();
    }
}

/// The letters of a mark, as of a class of bonds, that may have a minus behind it.
const LONGEST_MARK: usize = 3;

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// Goes on behind a tag, or an entity, and returns what is in it. What only looks like
/// one is left as it is.
fn skip<'a>(rest: &mut std::str::Chars<'a>, mark: char) -> Option<&'a str> {
    const LONGEST_ENTITY: usize = 32;
    let text = rest.as_str();
    let end = match mark {
        '<' => text.find('>'),
        _ => text
            .bytes()
            .take(LONGEST_ENTITY)
            .take_while(|byte| !byte.is_ascii_whitespace())
            .position(|byte| byte == b';'),
    }?;
    *rest = text[end + 1..].chars();
    Some(&text[..end])
}

/// Whether a tag begins or ends a block of text.
fn is_block(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    !matches!(
        &name[..end],
        "a" | "b"
            | "i"
            | "em"
            | "strong"
            | "span"
            | "u"
            | "s"
            | "sub"
            | "sup"
            | "small"
            | "abbr"
            | "cite"
            | "code"
            | "mark"
            | "q"
            | "time"
            | "img"
            | "wbr"
            | "bdi"
            | "bdo"
            | "del"
            | "ins"
    )
}

/// Letters of scripts that put no space between words: each is a word by itself.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// What stands within a word and shows nothing: joiners, soft hyphens, marks that
/// steer the direction, and the strokes above and below letters.
fn joins(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{300}'..='\u{36F}'
        | '\u{94D}' | '\u{9CD}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// Spreads what differs in a few bits over all 64 (the finaliser of SplitMix64).
pub(super) fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
