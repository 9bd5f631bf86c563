//! Mediation: sessions with their invitations and minutes, extension, recusal, suspension.

pub mod event;
mod facts;
mod pause;
pub mod room;
mod session;

pub use facts::{ConfirmFacts, FactRow, FactSheet, FactSignature};
pub use pause::{AskRecusal, DecideRecusal, Extend, RecusalDecision, Resume, Suspend, SuspensionGround};
pub use session::{CancelSession, Invitation, InvitationState, Minutes, Schedule, SessionMeans, SessionResult, StatementRow};

use crate::intake::Means;
use crate::kernel::id::{AccountId, PartyId, RecusalId, RoomId, SessionId, WordsId};
use crate::kernel::{Day, Moment};

/// A session and how far it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct MediationSession {
    /// Which.
    pub id: SessionId,
    /// 1 for the first session of the case.
    pub number: i64,
    /// When it begins.
    pub starts: Moment,
    /// When it is to end.
    pub ends: Moment,
    /// On site, online …
    pub means: SessionMeans,
    /// The room.
    pub room: Option<RoomId>,
    /// Place or link when it is not in a room.
    pub place: Option<WordsId>,
    /// Who mediates.
    pub mediator: Option<AccountId>,
    /// How each party's invitation stands.
    pub invitations: Vec<(PartyId, InvitationState, Means, Moment)>,
    /// Cancelled.
    pub cancelled: bool,
    /// What came out, once the minutes are kept.
    pub result: Option<SessionResult>,
}

impl MediationSession {
    /// Still to be held.
    pub const fn is_open(&self) -> bool {
        !self.cancelled && self.result.is_none()
    }

    /// How a party's invitation stands now.
    pub fn invitation_of(&self, party: PartyId) -> Option<InvitationState> {
        self.invitations.iter().rev().find(|(who, ..)| *who == party).map(|(_, state, ..)| *state)
    }
}

/// A recusal request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Which.
    pub id: RecusalId,
    /// Who asked.
    pub party: PartyId,
    /// The decision.
    pub decision: Option<RecusalDecision>,
}

/// The slice of the case that this room owns.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Mediation {
    /// Sessions in the order of scheduling.
    pub sessions: Vec<MediationSession>,
    /// Recusal requests.
    pub recusals: Vec<Recusal>,
    /// Why it is suspended, and since when.
    pub suspended: Option<(SuspensionGround, Day)>,
    /// Until when the suspension is expected to last.
    pub expected: Option<Day>,
    /// How often it was extended.
    pub extensions: i64,
    /// Sheets of undisputed facts that both sides signed: they go along where concessions never do.
    pub fact_sheets: Vec<FactSheet>,
}

impl Mediation {
    /// The recusal request that waits for a decision.
    pub fn open_recusal(&self) -> Option<&Recusal> {
        self.recusals.iter().find(|recusal| recusal.decision.is_none())
    }

    /// A session of the case.
    pub fn session(&self, id: SessionId) -> Option<&MediationSession> {
        self.sessions.iter().find(|session| session.id == id)
    }
}
