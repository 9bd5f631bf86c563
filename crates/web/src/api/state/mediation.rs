//! How mediation stands: who was invited to join it, its sessions, recusal requests.

use domain::case::Case;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, OrganisationId, PartyId, RecusalId, RoomId, SessionId};
use domain::mediation::{InvitationState, RecusalDecision, SessionMeans, SessionResult};

shape! {
    /// A department invited to joint mediation.
    pub struct InvitedOrganisation {
        /// Which.
        pub organisation: OrganisationId,
        /// Joins; null while it has not answered.
        pub joins: Option<bool>,
    }
}

shape! {
    /// How an invitation to a session stands.
    pub struct SessionInvitation {
        /// Whose.
        pub party: PartyId,
        /// How it stands.
        pub state: InvitationState,
    }
}

shape! {
    /// A mediation session.
    pub struct SessionState {
        /// Which.
        pub id: SessionId,
        /// 1 for the first session of the case.
        pub number: i64,
        /// Begins.
        pub starts: Moment,
        /// Is to end.
        pub ends: Moment,
        /// On site, online ….
        pub means: SessionMeans,
        /// The room.
        pub room: Option<RoomId>,
        /// Who mediates.
        pub mediator: Option<AccountId>,
        /// The last state of each party's invitation.
        pub invitations: Vec<SessionInvitation>,
        /// Was cancelled.
        pub cancelled: bool,
        /// What came out, once the minutes are kept.
        pub result: Option<SessionResult>,
    }
}

shape! {
    /// A recusal request.
    pub struct RecusalState {
        /// Which.
        pub id: RecusalId,
        /// Who asked.
        pub party: PartyId,
        /// The decision.
        pub decision: Option<RecusalDecision>,
    }
}

pub(super) fn sessions(case: &Case) -> Vec<SessionState> {
    let session = |session: &domain::mediation::MediationSession| {
        let parties = case.parties.iter().filter_map(|party| Some((party.id, session.invitation_of(party.id)?)));
        SessionState {
            id: session.id,
            number: session.number,
            starts: session.starts,
            ends: session.ends,
            means: session.means,
            room: session.room,
            mediator: session.mediator,
            invitations: parties.map(|(party, state)| SessionInvitation { party, state }).collect(),
            cancelled: session.cancelled,
            result: session.result,
        }
    };
    case.mediation.sessions.iter().map(session).collect()
}

pub(super) fn recusals(case: &Case) -> Vec<RecusalState> {
    let recusal = |recusal: &domain::mediation::Recusal| RecusalState { id: recusal.id, party: recusal.party, decision: recusal.decision };
    case.mediation.recusals.iter().map(recusal).collect()
}
