//! What stands in the place of an address, or of the numbers of files, that a post gives.

use super::attachments::{Attachment, Shows};
use crate::text::embeds::player_of_page;
use crate::text::html::escaped;

/// The numbers in an attribute.
pub(super) fn numbers(said: &str) -> impl Iterator<Item = u64> {
    said.split(',').filter_map(|number| number.trim().parse().ok())
}

/// Whether a text is an address of the web, and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://"))
        && !text.contains(|c: char| c.is_whitespace() || "<>\"[]".contains(c))
}

/// What WordPress shows in the place of an address: a player where one is known, else a link.
pub(super) fn embedded(address: &str) -> String {
    let address = address.replace("&amp;", "&");
    if let Some(player) = player_of_page(&address) {
        return format!("<iframe src=\"{}\"></iframe>", escaped(&player));
    }
    match Shows::at(&address) {
        Shows::Sound | Shows::Film => {
            Attachment { url: address, ..Attachment::default() }.in_text()
        }
        Shows::Picture | Shows::Other => {
            let address = escaped(&address);
            format!("<p><a href=\"{address}\">{address}</a></p>")
        }
    }
}
