//! What of an item is not for everybody who reads it where it comes from: what is hidden there,
//! and what stands behind the mark with which a CMS parts what is for members. It is left out
//! and told, and nothing is guessed from words that readers see.

use crate::raw_item::{RawItem, RawText};
use crate::text::plain_text;
use crate::text::unseen::unseen_words;

/// The most that is told of what was left out, in characters.
const TOLD: usize = 60;

/// How a newsletter's program marks the end of what all may read.
const JUMP: &str = "data-component-name=\"PaywallToDOM\"";

/// What a comment says that stands before what is for members, without the words around it.
const FOR_MEMBERS: [&str; 16] = [
    "members only",
    "member only",
    "for members only",
    "paying members only",
    "paid members only",
    "subscribers only",
    "subscriber only",
    "for subscribers only",
    "paid subscribers only",
    "paywall",
    "kg paywall",
    "paid only",
    "premium only",
    "wp premium content subscriber view",
    "wp jetpack subscribers only",
    "wp memberful paywall",
];

/// The item with what is for everybody, and what was left out of it: a sentence each.
///
/// # Errors
/// When all of it is for members.
pub(super) fn left_out(mut item: RawItem) -> Result<(RawItem, Vec<String>), String> {
    let mut told = Vec::new();
    let texts = [&mut item.content, &mut item.summary];
    for text in texts.into_iter().flatten() {
        let RawText::Html(html) = text else { continue };
        if let Some(public) = for_all(html) {
            if shows_nothing(&public) {
                return Err(format!(
                    "all of it stands behind the mark of what is for members{}: move the mark, or take it out",
                    quoted(html)
                ));
            }
            told.push(format!(
                "what stands behind the mark of what is for members is left out{}",
                quoted(&html[common(html, &public)..])
            ));
            *html = public;
        }
        let hidden = unseen_words(html);
        if !hidden.is_empty() {
            told.push(format!(
                "it hides some of its text (`hidden`, a style with `display: none`, or a remark of Word's), so that is left out: {}; show it there if it is meant to be read",
                shortened(&hidden)
            ));
        }
    }
    Ok((item, told))
}

/// The text without what is for members; `None` where all of it is for everybody.
fn for_all(html: &str) -> Option<String> {
    let jump = html.find(JUMP).and_then(|at| html[..at].rfind('<'));
    let (html, is_cut) = jump.map_or((html, false), |at| (&html[..at], true));
    let mut public = String::new();
    let (mut rest, mut any) = (html, is_cut);
    let (mut is_for_members, mut is_gated) = (false, false);
    while let Some(at) = rest.find("<!--") {
        let inner = &rest[at + 4..];
        let Some(end) = inner.find("-->") else { break };
        if !is_for_members && !is_gated {
            public.push_str(&rest[..at]);
        }
        match mark(&inner[..end]) {
            Some(Mark::Members(begins)) => is_for_members = begins,
            Some(Mark::Gate(begins)) => is_gated = begins,
            None => {}
        }
        any |= is_for_members || is_gated;
        rest = &inner[end + 3..];
    }
    if !is_for_members && !is_gated {
        public.push_str(rest);
    }
    any.then_some(public)
}

/// What begins there, or ends.
enum Mark {
    /// What is for members.
    Members(bool),
    /// A part that is for some readers.
    Gate(bool),
}

/// What a comment says of who may read what follows.
fn mark(comment: &str) -> Option<Mark> {
    if comment.len() > 400 {
        return None;
    }
    let lower = comment.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.starts_with(&["kg", "gated", "block"]) {
        // Who is no member reads it where that is said.
        let is_for_all = lower.contains("nonmember:true") || lower.contains("nonmember: true");
        return Some(Mark::Gate(words.contains(&"begin") && !is_for_all));
    }
    const AROUND: [&str; 10] =
        ["begin", "begins", "start", "starts", "here", "end", "ends", "below", "line", "break"];
    let bare: Vec<&str> = words.iter().copied().filter(|word| !AROUND.contains(word)).collect();
    let bare = bare.join(" ");
    if !FOR_MEMBERS.contains(&&*bare) {
        return None;
    }
    let ends = words.iter().any(|word| matches!(*word, "end" | "ends"));
    Some(Mark::Members(!(ends || lower.trim_start().starts_with('/'))))
}

fn shows_nothing(html: &str) -> bool {
    plain_text::from_html(html).is_empty() && !html.contains("<img")
}

/// How much two texts begin alike with.
fn common(one: &str, other: &str) -> usize {
    let alike = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one.floor_char_boundary(alike)
}

/// The beginning of what a text says, to be told of.
fn quoted(html: &str) -> String {
    let text = plain_text::from_html(html).replace('\n', " ");
    if text.is_empty() { String::new() } else { format!(": {}", shortened(&text)) }
}

fn shortened(text: &str) -> String {
    let begin: String = text.chars().take(TOLD).collect();
    let more = if begin.len() < text.len() { "…" } else { "" };
    format!("\"{begin}{more}\"")
}
