//! What the settings say to readers, without e-mail addresses: those of articles are left out
//! where feeds are composed, by the same rule.

use crate::config::settings::Settings;
use crate::text::{XmlText, mail};
use crate::words::words;

/// The settings with no e-mail address in what readers see of them, `[site] editor` and
/// `webmaster` apart, but those that `[email] publish` names.
pub(super) fn without_addresses(mut settings: Settings) -> Settings {
    let public = &settings.public_mail;
    let word = words(&settings.site.language).some_address;
    let instead = |address: &str| public.allowed(address).is_none().then(|| word.to_owned());
    let site = &mut settings.site;
    let mut texts: Vec<&mut XmlText> = vec![&mut site.title, &mut site.description];
    texts.extend(&mut site.rights);
    let feeds = settings.feeds.iter_mut().map(|feed| &mut feed.name);
    for name in settings.sections.iter_mut().chain(feeds) {
        texts.extend([&mut name.title, &mut name.description]);
    }
    let links = settings.web.iter_mut().flat_map(|web| &mut web.links);
    texts.extend(links.map(|link| &mut link.title));
    let front_page = &mut settings.front_page;
    texts.extend([&mut front_page.title, &mut front_page.description]);
    for text in texts {
        if let Some(other) = mail::replaced(text, instead) {
            *text = XmlText::new(other);
        }
    }
    settings
}
