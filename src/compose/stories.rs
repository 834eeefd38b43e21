//! Which articles tell one story, by their words alone. Which of them is shown, the
//! front page decides.

use crate::article::Article;
use crate::likeness::{FEWEST_WORDS, Likeness};
use chrono::TimeDelta;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// When two articles tell one story.
pub(super) struct Alike {
    /// The part of the shorter text's runs of three words that the longer one has too.
    pub(super) share: f64,
    /// Only articles that were published this close to each other are compared.
    pub(super) window: TimeDelta,
}

/// The stories that are told, each as the places of its articles in `articles`; both
/// in the order of `articles`. What is alike by way of a third is one story too, so
/// the order makes no difference, and one more article never parts a story.
pub(super) fn stories(articles: &[Arc<Article>], alike: Option<&Alike>) -> Vec<Vec<usize>> {
    let mut first: Vec<usize> = (0..articles.len()).collect();
    for (one, other) in alike.map(|alike| alike.pairs(articles)).unwrap_or_default() {
        let (one, other) = (told_first(&first, one), told_first(&first, other));
        first[one.max(other)] = one.min(other);
    }
    let mut stories: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for article in 0..articles.len() {
        stories.entry(told_first(&first, article)).or_default().push(article);
    }
    stories.into_values().collect()
}

/// The first article of the story that `article` tells.
fn told_first(first: &[usize], mut article: usize) -> usize {
    while first[article] != article {
        article = first[article];
    }
    article
}

impl Alike {
    /// The pairs that are alike. An index of runs finds them: comparing each with
    /// each would cost the square of their number.
    fn pairs(&self, articles: &[Arc<Article>]) -> Vec<(usize, usize)> {
        let mut having: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut lengths = Vec::with_capacity(articles.len());
        let mut pairs = Vec::new();
        for (place, article) in articles.iter().enumerate() {
            let runs = runs(article);
            let mut common: HashMap<usize, usize> = HashMap::new();
            for run in &runs {
                let others = having.entry(*run).or_default();
                others.iter().for_each(|other| *common.entry(*other).or_default() += 1);
                others.push(place);
            }
            lengths.push(runs.len());
            pairs.extend(common.into_iter().filter_map(|(other, common)| {
                let shorter = lengths[other].min(runs.len());
                let near = (articles[other].published - article.published).abs() <= self.window;
                (near && common as f64 >= self.share * shorter as f64).then_some((other, place))
            }));
        }
        pairs
    }
}

/// What is compared of an article; nothing when it is too short to say anything.
fn runs(article: &Article) -> HashSet<u64> {
    let likeness = Likeness::of(article);
    if likeness.length() < FEWEST_WORDS { HashSet::new() } else { likeness.runs().collect() }
}
