//! Where every source is between its passes: planned, queued or under way, and exactly
//! one of them at any time. Of those that are due it says whose turn it is: so many at
//! one time, so many of one host, and the hosts in turn, so that a slow one holds up no
//! other. It asks no clock, works out no schedule and runs nothing.

use crate::source_memory::SourceName;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::ops::Bound::{Excluded, Unbounded};

/// A clock that is less than this behind what it was is only being adjusted.
const ADJUSTMENT: TimeDelta = TimeDelta::seconds(2);

/// Where a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is asked at this instant; `None` is never by its schedule.
    Planned(Option<DateTime<Utc>>),
    /// It has been due since then, and waits for its turn.
    Queued(DateTime<Utc>),
    /// It has been asked since then, and has not answered in full yet.
    UnderWay(DateTime<Utc>),
}

/// How urgently a source is to be asked once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// When those before it have been asked.
    InLine,
    /// Now, whatever else is under way: it told of a change itself.
    Now,
}

/// All sources that are configured, and those that were and are still being asked.
#[derive(Debug)]
pub struct Rota {
    at_once: usize,
    per_host: usize,
    seats: HashMap<SourceName, Seat>,
    /// The planned ones that have an instant.
    planned: BTreeSet<(DateTime<Utc>, SourceName)>,
    /// The queued ones of each host, the longest waiting first.
    lines: BTreeMap<String, VecDeque<SourceName>>,
    /// The queued ones that wait for nobody.
    urgent: VecDeque<SourceName>,
    /// How many passes are under way at each host.
    busy: HashMap<String, usize>,
    under_way: usize,
    last_host: String,
    /// The latest instant that it was told of since the clock was last set back.
    latest: DateTime<Utc>,
}

/// One source.
#[derive(Debug)]
struct Seat {
    /// Whom it is asked of: what is under way elsewhere is not in its way.
    host: String,
    state: State,
}

#[derive(Debug)]
enum State {
    Planned(Option<DateTime<Utc>>),
    Queued {
        since: DateTime<Utc>,
        turn: Turn,
    },
    UnderWay {
        since: DateTime<Utc>,
        /// Whose place at the host it takes: the source may have moved since.
        host: String,
        /// It was called for meanwhile.
        again: Option<Turn>,
        /// It is no longer configured.
        leaving: bool,
    },
}

impl Rota {
    /// Nobody is configured yet. So many passes run at one time, and so many at one host.
    #[must_use]
    pub fn new(at_once: usize, per_host: usize) -> Self {
        Self {
            at_once,
            per_host,
            seats: HashMap::new(),
            planned: BTreeSet::new(),
            lines: BTreeMap::new(),
            urgent: VecDeque::new(),
            busy: HashMap::new(),
            under_way: 0,
            last_host: String::new(),
            latest: DateTime::<Utc>::MIN_UTC,
        }
    }

    /// Lets so many through from now on.
    pub fn limit(&mut self, at_once: usize, per_host: usize) {
        (self.at_once, self.per_host) = (at_once, per_host);
    }

    /// A source is configured, and asked of this host at `due`. One that is queued or
    /// under way stays so: its end plans it anew.
    pub fn plan(&mut self, name: &SourceName, host: &str, due: Option<DateTime<Utc>>) {
        let Some(seat) = self.seats.get_mut(name) else {
            let seat = Seat { host: host.to_owned(), state: State::Planned(None) };
            self.seats.insert(name.clone(), seat);
            return self.put(name, due);
        };
        let moved = std::mem::replace(&mut seat.host, host.to_owned());
        match &mut seat.state {
            State::Planned(_) => self.put(name, due),
            State::UnderWay { leaving, .. } => *leaving = false,
            State::Queued { .. } if moved == host => {}
            State::Queued { since, turn } => {
                let (since, turn) = (*since, *turn);
                self.leave_line(name, &moved);
                self.enqueue(name, since, turn);
            }
        }
    }

    /// A source is to be asked once more, whatever its schedule says: called for while a
    /// pass is under way, it is asked after that one. Nothing, when it is not configured.
    pub fn call(&mut self, name: &SourceName, turn: Turn, now: DateTime<Utc>) {
        let Some(seat) = self.seats.get_mut(name) else { return };
        match &mut seat.state {
            State::UnderWay { leaving: true, .. } => {}
            State::UnderWay { again, .. } => *again = (*again).max(Some(turn)),
            State::Queued { turn: already, .. } if *already >= turn => {}
            State::Queued { since, .. } => {
                let (since, host) = (*since, seat.host.clone());
                self.leave_line(name, &host);
                self.enqueue(name, since, turn);
            }
            State::Planned(due) => {
                if let Some(due) = *due {
                    self.planned.remove(&(due, name.clone()));
                }
                self.enqueue(name, now, turn);
            }
        }
    }

    /// A source is no longer configured. A pass that is under way ends as it began.
    pub fn remove(&mut self, name: &SourceName) {
        let Some(seat) = self.seats.get_mut(name) else { return };
        if let State::UnderWay { leaving, again, .. } = &mut seat.state {
            (*leaving, *again) = (true, None);
            return;
        }
        let host = seat.host.clone();
        match seat.state {
            State::Planned(Some(due)) => {
                self.planned.remove(&(due, name.clone()));
            }
            State::Queued { .. } => self.leave_line(name, &host),
            State::Planned(None) | State::UnderWay { .. } => {}
        }
        self.seats.remove(name);
    }

    /// Lets the next one through, when one is due and there is room for it: it is under
    /// way until [`Rota::ended`] says otherwise.
    pub fn next(&mut self, now: DateTime<Utc>) -> Option<SourceName> {
        while let Some((due, _)) = self.planned.first()
            && *due <= now
            && let Some((due, name)) = self.planned.pop_first()
        {
            self.enqueue(&name, due, Turn::InLine);
        }
        let name = self.urgent.pop_front().or_else(|| self.next_in_line())?;
        let seat = self.seats.get_mut(&name)?;
        let host = seat.host.clone();
        seat.state =
            State::UnderWay { since: now, host: host.clone(), again: None, leaving: false };
        *self.busy.entry(host).or_default() += 1;
        self.under_way += 1;
        Some(name)
    }

    /// A pass has ended, however it did; the source is asked next at `due`, or sooner when
    /// it was called for meanwhile. `false` when it is no longer configured.
    pub fn ended(
        &mut self,
        name: &SourceName,
        due: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> bool {
        let Some(Seat { state: State::UnderWay { host, again, leaving, .. }, .. }) =
            self.seats.get(name)
        else {
            return self.seats.contains_key(name);
        };
        let (host, again, leaving) = (host.clone(), *again, *leaving);
        self.under_way -= 1;
        if let Some(busy) = self.busy.get_mut(&host) {
            *busy -= 1;
            if *busy == 0 {
                self.busy.remove(&host);
            }
        }
        match again {
            _ if leaving => drop(self.seats.remove(name)),
            Some(turn) => self.enqueue(name, now, turn),
            None => self.put(name, due),
        }
        !leaving
    }

    /// By how much the clock was set back since this was last asked, zero when it was not.
    /// What is planned then waits for a time that may not come for years: it is to be
    /// planned anew.
    pub fn set_back_by(&mut self, now: DateTime<Utc>) -> TimeDelta {
        let back = self.latest.signed_duration_since(now);
        if back <= ADJUSTMENT || self.latest == DateTime::<Utc>::MIN_UTC {
            self.latest = self.latest.max(now);
            return TimeDelta::zero();
        }
        self.latest = now;
        back
    }

    /// Where a source is; `None` when it is neither configured nor under way.
    #[must_use]
    pub fn place(&self, name: &SourceName) -> Option<Place> {
        Some(match self.seats.get(name)?.state {
            State::Planned(due) => Place::Planned(due),
            State::Queued { since, .. } => Place::Queued(since),
            State::UnderWay { since, .. } => Place::UnderWay(since),
        })
    }

    /// The sources that should have been asked by `now`, or are being asked.
    pub fn waited_for(&self, now: DateTime<Utc>) -> impl Iterator<Item = &SourceName> {
        let is_waited_for = move |seat: &Seat| match seat.state {
            State::Planned(due) => due.is_some_and(|due| due <= now),
            State::Queued { .. } | State::UnderWay { .. } => true,
        };
        self.seats.iter().filter(move |(_, seat)| is_waited_for(seat)).map(|(name, _)| name)
    }

    /// When the next planned one is due.
    #[must_use]
    pub fn wakes_at(&self) -> Option<DateTime<Utc>> {
        self.planned.first().map(|(due, _)| *due)
    }

    /// How many are configured or under way.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seats.len()
    }

    /// Whether nobody is configured, and nobody under way.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// Plans one that has a seat.
    fn put(&mut self, name: &SourceName, due: Option<DateTime<Utc>>) {
        let Some(seat) = self.seats.get_mut(name) else { return };
        if let State::Planned(Some(before)) = seat.state {
            self.planned.remove(&(before, name.clone()));
        }
        seat.state = State::Planned(due);
        self.planned.extend(due.map(|due| (due, name.clone())));
    }

    fn enqueue(&mut self, name: &SourceName, since: DateTime<Utc>, turn: Turn) {
        let Some(seat) = self.seats.get_mut(name) else { return };
        seat.state = State::Queued { since, turn };
        match turn {
            Turn::Now => self.urgent.push_back(name.clone()),
            Turn::InLine => {
                self.lines.entry(seat.host.clone()).or_default().push_back(name.clone());
            }
        }
    }

    fn leave_line(&mut self, name: &SourceName, host: &str) {
        self.urgent.retain(|waiting| waiting != name);
        if let Some(line) = self.lines.get_mut(host) {
            line.retain(|waiting| waiting != name);
            if line.is_empty() {
                self.lines.remove(host);
            }
        }
    }

    fn next_in_line(&mut self) -> Option<SourceName> {
        if self.under_way >= self.at_once {
            return None;
        }
        let onward = self.lines.range::<str, _>((Excluded(self.last_host.as_str()), Unbounded));
        let host = onward
            .chain(self.lines.iter())
            .map(|(host, _)| host)
            .find(|host| self.busy.get(*host).is_none_or(|busy| *busy < self.per_host))?
            .clone();
        let line = self.lines.get_mut(&host)?;
        let name = line.pop_front()?;
        if line.is_empty() {
            self.lines.remove(&host);
        }
        self.last_host = host;
        Some(name)
    }
}
