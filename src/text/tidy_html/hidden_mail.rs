//! E-mail addresses that a proxy hid from robots by a simple cipher: the first byte is the key
//! of all others. Whether an address is published is not decided here.

/// The address within an attribute `data-cfemail`.
pub(super) fn from_cipher(cipher: &str) -> Option<String> {
    let digits = cipher.trim();
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let key = byte(0).filter(|_| digits.len().is_multiple_of(2) && digits.len() <= LONGEST)?;
    let plain: Option<Vec<u8>> =
        (2..digits.len()).step_by(2).map(|at| byte(at).map(|byte| byte ^ key)).collect();
    let address = String::from_utf8(plain?).ok()?;
    let (local, host) = address.split_once('@')?;
    let is_one = !local.is_empty()
        && host.contains('.')
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c));
    is_one.then_some(address)
}

/// What a link to the proxy's page of hidden addresses leads to: the address, or nothing.
/// `None` where it is another link.
pub(super) fn from_link(href: &str) -> Option<Option<String>> {
    let (_, cipher) = href.split_once(PAGE)?;
    Some(cipher.strip_prefix('#').and_then(from_cipher))
}

const PAGE: &str = "/cdn-cgi/l/email-protection";

/// In hexadecimal digits; no address is longer (RFC 5321 §4.5.3.1).
const LONGEST: usize = 2 * 322;
