//! Brings the pictures that pages want, one at a time: out of the newsroom's folder, or once
//! from where they are on the web. What it brings is on the disk before it is in the store.

use crate::broken_off::{apart, aside, blocking};
use crate::config::settings::Source;
use crate::darkroom::{Developed, develop};
use crate::fetch::{Answer, FetchError};
use crate::own_picture::{OwnPicture, PictureFile};
use crate::pipeline::error::PipelineError;
use crate::pipeline::gather::gatherer::Gatherer;
use crate::pipeline::gather::picture_desk::{picture_file, picture_place};
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
    /// It may be had later; perhaps not before this.
    Later(String, Option<DateTime<Utc>>),
}

impl Gatherer {
    /// Waits until pictures may be wanted.
    pub async fn pictures_wanted(&self) {
        self.pictures.rung().await;
    }

    /// Brings the picture that has been wanted for the longest: whether it is here now, or
    /// nothing when none is wanted.
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
        let file = picture_file(&self.settings, &wanted.address, shown_by);
        // Of one that is missing as well: once it is there, that is another state.
        let place =
            file.clone().or_else(|| picture_place(&self.settings, &wanted.address, shown_by));
        let seen = place.as_deref().map(folder::state_of);
        let outcome = match self.picture_of(&wanted, file).await {
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
        let here = matches!(outcome, PictureOutcome::Here(_));
        let address = wanted.address;
        blocking(self, move |gatherer| {
            gatherer.store.ask(|store| store.picture_is(&address, &outcome, seen.as_deref()))
        })
        .await??;
        Ok(Some(here))
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
        file: Option<PathBuf>,
    ) -> Result<Developed, NotHad> {
        let bytes = match file {
            Some(file) => {
                let limit = self.client.max_bytes();
                let read = aside(move || folder::read_picture(&file, limit));
                let read = read.await.map_err(|cut| NotHad::Later(cut.to_string(), None))?;
                read.map_err(|error| NotHad::Later(error.to_string(), None))?.into()
            }
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
    }
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
