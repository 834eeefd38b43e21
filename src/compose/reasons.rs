//! Why articles are on the front page or not, from the choice that was made. It decides
//! nothing.

use super::choice::Turn;
use super::not_chosen::{Cap, Named, NotChosen, Passed};
use super::on_front_page::OnFrontPage;
use super::page::{Page, Shown, Supply, weight};
use crate::article::Article;
use crate::config::Settings;
use crate::config::settings::front_page::FrontPage;
use crate::section::Slug;
use chrono::{DateTime, Utc};

/// What was decided of a front page.
pub struct FrontPageReasons<'a> {
    policy: &'a FrontPage,
    page: Page,
}

impl<'a> FrontPageReasons<'a> {
    /// What is decided of the front page that [`super::front_page()`] makes of the same.
    #[must_use]
    pub fn of(settings: &'a Settings, supply: Supply, now: DateTime<Utc>) -> Self {
        Self { policy: &settings.front_page, page: Page::of(settings, supply, now) }
    }

    /// Why an article is on the page.
    ///
    /// # Errors
    /// Why it is not, when it is not.
    pub fn of_article(&self, article: &Article) -> Result<OnFrontPage, NotChosen> {
        let Page { ranked, choice, first, .. } = &self.page;
        let Some(place) = ranked.iter().position(|one| one.id == article.id) else {
            return Err(match weight(article, self.policy) {
                None => NotChosen::NoSection,
                Some(_) => NotChosen::NotOffered,
            });
        };
        let Some(story) = choice.told.iter().position(|story| story.articles.contains(&place))
        else {
            return Err(NotChosen::NotOffered);
        };
        match choice.shown.iter().find(|shown| shown.story == story) {
            Some(shown) if shown.teller == place => Ok(self.on_page(shown)),
            Some(Shown { teller, .. }) => {
                let pinned = first.pinned.iter().any(|(pinned, _)| pinned == teller);
                Err(NotChosen::ToldBy { by: self.named(*teller), pinned })
            }
            None => Err(self.left_out(story)),
        }
    }

    fn on_page(&self, Shown { teller, story, section, turn }: &Shown) -> OnFrontPage {
        let Page { first, choice, breaks_until, .. } = &self.page;
        let articles = &choice.told[*story].articles;
        let pinned = first.pinned.iter().find(|(place, _)| place == teller);
        let leads = first.lead.is_some_and(|lead| articles.contains(&lead));
        OnFrontPage {
            pinned_until: pinned.map(|(_, until)| *until),
            leads: self.policy.lead.clone().filter(|_| leads),
            breaking_until: articles.iter().filter_map(|place| breaks_until[*place]).max(),
            counts_for: section.clone(),
            minimum_of: self.minimum(*turn),
        }
    }

    fn left_out(&self, story: usize) -> NotChosen {
        let choice = &self.page.choice;
        let Some(full) = choice.choices.no_room_in(story) else {
            let best = choice.told[story].best();
            let after = |shown: &&Shown| choice.told[shown.story].best() > best;
            let passed_by = choice.shown.iter().filter(after).map(|shown| self.passed(shown));
            return NotChosen::Full { items: self.policy.items, passed_by: passed_by.collect() };
        };
        let mut caps: Vec<Cap> = full.into_iter().map(|quota| self.cap(quota)).collect();
        let own = |cap: &Cap| {
            choice.told[story].sections(&self.page.ranked).any(|own| *own == cap.section)
        };
        caps.sort_by_key(|cap| !own(cap));
        NotChosen::Capped { caps }
    }

    fn cap(&self, quota: usize) -> Cap {
        let quota = &self.policy.quotas[quota];
        let counts = |shown: &&Shown| shown.section.as_ref() == Some(&quota.section);
        let articles = self.page.choice.shown.iter().filter(counts);
        let articles = articles.map(|shown| self.named(shown.teller)).collect();
        Cap { section: quota.section.clone(), max: quota.max, articles }
    }

    fn passed(&self, shown: &Shown) -> Passed {
        Passed { article: self.named(shown.teller), minimum_of: self.minimum(shown.turn) }
    }

    fn minimum(&self, turn: Turn) -> Option<Slug> {
        match turn {
            Turn::Minimum(quota) => Some(self.policy.quotas[quota].section.clone()),
            Turn::Decision | Turn::Maximum => None,
        }
    }

    fn named(&self, place: usize) -> Named {
        Named::from(&*self.page.ranked[place])
    }
}
