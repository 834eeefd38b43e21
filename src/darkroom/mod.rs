//! Makes the paper's own pictures of what a publisher has, and keeps them on the disk. It
//! fetches nothing, and decides neither which pictures are wanted nor where they stand.

mod develop;
mod disk;
mod error;
mod pixels;
mod svg;

pub use develop::{Developed, LARGEST, develop};
pub use disk::PictureDisk;
pub use error::{PictureDiskError, PictureFault};
