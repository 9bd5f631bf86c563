//! Payments: named by the payer or seen by an officer, confirmed or disputed by the payee, each shared out among the heads of claim.
//!
//! Paid is never inferred from agreed: only what was confirmed counts.

use super::event::{Paid, PaymentAnswered};
use super::performance::{completed, unmet};
use super::{Agreement, ObligationKind};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::id::{ClaimId, ObligationId, PaymentId, WordsId};
use crate::kernel::{Day, Line, Money, Prose};
use crate::{codes, form};

codes! {
    /// How it was paid.
    pub enum PayMeans as "pay_means" {
        /// 银行转账
        Bank = "bank",
        /// 现金
        Cash = "cash",
        /// 移动支付
        Mobile = "mobile",
        /// 由第三方代付
        ThirdParty = "third_party",
        /// 其他
        Other = "other",
    }
}

codes! {
    /// How a payment stands.
    pub enum PaymentState as "payment_state" {
        /// 付款一方说已付,收款一方还没有确认
        Claimed = "claimed_by_payer",
        /// 收款一方确认收到
        Confirmed = "confirmed_by_payee",
        /// 工作人员核对凭证后确认
        Proven = "confirmed_by_proof",
        /// 收款一方说没有收到
        Disputed = "disputed",
    }
}

impl PaymentState {
    /// It counts as paid.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Confirmed | Self::Proven)
    }

    /// It may still turn out to be paid.
    pub const fn holds(self) -> bool {
        !matches!(self, Self::Disputed)
    }
}

codes! {
    /// What is said about a payment that was named.
    pub enum PaymentAnswer as "payment_answer" {
        /// 收款一方确认收到
        Arrived = "arrived",
        /// 凭证核对无误
        Proven = "proven",
        /// 收款一方说没有收到
        Disputed = "disputed",
    }
}

impl PaymentAnswer {
    /// How the payment stands after it.
    pub const fn state(self) -> PaymentState {
        match self {
            Self::Arrived => PaymentState::Confirmed,
            Self::Proven => PaymentState::Proven,
            Self::Disputed => PaymentState::Disputed,
        }
    }
}

/// The part of a payment that goes to a head of claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Share {
    /// Which.
    pub claim: ClaimId,
    /// How much.
    pub amount: Money,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Which: it bears the id of its proof.
    pub id: PaymentId,
    /// For which obligation.
    pub obligation: ObligationId,
    /// How much.
    pub amount: Money,
    /// On which day.
    pub day: Day,
    /// How.
    pub means: PayMeans,
    /// Who paid in the debtor's place.
    pub third_party: Option<WordsId>,
    /// The proof.
    pub proof: WordsId,
    /// How it stands.
    pub state: PaymentState,
    /// To which heads of claim it goes.
    pub shares: Vec<Share>,
}

form! {
    /// The part of a payment for a head of claim.
    pub struct ShareRow {
        /// Which.
        pub claim: ClaimId,
        /// How much.
        pub amount: Money,
    }
}

form! {
    /// A payment.
    pub struct Pay {
        /// For which obligation.
        pub obligation: ObligationId,
        /// How much.
        pub amount: Money,
        /// On which day.
        pub day: Day,
        /// How.
        pub means: PayMeans,
        /// Who paid in the debtor's place.
        pub by_third_party: Option<Line<60>>,
        /// Number or kind of the proof.
        pub proof: Line<80>,
        /// The payee confirms that it arrived; otherwise it waits for the payee's word and does not count yet.
        pub confirmed: bool,
        /// To which heads of claim it goes; empty = in the order of the agreement.
        pub shares: Vec<ShareRow>,
    }
}

form! {
    /// What is said about a payment that was named.
    pub struct AnswerPayment {
        /// Which.
        pub payment: PaymentId,
        /// What.
        pub answer: PaymentAnswer,
        /// On which day it was said or checked.
        pub day: Day,
        /// What was checked, or what the payee says.
        pub note: Option<Prose<500>>,
    }
}

impl Agreement {
    /// A payment on the agreement.
    pub fn payment(&self, id: PaymentId) -> Option<&Payment> {
        self.payments.iter().find(|payment| payment.id == id)
    }

    /// What was named on an obligation and is neither confirmed nor disputed.
    pub fn pending(&self, id: ObligationId) -> Money {
        self.payments.iter().filter(|one| one.obligation == id && one.state == PaymentState::Claimed).map(|one| one.amount).sum()
    }

    /// What payments that fit gave to a head of claim.
    fn given(&self, claim: ClaimId, fits: impl Fn(PaymentState) -> bool) -> Money {
        let shares = self.payments.iter().filter(|payment| fits(payment.state)).flat_map(|payment| &payment.shares);
        shares.filter(|share| share.claim == claim).map(|share| share.amount).sum()
    }

    /// What was paid on a head of claim: confirmed money only.
    pub fn paid_on(&self, claim: ClaimId) -> Money {
        self.given(claim, PaymentState::counts)
    }

    /// What was named as paid on a head of claim and waits for the payee's word.
    pub fn named_on(&self, claim: ClaimId) -> Money {
        self.given(claim, |state| state == PaymentState::Claimed)
    }

    /// Shares an amount out among the heads in the order in which they are stated, each up to what is left of it.
    pub fn share(&self, amount: Money) -> Vec<Share> {
        let left = |claim, agreed: Money| agreed.minus(self.given(claim, PaymentState::holds));
        spread(amount, self.agreed.iter().map(|(claim, agreed)| (*claim, left(*claim, *agreed))))
    }

    /// What is overdue, head by head: the unpaid part of the instalments that are past their day, in the stated order.
    pub fn overdue_by_head(&self, today: Day) -> Vec<(ClaimId, Money)> {
        let overdue = self.obligations.iter().filter(|one| one.kind == ObligationKind::Pay && one.due < today && !one.is_met());
        let heads = self.agreed.iter().map(|(claim, agreed)| (*claim, agreed.minus(self.paid_on(*claim))));
        spread(overdue.map(super::Obligation::left).sum(), heads).into_iter().map(|share| (share.claim, share.amount)).collect()
    }
}

fn spread(amount: Money, heads: impl Iterator<Item = (ClaimId, Money)>) -> Vec<Share> {
    let mut rest = amount;
    let shares = heads.map(|(claim, left)| {
        let part = left.min(rest);
        rest = rest.minus(part);
        Share { claim, amount: part }
    });
    shares.filter(|share| share.amount > Money::ZERO).collect()
}

impl Pay {
    fn shares(&self, agreement: &Agreement) -> Result<Vec<Share>, Refusal> {
        if self.shares.is_empty() {
            return Ok(agreement.share(self.amount));
        }
        let sum: Money = self.shares.iter().map(|row| row.amount).sum();
        ensure(sum == self.amount, || Refusal::at("shares", Reason::SharesDiffer).with("shared", sum).with("amount", self.amount))?;
        for row in &self.shares {
            let agreed = agreement.agreed.iter().find(|(claim, _)| *claim == row.claim).map(|(_, amount)| *amount);
            let agreed = agreed.ok_or(Refusal::at("shares", Reason::NotInThisCase))?;
            let left = agreed.minus(agreement.given(row.claim, PaymentState::holds));
            let here: Money = self.shares.iter().filter(|other| other.claim == row.claim).map(|other| other.amount).sum();
            ensure(here <= left, || Refusal::at("shares", Reason::TooMuch).with("left", left))?;
        }
        Ok(self.shares.iter().map(|row| Share { claim: row.claim, amount: row.amount }).collect())
    }
}

impl Deed for Pay {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let (agreement, obligation) = unmet(case, self.obligation)?;
        ensure(obligation.kind == ObligationKind::Pay, || Refusal::at("obligation", Reason::WrongObligation))?;
        ensure(self.amount > Money::ZERO, || Refusal::at("amount", Reason::AmountNeeded))?;
        let left = obligation.left().minus(agreement.pending(self.obligation));
        ensure(self.amount <= left, || Refusal::at("amount", Reason::TooMuch).with("left", left))?;
        cx.since_received(case, "day", self.day)?;
        let named = self.means != PayMeans::ThirdParty || self.by_third_party.is_some();
        ensure(named, || Refusal::at("by_third_party", Reason::ThirdPartyNeeded))?;
        let shares = self.shares(agreement)?;
        let mut outcome = Outcome::default();
        let proof = outcome.say(cx, WordsKind::Note, &self.proof);
        let by_third_party = outcome.say_if(cx, WordsKind::Note, self.by_third_party.as_deref());
        let full = self.confirmed && self.amount == obligation.left();
        let outcome = outcome.and(Paid {
            obligation: self.obligation,
            amount: self.amount,
            day: self.day,
            means: self.means,
            by_third_party,
            proof,
            confirmed: self.confirmed,
            shares,
        });
        Ok(if full { completed(outcome, agreement, self.obligation, self.day) } else { outcome })
    }
}

impl Deed for AnswerPayment {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let agreement = case.agreement.as_ref().ok_or(Refusal::because(Reason::NotInThisStage))?;
        let payment = agreement.payment(self.payment).ok_or(Refusal::at("payment", Reason::NotInThisCase))?;
        ensure(!payment.state.counts(), || Refusal::at("payment", Reason::PaymentConfirmed))?;
        let state = self.answer.state();
        ensure(state != payment.state, || Refusal::at("answer", Reason::NothingChanges))?;
        ensure(self.answer == PaymentAnswer::Arrived || self.note.is_some(), || Refusal::at("note", Reason::NoteNeeded))?;
        cx.not_future("day", self.day)?;
        ensure(self.day >= payment.day, || Refusal::at("day", Reason::EndBeforeStart))?;
        let (_, obligation) = unmet(case, payment.obligation).map_err(|refusal| Refusal { field: Some("payment"), ..refusal })?;
        let others = agreement.pending(payment.obligation).minus(if payment.state.holds() { payment.amount } else { Money::ZERO });
        let left = obligation.left().minus(others);
        ensure(!state.counts() || payment.amount <= left, || Refusal::at("payment", Reason::TooMuch).with("left", left))?;
        let mut outcome = Outcome::default();
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        let full = state.counts() && payment.amount == obligation.left();
        let outcome = outcome.and(PaymentAnswered { payment: self.payment, answer: self.answer, day: self.day, note });
        Ok(if full { completed(outcome, agreement, payment.obligation, payment.day) } else { outcome })
    }
}
