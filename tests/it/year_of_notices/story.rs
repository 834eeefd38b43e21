//! Stories that are made after a few patterns, and the ways in which two agencies tell one.

use crate::a_year::dice::Dice;
use chrono::NaiveDate;
use std::collections::HashSet;

pub(super) const SECTIONS: [&str; 3] = ["notices", "sport", "reports"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Death,
    Result,
    Weather,
    Price,
    Report,
}

/// What somebody has to tell.
#[derive(Debug, PartialEq)]
pub(super) struct Story {
    pub(super) kind: Kind,
    title: String,
    /// Its paragraphs.
    text: Vec<String>,
    /// What is in no other story of its kind of that day.
    pub(super) facts: Vec<String>,
}

impl Story {
    /// A telling of the agency that had the story first, under another name.
    pub(super) const LATER: usize = 7;

    /// In how many ways the second agency tells such a story.
    pub(super) fn ways(kind: Kind) -> usize {
        if kind == Kind::Report { 6 } else { 3 }
    }

    pub(super) fn section(&self) -> &'static str {
        match self.kind {
            Kind::Result => SECTIONS[1],
            Kind::Report => SECTIONS[2],
            _ => SECTIONS[0],
        }
    }

    /// Its title and its text; 0 is how it is told first, 1 is the same.
    pub(super) fn told(&self, way: usize) -> (String, String) {
        let mut text = self.text.clone();
        let mut title = self.title.clone();
        match (self.kind, way) {
            (_, 0 | 1) => {}
            (_, 2) => text[0].insert_str(0, "HARBOUR CITY (The Wire) - "),
            (Kind::Report, 3) => "What is known so far".clone_into(&mut title),
            (_, 3) => text.push("More is to follow, the editors said.".to_owned()),
            (_, 4) => text.insert(1, MORE.to_owned()),
            (_, 5) => drop(text.pop()),
            (_, 6) => {
                let small = |word: &&str| word.len() > 5 && word.chars().all(char::is_lowercase);
                let word = text[1].split(' ').find(small).unwrap().to_owned();
                // Another word in its place would be another story.
                text[1] = text[1].replacen(&word, &format!("{word}s"), 1);
                text.pop();
            }
            _ => text.push(LATER.to_owned()),
        }
        let html: String = text.iter().map(|text| format!("<p>{text}</p>")).collect();
        (title, html)
    }
}

const MORE: &str = "A spokeswoman said that the inquiry would go on for some weeks and that nobody \
    should expect its findings before the end of the season.";
const LATER: &str = "It was told later that day that all who had been looked for were found, and \
    that the road was open again.";

/// Tells no story twice.
#[derive(Default)]
pub(super) struct Teller {
    told: HashSet<String>,
}

impl Teller {
    pub(super) fn tell(&mut self, kind: Kind, day: NaiveDate, dice: &mut Dice) -> Story {
        loop {
            let story = match kind {
                Kind::Death => death(day, dice),
                Kind::Result => result(day, dice),
                Kind::Weather => weather(day, dice),
                Kind::Price => price(day, dice),
                Kind::Report => report(dice),
            };
            // One day's weather of a town is one story, whatever is said of it.
            let is_of = format!("{:?} {} {day}", story.facts.first(), story.title);
            if self.told.insert(is_of) {
                return story;
            }
        }
    }
}

const GIVEN: [&str; 12] = [
    "Ahmed", "Salma", "John", "Mary", "Imran", "Rachel", "Farah", "Peter", "Nadeem", "Irma",
    "Otto", "Sana",
];
const FAMILY: [&str; 14] = [
    "Khan", "Bibi", "Masih", "Webb", "Shah", "Stone", "Naz", "Lowe", "Ahmad", "Schulz", "Brandes",
    "Mirza", "Carter", "Doyle",
];
const TOWNS: [&str; 12] = [
    "Karachi", "Lahore", "Quetta", "Multan", "Gwadar", "Leeds", "Sukkur", "Okara", "Dover", "Swat",
    "Whitby", "Sialkot",
];
const TEAMS: [&str; 12] = [
    "Kings",
    "Sultans",
    "Rovers",
    "Lions",
    "Qalandars",
    "Zalmi",
    "Albion",
    "Tigers",
    "Wanderers",
    "Falcons",
    "Harriers",
    "Comets",
];

fn name(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(&GIVEN), dice.pick(&FAMILY))
}

fn death(day: NaiveDate, dice: &mut Dice) -> Story {
    let (who, town) = (name(dice), *dice.pick(&TOWNS));
    let job = *dice.pick(&["teacher", "nurse", "engineer", "tailor"]);
    let on = day.format("%A");
    let english = format!(
        "{who}, a retired {job} who lived in {town} for many years, has died after a short \
         illness. The funeral prayer is offered at the central mosque on {on} after the noon \
         prayer, and the burial follows in the family graveyard. The family receives condolences \
         at home for three days and thanks all who prayed and helped in these hard weeks."
    );
    let german = format!(
        "Die Gemeinde {town} trauert um {who}. Über viele Jahre hat {who} den Chor geleitet und \
         war bei Jung und Alt beliebt. Die Trauerfeier findet am {} um elf Uhr in der \
         Friedhofskapelle statt. Anstelle von Blumen bittet die Familie um eine Spende für das \
         Hospiz. Im Rathaus liegt ein Buch aus, in das sich alle eintragen können, die Abschied \
         nehmen möchten.",
        day.format("%-d.%-m.")
    );
    let text = if dice.falls(30) { german } else { english };
    let title = if dice.falls(50) { "Death notice".to_owned() } else { format!("{who} dies") };
    Story { kind: Kind::Death, title, text: vec![text], facts: vec![who, town.to_owned()] }
}

fn result(day: NaiveDate, dice: &mut Dice) -> Story {
    let (winner, loser) = (*dice.pick(&TEAMS), *dice.pick(&TEAMS));
    if winner == loser {
        return result(day, dice);
    }
    let by = *dice.pick(&["two", "three", "five", "six", "seven"]);
    let (who, on) = (name(dice), day.format("%A"));
    let text = format!(
        "{winner} beat {loser} by {by} wickets in the Premier League at the National Stadium on \
         {on}. {who} was named player of the match after a fine innings. The captain said that \
         the bowlers had done the work and that the team would keep its feet on the ground. The \
         next round of matches is played next week. Tickets are on sale at the gates."
    );
    let title = match dice.below(3) {
        0 => "Premier League: result".to_owned(),
        _ => format!("{winner} beat {loser}"),
    };
    let facts = vec![format!("{winner} beat {loser} by {by}"), who];
    Story { kind: Kind::Result, title, text: vec![text], facts }
}

fn weather(day: NaiveDate, dice: &mut Dice) -> Story {
    let (town, low) = (*dice.pick(&TOWNS), 2 + dice.below(12));
    let (high, wind) = (low + 5 + dice.below(8), 4 + dice.below(20));
    let sky = *dice.pick(&["sunny", "cloudy", "dry", "windy"]);
    let on = day.format("%A");
    let text = format!(
        "{town} will be mostly {sky} on {on} with a high of {high} degrees and a low of {low}. \
         Winds will blow from the south west at {wind} knots in the afternoon. The Met Office asks \
         people to drink enough water and to stay out of the sun at noon. Fishermen may go out to \
         sea as usual, and the harbour stays open."
    );
    let title = if dice.falls(50) { "Weather".to_owned() } else { format!("{town} weather") };
    let facts = vec![format!("{town} will be"), format!("low of {low}.")];
    Story { kind: Kind::Weather, title, text: vec![text], facts }
}

fn price(day: NaiveDate, dice: &mut Dice) -> Story {
    let (what, of) =
        (*dice.pick(&["raised", "cut"]), *dice.pick(&["petrol", "diesel", "kerosene"]));
    let (by, on) = (2 + dice.below(20), day.format("%-d %B"));
    let text = format!(
        "The government has {what} the price of {of} by {by} rupees for the next fortnight, the \
         finance division said in a notification late on {on}. The new price takes effect from \
         midnight. Dealers said that pumps would stay open as usual, and transporters asked for \
         fares to be looked at again. The next review is due in two weeks, after the import bill \
         is known."
    );
    let facts = vec![format!("{what} the price of {of} by {by}")];
    let title = "Fuel price changed".to_owned();
    Story { kind: Kind::Price, title, text: vec![text], facts }
}

/// A report that no other is like: long, and full of names.
fn report(dice: &mut Dice) -> Story {
    let (about, figure) = (name(dice), 100 + dice.below(900));
    let capital = |word: String| word[..1].to_uppercase() + &word[1..];
    let mut paragraph = |sentences: usize| -> String {
        let sentence = |_| {
            let (begin, middle) = (capital(dice.words(1)), capital(dice.words(1)));
            format!("{begin} {} {middle} {}.", dice.words(5), dice.words(6))
        };
        (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
    };
    let first = format!("{} {about} spoke of {figure} of them.", paragraph(3));
    let text = vec![first, paragraph(4), paragraph(4), paragraph(3)];
    let title = format!("{about} speaks of {}", capital(dice.words(2)));
    Story { kind: Kind::Report, title, text, facts: vec![about, figure.to_string()] }
}
