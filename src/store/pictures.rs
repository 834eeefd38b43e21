//! Which pictures the paper's pages want, and which of them are here. It holds none.

use super::StoreError;
use crate::article::ArticleId;
use crate::fingerprint::Fingerprint;
use crate::own_picture::OwnPicture;
use crate::source_memory::SourceName;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// The pictures of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Illustrated {
    /// The article.
    pub article: ArticleId,
    /// The addresses that its pictures were declared with.
    pub pictures: BTreeSet<WebAddress>,
}

/// A picture that is to be brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPicture {
    /// The address that it was declared with.
    pub address: WebAddress,
    /// Whose articles show it.
    pub sources: BTreeSet<SourceName>,
    /// How often it was tried in vain.
    pub tries: u32,
}

/// What became of a wanted picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureOutcome {
    /// It is here.
    Here(OwnPicture),
    /// Several files have its address, and nobody can tell which it is: what was here is no
    /// longer shown.
    Contested {
        /// Which, and what to do.
        fault: String,
    },
    /// It could not be had.
    Failed {
        /// Why, and what to do.
        fault: String,
        /// When it is tried again; never when `None`.
        again: Option<DateTime<Utc>>,
    },
}

/// A picture that pages go without.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PictureNotHad {
    /// The address that it was declared with.
    pub address: String,
    /// Why it could not be had, and what to do.
    pub fault: String,
    /// When it is tried again; never when `None`.
    pub again: Option<DateTime<Utc>>,
}

/// The pictures. The rules of [`super::Store`] hold.
///
/// # Errors
/// Each fails when the engine does.
pub trait Pictures {
    /// Keeps which pictures these articles show; what nobody has asked for yet is due at
    /// `at`. An article that is not to be seen at `at` shows none.
    fn illustrate(&mut self, all: &[Illustrated], at: DateTime<Utc>) -> Result<(), StoreError>;

    /// The picture that has been due for the longest at `at`.
    fn picture_due(&mut self, at: DateTime<Utc>) -> Result<Option<WantedPicture>, StoreError>;

    /// The pictures that articles show and that could not be had: so many at most.
    fn pictures_not_had(&mut self, most: usize) -> Result<Vec<PictureNotHad>, StoreError>;

    /// When a picture is next due.
    fn next_picture(&mut self) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// Keeps what became of a picture, and the state of the file in the newsroom's folder
    /// that was looked at. Of one that was here and could not be brought anew, what is known
    /// stays.
    fn picture_is(
        &mut self,
        address: &WebAddress,
        outcome: &PictureOutcome,
        seen: Option<&str>,
    ) -> Result<(), StoreError>;

    /// What is known of the pictures with these addresses that are here.
    fn pictures(
        &mut self,
        addresses: &BTreeSet<WebAddress>,
    ) -> Result<BTreeMap<WebAddress, OwnPicture>, StoreError>;

    /// The state in which the file of a picture was last seen in the newsroom's folder.
    fn picture_seen(&mut self, address: &WebAddress) -> Result<Option<String>, StoreError>;

    /// The files of these pictures are to be made again, from `at` on. What is not known is
    /// passed over.
    fn pictures_lost(
        &mut self,
        names: &BTreeSet<Fingerprint>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// As [`Pictures::pictures_lost`], by the address.
    fn picture_altered(
        &mut self,
        address: &WebAddress,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// The files that no article shows any more, by the names of their pictures: they were
    /// forgotten in the transaction that took the article away.
    fn pictures_gone(&mut self) -> Result<BTreeSet<Fingerprint>, StoreError>;

    /// These files are removed.
    fn pictures_removed(&mut self, names: &BTreeSet<Fingerprint>) -> Result<(), StoreError>;
}
