//! Why a single value is refused, before it is known where it stands.

/// A cause and a remedy.
#[derive(Debug)]
pub(super) struct BadValue {
    pub(super) cause: String,
    pub(super) remedy: String,
}

impl BadValue {
    pub(super) fn new(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { cause: cause.into(), remedy: remedy.into() }
    }
}
