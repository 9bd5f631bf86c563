//! Events of reception, registration and acceptance.

use serde::{Deserialize, Serialize};

use super::{Channel, Complexity, ConsentGiven, Entrusted, Means, Party, ScopeClass, Told};
use crate::case::event::Happening;
use crate::case::{Actor, Case, Stage};
use crate::claims::Claim;
use crate::kernel::id::{AccountId, ClaimId, ContactId, OrganisationId, PartyId, WordsId};
use crate::kernel::{Day, Moment, Money};
use crate::periods::Role;

/// A claim as it was lodged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimLodged {
    /// Its id.
    pub id: ClaimId,
    /// Its type.
    pub kind: String,
    /// Amount claimed.
    pub amount: Option<Money>,
    /// From which day.
    pub from: Option<Day>,
    /// To which day.
    pub to: Option<Day>,
    /// In the applicant's words.
    pub basis: Option<WordsId>,
}

impl ClaimLodged {
    /// The claim it begins.
    pub fn claim(&self) -> Claim {
        Claim {
            id: self.id,
            kind: self.kind.clone(),
            from: self.from,
            to: self.to,
            claimed: self.amount,
            verified: None,
            agreed: None,
            withdrawn: false,
        }
    }
}

/// `case.registered`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registered {
    /// The case number.
    pub number: String,
    /// The registering office.
    pub office: OrganisationId,
    /// The 12-digit division.
    pub division: String,
    /// How it came in.
    pub channel: Channel,
    /// On whose behalf it is mediated.
    pub entrusted: Option<Entrusted>,
    /// The case number of the entrusting body.
    pub entrusted_case: Option<String>,
    /// The contact that it grew from.
    pub contact: Option<ContactId>,
    /// The day it was received.
    pub received: Day,
    /// Told orally.
    pub oral: bool,
    /// The first-contact owner.
    pub first_contact: Option<AccountId>,
    /// Who stands on which side.
    pub parties: Vec<Party>,
    /// What is claimed.
    pub claims: Vec<ClaimLodged>,
    /// Facts and reasons.
    pub facts: WordsId,
    /// What was told on the spot.
    pub told: Vec<Told>,
    /// Why it was registered although a similar case is open.
    pub duplicate: Option<WordsId>,
}

impl Happening for Registered {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Registered;
        case.number.clone_from(&self.number);
        case.office = Some(self.office);
        case.division.clone_from(&self.division);
        case.parties.clone_from(&self.parties);
        case.claims = self.claims.iter().map(ClaimLodged::claim).collect();
        case.intake.channel = Some(self.channel);
        case.intake.contact = self.contact;
        case.intake.received = Some(self.received);
        case.intake.oral = self.oral;
        case.intake.first_contact = self.first_contact;
        case.intake.facts = Some(self.facts);
    }
}

/// `intake.handed_over`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Who took over.
    pub to: AccountId,
    /// The receipt.
    pub receipt: String,
    /// Why.
    pub reason: Option<WordsId>,
}

impl Happening for HandedOver {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.intake.first_contact = Some(self.to);
    }
}

/// `intake.consented`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consented {
    /// Who.
    pub party: PartyId,
    /// Agrees to mediation.
    pub agrees: bool,
    /// When it was said.
    pub day: Day,
    /// By what means.
    pub means: Means,
}

impl Happening for Consented {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.intake.consents.push(ConsentGiven { party: self.party, agrees: self.agrees, day: self.day, means: self.means });
    }
}

/// `intake.accepted`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    /// Under which class.
    pub scope: ScopeClass,
    /// How hard it is.
    pub complexity: Complexity,
    /// The day of acceptance.
    pub day: Day,
    /// A note.
    pub note: Option<WordsId>,
}

impl Happening for Accepted {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Accepted;
        case.intake.scope = Some(self.scope);
        case.intake.complexity = Some(self.complexity);
        case.intake.accepted = Some(self.day);
        stop(case, self.day, |role| role == Role::Acceptance);
    }
}

/// `intake.declined`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declined {
    /// The reason's code.
    pub reason: String,
    /// The body to turn to.
    pub body: String,
    /// Its address.
    pub address: String,
    /// Its telephone.
    pub phone: String,
    /// By when.
    pub by: Option<Day>,
    /// The day of the decision.
    pub day: Day,
    /// Explanation.
    pub note: Option<WordsId>,
}

impl Happening for Declined {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Declined;
        case.intake.declined = Some(self.reason.clone());
        stop(case, self.day, |role| role != Role::Limitation);
    }
}

/// Stops the clocks of these roles.
pub(crate) fn stop(case: &mut Case, day: Day, which: impl Fn(Role) -> bool) {
    for clock in &mut case.clocks {
        if which(clock.role) && clock.stopped.is_none() {
            clock.stopped = Some(day);
            clock.paused = None;
        }
    }
}
