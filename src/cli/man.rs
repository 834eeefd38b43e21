//! `pressroom man`: the manual page.

use super::ended::{Ended, Outcome};
use clap::Command;
use clap_mangen::Man;
use std::io::Write;

/// Prints it, all commands in one page.
pub(crate) fn run(command: &Command) -> Ended {
    let mut page = Vec::new();
    // Without the section of clap's that leads to a page for each command: there is this one.
    let whole = Man::new(command.clone());
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    writeln!(page, ".SH COMMANDS")?;
    for part in command.get_subcommands() {
        let man = Man::new(part.clone());
        let mut section = Vec::new();
        man.render_description_section(&mut section)?;
        man.render_options_section(&mut section)?;
        writeln!(page, ".SS \"{} {}\"", command.get_name(), part.get_name())?;
        for line in String::from_utf8_lossy(&section).lines() {
            // Each is one part of this section.
            writeln!(page, "{}", if line.starts_with(".SH ") { ".PP" } else { line })?;
        }
    }
    whole.render_extra_section(&mut page)?;
    whole.render_version_section(&mut page)?;
    std::io::stdout().write_all(&page)?;
    Ok(Outcome::Done)
}
