//! The rules of a source at work: which of its items come in, and what they
//! become before they are made articles. The rules are the newsroom's; what they
//! say is read in `config::settings::policy`.

mod applied;
mod edits;
mod subject;

pub(super) use applied::Admitted;
pub use applied::Applied;

use super::context::JudgeContext;
use super::refused::Refused;
use crate::raw_item::RawItem;
use subject::ConditionSubject;

/// Whether the filters of its source keep an item out, whatever its text is: then
/// nobody needs to fetch that.
#[must_use]
pub fn keeps_out(item: &RawItem, context: &JudgeContext<'_>) -> bool {
    let policy = &context.judging.policy;
    let facts = ConditionSubject::of(item, context);
    let mut drops = policy.drop.iter().filter(|conditions| !conditions.ask_for_text());
    let mut keeps = policy.keep.iter();
    drops.any(|conditions| facts.meet(conditions).is_some())
        || !policy.keep.is_empty() && !keeps.any(|conditions| facts.may_meet(conditions))
}

/// Judges an item by the filters of its source, as it came, and makes the edits.
/// `keep` is asked first, then `drop`.
///
/// # Errors
/// A sentence that names the rule that keeps it out.
pub(super) fn admit(item: RawItem, context: &JudgeContext<'_>) -> Result<Admitted, Refused> {
    let mut applied = Vec::new();
    let policy = &context.judging.policy;
    let name = &context.judging.name;
    if !(policy.keep.is_empty() && policy.drop.is_empty()) {
        let facts = ConditionSubject::of(&item, context);
        let met = policy.keep.iter().zip(1..).find_map(|(conditions, number)| {
            Some(Applied { rule: "keep", number, did: facts.meet(conditions)? })
        });
        if met.is_none() && !policy.keep.is_empty() {
            return Err(Refused::by_choice(format!(
                "not kept: it meets no `[[source.keep]]` of source \"{name}\"; change one of them to let it in"
            )));
        }
        applied.extend(met);
        for (conditions, number) in policy.drop.iter().zip(1..) {
            if let Some(why) = facts.meet(conditions) {
                return Err(Refused::by_choice(format!(
                    "dropped by `[[source.drop]]` {number} of source \"{name}\": {why}"
                )));
            }
        }
    }
    let mut admitted = Admitted { item, sections_are_set: false, applied };
    for (edit, number) in policy.edits.iter().zip(1..) {
        edits::make(edit, number, context, &mut admitted)?;
    }
    Ok(admitted)
}
