//! Events of mediation.

use serde::{Deserialize, Serialize};

use super::{FactSheet, InvitationState, MediationSession, Recusal, RecusalDecision, SessionMeans, SessionResult, SuspensionGround};
use crate::agreement::SignMeans;
use crate::case::event::Happening;
use crate::case::{Actor, Case};
use crate::intake::Means;
use crate::kernel::id::{AccountId, PartyId, RecusalId, RoomId, SessionId, WordsId};
use crate::kernel::{Day, Moment};
use crate::periods::Role;

/// `mediation.session_scheduled`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionScheduled {
    /// Its id.
    pub session: SessionId,
    /// When it begins.
    pub starts: Moment,
    /// When it is to end.
    pub ends: Moment,
    /// How it is held.
    pub means: SessionMeans,
    /// The room.
    pub room: Option<RoomId>,
    /// Place or link: somebody's home, perhaps.
    pub place: Option<WordsId>,
    /// Who mediates.
    pub mediator: Option<AccountId>,
}

impl Happening for SessionScheduled {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        let number = case.mediation.sessions.iter().map(|session| session.number).max().unwrap_or(0) + 1;
        case.mediation.sessions.push(MediationSession {
            id: self.session,
            number,
            starts: self.starts,
            ends: self.ends,
            means: self.means,
            room: self.room,
            place: self.place,
            mediator: self.mediator,
            invitations: Vec::new(),
            cancelled: false,
            result: None,
        });
    }
}

fn session(case: &mut Case, id: SessionId) -> Option<&mut MediationSession> {
    case.mediation.sessions.iter_mut().find(|session| session.id == id)
}

/// `mediation.session_cancelled`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionCancelled {
    /// Which.
    pub session: SessionId,
    /// Why.
    pub reason: WordsId,
}

impl Happening for SessionCancelled {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(session) = session(case, self.session) {
            session.cancelled = true;
        }
    }
}

/// `mediation.invitation_noted`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationNoted {
    /// Which session.
    pub session: SessionId,
    /// Who.
    pub party: PartyId,
    /// How it stands.
    pub state: InvitationState,
    /// By what means.
    pub means: Means,
    /// When.
    pub at: Moment,
}

impl Happening for InvitationNoted {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(session) = session(case, self.session) {
            session.invitations.push((self.party, self.state, self.means, self.at));
        }
    }
}

/// A statement with its text elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementKept {
    /// Which party said it; the mediator when empty.
    pub speaker: Option<PartyId>,
    /// What was said.
    pub words: WordsId,
}

/// `mediation.minutes_kept`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MinutesKept {
    /// Which session.
    pub session: SessionId,
    /// When it began.
    pub began: Moment,
    /// When it ended.
    pub ended: Moment,
    /// Who was there.
    pub present: Vec<PartyId>,
    /// Who said what.
    pub statements: Vec<StatementKept>,
    /// Facts that nobody disputes.
    pub agreed_facts: Option<WordsId>,
    /// What is in dispute.
    pub disputed: Option<WordsId>,
    /// What came out.
    pub result: SessionResult,
}

impl Happening for MinutesKept {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(session) = session(case, self.session) {
            session.result = Some(self.result);
        }
    }
}

/// `mediation.extended`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extended {
    /// Which clock, by its place among the clocks of the case.
    pub clock: usize,
    /// The end until now.
    pub from: Day,
    /// The new end.
    pub until: Day,
    /// Why.
    pub reason: WordsId,
}

impl Happening for Extended {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.mediation.extensions += 1;
        if let Some(clock) = case.clocks.get_mut(self.clock) {
            clock.extended_to = Some(self.until);
        }
    }
}

/// `mediation.recusal_asked`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecusalAsked {
    /// Its id.
    pub recusal: RecusalId,
    /// Who asked.
    pub party: PartyId,
    /// Why.
    pub reason: WordsId,
}

impl Happening for RecusalAsked {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.mediation.recusals.push(Recusal { id: self.recusal, party: self.party, decision: None });
    }
}

/// `mediation.recusal_decided`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecusalDecided {
    /// Which request.
    pub recusal: RecusalId,
    /// What was decided.
    pub decision: RecusalDecision,
    /// The new mediator.
    pub mediator: Option<AccountId>,
    /// Why.
    pub reason: WordsId,
}

impl Happening for RecusalDecided {
    fn apply(&self, case: &mut Case, at: Moment, _: &Actor) {
        for recusal in &mut case.mediation.recusals {
            if recusal.id == self.recusal {
                recusal.decision = Some(self.decision);
            }
        }
        crate::intake::event::stop(case, at.day(), |role| role == Role::Recusal);
        if self.mediator.is_some() {
            case.dispatch.mediator = self.mediator;
        }
    }
}

/// `mediation.suspended`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suspended {
    /// Why.
    pub ground: SuspensionGround,
    /// What is waited for.
    pub reason: WordsId,
    /// Until when it is expected.
    pub expected: Option<Day>,
    /// Since when.
    pub day: Day,
    /// Clocks that may stand still do so.
    pub pauses: bool,
}

impl Happening for Suspended {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.mediation.suspended = Some((self.ground, self.day));
        case.mediation.expected = self.expected;
        if self.pauses {
            for clock in case.clocks.iter_mut().filter(|clock| clock.pauses && clock.is_running()) {
                clock.paused = Some(self.day);
            }
        }
    }
}

/// `mediation.resumed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resumed {
    /// What came of it.
    pub note: WordsId,
}

impl Happening for Resumed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.mediation.suspended = None;
        case.mediation.expected = None;
        for clock in &mut case.clocks {
            clock.paused = None;
        }
    }
}

/// One party's signature under a sheet of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedFacts {
    /// Who.
    pub party: PartyId,
    /// When.
    pub day: Day,
    /// How.
    pub means: SignMeans,
}

/// `mediation.facts_confirmed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactsConfirmed {
    /// The facts.
    pub facts: Vec<WordsId>,
    /// Who signed.
    pub signed: Vec<SignedFacts>,
    /// The mediator who signed.
    pub mediator: Option<AccountId>,
    /// The day on which the last one signed.
    pub day: Day,
}

impl Happening for FactsConfirmed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        let number = case.mediation.fact_sheets.len() + 1;
        case.mediation.fact_sheets.push(FactSheet {
            number,
            facts: self.facts.clone(),
            signed: self.signed.clone(),
            mediator: self.mediator,
            day: self.day,
        });
    }
}
