//! What an item is called, and the page that its name gives. Whether the name is one is
//! decided by `naming`.

use super::super::addresses::{is_path, is_web};
use super::super::tree::Element;
use super::Draft;

impl<'a> Draft<'_, 'a> {
    pub(super) fn take_guid(&mut self, at: usize, element: &Element<'a>) {
        let guid = self.texts.plain(at);
        let said = element.attribute("isPermaLink");
        let said = said.map(|value| value.to_ascii_lowercase());
        let leads = |guid: &String| match said.as_deref() {
            Some("false") => false,
            Some("true") => is_web(guid) || !guid.contains(char::is_whitespace),
            _ => is_web(guid) || is_path(guid),
        };
        self.link.offer(4, guid.clone().filter(leads));
        self.key.offer(0, guid);
    }

    /// An id that is an address, or the path of one, is the page's, where nothing else says
    /// one.
    pub(super) fn take_id(&mut self, at: usize) {
        let id = self.texts.plain(at);
        self.link.offer(10, id.clone().filter(|id| is_web(id) || id.starts_with('/')));
        self.key.offer(1, id);
    }
}
