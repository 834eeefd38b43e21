//! The front page is what its policy says, whatever the articles and the policy:
//! - no section has more than its maximum, none less than its minimum while there are
//!   articles for it, and no place stays free that an article could have;
//! - the order is total, and that of the scores at any instant; pins and the lead
//!   section's best come first; no article and no story is in it twice;
//! - one new article puts out one other at most, and leaves the rest in their order;
//! - breaking news and pins are in whatever the quotas say, until the instant that
//!   was foretold, and nothing changes before it.

use crate::render_newsroom::{NOW, article, at, settings, slug};
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId};
use pressroom::compose::{
    Front, FrontPageReasons, NotChosen, OnFrontPage, Supply, front_page, masthead,
};
use pressroom::config::settings::front_page::{Breaking, FrontPage, Order, Quota};
use pressroom::section::Slug;
use pressroom::text::{CleanHtml, XmlText};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const SECTIONS: [&str; 4] = ["world", "culture", "sport", "city"];
const HALF_LIFE: Duration = Duration::from_secs(6 * 3600);

/// What an article is made of.
#[derive(Clone, Debug)]
struct Made {
    key: u32,
    /// Minutes before now; below 0 it is of the future.
    age: i64,
    sections: Vec<&'static str>,
    /// The story that it tells.
    story: u32,
    breaking: bool,
}

fn of(made: &Made) -> Article {
    let published = at(NOW) - TimeDelta::minutes(made.age);
    let mut one = article(&made.key.to_string(), published, &made.sections);
    one.content = CleanHtml::clean(&format!("<p>{}</p>", words(made.story)), None);
    one.title = XmlText::new(format!("Title of {}", made.story));
    one.tags = if made.breaking { vec!["Breaking".into()] } else { vec![] };
    one
}

/// Sixty words that no other story has.
fn words(story: u32) -> String {
    (0..60).map(|place| format!("w{story}x{place} ")).collect()
}

fn any_article() -> impl Strategy<Value = Made> {
    let sections = prop::sample::subsequence(SECTIONS.to_vec(), 1..=3);
    (0..400u32, -30..3000i64, sections, 0..25u32, prop::bool::weighted(0.15)).prop_map(
        |(key, age, sections, story, breaking)| Made { key, age, sections, story, breaking },
    )
}

/// Articles of different ids.
fn any_articles() -> impl Strategy<Value = Vec<Article>> {
    prop::collection::vec(any_article(), 0..40).prop_map(|made| {
        let by_key: BTreeMap<u32, Made> = made.into_iter().map(|one| (one.key, one)).collect();
        by_key.values().map(of).collect()
    })
}

/// Quotas, a number of items that holds the minimums, and an order.
fn any_policy() -> impl Strategy<Value = FrontPage> {
    let quota = (0..3usize, 0..5usize, prop::sample::select(vec![0.25, 0.5, 1.0, 2.0, 3.0]));
    let quotas = prop::collection::vec(quota, 1..=SECTIONS.len());
    let order = prop::sample::select(vec![Order::Newest, Order::Scored { half_life: HALF_LIFE }]);
    (quotas, 0..12usize, order).prop_map(|(quotas, more, order)| {
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
        FrontPage { items: (minimums + more).max(1), quotas, order, ..FrontPage::default() }
    })
}

fn compose(articles: &[Article], policy: &FrontPage) -> Front {
    compose_at(articles, &[], policy, at(NOW))
}

fn compose_at(
    articles: &[Article],
    pinned: &[(Article, DateTime<Utc>)],
    policy: &FrontPage,
    now: DateTime<Utc>,
) -> Front {
    let mut settings = settings();
    settings.front_page = policy.clone();
    let (articles, pinned) = (articles.to_vec(), pinned.to_vec());
    let supply = Supply { articles, pinned, ..Supply::default() };
    front_page(&settings, masthead(&settings), supply, now)
}

/// Why an article is on the page that [`compose_at`] makes of the same.
fn why(
    articles: &[Article],
    pinned: &[(Article, DateTime<Utc>)],
    policy: &FrontPage,
    article: &Article,
) -> Result<OnFrontPage, NotChosen> {
    let mut settings = settings();
    settings.front_page = policy.clone();
    let (articles, pinned) = (articles.to_vec(), pinned.to_vec());
    let supply = Supply { articles, pinned, ..Supply::default() };
    FrontPageReasons::of(&settings, supply, at(NOW)).of_article(article)
}

fn ids(front: &Front) -> Vec<ArticleId> {
    front.document.entries.iter().map(|entry| entry.id.clone()).collect()
}

/// How many of these find a seat where each section has so many: by the theorem of
/// the smallest cut, over all sets of sections.
fn seated<'a>(
    of: impl Iterator<Item = &'a BTreeSet<Slug>> + Clone,
    policy: &FrontPage,
    seats: impl Fn(&Quota) -> usize,
) -> usize {
    let cut = |set: u32| {
        let (within, beyond): (Vec<_>, Vec<_>) =
            policy.quotas.iter().enumerate().partition(|(place, _)| set & (1 << place) != 0);
        let filled: usize = within.iter().map(|(_, quota)| seats(quota)).sum();
        let elsewhere =
            of.clone().filter(|has| beyond.iter().any(|(_, quota)| has.contains(&quota.section)));
        filled + elsewhere.count()
    };
    (0..1 << policy.quotas.len()).map(cut).min().unwrap_or(0)
}

/// The articles that may be shown, as the sections of each.
fn supply(articles: &[Article]) -> Vec<&Article> {
    articles.iter().filter(|one| one.published <= at(NOW)).collect()
}

fn score(article: &Article, policy: &FrontPage, now: DateTime<Utc>) -> f64 {
    let of_article = policy.quotas.iter().filter(|quota| article.sections.contains(&quota.section));
    let weight = of_article.map(|quota| quota.weight).fold(0.0, f64::max);
    let age = (now - article.published).as_seconds_f64();
    weight * (-age / HALF_LIFE.as_secs_f64()).exp2()
}

/// What tells the same on another day may be another notice.
fn of_one_day(mut one: Article) -> Article {
    let age = (at(NOW) - one.published).num_minutes() % 700;
    one.published = at(NOW) - TimeDelta::minutes(age);
    one.updated = one.updated.max(one.published);
    one
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn quotas_hold_wherever_there_are_articles(
        articles in any_articles(),
        policy in any_policy(),
    ) {
        let front = compose(&articles, &policy);
        let entries = &front.document.entries;
        let supply = supply(&articles);
        let shown = entries.iter().map(|one| &one.sections);
        prop_assert!(entries.len() <= policy.items);
        prop_assert_eq!(seated(shown.clone(), &policy, |quota| quota.max), entries.len());
        let could = seated(supply.iter().map(|one| &one.sections), &policy, |quota| quota.min);
        prop_assert_eq!(seated(shown.clone(), &policy, |quota| quota.min), could);
        if entries.len() < policy.items {
            let all = seated(supply.iter().map(|one| &one.sections), &policy, |quota| quota.max);
            prop_assert_eq!(entries.len(), all.min(policy.items));
        }
    }

    #[test]
    fn stories_count_once_and_quotas_hold_for_them(
        articles in any_articles(),
        policy in any_policy(),
    ) {
        let policy = FrontPage { alike: Some(0.6), ..policy };
        let articles: Vec<Article> = articles.into_iter().map(of_one_day).collect();
        let front = compose(&articles, &policy);
        let backwards: Vec<Article> = articles.iter().rev().cloned().collect();
        prop_assert_eq!(&compose(&backwards, &policy), &front);
        let entries = &front.document.entries;
        let story = |one: &Article| one.content.as_str().split(' ').next().map(str::to_owned);
        let listed = |one: &&Article| {
            policy.quotas.iter().any(|quota| one.sections.contains(&quota.section))
        };
        let mut told: BTreeMap<_, Vec<&Article>> = BTreeMap::new();
        supply(&articles).into_iter().filter(listed).for_each(|one| {
            told.entry(story(one)).or_default().push(one);
        });
        let mut seen = BTreeSet::new();
        for entry in entries {
            prop_assert!(seen.insert(story(entry)), "a story is there once");
            let newer = |one: &&&Article| (one.published, &entry.id) > (entry.published, &one.id);
            let newer = told[&story(entry)].iter().find(newer);
            prop_assert!(newer.is_none(), "the latest tells it, not {newer:?}");
            let others: BTreeSet<_> =
                front.document.also(entry).iter().map(|other| other.id.clone()).collect();
            let expected: BTreeSet<_> =
                told[&story(entry)].iter().map(|one| one.id.clone()).filter(|id| *id != entry.id).collect();
            prop_assert_eq!(others, expected);
        }
        // A story has the seats of all who tell it, whoever of them is the entry.
        let sections: BTreeMap<_, BTreeSet<Slug>> = told
            .iter()
            .map(|(name, story)| {
                let sections = story.iter().flat_map(|one| one.sections.iter().cloned());
                (name.clone(), sections.collect())
            })
            .collect();
        let shown = entries.iter().map(|one| &sections[&story(one)]);
        prop_assert_eq!(seated(shown.clone(), &policy, |quota| quota.max), entries.len());
        let could = seated(sections.values(), &policy, |quota| quota.min);
        prop_assert_eq!(seated(shown, &policy, |quota| quota.min), could);
    }

    #[test]
    fn the_order_is_total_and_that_of_the_scores(
        (articles, shuffled) in any_articles().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        policy in any_policy(),
        later in 0..1_000_000i64,
    ) {
        let front = compose(&articles, &policy);
        prop_assert_eq!(&compose(&shuffled, &policy), &front);
        let now = at(NOW) + TimeDelta::seconds(later);
        let entries = &front.document.entries;
        prop_assert!(entries.iter().all(|one| one.published <= at(NOW)));
        for pair in entries.windows(2) {
            let (one, next) = (&pair[0], &pair[1]);
            let newer = (next.published, &one.id) < (one.published, &next.id);
            match policy.order {
                Order::Newest => prop_assert!(newer),
                Order::Scored { .. } => {
                    let ratio = score(one, &policy, now) / score(next, &policy, now);
                    // Scores are compared to the second; a second is this much of one.
                    prop_assert!(ratio > 1.0 - 1e-4, "{ratio}");
                    prop_assert!(ratio > 1.0 + 1e-4 || newer || one.published != next.published);
                }
            }
        }
    }

    #[test]
    fn one_new_article_moves_only_what_it_must(
        articles in any_articles(),
        new in any_article(),
        policy in any_policy(),
    ) {
        let new = of(&Made { key: 1000, ..new });
        let breaking = Breaking { tags: vec!["breaking".into()], window: Duration::from_secs(7200) };
        let policy = FrontPage { breaking: Some(breaking), ..policy };
        let more: Vec<Article> = articles.iter().cloned().chain([new.clone()]).collect();
        let (before, after) = (ids(&compose(&articles, &policy)), ids(&compose(&more, &policy)));
        let left: Vec<_> = before.iter().filter(|id| !after.contains(id)).collect();
        let came: Vec<_> = after.iter().filter(|id| !before.contains(id)).collect();
        prop_assert!(came.iter().all(|id| **id == new.id), "nothing comes but what is new");
        prop_assert!(left.len() <= came.len(), "{left:?} left for {came:?}");
        let stayed = |of: &[ArticleId], there: &[ArticleId]| -> Vec<ArticleId> {
            of.iter().filter(|id| there.contains(id)).cloned().collect()
        };
        prop_assert_eq!(stayed(&before, &after), stayed(&after, &before));
    }

    #[test]
    fn under_every_policy_one_leaves_at_most_for_one_that_comes(
        articles in any_articles(),
        new in any_article(),
        policy in any_policy(),
        pinned in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        by_story in any::<bool>(),
    ) {
        let new = of(&Made { key: 1000, ..new });
        let breaking = Breaking { tags: vec!["breaking".into()], window: Duration::from_secs(7200) };
        // What leads or breaks may take a story over that counted for another section.
        let policy = if by_story {
            FrontPage { alike: Some(0.6), ..policy }
        } else {
            let lead = Some(policy.quotas[0].section.clone());
            FrontPage { breaking: Some(breaking), lead, ..policy }
        };
        let until = at(NOW) + TimeDelta::hours(1);
        let pins: Vec<_> = pinned
            .iter()
            .filter(|_| !articles.is_empty())
            .map(|index| (index.get(&articles).clone(), until))
            .collect();
        let came_in = new.id.clone();
        let more: Vec<Article> = articles.iter().cloned().chain([new]).collect();
        let before = compose_at(&articles, &pins, &policy, at(NOW));
        let after = compose_at(&more, &pins, &policy, at(NOW));
        let (old, now) = (ids(&before), ids(&after));
        let left = old.iter().filter(|id| !now.contains(id)).count();
        let came = now.iter().filter(|id| !old.contains(id)).count();
        // A pinned story that counted for no section, and is told in another one now, counts
        // there: it has been on the page all along.
        let counts = |of: &[Article], pin: &Article| {
            let why = why(of, &pins, &policy, pin);
            why.is_ok_and(|why| why.counts_for.is_some())
        };
        let pinned: BTreeSet<&ArticleId> = pins.iter().map(|(pin, _)| &pin.id).collect();
        let pinned = pinned.into_iter().filter_map(|id| more.iter().find(|one| one.id == *id));
        let count_now = pinned.filter(|pin| old.contains(&pin.id) && now.contains(&pin.id));
        let count_now = count_now.filter(|pin| !counts(&articles, pin) && counts(&more, pin));
        prop_assert!(left <= came + count_now.count(), "{left} left for {came}");
        prop_assert_eq!(now.len(), now.iter().collect::<BTreeSet<_>>().len());
        let told_beside = after.document.also.values().flatten();
        prop_assert!(told_beside.into_iter().all(|other| !now.contains(&other.id)));
        // Only who led may have moved among those that stay, and who leads now, and the story
        // that the new one tells as well: its entry has the best place of all its tellings.
        let is_pinned = |id: &&ArticleId| pins.iter().any(|(pin, _)| pin.id == **id);
        let leads = |of: &[ArticleId]| of.iter().find(|id| !is_pinned(id)).cloned();
        let told_anew = after.document.also.iter().find_map(|(teller, others)| {
            others.iter().any(|other| other.id == came_in).then(|| teller.clone())
        });
        let aside = [leads(&old), leads(&now), told_anew];
        let stayed = |of: &[ArticleId], there: &[ArticleId]| -> Vec<ArticleId> {
            of.iter().filter(|id| there.contains(id) && !aside.contains(&Some((*id).clone()))).cloned().collect()
        };
        prop_assert_eq!(stayed(&old, &now), stayed(&now, &old));
    }

    #[test]
    fn what_is_decided_is_in_until_it_ends(
        articles in any_articles(),
        policy in any_policy(),
        pinned in prop::collection::vec((any::<prop::sample::Index>(), -60..60i64), 0..4),
        part in 0.0..1.0f64,
    ) {
        let window = TimeDelta::hours(24);
        let breaking =
            Breaking { tags: vec!["BREAKING".into()], window: Duration::from_secs(24 * 3600) };
        let policy = FrontPage { breaking: Some(breaking), ..policy };
        let pins: Vec<_> = pinned
            .iter()
            .filter(|_| !articles.is_empty())
            .map(|(index, minutes)| (index.get(&articles).clone(), at(NOW) + TimeDelta::minutes(*minutes)))
            .collect();
        let front = compose_at(&articles, &pins, &policy, at(NOW));
        let entries = ids(&front);
        let mut top = Vec::new();
        for (pin, until) in &pins {
            if *until > at(NOW) && pin.published <= at(NOW) && !top.contains(&pin.id) {
                top.push(pin.id.clone());
            }
        }
        prop_assert_eq!(&entries[..top.len()], &top[..]);
        let listed = |one: &&Article| {
            policy.quotas.iter().any(|quota| one.sections.contains(&quota.section))
        };
        let breaks = |one: &&Article| !one.tags.is_empty() && at(NOW) < one.published + window;
        let supply = supply(&articles);
        let news: Vec<_> = supply.iter().filter(|one| listed(one) && breaks(one)).collect();
        prop_assert!(news.iter().all(|one| entries.contains(&one.id)));

        let decided: Vec<&BTreeSet<Slug>> = front
            .document
            .entries
            .iter()
            .filter(|one| top.contains(&one.id) || news.iter().any(|news| news.id == one.id))
            .map(|one| &one.sections)
            .collect();
        prop_assert!(entries.len() <= policy.items.max(decided.len()));
        let most = |quota: &Quota| quota.max;
        let seats = seated(front.document.entries.iter().map(|one| &one.sections), &policy, most);
        let beyond = decided.len() - seated(decided.iter().copied(), &policy, most);
        prop_assert_eq!(entries.len() - seats, beyond);

        if let Some(end) = front.changes_at {
            prop_assert!(end > at(NOW));
            let between = at(NOW) + TimeDelta::milliseconds(((end - at(NOW)).num_milliseconds() as f64 * part) as i64);
            let visible: Vec<Article> = supply.into_iter().cloned().collect();
            // What becomes visible meanwhile is the store's to foretell.
            let pins: Vec<_> =
                pins.iter().filter(|(pin, _)| pin.published <= at(NOW)).cloned().collect();
            let then = |now| compose_at(&visible, &pins, &policy, now);
            prop_assert_eq!(then(between).document, then(at(NOW)).document);
            prop_assert!(then(end).changes_at != Some(end));
        }
    }
}

#[test]
fn the_best_of_the_lead_section_comes_first_below_the_pins() {
    let made =
        |key, age, section| Made { key, age, sections: vec![section], story: key, breaking: false };
    let articles = [
        of(&made(1, 10, "world")),
        of(&made(2, 20, "culture")),
        of(&made(3, 900, "sport")),
        of(&made(4, 950, "sport")),
    ];
    let quotas = ["world", "culture", "sport"].map(|name| Quota::at_most(1, slug(name))).into();
    let policy = FrontPage { items: 3, quotas, lead: Some(slug("sport")), ..FrontPage::default() };
    let key = |front: &Front| -> Vec<String> {
        front
            .document
            .entries
            .iter()
            .map(|one| one.title.trim_start_matches("Title of ").to_owned())
            .collect()
    };
    assert_eq!(key(&compose(&articles, &policy)), ["3", "1", "2"]);
    let pins = [(articles[1].clone(), at(NOW) + TimeDelta::seconds(1))];
    let pinned = compose_at(&articles, &pins, &policy, at(NOW));
    assert_eq!(key(&pinned), ["2", "3", "1"]);
    assert_eq!(pinned.changes_at, Some(pins[0].1));
    let after = compose_at(&articles, &pins, &policy, pins[0].1);
    assert_eq!((key(&after), after.changes_at), (key(&compose(&articles, &policy)), None));
}

#[test]
fn a_weighty_section_stays_above_for_a_half_life_per_doubling() {
    let made =
        |key, age, section| Made { key, age, sections: vec![section], story: key, breaking: false };
    let quotas = vec![
        Quota { weight: 2.0, ..Quota::at_most(9, slug("world")) },
        Quota::at_most(9, slug("sport")),
    ];
    let order = Order::Scored { half_life: HALF_LIFE };
    let policy = FrontPage { quotas, order, ..FrontPage::default() };
    for (ahead, first) in [(359, "world"), (361, "sport")] {
        let articles = [of(&made(1, 400, "world")), of(&made(2, 400 - ahead, "sport"))];
        let front = compose(&articles, &policy);
        assert!(front.document.entries[0].sections.contains(&slug(first)), "{ahead}");
    }
}

#[test]
fn a_pinned_story_counts_where_it_is_told_next() {
    let one = |key, section, story| {
        of(&Made { key, age: 0, sections: vec![section], story, breaking: false })
    };
    let (other, pinned) = (one(1, "world", 0), one(2, "sport", 19));
    let quota = Quota { section: slug("world"), weight: 1.0, min: 0, max: 1 };
    let policy =
        FrontPage { items: 2, quotas: vec![quota], alike: Some(0.6), ..FrontPage::default() };
    let pins = [(pinned.clone(), at(NOW) + TimeDelta::hours(1))];
    let mut articles = vec![other.clone(), pinned.clone()];
    let page = ids(&compose_at(&articles, &pins, &policy, at(NOW)));
    assert_eq!(page, [pinned.id.clone(), other.id]);
    articles.push(one(3, "world", 19));
    let page = ids(&compose_at(&articles, &pins, &policy, at(NOW)));
    assert_eq!(page, std::slice::from_ref(&pinned.id));
    let counts_for = why(&articles, &pins, &policy, &pinned).unwrap().counts_for;
    assert_eq!(counts_for, Some(slug("world")));
}
