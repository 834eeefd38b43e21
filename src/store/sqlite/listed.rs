//! What a source lists in one pass, as far as that is known. It keeps nothing.

use crate::fingerprint::Fingerprint;
use crate::store::{Arrivals, Beside};
use std::collections::HashSet;

/// What a source lists in one pass.
pub(super) struct Listed<'a> {
    /// Keys that the source is known to have now.
    keys: HashSet<&'a str>,
    /// What else it lists.
    beside: &'a Beside,
    /// What it withdraws is not there any more, and all that is there is known.
    lists_all: bool,
}

impl<'a> Listed<'a> {
    pub(super) fn of(arrivals: &'a Arrivals) -> Self {
        let present = arrivals.present.iter().flatten().map(String::as_str);
        let beside = &arrivals.listing.beside;
        let others = match beside {
            Beside::Everything => None,
            Beside::Only { keys, .. } => Some(keys.iter().map(String::as_str)),
        };
        let items = arrivals.items.iter().map(|item| item.key.as_str());
        let keys = items.chain(present).chain(others.into_iter().flatten()).collect();
        Self { keys, beside, lists_all: arrivals.present.is_some() }
    }

    /// Whether the source lists an item now that it brought before.
    pub(super) fn has(&self, key: &str, arrived: [u8; 16]) -> bool {
        let stays = match self.beside {
            Beside::Everything => !self.lists_all,
            Beside::Only { arrived: beside, .. } => {
                beside.contains(&Fingerprint::from_bytes(arrived))
            }
        };
        stays || self.keys.contains(key)
    }

    /// Whether it is known what has left the list.
    pub(super) fn is_whole(&self) -> bool {
        self.lists_all || matches!(self.beside, Beside::Only { .. })
    }
}
