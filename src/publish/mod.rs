//! Lets a document out: past the gate, compressed, onto the disk, and into the
//! edition that is served. It does not write documents and does not serve them.

mod annotate;
mod archive;
mod candidate;
mod compression;
mod cut;
mod dating;
mod earlier;
mod error;
mod folder;
pub mod gate;
mod lagging;
mod last_good;
mod loose;
mod mending;
mod paper_folder;
mod preparing;
mod publisher;
mod temporary;
mod upkeep;

pub use annotate::{annotated, dated_as, without_notices};
pub use candidate::{Candidate, Published};
pub use cut::{also_told, cut, entries, pages_only, renewed, told_as_withdrawn};
pub use earlier::has_published;
pub use error::PublishError;
pub use lagging::{is_published_into, still_in};
pub use loose::{LooseError, compressed, loose};
pub use paper_folder::PaperFolder;
pub use publisher::Publisher;
