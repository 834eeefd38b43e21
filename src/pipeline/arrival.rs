//! From an item as it came to what the store is told of it: the one way, whether a
//! pass, a push or an archive brought it. It keeps nothing.

use crate::article::Article;
use crate::normalise::{self, JudgeContext, Judged};
use crate::pipeline::retention::KeptFor;
use crate::raw_item::{RawItem, Rejection, Warning};
use crate::store::{Arrival, KeptItem, KeptRejection, Terms};
use chrono::{DateTime, TimeDelta, Utc};

/// When each of the items of a pass came, for those that say no date: the first of a feed
/// stands before the second, so they come a second apart, the first now; and where the dates
/// of a feed go down, none is newer than what stands above it.
pub(in crate::pipeline) fn moments(items: &[RawItem], now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let dates = items.iter().filter_map(|item| dated(item).filter(|_| !item.is_own));
    let goes_down = dates.is_sorted_by(|one, next| one >= next);
    let second = TimeDelta::seconds(1);
    let mut above = now.checked_add_signed(second).unwrap_or(now);
    let moment = |item: &RawItem| match dated(item) {
        Some(date) => {
            above = if goes_down && !item.is_own { above.min(date) } else { above };
            now
        }
        None => {
            above = above.checked_sub_signed(second).unwrap_or(above);
            above
        }
    };
    items.iter().map(moment).collect()
}

/// Of when somebody said that an item is.
fn dated(item: &RawItem) -> Option<DateTime<Utc>> {
    item.published.or(item.updated).or(item.publish_at)
}

/// Whether nobody said of when an item is.
pub(in crate::pipeline) fn is_undated(item: &RawItem) -> bool {
    dated(item).is_none()
}

/// What is told of one of the newsroom's own that gives no date.
pub(in crate::pipeline) fn undated(item: &RawItem) -> Option<String> {
    (item.is_own && is_undated(item)).then(|| {
        "it gives no date, so it is of when it was first seen: write `date` into it".to_owned()
    })
}

/// Judges an item. That it gives no date is told when it comes, and not once more here.
///
/// # Errors
/// The refusal, as the store keeps it, when it cannot be an article.
pub(in crate::pipeline) fn arrival(
    item: RawItem,
    context: &JudgeContext<'_>,
) -> Result<Arrival, KeptRejection> {
    let Kept { arrival, warnings, cut } = judged(item, context)?;
    for warning in warnings.into_iter().chain(cut) {
        tracing::warn!(source = %context.judging.name, key = arrival.key, warning, "odd");
    }
    Ok(arrival)
}

/// As [`arrival`], with what is odd about it and costs nothing; `keep` is how long articles
/// are kept, where that has an end.
///
/// # Errors
/// As [`arrival`].
pub(in crate::pipeline) fn arrival_with_warnings(
    item: RawItem,
    context: &JudgeContext<'_>,
    keep: KeptFor,
) -> Result<(Arrival, Vec<Warning>), KeptRejection> {
    let is_own = item.is_own;
    let undated = undated(&item);
    let Kept { arrival, warnings, cut } = judged(item, context)?;
    let keep = if is_own { keep } else { KeptFor::EVER };
    let too_old = too_old(&arrival.article, keep, context.now);
    let warnings = warnings.into_iter().chain(cut).chain(too_old).chain(undated);
    let key = &arrival.key;
    let warnings = warnings.map(|warning| Warning { key: key.clone(), warning }).collect();
    Ok((arrival, warnings))
}

/// As [`arrival_with_warnings`], of somebody who is there to be told: nothing of the item
/// is cut.
///
/// # Errors
/// As [`arrival`], and when anything in it is longer than its field may be.
pub(in crate::pipeline) fn whole_arrival(
    item: RawItem,
    context: &JudgeContext<'_>,
    keep: KeptFor,
) -> Result<(Arrival, Vec<String>), KeptRejection> {
    let Kept { arrival, mut warnings, cut } = judged(item, context)?;
    if !cut.is_empty() {
        let reason =
            format!("{}; of what is pushed nothing is cut: make it shorter", cut.join("; "));
        let (key, title) = (arrival.key, Some(arrival.article.title.to_string()));
        let rejection = Rejection { kind: crate::raw_item::RefusalKind::Fault, key, title, reason };
        return Err(KeptRejection {
            arrived: Some(arrival.arrived),
            rejection,
            said: arrival.said.map(Box::new),
        });
    }
    warnings.extend(too_old(&arrival.article, keep, context.now));
    Ok((arrival, warnings))
}

/// An arrival, what is odd about it, and what of it was cut.
struct Kept {
    arrival: Arrival,
    warnings: Vec<String>,
    cut: Vec<String>,
}

fn judged(item: RawItem, context: &JudgeContext<'_>) -> Result<Kept, KeptRejection> {
    let (key, arrived, terms) = (item.key.clone(), item.arrived, Terms::of(&item));
    let formerly = item.formerly.clone();
    let said = KeptItem::of(&item);
    match normalise::judge(item, context) {
        Ok(Judged { article, cut, warnings, .. }) => {
            let arrived = arrived.unwrap_or_else(|| article.fingerprint());
            let arrival = Arrival { key, arrived, article, terms, said, formerly };
            Ok(Kept { arrival, warnings, cut })
        }
        Err(rejection) => Err(KeptRejection { arrived, rejection, said: said.map(Box::new) }),
    }
}

/// What is told of an article that is older than articles are kept: a mistyped year must
/// not make it vanish without a word.
pub(in crate::pipeline) fn too_old(
    article: &Article,
    keep: KeptFor,
    now: DateTime<Utc>,
) -> Option<String> {
    let keep = keep.is_over(article, now)?;
    let date = article.published.max(article.updated).format("%Y-%m-%d");
    Some(format!(
        "it is of {date}, older than `[store] keep` allows ({} days): it is in no feed; mend its date, or raise `keep`",
        keep.as_secs() / 86_400
    ))
}
