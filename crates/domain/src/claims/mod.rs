//! Heads of claim and their four amounts: claimed, verified, agreed, paid (paid stands with the obligations).

pub mod amounts;
pub mod event;
pub mod worth;

use event::{ClaimAdded, ClaimVerified, ClaimWithdrawn};

use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::form;
use crate::intake::event::ClaimLodged;
use crate::kernel::id::ClaimId;
use crate::kernel::{Day, Line, Money, Prose};

/// One head of claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Which.
    pub id: ClaimId,
    /// Its type (data/claim-types.toml).
    pub kind: String,
    /// From which day.
    pub from: Option<Day>,
    /// To which day.
    pub to: Option<Day>,
    /// Amount claimed; may be unknown.
    pub claimed: Option<Money>,
    /// Amount verified.
    pub verified: Option<Money>,
    /// Amount agreed.
    pub agreed: Option<Money>,
    /// Was withdrawn.
    pub withdrawn: bool,
}

impl Case {
    /// A claim of this case that was not withdrawn.
    pub fn live_claim(&self, field: &'static str, id: ClaimId) -> Result<&Claim, Refusal> {
        let claim = self.claims.iter().find(|claim| claim.id == id).ok_or(Refusal::at(field, Reason::NotInThisCase))?;
        if claim.withdrawn { Err(Refusal::at(field, Reason::ClaimOver)) } else { Ok(claim) }
    }
}

form! {
    /// Another head of claim.
    pub struct AddClaim {
        /// Its type.
        pub kind: Line<40>,
        /// Amount claimed; may be unknown yet.
        pub amount: Option<Money>,
        /// From which day.
        pub from: Option<Day>,
        /// To which day.
        pub to: Option<Day>,
        /// In the applicant's words.
        pub basis: Option<Prose<500>>,
    }
}

form! {
    /// The amount verified for a claim.
    pub struct VerifyClaim {
        /// Which claim.
        pub claim: ClaimId,
        /// The amount found; may be zero.
        pub amount: Money,
        /// How it was found.
        pub basis: Prose<1000>,
    }
}

form! {
    /// A claim is withdrawn.
    pub struct WithdrawClaim {
        /// Which claim.
        pub claim: ClaimId,
        /// Why.
        pub reason: Prose<500>,
    }
}

impl Deed for AddClaim {
    fn decide(&self, _: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let backwards = matches!((self.from, self.to), (Some(from), Some(to)) if to < from);
        ensure(!backwards, || Refusal::at("to", Reason::EndBeforeStart))?;
        let mut outcome = Outcome::default();
        let basis = outcome.say_if(cx, WordsKind::Basis, self.basis.as_deref());
        let claim =
            ClaimLodged { id: cx.ids.draw(), kind: self.kind.to_string(), amount: self.amount, from: self.from, to: self.to, basis };
        Ok(outcome.and(ClaimAdded { claim }))
    }
}

impl Deed for VerifyClaim {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        case.live_claim("claim", self.claim)?;
        let mut outcome = Outcome::default();
        let basis = outcome.say(cx, WordsKind::Basis, &self.basis);
        Ok(outcome.and(ClaimVerified { claim: self.claim, amount: self.amount, basis }))
    }
}

impl Deed for WithdrawClaim {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        case.live_claim("claim", self.claim)?;
        ensure(case.claims.iter().filter(|claim| !claim.withdrawn).count() > 1, || Refusal::at("claim", Reason::ClaimNeeded))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(ClaimWithdrawn { claim: self.claim, reason }))
    }
}
