//! Whose turn it is among the sources that are due: so many at one time, so many
//! of one host, and the hosts in turn, so that a slow one holds up no other. It
//! runs nothing.

use crate::source_memory::SourceName;
use crate::web_address::WebAddress;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::ops::Bound::{Excluded, Unbounded};

/// Sources that are due.
#[derive(Debug)]
pub(crate) struct Queue {
    at_once: usize,
    per_host: usize,
    /// Each host's sources, the longest waiting first.
    waiting: BTreeMap<String, VecDeque<SourceName>>,
    /// Who waits.
    queued: HashSet<SourceName>,
    /// Who was let through, and at which host.
    under_way: HashMap<SourceName, String>,
    busy: HashMap<String, usize>,
    last_host: String,
}

impl Queue {
    /// Nobody waits yet.
    pub(crate) fn new(at_once: usize, per_host: usize) -> Self {
        Self {
            at_once,
            per_host,
            waiting: BTreeMap::new(),
            queued: HashSet::new(),
            under_way: HashMap::new(),
            busy: HashMap::new(),
            last_host: String::new(),
        }
    }

    /// Lets so many through from now on.
    pub(crate) fn limit(&mut self, at_once: usize, per_host: usize) {
        (self.at_once, self.per_host) = (at_once, per_host);
    }

    /// Somebody waits, once however often this is said. What is not on the web is in nobody's way.
    pub(crate) fn push(&mut self, name: &SourceName, address: Option<&WebAddress>) {
        if !self.queued.insert(name.clone()) {
            return;
        }
        let host = match address.map(WebAddress::url) {
            Some(url) => {
                format!("{}:{:?}", url.host_str().unwrap_or_default(), url.port_or_known_default())
            }
            None => format!("#{name}"),
        };
        self.waiting.entry(host).or_default().push_back(name.clone());
    }

    /// Lets the next one through, when there is room for it.
    pub(crate) fn next(&mut self) -> Option<SourceName> {
        if self.under_way.len() >= self.at_once {
            return None;
        }
        let onward = self.waiting.range::<str, _>((Excluded(self.last_host.as_str()), Unbounded));
        let host = onward
            .chain(self.waiting.iter())
            .map(|(host, _)| host)
            .find(|host| self.busy.get(*host).is_none_or(|busy| *busy < self.per_host))?
            .clone();
        let line = self.waiting.get_mut(&host)?;
        let name = line.pop_front()?;
        self.queued.remove(&name);
        if line.is_empty() {
            self.waiting.remove(&host);
        }
        *self.busy.entry(host.clone()).or_default() += 1;
        self.under_way.insert(name.clone(), host.clone());
        self.last_host = host;
        Some(name)
    }

    /// One that was let through has ended; nothing, when it never waited.
    pub(crate) fn ended(&mut self, name: &SourceName) {
        let Some(host) = self.under_way.remove(name) else { return };
        if let Some(busy) = self.busy.get_mut(&host) {
            *busy -= 1;
            if *busy == 0 {
                self.busy.remove(&host);
            }
        }
    }
}
