//! What words a language must have, and how its dates are written.

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;

/// The paper's own words in one language. `{}` stands for a name or a number.
#[derive(Debug)]
pub struct Words {
    /// The language of the words (RFC 5646).
    pub language: &'static str,
    /// What a paper is about that does not say it, which is `{}`.
    pub about: &'static str,
    /// What a feed brings that does not say it: what it is called is the first `{}`, and the
    /// paper the second.
    pub about_section: &'static str,
    /// The way past the menu.
    pub skip: &'static str,
    /// The button of the menu.
    pub menu: &'static str,
    /// The front page.
    pub front_page: &'static str,
    /// All sections.
    pub sections: &'static str,
    /// The search page, and its field.
    pub search: &'static str,
    /// The button that searches.
    pub find: &'static str,
    /// The archive.
    pub archive: &'static str,
    /// The page that says how to follow the paper.
    pub subscribe: &'static str,
    /// Before the date of an article.
    pub published: &'static str,
    /// Before the date of its last change.
    pub updated: &'static str,
    /// Above other articles of a section, which is `{}`.
    pub more: &'static str,
    /// The article before this one.
    pub earlier: &'static str,
    /// The article after this one.
    pub later: &'static str,
    /// Before the note of a correction.
    pub correction: &'static str,
    /// Marks what was corrected.
    pub corrected: &'static str,
    /// Marks news that breaks.
    pub breaking: &'static str,
    /// Before other articles that tell the same story.
    pub also: &'static str,
    /// Before the tags of an article.
    pub tags: &'static str,
    /// The title of the articles with a tag, which is `{}`.
    pub tagged: &'static str,
    /// The title of the articles by an author, who is `{}`.
    pub written_by: &'static str,
    /// The button that shows the address of a writer, who is `{}`.
    pub write_to: &'static str,
    /// Stands in a sentence for an e-mail address that is left out.
    pub some_address: &'static str,
    /// The way to the addresses that an article leaves out, where its writer gave none.
    pub addresses: &'static str,
    /// The title of what tells them, of the article with the headline `{}`.
    pub addresses_in: &'static str,
    /// The same of one of them.
    pub address_in: &'static str,
    /// There is no address to show.
    pub no_address: &'static str,
    /// The button that shares an article.
    pub share: &'static str,
    /// The button that copies an address.
    pub copy: &'static str,
    /// What it says afterwards.
    pub copied: &'static str,
    /// Before the site that an article was first published on.
    pub first_published: &'static str,
    /// Before who made a picture.
    pub picture: &'static str,
    /// Leads to a film that stays where it is, which is the host `{}`.
    pub film_at: &'static str,
    /// The same of a sound.
    pub sound_at: &'static str,
    /// The same of a picture.
    pub picture_at: &'static str,
    /// In a list of nothing.
    pub empty: &'static str,
    /// The title of what was searched for, which is `{}`.
    pub found: &'static str,
    /// When nothing was found.
    pub nothing_found: &'static str,
    /// The link to the feed of what was searched for.
    pub feed_of_search: &'static str,
    /// The older part of a list.
    pub older: &'static str,
    /// The newer part of a list.
    pub newer: &'static str,
    /// The title of the page for what is not there.
    pub missing: &'static str,
    /// The same in a sentence.
    pub missing_sentence: &'static str,
    /// The title of the page for what cannot be shown for the moment.
    pub not_now: &'static str,
    /// When to come back.
    pub not_now_sentence: &'static str,
    /// The title of the page of what was withdrawn.
    pub gone: &'static str,
    /// The same in a sentence.
    pub gone_sentence: &'static str,
    /// The title of the page of what was removed.
    pub removed: &'static str,
    /// The same in a sentence.
    pub removed_sentence: &'static str,
    /// What a feed is.
    pub feed_is: &'static str,
    /// The way to all feeds at once.
    pub all_at_once: &'static str,
    /// The title of the page for a feed that is not there.
    pub no_feed: &'static str,
    /// What stands above the list of those that are.
    pub feeds_there_are: &'static str,
    /// Before the readers that a feed can be added to.
    pub one_click: &'static str,
    /// The heading of how to add the paper to a phone.
    pub on_a_phone: &'static str,
    /// How that is done.
    pub on_a_phone_how: &'static str,
    /// What a feed brings, which are so many articles: `{}`.
    pub newest: &'static str,
    /// How often a feed is looked at: each minute, each two, each few (3 to 10, as Arabic
    /// counts) and each `{}` minutes that are more.
    pub how_often: [&'static str; 4],
    /// The way to the document itself.
    pub raw: &'static str,
    /// The hint that the paper can be added to the home screen. How that is done by hand is
    /// said after it.
    pub install: &'static str,
    /// The button that puts a hint away.
    pub got_it: &'static str,
    /// The button that puts the paper on the home screen.
    pub add_now: &'static str,
    /// The title of the page for when there is no connection.
    pub offline_title: &'static str,
    /// The notice that there is no connection.
    pub offline: &'static str,
    /// The button that tries once more.
    pub retry: &'static str,
    /// What that button says when there is still none.
    pub still_offline: &'static str,
    /// How a date is written: `{d}`, `{month}`, `{y}`.
    pub date: &'static str,
    /// Before the time of day.
    pub comma: &'static str,
    /// Between two names of which the first has the second.
    pub colon: &'static str,
    /// The months, from January.
    pub months: [&'static str; 12],
    /// The days of the week, from Monday.
    pub days: [&'static str; 7],
}

impl Words {
    /// `rtl` or `ltr`, for the `dir` of an element in these words.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        if matches!(self.language, "ar" | "ur") { "rtl" } else { "ltr" }
    }

    /// `words` with a name in the place of `{}`.
    #[must_use]
    pub fn with(&self, words: &str, name: &str) -> String {
        words.replacen("{}", name, 1)
    }

    /// What a feed brings that does not say it.
    #[must_use]
    pub fn latest(&self, feed: &str, paper: &str) -> String {
        let (begin, end) = self.about_section.rsplit_once("{}").unwrap_or((self.about_section, ""));
        self.with(begin, feed) + paper + end
    }

    /// How often a feed is looked at.
    #[must_use]
    pub fn every(&self, minutes: u64) -> String {
        let [one, two, few, many] = self.how_often;
        let words = match (minutes, minutes % 100) {
            (1, _) => one,
            (2, _) => two,
            (_, 3..=10) => few,
            _ => many,
        };
        self.with(words, &minutes.to_string())
    }

    /// A name and one that belongs to it.
    #[must_use]
    pub fn of(&self, whole: &str, part: &str) -> String {
        format!("{whole}{} {part}", self.colon)
    }

    /// A day, in the newsroom's zone.
    #[must_use]
    pub fn day(&self, at: DateTime<Utc>, zone: Tz) -> String {
        let at = at.with_timezone(&zone);
        let month = usize::try_from(at.month0()).unwrap_or_default();
        let month = self.months.get(month).copied().unwrap_or_default();
        let day = match (self.language, at.day()) {
            ("fr", 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        let date = self.date.replace("{d}", &day).replace("{month}", month);
        date.replace("{y}", &at.year().to_string())
    }

    /// A day and what day of the week it is.
    #[must_use]
    pub fn weekday(&self, at: DateTime<Utc>, zone: Tz) -> String {
        let of_week = at.with_timezone(&zone).weekday().num_days_from_monday();
        let of_week = usize::try_from(of_week).unwrap_or_default();
        let name = self.days.get(of_week).copied().unwrap_or_default();
        let comma = if self.language == "fr" { "" } else { self.comma };
        format!("{name}{comma} {}", self.day(at, zone))
    }

    /// A day and the time of day.
    #[must_use]
    pub fn moment(&self, at: DateTime<Utc>, zone: Tz) -> String {
        let local = at.with_timezone(&zone);
        let day = self.day(at, zone);
        format!("{day}{} {:02}:{:02}", self.comma, local.hour(), local.minute())
    }

    /// A month of a year.
    #[must_use]
    pub fn month(&self, year: i32, month: u32) -> String {
        let month = usize::try_from(month.saturating_sub(1)).unwrap_or_default();
        format!("{} {year}", self.months.get(month).copied().unwrap_or_default())
    }
}
