//! Ending without a kept agreement: the notice names the way on; a late end names its reason (S4-28, S4-29).

use super::event::{Closed, EndedUnperformed, VisitPlanned};
use super::{CloseResult, VisitKind};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::form;
use crate::kernel::form::Confirmed;
use crate::kernel::{Day, Line, Prose};
use crate::limitation;
use crate::periods;

form! {
    /// Mediation ends without an agreement.
    pub struct Close {
        /// How.
        pub result: CloseResult,
        /// Why, in plain words.
        pub reason: Prose<2000>,
        /// The body to turn to.
        pub body: Option<Line<60>>,
        /// Its address.
        pub address: Option<Line<120>>,
        /// Its telephone.
        pub phone: Option<Line<40>>,
        /// Until when a claim may go to arbitration.
        pub limitation: Option<Day>,
        /// Why it comes after the period, once the period is over.
        pub late_reason: Option<Prose<500>>,
        /// Both sides were told.
        pub both_told: Confirmed,
    }
}

form! {
    /// A breached agreement ends as not performed.
    pub struct EndUnperformed {
        /// What was tried.
        pub reason: Prose<2000>,
        /// The body to turn to.
        pub body: Line<60>,
        /// Its address.
        pub address: Line<120>,
        /// Its telephone.
        pub phone: Option<Line<40>>,
        /// Until when a claim may go to arbitration.
        pub limitation: Day,
        /// Both sides were told.
        pub both_told: Confirmed,
    }
}

impl Deed for Close {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let here = !matches!(self.result, CloseResult::Agreement | CloseResult::Partial | CloseResult::NotPerformed);
        ensure(here, || Refusal::at("result", Reason::NotAnEndingHere))?;
        let due = case.mediation_due();
        let over = due.is_some_and(|due| cx.today() > due);
        ensure(self.result != CloseResult::PeriodOver || over, || Refusal::at("result", Reason::PeriodNotOver))?;
        if self.result.needs_way_on() {
            ensure(self.body.is_some(), || Refusal::at("body", Reason::WayOnNeeded))?;
            ensure(self.address.is_some(), || Refusal::at("address", Reason::WayOnNeeded))?;
            ensure(self.limitation.is_some(), || Refusal::at("limitation", Reason::WayOnNeeded))?;
        }
        let late = case.is_late(cx.today());
        ensure(!late || self.late_reason.is_some(), || Refusal::at("late_reason", Reason::LateNeedsReason))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        let late = outcome.say_if(cx, WordsKind::Reason, self.late_reason.as_deref().filter(|_| late));
        let outcome = outcome.and(Closed {
            result: self.result,
            day: cx.today(),
            reason: Some(reason),
            late,
            body: self.body.as_deref().map(str::to_owned),
            address: self.address.as_deref().map(str::to_owned),
            phone: self.phone.as_deref().map(str::to_owned),
            limitation: self.limitation,
        });
        let outcome = match self.result.interrupts() {
            Some(what) => outcome.and(limitation::interrupted(case, cx, what, cx.today())?),
            None => outcome,
        };
        let visit_due = periods::natural(cx.calendar, cx.today(), cx.settings.visit_days).due;
        Ok(outcome.and(VisitPlanned { visit: cx.ids.draw(), due: visit_due, kind: VisitKind::AfterClosing }))
    }
}

impl Deed for EndUnperformed {
    fn decide(&self, _: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(EndedUnperformed {
            day: cx.today(),
            reason,
            body: self.body.to_string(),
            address: self.address.to_string(),
            phone: self.phone.as_deref().map(str::to_owned),
            limitation: self.limitation,
        }))
    }
}
