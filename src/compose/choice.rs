//! Which stories the front page has, under its quotas. What comes before what was
//! decided before, and the order is kept.

use super::seating::Seating;
use crate::config::settings::front_page::FrontPage;
use crate::section::Slug;
use std::collections::BTreeSet;

/// A story, for the choice.
pub(super) struct Story<'a> {
    /// The sections of its articles.
    pub(super) sections: BTreeSet<&'a Slug>,
    /// It is in, whatever the quotas say.
    pub(super) must: bool,
}

/// A story that is in.
pub(super) struct Chosen {
    /// Its place in what was to be chosen from.
    pub(super) story: usize,
    /// The quota that it counts for, by its place; `None` when all of its are used up.
    pub(super) section: Option<usize>,
    /// The turn that let it in.
    pub(super) turn: Turn,
}

/// What lets a story in, in the order of the turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It must be in.
    Decision,
    /// It was among the fewest that a section has, by the place of its quota. It may count
    /// for another one in the end, to make room.
    Minimum(usize),
    /// There was room.
    Maximum,
}

/// What is in, and who sits where.
pub(super) struct Choices {
    /// What is in, in the order of the stories.
    pub(super) chosen: Vec<Chosen>,
    seating: Seating,
}

impl Choices {
    /// The quotas, by their places, that all are used up and have no room for a story,
    /// however those in them move to others of theirs; `None` when there is a way, and
    /// only the page is full.
    pub(super) fn no_room_in(&self, story: usize) -> Option<Vec<usize>> {
        self.seating.no_seat_in(story)
    }
}

/// Chooses from `stories`, the best first.
///
/// What must be in takes its seats first, and goes without where there is none. Then
/// the minimum of each section is seated, then everything up to the maximum, until
/// the page is full. So the minimums are met wherever that is possible at all, and
/// among the choices that meet them this is the one with the best stories; one more
/// story puts out one other at most.
pub(super) fn choose(stories: &[Story<'_>], policy: &FrontPage) -> Choices {
    let quotas = &policy.quotas;
    let sections: Vec<Vec<usize>> = stories
        .iter()
        .map(|story| {
            let of_story = |place: &usize| story.sections.contains(&quotas[*place].section);
            (0..quotas.len()).filter(of_story).collect()
        })
        .collect();
    let mut seating = Seating::of(sections, quotas.len());
    let (must, may): (Vec<usize>, Vec<usize>) =
        (0..stories.len()).partition(|story| stories[*story].must);
    let mut free = policy.items.saturating_sub(must.len());
    let mut turns: Vec<Option<Turn>> =
        stories.iter().map(|story| story.must.then_some(Turn::Decision)).collect();
    let mut waiting = [must, may].concat();
    seating.open(quotas.iter().map(|quota| quota.min).collect());
    for story in seat(stories, &mut waiting, &mut seating, &mut free) {
        turns[story] = seating.section_of(story).map(Turn::Minimum);
    }
    seating.open(quotas.iter().map(|quota| quota.max).collect());
    for story in seat(stories, &mut waiting, &mut seating, &mut free) {
        turns[story] = Some(Turn::Maximum);
    }
    let chosen = turns.into_iter().enumerate().filter_map(|(story, turn)| {
        Some(Chosen { story, section: seating.section_of(story), turn: turn? })
    });
    Choices { chosen: chosen.collect(), seating }
}

/// Gives those who wait a seat, one after the other, and returns who got one that need not
/// be in: that costs one of the free places of the page.
fn seat(
    stories: &[Story<'_>],
    waiting: &mut Vec<usize>,
    seating: &mut Seating,
    free: &mut usize,
) -> Vec<usize> {
    let mut came = Vec::new();
    waiting.retain(|story| {
        let must = stories[*story].must;
        let seated = (must || *free > 0) && seating.seat(*story);
        if seated && !must {
            *free -= 1;
            came.push(*story);
        }
        !seated
    });
    came
}
