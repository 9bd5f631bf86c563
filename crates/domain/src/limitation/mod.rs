//! Limitation: from which day a claim must be brought to arbitration within a year, and what begins that year anew.
//!
//! 调解仲裁法 art. 27; 令33号 arts 26–27; 令17号 art. 31 names eight events of negotiation and mediation that interrupt it. Each is
//! recorded with its day and with what proves it, because the worker may need it before the tribunal.

use serde::{Deserialize, Serialize};

use crate::case::command::Deed;
use crate::case::event::{ClockStarted, Happening};
use crate::case::refusal::ensure;
use crate::case::{Actor, Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::id::WordsId;
use crate::kernel::{Day, Moment, Prose};
use crate::periods::{Clock, Role, RuleId};
use crate::{codes, form};

codes! {
    /// From what limitation runs.
    pub enum LimitationBasis as "limitation_basis" {
        /// 知道或者应当知道权利被侵害(调解仲裁法第27条第1款)
        Knew = "knew",
        /// 劳动报酬:劳动关系终止(第27条第4款)
        RelationEnded = "relation_ended",
    }
}

impl LimitationBasis {
    /// The period that runs from it.
    pub const fn rule(self) -> RuleId {
        match self {
            Self::Knew => RuleId::LIMITATION,
            Self::RelationEnded => RuleId::LIMITATION_WAGES,
        }
    }
}

codes! {
    /// What interrupts limitation: 令17号 art. 31 (1)–(8), then 令33号 art. 27.
    pub enum Interruption as "limitation_event" {
        /// (一)一方提出协商,对方不同意或者五日内不回应
        NegotiationRefused = "negotiation_refused",
        /// (二)在约定的协商期限内一方不同意继续协商
        NegotiationStopped = "negotiation_stopped",
        /// (三)约定的协商期限届满未达成一致
        NegotiationExpired = "negotiation_expired",
        /// (四)达成和解协议后一方不履行
        SettlementNotPerformed = "settlement_not_performed",
        /// (五)一方提出调解,对方不同意
        MediationRefused = "mediation_refused",
        /// (六)调解中一方不同意继续调解
        MediationStopped = "mediation_stopped",
        /// (七)调解期限届满未达成调解协议
        MediationExpired = "mediation_expired",
        /// (八)达成调解协议后一方不履行
        AgreementNotPerformed = "agreement_not_performed",
        /// 向有关部门投诉、请求权利救济
        Complaint = "complaint",
        /// 申请仲裁、起诉或者申请支付令
        Claimed = "claimed",
        /// 对方同意履行义务
        PromisedToPerform = "promised_to_perform",
    }
}

form! {
    /// From which day limitation runs.
    pub struct StateLimitation {
        /// From what.
        pub basis: LimitationBasis,
        /// On which day it happened.
        pub day: Day,
        /// How it is known.
        pub evidence: Option<Prose<500>>,
    }
}

form! {
    /// Something interrupted limitation; it begins anew from that day.
    pub struct Interrupt {
        /// What.
        pub what: Interruption,
        /// On which day.
        pub day: Day,
        /// What proves it.
        pub evidence: Prose<500>,
    }
}

/// `limitation.stated`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LimitationStated {
    /// From what it runs.
    pub basis: LimitationBasis,
    /// On which day that happened.
    pub day: Day,
    /// How it is known.
    pub evidence: Option<WordsId>,
    /// The clock; it runs from the last interruption, when there was one since.
    pub clock: Clock,
}

impl Happening for LimitationStated {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        supersede(case, self.clock.deadline.from);
        case.clocks.push(self.clock.clone());
    }
}

/// `limitation.interrupted`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interrupted {
    /// What interrupted it.
    pub what: Interruption,
    /// On which day.
    pub day: Day,
    /// What proves it; none when the record of the case itself does.
    pub evidence: Option<WordsId>,
    /// The clocks that begin anew; none while nobody has stated from when limitation runs.
    pub restarted: Vec<Clock>,
}

impl Happening for Interrupted {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.interruptions.push((self.what, self.day));
        if !self.restarted.is_empty() {
            supersede(case, self.day);
            case.clocks.extend(self.restarted.iter().cloned());
        }
    }
}

impl Deed for StateLimitation {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        cx.not_future("day", self.day)?;
        let from = case.interruptions.iter().map(|(_, day)| *day).chain([self.day]).max().unwrap_or(self.day);
        let mut outcome = Outcome::default();
        let evidence = outcome.say_if(cx, WordsKind::Basis, self.evidence.as_deref());
        let ClockStarted { clock } = cx.clock(self.basis.rule(), from, &case.division)?;
        Ok(outcome.and(LimitationStated { basis: self.basis, day: self.day, evidence, clock }))
    }
}

impl Deed for Interrupt {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        cx.not_future("day", self.day)?;
        let from = |clock: &Clock| clock.deadline.from;
        let earliest = case.clocks.iter().filter(|clock| clock.role == Role::Limitation).map(from).min();
        ensure(earliest.is_none_or(|earliest| self.day >= earliest), || Refusal::at("day", Reason::EndBeforeStart))?;
        let mut outcome = Outcome::default();
        let evidence = Some(outcome.say(cx, WordsKind::Basis, &self.evidence));
        Ok(outcome.and(Interrupted { evidence, ..interrupted(case, cx, self.what, self.day)? }))
    }
}

/// The limitation clocks end because they begin anew.
fn supersede(case: &mut Case, day: Day) {
    crate::intake::event::stop(case, day, |role| role == Role::Limitation);
}

/// The interruption that something in the case itself is: its record proves it.
///
/// # Errors
/// [`Reason::PeriodMissing`] when the book of periods lacks limitation.
pub(crate) fn interrupted(case: &Case, cx: &Decision<'_>, what: Interruption, day: Day) -> Result<Interrupted, Refusal> {
    let running = |clock: &&Clock| clock.role == Role::Limitation && clock.is_running() && clock.deadline.from <= day;
    let restart = |clock: &Clock| cx.clock(clock.rule, day, &case.division).map(|ClockStarted { clock }| clock);
    let restarted = case.clocks.iter().filter(running).map(restart).collect::<Result<_, _>>()?;
    Ok(Interrupted { what, day, evidence: None, restarted })
}
