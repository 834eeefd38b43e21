//! Pictures that lie in the folder next to the articles: their address on the
//! site, and their type, length and size in pixels, read from the file itself.

use super::picture_file::state_of;
use crate::raw_item::RawMedia;
use crate::sources::own_item::MediaEntry;
use crate::web_address::WebAddress;
use std::fs;
use std::path::{Component, Path, PathBuf};
use url::Url;

/// What an entry of the front matter means for a file in `folder` (relative to
/// `root`), and a text that changes whenever the local file behind it changes.
pub(super) fn place(
    entry: &MediaEntry,
    root: &Path,
    folder: &Path,
    base: Option<&WebAddress>,
) -> (RawMedia, String) {
    let mut media = RawMedia::from(entry);
    let reference = entry.url.trim();
    // An address of the site may be that of a file that lies here.
    let below = base.and_then(|base| reference.strip_prefix(base.as_str()));
    if let Some(path) = below.and_then(|below| inside(Path::new(""), below)).map(|it| root.join(it))
        && path.is_file()
    {
        let state = measure(&path, &mut media);
        return (media, state);
    }
    if Url::parse(reference).is_ok() || reference.starts_with("//") {
        return (media, String::new());
    }
    let candidates = [inside(folder, reference), inside(Path::new(""), reference)];
    let found = candidates.iter().flatten().find(|path| root.join(path).is_file());
    // Even without the file there is an address: it may be on the site only.
    let path = found.or(candidates[0].as_ref());
    if let (Some(path), Some(base)) = (path, base)
        && let Ok(address) = base.join(&as_reference(path))
    {
        media.url = address.into();
    }
    let state = found.map(|path| measure(&root.join(path), &mut media)).unwrap_or_default();
    (media, state)
}

/// Fills in what the file says of itself; returns its length and time of change.
fn measure(path: &Path, media: &mut RawMedia) -> String {
    let Ok(facts) = fs::metadata(path) else { return String::new() };
    media.length = Some(facts.len());
    if media.media_type.is_none() {
        media.media_type =
            mime_guess::from_path(path).first().map(|guess| guess.essence_str().to_owned());
    }
    if media.media_type.as_deref().is_some_and(|kind| kind.starts_with("image/"))
        && let Ok(size) = imagesize::size(path)
    {
        media.width = u32::try_from(size.width).ok();
        media.height = u32::try_from(size.height).ok();
    }
    state_of(path)
}

/// A reference as a path below the root; `None` if it would leave the folder. One
/// that begins with a slash is seen from the root.
fn inside(folder: &Path, reference: &str) -> Option<PathBuf> {
    let mut path = if reference.starts_with('/') { PathBuf::new() } else { folder.to_owned() };
    for component in Path::new(reference.trim_start_matches('/')).components() {
        match component {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    (!path.as_os_str().is_empty()).then_some(path)
}

/// A path below the root as a relative reference (RFC 3986 §4.2): what would have
/// a meaning in one is escaped, the rest is left to the parser of addresses.
pub(super) fn as_reference(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    format!("./{}", path.replace('%', "%25").replace('?', "%3F").replace('#', "%23"))
}
