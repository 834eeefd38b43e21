//! Answers that are still right, the ones last asked for, within a bound on their bytes.
//! What is right is told by a number.

use super::shelved::Shelved;
use crate::metrics::Coding;
use lru::LruCache;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What an answer costs besides its bytes, about.
const OVERHEAD: usize = 4096;

/// Answers by what was asked.
pub(super) struct KeptAnswers<K, V> {
    most_bytes: usize,
    kept: Mutex<Kept<K, V>>,
}

struct Kept<K, V> {
    answers: LruCache<K, Answer<V>>,
    bytes: usize,
}

struct Answer<V> {
    /// In which state it was right.
    state: u64,
    cost: usize,
    value: V,
}

impl<K: Hash + Eq, V: Clone> KeptAnswers<K, V> {
    pub(super) fn new(most_bytes: usize) -> Self {
        let kept = Kept { answers: LruCache::unbounded(), bytes: 0 };
        Self { most_bytes, kept: Mutex::new(kept) }
    }

    /// The answer that was right in this state.
    pub(super) fn get(&self, asked: &K, state: u64) -> Option<V> {
        let mut kept = self.lock();
        let answer = kept.answers.get(asked)?;
        (answer.state == state).then(|| answer.value.clone())
    }

    /// Keeps an answer of so many bytes, and forgets those that nobody asked for the longest.
    pub(super) fn put(&self, asked: K, state: u64, value: V, bytes: usize) {
        let cost = bytes + OVERHEAD;
        if cost > self.most_bytes {
            return;
        }
        let mut kept = self.lock();
        kept.bytes += cost;
        if let Some((_, old)) = kept.answers.push(asked, Answer { state, cost, value }) {
            kept.bytes -= old.cost;
        }
        while kept.bytes > self.most_bytes {
            let Some((_, old)) = kept.answers.pop_lru() else { break };
            kept.bytes -= old.cost;
        }
    }

    /// A poisoned lock guards a whole value: nothing in here panics halfway.
    fn lock(&self) -> MutexGuard<'_, Kept<K, V>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many bytes a document has in all its forms.
pub(super) fn bytes_of(shelved: &Shelved) -> usize {
    let forms = Coding::ALL.iter().filter_map(|coding| shelved.variant(*coding));
    forms.map(|form| form.body.len()).sum()
}
