//! Which stories the front page has, under its quotas. What comes before what was
//! decided before, and the order is kept.

use super::seating::Seating;
use crate::config::front_page::FrontPage;
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
pub(super) struct Chosen<'a> {
    /// Its place in what was to be chosen from.
    pub(super) story: usize,
    /// The section whose quota it counts for; none when all of its are used up.
    pub(super) section: Option<&'a Slug>,
}

/// Chooses from `stories`, the best first.
///
/// What must be in takes its seats first, and goes without where there is none. Then
/// the minimum of each section is seated, then everything up to the maximum, until
/// the page is full. So the minimums are met wherever that is possible at all, and
/// among the choices that meet them this is the one with the best stories; one more
/// story puts out one other at most.
pub(super) fn choose<'a>(stories: &[Story<'_>], policy: &'a FrontPage) -> Vec<Chosen<'a>> {
    let quotas = &policy.quotas;
    let sections: Vec<Vec<usize>> = stories
        .iter()
        .map(|story| {
            let of_story = |place: &usize| story.sections.contains(&quotas[*place].section);
            (0..quotas.len()).filter(of_story).collect()
        })
        .collect();
    let mut seating = Seating::of(&sections, quotas.len());
    let (must, may): (Vec<usize>, Vec<usize>) =
        (0..stories.len()).partition(|story| stories[*story].must);
    let mut free = policy.items.saturating_sub(must.len());
    let mut waiting = [must, may].concat();
    for seats in [
        quotas.iter().map(|quota| quota.min).collect(),
        quotas.iter().map(|quota| quota.max).collect(),
    ] {
        seating.open(seats);
        waiting.retain(|story| {
            let must = stories[*story].must;
            let seated = (must || free > 0) && seating.seat(*story);
            free -= usize::from(seated && !must);
            !seated
        });
    }
    let left_out: BTreeSet<usize> =
        waiting.into_iter().filter(|story| !stories[*story].must).collect();
    let is_in = (0..stories.len()).filter(|story| !left_out.contains(story));
    let section = |story| seating.section_of(story).map(|place| &quotas[place].section);
    is_in.map(|story| Chosen { story, section: section(story) }).collect()
}
