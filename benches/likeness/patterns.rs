//! Stories of the bench's own making: notices after one pattern, of which one thing was
//! exchanged, and real tellings of one story. It compares nothing.

use super::{Failure, Story};
use std::collections::BTreeMap;
use std::path::Path;

/// One pattern: a title and a text, with what may stand in its places.
pub(super) struct Pattern {
    pub(super) language: String,
    title: String,
    text: String,
    /// The places in the order of their names, each with what may stand there.
    pub(super) places: BTreeMap<String, Vec<String>>,
}

/// The patterns of a folder, one file for each language.
pub(super) fn read(folder: &Path) -> Result<Vec<Pattern>, Failure> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    let mut patterns = Vec::new();
    for file in files {
        let language = file.file_stem().map_or(String::new(), |name| name.to_string_lossy().into());
        let text = std::fs::read_to_string(&file)?;
        patterns.extend(text.split("## ").skip(1).filter_map(|one| pattern(&language, one)));
    }
    Ok(patterns)
}

fn pattern(language: &str, one: &str) -> Option<Pattern> {
    let (title, text) = one.trim().split_once('\n')?;
    let mut places = BTreeMap::new();
    for piece in [title, text].iter().flat_map(|text| text.split('{').skip(1)) {
        let (place, _) = piece.split_once('}')?;
        if let Some((name, choices)) = place.split_once(':') {
            places.insert(name.to_owned(), choices.split('|').map(str::to_owned).collect());
        }
    }
    Some(Pattern {
        language: language.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        places,
    })
}

impl Pattern {
    /// The story with this choice for each place; the title says what it is of, or only
    /// what kind of story it is.
    pub(super) fn filled(&self, choices: &BTreeMap<&str, usize>, general: bool) -> Story {
        let fill = |text: &str| -> String {
            let mut pieces = text.split('{');
            let mut whole = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                let (place, rest) = piece.split_once('}').unwrap_or((piece, ""));
                let name = place.split(':').next().unwrap_or(place);
                let choice = choices.get(name).copied().unwrap_or(0);
                let of = self.places.get(name);
                let word = of.and_then(|of| of.get(choice % of.len().max(1)));
                whole.push_str(word.map_or("", String::as_str));
                whole.push_str(rest);
            }
            whole
        };
        let title = if general { "Notice".to_owned() } else { fill(&self.title) };
        (title, fill(&self.text))
    }

    /// Pairs of different stories. Of most only one thing was exchanged for another; of
    /// the others two were, then all.
    pub(super) fn pairs(&self) -> Vec<(Story, Story)> {
        let names: Vec<&str> = self.places.keys().map(String::as_str).collect();
        let mut pairs = Vec::new();
        for base in 0..3 {
            let one: BTreeMap<&str, usize> = names.iter().map(|name| (*name, base)).collect();
            for (at, name) in names.iter().enumerate() {
                for step in 1..self.places[*name].len() {
                    let mut other = one.clone();
                    other.insert(name, base + step);
                    let mut third = other.clone();
                    third.insert(names[(at + 1) % names.len()], base + 1);
                    for general in [false, true] {
                        let first = self.filled(&one, general);
                        pairs.push((first.clone(), self.filled(&other, general)));
                        pairs.push((first, self.filled(&third, general)));
                    }
                }
            }
            let all: BTreeMap<&str, usize> = names.iter().map(|name| (*name, base + 1)).collect();
            pairs.push((self.filled(&one, true), self.filled(&all, true)));
        }
        pairs.retain(|(one, other)| one != other);
        pairs
    }
}

/// What three papers and an agency make of one story, longer and shorter.
pub(super) const TELLINGS: [&str; 9] = [
    "another headline",
    "a line about its place",
    "other lines about it on both",
    "a sentence added at the end",
    "a paragraph added on top",
    "the last sentence dropped",
    "the third sentence dropped",
    "its paragraphs in another order",
    "two words mended",
];

/// One story out of several notices, so that it is as long as a report, in another
/// telling.
pub(super) fn telling((title, text): &Story, which: usize) -> (Story, Story) {
    let sentences: Vec<&str> = text.split_inclusive(['.', '۔', '।', '。']).collect();
    let more = "More is to follow, the editors said.";
    let (mut first, mut headline) = (text.clone(), title.clone());
    let other = match which {
        0 => {
            headline = "What we know so far".to_owned();
            text.clone()
        }
        1 => format!("KARACHI, Nov 27 (The Wire) - {text}"),
        2 => {
            first = format!("<p>KARACHI, Nov 27 (The Wire)</p>{text}");
            format!("<p>Updated 14:30 PKT</p>{text}")
        }
        3 => format!("{text} {more}"),
        4 => format!("<p>{more} Our reporters are on their way to the place.</p><p>{text}</p>"),
        5 => sentences[..sentences.len() - 1].concat(),
        6 => [&sentences[..2.min(sentences.len())], &sentences[3.min(sentences.len())..]]
            .concat()
            .concat(),
        7 => {
            let half = sentences.len() / 2;
            format!("<p>{}</p><p>{}</p>", sentences[half..].concat(), sentences[..half].concat())
        }
        _ => mended(text),
    };
    ((title.clone(), first), (headline, other))
}

/// Two words that are no names are written otherwise.
fn mended(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let small = |word: &str| word.len() > 4 && word.chars().all(char::is_lowercase);
    let places: Vec<usize> = (0..words.len()).filter(|at| small(words[*at])).collect();
    let chosen = [places.get(places.len() / 3), places.get(places.len() * 2 / 3)];
    let words = words.iter().enumerate().map(|(at, word)| {
        if chosen.contains(&Some(&at)) { format!("{word}like") } else { (*word).to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}
