//! The ledger of four amounts: claimed → verified → agreed → paid, head by head and worker by worker. Never merged, paid never inferred.

use crate::case::Case;
use crate::intake::PartyRole;
use crate::kernel::Money;
use crate::kernel::id::{ClaimId, PartyId};

/// The amounts of a head of claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadAmounts {
    /// Which.
    pub claim: ClaimId,
    /// What is asked for; may be unknown.
    pub claimed: Option<Money>,
    /// What was checked and found.
    pub verified: Option<Money>,
    /// What an agreement in force says.
    pub agreed: Option<Money>,
    /// What was really paid; none while nothing is agreed.
    pub paid: Option<Money>,
    /// What the debtor names as paid and the payee has not confirmed.
    pub named: Money,
}

/// The amounts of a worker. What is claimed and verified stands with the heads of the whole case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerAmounts {
    /// Who.
    pub party: PartyId,
    /// What the agreement gives to them.
    pub agreed: Money,
    /// What they really got.
    pub paid: Money,
    /// What is named as paid and not confirmed.
    pub named: Money,
}

impl Case {
    /// The amounts of each head of claim that was not withdrawn.
    pub fn amounts_by_head(&self) -> Vec<HeadAmounts> {
        let agreement = self.agreement.as_ref().filter(|agreement| agreement.in_force.is_some());
        let live = self.claims.iter().filter(|claim| !claim.withdrawn);
        live.map(|claim| HeadAmounts {
            claim: claim.id,
            claimed: claim.claimed,
            verified: claim.verified,
            agreed: claim.agreed,
            paid: agreement.filter(|_| claim.agreed.is_some()).map(|agreement| agreement.paid_on(claim.id)),
            named: agreement.map_or(Money::ZERO, |agreement| agreement.named_on(claim.id)),
        })
        .collect()
    }

    /// The amounts of each worker under the agreement in force.
    pub fn amounts_by_worker(&self) -> Vec<WorkerAmounts> {
        let agreement = self.agreement.as_ref().filter(|agreement| agreement.in_force.is_some());
        let workers = self.parties.iter().filter(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin));
        workers
            .map(|party| {
                let owed = || agreement.into_iter().flat_map(|agreement| &agreement.obligations).filter(|one| one.payee == party.id);
                WorkerAmounts {
                    party: party.id,
                    agreed: owed().filter_map(|one| one.amount).sum(),
                    paid: owed().map(|one| one.paid).sum(),
                    named: owed().map(|one| agreement.map_or(Money::ZERO, |agreement| agreement.pending(one.id))).sum(),
                }
            })
            .collect()
    }
}
