//! Where the headline of a dump is. It goes by place and by dates first, by the shape of
//! lines where no date tells it.

use super::outline::{LONGEST_TITLE, Outline, Seen, UNWRAPPED};
use crate::sources::byline::people;
use crate::sources::folder::text_lines::{Line, ends_sentence};

/// The longest notice of an app, in characters.
const LONGEST_NOTICE: usize = 200;
/// The most lines between the two dates of a head: a section, the headline, what is put
/// below it, and who wrote it.
const A_HEAD: usize = 4;

/// The head of a dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The line of the headline.
    pub(super) title: usize,
    /// The lines with its date, above and below, where it stands between two.
    pub(super) dates: Option<(usize, usize)>,
}

/// Finds the head, if what stands around the headline tells where it is. `given` is the
/// title that the front matter gives.
pub(super) fn head(outline: &Outline<'_>, given: Option<&str>) -> Option<Head> {
    let is_text = |one: &Seen| one.is_prose() || one.text.ends_with(['.', '۔', '।', '。']);
    let prose = outline.seen.iter().position(is_text).unwrap_or(outline.seen.len());
    let same = |one: &Seen| given.is_some_and(|given| given.eq_ignore_ascii_case(&one.text));
    let given = outline.seen[..prose].iter().position(same);
    let between = between_dates(outline);
    let between = between.filter(|head| given.is_none_or(|at| at == head.title));
    between.or_else(|| {
        let kicked = || kicked(outline).filter(|at| at + 1 == prose);
        let title = given.or_else(|| dated(outline)).or_else(kicked).or_else(|| {
            // Without a date line only what is certain goes.
            let known = (0..prose).rev().find(|at| outline.is_known(*at, prose))?;
            let certain = (0..known).all(|at| outline.is_known(at, prose));
            let below = known + 1..prose;
            let below = Some(below).filter(|_| certain || outline.repeats(known, prose))?;
            below.into_iter().find(|at| outline.seen[*at].is_headline())
        })?;
        Some(Head { title, dates: None })
    })
}

/// The headline right below a word in capitals, which names its section.
fn kicked(outline: &Outline<'_>) -> Option<usize> {
    let [kicker, title, ..] = outline.seen.as_slice() else { return None };
    let is_title = title.is_headline() && !title.is_button_like() && !is_name(&title.text);
    (kicker.as_text().is_some() && kicker.is_in_capitals() && is_title).then_some(1)
}

/// Whether nothing before a line is as long as text is.
pub(super) fn may_go(outline: &Outline<'_>, end: usize) -> bool {
    !outline.seen[..end].iter().any(is_long)
}

fn is_long(one: &Seen) -> bool {
    one.text.chars().count() > LONGEST_NOTICE
}

/// The headline that stands between two lines of the same date, whatever it says.
fn between_dates(outline: &Outline<'_>) -> Option<Head> {
    let seen = &outline.seen;
    let is_alone = |at: usize| match seen[at].parts.as_slice() {
        [Line::Date { text, .. }] => *text == seen[at].text,
        _ => false,
    };
    let top = seen.iter().position(is_long).unwrap_or(seen.len());
    let last = seen.iter().rposition(Seen::is_prose)?;
    (0..top).filter(|at| is_alone(*at)).find_map(|above| {
        let most = last.min(above + A_HEAD + 2);
        let below =
            (above + 2..most).find(|at| is_alone(*at) && outline.is_same_day(*at, above))?;
        let fits = |one: &Seen| one.text.chars().count() <= LONGEST_TITLE;
        let is_head = seen[above + 1..below].iter().all(fits);
        let mut lines = (above + 1..below).filter(|at| is_head && !seen[*at].is_byline());
        let first = lines.next()?;
        // A word in capitals above the headline names its section.
        let second = lines.next().filter(|at| {
            seen[first].is_in_capitals() && seen[*at].is_headline() && !is_name(&seen[*at].text)
        });
        Some(Head { title: second.unwrap_or(first), dates: Some((above, below)) })
    })
}

/// Whether a line is a name of two words or more, and nothing else.
pub(super) fn is_name(text: &str) -> bool {
    let is_capital = |word: &str| !word.starts_with(char::is_lowercase);
    let words = text.split_whitespace().count();
    (2..=4).contains(&words)
        && text.split_whitespace().all(is_capital)
        && !ends_sentence(text)
        && !text.contains(|c: char| c.is_numeric() || ",;:/&".contains(c))
        && people(text).as_slice() == [text.to_owned()]
}

/// The headline that a date line stands below, or above.
fn dated(outline: &Outline<'_>) -> Option<usize> {
    let date = outline.seen.iter().position(Seen::is_date)?;
    let below = outline.next(date).filter(|at| outline.seen[*at].is_headline());
    let mut limit = date;
    let mut above = outline.last_before(date);
    // A sentence between headline and date is what newspapers put below a headline.
    if let Some(at) = above.filter(|at| outline.seen[*at].is_prose() && outline.dates_once(date)) {
        limit = at;
        above = outline.last_before(at);
    }
    if above.is_some_and(|at| is_under_way(outline, at)) {
        return None;
    }
    let above = above.filter(|at| outline.seen[*at].is_headline());
    let Some(above) = above else {
        let has_text = |at: &usize| outline.next(*at).is_some_and(|at| outline.seen[at].is_prose());
        // A word in capitals above the headline names its section.
        let kicker = below.filter(|at| outline.seen[*at].is_in_capitals());
        let under = kicker.and_then(|at| outline.next(at));
        let under = under.filter(|at| outline.seen[*at].is_headline() && has_text(at));
        return under.or(below.filter(has_text));
    };
    if let Some(below) = below
        && (outline.same_date_follows(below, date) || outline.is_known(above, date))
    {
        return Some(below);
    }
    let from = (0..above).rev().find(|at| {
        let one = &outline.seen[*at];
        outline.is_known(*at, date)
            || one.is_button_like()
            || one.says_two_things()
            || one.is_prose()
    });
    let mut run = from.map_or(0, |from| from + 1)..limit;
    run.find(|at| outline.seen[*at].is_headline())
}

/// Whether the article is under way above a line, and would go with the notices of an app:
/// these are short, and few of them are sentences below a line like a headline.
fn is_under_way(outline: &Outline<'_>, line: usize) -> bool {
    let length = |one: &Seen| one.text.chars().count();
    let is_notice = |one: &Seen| one.says_two_things() && length(one) <= UNWRAPPED;
    let below_headline = outline.seen[..line].iter().skip_while(|one| !one.is_headline());
    let text = below_headline.filter(|one| one.is_prose() && !is_notice(one));
    text.map(length).sum::<usize>() > UNWRAPPED
}
