//! Which attributes the elements of an article may have, and which elements are left out
//! of it whole. It handles none of them.

use crate::text::elements::is_never_text;

/// The attributes that an element may have besides those that all may have.
pub(in crate::text) const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("audio", &["src", "controls"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("img", &["src", "srcset", "sizes", "alt", "width", "height"]),
    ("ins", &["datetime"]),
    ("ol", &["start", "reversed", "type"]),
    ("source", &["src", "srcset", "sizes", "type", "media"]),
    ("td", &["align", "colspan", "rowspan"]),
    ("th", &["align", "colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("video", &["src", "poster", "controls", "width", "height"]),
];

/// The attributes that every element may have.
pub(in crate::text) const EVERYWHERE: &[&str] = &["dir", "lang", "title"];

/// Elements that are left out with all their content.
pub(super) fn is_left_out(name: &str) -> bool {
    !matches!(name, "audio" | "video") && is_never_text(name)
}
