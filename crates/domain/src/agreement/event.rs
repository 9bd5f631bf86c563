//! Events of the agreement and its performance.

use serde::{Deserialize, Serialize};

use super::{Agreement, Obligation, ObligationKind, PayMeans, RelationAfter, SignMeans, Signer, TaxBearer};
use crate::case::event::Happening;
use crate::case::{Actor, Case, Stage};
use crate::intake::Means;
use crate::kernel::id::{ClaimId, ObligationId, PartyId, WordsId};
use crate::kernel::{Day, Moment, Money};

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
    /// The payee confirmed it.
    pub confirmed: bool,
}

impl Happening for Paid {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(obligation) = obligation(case, self.obligation) {
            obligation.paid = obligation.paid.plus(self.amount);
            if obligation.left() == Money::ZERO {
                obligation.met = Some(self.day);
            }
        }
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
    }
}
