//! What was agreed with the hubs of upstreams. It asks none of them.

use super::StoreError;
use crate::hub_subscription::HubSubscription;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};

/// The subscriptions, one for each source at most. The rules of [`super::Store`] hold.
///
/// # Errors
/// Each fails when the engine does.
pub trait Subscriptions {
    /// What there is of a source.
    fn subscription(&mut self, source: &SourceName) -> Result<Option<HubSubscription>, StoreError>;

    /// The one whose token this is.
    fn subscription_of(&mut self, token: &str) -> Result<Option<HubSubscription>, StoreError>;

    /// Those whose hubs are to be asked by now.
    fn subscriptions_due(&mut self, now: DateTime<Utc>)
    -> Result<Vec<HubSubscription>, StoreError>;

    /// When the next one is to be asked.
    fn next_subscription(&mut self) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// Keeps one in the place of what there was of its source.
    fn keep_subscription(&mut self, subscription: &HubSubscription) -> Result<(), StoreError>;

    /// Forgets that of a source: whatever its hub says from now on is not heard.
    fn forget_subscription(&mut self, source: &SourceName) -> Result<(), StoreError>;
}
