//! What commands say on their two streams. No control sequence of others reaches a terminal,
//! and what could not be written is known at the end. It words nothing.

use std::borrow::Cow;
use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

/// Why not all could be written on standard output.
static LOST: OnceLock<String> = OnceLock::new();

/// Prints a line for people on standard output.
pub(super) fn say(line: Arguments<'_>) {
    write(&shown(&line.to_string()));
}

/// Prints a line as it is on standard output: for programs, or with sequences of our own.
pub(super) fn put(line: Arguments<'_>) {
    write(&line.to_string());
}

/// Prints a line for people on standard error.
pub(super) fn tell(line: Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{}", shown(&line.to_string()));
}

/// Prints a line as it is on standard error.
pub(super) fn tell_as_it_is(line: Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Why not all that was said could be written; that its reader went away, as `head` does, is
/// no reason.
pub(super) fn lost() -> Option<&'static str> {
    LOST.get().map(String::as_str)
}

fn write(line: &str) {
    let mut out = io::stdout().lock();
    if let Err(error) = writeln!(out, "{line}").and_then(|()| out.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = LOST.set(error.to_string());
    }
}

/// A text with a picture in the place of each control character but the ends of lines, and of
/// what turns the order of the letters behind it (Unicode UAX #9).
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_safe = |c: char| !turns(c) && (!c.is_control() || matches!(c, '\n' | '\t'));
    if text.chars().all(is_safe) {
        return text.into();
    }
    let picture = |c: char| match u32::from(c) {
        _ if is_safe(c) => c,
        0x7f => '␡',
        code @ ..0x20 => char::from_u32(0x2400 + code).unwrap_or('�'),
        _ => '�',
    };
    text.chars().map(picture).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_sequence_goes_out() {
        assert_eq!(shown("one\ttwo\nthree"), "one\ttwo\nthree");
        assert_eq!(shown("\u{1b}[2J\r\u{7}\u{7f}\u{9b}é"), "␛[2J␍␇␡�é");
        assert_eq!(shown("file\u{202e}txt.exe"), "file�txt.exe");
    }
}
