//! Performance: what is met other than by money, reminders, a breach and what it opens. Payments are in [`super::payment`].

use super::event::{Breached, Fulfilled, PerformanceCompleted, Reminded};
use super::{Agreement, Obligation, ObligationKind};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::intake::Means;
use crate::kernel::id::ObligationId;
use crate::kernel::{Day, Line, Prose};
use crate::limitation::{self, Interruption};
use crate::{form, way};

form! {
    /// An obligation other than money was met.
    pub struct Fulfil {
        /// Which.
        pub obligation: ObligationId,
        /// On which day.
        pub day: Day,
        /// Number or kind of the proof.
        pub proof: Line<80>,
    }
}

form! {
    /// The debtor was reminded.
    pub struct Remind {
        /// Of which obligation.
        pub obligation: ObligationId,
        /// By what means.
        pub means: Means,
        /// What was said.
        pub note: Option<Prose<500>>,
    }
}

form! {
    /// A breach.
    pub struct Breach {
        /// Of which obligation.
        pub obligation: ObligationId,
        /// What happened, what the debtor says.
        pub reason: Prose<1000>,
    }
}

pub(super) fn unmet(case: &Case, id: ObligationId) -> Result<(&Agreement, &Obligation), Refusal> {
    let agreement = case.agreement.as_ref().ok_or(Refusal::because(Reason::NotInThisStage))?;
    let obligation = agreement.obligation(id).ok_or(Refusal::at("obligation", Reason::NotInThisCase))?;
    ensure(!obligation.is_met(), || Refusal::at("obligation", Reason::ObligationMet))?;
    Ok((agreement, obligation))
}

/// Adds the completion when nothing else is owed.
pub(super) fn completed(outcome: Outcome, agreement: &Agreement, met: ObligationId, day: Day) -> Outcome {
    let done = agreement.obligations.iter().all(|obligation| obligation.is_met() || obligation.id == met);
    if done { outcome.and(PerformanceCompleted { day }) } else { outcome }
}

impl Deed for Fulfil {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let (agreement, obligation) = unmet(case, self.obligation)?;
        ensure(obligation.kind != ObligationKind::Pay, || Refusal::at("obligation", Reason::WrongObligation))?;
        cx.since_received(case, "day", self.day)?;
        let mut outcome = Outcome::default();
        let proof = outcome.say(cx, WordsKind::Note, &self.proof);
        let outcome = outcome.and(Fulfilled { obligation: self.obligation, day: self.day, proof });
        Ok(completed(outcome, agreement, self.obligation, self.day))
    }
}

impl Deed for Remind {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        unmet(case, self.obligation)?;
        let mut outcome = Outcome::default();
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        Ok(outcome.and(Reminded { obligation: self.obligation, means: self.means, note }))
    }
}

impl Deed for Breach {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let (_, obligation) = unmet(case, self.obligation)?;
        ensure(obligation.breached.is_none(), || Refusal::at("obligation", Reason::BreachedAlready))?;
        ensure(obligation.due < cx.today(), || Refusal::at("obligation", Reason::NotDueYet).with("due", obligation.due))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        // 令17号 art. 31(8)
        let interrupted = limitation::interrupted(case, cx, Interruption::AgreementNotPerformed, cx.today())?;
        let outcome = outcome.and(Breached { obligation: self.obligation, day: cx.today(), reason }).and(interrupted);
        Ok(way::with_packages(outcome, case, cx))
    }
}
