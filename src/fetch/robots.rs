//! What a site's `robots.txt` lets us read (RFC 9309): the groups of a file, and
//! the longest rule that matches a path. It fetches nothing: `robots_gate` does.

/// The name by which a site can address us in its `robots.txt`.
pub const PRODUCT: &str = "pressroom";

/// As much of a file is read, in bytes (RFC 9309 §2.5 asks for 500 KiB at least).
pub const MAX_BYTES: usize = 500 << 10;

/// Longer paths are no rule of anybody's; it bounds the matching.
const LONGEST_PATH: usize = 2048;

/// More sitemaps than this are not kept.
const MOST_SITEMAPS: usize = 100;

/// The rules of one site that are meant for us.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Addresses of sitemaps, as they are written.
    pub sitemaps: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allow: bool,
    /// With percent-encodings written in one way; `*` and a final `$` have their meaning.
    path: Vec<u8>,
}

impl Robots {
    /// Everything is allowed: the file is not there (RFC 9309 §2.3.1.3).
    #[must_use]
    pub fn allow_all() -> Self {
        Self::default()
    }

    /// Reads a file: the groups for `product` joined, or else those for `*`. What
    /// is not understood is passed over (RFC 9309 §2.2).
    #[must_use]
    pub fn read(bytes: &[u8], product: &str) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_BYTES)]);
        let text = text.trim_start_matches('\u{FEFF}');
        let (mut ours, mut anybodys) = (None::<Vec<Rule>>, Vec::new());
        let mut sitemaps = Vec::new();
        let (mut for_us, mut for_all, mut naming) = (false, false, false);
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if !naming {
                        (for_us, for_all) = (false, false);
                    }
                    naming = true;
                    if product_of(value).eq_ignore_ascii_case(product) {
                        for_us = true;
                        ours.get_or_insert_default();
                    }
                    for_all |= value.starts_with('*');
                }
                rule @ ("allow" | "disallow") => {
                    naming = false;
                    // An empty path matches nothing: `Disallow:` alone allows all.
                    if value.is_empty() || value.len() > LONGEST_PATH {
                        continue;
                    }
                    let rule = Rule { allow: rule == "allow", path: normal(value.as_bytes()) };
                    if for_us {
                        ours.get_or_insert_default().push(rule.clone());
                    }
                    if for_all {
                        anybodys.push(rule);
                    }
                }
                "sitemap" if sitemaps.len() < MOST_SITEMAPS => sitemaps.push(value.to_owned()),
                _ => {}
            }
        }
        Self { rules: ours.unwrap_or(anybodys), sitemaps }
    }

    /// Whether a path, with its query, may be asked for: the longest rule that
    /// matches decides, and of two equal ones the kinder (RFC 9309 §2.2.2).
    #[must_use]
    pub fn allows(&self, path_and_query: &str) -> bool {
        if path_and_query == "/robots.txt" {
            return true;
        }
        let path = normal(path_and_query.as_bytes());
        let longest = self
            .rules
            .iter()
            .filter(|rule| matches(&rule.path, &path))
            .max_by_key(|rule| (rule.path.len(), rule.allow));
        longest.is_none_or(|rule| rule.allow)
    }
}

/// The product token at the start of a value: letters, `-` and `_` (RFC 9309 §2.2.1).
fn product_of(value: &str) -> &str {
    let end = value.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_'));
    &value[..end.unwrap_or(value.len())]
}

/// Percent-encodings written in one way, so that equal paths are equal bytes:
/// what needs none is decoded, anything outside ASCII is encoded (RFC 9309 §2.2.2).
fn normal(path: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = path.get(at) {
        let decoded = (byte == b'%').then(|| hex(path.get(at + 1..at + 3)?)).flatten();
        at += if decoded.is_some() { 3 } else { 1 };
        match decoded {
            Some(plain) if plain.is_ascii_alphanumeric() || b"-._~".contains(&plain) => {
                out.push(plain);
            }
            Some(coded) => encode(coded, &mut out),
            None if byte.is_ascii_graphic() => out.push(byte),
            None => encode(byte, &mut out),
        }
    }
    out
}

fn encode(byte: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("%{byte:02X}").as_bytes());
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok()?;
    u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
}

/// Whether a rule matches the beginning of a path. `*` stands for any run of
/// characters; it is tried shortest first, going back to the last one only.
fn matches(rule: &[u8], path: &[u8]) -> bool {
    let (rule, to_the_end) = match rule.strip_suffix(b"$") {
        Some(rule) => (rule, true),
        None => (rule, false),
    };
    let (mut r, mut p) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        if r == rule.len() && (!to_the_end || p == path.len()) {
            return true;
        }
        if rule.get(r) == Some(&b'*') {
            star = Some((r + 1, p));
            r += 1;
        } else if p < path.len() && rule.get(r) == path.get(p) {
            (r, p) = (r + 1, p + 1);
        } else {
            match star {
                Some((after, from)) if from < path.len() => {
                    star = Some((after, from + 1));
                    (r, p) = (after, from + 1);
                }
                _ => return false,
            }
        }
    }
}
