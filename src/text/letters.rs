//! What one letter, mark or digit is compared as, in each script: the marks that may be left
//! out, strokes that are accents, digits, and forms that are for the typesetter. It reads no
//! text.

use icu_normalizer::DecomposingNormalizerBorrowed;
use std::borrow::Cow;
use std::ops::RangeInclusive;

const SPELLED_OUT: DecomposingNormalizerBorrowed<'static> =
    DecomposingNormalizerBorrowed::new_nfkd();

/// The zeros of the decimal digits of all scripts; nine more follow each.
const ZEROS: [u32; 37] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x1E950,
];

/// The digit of ASCII that a digit of any script stands for.
pub(super) fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let code = u32::from(c);
    // The last zero at or before it.
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    char::from_digit(code - zero, 10)
}

/// What stands between letters and is not seen: hyphens and places to break that are for the
/// typesetter, and characters that only steer how letters join or which way they run.
pub(crate) const INVISIBLE: [RangeInclusive<char>; 6] = [
    '\u{00AD}'..='\u{00AD}',
    '\u{200B}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{2060}',
    '\u{2066}'..='\u{2069}',
    '\u{FEFF}'..='\u{FEFF}',
];

/// Whether a character is not seen.
pub(crate) fn is_invisible(c: char) -> bool {
    !c.is_ascii() && INVISIBLE.iter().any(|range| range.contains(&c))
}

/// Whether a text shows anything: more than white space, what is not seen, letters that are
/// blanks, and marks with nothing to stand on (Unicode's Default_Ignorable_Code_Point).
pub(crate) fn shows_something(text: &str) -> bool {
    text.chars().any(|c| {
        let shows_nothing = c.is_whitespace()
            || c.is_control()
            || is_invisible(c)
            || matches!(c,
                '\u{300}'..='\u{36F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
                | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}'
                | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFC}' | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}');
        !shows_nothing
    })
}

/// Vowel signs of Arabic script, and what is not seen.
pub(super) fn is_left_out(c: char) -> bool {
    is_invisible(c)
        || matches!(c,
            '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
            | '\u{FE00}'..='\u{FE0F}')
}

/// Points and accents of Hebrew, which are written for children and in prayer books.
pub(super) fn is_pointing(c: char) -> bool {
    matches!(
        c,
        '\u{0591}'
            ..='\u{05BD}'
                | '\u{05BF}'
                | '\u{05C1}'
                | '\u{05C2}'
                | '\u{05C4}'
                | '\u{05C5}'
                | '\u{05C7}'
    )
}

/// Whether a mark on a letter of Cyrillic script may be left out: the dots of `ё`, which most
/// leave out, and what shows where a word is stressed.
pub(super) fn is_optional_on(letter: Option<char>, mark: char) -> bool {
    match mark {
        '\u{0308}' => letter == Some('е'),
        '\u{0300}' | '\u{0301}' => letter.is_some_and(|letter| "аеиоуыэюяіє".contains(letter)),
        _ => false,
    }
}

/// The letters that Urdu, Arabic and Persian keyboards write differently as one, and their
/// digits as those of ASCII.
pub(super) fn arabic(c: char) -> char {
    match c {
        // Yeh, kaf and heh: Arabic keyboards have other letters than Urdu ones.
        '\u{064A}' | '\u{0649}' | '\u{06D2}' | '\u{06D3}' => '\u{06CC}',
        '\u{0643}' => '\u{06A9}',
        '\u{0647}' | '\u{0629}' | '\u{06C0}' | '\u{06C2}' | '\u{06C3}' | '\u{06D5}' => '\u{06C1}',
        // Alef with a wasla; hamza and madda are marks of their own here.
        '\u{0671}' => '\u{0627}',
        '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' => ascii_digit(c).unwrap_or(c),
        other => other,
    }
}

/// The one form of a small letter or a digit of any script. A stroke through a letter is an
/// accent that Unicode takes for part of it.
pub(super) fn one_form(c: char) -> char {
    match c {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ħ' => 'h',
        'ŧ' => 't',
        'ƀ' => 'b',
        'ƶ' => 'z',
        'ɨ' => 'i',
        'ʉ' => 'u',
        other => ascii_digit(other).unwrap_or_else(|| arabic(other)),
    }
}

/// A text with the letters in the place of forms that are for the typesetter: ligatures,
/// letters as they stand at the end of a word (out of a PDF), and those of double width.
pub(super) fn spelled_out(text: &str) -> Cow<'_, str> {
    if !text.contains(is_form) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match is_form(c) {
            true => out.push_str(&SPELLED_OUT.normalize(c.encode_utf8(&mut [0; 4]))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_form(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF10}'..='\u{FF5A}')
}
