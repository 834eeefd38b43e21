//! Texts that nobody can guess: what somebody shows who was given them. Whom they let in is
//! not known here.

use ring::rand::{SecureRandom, SystemRandom};

/// 256 random bits in hexadecimal digits; `None` when the system gives no random numbers.
#[must_use]
pub fn text() -> Option<String> {
    let mut bits = [0; 32];
    SystemRandom::new().fill(&mut bits).ok()?;
    Some(hex(&bits))
}

/// Bytes in hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
