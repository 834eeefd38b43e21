//! Players of film and sound that articles embed: whose they are, the page that
//! plays the same, and what of them a reader gets. It cleans no HTML.

use crate::web_address::WebAddress;
use serde::Serialize;
use std::fmt::Write;
use url::Url;

/// What becomes of the players in articles. Those of unknown hosts never stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Embeds {
    /// A known player stays, in a sandboxed frame; without it a plain link to what
    /// it plays stands in its place.
    pub framed: bool,
    /// Hosts, in lower case, whose players are known besides those of [`PLATFORMS`].
    pub hosts: Vec<String>,
}

/// What a frame may do: run its own scripts with its own storage. It opens and
/// moves no window, sends no form and downloads nothing.
pub const SANDBOX: &str = "allow-scripts allow-same-origin allow-presentation";

/// Some platforms play nothing when they are not told which site asks.
const REFERRER: &str = "strict-origin-when-cross-origin";

/// The attributes that a frame has, besides its address and what describes it.
pub(super) const FRAME_ATTRIBUTES: &[&str] =
    &["src", "width", "height", "title", "sandbox", "loading", "referrerpolicy"];

/// The hosts whose players are known by themselves, and the name for a link.
pub const PLATFORMS: &[(&str, &str)] = &[
    ("www.youtube.com", "YouTube"),
    ("youtube.com", "YouTube"),
    ("www.youtube-nocookie.com", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("player.vimeo.com", "Vimeo"),
    ("www.dailymotion.com", "Dailymotion"),
    ("geo.dailymotion.com", "Dailymotion"),
    ("w.soundcloud.com", "SoundCloud"),
    ("open.spotify.com", "Spotify"),
];

/// A player that is known.
pub(super) struct Player {
    /// The address of the player itself: https, without a port or a user.
    pub(super) address: String,
    /// The page that plays the same.
    pub(super) page: String,
    /// Whose it is.
    pub(super) name: String,
}

impl Embeds {
    /// The player at an address, when it is a known one.
    pub(super) fn player(&self, address: &WebAddress) -> Option<Player> {
        let mut url = address.url().clone();
        // Every known player is there with TLS, whatever an old article says.
        url.set_scheme("https").ok()?;
        url.set_fragment(None);
        if url.port().is_some() || !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        let host = url.host_str()?;
        let platform = PLATFORMS.iter().find(|(known, _)| *known == host);
        let (page, name) = match platform {
            Some((_, name)) => (page_of(&url)?, (*name).to_owned()),
            None if self.knows(host) => (url.to_string(), host.to_owned()),
            None => return None,
        };
        Some(Player { address: url.into(), page, name })
    }

    /// The hosts whose frames stay.
    pub fn frames(&self) -> impl Iterator<Item = &str> {
        let known = PLATFORMS.iter().map(|(host, _)| *host);
        known.chain(self.hosts.iter().map(String::as_str)).filter(|_| self.framed)
    }

    /// Whether a frame of this address may stay.
    #[must_use]
    pub fn may_frame(&self, address: &str) -> bool {
        let player = WebAddress::parse(address).ok().and_then(|address| self.player(&address));
        self.framed && player.is_some_and(|player| player.address == address)
    }

    fn knows(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known == host)
    }
}

impl Player {
    /// The frame, made anew: nothing of the one that came but what is given here.
    pub(super) fn frame(
        &self,
        title: &str,
        sides: [Option<&str>; 2],
    ) -> Vec<(&'static str, String)> {
        let mut attributes = vec![("src", self.address.clone())];
        for (name, side) in ["width", "height"].into_iter().zip(sides) {
            let pixels =
                side.and_then(|side| side.trim().trim_end_matches("px").parse::<u16>().ok());
            attributes.extend(pixels.map(|pixels| (name, pixels.to_string())));
        }
        let title = if title.is_empty() { &self.name } else { title };
        attributes.extend([
            ("title", title.to_owned()),
            ("sandbox", SANDBOX.to_owned()),
            ("loading", "lazy".to_owned()),
            ("referrerpolicy", REFERRER.to_owned()),
        ]);
        attributes
    }
}

/// The page that plays what a platform's player plays; nothing when it is another
/// thing of theirs, as a button to follow somebody is.
fn page_of(url: &Url) -> Option<String> {
    let mut path = url.path_segments()?.filter(|part| !part.is_empty());
    let query = |name: &str| {
        url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    match url.host_str()? {
        "player.vimeo.com" => {
            let (kind, id) = (path.next()?, name(path.next()?)?);
            let mut page = format!("https://vimeo.com/{id}");
            if let Some(key) = query("h").as_deref().and_then(name) {
                // A film that is not listed is found with its key alone.
                let _ = write!(page, "/{key}");
            }
            (kind == "video").then_some(page)
        }
        "www.dailymotion.com" => match (path.next()?, path.next()?, path.next()?) {
            ("embed", "video", id) => {
                Some(format!("https://www.dailymotion.com/video/{}", name(id)?))
            }
            _ => None,
        },
        "geo.dailymotion.com" => {
            let id = query("video")?;
            Some(format!("https://www.dailymotion.com/video/{}", name(&id)?))
        }
        "w.soundcloud.com" => {
            let plays = WebAddress::parse(&query("url")?).ok()?;
            let is_page = plays.url().scheme() == "https" && plays.host() == "soundcloud.com";
            // What the API calls a track has no page that could be told from it.
            Some(if is_page { plays.into() } else { url.to_string() })
        }
        "open.spotify.com" => match (path.next()?, path.next()?, path.next()?) {
            ("embed" | "embed-podcast", kind, id) => {
                Some(format!("https://open.spotify.com/{}/{}", name(kind)?, name(id)?))
            }
            _ => None,
        },
        _ => {
            let (kind, id) = (path.next()?, name(path.next()?)?);
            let page = match query("list").as_deref().and_then(name) {
                Some(list) if id == "videoseries" => format!("playlist?list={list}"),
                _ => format!("watch?v={id}"),
            };
            matches!(kind, "embed" | "v").then(|| format!("https://www.youtube.com/{page}"))
        }
    }
}

/// The player of a platform that plays what its page plays; nothing where the address is of no
/// such page.
#[must_use]
pub fn player_of_page(address: &str) -> Option<String> {
    let url = WebAddress::parse(address.trim()).ok()?.url().clone();
    let query = |key: &str| {
        url.query_pairs().find(|(known, _)| known == key).map(|(_, value)| value.into_owned())
    };
    let path: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    let host = url.host_str()?;
    match (host.strip_prefix("www.").unwrap_or(host), path.as_slice()) {
        ("youtube.com" | "m.youtube.com" | "youtube-nocookie.com", path) => {
            let id = match path {
                ["watch"] => query("v")?,
                ["shorts" | "live" | "embed" | "v", id] => (*id).to_owned(),
                ["playlist"] => {
                    let list = query("list")?;
                    let list = name(&list)?;
                    return Some(format!("https://www.youtube.com/embed/videoseries?list={list}"));
                }
                _ => return None,
            };
            Some(format!("https://www.youtube.com/embed/{}", name(&id)?))
        }
        ("youtu.be", [id]) => Some(format!("https://www.youtube.com/embed/{}", name(id)?)),
        ("vimeo.com", [id, rest @ ..]) if id.bytes().all(|byte| byte.is_ascii_digit()) => {
            let key = rest.first().copied().and_then(name).map(|key| format!("?h={key}"));
            Some(format!("https://player.vimeo.com/video/{id}{}", key.unwrap_or_default()))
        }
        ("dailymotion.com", ["video", id]) | ("dai.ly", [id]) => {
            let id = name(id.split('_').next().unwrap_or_default())?;
            Some(format!("https://www.dailymotion.com/embed/video/{id}"))
        }
        ("open.spotify.com", [kind, id]) => {
            Some(format!("https://open.spotify.com/embed/{}/{}", name(kind)?, name(id)?))
        }
        ("soundcloud.com", [_, _, ..]) => {
            let page = format!("https://soundcloud.com{}", url.path());
            let page: String = url::form_urlencoded::byte_serialize(page.as_bytes()).collect();
            Some(format!("https://w.soundcloud.com/player/?url={page}"))
        }
        _ => PLATFORMS
            .iter()
            .any(|(known, _)| *known == host)
            .then(|| page_of(&url))
            .flatten()
            .map(|_| url.to_string()),
    }
}

/// A name as platforms make them, so that it can stand in an address as it is.
fn name(text: &str) -> Option<&str> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    ((1..=64).contains(&text.len()) && text.bytes().all(fits)).then_some(text)
}
