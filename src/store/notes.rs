//! What the service notes down for itself, so that a restart forgets none of it: what
//! it told operators, and what it answered. It is about no article.

use super::StoreError;
use crate::desk::KeptAnswer;
use crate::trouble::KeptTrouble;
use chrono::{DateTime, Utc};

/// The notes. The rules of [`super::Store`] hold.
///
/// # Errors
/// Each fails when the engine does.
pub trait Notes {
    /// What is wrong in the newsroom, as it was last kept, in that order.
    fn troubles(&mut self) -> Result<Vec<KeptTrouble>, StoreError>;

    /// Replaces all of [`Notes::troubles`].
    fn keep_troubles(&mut self, troubles: &[KeptTrouble]) -> Result<(), StoreError>;

    /// Keeps the answer to the request with this key, in the place of an earlier
    /// one, and forgets all that were given before `forget`.
    fn keep_answer(
        &mut self,
        key: &str,
        answer: &KeptAnswer,
        at: DateTime<Utc>,
        forget: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// The answer that the request with this key got at `since` or later.
    fn answer(&mut self, key: &str, since: DateTime<Utc>)
    -> Result<Option<KeptAnswer>, StoreError>;
}
