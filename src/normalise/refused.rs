//! Why an item becomes no article: a sentence, and whether somebody has to mend something.

use crate::raw_item::RefusalKind;

/// Why not.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) reason: String,
    pub(super) kind: RefusalKind,
}

impl Refused {
    /// The newsroom's rules want it so.
    pub(super) fn by_choice(reason: String) -> Self {
        Self { reason, kind: RefusalKind::Choice }
    }
}

impl From<String> for Refused {
    /// A fault.
    fn from(reason: String) -> Self {
        Self { reason, kind: RefusalKind::Fault }
    }
}
