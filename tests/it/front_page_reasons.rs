//! Promise: what is said of why an article is on the front page, and why not, is what the
//! page itself does, whatever the articles and the policy:
//! - every entry has a reason, and nothing else has one; what is pinned, leads or breaks
//!   does so until the instant that is told and no longer, and the sections that the
//!   entries count for are theirs, within the quotas;
//! - the lead is the best of its section that is not pinned;
//! - who is capped gets in when any of the named articles is taken away, or the cap is
//!   raised, and by more items alone does not; who comes after a full page gets in by one
//!   item more, and what has passed it is on the page by decision or for a minimum.

use crate::render_newsroom::{NOW, article, at, settings, slug};
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId};
use pressroom::compose::{
    Front, FrontPageReasons, Named, NotChosen, OnFrontPage, Supply, front_page, masthead,
};
use pressroom::config::settings::Settings;
use pressroom::config::settings::front_page::{Breaking, FrontPage, Order, Quota};
use pressroom::section::Slug;
use pressroom::text::{CleanHtml, XmlText};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

const SECTIONS: [&str; 4] = ["world", "culture", "sport", "city"];
const WINDOW: Duration = Duration::from_secs(7200);

/// A page, and what it is made of.
#[derive(Clone, Debug)]
struct Made {
    settings: Settings,
    articles: Vec<Article>,
    pins: Vec<(Article, DateTime<Utc>)>,
}

impl Made {
    fn supply(&self) -> Supply {
        let (articles, pinned) = (self.articles.clone(), self.pins.clone());
        Supply { articles, pinned, ..Supply::default() }
    }

    fn page(&self, now: DateTime<Utc>) -> Front {
        front_page(&self.settings, masthead(&self.settings), self.supply(), now)
    }

    fn ids(&self) -> BTreeSet<ArticleId> {
        self.page(at(NOW)).document.entries.iter().map(|entry| entry.id.clone()).collect()
    }

    fn why(&self, article: &Article, now: DateTime<Utc>) -> Result<OnFrontPage, NotChosen> {
        FrontPageReasons::of(&self.settings, self.supply(), now).of_article(article)
    }

    fn policy(&mut self) -> &mut FrontPage {
        &mut self.settings.front_page
    }

    /// Everything that tells one of these stories.
    fn tellers(&self, of: impl Fn(&Article) -> bool) -> BTreeSet<String> {
        let alike = self.settings.front_page.alike.is_some();
        let story = |one: &Article| match alike {
            true => one.title.to_string(),
            false => one.id.to_string(),
        };
        let all = || self.articles.iter().chain(self.pins.iter().map(|(article, _)| article));
        let named: BTreeSet<String> = all().filter(|one| of(one)).map(story).collect();
        all().filter(|one| named.contains(&story(one))).map(|one| one.id.to_string()).collect()
    }

    fn without(&self, gone: &BTreeSet<String>) -> Self {
        let mut less = self.clone();
        less.articles.retain(|one| !gone.contains(one.id.as_str()));
        less.pins.retain(|(one, _)| !gone.contains(one.id.as_str()));
        less
    }

    /// The page with only what is on it, and this article's story.
    fn with_only(&self, article: &Article) -> Self {
        let shown = self.ids();
        let there = self.tellers(|one| shown.contains(&one.id) || one.id == article.id);
        let all = self.articles.iter().chain(self.pins.iter().map(|(article, _)| article));
        let others = all.map(|one| one.id.to_string()).filter(|id| !there.contains(id));
        self.without(&others.collect())
    }
}

fn of(key: u32, age: i64, sections: &[&str], story: u32, breaking: bool) -> Article {
    let mut one = article(&key.to_string(), at(NOW) - TimeDelta::minutes(age), sections);
    let words: String = (0..60).map(|place| format!("w{story}x{place} ")).collect();
    one.content = CleanHtml::clean(&format!("<p>{words}</p>"), None);
    one.title = XmlText::new(format!("Story {story}"));
    one.tags = if breaking { vec!["breaking".into()] } else { vec![] };
    one
}

fn any_articles() -> impl Strategy<Value = Vec<Article>> {
    let sections = prop::sample::subsequence(SECTIONS.to_vec(), 1..=3);
    // Of one day: what tells the same on another may be another notice.
    let one = (0..700i64, sections, 0..20u32, prop::bool::weighted(0.1));
    prop::collection::vec(one, 1..16).prop_map(|all| {
        let numbered = all.into_iter().zip(0..);
        let made = numbered.map(|((age, sections, story, breaking), key)| {
            of(key, age, &sections, story, breaking)
        });
        made.collect()
    })
}

fn any_policy() -> impl Strategy<Value = FrontPage> {
    let quota = (0..2usize, 0..4usize, prop::sample::select(vec![0.5, 1.0, 3.0]));
    let quotas = prop::collection::vec(quota, 1..=SECTIONS.len());
    let half_life = Duration::from_secs(6 * 3600);
    let order = prop::sample::select(vec![Order::Newest, Order::Scored { half_life }]);
    (quotas, 0..8usize, order, any::<bool>(), any::<bool>()).prop_map(
        |(quotas, more, order, leads, by_story)| {
            let quotas: Vec<Quota> = quotas
                .into_iter()
                .zip(SECTIONS)
                .map(|((min, more, weight), name)| Quota {
                    section: slug(name),
                    weight,
                    min,
                    max: (min + more).max(1),
                })
                .collect();
            let minimums: usize = quotas.iter().map(|quota| quota.min).sum();
            FrontPage {
                items: (minimums + more).max(1),
                lead: leads.then(|| quotas[0].section.clone()),
                quotas,
                order,
                alike: by_story.then_some(0.6),
                breaking: Some(Breaking { tags: vec!["breaking".into()], window: WINDOW }),
                ..FrontPage::default()
            }
        },
    )
}

fn any_page() -> impl Strategy<Value = Made> {
    let pins = prop::collection::vec((any::<prop::sample::Index>(), 1..600i64), 0..3);
    (any_articles(), any_policy(), pins).prop_map(|(articles, policy, pins)| {
        let mut settings = settings();
        settings.front_page = policy;
        let until = |minutes| at(NOW) + TimeDelta::minutes(minutes);
        let pin = |(index, minutes): &(prop::sample::Index, i64)| {
            (index.get(&articles).clone(), until(*minutes))
        };
        let pins = pins.iter().map(pin).collect();
        Made { settings, articles, pins }
    })
}

/// What is on the page is there for what is told of it.
fn is_there_for(made: &Made, told: &[(Article, OnFrontPage)]) -> Result<(), TestCaseError> {
    let policy = &made.settings.front_page;
    let mut counts: BTreeMap<&Slug, usize> = BTreeMap::new();
    for (entry, why) in told {
        let story = made.tellers(|one| one.id == entry.id);
        let of_story = |one: &&Article| story.contains(one.id.as_str());
        let end = |at: DateTime<Utc>| made.why(entry, at);
        if let Some(until) = why.pinned_until {
            prop_assert!(end(until - TimeDelta::seconds(1)).unwrap().pinned_until == Some(until));
            prop_assert!(end(until).ok().is_none_or(|why| why.pinned_until.is_none()));
        }
        if let Some(until) = why.breaking_until {
            prop_assert!(end(until).ok().is_none_or(|why| why.breaking_until.is_none()));
        }
        match &why.counts_for {
            Some(section) => {
                let sections = made.articles.iter().filter(of_story).flat_map(|one| &one.sections);
                prop_assert!(sections.into_iter().any(|of_story| of_story == section));
                *counts.entry(section).or_default() += 1;
            }
            None => {
                let must = why.pinned_until.is_some()
                    || why.leads.is_some()
                    || why.breaking_until.is_some();
                prop_assert!(must, "beyond the quotas without a decision");
            }
        }
    }
    for quota in &policy.quotas {
        prop_assert!(counts.get(&quota.section).copied().unwrap_or(0) <= quota.max);
        let of_minimum =
            |(_, why): &&(Article, OnFrontPage)| why.minimum_of.as_ref() == Some(&quota.section);
        prop_assert!(told.iter().filter(of_minimum).count() <= quota.min);
    }
    Ok(())
}

/// Without any of the named articles, and with more room where there was none, it is in.
fn is_capped(made: &Made, article: &Article, why: &NotChosen) -> Result<(), TestCaseError> {
    let NotChosen::Capped { caps } = why else { return Ok(()) };
    let mut larger = made.with_only(article);
    // What must be there is there beyond the items.
    larger.policy().items = larger.settings.front_page.items.max(made.ids().len()) + 1;
    prop_assert!(!is_in(&larger, article), "the items were the reason");
    // What is there by decision and counts for nothing has the next free seat.
    let entries = larger.page(at(NOW)).document.entries;
    let counts_not = |entry: &&Arc<Article>| {
        larger.why(entry, at(NOW)).is_ok_and(|why| why.counts_for.is_none())
    };
    let waiting = entries.iter().filter(counts_not).count();
    for cap in caps {
        let mut raised = larger.clone();
        for quota in &mut raised.policy().quotas {
            let of_caps = || caps.iter().any(|cap| cap.section == quota.section);
            let raises = quota.section == cap.section || waiting > 0 && of_caps();
            quota.max += if raises { 1 + waiting } else { 0 };
        }
        prop_assert!(is_in(&raised, article), "with one more of {}", cap.section);
        prop_assert_eq!(cap.articles.len(), cap.max);
        for Named { id, .. } in cap.articles.iter().filter(|_| waiting == 0) {
            let gone = larger.tellers(|one| one.id == *id);
            prop_assert!(is_in(&larger.without(&gone), article), "without {id}");
        }
    }
    Ok(())
}

/// With one item more it is in, and what passed it did so by a rule.
fn is_full(made: &Made, article: &Article, why: &NotChosen) -> Result<(), TestCaseError> {
    let NotChosen::Full { items, passed_by } = why else { return Ok(()) };
    let mut larger = made.with_only(article);
    // What must be there is there beyond the items.
    larger.policy().items = (*items).max(made.ids().len()) + 1;
    prop_assert!(is_in(&larger, article));
    for passed in passed_by {
        let entry = made.articles.iter().find(|one| one.id == passed.article.id).unwrap();
        let why = made.why(entry, at(NOW)).unwrap();
        let decided =
            why.pinned_until.is_some() || why.leads.is_some() || why.breaking_until.is_some();
        prop_assert!(decided || why.minimum_of.is_some());
        prop_assert_eq!(&passed.minimum_of, &why.minimum_of);
    }
    Ok(())
}

fn is_in(made: &Made, article: &Article) -> bool {
    made.ids().contains(&article.id) || is_told(made, article)
}

fn is_told(made: &Made, article: &Article) -> bool {
    matches!(made.why(article, at(NOW)), Err(NotChosen::ToldBy { .. }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_told_is_what_the_page_does(made in any_page()) {
        let front = made.page(at(NOW));
        let entries: BTreeSet<ArticleId> = made.ids();
        let mut told = Vec::new();
        for one in &made.articles {
            match made.why(one, at(NOW)) {
                Ok(why) => {
                    prop_assert!(entries.contains(&one.id), "a reason, and not there");
                    told.push((one.clone(), why));
                }
                Err(why) => {
                    prop_assert!(!entries.contains(&one.id), "there, and said not to be: {why}");
                    is_capped(&made, one, &why)?;
                    is_full(&made, one, &why)?;
                    match &why {
                        NotChosen::ToldBy { by, .. } => {
                            let teller = front.document.entries.iter().find(|it| it.id == by.id);
                            let also = front.document.also(teller.unwrap());
                            prop_assert!(also.iter().any(|other| other.id == one.id));
                        }
                        NotChosen::NoSection => {
                            let quotas = &made.settings.front_page.quotas;
                            prop_assert!(!quotas.iter().any(|it| one.sections.contains(&it.section)));
                        }
                        NotChosen::NotOffered => prop_assert!(false, "it was offered"),
                        NotChosen::Capped { .. } | NotChosen::Full { .. } => {}
                    }
                }
            }
        }
        is_there_for(&made, &told)?;
        let ends = told.iter().flat_map(|(_, why)| [why.pinned_until, why.breaking_until]);
        prop_assert!(ends.flatten().min() >= front.changes_at);
    }

    #[test]
    fn the_lead_is_the_best_of_its_section_that_is_not_pinned(made in any_page()) {
        let entries = made.page(at(NOW)).document.entries;
        let whys: Vec<OnFrontPage> =
            entries.iter().map(|entry| made.why(entry, at(NOW)).unwrap()).collect();
        let pinned = whys.iter().take_while(|why| why.pinned_until.is_some()).count();
        prop_assert!(whys[pinned..].iter().all(|why| why.pinned_until.is_none()));
        let Some(lead) = made.settings.front_page.lead.clone() else {
            prop_assert!(whys.iter().all(|why| why.leads.is_none()));
            return Ok(());
        };
        // Without the pinned stories, it is what leads.
        let is_pinned = |one: &Article| made.pins.iter().any(|(pin, _)| pin.id == one.id);
        let mut rest = made.without(&made.tellers(is_pinned));
        rest.pins.clear();
        let best = rest.articles.iter().any(|one| one.sections.contains(&lead));
        prop_assert_eq!(whys.iter().filter(|why| why.leads.is_some()).count(), usize::from(best));
        if best {
            prop_assert_eq!(whys[pinned].leads.as_ref(), Some(&lead));
            prop_assert_eq!(&entries[pinned].id, &rest.page(at(NOW)).document.entries[0].id);
        }
    }
}

#[test]
fn an_article_that_is_pinned_does_not_lead_as_well() {
    let mut settings = settings();
    settings.front_page.lead = Some(slug("world"));
    let articles: Vec<Article> =
        (0..3).map(|key| of(key, 10 * i64::from(key), &["world"], key, false)).collect();
    let pins = vec![(articles[0].clone(), at(NOW) + TimeDelta::hours(1))];
    let newer = of(9, 0, &["sport"], 9, false);
    let articles = articles.into_iter().chain([newer]).collect();
    let made = Made { settings, articles, pins };
    let titles: Vec<String> =
        made.page(at(NOW)).document.entries.iter().map(|one| one.title.to_string()).collect();
    assert_eq!(titles, ["Story 0", "Story 1", "Story 9"], "pinned, lead, and what is newer");
}
