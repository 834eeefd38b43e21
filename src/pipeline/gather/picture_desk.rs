//! What the pipelines of one newsroom share of its pictures: where they are kept, and that
//! some may be wanted; and which file of its own one is. It brings none.

use crate::config::Settings;
use crate::config::settings::{Source, SourceKind};
use crate::darkroom::PictureDisk;
use crate::sources::folder;
use crate::web_address::WebAddress;
use std::path::PathBuf;
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

/// The file of a picture in the folder of one of these sources.
pub(in crate::pipeline) fn picture_file(
    settings: &Settings,
    address: &WebAddress,
    of: impl Fn(&Source) -> bool,
) -> Option<PathBuf> {
    settings.sources.iter().filter(|source| of(source)).find_map(|source| {
        let SourceKind::Folder(folder) = &source.kind else { return None };
        let base = source.judging.base_url.as_ref().unwrap_or(&settings.site.url);
        folder::picture_file(folder, base, address)
    })
}
