//! Which articles tell one story, by the rule of `likeness`, and who tells each. What of
//! it is shown, and where, the front page decides.

use crate::article::{Article, ArticleId};
use crate::likeness::{FEWEST_WORDS, Likeness};
use crate::section::Slug;
use crate::subject::Subject;
use crate::vouchers::Vouchers;
use chrono::TimeDelta;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// When two articles tell one story.
pub(super) struct Alike {
    /// The part of the shorter text's runs of three words that the longer one has too.
    pub(super) share: f64,
    /// Only articles that were published this close to each other are compared.
    pub(super) window: TimeDelta,
    /// What somebody put apart.
    pub(super) apart: BTreeSet<(ArticleId, ArticleId)>,
}

impl Alike {
    fn are_apart(&self, one: &Article, other: &Article) -> bool {
        let pair = |one: &Article, other: &Article| (one.id.clone(), other.id.clone());
        !self.apart.is_empty()
            && (self.apart.contains(&pair(one, other)) || self.apart.contains(&pair(other, one)))
    }
}

/// A story, and the articles that tell it, by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ToldStory {
    /// The one that is pinned, else the latest of them.
    pub(super) teller: usize,
    /// All of them, in the order of the articles.
    pub(super) articles: Vec<usize>,
}

impl ToldStory {
    /// The best place that one of its articles has.
    pub(super) fn best(&self) -> usize {
        self.articles.first().copied().unwrap_or(self.teller)
    }

    /// The sections of its articles.
    pub(super) fn sections<'a>(
        &self,
        articles: &'a [Arc<Article>],
    ) -> impl Iterator<Item = &'a Slug> {
        self.articles.iter().flat_map(|place| &articles[*place].sections)
    }
}

/// The stories that are told, in the order of the best article of each.
///
/// Tellers are taken from the newest on, those that are pinned before all, each with what is
/// alike to it and not taken yet. So two articles are one story only if they are alike
/// themselves, none that is shown is alike to another that is, and the order in which articles
/// came makes no difference.
pub(super) fn stories(
    articles: &[Arc<Article>],
    pinned: &[usize],
    alike: Option<&Alike>,
) -> Vec<ToldStory> {
    let mut stories = match alike {
        None => {
            let alone = |teller| ToldStory { teller, articles: vec![teller] };
            (0..articles.len()).map(alone).collect()
        }
        Some(alike) => Texts::of(articles, alike).stories(pinned),
    };
    stories.sort_by_key(ToldStory::best);
    stories
}

/// The texts of articles, and which have which runs of words: comparing each with each
/// would cost the square of their number.
struct Texts<'a> {
    articles: &'a [Arc<Article>],
    alike: &'a Alike,
    likenesses: Vec<Likeness>,
    subjects: Vec<Subject>,
    having: HashMap<u64, Vec<usize>>,
}

/// Of more runs than this is a text that many share: they are asked one by one.
const WRITTEN_ALIKE: f64 = 0.3;

impl<'a> Texts<'a> {
    fn of(articles: &'a [Arc<Article>], alike: &'a Alike) -> Self {
        let likenesses: Vec<Likeness> =
            articles.iter().map(|article| Likeness::of(article)).collect();
        let mut having: HashMap<u64, Vec<usize>> = HashMap::new();
        for (place, likeness) in likenesses.iter().enumerate() {
            for run in runs(likeness) {
                having.entry(run).or_default().push(place);
            }
        }
        let subjects = articles.iter().map(|article| Subject::of(article)).collect();
        Self { articles, alike, likenesses, subjects, having }
    }

    fn stories(&self, pinned: &[usize]) -> Vec<ToldStory> {
        let mut newest_first: Vec<usize> = (0..self.articles.len()).collect();
        newest_first.sort_by_key(|place| {
            let article = &self.articles[*place];
            (Reverse(article.published), &article.id)
        });
        let mut taken = vec![false; self.articles.len()];
        let mut stories = Vec::new();
        for teller in pinned.iter().copied().chain(newest_first) {
            if taken[teller] {
                continue;
            }
            let mut articles = self.told_by(teller);
            articles.retain(|place| !taken[*place]);
            articles.push(teller);
            articles.sort_unstable();
            articles.iter().for_each(|place| taken[*place] = true);
            stories.push(ToldStory { teller, articles });
        }
        stories
    }

    /// All that tell the same story as `teller`, taken or not.
    fn told_by(&self, teller: usize) -> Vec<usize> {
        let mine = &self.likenesses[teller];
        let near = self.written_alike(teller);
        let texts: Vec<&Likeness> = near.iter().map(|place| &self.likenesses[*place]).collect();
        let told = mine.tellings(&texts, self.alike.share);
        let once = near
            .into_iter()
            .zip(told)
            .filter(|(place, told)| told.once(|| self.are_vouched_for(teller, *place)).is_some());
        let may_be_one = |place: &usize| {
            let (one, other) = (&self.articles[teller], &self.articles[*place]);
            self.are_near(teller, *place)
                && !self.alike.are_apart(one, other)
                && !self.are_of_two_things(teller, *place)
        };
        once.map(|(place, _)| place).filter(may_be_one).collect()
    }

    fn are_vouched_for(&self, one: usize, other: usize) -> bool {
        let words = (&self.likenesses[one], &self.likenesses[other]);
        let [one, other] = [one, other].map(|place| Vouchers::of(&self.articles[place]));
        one.agree(&other, words)
    }

    /// Whether what they are about, or of which day, tells them apart, whatever their words.
    fn are_of_two_things(&self, one: usize, other: usize) -> bool {
        let words = (&self.likenesses[one], &self.likenesses[other]);
        let (one, other) = (&self.subjects[one], &self.subjects[other]);
        one.plays_another(other) || one.is_another_notice(other, words)
    }

    fn are_near(&self, one: usize, other: usize) -> bool {
        let apart = self.articles[one].published - self.articles[other].published;
        apart.abs() <= self.alike.window
    }

    /// The articles that have a good part of its runs, in order.
    fn written_alike(&self, article: usize) -> Vec<usize> {
        let mine = runs(&self.likenesses[article]);
        let mut common: HashMap<usize, usize> = HashMap::new();
        for place in mine.iter().filter_map(|run| self.having.get(run)).flatten() {
            *common.entry(*place).or_default() += 1;
        }
        let enough = |(place, common): &(usize, usize)| {
            let shorter = self.likenesses[*place].length().min(mine.len());
            *place != article && *common as f64 >= WRITTEN_ALIKE * shorter as f64
        };
        let mut near: Vec<usize> =
            common.into_iter().filter(enough).map(|(place, _)| place).collect();
        near.sort_unstable();
        near
    }
}

/// What is compared of a text; nothing when it is too short to say anything.
fn runs(likeness: &Likeness) -> HashSet<u64> {
    if likeness.length() < FEWEST_WORDS { HashSet::new() } else { likeness.runs().collect() }
}
