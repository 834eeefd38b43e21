//! What an entry of an archive is beside a post: Blogger writes drafts, comments, templates
//! and settings into one, in today's form and in its old one. And where a post stood. It reads
//! no text.

use super::construct::Texts;
use super::tree::Element;

/// The scheme of a category that says which kind of thing an entry is.
const KINDS: &str = "schemas.google.com/g/2005#kind";

/// Of which kind an entry of an archive is that is no post; `None` where it is one. There a
/// reply is a reader's; a feed may be of replies.
pub(super) fn no_post(texts: &Texts<'_, '_>) -> Option<String> {
    // What answers another entry (RFC 4685).
    let is_reply = |element: &Element<'_>| {
        element.prefix().eq_ignore_ascii_case("thr")
            && element.name.eq_ignore_ascii_case("in-reply-to")
    };
    let replies = || texts.tree.children(0).any(|(_, element)| is_reply(element));
    says_it_is_none(texts).or_else(|| replies().then(|| "comment".to_owned()))
}

/// Of which kind an entry says it is that readers never had as a post. What it says and
/// nobody knows is taken for that.
pub(super) fn says_it_is_none(texts: &Texts<'_, '_>) -> Option<String> {
    texts.tree.children(0).find_map(|(at, element)| {
        let is = |prefix: &str, name: &str| {
            element.prefix().eq_ignore_ascii_case(prefix) && element.name.eq_ignore_ascii_case(name)
        };
        let said = || texts.plain(at).unwrap_or_default().trim().to_ascii_lowercase();
        let kind = if is("blogger", "type") {
            Some(said()).filter(|said| said != "post").map(|said| kind_of(&said))
        } else if is("blogger", "status") {
            Some(said()).filter(|said| said != "live").map(|said| kind_of(&said))
        } else if element.name.eq_ignore_ascii_case("category") && names_kind(element) {
            let term = element.attribute("term").unwrap_or_default().to_ascii_lowercase();
            let kind = term.rsplit('#').next().unwrap_or_default();
            (!term.ends_with("#post")).then(|| kind_of(kind))
        } else {
            None
        };
        kind.map(str::to_owned)
    })
}

/// Where a post stood on its site, as an archive says that names no site.
pub(super) fn place(texts: &Texts<'_, '_>) -> Option<String> {
    let is_it = |element: &Element<'_>| {
        element.prefix().eq_ignore_ascii_case("blogger")
            && element.name.eq_ignore_ascii_case("filename")
    };
    let (at, _) = texts.tree.children(0).find(|(_, element)| is_it(element))?;
    texts.plain(at).filter(|path| path.starts_with('/'))
}

fn kind_of(said: &str) -> &'static str {
    match said {
        "draft" => "draft",
        "scheduled" => "scheduled",
        "soft_trashed" | "trashed" => "bin",
        "comment" => "comment",
        "page" => "page",
        "settings" => "setting",
        "template" => "template",
        _ => "unknown",
    }
}

/// Whether a category says which kind of thing an entry is, and names no subject.
pub(super) fn names_kind(category: &Element<'_>) -> bool {
    category.attribute("scheme").is_some_and(|scheme| scheme.trim().ends_with(KINDS))
}
