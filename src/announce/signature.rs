//! The signature of what a hub sends (WebSub §8): an HMAC of the body by the secret that the
//! hub was given. It signs nothing.

use ring::hmac::{self, Algorithm};

/// What `X-Hub-Signature` says.
pub struct Signature {
    method: Algorithm,
    tag: Vec<u8>,
}

impl Signature {
    /// Reads `sha256=…` and the like; `None` for a method that nobody knows.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (method, digits) = text.trim().split_once('=')?;
        let method = match method.trim().to_ascii_lowercase().as_str() {
            "sha1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            "sha256" => hmac::HMAC_SHA256,
            "sha384" => hmac::HMAC_SHA384,
            "sha512" => hmac::HMAC_SHA512,
            _ => return None,
        };
        let digits = digits.trim().as_bytes();
        let pairs = digits.chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        });
        Some(Self { method, tag: pairs.collect::<Option<_>>()? })
    }

    /// Whether it is that of this body, by this secret.
    #[must_use]
    pub fn is_of(&self, secret: &[u8], body: &[u8]) -> bool {
        hmac::verify(&hmac::Key::new(self.method, secret), body, &self.tag).is_ok()
    }
}
