//! Why a changed configuration is not taken up, for the log, `/health` and the
//! metrics. It judges nothing.

use crate::config::Problems;
use crate::pipeline::{Breaking, PipelineError};
use std::fmt;

/// What a refusal leaves, and how to have the change all the same.
const REMEDY: &str = "the old configuration stays in use; mend the file, or set `allow_breaking = true` under [server] when all of this is meant";

/// How many findings are told in one sentence.
const TOLD: usize = 5;

/// Why the old configuration stays.
#[derive(Debug)]
pub(crate) enum ReloadRefusal {
    /// The file is wrong.
    Invalid(Problems),
    /// The file is right, but readers would lose feeds, or see old stories as new.
    Breaking(Vec<Breaking>),
    /// It could not be tried.
    Failed(PipelineError),
}

impl ReloadRefusal {
    /// In one word, for the metrics.
    pub(crate) fn reason(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::Breaking(_) => "breaking",
            Self::Failed(_) => "failed",
        }
    }

    /// Tells it in the log, finding by finding.
    pub(crate) fn tell(&self) {
        match self {
            Self::Invalid(problems) => {
                for problem in problems {
                    let (file, line, column) = (&problem.file, problem.line, problem.column);
                    tracing::error!(
                        file,
                        line,
                        column,
                        cause = problem.cause,
                        remedy = problem.remedy,
                        "the changed configuration is wrong; the old one stays in use"
                    );
                }
            }
            Self::Breaking(breaks) => {
                for broken in breaks {
                    tracing::error!(%broken, "the changed configuration would break feeds; {REMEDY}");
                }
            }
            Self::Failed(error) => {
                tracing::error!(%error, "the changed configuration could not be tried; the old one stays in use, and SIGHUP tries again");
            }
        }
    }
}

impl fmt::Display for ReloadRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(problems) => one_after_another(f, problems, |f, problem| {
                write!(f, "{}:{}:{}: ", problem.file, problem.line, problem.column)?;
                write!(f, "{} ({})", problem.cause, problem.remedy)
            }),
            Self::Breaking(breaks) => {
                one_after_another(f, breaks, |f, broken| broken.fmt(f))?;
                write!(f, ": {REMEDY}")
            }
            Self::Failed(error) => write!(f, "it could not be tried: {error}"),
        }
    }
}

/// The first few, and how many more there are.
fn one_after_another<T>(
    f: &mut fmt::Formatter<'_>,
    all: &[T],
    one: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (at, finding) in all.iter().take(TOLD).enumerate() {
        f.write_str(if at == 0 { "" } else { "; " })?;
        one(f, finding)?;
    }
    match all.len().saturating_sub(TOLD) {
        0 => Ok(()),
        more => write!(f, "; and {more} more"),
    }
}

impl From<Problems> for ReloadRefusal {
    fn from(problems: Problems) -> Self {
        Self::Invalid(problems)
    }
}

impl From<PipelineError> for ReloadRefusal {
    fn from(error: PipelineError) -> Self {
        Self::Failed(error)
    }
}
