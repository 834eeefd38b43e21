//! The sentences of a text, in any script. It changes no word.

/// The sentences of a text, each with the white space that follows it.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (sentence, after) = rest.split_at(sentence_end(rest));
        rest = after;
        Some(sentence)
    })
}

/// Where the first sentence ends.
fn sentence_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            return at + 1;
        }
        if !is_stop(c) {
            continue;
        }
        while chars.next_if(|(_, next)| is_stop(*next) || is_closing(*next)).is_some() {}
        let end = chars.peek().map_or(text.len(), |(end, _)| *end);
        if ends_there(c, &text[..at], &text[end..]) {
            return end;
        }
    }
    text.len()
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '｡' | '۔' | '؟' | '।' | '॥' | '։' | '።'
    )
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）')
}

/// Whether a stop between these two texts ends a sentence.
fn ends_there(stop: char, before: &str, after: &str) -> bool {
    // These stand at the end of a sentence and nowhere else, with or without a space.
    if matches!(stop, '。' | '！' | '？' | '｡') {
        return true;
    }
    let Some(next) = after.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let next_word = after.trim_start().chars().next();
    stop != '.' || !(next_word.is_some_and(char::is_lowercase) || is_abbreviation(before))
}

/// Whether the word before a full stop is one that is written with it.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let mut chars = word.chars();
    let one_letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
    one_letter
        || word.contains('.') && word.chars().all(|c| c.is_alphabetic() || c == '.')
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "Prof"
                | "Gen"
                | "Col"
                | "Maj"
                | "Capt"
                | "Lt"
                | "Sgt"
                | "Sen"
                | "Rep"
                | "Gov"
                | "Rev"
                | "Hon"
                | "St"
                | "Mt"
                | "No"
                | "Nos"
                | "Vol"
                | "Jr"
                | "Sr"
                | "vs"
                | "Rs"
                | "Jan"
                | "Feb"
                | "Mar"
                | "Apr"
                | "Jun"
                | "Jul"
                | "Aug"
                | "Sep"
                | "Sept"
                | "Oct"
                | "Nov"
                | "Dec"
                | "Ltd"
                | "Inc"
                | "Co"
                | "Corp"
                | "approx"
        )
}
