//! Why a date cannot be read. It mends none.

/// What is wrong with a date, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// It is no date, or lies outside the years 1900 to 9999.
    #[error("\"{0}\" is not a date: write it as in 2026-09-01T10:00:00+05:00")]
    NotADate(String),
    /// Its zone is not known.
    #[error(
        "\"{date}\" is in a zone that nobody knows, \"{zone}\": write the zone as in +05:00 or Asia/Karachi"
    )]
    UnknownZone {
        /// The whole date.
        date: String,
        /// The name of the zone.
        zone: String,
    },
    /// Its zone may be one of several.
    #[error(
        "\"{date}\" is in \"{zone}\", which means several zones: write the zone as in +05:00 or Asia/Karachi"
    )]
    SeveralZones {
        /// The whole date.
        date: String,
        /// The name of the zone.
        zone: String,
    },
    /// It names two zones in which it is not the same instant.
    #[error("\"{0}\" names two zones that do not agree: leave the one that is right")]
    ZonesDisagree(String),
    /// It names a zone, and calls it what no clock with that offset is called.
    #[error("\"{date}\" calls its zone \"{zone}\", which is another: leave the one that is right")]
    ZoneCalledAnother {
        /// The whole date.
        date: String,
        /// What it calls its zone.
        zone: String,
    },
    /// The clocks are set back in this hour, so that there are two of it.
    #[error(
        "\"{0}\" is an hour that comes twice, as the clocks are set back in it: write its zone as in +01:00"
    )]
    ComesTwice(String),
    /// Day and month may be either.
    #[error("\"{0}\" may be one of two days: write it as in 2026-09-01")]
    SeveralDays(String),
    /// It names a weekday that is not that day's.
    #[error(
        "\"{0}\" names a weekday that this day is not: mend the one that is wrong, or write it as in 2026-09-01"
    )]
    AnotherWeekday(String),
}

impl DateFault {
    /// Whether it is a date all the same, except for its zone.
    #[must_use]
    pub fn is_of_the_zone(&self) -> bool {
        matches!(
            self,
            Self::UnknownZone { .. }
                | Self::SeveralZones { .. }
                | Self::ZonesDisagree(_)
                | Self::ZoneCalledAnother { .. }
                | Self::ComesTwice(_)
        )
    }
}
