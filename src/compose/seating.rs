//! Which stories find room: a section has so many seats, and a story of several
//! sections takes one of one of them. It ranks nothing.

use std::collections::VecDeque;

/// Stories on the seats of sections; both are known by their numbers.
///
/// Whoever has a seat keeps one, though maybe in another section of theirs: a story
/// finds room whenever there is a way to move the others up for it. So the stories
/// that find room, asked one after the other, are a basis of a transversal matroid:
/// one more who asks puts out one other at most.
pub(super) struct Seating {
    /// The sections of each story.
    sections: Vec<Vec<usize>>,
    /// How many seats each section has.
    seats: Vec<usize>,
    /// Who sits in each section.
    taken: Vec<Vec<usize>>,
}

impl Seating {
    /// Nobody has a seat yet, and there is none.
    pub(super) fn of(sections: Vec<Vec<usize>>, how_many: usize) -> Self {
        Self { sections, seats: vec![0; how_many], taken: vec![Vec::new(); how_many] }
    }

    /// The number of seats from now on; never fewer than before.
    pub(super) fn open(&mut self, seats: Vec<usize>) {
        self.seats = seats;
    }

    /// Gives a story a seat, when there is a way.
    pub(super) fn seat(&mut self, story: usize) -> bool {
        let (free, reached) = self.search(story);
        if let Some(section) = free {
            self.move_up(section, &reached);
        }
        free.is_some()
    }

    /// The sections in which there is no seat for a story, its own and those that whoever
    /// sits in them could move to; `None` when there is a way to give it one.
    pub(super) fn no_seat_in(&self, story: usize) -> Option<Vec<usize>> {
        let (free, reached) = self.search(story);
        let full = || (0..reached.len()).filter(|section| reached[*section].is_some()).collect();
        free.is_none().then(full)
    }

    /// A free seat that is to be had for a story by moving others up, and who could go to
    /// each section that was looked at.
    fn search(&self, story: usize) -> (Option<usize>, Vec<Option<usize>>) {
        // Breadth first: nobody moves when there is a free seat in a section of its own.
        let mut reached: Vec<Option<usize>> = vec![None; self.seats.len()];
        let mut next: VecDeque<usize> = VecDeque::new();
        self.reach(story, &mut reached, &mut next);
        while let Some(section) = next.pop_front() {
            if self.taken[section].len() < self.seats[section] {
                return (Some(section), reached);
            }
            for sitting in &self.taken[section] {
                self.reach(*sitting, &mut reached, &mut next);
            }
        }
        (None, reached)
    }

    /// The section in which a story has its seat.
    pub(super) fn section_of(&self, story: usize) -> Option<usize> {
        let sections = self.sections.get(story)?;
        sections.iter().copied().find(|section| self.taken[*section].contains(&story))
    }

    /// Notes the sections that a story could go to, and that nobody could before.
    fn reach(&self, story: usize, reached: &mut [Option<usize>], next: &mut VecDeque<usize>) {
        for &section in &self.sections[story] {
            if reached[section].is_none() {
                reached[section] = Some(story);
                next.push_back(section);
            }
        }
    }

    /// Moves everybody on the way that ends at a free seat of `section`.
    fn move_up(&mut self, section: usize, reached: &[Option<usize>]) {
        let mut free = section;
        while let Some(mover) = reached[free] {
            let left = self.section_of(mover);
            self.taken[free].push(mover);
            match left {
                Some(left) => {
                    self.taken[left].retain(|sitting| *sitting != mover);
                    free = left;
                }
                None => return,
            }
        }
    }
}
