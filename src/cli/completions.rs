//! `pressroom completions SHELL`: what a shell needs to complete our words.

use super::ended::{Ended, Outcome};
use clap::Command;
use clap_complete::Shell;
use std::io::Write;

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, mut command: Command) -> Ended {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "pressroom", &mut script);
        std::io::stdout().write_all(&script)?;
        Ok(Outcome::Done)
    }
}
