//! What a text says of how often it was answered, liked or read, for comparison: such a
//! count is another at each look, and no news. What is shown keeps it.

use std::borrow::Cow;

/// What is counted of answers, in lower case.
const ANSWERS: [&str; 24] = [
    "comment",
    "comments",
    "reply",
    "replies",
    "kommentar",
    "kommentare",
    "kommentarer",
    "commentaire",
    "commentaires",
    "comentario",
    "comentarios",
    "comentário",
    "comentários",
    "commento",
    "commenti",
    "reactie",
    "reacties",
    "комментарий",
    "комментария",
    "комментариев",
    "комментарии",
    "تبصرہ",
    "تبصرے",
    "تعليقات",
];

/// What is counted besides, where answers are counted in the same text: alone, points are
/// those of a match.
const APPROVAL: [&str; 12] = [
    "point", "points", "score", "vote", "votes", "upvotes", "like", "likes", "share", "shares",
    "view", "views",
];

/// What may stand with a count.
const BESIDE: [&str; 10] =
    ["read", "view", "see", "all", "show", "join", "the", "and", "leave", "add"];

/// Longer lines are sentences.
const MOST_WORDS: usize = 6;

/// Whether a line is a count of answers and nothing else: `12 comments`, `Comments (12)`.
pub(crate) fn counts_answers(line: &str) -> bool {
    is_count(line, |word| ANSWERS.contains(&word))
}

/// Whether a line is a count of anything that readers do.
fn counts_anything(line: &str) -> bool {
    is_count(line, |word| ANSWERS.contains(&word) || APPROVAL.contains(&word))
}

fn is_count(line: &str, is_counted: impl Fn(&str) -> bool) -> bool {
    let (mut numbers, mut counted, mut words) = (0, 0, 0);
    for word in line.split_whitespace() {
        words += 1;
        if words > MOST_WORDS {
            return false;
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            // `#`, `|`, `·`.
        } else if is_number(bare) {
            numbers += 1;
        } else if is_counted(&bare.to_lowercase()) {
            counted += 1;
        } else if !BESIDE.contains(&&*bare.to_lowercase()) {
            return false;
        }
    }
    numbers > 0 && counted > 0
}

/// `12`, `1,204`, `3.4k`.
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['k', 'K', 'm', 'M']);
    digits.starts_with(char::is_numeric)
        && digits.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '\'' | '’'))
}

/// A line without its numbers, if it is a count; `beside_answers` says that there is a
/// count of answers in the same text.
pub(crate) fn without_count(line: &str, beside_answers: bool) -> Cow<'_, str> {
    match beside_answers && counts_anything(line) {
        true => Cow::Owned(line.replace(|c: char| c.is_numeric() || "kKmM,.".contains(c), "")),
        false => Cow::Borrowed(line),
    }
}

/// Words without the numbers beside what is counted, where a whole text stands on one line.
pub(crate) fn without_counts(text: &str) -> Cow<'_, str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_near = |at: usize, of: &[&str]| {
        let before = at.checked_sub(1).map(|at| words[at]);
        let is_in_brackets = words[at].starts_with('(');
        let before = before.filter(|word| is_in_brackets || word.ends_with([':', '(', '#']));
        let beside = before.into_iter().chain(words.get(at + 1).copied());
        beside.into_iter().any(|word| of.contains(&&*bare(word)))
    };
    let is_count = |at: &usize, of: &[&str]| is_number(&bare(words[*at])) && is_near(*at, of);
    if !(0..words.len()).any(|at| is_count(&at, &ANSWERS)) {
        return Cow::Borrowed(text);
    }
    let all = [&ANSWERS[..], &APPROVAL[..]].concat();
    let kept = (0..words.len()).filter(|at| !is_count(at, &all)).map(|at| words[at]);
    Cow::Owned(kept.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_a_line_of_its_own() {
        for line in [
            "12 comments",
            "Comments (1,204)",
            "# Comments: 45",
            "Read all 3 comments",
            "٣ تعليقات",
        ] {
            assert!(counts_answers(line), "{line}");
        }
        for line in [
            "The story drew 45 comments within an hour.",
            "Comments",
            "45",
            "Points: 3",
            "Room 12",
            "",
        ] {
            assert!(!counts_answers(line), "{line}");
        }
    }

    #[test]
    fn points_count_beside_answers_alone() {
        assert_eq!(without_count("Points: 123", true), "Points: ");
        assert_eq!(without_count("Points: 123", false), "Points: 123");
        assert_eq!(
            without_counts("A day at sea Points: 12 # Comments: 4"),
            without_counts("A day at sea Points: 13 # Comments: 5")
        );
        assert_eq!(without_counts("A day Comments (12)"), without_counts("A day Comments (13)"));
        assert_eq!(without_counts("He made 30 points: a record"), "He made 30 points: a record");
    }
}
