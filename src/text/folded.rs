//! Text as it is compared when somebody looks for words in it: one way of writing
//! each letter, where people, keyboards and archives have several. It neither
//! splits words nor changes what is shown.

/// The text in lower case, without the marks that may be left out, and with the
/// letters that Urdu, Arabic and Persian keyboards write differently made equal.
/// Accents of composed letters stay: whoever compares has to ignore them.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' | ' ' => folded.push(c),
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            _ if is_left_out(c) => {}
            _ => folded.extend(one_form(c).to_lowercase()),
        }
    }
    folded
}

/// Accents that stand alone, vowel signs of Arabic script, and the invisible
/// characters that only steer how letters join or which way they run.
fn is_left_out(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}'
        | '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn one_form(c: char) -> char {
    match c {
        // Yeh, kaf and heh: Arabic keyboards have other letters than Urdu ones.
        '\u{064A}' | '\u{0649}' | '\u{06D2}' | '\u{06D3}' => '\u{06CC}',
        '\u{0643}' => '\u{06A9}',
        '\u{0647}' | '\u{0629}' | '\u{06C0}' | '\u{06C2}' | '\u{06C3}' | '\u{06D5}' => '\u{06C1}',
        // Alef with hamza or madda.
        '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0671}' => '\u{0627}',
        // Digits.
        '\u{0660}'..='\u{0669}' => digit(c, '\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => digit(c, '\u{06F0}'),
        other => other,
    }
}

fn digit(c: char, zero: char) -> char {
    let value = u32::from(c).saturating_sub(u32::from(zero));
    char::from_digit(value, 10).unwrap_or(c)
}

/// The words of a text: runs of letters and digits, folded.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{folded, words};

    #[test]
    fn one_word_has_one_form() {
        assert_eq!(folded("Cafe\u{301} KARACHI"), "cafe karachi");
        assert_eq!(folded("كراچي"), folded("کراچی"));
        assert_eq!(folded("مُحَمَّد"), folded("محمد"));
        assert_eq!(folded("۲۰۲۶ ٢٠٢٦"), "2026 2026");
        assert_eq!(words("KSE-100 isn't  up!"), ["kse", "100", "isn", "t", "up"]);
    }
}
