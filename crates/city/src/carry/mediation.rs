//! Sessions with invitations and minutes; extension, suspension, recusal.

use app::Error;
use domain::case::Reason;
use domain::claims::VerifyClaim;
use domain::closing::CloseResult;
use domain::dispatch::Reassign;
use domain::intake::Means;
use domain::kernel::form::Confirmed;
use domain::kernel::id::{RoomId, SessionId};
use domain::kernel::{Day, Moment};
use domain::mediation::{
    AskRecusal, CancelSession, DecideRecusal, Extend, Invitation, InvitationState, Minutes, RecusalDecision, Resume, Schedule,
    SessionMeans, SessionResult, StatementRow, Suspend, SuspensionGround,
};
use domain::vault::{VaultKind, VaultRoom};

use super::vault::Confidence;
use super::{Carrier, missing};
use crate::course::End;
use crate::fill::{line, prose, whole};
use crate::hours;
use crate::lane::{Halt, Step};

/// When sessions begin.
const SLOTS: [(u8, u8); 4] = [(9, 0), (10, 30), (14, 40), (16, 0)];
const LENGTH: i64 = 75;

/// A time and a place for a session.
struct Place {
    starts: Moment,
    means: SessionMeans,
    room: Option<RoomId>,
    /// Where it is when in no room.
    apart: Option<String>,
}

impl Carrier<'_> {
    /// All sessions; afterwards the claims are verified.
    pub(super) async fn mediate(&mut self) -> Step {
        if self.course.recusal {
            self.recusal().await?;
        } else if self.choice.in_thousand(40) {
            self.reassigned().await?;
        }
        for n in 1..=self.course.sessions {
            let session = self.scheduled(n == 1).await?;
            let last = n == self.course.sessions;
            self.held(session, last).await?;
            if n == 1 {
                self.verified().await?;
                if let Some((days, reason)) = self.course.extension.clone() {
                    self.minutes(5, 60).await?;
                    self.extend_to(None, days, Some(reason)).await?;
                }
                if self.course.suspended {
                    self.suspended().await?;
                }
            }
        }
        Ok(())
    }

    async fn recusal(&mut self) -> Step {
        self.wait(0, 1).await?;
        let reasons = &self.world.words.reasons;
        let (party, reason) = (self.party(0)?, prose(&self.say(&reasons.ask_recusal)?)?);
        self.act(self.clerk, AskRecusal { party, reason }).await?;
        self.wait(0, 1).await?;
        let office = self.case.handler().and_then(|id| self.world.district.office_of(id));
        let other = office.and_then(|office| self.some_mediator(office));
        let director = self.world.district.director()?;
        let decision = match other {
            Some(_) if self.choice.in_thousand(500) => RecusalDecision::Granted,
            _ if self.choice.in_thousand(500) => RecusalDecision::BothContinue,
            _ => RecusalDecision::Rejected,
        };
        let texts = reasons.decide_recusal.get(decision.code()).cloned().unwrap_or_default();
        let new = other.filter(|_| decision == RecusalDecision::Granted);
        let form = DecideRecusal { decision, mediator: new.map(crate::district::Colleague::account), reason: prose(&self.say(&texts)?)? };
        self.act(director, form).await?;
        if let Some(new) = new {
            self.mediator = Some(new);
            self.set("mediator", &new.name);
        }
        Ok(())
    }

    /// Somebody else of the same office goes on.
    async fn reassigned(&mut self) -> Step {
        let office = self.case.handler().and_then(|id| self.world.district.office_of(id));
        let Some(other) = office.and_then(|office| self.some_mediator(office)) else { return Ok(()) };
        self.wait(0, 1).await?;
        let reason = prose(&self.say(&self.world.words.reasons.reassign)?)?;
        self.act(self.world.district.director()?, Reassign { mediator: other.account(), reason }).await?;
        self.mediator = Some(other);
        self.set("mediator", &other.name);
        Ok(())
    }

    /// A free time with a free room, on the first workdays from `from`.
    fn free(&mut self, from: Day) -> Step<Place> {
        let mediator = self.mediator()?.account().0;
        let office = self.case.handler().and_then(|id| self.world.district.office_of(id)).ok_or_else(|| missing("an office"))?;
        let telling = &self.world.words.telling;
        let apart = self.choice.in_thousand(120) || office.rooms.is_empty();
        let first = usize::try_from(self.choice.below(4)).unwrap_or(0);
        let mut day = hours::workday_from(self.world.calendar(), from);
        for _ in 0..40 {
            for (hour, minute) in SLOTS.iter().cycle().skip(first).take(SLOTS.len()) {
                let starts = Moment::at(day, *hour, *minute);
                let ends = starts.plus_minutes(LENGTH);
                if starts <= self.lane.now() {
                    continue;
                }
                if apart {
                    if self.world.book.take(&[mediator], starts, ends) {
                        let number = self.choice.between(100, 999);
                        self.set("n", number);
                        let (means, places) = match self.choice.below(3) {
                            0 => (SessionMeans::AtParty, telling.at_party.clone()),
                            _ if office.rooms.is_empty() => (SessionMeans::AtParty, vec![telling.no_room.clone()]),
                            _ => (SessionMeans::Online, telling.online.clone()),
                        };
                        let apart = Some(self.say(&places)?);
                        return Ok(Place { starts, means, room: None, apart });
                    }
                } else if let Some(room) = office.rooms.iter().find(|room| self.world.book.take(&[mediator, room.0], starts, ends)) {
                    return Ok(Place { starts, means: SessionMeans::OnSite, room: Some(*room), apart: None });
                }
            }
            day = hours::next_workday(self.world.calendar(), day);
        }
        Err(missing("a free time for a session"))
    }

    /// Schedules a session and invites; gives it with its beginning and end.
    async fn scheduled(&mut self, first: bool) -> Step<(SessionId, Moment, Moment)> {
        self.wait(0, 1).await?;
        let mut ahead = if first { self.choice.between(1, 3) } else { self.choice.between(2, 4) };
        let period_over = self.course.end == End::Without(CloseResult::PeriodOver);
        for _ in 0..12 {
            let day = hours::workdays_after(self.world.calendar(), self.lane.now().day(), ahead);
            let found = self.free(day)?;
            // Both sides agree to a later end rather than let the period pass.
            if let Some(due) = self.case.mediation_due()
                && found.starts.day() > due
                && !self.course.late
                && !period_over
            {
                self.extend_to(Some(found.starts.day().plus(5)), 0, None).await?;
            }
            let form = Schedule {
                starts: found.starts,
                minutes: whole(LENGTH)?,
                means: found.means,
                room: found.room,
                place: found.apart.as_deref().map(line).transpose()?,
            };
            match self.act(self.mediator()?, form).await {
                Err(Halt::Failed(Error::Refused(refusal))) if matches!(refusal.reason, Reason::RoomTaken | Reason::MediatorTaken) => {
                    ahead += 1;
                }
                Err(halt) => return Err(halt),
                Ok(()) => {
                    let session = self.case.mediation.sessions.last().map(|session| session.id).ok_or_else(|| missing("a session"))?;
                    self.minutes(5, 40).await?;
                    self.invited(session, InvitationState::Sent, Means::Sms).await?;
                    if !first && self.choice.in_thousand(40) {
                        self.minutes(30, 200).await?;
                        let reason = prose(&self.say(&self.world.words.reasons.cancel_session)?)?;
                        self.act(self.mediator()?, CancelSession { session, reason }).await?;
                        continue;
                    }
                    return Ok((session, found.starts, found.starts.plus_minutes(LENGTH)));
                }
            }
        }
        Err(missing("a session that can be held"))
    }

    async fn invited(&mut self, session: SessionId, state: InvitationState, means: Means) -> Step {
        for party in self.speakers() {
            self.act(self.mediator()?, Invitation { session, party, state, means, at: None }).await?;
        }
        Ok(())
    }

    async fn held(&mut self, (session, starts, ends): (SessionId, Moment, Moment), last: bool) -> Step {
        self.lane.until(starts.plus_minutes(2)).await?;
        self.invited(session, InvitationState::Joined, Means::InPerson).await?;
        let ended = ends.plus_minutes(self.choice.between(-25, 20));
        self.lane.until(ended.plus_minutes(4)).await?;
        let result = self.result(last);
        let next = hours::workdays_after(self.world.calendar(), ended.day(), 3).chinese();
        self.set("due", next);
        let (statements, said) = self.statements(result)?;
        self.confide(said).await?;
        let speech = &self.world.words.speech;
        let form = Minutes {
            session,
            began: starts.plus_minutes(2),
            ended,
            present: self.speakers(),
            rights_told: Confirmed,
            statements,
            agreed_facts: Some(prose(&self.say(&speech.agreed_facts.texts)?)?),
            disputed: Some(prose(&self.say(&speech.disputed.texts)?)?),
            result,
        };
        self.act(self.mediator()?, form).await
    }

    fn result(&self, last: bool) -> SessionResult {
        match &self.course.end {
            _ if !last => SessionResult::Adjourned,
            End::Agreement | End::NotPerformed => SessionResult::Agreed,
            End::Partial => SessionResult::PartlyAgreed,
            End::Without(CloseResult::Failed | CloseResult::Refused) => SessionResult::NotAgreed,
            _ => SessionResult::Adjourned,
        }
    }

    /// What stands on the common sheet, and what was said to settle: that goes into the vault.
    fn statements(&mut self, result: SessionResult) -> Step<(Vec<StatementRow>, Vec<Confidence>)> {
        let speech = &self.world.words.speech;
        let (worker, employer) = (Some(self.party(0)?), Some(self.party(self.workers())?));
        // Parties stand in the words as worker and employer, whoever applies.
        let mut rows = Vec::new();
        let mut said = Vec::new();
        let mut confide = |carrier: &mut Self, kind, speaker, texts: &[String]| -> Step {
            said.push(Confidence { room: VaultRoom::Shared, kind, speaker, text: carrier.say(texts)? });
            Ok(())
        };
        let mut add = |carrier: &mut Self, speaker, texts: &[String]| -> Step {
            rows.push(StatementRow { speaker, text: prose(&carrier.say(texts)?)? });
            Ok(())
        };
        add(self, None, &speech.mediator.opening)?;
        add(self, worker, &speech.worker.opening)?;
        add(self, employer, &speech.employer.opening)?;
        add(self, None, &speech.mediator.facts)?;
        add(self, worker, &speech.worker.facts)?;
        add(self, employer, &speech.employer.facts)?;
        match result {
            SessionResult::Agreed | SessionResult::PartlyAgreed => {
                confide(self, VaultKind::Offer, None, &speech.mediator.offer)?;
                confide(self, VaultKind::CounterOffer, worker, &speech.worker.counter)?;
                add(self, employer, &speech.employer.accept)?;
                add(self, worker, &speech.worker.accept)?;
                add(self, None, speech.mediator.end.get(..1).unwrap_or_default())?;
            }
            SessionResult::NotAgreed => {
                add(self, employer, &speech.employer.refuse)?;
                add(self, worker, &speech.worker.refuse)?;
                add(self, None, speech.mediator.end.get(2..3).unwrap_or_default())?;
            }
            _ => {
                confide(self, VaultKind::CounterOffer, employer, &speech.employer.counter)?;
                add(self, None, speech.mediator.end.get(1..2).unwrap_or_default())?;
            }
        }
        Ok((rows, said))
    }

    async fn verified(&mut self) -> Step {
        for (place, amount) in self.course.verified.clone() {
            self.minutes(2, 15).await?;
            let claim = self.case.claims.get(place).map(|claim| claim.id).ok_or_else(|| missing("a claim"))?;
            let basis = prose(&self.say(&self.world.words.reasons.verify)?)?;
            self.act(self.mediator()?, VerifyClaim { claim, amount, basis }).await?;
        }
        Ok(())
    }

    /// Extends to that day, or by so many days.
    pub(super) async fn extend_to(&mut self, until: Option<Day>, days: i64, reason: Option<String>) -> Step {
        let due = self.case.mediation_due().ok_or_else(|| missing("a period"))?;
        let until = until.unwrap_or(due.plus(days)).max(due.plus(1)).max(self.lane.now().day());
        let Some(until) = self.allowed(until).filter(|until| *until > due) else { return Ok(()) };
        let text = match reason {
            Some(reason) => reason,
            None => self.say(&self.world.words.reasons.extend)?,
        };
        let form = Extend { until, reason: prose(&text)?, applicant_consents: Confirmed, respondent_consents: Confirmed, approved: true };
        self.act(self.mediator()?, form).await
    }

    /// The day itself, or the last one that the law allows; none where the period can't be extended.
    fn allowed(&self, until: Day) -> Option<Day> {
        let clock = self.case.mediation_clock()?;
        let rule = self.world.app.rules.exact(clock.rule, clock.deadline.version)?;
        let most = rule.extension.as_ref()?.most;
        Some(most.map_or(until, |most| until.min(rule.extended(self.world.calendar(), clock.deadline.from, most))))
    }

    async fn suspended(&mut self) -> Step {
        let grounds = [SuspensionGround::Appraisal, SuspensionGround::Expert, SuspensionGround::InjuryDetermination];
        let ground = self.choice.of(&grounds).copied().unwrap_or(SuspensionGround::Other);
        let reasons = &self.world.words.reasons;
        let days = self.choice.between(8, 35);
        let expected = self.lane.now().day().plus(days);
        if self.case.mediation_due().is_some_and(|due| expected >= due) {
            self.extend_to(Some(expected.plus(10)), 0, None).await?;
        }
        let reason = prose(&self.say(&reasons.suspend.get(&ground).cloned().unwrap_or_default())?)?;
        self.act(self.mediator()?, Suspend { ground, reason, expected: Some(expected) }).await?;
        let back = self.on_day(expected);
        self.lane.until(back).await?;
        let note = prose(&self.say(&reasons.resume.get(&ground).cloned().unwrap_or_default())?)?;
        self.act(self.mediator()?, Resume { note }).await
    }
}
