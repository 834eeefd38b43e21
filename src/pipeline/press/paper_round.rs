//! How far the files of the web edition are: what is there, what is still to be looked at, and
//! which file each page is. What is on a page is not known here.

use crate::config::Settings;
use crate::own_picture::PictureFile;
use crate::paper::{Month, Route, ShortId};
use crate::publish::{PaperFolder, PublishError};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest name of a file.
const LONGEST_NAME: usize = 250;

/// What is still to be done of a round.
pub(super) enum Ahead {
    Page(Route),
    /// All pages of a month, from this line on.
    Month(Month, usize),
    /// The pages of the tags and authors that were met.
    Names,
    /// What the folder has that no page was written for.
    LeftOvers,
    LeftOver(String),
}

/// What is known of the pictures of the paper's files.
#[derive(Default)]
pub(super) struct PaperPictures {
    /// Where the paper has its own pictures.
    pub(super) from: PathBuf,
    /// The pages that were written without a picture that is not here yet.
    pub(super) waiting: BTreeMap<WebAddress, BTreeSet<Route>>,
    /// Those of which files are to be made again.
    pub(super) lost: BTreeSet<PictureFile>,
}

/// How far the files are.
#[derive(Default)]
pub(super) struct PaperFiles {
    pub(super) folder: Option<PaperFolder>,
    pub(super) settings: Option<Arc<Settings>>,
    pub(super) ahead: VecDeque<Ahead>,
    pub(super) written: BTreeSet<String>,
    pub(super) names: BTreeSet<Route>,
    pub(super) noticed: BTreeSet<Route>,
    /// Where pages of each article are or were.
    pub(super) places: BTreeMap<ShortId, BTreeSet<Route>>,
    pub(super) pictures: PaperPictures,
    pub(super) begun: Option<DateTime<Utc>>,
    /// Something changed since the last round began.
    pub(super) stale: bool,
}

impl PaperFiles {
    pub(super) fn open(&mut self, path: &Path) -> Result<(), PublishError> {
        let folder = PaperFolder::open(path)?;
        for name in folder.files()? {
            if let Some(route) = route_of(&name) {
                self.note(&route);
            }
        }
        self.folder = Some(folder);
        Ok(())
    }

    pub(super) fn note(&mut self, route: &Route) {
        if let Route::Article(path) = route {
            self.places.entry(path.id.clone()).or_default().insert(route.clone());
        }
    }

    /// Where else the page at a place is or was, and there.
    pub(super) fn places(&self, route: &Route) -> BTreeSet<Route> {
        let known = match route {
            Route::Article(path) => self.places.get(&path.id).cloned(),
            _ => None,
        };
        let mut places = known.unwrap_or_default();
        places.insert(route.clone());
        places
    }

    pub(super) fn put(&mut self, route: &Route, bytes: &[u8]) -> Result<(), PublishError> {
        if route.is_page() {
            self.put_pictures(bytes)?;
        }
        let (Some(folder), Some(name)) = (&mut self.folder, file_of(route)) else { return Ok(()) };
        folder.put(&name, bytes)?;
        self.written.insert(name);
        self.note(route);
        Ok(())
    }

    /// The file of a page stays as it is.
    pub(super) fn keep(&mut self, route: &Route) -> Result<(), PublishError> {
        let Some(name) = file_of(route) else { return Ok(()) };
        self.keep_pictures(&name)?;
        self.written.insert(name);
        Ok(())
    }

    /// Puts the notice of an article that was taken back wherever its page is or was.
    pub(super) fn put_notice(&mut self, route: &Route, bytes: &[u8]) -> Result<(), PublishError> {
        for place in self.places(route) {
            if let Some(name) = file_of(&place) {
                self.take_pictures_away(&name)?;
            }
            self.put(&place, bytes)?;
        }
        Ok(())
    }

    /// The file of a page goes, wherever else it is too.
    pub(super) fn take_away(&mut self, route: &Route) -> Result<(), PublishError> {
        let names: Vec<String> = self.places(route).iter().filter_map(file_of).collect();
        names.iter().try_for_each(|name| {
            self.take_pictures_away(name)?;
            self.remove(name)
        })
    }

    pub(super) fn remove(&mut self, name: &str) -> Result<(), PublishError> {
        if let Some(folder) = &mut self.folder {
            folder.remove(name)?;
        }
        Ok(())
    }

    pub(super) fn is_unwritten(&self, route: &Route) -> bool {
        file_of(route).is_some_and(|name| !self.written.contains(&name))
    }
}

/// The page of a file.
pub(super) fn route_of(name: &str) -> Option<Route> {
    Route::read(name.strip_suffix("/index.html").unwrap_or(name))
}

/// The file of a page; `None` for one that can be no file, and for what needs a program.
fn file_of(route: &Route) -> Option<String> {
    if matches!(route, Route::Search | Route::WriteTo(..) | Route::OpenSearch) {
        return None;
    }
    let below = route.below_root();
    let parts: Option<Vec<Cow<'_, str>>> = below
        .split('/')
        .map(|part| {
            let name = percent_decode_str(part).decode_utf8().ok()?;
            let right = name.len() <= LONGEST_NAME && !name.contains(['/', '\0']) && name != "..";
            (right && !name.starts_with('.')).then_some(name)
        })
        .collect();
    let name = parts?.join("/");
    Some(match route {
        Route::Front => "index.html".to_owned(),
        Route::Missing => name,
        _ if route.is_page() => format!("{name}/index.html"),
        _ => name,
    })
}
