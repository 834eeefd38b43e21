//! How text is compared: one form for what people, keyboards, archives and systems write
//! in several. Names, tags, categories, filters, queries and the index of words all go by
//! it. It changes nothing that is shown.
//!
//! | | `same` | `folded` | `words` |
//! |---|---|---|---|
//! | canonically equal is equal (Unicode NFC) | x | x | x |
//! | full case folding: `ß` is `ss`, `İ` is `i`, `ς` is `σ` | x | x | x |
//! | blanks of any kind are one, and none at the ends | x | x | |
//! | accents of Latin and Greek letters do not count, nor do strokes (`ł`), the dots of `ё` and points of Hebrew | | x | x |
//! | vowel signs and keyboards' letters of Arabic script are one, and digits of all scripts | | x | x |
//! | forms for the typesetter are the letters that they stand for | | x | x |
//! | split into runs of letters and digits | | | x |

use super::letters;
pub(crate) use super::letters::{INVISIBLE, is_invisible};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();
const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();
const NFD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfd();

/// The text in Unicode's composed form (NFC): what is equal to people is equal.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    NFC.normalize(text)
}

/// The text in Unicode's form for compatibility (NFKC): wide letters and ligatures as the
/// plain letters that they stand for.
#[must_use]
pub(crate) fn compatible(text: &str) -> Cow<'_, str> {
    NFKC.normalize(text)
}

/// What is one and the same text for whoever reads it: what differs in accents differs.
#[must_use]
pub fn same(text: &str) -> String {
    one_blank(&composed(&one_case(&composed(text))))
}

/// The text as it is compared with what somebody wrote: letter case, accents and blanks
/// aside, and with the letters that Urdu, Arabic and Persian keyboards write differently
/// made equal.
#[must_use]
pub fn folded(text: &str) -> String {
    one_blank(&bare(text))
}

/// The words of a text: runs of letters and digits, folded.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    split(&bare(text))
}

/// As [`folded`], in a form that no release changes: for what is kept of it, as the addresses
/// of pages.
#[must_use]
pub(crate) fn lasting(text: &str) -> String {
    one_blank(&bare_in(text, Form::Lasting))
}

/// As [`words`], in a form that no release changes: for fingerprints of them that are kept.
#[must_use]
pub(crate) fn lasting_words(text: &str) -> Vec<String> {
    split(&bare_in(text, Form::Lasting))
}

fn split(folded: &str) -> Vec<String> {
    let words = folded.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A folded text for an index of words: what is written without blanks between words is
/// split into its letters, so that a phrase of them is found wherever it stands in a run.
/// The marks on a letter go with it, as letters of no script.
#[must_use]
pub fn for_index(text: &str) -> String {
    let folded = bare(text);
    if folded.is_ascii() {
        return folded;
    }
    let mut spaced = String::with_capacity(folded.len() * 3 / 2);
    for c in folded.chars() {
        match mark(c) {
            Some(mark) => spaced.push(mark),
            None if is_unspaced(c) => spaced.extend([' ', c]),
            // A word that follows begins anew.
            None if c != ' ' && spaced.ends_with(is_run) => spaced.extend([' ', c]),
            None => spaced.push(c),
        }
    }
    spaced
}

/// The words of a text, folded, with one blank before and after each, so that a whole word
/// can be looked for as a part of it. What is written without blanks is split as in an index,
/// and what stands behind an apostrophe is a word of its own (`Karachi's`, `İzmir'de`).
#[must_use]
pub fn spaced(text: &str) -> String {
    let text = for_index(text);
    let mut spaced = " ".to_owned();
    let mut push = |word: &str| {
        if !word.is_empty() {
            spaced.push_str(word);
            spaced.push(' ');
        }
    };
    for piece in text.split_whitespace() {
        if piece.starts_with(is_unspaced) {
            push(piece.split_once(|c| !is_run(c)).map_or(piece, |(letter, _)| letter));
            continue;
        }
        let words = piece.unicode_words();
        words
            .flat_map(|word| word.split(['\'', '\u{2019}', '\u{02BC}', '\u{FF07}']))
            .for_each(&mut push);
    }
    spaced
}

/// The text with the letters that look like Latin ones made Latin in each word that has Latin
/// letters: what a scan or a paste leaves of a word. Wide and ornate letters are plain ones.
#[must_use]
pub fn in_one_script(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = NFKC.normalize(text);
    let words = plain.split_inclusive(|c: char| !c.is_alphabetic());
    let as_latin = |word: &str| -> String {
        if word.contains(|c: char| c.is_ascii_alphabetic()) {
            word.chars().map(|c| latin_alike(c).unwrap_or(c)).collect()
        } else {
            word.to_owned()
        }
    };
    Cow::Owned(words.map(as_latin).collect())
}

/// The Latin letter that a Greek or Cyrillic one looks like.
fn latin_alike(c: char) -> Option<char> {
    const GREEK: (&str, &str) = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονα", "ABEZHIKMNOPTYXova");
    const CYRILLIC: (&str, &str) = ("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx");
    [GREEK, CYRILLIC].into_iter().find_map(|(alike, latin)| {
        let at = alike.chars().position(|one| one == c)?;
        latin.chars().nth(at)
    })
}

/// Blanks of any kind as one, and none at the ends.
fn one_blank(text: &str) -> String {
    let mut one = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !one.is_empty() {
            one.push(' ');
        }
        one.push_str(word);
    }
    one
}

/// Upper and lower case as one. Capitals tell apart the fewest letters: `ß` has two, both
/// sigmas have one, and so have both of Turkish, of which `İ` leaves a dot over.
fn one_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut one = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            one.push(c.to_ascii_lowercase());
        } else {
            let upper = c.to_lowercase().flat_map(char::to_uppercase);
            one.extend(upper.flat_map(char::to_lowercase));
        }
    }
    one.replace("i\u{307}", "i")
}

/// Which letters are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As they are compared.
    Compared,
    /// As they were compared when something was first kept of them.
    Lasting,
}

/// In one case, without the marks that may be left out.
fn bare(text: &str) -> String {
    bare_in(text, Form::Compared)
}

fn bare_in(text: &str, form: Form) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let is_compared = form == Form::Compared;
    let text = if is_compared { letters::spelled_out(text) } else { Cow::Borrowed(text) };
    let mut bare = String::with_capacity(text.len());
    let (mut on_plain, mut last) = (true, None);
    for c in one_case(&NFD.normalize(&text)).chars() {
        match c {
            _ if c.is_ascii() => {
                on_plain = true;
                bare.push(c);
            }
            '\u{0300}'..='\u{036F}' if on_plain => {}
            _ if letters::is_left_out(c) => {}
            _ if is_compared && letters::is_pointing(c) => {}
            _ if is_compared && letters::is_optional_on(last, c) => {}
            _ => {
                if !is_accent(c) {
                    on_plain = is_plain(c);
                }
                last = Some(c);
                bare.push(if is_compared { letters::one_form(c) } else { letters::arabic(c) });
            }
        }
    }
    composed(&bare).into_owned()
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// Letters of scripts in which an accent is no other letter: Latin and Greek. A blank and
/// what is no letter have none to lose.
fn is_plain(c: char) -> bool {
    !c.is_alphabetic()
        || c.is_ascii()
        || matches!(c, '\u{00C0}'..='\u{024F}' | '\u{0370}'..='\u{03FF}' | '\u{1E00}'..='\u{1FFF}')
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || mark(c).is_some()
}

/// Letters of scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, Chinese,
/// Japanese; and of Korean, which writes what other languages say by prepositions into the
/// word.
pub(crate) fn is_unspaced(c: char) -> bool {
    let of_script = matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F
        | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9D | 0xAC00..=0xD7A3
        | 0x20000..=0x3FFFF);
    of_script && c.is_alphanumeric() && mark(c).is_none()
}

/// Where a run without blanks may end: at a letter of it, or at a mark on that.
fn is_run(c: char) -> bool {
    is_unspaced(c) || matches!(c, MARKS..=LAST_MARK)
}

/// Marks on letters of those scripts stand in the index as characters of nobody, because an
/// index takes some for letters, and others for gaps between words.
const MARKS: char = '\u{F0000}';
const LAST_MARK: char = '\u{F2FFF}';

fn mark(c: char) -> Option<char> {
    let is_mark = matches!(u32::from(c),
        // Thai and Lao.
        0x0E31 | 0x0E34..=0x0E3A | 0x0E47..=0x0E4E | 0x0EB1 | 0x0EB4..=0x0EBC | 0x0EC8..=0x0ECE
        // Burmese.
        | 0x102B..=0x103E | 0x1056..=0x1059 | 0x105E..=0x1060 | 0x1062..=0x1064
        | 0x1067..=0x106D | 0x1071..=0x1074 | 0x1082..=0x108D | 0x108F | 0x109A..=0x109D
        // Khmer.
        | 0x17B4..=0x17D3 | 0x17DD);
    is_mark.then(|| char::from_u32(u32::from(MARKS) + u32::from(c) - 0x0E00)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{folded, for_index, lasting, same, words};
    use proptest::prelude::*;

    #[test]
    fn one_word_has_one_form() {
        assert_eq!(folded("Cafe\u{301} KARACHI"), "cafe karachi");
        assert_eq!(folded("Café"), "cafe");
        assert_eq!(folded("كراچي"), folded("کراچی"));
        assert_eq!(folded("مُحَمَّد"), folded("محمد"));
        assert_eq!(folded("آ أ إ"), folded("ا ا ا"));
        assert_eq!(folded("۲۰۲۶ ٢٠٢٦"), "2026 2026");
        assert_eq!(folded("Королёв, за\u{301}мок"), "королев, замок");
        assert_eq!(folded("Łódź Øl Đakovo"), "lodz ol dakovo");
        assert_eq!(folded("१२३ ๔๕๖ ７８９"), "123 456 789");
        assert_eq!(folded("\u{FEFB}"), folded("لا"));
        assert_eq!(lasting("Łódź १"), "łodz १");
        assert_eq!(words("KSE-100 isn't  up!"), ["kse", "100", "isn", "t", "up"]);
    }

    #[test]
    fn letter_case_is_folded_fully() {
        assert_eq!((folded("STRASSE"), same("STRASSE")), (folded("Straße"), same("Straße")));
        assert_eq!(folded("İstanbul ISTANBUL ıstanbul"), "istanbul istanbul istanbul");
        assert_eq!(same("İstanbul ISTANBUL ıstanbul"), "istanbul istanbul istanbul");
        assert_eq!((folded("ΑΘΗΝΑΣ"), same("ΣΣ")), (folded("Αθήνας"), same("σς")));
        assert_eq!(folded("й и"), "й и", "another letter");
    }

    #[test]
    fn blanks_are_one_and_accents_count_where_something_is_shown() {
        assert_eq!(same("  Sana\u{a0} \u{2009}Mirza\n"), "sana mirza");
        assert_eq!(same("Jose\u{301}"), same("JOSÉ"));
        assert_ne!(same("papá"), same("papa"));
        assert_eq!(folded("papá"), folded("papa"));
        assert_ne!(folded("が"), folded("か"));
    }

    #[test]
    fn runs_without_blanks_are_split_for_an_index() {
        assert_eq!(for_index("北京flood2026年"), " 北 京 flood2026 年");
        assert_eq!(for_index("서울에 rain"), " 서 울 에 rain");
        let (low, fall) = (for_index("น้ำ"), for_index("นำ"));
        assert_ne!(low, fall, "marks tell words apart");
        assert!(for_index("ประเทศไทยน้ำท่วม").contains(&low));
    }

    proptest! {
        #[test]
        fn what_is_equal_to_people_is_equal(text in "\\PC{0,24}") {
            use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
            let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&text);
            let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(&text);
            for form in [same, folded, for_index] {
                prop_assert_eq!(form(&composed), form(&apart));
            }
            // It is a form: of itself it is the same.
            prop_assert_eq!(folded(&folded(&text)), folded(&text));
            prop_assert_eq!(same(&same(&text)), same(&text));
        }
    }
}
