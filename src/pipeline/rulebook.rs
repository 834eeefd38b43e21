//! By which of the newsroom's rules items are judged, and how to tell later that those were
//! others. It judges nothing.

use crate::config::Settings;
use crate::config::settings::Judging;
use crate::fingerprint;
use crate::normalise::JudgeContext;
use crate::placement::{self, SectionNames};
use crate::source_memory::Judgement;
use crate::text::{Embeds, PublicMail};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::sync::Arc;

/// Counts up when items come out differently for equal settings: then all that a
/// source has is judged once more.
const JUDGEMENT: u32 = 4;

/// Everything in the settings that decides what an item becomes.
#[derive(Serialize)]
struct JudgedBy<'a> {
    judgement: u32,
    judging: &'a Judging,
    sections: &'a SectionNames,
    embeds: &'a Embeds,
    /// Without any it is left out, as it was before there were any.
    #[serde(skip_serializing_if = "Option::is_none")]
    public_mail: Option<&'a PublicMail>,
    timezone: &'a str,
}

/// By what items are judged under these settings.
pub(in crate::pipeline) fn judgement(
    settings: &Settings,
    sections: &SectionNames,
    judging: &Judging,
) -> Judgement {
    let judged_by = JudgedBy {
        judgement: JUDGEMENT,
        judging,
        sections,
        embeds: &settings.embeds,
        public_mail: Some(&settings.public_mail).filter(|mail| **mail != PublicMail::default()),
        timezone: settings.site.timezone.name(),
    };
    Judgement {
        by: fingerprint::of_value(&judged_by),
        places: placement::possible(judging).into_iter().cloned().collect(),
    }
}

/// How items that are judged by these settings of a source are judged at `now`.
pub(in crate::pipeline) fn context<'a>(
    settings: &'a Settings,
    sections: &'a SectionNames,
    judging: &'a Judging,
    now: DateTime<Utc>,
) -> JudgeContext<'a> {
    let (sections, embeds) = (Some(sections), &settings.embeds);
    let public_mail = &settings.public_mail;
    JudgeContext { judging, sections, embeds, public_mail, now, came: now }
}

/// The rules of one set of settings.
pub(in crate::pipeline) struct Rulebook {
    settings: Arc<Settings>,
    sections: SectionNames,
}

impl Rulebook {
    /// The rules of these settings.
    pub(in crate::pipeline) fn of(settings: Arc<Settings>) -> Self {
        Self { sections: SectionNames::of(&settings), settings }
    }

    /// What the sections are called, and were.
    pub(in crate::pipeline) fn sections(&self) -> &SectionNames {
        &self.sections
    }

    /// See [`context`].
    pub(in crate::pipeline) fn context<'a>(
        &'a self,
        judging: &'a Judging,
        now: DateTime<Utc>,
    ) -> JudgeContext<'a> {
        context(&self.settings, &self.sections, judging, now)
    }

    /// See [`judgement`].
    pub(in crate::pipeline) fn judgement(&self, judging: &Judging) -> Judgement {
        judgement(&self.settings, &self.sections, judging)
    }
}
