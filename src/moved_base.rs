//! The address of a newsroom's folder that has become another one: what of its own addresses
//! is only moved by that. It judges no article.

use crate::raw_item::RawItem;
use crate::web_address::WebAddress;

/// Where the addresses of a folder began, and where they begin now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedBase {
    from: String,
    to: WebAddress,
}

impl MovedBase {
    /// `None` where it is the same.
    #[must_use]
    pub fn between(from: &WebAddress, to: &WebAddress) -> Option<Self> {
        let plain = |address: &WebAddress| address.as_str().trim_end_matches('/').to_owned();
        let from_text = plain(from);
        (from_text != plain(to)).then(|| Self { from: from_text, to: to.clone() })
    }

    /// The address that another one has become; `None` where it was not below the old base.
    #[must_use]
    pub fn address(&self, address: &WebAddress) -> Option<WebAddress> {
        WebAddress::parse(&self.text(address.as_str())?).ok()
    }

    /// The item of a file, as it would be read there now.
    #[must_use]
    pub fn item(&self, mut item: RawItem) -> RawItem {
        let moved = |address: &mut String| {
            if let Some(now) = self.text(address) {
                *address = now;
            }
        };
        item.url.iter_mut().for_each(moved);
        item.media.iter_mut().for_each(|medium| moved(&mut medium.url));
        if let Some(base) = &mut item.base {
            *base = self.address(base).unwrap_or_else(|| base.clone());
        }
        item.root = item.root.map(|_| self.to.clone());
        item
    }

    fn text(&self, address: &str) -> Option<String> {
        let rest = address.strip_prefix(&self.from)?;
        let to = self.to.as_str().trim_end_matches('/');
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
    }
}
