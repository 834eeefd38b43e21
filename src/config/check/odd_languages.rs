//! Languages that are rather countries: `pk`, `us`. Feeds may say so, and no reader knows it. It
//! refuses none, and knows names of two letters alone.

use super::Checker;
use crate::config::file::{ConfigFile, Key, LanguageTag, Written};
use crate::words;
use std::collections::BTreeSet;

/// The languages with a name of two letters (ISO 639-1).
const KNOWN: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co \
    cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi \
    ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw \
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc \
    oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su \
    sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

impl Checker<'_, '_> {
    pub(super) fn languages_that_are_countries(&mut self, file: &ConfigFile) {
        let site = file.site.value().map(|table| &table.language);
        let sections = file.section.value().into_iter().flatten().map(|it| &it.value.language);
        let feeds = file.feed.value().into_iter().flatten().map(|it| &it.value.language);
        let sources = file.source.value().into_iter().flatten().map(|it| &it.value.language);
        for key in site.into_iter().chain(sections).chain(feeds).chain(sources) {
            self.language_that_is_a_country(key);
        }
        if let Some(written) = site.and_then(|key| key.0.as_ref()) {
            self.language_without_words(written);
        }
    }

    /// What the paper itself says is English then, in a paper that is not.
    fn language_without_words(&mut self, written: &Written<LanguageTag>) {
        let Ok(language) = super::forms::language(&written.value) else { return };
        let all: BTreeSet<&str> = words::languages().collect();
        let first = language.as_str().split('-').next().unwrap_or_default();
        if !all.contains(first) {
            let cause = format!(
                "there is no table of the paper's own words in `{first}`: menu, dates, notices and buttons will be English"
            );
            let all = all.into_iter().collect::<Vec<_>>().join(", ");
            let remedy = format!("there are {all}; another is a file in `src/words/`");
            self.findings.warn(written.span.clone(), cause, remedy);
        }
    }

    fn language_that_is_a_country(&mut self, key: &Key<LanguageTag>) {
        let Some(written) = &key.0 else { return };
        // As it is meant: some have an older name.
        let Ok(language) = super::forms::language(&written.value) else { return };
        let first = language.as_str().split('-').next().unwrap_or_default();
        if first.len() == 2 && !KNOWN.split_whitespace().any(|known| known == first) {
            let cause = format!("no language is called `{first}`");
            let remedy = format!(
                "write the language, and behind it the country if it matters, as in `en-{}`",
                first.to_ascii_uppercase()
            );
            self.findings.warn(written.span.clone(), cause, remedy);
        }
    }
}
