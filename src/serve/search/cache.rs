//! Answers to searches that are still right, the ones last asked for, within a
//! bound on their bytes. What is right is told by a number.

use super::super::shelf::Shelved;
use crate::feed_document::Format;
use crate::metrics::Coding;
use crate::search_query::Query;
use lru::LruCache;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What an answer costs besides its bytes, about.
const OVERHEAD: usize = 4096;

/// A query, and the format of its answer: none for the page.
type Key = (Query, Option<Format>);

pub(super) struct Cache {
    most_bytes: usize,
    kept: Mutex<Kept>,
}

struct Kept {
    answers: LruCache<Key, (u64, Arc<Shelved>)>,
    bytes: usize,
}

impl Cache {
    pub(super) fn new(most_bytes: usize) -> Self {
        let kept = Kept { answers: LruCache::unbounded(), bytes: 0 };
        Self { most_bytes, kept: Mutex::new(kept) }
    }

    /// The answer that was right in this state.
    pub(super) fn get(
        &self,
        query: &Query,
        format: Option<Format>,
        state: u64,
    ) -> Option<Arc<Shelved>> {
        let mut kept = self.lock();
        let (of, shelved) = kept.answers.get(&(query.clone(), format))?;
        (*of == state).then(|| Arc::clone(shelved))
    }

    /// Keeps an answer, and forgets those that nobody asked for the longest.
    pub(super) fn put(
        &self,
        query: Query,
        format: Option<Format>,
        state: u64,
        shelved: Arc<Shelved>,
    ) {
        let bytes = cost(&shelved);
        if bytes > self.most_bytes {
            return;
        }
        let mut kept = self.lock();
        kept.bytes += bytes;
        if let Some((_, (_, old))) = kept.answers.push((query, format), (state, shelved)) {
            kept.bytes -= cost(&old);
        }
        while kept.bytes > self.most_bytes {
            let Some((_, (_, old))) = kept.answers.pop_lru() else { break };
            kept.bytes -= cost(&old);
        }
    }

    /// A poisoned lock guards a whole value: nothing in here panics halfway.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cost(shelved: &Shelved) -> usize {
    let forms = Coding::ALL.iter().filter_map(|coding| shelved.variant(*coding));
    forms.map(|form| form.body.len()).sum::<usize>() + OVERHEAD
}
