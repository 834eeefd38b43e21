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

/// What is counted of readers, where a whole line says nothing else: no news either.
const READERS: [&str; 20] = [
    "view",
    "views",
    "like",
    "likes",
    "read",
    "reads",
    "claps",
    "aufrufe",
    "vues",
    "lectures",
    "vistas",
    "visitas",
    "visualizações",
    "visualizzazioni",
    "weergaven",
    "visningar",
    "просмотр",
    "просмотра",
    "просмотров",
    "مشاهدات",
];

/// Words for how long ago something was.
const AGO: [&str; 17] = [
    "ago",
    "vor",
    "hace",
    "há",
    "fa",
    "geleden",
    "sedan",
    "siden",
    "önce",
    "назад",
    "тому",
    "منذ",
    "قبل",
    "پہلے",
    "पहले",
    "前",
    "전",
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

/// Whether a whole line counts readers, and nothing else: `1,203 views`.
fn counts_readers(line: &str) -> bool {
    is_count(line, |word| READERS.contains(&word))
}

/// Whether a whole line says how long ago something was: `5 minutes ago`, `il y a 5 heures`,
/// `5分前`.
fn is_ago(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(MOST_WORDS).collect();
    let numbers = words.iter().filter(|word| word.contains(char::is_numeric)).count();
    let says = |word: &&str| {
        AGO.contains(&&*word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
    };
    numbers == 1
        && match *words {
            [word] => word.ends_with(['前', '전']),
            [first, _, .., last] if words.len() < MOST_WORDS => {
                let counts = first.starts_with(char::is_numeric);
                says(&first) || (counts && says(&last)) || line.to_lowercase().contains("il y a ")
            }
            _ => false,
        }
}

/// A whole line without what it counts of readers, and nothing of it that says how long ago
/// something was.
pub(crate) fn without_readers(line: &str) -> Cow<'_, str> {
    match line {
        line if is_ago(line) => Cow::Borrowed(""),
        line if counts_readers(line) => Cow::Owned(without_numbers(line)),
        line => Cow::Borrowed(line),
    }
}

/// A text on one line without such a count at its end.
pub(crate) fn without_last_count(text: &str) -> &str {
    let ends = text.match_indices(' ').rev().take(MOST_WORDS).map(|(at, _)| at);
    let is_count = |at: &usize| {
        let last = &text[at + 1..];
        text[..*at].ends_with(['.', '!', '?', '…', '”', '"'])
            && (is_ago(last) || counts_readers(last))
    };
    ends.into_iter().find(is_count).map_or(text, |at| &text[..at])
}

fn without_numbers(line: &str) -> String {
    line.replace(|c: char| c.is_numeric() || "kKmM,.".contains(c), "")
}

/// A line without its numbers, if it is a count; `beside_answers` says that there is a
/// count of answers in the same text.
pub(crate) fn without_count(line: &str, beside_answers: bool) -> Cow<'_, str> {
    match beside_answers && counts_anything(line) {
        true => Cow::Owned(without_numbers(line)),
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
