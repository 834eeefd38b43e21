//! What a site's plugins write of who may read a post or a part of it: in what is kept beside
//! a post, and in the attributes of its shortcodes. Of what is not sure the secret counts.

/// The words of such a key.
const WORDS: [&str; 10] = [
    "embargo",
    "member",
    "members",
    "restrict",
    "restricted",
    "restriction",
    "role",
    "roles",
    "access",
    "paywall",
];

/// What it says where all may.
const OPEN: [&str; 12] = [
    "",
    "0",
    "no",
    "none",
    "false",
    "off",
    "public",
    "everybody",
    "everyone",
    "all",
    "open",
    "a:0:{}",
];

/// Beginnings of words in an attribute that may keep readers out, or out at times.
const OF_ATTRIBUTES: [&str; 31] = [
    "access",
    "condition",
    "date",
    "disable",
    "display",
    "draft",
    "embargo",
    "expir",
    "hidden",
    "hide",
    "invisible",
    "level",
    "logged",
    "login",
    "logout",
    "member",
    "paid",
    "password",
    "paywall",
    "permission",
    "premium",
    "private",
    "protect",
    "publish",
    "restrict",
    "role",
    "schedule",
    "status",
    "subscri",
    "user",
    "visib",
];

/// Whether a plugin's word about a post may keep it from the public, or from some of it.
pub(super) fn keeps_back(key: &str, value: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.split(['_', '-']).any(|word| WORDS.contains(&word)) && !is_open(value)
}

/// Whether an attribute of a shortcode may keep what stands in it from some, or at times.
pub(super) fn may_keep_out(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let value = value.trim().to_ascii_lowercase();
    let is_a_name = ["class", "id"].iter().any(|end| name.ends_with(end));
    (is_a_name && speaks(&value)) || (speaks(&name) && !is_open(&value) && !is_for_devices(&value))
}

/// Whether a name has a word of who may read.
pub(super) fn speaks(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| OF_ATTRIBUTES.iter().any(|known| word.starts_with(known)))
}

fn is_open(value: &str) -> bool {
    OPEN.contains(&value.trim().to_ascii_lowercase().as_str())
}

/// Whether a value says on which devices something is shown, and that is on one at least, or
/// how high a heading is: then everybody could see it.
fn is_for_devices(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['|', ',']).map(str::trim).collect();
    let is_switch = parts.iter().all(|part| matches!(*part, "on" | "off" | ""));
    let is_size = parts.iter().all(|part| part.ends_with("-visibility"));
    let is_rank = matches!(value, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    value == "published"
        || is_rank
        || is_size
        || (is_switch && parts.len() > 1 && parts.contains(&"off"))
}
