//! The short form of an article's id, which stands in the address of its page and decides
//! which article that is. It asks no store.

use crate::article::{ArticleId, IdInAddress};
use std::fmt;
use uuid::Uuid;

/// The digits of RFC 4648 §6, in small letters: none of them looks like another.
pub(super) const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The number of digits in an address: 60 bits, of which 56 differ from id to id.
const USUAL: usize = 12;

/// The number of digits of the whole id.
const WHOLE: usize = 26;

/// The first digits of an article's id, or all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortId(String);

impl ShortId {
    /// The usual short form of an id; `None` for an id that is no UUID.
    #[must_use]
    pub fn of(id: &ArticleId) -> Option<Self> {
        let mut digits = digits_of(id)?;
        digits.truncate(USUAL);
        Some(Self(digits))
    }

    /// The whole id in the same digits, for the later of two whose short forms are equal.
    #[must_use]
    pub fn whole(id: &ArticleId) -> Option<Self> {
        digits_of(id).map(Self)
    }

    /// As it stands in the address of the article's page; `None` for an id that is no UUID.
    #[must_use]
    pub fn in_address(id: &ArticleId, how: IdInAddress) -> Option<Self> {
        match how {
            IdInAddress::Begin => Self::of(id),
            IdInAddress::Whole => Self::whole(id),
        }
    }

    /// Whether it names one article alone, whatever others are called.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.len() == WHOLE
    }

    /// What a text says, in letters of any case; `None` for what is not one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let right = (USUAL..=WHOLE).contains(&text.len())
            && text.bytes().all(|byte| DIGITS.contains(&byte));
        right.then_some(Self(text))
    }

    /// The first and the last id that begin so.
    #[must_use]
    pub fn range(&self) -> (ArticleId, ArticleId) {
        let mut bits: u128 = 0;
        let mut left = 128_u32;
        for byte in self.0.bytes() {
            let digit = DIGITS.iter().position(|known| *known == byte).unwrap_or_default();
            let digit = u128::try_from(digit).unwrap_or_default();
            let take = left.min(5);
            left -= take;
            bits |= (digit >> (5 - take)) << left;
        }
        let rest = if left == 0 { 0 } else { u128::MAX >> (128 - left) };
        let id = |bits: u128| ArticleId::kept(Uuid::from_u128(bits).urn().to_string());
        (id(bits), id(bits | rest))
    }
}

impl fmt::Display for ShortId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn digits_of(id: &ArticleId) -> Option<String> {
    let uuid: Uuid = id.as_str().parse().ok()?;
    let bits = uuid.as_u128();
    let digit = |place: usize| {
        let shift = 123_i64 - 5 * i64::try_from(place).unwrap_or_default();
        let digit = if shift >= 0 { bits >> shift } else { bits << -shift } & 31;
        char::from(DIGITS[usize::try_from(digit).unwrap_or_default()])
    };
    Some((0..WHOLE).map(digit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_id_leads_back_to_its_article_alone() {
        for number in 0..2000 {
            let id = ArticleId::made_from(&format!("article {number}"));
            for short in [ShortId::of(&id).unwrap(), ShortId::whole(&id).unwrap()] {
                let (first, last) = short.range();
                assert!(first <= id && id <= last, "{short} of {id}: {first} to {last}");
                assert_eq!(ShortId::read(&short.to_string().to_uppercase()), Some(short));
            }
            let (first, last) = ShortId::whole(&id).unwrap().range();
            assert_eq!((&first, &last), (&id, &id));
        }
    }

    #[test]
    fn what_is_no_short_id_is_none() {
        for text in ["", "abcdefghijk", "abcdefghijk1", "abcdefghijk-", "ابجدهوزحطيكل"]
        {
            assert_eq!(ShortId::read(text), None, "{text}");
        }
    }
}
