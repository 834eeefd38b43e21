//! Entity tags (RFC 9110 §8.8.3): how ours are written and how they are known
//! again in what a reader sends back. It does not decide what follows from a
//! match. Why the tags are as they are: `docs/decisions/0001-entity-tags.md`.

use crate::fingerprint::Fingerprint;
use http::HeaderValue;

/// The entity tags of one document: one fingerprint, in a strong form for the
/// document as it is and in a weak form for its compressed variants.
#[derive(Clone, Debug)]
pub struct EntityTag {
    opaque: String,
    strong: HeaderValue,
    weak: HeaderValue,
}

/// One member of the list in `If-None-Match` or `If-Match`.
struct Member<'a> {
    /// Between the quotes, or the bare word of a reader that dropped them.
    opaque: &'a [u8],
    quoted: bool,
    weak: bool,
    /// What stands after the closing quote.
    behind: &'a [u8],
}

/// What proxies hang on a tag when they compress an answer.
const CODINGS: [&[u8]; 6] = [b"gzip", b"br", b"zstd", b"deflate", b"brotli", b"gz"];

impl EntityTag {
    /// Of the document with this fingerprint.
    #[must_use]
    pub fn of(fingerprint: Fingerprint) -> Self {
        let opaque = fingerprint.to_string();
        let value = |text: String| {
            // Hexadecimal digits and quotes are always a valid header value.
            HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("\"\""))
        };
        Self {
            strong: value(format!("\"{opaque}\"")),
            weak: value(format!("W/\"{opaque}\"")),
            opaque,
        }
    }

    /// `"…"`, for the document as it is.
    #[must_use]
    pub fn strong(&self) -> &HeaderValue {
        &self.strong
    }

    /// `W/"…"`, for a compressed variant: it may be compressed better later.
    #[must_use]
    pub fn weak(&self) -> &HeaderValue {
        &self.weak
    }

    /// Whether a line of `If-None-Match` names this document: `*`, or a list with
    /// our tag in it by weak comparison (RFC 9110 §8.8.3.2).
    ///
    /// Tolerant of what happens to tags on their way: `w/` for `W/`, lost quotes,
    /// and a proxy's `-gzip`, `--gzip`, `;br` and the like inside or outside the
    /// quotes. Nothing is lost by that: 128 bits do not match by accident.
    #[must_use]
    pub fn is_in(&self, line: &[u8]) -> bool {
        line.trim_ascii() == b"*"
            || Members(line).any(|member| {
                (member.behind.is_empty() || is_coding_suffix(member.behind))
                    && without_coding_suffix(member.opaque) == self.opaque.as_bytes()
            })
    }

    /// Whether a line of `If-Match` names the document as it is: `*`, or a list
    /// with our strong tag in it, byte for byte.
    #[must_use]
    pub fn is_strongly_in(&self, line: &[u8]) -> bool {
        line.trim_ascii() == b"*"
            || Members(line).any(|member| {
                member.quoted
                    && !member.weak
                    && member.behind.is_empty()
                    && member.opaque == self.opaque.as_bytes()
            })
    }
}

/// What is left of a list of entity tags. Commas inside quotes do not part.
struct Members<'a>(&'a [u8]);

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Member<'a>> {
        let start = self.0.iter().position(|byte| !matches!(byte, b',' | b' ' | b'\t'))?;
        let text = self.0.get(start..)?;
        let (weak, text) = match text {
            [b'W' | b'w', b'/', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        let closed = match text {
            [b'"', rest @ ..] => {
                rest.iter().position(|byte| *byte == b'"').map(|end| rest.split_at(end))
            }
            _ => None,
        };
        let (opaque, behind, quoted) = match closed {
            Some((opaque, [_quote, behind @ ..])) => (opaque, behind, true),
            // An opening quote that is never closed is not part of the word.
            _ => (&[][..], text.strip_prefix(b"\"").unwrap_or(text), false),
        };
        let end = behind.iter().position(|byte| *byte == b',').unwrap_or(behind.len());
        let (behind, rest) = behind.split_at(end);
        self.0 = rest;
        let behind = behind.trim_ascii();
        Some(if quoted {
            Member { opaque, quoted, weak, behind }
        } else {
            Member { opaque: behind, quoted, weak, behind: &[] }
        })
    }
}

/// `-gzip`, `--gzip`, `;gzip` and the same of the other codings.
fn is_coding_suffix(text: &[u8]) -> bool {
    !text.is_empty() && without_coding_suffix(text).is_empty()
}

/// Our tags are hexadecimal, so that a suffix can never be part of one.
fn without_coding_suffix(opaque: &[u8]) -> &[u8] {
    for coding in CODINGS {
        if let Some(before) = opaque.strip_suffix(coding) {
            for mark in [&b"--"[..], b"-", b";", b":"] {
                if let Some(bare) = before.strip_suffix(mark) {
                    return bare;
                }
            }
        }
    }
    opaque
}
