//! Brings the pictures that pages want, one at a time: out of the newsroom's folder, or once
//! from where they are on the web. What it brings is on the disk before it is in the store.

use crate::broken_off::{apart, aside, blocking};
use crate::config::settings::Source;
use crate::darkroom::{Developed, develop};
use crate::fetch::{Answer, FetchError};
use crate::own_picture::{OwnPicture, PictureFile};
use crate::pipeline::error::PipelineError;
use crate::pipeline::gather::gatherer::Gatherer;
use crate::pipeline::gather::picture_desk::{picture_files, picture_place, picture_states};
use crate::sources::folder;
use crate::store::{Illustrated, PictureOutcome, StoreError, WantedPicture};
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How often a picture is tried that cannot be had, and how long after the first time: each
/// wait is four times the one before.
const TRIES: u32 = 6;
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);

/// Why a picture could not be had.
enum NotHad {
    /// It is no use to ask again.
    Never(String),
    /// Nobody can tell which of several it is.
    Contested(String),
    /// It may be had later; perhaps not before this.
    Later(String, Option<DateTime<Utc>>),
}

impl Gatherer {
    /// Waits until pictures may be wanted.
    pub async fn pictures_wanted(&self) {
        self.pictures.rung().await;
    }

    /// Brings the picture that has been wanted for the longest: whether pages show another one
    /// now, or nothing when none is wanted.
    ///
    /// # Errors
    /// When the store or the folder of pictures fails. A picture that cannot be had is no
    /// error.
    pub async fn bring_picture(self: &Arc<Self>) -> Result<Option<bool>, PipelineError> {
        if !self.settings.pictures.own {
            return Ok(None);
        }
        let due = blocking(self, |gatherer| {
            gatherer.note_asked()?;
            let now = gatherer.clock.now();
            gatherer.store.ask(|store| store.picture_due(now))
        });
        let Some(wanted) = due.await?? else { return Ok(None) };
        let shown_by = |source: &Source| wanted.sources.contains(source.name());
        let files = picture_files(&self.settings, &wanted.address, shown_by);
        let place = picture_place(&self.settings, &wanted.address, shown_by);
        // Of one that is missing as well: once it is there, that is another state.
        let seen = picture_states(&self.settings, &wanted.address);
        let outcome = match self.picture_of(&wanted, files).await {
            Ok(developed) => {
                let picture = developed.picture.clone();
                blocking(self, move |gatherer| {
                    gatherer.pictures.disk.keep(&developed.files, gatherer.settings.pictures.room)
                })
                .await??;
                PictureOutcome::Here(picture)
            }
            Err(why) => self.put_off(&wanted, with_its_place(place.as_deref(), why)),
        };
        let is_news = !matches!(outcome, PictureOutcome::Failed { .. });
        let address = wanted.address;
        blocking(self, move |gatherer| {
            gatherer.store.ask(|store| store.picture_is(&address, &outcome, seen.as_deref()))
        })
        .await??;
        Ok(Some(is_news))
    }

    /// Notes the pictures of old articles whose pages were asked for, as the store has them now.
    fn note_asked(&self) -> Result<(), StoreError> {
        let asked = self.pictures.asked();
        if asked.is_empty() {
            return Ok(());
        }
        let now = self.clock.now();
        let mut all = Vec::new();
        for id in asked {
            let kept = self.store.ask(|store| store.kept(&id))?;
            let pictures = kept.map(|kept| kept.article.pictures()).unwrap_or_default();
            let own = |address: &WebAddress| self.settings.pictures.is_own(address);
            let pictures = pictures.into_iter().filter(own).collect();
            all.push(Illustrated { article: id, pictures });
        }
        self.store.ask(|store| store.illustrate(&all, now))
    }

    /// When a picture is next to be brought.
    ///
    /// # Errors
    /// When the store fails.
    pub fn next_picture(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        if !self.settings.pictures.own {
            return Ok(None);
        }
        self.store.ask(|store| store.next_picture())
    }

    /// What pages must know of the pictures with these addresses that are here.
    ///
    /// # Errors
    /// When the store fails.
    pub fn own_pictures(
        &self,
        addresses: &BTreeSet<WebAddress>,
    ) -> Result<BTreeMap<WebAddress, OwnPicture>, StoreError> {
        if !self.settings.pictures.own || addresses.is_empty() {
            return Ok(BTreeMap::new());
        }
        self.store.ask(|store| store.pictures(addresses))
    }

    /// Somebody asked for these files, and they were not on the disk. What has come since
    /// is not lost.
    ///
    /// # Errors
    /// When the store fails.
    pub fn pictures_lost(&self, files: &BTreeSet<PictureFile>) -> Result<(), StoreError> {
        let now = self.clock.now();
        let lost = files.iter().filter(|file| !self.pictures.disk.has(file));
        let names = lost.map(|file| file.name).collect();
        self.store.ask(|store| store.pictures_lost(&names, now))
    }

    async fn picture_of(
        &self,
        wanted: &WantedPicture,
        files: Vec<PathBuf>,
    ) -> Result<Developed, NotHad> {
        let limit = self.client.max_bytes();
        let address = wanted.address.clone();
        let own = aside(move || the_file(&address, &files, limit)).await;
        let bytes = match own.map_err(|cut| NotHad::Later(cut.to_string(), None))?? {
            Some(bytes) => bytes.into(),
            None => match self.client.get_picture(&wanted.address).await {
                Ok(Answer::Body(body)) => body.bytes,
                Ok(Answer::NotModified { .. }) => {
                    return Err(NotHad::Never("it was not asked conditionally".to_owned()));
                }
                Err(error) => return Err(not_had(error)),
            },
        };
        let developed = apart(move || develop(&bytes)).await;
        let developed = developed.map_err(|cut| NotHad::Never(cut.to_string()))?;
        developed.map_err(|fault| NotHad::Never(format!("{}: {fault}", wanted.address)))
    }

    fn put_off(&self, wanted: &WantedPicture, why: NotHad) -> PictureOutcome {
        let now = self.clock.now();
        let (fault, again) = match why {
            NotHad::Contested(fault) => {
                tracing::warn!(fault, "a picture is left out of the pages that have it");
                return PictureOutcome::Contested { fault };
            }
            NotHad::Never(fault) => (fault, None),
            NotHad::Later(fault, at) => {
                let wait = FIRST_WAIT * 4_i32.pow(wanted.tries.min(TRIES));
                let again = (wanted.tries + 1 < TRIES).then(|| at.unwrap_or(now + wait));
                (fault, again)
            }
        };
        match again {
            Some(again) => tracing::info!(fault, %again, "a picture cannot be had yet"),
            None => tracing::warn!(fault, "a picture is left out of the pages that have it"),
        }
        PictureOutcome::Failed { fault, again }
    }
}

/// Of a picture that the newsroom's folder was to have: where it is looked for.
fn with_its_place(place: Option<&Path>, why: NotHad) -> NotHad {
    let Some(place) = place.filter(|place| !place.exists()) else { return why };
    let missing =
        |fault| format!("put the file {} there, which is missing: {fault}", place.display());
    match why {
        NotHad::Never(fault) => NotHad::Never(missing(fault)),
        NotHad::Later(fault, at) => NotHad::Later(missing(fault), at),
        contested @ NotHad::Contested(_) => contested,
    }
}

/// What the files with this address have in them, if there is any. Two that differ are two
/// pictures, and the wrong one would stand below a story.
fn the_file(
    address: &WebAddress,
    files: &[PathBuf],
    limit: usize,
) -> Result<Option<Vec<u8>>, NotHad> {
    let mut first: Option<(&PathBuf, Vec<u8>)> = None;
    for file in files {
        let bytes = folder::read_picture(file, limit);
        let bytes = bytes.map_err(|error| NotHad::Later(error.to_string(), None))?;
        match &first {
            Some((other, had)) if *had != bytes => {
                return Err(NotHad::Contested(format!(
                    "{} and {} are two pictures, and both have the address {address}: give each of the two sources its own `base_url`, or one of the files another name",
                    other.display(),
                    file.display()
                )));
            }
            Some(_) => {}
            None => first = Some((file, bytes)),
        }
    }
    Ok(first.map(|(_, bytes)| bytes))
}

fn not_had(error: FetchError) -> NotHad {
    match error {
        FetchError::Held { until, .. } => NotHad::Later(error.to_string(), Some(until)),
        FetchError::NotPublic { .. } | FetchError::TooLarge { .. } | FetchError::Setup(_) => {
            NotHad::Never(error.to_string())
        }
        _ => NotHad::Later(error.to_string(), None),
    }
}
