//! How far a way has been gone: its package, the application, the answers.

use super::{WayKind, WayOutcome};
use crate::kernel::Day;
use crate::kernel::id::{ClaimId, ObligationId, PartyId, WordsId};

/// An application that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// On which day.
    pub day: Day,
    /// At which body.
    pub body: String,
    /// Who asks alone; none when both sides ask together.
    pub applicant: Option<PartyId>,
}

/// An answer of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What.
    pub outcome: WayOutcome,
    /// On which day.
    pub day: Day,
    /// The number of the body's document.
    pub number: Option<String>,
    /// What it says, in a few words.
    pub note: Option<WordsId>,
}

/// One round on a way; a payment order may have several, one for each default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Which way.
    pub kind: WayKind,
    /// The day on which the package was drafted.
    pub prepared: Day,
    /// For which heads of claim.
    pub claims: Vec<ClaimId>,
    /// For which obligations that were not kept.
    pub obligations: Vec<ObligationId>,
    /// The application.
    pub filed: Option<Filing>,
    /// The answers in order.
    pub answers: Vec<Answer>,
    /// The day on which the parties gave it up.
    pub renounced: Option<Day>,
}

impl Track {
    /// The last answer, when nothing more is to come.
    pub fn conclusion(&self) -> Option<&Answer> {
        self.answers.last().filter(|answer| answer.outcome.is_final())
    }

    /// The answer that can be enforced.
    pub fn enforceable(&self) -> Option<&Answer> {
        self.conclusion().filter(|answer| answer.outcome.enforceable())
    }

    /// The body has it and has not finished.
    pub fn is_pending(&self) -> bool {
        self.filed.is_some() && self.conclusion().is_none()
    }

    /// The package is there and waits to be handed in.
    pub fn is_waiting(&self) -> bool {
        self.filed.is_none() && self.renounced.is_none()
    }
}
