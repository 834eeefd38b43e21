//! Elements of other namespaces in RSS, as the `rss` crate keeps them.

use super::body;
use rss::extension::{Extension, ExtensionMap};

/// An element with attributes, for the extension maps. The empty value keeps the
/// writer from breaking the line within it.
pub(super) fn element(name: &str, attributes: &[(&str, String)], value: &str) -> Extension {
    Extension {
        name: name.to_owned(),
        value: Some(body::xml(value)),
        attrs: attributes.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
        ..Extension::default()
    }
}

/// Puts an element into the map under its own prefix and local name.
pub(super) fn add(extensions: &mut ExtensionMap, element: Extension) {
    let (prefix, local) = element.name.split_once(':').unwrap_or_default();
    let (prefix, local) = (prefix.to_owned(), local.to_owned());
    extensions.entry(prefix).or_default().entry(local).or_default().push(element);
}
