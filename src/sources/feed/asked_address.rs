//! The address that a feed was asked at, in whatever form the feed names it itself: as a page,
//! an attachment, within a text or within another address, spelled otherwise or encoded.
//! Whoever knows it may have paid for it, so nobody reads it in what is published.

use crate::raw_item::{RawItem, RawMedia};
use crate::secrets::looks_random;
use crate::web_address::WebAddress;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use url::{Position, Url};

/// How often an address may be encoded within another one.
const DEEPEST: usize = 4;

/// An address that is not to be named.
struct AskedAddress {
    whole: String,
    host: String,
    path: String,
    /// The names and values of its query, decoded.
    query: Vec<(String, String)>,
    /// The parts of its path that nobody made up by hand.
    random: Vec<String>,
}

/// Takes the address that a feed was asked at out of its items.
pub(in crate::sources) fn hide(items: &mut [RawItem], asked: &WebAddress) {
    let asked = AskedAddress::of(asked.url());
    items.iter_mut().for_each(|item| asked.take_out_of(item));
}

impl AskedAddress {
    fn of(url: &Url) -> Self {
        let segments = url.path_segments().into_iter().flatten();
        Self {
            whole: url[..Position::AfterQuery].to_owned(),
            host: url.host_str().unwrap_or_default().to_lowercase(),
            path: decoded(url.path()).into_owned(),
            query: url.query_pairs().into_owned().collect(),
            random: segments.filter(|it| looks_random(it)).map(|it| decoded(it).into()).collect(),
        }
    }

    fn take_out_of(&self, item: &mut RawItem) {
        let is_it = |said: &mut String| self.is_named_in(said);
        item.url.take_if(is_it);
        item.base.take_if(|base| self.is_named_in(base.as_str()));
        item.root.take_if(|root| self.is_named_in(root.as_str()));
        self.take_out_of_media(&mut item.media);
        for author in &mut item.authors {
            author.url.take_if(is_it);
            author.avatar.take_if(is_it);
        }
        if let Some(origin) = &mut item.origin {
            origin.feed.take_if(is_it);
            origin.site.take_if(is_it);
        }
        if let Some(episode) = &mut item.episode {
            episode.image.take_if(is_it);
            episode.transcripts.retain(|file| !self.is_named_in(&file.url));
            episode.chapters.take_if(|file| self.is_named_in(&file.url));
        }
        // One without a query may be anybody's link to the paper.
        if !self.query.is_empty() || !self.random.is_empty() {
            item.each_text(&mut |text| self.cut_out_of(text));
        }
    }

    fn take_out_of_media(&self, media: &mut Vec<RawMedia>) {
        media.retain(|one| !self.is_named_in(&one.url));
        for one in media {
            one.thumbnail.take_if(|said| self.is_named_in(said));
            self.take_out_of_media(&mut one.renditions);
        }
    }

    /// Whether an address is this one, or has it in it.
    fn is_named_in(&self, said: &str) -> bool {
        let is_it = |url: &WebAddress| url.url()[..Position::AfterQuery] == self.whole;
        if WebAddress::parse(said).is_ok_and(|said| is_it(&said)) {
            return true;
        }
        let mut form = Cow::Borrowed(said);
        for _ in 0..DEEPEST {
            if self.is_in_form(&form) {
                return true;
            }
            let next = decoded(&form).replace("&amp;", "&");
            if next == *form {
                return false;
            }
            form = Cow::Owned(next);
        }
        false
    }

    /// Whether it stands in this form of an address, whatever its scheme and the order of its
    /// query.
    fn is_in_form(&self, form: &str) -> bool {
        let lower = form.to_ascii_lowercase();
        let mut places = lower.match_indices(self.host.as_str());
        !self.host.is_empty()
            && places.any(|(at, _)| {
                Url::parse(&format!("http://{}", &form[at..])).is_ok_and(|url| self.is(&url))
            })
    }

    fn is(&self, url: &Url) -> bool {
        let path = decoded(url.path());
        let has_random = self.random.iter().any(|part| path.split('/').any(|it| it == part));
        let has = |wanted: &(String, String)| {
            url.query_pairs().any(|(name, value)| name == wanted.0 && value == wanted.1)
        };
        has_random || !self.query.is_empty() && path == self.path && self.query.iter().all(has)
    }

    /// Cuts every address that names it out of a text, plain or HTML.
    fn cut_out_of(&self, text: &mut String) {
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>');
        let parts = text.split_inclusive(ends);
        let without: String = parts
            .map(|part| {
                let word = part.trim_end_matches(ends);
                let is_address = word.contains(['/', '%']) && self.is_named_in(word);
                if is_address { &part[word.len()..] } else { part }
            })
            .collect();
        if without.len() != text.len() {
            *text = without;
        }
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}
