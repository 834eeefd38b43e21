//! Cuts JSON into the members of an object or the elements of an array without
//! reading them, so that known items cost nothing and a document that is cut
//! off keeps the items before the cut. It does not check the JSON: whoever
//! reads a piece does.

use memchr::memchr2;

/// The pieces directly inside an object or array.
pub(super) struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

/// One piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// The name of a member, with its quotes; `None` in an array.
    pub(super) name: Option<&'a str>,
    /// The value as written.
    pub(super) value: &'a str,
    /// Where the document was cut off inside it.
    pub(super) cut: bool,
}

/// The pieces of the object or array that `text` begins with.
pub(super) fn pieces(text: &str) -> Pieces<'_> {
    let inside = text.find(['{', '[']).map_or(text.len(), |open| open + 1);
    Pieces { text, at: inside }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.skip(|byte| byte.is_ascii_whitespace() || byte == b',')?;
        if matches!(self.text.as_bytes()[start], b'}' | b']') {
            return None;
        }
        let first_end = value_end(self.text, start);
        let first = &self.text[start..first_end.unwrap_or(self.text.len())];
        self.at = first_end.unwrap_or(self.text.len());
        let colon = self.skip(|byte| byte.is_ascii_whitespace());
        if colon.is_none_or(|colon| self.text.as_bytes()[colon] != b':') {
            return Some(Piece { name: None, value: first, cut: first_end.is_none() });
        }
        self.at += 1;
        let start = self.skip(|byte| byte.is_ascii_whitespace()).unwrap_or(self.text.len());
        let end = value_end(self.text, start);
        self.at = end.unwrap_or(self.text.len());
        let value = &self.text[start..self.at];
        Some(Piece { name: Some(first), value, cut: end.is_none() })
    }
}

impl Pieces<'_> {
    /// Whether the end of the object or array was reached: the document has it whole.
    pub(super) fn is_ended(&self) -> bool {
        matches!(self.text.as_bytes().get(self.at), Some(b'}' | b']'))
    }

    /// Steps over the bytes that `over` names; `None` at the end.
    fn skip(&mut self, over: impl Fn(u8) -> bool) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest.iter().position(|byte| !over(*byte))?;
        Some(self.at)
    }
}

/// Where the value that begins at `start` ends; `None` if the text ends first.
fn value_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match *bytes.get(at)? {
            b'"' => {
                at = string_end(bytes, at)?;
                if depth == 0 {
                    return Some(at);
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return Some(at + depth),
            b'}' | b']' => depth -= 1,
            b',' | b':' if depth == 0 => return Some(at),
            byte if depth == 0 && byte.is_ascii_whitespace() => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

/// Just after the quote that ends the string that begins at `start`.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}
