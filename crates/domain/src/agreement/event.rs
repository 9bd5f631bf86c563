//! Events of the agreement and its performance.

use serde::{Deserialize, Serialize};

use super::{
    Ability, AbilityGrade, AbilityLevel, Agreement, Obligation, ObligationKind, PayMeans, Payment, PaymentAnswer, PaymentState,
    PerformanceAdvice, RelationAfter, Share, SignMeans, Signer, TaxBearer,
};
use crate::case::event::Happening;
use crate::case::{Actor, Case, Stage};
use crate::intake::Means;
use crate::kernel::id::{ClaimId, ObligationId, PartyId, PaymentId, WordsId};
use crate::kernel::{Day, Moment, Money};
use crate::periods::Role;

/// What a claim is settled at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedAmount {
    /// Which claim.
    pub claim: ClaimId,
    /// The amount.
    pub amount: Money,
}

/// An obligation as it was laid down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObligationLaid {
    /// Its id.
    pub id: ObligationId,
    /// What is owed.
    pub kind: ObligationKind,
    /// Who owes.
    pub payer: PartyId,
    /// To whom.
    pub payee: PartyId,
    /// How much.
    pub amount: Option<Money>,
    /// By when.
    pub due: Day,
    /// In what way.
    pub way: WordsId,
}

/// `agreement.drafted`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementDrafted {
    /// Settles only some of the claims.
    pub partial: bool,
    /// What each claim is settled at.
    pub agreed: Vec<AgreedAmount>,
    /// Who owes what.
    pub obligations: Vec<ObligationLaid>,
    /// Main facts and points in dispute.
    pub facts: WordsId,
    /// Further terms.
    pub terms: Option<WordsId>,
    /// What follows from a breach.
    pub breach_terms: Option<WordsId>,
    /// How many copies.
    pub copies: i64,
    /// How the relation stands after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<RelationAfter>,
    /// The day on which the relation ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation_ended: Option<Day>,
    /// Who bears income tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<TaxBearer>,
    /// With it everything in this case is settled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub once_for_all: bool,
    /// Both sides keep its content to themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confidential: bool,
    /// The codes of the warnings that the mediator had looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<String>,
}

impl Happening for AgreementDrafted {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Signing;
        let obligation = |laid: &ObligationLaid| Obligation {
            id: laid.id,
            kind: laid.kind,
            payer: laid.payer,
            payee: laid.payee,
            amount: laid.amount,
            due: laid.due,
            paid: Money::ZERO,
            met: None,
            breached: None,
        };
        case.agreement = Some(Agreement {
            draft: 1,
            partial: self.partial,
            agreed: self.agreed.iter().map(|row| (row.claim, row.amount)).collect(),
            facts: self.facts,
            terms: self.terms,
            breach_terms: self.breach_terms,
            copies: self.copies,
            obligations: self.obligations.iter().map(obligation).collect(),
            signatures: Vec::new(),
            in_force: None,
            delivered: Vec::new(),
            notice: None,
            notice_received: Vec::new(),
            payments: Vec::new(),
        });
    }
}

/// `agreement.signed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementSigned {
    /// Who signed.
    pub signer: Signer,
    /// Which party.
    pub party: Option<PartyId>,
    /// On which day.
    pub day: Day,
    /// How.
    pub means: SignMeans,
}

impl Happening for AgreementSigned {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(agreement) = &mut case.agreement {
            agreement.signatures.push((self.signer, self.party, self.day));
        }
    }
}

/// `agreement.took_effect`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementTookEffect {
    /// From which day it is in force.
    pub day: Day,
}

impl Happening for AgreementTookEffect {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Performing;
        if let Some(agreement) = &mut case.agreement {
            agreement.in_force = Some(self.day);
            for (id, amount) in &agreement.agreed {
                if let Some(claim) = case.claims.iter_mut().find(|claim| claim.id == *id) {
                    claim.agreed = Some(*amount);
                }
            }
        }
    }
}

/// `agreement.discarded`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementDiscarded {
    /// Why.
    pub reason: WordsId,
}

impl Happening for AgreementDiscarded {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Mediating;
        case.agreement = None;
    }
}

/// `agreement.delivered`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementDelivered {
    /// To whom.
    pub party: PartyId,
    /// On which day.
    pub day: Day,
    /// By what means.
    pub means: Means,
}

impl Happening for AgreementDelivered {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(agreement) = &mut case.agreement {
            agreement.delivered.push((self.party, self.day));
        }
    }
}

fn obligation(case: &mut Case, id: ObligationId) -> Option<&mut Obligation> {
    case.agreement.as_mut()?.obligations.iter_mut().find(|obligation| obligation.id == id)
}

/// `performance.paid`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paid {
    /// For which obligation.
    pub obligation: ObligationId,
    /// How much.
    pub amount: Money,
    /// On which day.
    pub day: Day,
    /// How.
    pub means: PayMeans,
    /// The proof.
    pub proof: WordsId,
    /// Who paid in the debtor's place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_third_party: Option<WordsId>,
    /// The payee confirmed it; otherwise it waits for the payee's word.
    pub confirmed: bool,
    /// To which heads of claim it goes; empty in events from before: in the order of the agreement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share>,
}

impl Happening for Paid {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        let Some(agreement) = &mut case.agreement else { return };
        let shares = if self.shares.is_empty() { agreement.share(self.amount) } else { self.shares.clone() };
        agreement.payments.push(Payment {
            id: PaymentId(self.proof.0),
            obligation: self.obligation,
            amount: self.amount,
            day: self.day,
            means: self.means,
            third_party: self.by_third_party,
            proof: self.proof,
            state: if self.confirmed { PaymentState::Confirmed } else { PaymentState::Claimed },
            shares,
        });
        if self.confirmed {
            count(case, self.obligation, self.amount, self.day);
        }
    }
}

/// Money that counts as paid.
fn count(case: &mut Case, id: ObligationId, amount: Money, day: Day) {
    if let Some(obligation) = obligation(case, id) {
        obligation.paid = obligation.paid.plus(amount);
        if obligation.left() == Money::ZERO {
            obligation.met = Some(day);
        }
    }
}

/// `performance.payment_answered`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentAnswered {
    /// Which payment.
    pub payment: PaymentId,
    /// What was said.
    pub answer: PaymentAnswer,
    /// On which day.
    pub day: Day,
    /// What was checked, or what the payee says.
    pub note: Option<WordsId>,
}

impl Happening for PaymentAnswered {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        let payments = case.agreement.iter_mut().flat_map(|agreement| &mut agreement.payments);
        let Some(payment) = payments.into_iter().find(|payment| payment.id == self.payment) else { return };
        let counted = payment.state.counts();
        payment.state = self.answer.state();
        let (obligation, amount, day) = (payment.obligation, payment.amount, payment.day);
        if !counted && self.answer.state().counts() {
            count(case, obligation, amount, day);
        }
    }
}

/// `performance.notice_issued`: the notice to those who owe, ready to be handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoticeIssued {
    /// On which day.
    pub day: Day,
    /// To whom.
    pub parties: Vec<PartyId>,
}

impl Happening for NoticeIssued {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(agreement) = &mut case.agreement {
            agreement.notice = Some(self.day);
        }
    }
}

/// `performance.notice_received`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoticeReceived {
    /// Who.
    pub party: PartyId,
    /// On which day.
    pub day: Day,
    /// By what means.
    pub means: Means,
}

impl Happening for NoticeReceived {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(agreement) = &mut case.agreement {
            agreement.notice_received.push((self.party, self.day));
        }
    }
}

/// An item of the checklist, answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbilityAnswer {
    /// Which.
    pub item: String,
    /// How well it stands.
    pub level: AbilityLevel,
    /// By what evidence.
    pub evidence: Option<WordsId>,
}

/// `agreement.assessed`: whether the debtor can perform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbilityAssessed {
    /// Whose ability.
    pub debtor: PartyId,
    /// Item by item.
    pub answers: Vec<AbilityAnswer>,
    /// Points of a hundred.
    pub score: i64,
    /// How able.
    pub grade: AbilityGrade,
    /// What is advised.
    pub advice: PerformanceAdvice,
    /// Version of the checklist.
    pub checklist: String,
    /// In the assessor's words.
    pub note: Option<WordsId>,
}

impl Happening for AbilityAssessed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.abilities.retain(|ability| ability.debtor != self.debtor);
        let answers = self.answers.iter().map(|answer| (answer.item.clone(), answer.level, answer.evidence)).collect();
        case.abilities.push(Ability { debtor: self.debtor, score: self.score, grade: self.grade, advice: self.advice, answers });
    }
}

/// `performance.fulfilled`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fulfilled {
    /// Which obligation.
    pub obligation: ObligationId,
    /// On which day.
    pub day: Day,
    /// The proof.
    pub proof: WordsId,
}

impl Happening for Fulfilled {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(obligation) = obligation(case, self.obligation) {
            obligation.met = Some(self.day);
        }
    }
}

/// `performance.reminded`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reminded {
    /// Of which obligation.
    pub obligation: ObligationId,
    /// By what means.
    pub means: Means,
    /// What was said.
    pub note: Option<WordsId>,
}

impl Happening for Reminded {
    fn apply(&self, _: &mut Case, _: Moment, _: &Actor) {}
}

/// `performance.breached`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breached {
    /// Of which obligation.
    pub obligation: ObligationId,
    /// When it was recorded.
    pub day: Day,
    /// What happened.
    pub reason: WordsId,
}

impl Happening for Breached {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(obligation) = obligation(case, self.obligation) {
            obligation.breached = Some(self.day);
        }
    }
}

/// `performance.completed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PerformanceCompleted {
    /// When the last obligation was met.
    pub day: Day,
}

impl Happening for PerformanceCompleted {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Closed;
        let windows = |role| matches!(role, Role::ReviewWindow | Role::ConfirmationWindow | Role::EnforcementWindow);
        crate::intake::event::stop(case, self.day, windows);
    }
}
