//! Sessions: scheduled, parties invited, minutes kept on the common sheet (令17号 arts 24–25; 人民调解法 art. 27).

use super::MediationSession;
use super::event::{InvitationNoted, MinutesKept, SessionCancelled, SessionScheduled, StatementKept};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Clash, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::intake::Means;
use crate::kernel::form::{Confirmed, Whole};
use crate::kernel::id::{PartyId, RoomId, SessionId};
use crate::kernel::{Line, Moment, Prose};
use crate::{codes, form};

codes! {
    /// How a session is held.
    pub enum SessionMeans as "session_means" {
        /// 现场
        OnSite = "on_site",
        /// 线上
        Online = "online",
        /// 电话
        Phone = "phone",
        /// 上门
        AtParty = "at_party",
    }
}

codes! {
    /// How an invitation stands.
    pub enum InvitationState as "invitation_state" {
        /// 已发出
        Sent = "sent",
        /// 已看到
        Seen = "seen",
        /// 已到场
        Joined = "joined",
        /// 不参加
        Refused = "refused",
    }
}

codes! {
    /// What came out of a session.
    pub enum SessionResult as "session_result" {
        /// 达成一致
        Agreed = "agreed",
        /// 部分达成一致
        PartlyAgreed = "partly_agreed",
        /// 择期再调
        Adjourned = "adjourned",
        /// 未达成一致
        NotAgreed = "not_agreed",
        /// 一方未到
        PartyAbsent = "party_absent",
    }
}

form! {
    /// A session is scheduled.
    pub struct Schedule {
        /// When it begins.
        pub starts: Moment,
        /// How long, in minutes.
        pub minutes: Whole<15, 480>,
        /// How it is held.
        pub means: SessionMeans,
        /// The room.
        pub room: Option<RoomId>,
        /// Place or link when it is not in a room.
        pub place: Option<Line<120>>,
    }
}

form! {
    /// A session is cancelled.
    pub struct CancelSession {
        /// Which.
        pub session: SessionId,
        /// Why.
        pub reason: Prose<500>,
    }
}

form! {
    /// How a party's invitation stands.
    pub struct Invitation {
        /// Which session.
        pub session: SessionId,
        /// Who.
        pub party: PartyId,
        /// How it stands.
        pub state: InvitationState,
        /// By what means.
        pub means: Means,
        /// When.
        pub at: Option<Moment>,
    }
}

form! {
    /// Something said on the common sheet.
    pub struct StatementRow {
        /// Which party said it; the mediator when empty.
        pub speaker: Option<PartyId>,
        /// What was said.
        pub text: Prose<3000>,
    }
}

form! {
    /// The minutes of a session.
    pub struct Minutes {
        /// Which session.
        pub session: SessionId,
        /// When it really began.
        pub began: Moment,
        /// When it ended.
        pub ended: Moment,
        /// Who was there.
        pub present: Vec<PartyId>,
        /// Rights and duties were told, recusal was asked about.
        pub rights_told: Confirmed,
        /// Who said what.
        pub statements: Vec<StatementRow>,
        /// Facts that nobody disputes.
        pub agreed_facts: Option<Prose<3000>>,
        /// What is in dispute.
        pub disputed: Option<Prose<3000>>,
        /// What came out.
        pub result: SessionResult,
    }
}

/// An open session of the case.
fn open(case: &Case, id: SessionId) -> Result<&MediationSession, Refusal> {
    let session = case.mediation.session(id).ok_or(Refusal::at("session", Reason::NotInThisCase))?;
    ensure(session.is_open(), || Refusal::at("session", Reason::SessionOver))?;
    Ok(session)
}

impl Deed for Schedule {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        ensure(self.starts >= cx.now, || Refusal::at("starts", Reason::InThePast))?;
        ensure(self.starts.day() <= cx.today().plus(366), || Refusal::at("starts", Reason::InTheFuture))?;
        let placed = if self.means == SessionMeans::OnSite { self.room.is_some() } else { self.place.is_some() };
        ensure(placed, || {
            let field = if self.means == SessionMeans::OnSite { "room" } else { "place" };
            Refusal::at(field, Reason::PlaceNeeded)
        })?;
        match cx.lookup.clash {
            Some(Clash::Room) => return Err(Refusal::at("room", Reason::RoomTaken)),
            Some(Clash::Mediator) => return Err(Refusal::at("starts", Reason::MediatorTaken)),
            None => {}
        }
        let mut outcome = Outcome::default();
        let place = outcome.say_if(cx, WordsKind::Place, self.place.as_deref());
        Ok(outcome.and(SessionScheduled {
            session: cx.ids.draw(),
            starts: self.starts,
            ends: self.starts.plus_minutes(self.minutes.get()),
            means: self.means,
            room: self.room,
            place,
            mediator: case.dispatch.mediator,
        }))
    }
}

impl Deed for CancelSession {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        open(case, self.session)?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(SessionCancelled { session: self.session, reason }))
    }
}

impl Deed for Invitation {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let session = open(case, self.session)?;
        case.party(self.party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
        let at = self.at.unwrap_or(cx.now);
        ensure(at <= cx.now, || Refusal::at("at", Reason::InTheFuture))?;
        ensure(session.invitation_of(self.party) != Some(self.state), || Refusal::at("state", Reason::NothingChanges))?;
        Ok(Outcome::default().and(InvitationNoted { session: self.session, party: self.party, state: self.state, means: self.means, at }))
    }
}

impl Deed for Minutes {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        open(case, self.session)?;
        ensure(self.ended >= self.began, || Refusal::at("ended", Reason::EndBeforeStart))?;
        cx.since_received(case, "began", self.began.day())?;
        ensure(self.ended <= cx.now, || Refusal::at("ended", Reason::InTheFuture))?;
        let speakers = self.statements.iter().filter_map(|row| row.speaker);
        for party in self.present.iter().copied().chain(speakers) {
            case.party(party).ok_or(Refusal::at("present", Reason::NotInThisCase))?;
        }
        let mut outcome = Outcome::default();
        let statements = self
            .statements
            .iter()
            .map(|row| StatementKept { speaker: row.speaker, words: outcome.say(cx, WordsKind::Statement, &row.text) })
            .collect();
        let agreed_facts = outcome.say_if(cx, WordsKind::AgreedFacts, self.agreed_facts.as_deref());
        let disputed = outcome.say_if(cx, WordsKind::DisputedFacts, self.disputed.as_deref());
        Ok(outcome.and(MinutesKept {
            session: self.session,
            began: self.began,
            ended: self.ended,
            present: self.present.clone(),
            statements,
            agreed_facts,
            disputed,
            result: self.result,
        }))
    }
}
