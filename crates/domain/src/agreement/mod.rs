//! The agreement: drafted, signed, sealed, handed out, performed (调解仲裁法 art. 14; 令17号 art. 26).

mod ability;
mod check;
mod draft;
pub mod event;
mod heads;
mod notice;
mod payment;
mod performance;
mod sign;

pub use ability::{Ability, AbilityGrade, AbilityLevel, AbilityRow, AssessAbility, Checklist, ChecklistItem, PerformanceAdvice};
pub use check::{Finding, RefusalGround, Severity, Span, VoidClause, check};
pub use draft::{AgreedRow, Discard, Draft, ObligationKind, ObligationRow, RelationAfter, TaxBearer};
pub use heads::OrderHead;
pub use notice::ReceiveNotice;
pub use payment::{AnswerPayment, Pay, PayMeans, Payment, PaymentAnswer, PaymentState, Share, ShareRow};
pub use performance::{Breach, Fulfil, Remind};
pub use sign::{Deliver, Sign, SignMeans, Signer};

use crate::kernel::id::{ClaimId, ObligationId, PartyId, WordsId};
use crate::kernel::{Day, Money};

/// One obligation and how far it was met.
#[derive(Clone, Debug, PartialEq)]
pub struct Obligation {
    /// Which.
    pub id: ObligationId,
    /// Money or something else.
    pub kind: ObligationKind,
    /// Who owes.
    pub payer: PartyId,
    /// To whom.
    pub payee: PartyId,
    /// How much, when it is money.
    pub amount: Option<Money>,
    /// By when.
    pub due: Day,
    /// What was paid so far.
    pub paid: Money,
    /// The day it was met.
    pub met: Option<Day>,
    /// The day a breach was recorded.
    pub breached: Option<Day>,
}

impl Obligation {
    /// Nothing is owed any more.
    pub const fn is_met(&self) -> bool {
        self.met.is_some()
    }

    /// What is left to pay.
    pub fn left(&self) -> Money {
        self.amount.unwrap_or(Money::ZERO).minus(self.paid)
    }
}

/// An agreement from draft to the kept promise.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Its number: 1 for the first draft of the case.
    pub draft: i64,
    /// Settles only some of the claims.
    pub partial: bool,
    /// What each claim is settled at.
    pub agreed: Vec<(ClaimId, Money)>,
    /// Main facts and points in dispute.
    pub facts: WordsId,
    /// Further terms.
    pub terms: Option<WordsId>,
    /// What follows from a breach.
    pub breach_terms: Option<WordsId>,
    /// Copies to be made.
    pub copies: i64,
    /// Who owes what by when.
    pub obligations: Vec<Obligation>,
    /// Signatures and the seal with their days.
    pub signatures: Vec<(Signer, Option<PartyId>, Day)>,
    /// The day it took effect: all signatures and the seal are there.
    pub in_force: Option<Day>,
    /// Copies handed out.
    pub delivered: Vec<(PartyId, Day)>,
    /// The day on which the performance notice was issued.
    pub notice: Option<Day>,
    /// Who received the performance notice.
    pub notice_received: Vec<(PartyId, Day)>,
    /// Payments in the order in which they were named.
    pub payments: Vec<Payment>,
}

impl Agreement {
    /// The sum agreed.
    pub fn total(&self) -> Money {
        self.agreed.iter().map(|(_, amount)| *amount).sum()
    }

    /// Somebody signed.
    pub fn has(&self, signer: Signer, party: Option<PartyId>) -> bool {
        self.signatures.iter().any(|(who, of, _)| *who == signer && *of == party)
    }

    /// An obligation of the agreement.
    pub fn obligation(&self, id: ObligationId) -> Option<&Obligation> {
        self.obligations.iter().find(|obligation| obligation.id == id)
    }

    /// Everything owed was met.
    pub fn is_performed(&self) -> bool {
        self.obligations.iter().all(Obligation::is_met)
    }
}
