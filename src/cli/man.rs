//! `pressroom man`: the manual page.

use super::ended::{Ended, Outcome};
use clap::Command;
use std::io::Write;

/// Prints it, all commands in one page.
pub(crate) fn run(command: &Command) -> Ended {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for part in command.get_subcommands() {
        let man = clap_mangen::Man::new(part.clone());
        writeln!(page, ".SH \"{}\"", part.get_name().to_uppercase())?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    std::io::stdout().write_all(&page)?;
    Ok(Outcome::Done)
}
