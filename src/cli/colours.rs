//! Whether a stream is shown in colours: on a terminal, unless somebody wants none
//! (<https://no-color.org>).

use std::io::IsTerminal;

/// Whether a stream may have colours.
pub(super) fn wanted_on(stream: &impl IsTerminal) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    stream.is_terminal() && !refused
}
