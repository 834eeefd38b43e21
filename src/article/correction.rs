//! What a newsroom says of its mistakes, and how earlier releases kept it.

use crate::text::XmlText;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::HashSet;

/// What the newsroom says about a mistake that it mended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Correction {
    /// When it was mended.
    pub at: DateTime<Utc>,
    /// What was wrong, in a sentence.
    pub note: XmlText,
}

/// Corrections as they are kept: an earlier release kept the last one alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptCorrections {
    One(Correction),
    Many(Vec<Option<KeptCorrections>>),
}

impl KeptCorrections {
    fn all(self) -> Vec<Correction> {
        match self {
            Self::One(correction) => vec![correction],
            Self::Many(many) => many.into_iter().flatten().flat_map(Self::all).collect(),
        }
    }
}

pub(super) fn all_corrections<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<Correction>, D::Error> {
    Ok(KeptCorrections::deserialize(from)?.all())
}

impl Correction {
    /// The corrections in a JSON text that holds one, or lists of some: the newest first, each
    /// note once, of the day on which it was first said.
    ///
    /// # Errors
    /// When it holds anything else.
    pub fn all_of(json: &str) -> Result<Vec<Self>, serde_json::Error> {
        let mut all = serde_json::from_str::<KeptCorrections>(json)?.all();
        all.sort_by_key(|correction| correction.at);
        let mut notes = HashSet::new();
        all.retain(|correction| notes.insert(correction.note.clone()));
        all.reverse();
        Ok(all)
    }
}
