//! What people are told: of an article, a source, a site, a change of the configuration,
//! and of what is wrong. It changes nothing.

mod alerts;
mod at_the_desk;
mod breaking;
pub mod busy;
pub mod coming;
mod delivering;
pub mod discovery;
pub mod explain;
pub mod exporting;
pub mod feeds_now;
pub mod feeds_on_disk;
mod info_desk;
mod outgoing;
pub mod pins;
pub mod preview;
pub mod proof;
pub mod rhythm;
pub mod seats;
mod test_alert;
mod told_of_alerts;
pub mod trial;
mod without_store;

pub use alerts::AlertError;
pub use breaking::{Break, Breaking, breaking};
pub use delivering::{DeliveryError, Round};
pub use info_desk::InfoDesk;
pub use outgoing::Outgoing;
pub use test_alert::{TestAlertError, test_alert};
