//! Extension (令17号 art. 29), recusal (特邀调解规定 art. 15; 令33号 arts 11–12), suspension for an expert or an appraisal.

use super::event::{Extended, RecusalAsked, RecusalDecided, Resumed, Suspended};
use crate::case::command::Deed;
use crate::case::event::{ClockMoved, MoveCause};
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::form::Confirmed;
use crate::kernel::id::{AccountId, PartyId};
use crate::kernel::{Day, Prose};
use crate::periods::RuleId;
use crate::{codes, form};

codes! {
    /// What was decided on a recusal request.
    pub enum RecusalDecision as "recusal_decision" {
        /// 同意回避,更换调解员
        Granted = "granted",
        /// 不同意回避
        Rejected = "rejected",
        /// 双方同意继续由其调解
        BothContinue = "both_continue",
    }
}

codes! {
    /// Why mediation is suspended.
    pub enum SuspensionGround as "suspension_ground" {
        /// 征询专家意见
        Expert = "expert",
        /// 劳动能力鉴定、司法鉴定等
        Appraisal = "appraisal",
        /// 等待工伤认定
        InjuryDetermination = "injury_determination",
        /// 不可抗力
        ForceMajeure = "force_majeure",
        /// 其他
        Other = "other",
    }
}

form! {
    /// The period is extended with both sides' consent.
    pub struct Extend {
        /// To which day.
        pub until: Day,
        /// Why.
        pub reason: Prose<500>,
        /// The applicant consents.
        pub applicant_consents: Confirmed,
        /// The respondent consents.
        pub respondent_consents: Confirmed,
        /// Whoever the rule names has approved it.
        pub approved: bool,
    }
}

form! {
    /// A party asks for the mediator's recusal.
    pub struct AskRecusal {
        /// Who asks.
        pub party: PartyId,
        /// Why.
        pub reason: Prose<500>,
    }
}

form! {
    /// The decision on a recusal request.
    pub struct DecideRecusal {
        /// What was decided.
        pub decision: RecusalDecision,
        /// The new mediator, when it is granted.
        pub mediator: Option<AccountId>,
        /// Why.
        pub reason: Prose<500>,
    }
}

form! {
    /// Mediation is suspended.
    pub struct Suspend {
        /// Why.
        pub ground: SuspensionGround,
        /// What is waited for.
        pub reason: Prose<500>,
        /// Until when it is expected.
        pub expected: Option<Day>,
    }
}

form! {
    /// Mediation goes on.
    pub struct Resume {
        /// What came of it.
        pub note: Prose<500>,
    }
}

impl Deed for Extend {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let clock = case.mediation_clock().ok_or(Refusal::because(Reason::NotInThisStage))?;
        let due = clock.due();
        let rule = cx.rules.exact(clock.rule, clock.deadline.version);
        let extension = rule.and_then(|rule| rule.extension.as_ref()).ok_or(Refusal::at("until", Reason::NotExtendable))?;
        if let Some(by) = extension.approval.as_ref().filter(|_| !self.approved) {
            return Err(Refusal::at("approved", Reason::ApprovalNeeded).with("by", by));
        }
        ensure(self.until > due && self.until >= cx.today(), || Refusal::at("until", Reason::NotLater).with("due", due))?;
        let longest = due.max(cx.today()).plus(cx.settings.extension_days);
        ensure(self.until <= longest, || Refusal::at("until", Reason::ExtensionTooLong).with("longest", longest))?;
        let by_law = extension.most.and_then(|most| rule.map(|rule| rule.extended(cx.calendar, clock.deadline.from, most)));
        if let Some(longest) = by_law.filter(|longest| self.until > *longest) {
            return Err(Refusal::at("until", Reason::ExtensionTooLong).with("longest", longest));
        }
        let place = case.place_of(clock).ok_or(Refusal::because(Reason::NotInThisStage))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(Extended { clock: place, from: due, until: self.until, reason }))
    }
}

impl Deed for AskRecusal {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        case.party(self.party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        let clock = cx.clock(RuleId::RECUSAL, cx.today(), &case.division)?;
        Ok(outcome.and(RecusalAsked { recusal: cx.ids.draw(), party: self.party, reason }).and(clock))
    }
}

impl Deed for DecideRecusal {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let recusal = case.mediation.open_recusal().ok_or(Refusal::because(Reason::NoRecusalOpen))?.id;
        let mediator = if self.decision == RecusalDecision::Granted {
            let office = case.handler().ok_or(Refusal::because(Reason::NotInThisCase))?;
            let mediator = self.mediator.ok_or(Refusal::at("mediator", Reason::MediatorNeeded))?;
            ensure(case.dispatch.mediator != Some(mediator), || Refusal::at("mediator", Reason::SameMediator))?;
            cx.mediator("mediator", mediator, office)?;
            Some(mediator)
        } else {
            None
        };
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(RecusalDecided { recusal, decision: self.decision, mediator, reason }))
    }
}

impl Deed for Suspend {
    fn decide(&self, _: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        ensure(self.expected.is_none_or(|day| day >= cx.today()), || Refusal::at("expected", Reason::InThePast))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        let pauses = cx.settings.pausing_grounds.contains(&self.ground);
        Ok(outcome.and(Suspended { ground: self.ground, reason, expected: self.expected, day: cx.today(), pauses }))
    }
}

impl Deed for Resume {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let mut outcome = Outcome::default();
        let note = outcome.say(cx, WordsKind::Note, &self.note);
        let moved = case.clocks.iter().enumerate().filter_map(|(place, clock)| {
            let rolls = cx.rules.exact(clock.rule, clock.deadline.version).is_none_or(|rule| rule.rolls);
            let (deadline, extended_to) = clock.resumed(cx.calendar, cx.today(), rolls)?;
            let moved = deadline.due != clock.deadline.due || extended_to != clock.extended_to;
            moved.then_some(ClockMoved { clock: place, deadline, extended_to, cause: MoveCause::Resumed })
        });
        Ok(moved.fold(outcome.and(Resumed { note }), Outcome::and))
    }
}
