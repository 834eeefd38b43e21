//! `pressroom embargo`: keeps an article back until a time, or no longer. It may be asked
//! while the service runs, which publishes the change within a second or two. What sources
//! say of when an article may be shown, it does not touch.

use super::article::{self, Wanted};
use super::config_file::{ConfigFile, DeskPlace};
use super::disk::OnDisk;
use super::editing::Which;
use super::ended::{Ended, Failure, Outcome};
use crate::clock::Clock;
use crate::desk::KeptArticle;
use crate::store::{Change, DESK, Edit, Edited, Store};
use crate::text::dates::judge_own_date;
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Embargo {
    #[command(flatten)]
    which: Which,
    /// Until when, in the newsroom's time unless it has a zone: 2026-12-01T18:00
    #[arg(value_name = "UNTIL", required_unless_present = "lift", conflicts_with = "lift")]
    until: Option<String>,
    /// Why, in a sentence; it is kept, and readers are not told
    #[arg(long, conflicts_with = "lift")]
    reason: Option<String>,
    /// Keep it back no longer; what its source says of its time still holds
    #[arg(long)]
    lift: bool,
}

impl Embargo {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let desk = file.desk()?;
        let change = match &self.until {
            Some(until) => Change::Embargo(instant(until, &desk)?, self.why()),
            None => Change::Lift,
        };
        let wanted = if self.lift { Wanted::Done } else { Wanted::Standing };
        let (mut store, id) = article::one(&desk.place.store, &self.which.article, wanted)?;
        let at = Clock::system().now();
        let edit = Edit { change, by: DESK.to_owned(), at };
        let edited = store.edit(&id, &edit)?;
        let Some(kept) = store.kept(&id)? else {
            return Err(format!("there is no article {id}").into());
        };
        let changed = match edited {
            Edited::Done { .. } => true,
            Edited::Already if self.lift => return Err(not_kept_back(&kept, at).into()),
            Edited::Already | Edited::Another => false,
            Edited::NoArticle => return Err(format!("there is no article {id}").into()),
            Edited::Purged => {
                return Err(format!("{id} was purged: nothing of it is left to keep back").into());
            }
            Edited::Past => {
                let until = self.until.as_deref().unwrap_or_default();
                return Err(format!("{until} is past: say a time that is to come").into());
            }
        };
        let gone = changed && kept.is_put_off(at);
        let on_disk = gone.then(|| OnDisk::look(&desk, &mut store, &id)).transpose()?;
        Ok(tell(&self.which, &Told { kept, at, changed, zone: zone_of(&desk) }, on_disk.as_ref()))
    }

    fn why(&self) -> Option<String> {
        let reason = self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        reason.map(str::to_owned)
    }
}

/// An instant as somebody types it. A time of day says nothing while nobody knows whose.
fn instant(text: &str, desk: &DeskPlace) -> Result<DateTime<Utc>, Failure> {
    let here = zone_of(desk).unwrap_or(Tz::UTC);
    let until = judge_own_date(text, here).map_err(|fault| fault.to_string())?;
    // In another zone it is another instant, unless it says its own.
    let elsewhere = judge_own_date(text, Tz::Pacific__Kiritimati).ok();
    if desk.settings.is_none() && elsewhere != Some(until) {
        return Err(format!(
            "the newsroom's zone is not known while the configuration has mistakes: write it behind the time, as in {text}+05:00"
        )
        .into());
    }
    Ok(until)
}

fn zone_of(desk: &DeskPlace) -> Option<Tz> {
    desk.settings.as_ref().map(|settings| settings.site.timezone)
}

fn not_kept_back(kept: &KeptArticle, at: DateTime<Utc>) -> String {
    let id = &kept.article.id;
    let waits = kept.withdrawn.is_none() && kept.article.published > at;
    let source = match waits {
        true => "; its source does, by its own word, and that alone lifts it",
        false => "",
    };
    format!("the desk does not keep {id} back{source}")
}

/// What there is to say of an article after the desk's word.
struct Told {
    kept: KeptArticle,
    at: DateTime<Utc>,
    changed: bool,
    /// `None` while there are mistakes in the configuration.
    zone: Option<Tz>,
}

impl Told {
    /// Until when nobody sees it, for whatever reason.
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.kept.article.published).filter(|published| *published > self.at)
    }

    /// Until when the desk keeps it back.
    fn until(&self) -> Option<DateTime<Utc>> {
        self.kept.embargo.filter(|until| *until > self.at)
    }

    /// For programs.
    fn state(&self) -> &'static str {
        match (self.changed, self.kept.withdrawn, self.due()) {
            (false, ..) => "so_already",
            (_, Some(_), _) => "gone_already",
            (_, None, None) => "live",
            (_, None, Some(_)) if self.kept.is_put_off(self.at) => "put_off",
            (_, None, Some(_)) => "waits",
        }
    }

    /// For people, after the article's id.
    fn words(&self) -> String {
        let until = self.until().map(|until| self.time(until));
        let due = self.due().map(|due| self.time(due));
        match (self.state(), until, due) {
            ("so_already", Some(until), _) => format!("is kept back until {until} already"),
            ("gone_already", Some(until), _) => {
                format!("is taken back; if that is undone, it waits until {until}")
            }
            ("gone_already", ..) => {
                "is kept back by the desk no longer, and is taken back".to_owned()
            }
            (_, None, Some(due)) => {
                format!("is kept back by the desk no longer; its source has it wait until {due}")
            }
            (_, None, None) => "is live".to_owned(),
            (state, Some(until), due) => {
                let told = match state {
                    "put_off" => "; readers, who had it, are told that it is withdrawn",
                    _ => "",
                };
                let later = due.filter(|due| *due != until);
                let later = later.map(|due| format!(", and by its source until {due}"));
                format!("is kept back until {until}{}{told}", later.unwrap_or_default())
            }
        }
    }

    fn time(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone.unwrap_or(Tz::UTC)).format("%Y-%m-%d %H:%M:%S %Z").to_string()
    }
}

fn tell(which: &Which, told: &Told, on_disk: Option<&OnDisk>) -> Outcome {
    let id = &told.kept.article.id;
    if which.json {
        let stamp = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let (until, due) = (told.until().map(stamp), told.due().map(stamp));
        let disk = on_disk.map(OnDisk::as_json);
        let said =
            json!({"article": id, "state": told.state(), "until": until, "due": due, "disk": disk});
        put!("{said}");
    } else {
        say!("{id} {}", told.words());
        on_disk.into_iter().for_each(OnDisk::tell);
    }
    on_disk.map_or(Outcome::Done, OnDisk::outcome)
}
