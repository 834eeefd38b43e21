//! Of several elements that say the same thing, the best. It does not know what they say.

/// The best value so far; a lower rank is better, and the first of equals.
#[derive(Debug)]
pub(super) struct Best<T>(pub(super) Option<(u8, T)>);

impl<T> Best<T> {
    pub(super) fn offer(&mut self, rank: u8, value: Option<T>) {
        if let Some(value) = value
            && self.0.as_ref().is_none_or(|(held, _)| rank < *held)
        {
            self.0 = Some((rank, value));
        }
    }

    pub(super) fn take(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }
}

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self(None)
    }
}
