//! What would come of a source now, for the desk: it is asked for that, within a minute, and
//! nothing is kept.

use crate::desk::DeskRefusal;
use crate::pipeline::Pipeline;
use crate::pipeline::insight::trial::{Bench, KeptBack, Trial, Tried, TurnedAway};
use crate::section::Slug;
use crate::serve::desk::{SourceTrial, TrialItem};
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// How long it may take.
const WITHIN: Duration = Duration::from_secs(60);

/// The number of items that are told.
const MOST: usize = 100;

/// Asks a source on this thread, which serves nobody.
pub(super) fn of(
    pipeline: &Pipeline,
    source: &str,
    now: DateTime<Utc>,
) -> Result<SourceTrial, DeskRefusal> {
    let none = || DeskRefusal::NoSuch(format!("there is no source \"{source}\""));
    let wanted = pipeline.source(&SourceName::new(source)).ok_or_else(none)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| DeskRefusal::Failed(error.to_string()))?;
    let bench = Bench::new(Some(pipeline.settings()), now);
    let tried =
        runtime.block_on(async { tokio::time::timeout(WITHIN, bench.source(wanted)).await });
    // What it has begun and not ended is waited for by nobody.
    runtime.shutdown_background();
    match tried {
        Ok(Ok(trial)) => Ok(told(trial)),
        Ok(Err(error)) => Err(DeskRefusal::Otherwise(format!("nothing came: {error}"))),
        Err(_) => {
            let seconds = WITHIN.as_secs();
            Err(DeskRefusal::Otherwise(format!("nothing came within {seconds} s")))
        }
    }
}

fn told(trial: Trial) -> SourceTrial {
    let item = |Tried { article, cut, warnings, .. }: Tried| TrialItem {
        title: article.title.to_string(),
        sections: article.sections.iter().map(Slug::as_str).collect::<Vec<_>>().join(", "),
        published: article.published,
        odd: warnings.into_iter().chain(cut).collect::<Vec<_>>().join("; "),
    };
    let refused = |TurnedAway { rejection, .. }: TurnedAway| (rejection.key, rejection.reason);
    let kept_back = |KeptBack { key, why }: KeptBack| (key, why);
    SourceTrial {
        items: trial.items.into_iter().take(MOST).map(item).collect(),
        rejections: trial.rejections.into_iter().take(MOST).map(refused).collect(),
        warnings: trial.warnings.into_iter().map(|odd| (odd.key, odd.warning)).collect(),
        kept_back: trial.kept_back.into_iter().take(MOST).map(kept_back).collect(),
    }
}
