//! Passwords as the configuration keeps them: hashed by Argon2id, in the PHC form. It
//! knows no users, and nobody who tries.

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use std::fmt;

/// The most memory that checking a password may cost, in KiB.
const MOST_MEMORY: u32 = 256 << 10;

/// The most rounds, and the most lanes.
const MOST_ROUNDS: u32 = 16;
const MOST_LANES: u32 = 8;

/// Why a text is no hash of a password that is taken. It does not repeat the text: that
/// may be the password itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// It is not in the form.
    #[error("this is not a hash of a password")]
    Form,
    /// It is of another kind.
    #[error("this password is hashed by another algorithm than argon2id")]
    Algorithm,
    /// Each sign-in would cost too much.
    #[error("checking this password would cost more than 256 MiB, 16 rounds or 8 lanes")]
    Cost,
    /// The password cannot be hashed.
    #[error("this password cannot be hashed: use one of 8 to 1024 bytes")]
    Length,
}

/// The hash of a password.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Reads a hash as [`PasswordHash::as_str`] writes it.
    ///
    /// # Errors
    /// When it is not one, or one that is not taken.
    pub fn parse(text: &str) -> Result<Self, PasswordError> {
        let hash = Phc::new(text).map_err(|_| PasswordError::Form)?;
        if hash.algorithm.as_str() != "argon2id" {
            return Err(PasswordError::Algorithm);
        }
        let cost = Params::try_from(&hash).map_err(|_| PasswordError::Form)?;
        if hash.salt.is_none() || hash.hash.is_none() {
            return Err(PasswordError::Form);
        }
        let too_much = cost.m_cost() > MOST_MEMORY
            || cost.t_cost() > MOST_ROUNDS
            || cost.p_cost() > MOST_LANES;
        if too_much { Err(PasswordError::Cost) } else { Ok(Self(text.to_owned())) }
    }

    /// Hashes a password; the salt is to be random.
    ///
    /// # Errors
    /// When the password is shorter than 8 bytes, or longer than 1024.
    pub fn of(password: &str, salt: &[u8; 16]) -> Result<Self, PasswordError> {
        if !(8..=1024).contains(&password.len()) {
            return Err(PasswordError::Length);
        }
        let hash: Phc = Argon2::default()
            .hash_password_with_salt(password.as_bytes(), salt)
            .map_err(|_| PasswordError::Length)?;
        Ok(Self(hash.to_string()))
    }

    /// Whether it is the hash of this password. It takes a while, on purpose.
    #[must_use]
    pub fn fits(&self, password: &str) -> bool {
        Phc::new(&self.0)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    }

    /// `$argon2id$…`
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}
