//! Events of claims.

use serde::{Deserialize, Serialize};

use crate::case::event::Happening;
use crate::case::{Actor, Case};
use crate::intake::event::ClaimLodged;
use crate::kernel::id::{ClaimId, WordsId};
use crate::kernel::{Moment, Money};

/// `claims.added`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimAdded {
    /// The claim.
    pub claim: ClaimLodged,
}

impl Happening for ClaimAdded {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.claims.push(self.claim.claim());
    }
}

/// `claims.verified`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimVerified {
    /// Which claim.
    pub claim: ClaimId,
    /// The amount found.
    pub amount: Money,
    /// How it was found.
    pub basis: WordsId,
}

impl Happening for ClaimVerified {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(claim) = case.claims.iter_mut().find(|claim| claim.id == self.claim) {
            claim.verified = Some(self.amount);
        }
    }
}

/// `claims.withdrawn`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimWithdrawn {
    /// Which claim.
    pub claim: ClaimId,
    /// Why.
    pub reason: WordsId,
}

impl Happening for ClaimWithdrawn {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(claim) = case.claims.iter_mut().find(|claim| claim.id == self.claim) {
            claim.withdrawn = true;
        }
    }
}
