//! Signing: in force only when every party, the mediator and the seal are there (调解仲裁法 art. 14(1)); copies handed out.

use super::Agreement;
use super::event::{AgreementDelivered, AgreementSigned, AgreementTookEffect, NoticeIssued};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::closing::event::{Closed, VisitPlanned};
use crate::closing::{CloseResult, VisitKind};
use crate::intake::Means;
use crate::kernel::id::PartyId;
use crate::kernel::{Day, Prose};
use crate::periods::{self, RuleId};
use crate::way::{self, WayKind};
use crate::{codes, document, form};

codes! {
    /// Who signs.
    pub enum Signer as "signer" {
        /// 当事人
        Party = "party",
        /// 调解员
        Mediator = "mediator",
        /// 调解组织(盖章)
        Organisation = "organisation",
    }
}

codes! {
    /// How it was signed.
    pub enum SignMeans as "sign_means" {
        /// 签名
        Signature = "signature",
        /// 盖章
        Seal = "seal",
        /// 捺印
        Fingerprint = "fingerprint",
        /// 电子签名
        Electronic = "electronic",
    }
}

form! {
    /// A signature or the seal.
    pub struct Sign {
        /// Who signs.
        pub signer: Signer,
        /// Which party, when a party signs.
        pub party: Option<PartyId>,
        /// On which day.
        pub day: Day,
        /// How.
        pub means: SignMeans,
        /// Why it comes after the period, once the period is over; both sides are told.
        pub late_reason: Option<Prose<500>>,
    }
}

form! {
    /// A copy is handed out.
    pub struct Deliver {
        /// To whom.
        pub party: PartyId,
        /// On which day.
        pub day: Day,
        /// By what means.
        pub means: Means,
    }
}

/// Everybody but the organisation has signed.
fn all_hands(case: &Case, agreement: &Agreement) -> bool {
    case.parties.iter().all(|party| agreement.has(Signer::Party, Some(party.id))) && agreement.has(Signer::Mediator, None)
}

impl Deed for Sign {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let outcome = self.hand(case, cx)?;
        let party = self.party.filter(|_| self.signer == Signer::Party);
        Ok(match document::sign::under_agreement(case, cx, self, party)? {
            Some(signed) => Outcome { events: std::iter::once(signed.into()).chain(outcome.events).collect(), words: outcome.words },
            None => outcome,
        })
    }
}

impl Sign {
    /// What a hand under the agreement does to the agreement; under which sheet it stands is not asked here.
    pub(crate) fn hand(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let agreement = case.agreement.as_ref().ok_or(Refusal::because(Reason::NotInThisStage))?;
        cx.since_received(case, "day", self.day)?;
        let party = match self.signer {
            Signer::Party => {
                let id = self.party.ok_or(Refusal::at("party", Reason::SignerNeeded))?;
                Some(case.party(id).ok_or(Refusal::at("party", Reason::NotInThisCase))?.id)
            }
            Signer::Mediator | Signer::Organisation => None,
        };
        ensure(!agreement.has(self.signer, party), || Refusal::at("signer", Reason::SignedAlready))?;
        // What is due before a party signs would be broken as it is made: a new draft is needed.
        let overdue = agreement.obligations.iter().map(|obligation| obligation.due).find(|due| *due < self.day);
        if let Some(due) = overdue.filter(|_| self.signer == Signer::Party) {
            return Err(Refusal::at("day", Reason::DueBeforeSigned).with("due", due));
        }
        let signed = AgreementSigned { signer: self.signer, party, day: self.day, means: self.means };
        if self.signer != Signer::Organisation {
            return Ok(Outcome::default().and(signed));
        }
        ensure(all_hands(case, agreement), || Refusal::at("signer", Reason::SealComesLast))?;
        self.take_effect(case, agreement, signed, cx)
    }

    /// The seal is the last hand: the agreement takes effect, mediation ends, return visits are planned.
    fn take_effect(&self, case: &Case, agreement: &Agreement, signed: AgreementSigned, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let late = case.is_late(cx.today());
        ensure(!late || self.late_reason.is_some(), || Refusal::at("late_reason", Reason::LateNeedsReason))?;
        let mut outcome = Outcome::default();
        let late_reason = outcome.say_if(cx, WordsKind::Reason, self.late_reason.as_deref().filter(|_| late));
        let result = if agreement.partial { CloseResult::Partial } else { CloseResult::Agreement };
        let latest = agreement.signatures.iter().map(|(_, _, day)| *day).chain([self.day]).max().unwrap_or(self.day);
        let mut outcome = outcome.and(signed).and(AgreementTookEffect { day: latest }).and(Closed {
            result,
            day: cx.today(),
            reason: None,
            late: late_reason,
            body: None,
            address: None,
            phone: None,
            limitation: None,
        });
        let mut debtors: Vec<PartyId> = agreement.obligations.iter().map(|obligation| obligation.payer).collect();
        debtors.sort_unstable();
        debtors.dedup();
        outcome = outcome.and(NoticeIssued { day: cx.today(), parties: debtors });
        for way in way::windows(&outcome.onto(case, cx), &cx.lookup.way, cx.today()) {
            let rule = if way == WayKind::Review { RuleId::REVIEW } else { RuleId::CONFIRM };
            outcome = outcome.and(cx.clock(rule, latest, &case.division)?);
        }
        outcome = way::with_packages(outcome, case, cx);
        let mut dues: Vec<Day> = agreement.obligations.iter().map(|obligation| obligation.due).collect();
        dues.sort_unstable();
        dues.dedup();
        for due in dues {
            let visit_due = periods::working(cx.calendar, due, 1).due;
            outcome = outcome.and(VisitPlanned { visit: cx.ids.draw(), due: visit_due, kind: VisitKind::AfterDue });
        }
        let last = periods::natural(cx.calendar, cx.today(), cx.settings.visit_days).due;
        Ok(outcome.and(VisitPlanned { visit: cx.ids.draw(), due: last, kind: VisitKind::AfterClosing }))
    }
}

impl Deed for Deliver {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        case.agreement.as_ref().filter(|a| a.in_force.is_some()).ok_or(Refusal::because(Reason::NotInThisStage))?;
        case.party(self.party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
        cx.since_received(case, "day", self.day)?;
        Ok(Outcome::default().and(AgreementDelivered { party: self.party, day: self.day, means: self.means }))
    }
}
