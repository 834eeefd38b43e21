//! The signs that say something beside the words of a text: what is a figure's, a currency's
//! or a picture's own. Punctuation is none: who edits a text sets it anew.

/// Whether it says something by itself.
pub(super) fn is_sign(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '+' | '=' | '>' | '%' | '#' | '$');
    }
    is_of_figures(c) || is_picture(c)
}

/// Of sums and figures: currencies, shares, arrows, mathematics.
fn is_of_figures(c: char) -> bool {
    matches!(c, '¢'..='¥' | '±' | '×' | '÷' | '‰' | '‱' | '٪' | '؋' | '৲' | '৳' | '฿'
        | '\u{20A0}'..='\u{20CF}' | '﷼' | '\u{2190}'..='\u{22FF}'
        | '\u{FE69}' | '\u{FF04}' | '\u{FF05}' | '\u{FF0B}' | '\u{FFE0}' | '\u{FFE1}' | '\u{FFE5}')
}

/// Pictures that are written: stars, ticks, lights, medals, flags (some are spelled), faces.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{1F000}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}')
}
