//! What the pipelines of one newsroom share of its pictures: where they are kept, and that
//! some may be wanted; and which file of its own one is. It brings none.

use crate::article::ArticleId;
use crate::config::Settings;
use crate::config::settings::{Folder, Source, SourceKind};
use crate::darkroom::PictureDisk;
use crate::pipeline::shared_store::lock;
use crate::sources::folder;
use crate::web_address::WebAddress;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;
use tokio::sync::Notify;

/// So many old articles may wait for somebody to look for their pictures; who asks for more
/// pages asks again.
const MOST_ASKED: usize = 1_000;

/// Where pictures are kept, and who is told that some may be wanted.
#[derive(Debug)]
pub(in crate::pipeline) struct PictureDesk {
    pub(in crate::pipeline) disk: PictureDisk,
    bell: Notify,
    /// Old articles whose pages were asked for while their pictures were not here.
    asked: Mutex<BTreeSet<ArticleId>>,
}

impl PictureDesk {
    pub(in crate::pipeline) fn over(disk: PictureDisk) -> Self {
        Self { disk, bell: Notify::new(), asked: Mutex::default() }
    }

    /// The pictures of an article are wanted, whose page somebody reads: it waits for no store.
    pub(in crate::pipeline) fn ask_for(&self, article: &ArticleId) {
        let mut asked = lock(&self.asked);
        if asked.len() < MOST_ASKED {
            asked.insert(article.clone());
        }
        drop(asked);
        self.ring();
    }

    /// The articles whose pictures were asked for.
    pub(in crate::pipeline) fn asked(&self) -> BTreeSet<ArticleId> {
        std::mem::take(&mut lock(&self.asked))
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
    in_folders(settings, of, |folder, base| folder::picture_file(folder, base, address))
}

/// Where that file would have to be.
pub(in crate::pipeline) fn picture_place(
    settings: &Settings,
    address: &WebAddress,
    of: impl Fn(&Source) -> bool,
) -> Option<PathBuf> {
    in_folders(settings, of, |folder, base| folder::picture_place(folder, base, address))
}

/// What one of these sources' folders has.
fn in_folders(
    settings: &Settings,
    of: impl Fn(&Source) -> bool,
    has: impl Fn(&Folder, &WebAddress) -> Option<PathBuf>,
) -> Option<PathBuf> {
    settings.sources.iter().filter(|source| of(source)).find_map(|source| {
        let SourceKind::Folder(folder) = &source.kind else { return None };
        has(folder, source.judging.base_url.as_ref().unwrap_or(&settings.site.url))
    })
}
