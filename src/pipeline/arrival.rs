//! From an item as it came to what the store is told of it: the one way, whether a
//! pass, a push or an archive brought it. It keeps nothing.

use crate::normalise::{self, JudgeContext, Judged};
use crate::raw_item::RawItem;
use crate::store::{Arrival, Refusal, Terms};

/// Judges an item.
///
/// # Errors
/// The refusal, as the store keeps it, when it cannot be an article.
pub(in crate::pipeline) fn arrival(
    item: RawItem,
    context: &JudgeContext<'_>,
) -> Result<Arrival, Refusal> {
    let (key, arrived, terms) = (item.key.clone(), item.arrived, Terms::of(&item));
    match normalise::judge(item, context) {
        Ok(Judged { article, cut, .. }) => {
            for cut in cut {
                tracing::warn!(source = %context.judging.name, key, "{cut}");
            }
            let arrived = arrived.unwrap_or_else(|| article.fingerprint());
            Ok(Arrival { key, arrived, article, terms })
        }
        Err(rejection) => Err(Refusal { arrived, rejection }),
    }
}
