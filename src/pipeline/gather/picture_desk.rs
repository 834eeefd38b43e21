//! What the pipelines of one newsroom share of its pictures: where they are kept, and that
//! some may be wanted. It brings none.

use crate::darkroom::PictureDisk;
use tokio::sync::Notify;

/// Where pictures are kept, and who is told that some may be wanted.
#[derive(Debug)]
pub(in crate::pipeline) struct PictureDesk {
    pub(in crate::pipeline) disk: PictureDisk,
    bell: Notify,
}

impl PictureDesk {
    pub(in crate::pipeline) fn over(disk: PictureDisk) -> Self {
        Self { disk, bell: Notify::new() }
    }

    /// Pictures may be wanted.
    pub(in crate::pipeline) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Waits until pictures may be wanted.
    pub(in crate::pipeline) async fn rung(&self) {
        self.bell.notified().await;
    }
}
