//! Where the pictures of the paper's own pages come from. It brings none.

use crate::web_address::WebAddress;

/// `[pictures]`: where the pictures of the paper's own pages come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictures {
    /// Each is brought once, and served from here.
    pub own: bool,
    /// The hosts whose pictures, films and sounds stay where they are.
    pub leave_on: Vec<String>,
    /// How much is kept of them, in bytes.
    pub room: u64,
}

impl Pictures {
    /// Whether the picture at this address is to be the paper's own.
    #[must_use]
    pub fn is_own(&self, address: &WebAddress) -> bool {
        self.own && !self.leave_on.iter().any(|host| address.is_within(host))
    }
}

impl Default for Pictures {
    /// Left where they are.
    fn default() -> Self {
        Self { own: false, leave_on: Vec::new(), room: 1 << 30 }
    }
}
