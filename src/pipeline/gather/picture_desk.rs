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

/// The files that have this address in the folders of these sources: more than one where
/// folders stand at one place of the site.
pub(in crate::pipeline) fn picture_files(
    settings: &Settings,
    address: &WebAddress,
    of: impl Fn(&Source) -> bool,
) -> Vec<PathBuf> {
    in_folders(settings, of, |folder, base| folder::picture_file(folder, base, address))
}

/// Where such a file would have to be.
pub(in crate::pipeline) fn picture_place(
    settings: &Settings,
    address: &WebAddress,
    of: impl Fn(&Source) -> bool,
) -> Option<PathBuf> {
    let place = |folder: &Folder, base: &WebAddress| folder::picture_place(folder, base, address);
    in_folders(settings, of, place).into_iter().next()
}

/// A text that is another one as soon as a file with this address comes, goes or changes;
/// nothing where no folder can have one.
pub(in crate::pipeline) fn picture_states(
    settings: &Settings,
    address: &WebAddress,
) -> Option<String> {
    let place = |folder: &Folder, base: &WebAddress| folder::picture_place(folder, base, address);
    let places = in_folders(settings, |_| true, place);
    let states: Vec<String> = places.iter().map(|place| folder::state_of(place)).collect();
    (!states.is_empty()).then(|| states.join(" "))
}

/// What these sources' folders have, each once.
fn in_folders(
    settings: &Settings,
    of: impl Fn(&Source) -> bool,
    has: impl Fn(&Folder, &WebAddress) -> Option<PathBuf>,
) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for source in settings.sources.iter().filter(|source| of(source)) {
        let SourceKind::Folder(folder) = &source.kind else { continue };
        let base = source.judging.base_url.as_ref().unwrap_or(&settings.site.url);
        if let Some(path) = has(folder, base).filter(|path| !found.contains(path)) {
            found.push(path);
        }
    }
    found
}
