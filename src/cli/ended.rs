//! How a command ended: its exit code, or why it did not do what it was asked.

use super::{colours, spoken};
use crate::config;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Failed,
    Config,
    Partly,
    /// A preview shows that readers would trip over something.
    Breaking,
}

impl Outcome {
    /// What it came to where not all of it could be said.
    pub(super) fn although_unsaid(self) -> Self {
        if self == Self::Done { Self::Failed } else { self }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::Config => 2,
            Outcome::Partly => 3,
            Outcome::Breaking => 4,
        })
    }
}

/// Why a command did not do what it was asked.
pub(crate) enum Failure {
    Config(config::Problems),
    Other(Box<dyn std::error::Error>),
}

impl Failure {
    pub(super) fn tell(&self) -> Outcome {
        match self {
            Self::Config(problems) => {
                let coloured = colours::wanted_on(&std::io::stderr());
                let text = if coloured { problems.coloured() } else { problems.to_string() };
                spoken::tell_as_it_is(format_args!("{}", text.trim_end()));
                Outcome::Config
            }
            // The reader of our output went away, as `head` does: nothing to tell.
            Self::Other(error) if is_broken_pipe(error.as_ref()) => Outcome::Done,
            Self::Other(error) => {
                tell!("pressroom: {error}");
                Outcome::Failed
            }
        }
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

impl<E: Into<Box<dyn std::error::Error>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// What a command gives back.
pub(crate) type Ended = Result<Outcome, Failure>;
