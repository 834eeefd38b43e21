//! HTML that is safe to show in any reader: our policy over `ammonia`.
//! It does not find the article in a page.

use super::elements;
use super::embeds::{Embeds, FRAME_ATTRIBUTES, SANDBOX};
use super::kept_addresses;
use super::mail_in_html::{self, Steads};
use super::places;
use super::tidy_html::{ATTRIBUTES, EVERYWHERE, SIDES, edit_text, tidy};
use super::xml_text::is_xml_char;
use crate::web_address::WebAddress;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

/// A fragment of HTML without script, style, event handlers or dangerous
/// schemes, with absolute addresses, and of only the characters XML allows.
///
/// ```
/// use pressroom::text::CleanHtml;
/// use pressroom::web_address::WebAddress;
///
/// let page = WebAddress::parse("https://news.example/a/")?;
/// let clean = CleanHtml::clean(r#"<p onclick="x()">To <a href="b">b</a><script>y()</script>"#, Some(&page));
/// assert_eq!(clean.as_str(), r#"<p>To <a href="https://news.example/a/b">b</a></p>"#);
/// # Ok::<(), pressroom::web_address::AddressError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CleanHtml(String);

/// The judge: it knows the same lists as `tidy_html` and trusts nothing of it.
static JUDGE: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut judge = rules();
    judge.attribute_filter(judge_attribute);
    judge
});

fn rules() -> ammonia::Builder<'static> {
    let mut judge = ammonia::Builder::empty();
    judge
        .tags(elements::of_articles().collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .generic_attributes(EVERYWHERE.iter().copied().chain(["id"]).collect())
        .tag_attributes(
            ATTRIBUTES.iter().map(|(of, own)| (*of, own.iter().copied().collect())).collect(),
        )
        .url_schemes(["http", "https", "mailto", "tel"].into_iter().collect())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(None);
    judge
}

/// The judge of a fragment with frames, which are few: of known players alone, and
/// never out of their sandbox.
fn judge_of_frames(embeds: &Embeds) -> ammonia::Builder<'static> {
    let embeds = embeds.clone();
    let mut judge = rules();
    judge
        .add_tags(["iframe"])
        .add_tag_attributes("iframe", FRAME_ATTRIBUTES)
        .set_tag_attribute_value("iframe", "sandbox", SANDBOX)
        .attribute_filter(move |element, name, value| match (element, name) {
            ("iframe", "src") => embeds.may_frame(value).then_some(Cow::Borrowed(value)),
            _ => judge_attribute(element, name, value),
        });
    judge
}

/// Refuses what `ammonia` itself does not look into: only links may leave the
/// web, and every candidate of a `srcset` must be an address on it.
fn judge_attribute<'a>(_: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let on_the_web = |address: &str| WebAddress::parse(address).is_ok();
    let allowed = match name {
        "src" | "poster" => on_the_web(value),
        "srcset" => {
            value.split(", ").all(|candidate| candidate.split(' ').next().is_some_and(on_the_web))
        }
        "align" => SIDES.contains(&value),
        _ => true,
    };
    allowed.then_some(Cow::Borrowed(value))
}

impl CleanHtml {
    /// Cleans a fragment; relative addresses are resolved against `base`, and
    /// dropped when there is none. Links stand in the place of known players.
    #[must_use]
    pub fn clean(html: &str, base: Option<&WebAddress>) -> Self {
        Self::clean_with(html, base, &Embeds::default())
    }

    /// As [`CleanHtml::clean`], with what becomes of players as `embeds` says.
    #[must_use]
    pub fn clean_with(html: &str, base: Option<&WebAddress>, embeds: &Embeds) -> Self {
        Self::clean_on(html, None, base, embeds)
    }

    /// As [`CleanHtml::clean_with`], of a fragment that is on `page`: what refers to a place
    /// in itself (`#note`) leads there, whatever `base` is.
    #[must_use]
    pub fn clean_on(
        html: &str,
        page: Option<&WebAddress>,
        base: Option<&WebAddress>,
        embeds: &Embeds,
    ) -> Self {
        let tidied = tidy(html, base, page, embeds);
        let judged = match tidied.has_frames {
            true => judge_of_frames(embeds).clean(&tidied.html),
            false => JUDGE.clean(&tidied.html),
        };
        let mut clean = judged.to_string();
        if !clean.chars().all(is_xml_char) {
            clean.retain(is_xml_char);
        }
        clean.truncate(clean.trim_end().len());
        let blank = clean.len() - clean.trim_start().len();
        clean.drain(..blank);
        Self(clean)
    }

    /// The same with its words changed, and cleaned again: `edit` is given each
    /// run of text between two tags, entities decoded, and never sees a tag.
    #[must_use]
    pub fn with_words(&self, embeds: &Embeds, edit: impl FnMut(&str) -> String) -> Self {
        Self::clean_with(&edit_text(&self.0, edit), None, embeds)
    }

    /// The same with other words in the places of e-mail addresses; `None` when it has none
    /// that are to be replaced.
    #[must_use]
    pub fn without_mail(&self, steads: Steads<'_>) -> Option<Self> {
        mail_in_html::withheld(&self.0, steads).map(Self)
    }

    /// The same of an article whose page is at `page`, and was at `own` when this was cleaned:
    /// what led to it then leads to it now.
    #[must_use]
    pub fn moved(self, own: Option<&WebAddress>, page: &WebAddress) -> Self {
        match places::moved(&self.0, own.map(WebAddress::as_str), page.as_str()) {
            Cow::Owned(moved) => Self(moved),
            Cow::Borrowed(_) => self,
        }
    }

    /// Takes back what [`CleanHtml::clean`] made before it was kept, perhaps in an older
    /// release that let addresses pass as browsers do.
    #[must_use]
    pub fn kept(html: String) -> Self {
        Self(kept_addresses::escaped(&html).unwrap_or(html))
    }

    /// As a plain string of HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for CleanHtml {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CleanHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
