//! What an entry of an archive is beside a post: Blogger writes drafts, comments, templates
//! and settings into one, in today's form and in its old one. It reads no text.

use super::construct::Texts;
use super::tree::Element;

/// Whether an entry of an archive is no post. There a reply is a reader's; a feed may be of replies.
pub(super) fn is_no_post(texts: &Texts<'_, '_>) -> bool {
    // What answers another entry (RFC 4685).
    let is_reply = |element: &Element<'_>| {
        element.prefix().eq_ignore_ascii_case("thr")
            && element.name.eq_ignore_ascii_case("in-reply-to")
    };
    says_it_is_none(texts) || texts.tree.children(0).any(|(_, element)| is_reply(element))
}

/// Whether an entry says that it is no post, or that readers never had it. What it says and
/// nobody knows is taken for that.
pub(super) fn says_it_is_none(texts: &Texts<'_, '_>) -> bool {
    texts.tree.children(0).any(|(at, element)| {
        let is = |prefix: &str, name: &str| {
            element.prefix().eq_ignore_ascii_case(prefix) && element.name.eq_ignore_ascii_case(name)
        };
        let says = |wanted: &str| {
            texts.plain(at).is_some_and(|said| said.trim().eq_ignore_ascii_case(wanted))
        };
        (is("blogger", "type") && !says("POST"))
            || (is("blogger", "status") && !says("LIVE"))
            || (element.name.eq_ignore_ascii_case("category") && is_other_kind(element))
    })
}

/// Whether a category says which kind of thing an entry is, and that is another than a post.
fn is_other_kind(category: &Element<'_>) -> bool {
    let of = |name| category.attribute(name).unwrap_or_default();
    of("scheme").ends_with("schemas.google.com/g/2005#kind") && !of("term").ends_with("#post")
}
