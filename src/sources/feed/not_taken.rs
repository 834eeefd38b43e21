//! What of an archive does not come in, with the item where one was read.

use crate::raw_item::{RawItem, RefusalKind, Rejection};

/// Something that may not come in, or that nobody could read.
#[derive(Clone, Debug)]
pub struct NotTaken {
    /// What it is called, and why.
    pub rejection: Rejection,
    /// The item, where one was read.
    pub item: Option<Box<RawItem>>,
}

impl NotTaken {
    /// An item that may not come in.
    pub(super) fn item(item: RawItem, reason: String) -> Self {
        let title = item.title.as_ref().map(|title| title.as_str().to_owned());
        let rejection =
            Rejection { kind: RefusalKind::Fault, key: item.key.clone(), title, reason };
        Self { rejection, item: Some(Box::new(item)) }
    }
}

impl From<Rejection> for NotTaken {
    fn from(rejection: Rejection) -> Self {
        Self { rejection, item: None }
    }
}
