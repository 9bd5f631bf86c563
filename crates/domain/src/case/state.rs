//! What the events of a case add up to.

use super::event::{Recorded, apply};
use super::stage::Stage;
use crate::agreement::{Ability, Agreement};
use crate::claims::Claim;
use crate::closing::{Closing, Filed, Visit};
use crate::dispatch::Dispatch;
use crate::document::{ConfirmedAddress, IssuedPaper};
use crate::intake::{Intake, Party, Side};
use crate::kernel::id::{AccountId, CaseId, FileId, OrganisationId, PaperId, PartyId};
use crate::kernel::{Day, Moment, Money};
use crate::limitation::Interruption;
use crate::mediation::Mediation;
use crate::periods::{Clock, Role, RuleId};
use crate::vault::Vault;
use crate::way::Track;

/// A dispute and how far it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Which.
    pub id: CaseId,
    /// How many events it has: what a page was drawn from.
    pub version: i64,
    /// When the last event happened.
    pub touched: Moment,
    /// How far it has come.
    pub stage: Stage,
    /// The case number, such as 柳江劳人调〔2026〕123号.
    pub number: String,
    /// The office with the window that registered it.
    pub office: Option<OrganisationId>,
    /// The 12-digit division in which it belongs.
    pub division: String,
    /// Reception, registration, acceptance.
    pub intake: Intake,
    /// Who stands on which side.
    pub parties: Vec<Party>,
    /// What is claimed.
    pub claims: Vec<Claim>,
    /// The statutory clocks.
    pub clocks: Vec<Clock>,
    /// What interrupted limitation, and when.
    pub interruptions: Vec<(Interruption, Day)>,
    /// To whose hands it went.
    pub dispatch: Dispatch,
    /// Sessions, recusal, extension, suspension.
    pub mediation: Mediation,
    /// The agreement, from draft to performance.
    pub agreement: Option<Agreement>,
    /// Whether debtors can perform, the latest finding of each.
    pub abilities: Vec<Ability>,
    /// The ways to make the agreement hold, round by round.
    pub ways: Vec<Track>,
    /// Return visits.
    pub visits: Vec<Visit>,
    /// How mediation ended.
    pub closing: Option<Closing>,
    /// Where the dossier lies.
    pub archive: Option<Filed>,
    /// Attached files.
    pub files: Vec<FileId>,
    /// What every reader may know of the vault: what was let out, whether its key is gone.
    pub vault: Vault,
    /// Papers that were issued, oldest first.
    pub papers: Vec<IssuedPaper>,
    /// Addresses for service that parties confirmed.
    pub addresses: Vec<ConfirmedAddress>,
}

/// Whom a case waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A person.
    Person(AccountId),
    /// An organisation's window.
    Office(OrganisationId),
}

impl Case {
    /// A case to which nothing has happened.
    pub fn blank(id: CaseId) -> Self {
        Self {
            id,
            version: 0,
            touched: Moment(0),
            stage: Stage::Registered,
            number: String::new(),
            office: None,
            division: String::new(),
            intake: Intake::default(),
            parties: Vec::new(),
            claims: Vec::new(),
            clocks: Vec::new(),
            interruptions: Vec::new(),
            dispatch: Dispatch::default(),
            mediation: Mediation::default(),
            agreement: None,
            abilities: Vec::new(),
            ways: Vec::new(),
            visits: Vec::new(),
            closing: None,
            archive: None,
            files: Vec::new(),
            vault: Vault::default(),
            papers: Vec::new(),
            addresses: Vec::new(),
        }
    }

    /// The case that these events add up to.
    pub fn replay<'a>(id: CaseId, events: impl IntoIterator<Item = &'a Recorded>) -> Self {
        events.into_iter().fold(Self::blank(id), apply)
    }

    /// A party of this case.
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// A paper that was issued in this case.
    pub fn paper(&self, id: PaperId) -> Option<&IssuedPaper> {
        self.papers.iter().find(|paper| paper.id == id)
    }

    /// This party has agreed to take papers electronically.
    pub fn takes_electronic(&self, party: PartyId) -> bool {
        self.addresses.iter().any(|known| known.party == party && known.electronic)
    }

    /// The parties on one side.
    pub fn side(&self, side: Side) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |party| party.side == side)
    }

    /// Somebody on this side has agreed to mediation.
    pub fn side_agrees(&self, side: Side) -> bool {
        self.side(side).any(|party| self.intake.consent_of(party.id) == Some(true))
    }

    /// The organisation that handles the case: the one that took it, else the window's office.
    pub fn handler(&self) -> Option<OrganisationId> {
        self.dispatch.handler.or(self.office)
    }

    /// Every person who has a part in the case.
    pub fn people(&self) -> Vec<AccountId> {
        self.dispatch.mediator.into_iter().chain(self.intake.first_contact).collect()
    }

    /// Every office that has a part in the case: the window's, the handling one, those asked to take it or to join.
    pub fn offices(&self) -> Vec<OrganisationId> {
        let invited = self.dispatch.invited.iter().filter(|i| i.joins != Some(false)).map(|i| i.organisation);
        let mut offices: Vec<_> = self.office.into_iter().chain(self.dispatch.handler).chain(self.dispatch.asked).chain(invited).collect();
        offices.sort_unstable();
        offices.dedup();
        offices
    }

    /// For whom the case waits; nobody when it is archived.
    pub fn waiting(&self) -> Option<Waiting> {
        let office = self.office.map(Waiting::Office);
        let mediator = self.dispatch.mediator.map(Waiting::Person);
        match self.stage {
            Stage::Registered => self.intake.first_contact.map(Waiting::Person).or(office),
            Stage::Accepted | Stage::Declined => office,
            Stage::Dispatched => self.dispatch.asked.map(Waiting::Office).or(office),
            Stage::Mediating | Stage::Signing | Stage::Performing => mediator.or(self.handler().map(Waiting::Office)),
            Stage::Closed => mediator.or(office),
            Stage::Archived => None,
        }
    }

    /// The clock of a rule; the latest when it was started again.
    pub fn clock(&self, rule: RuleId) -> Option<&Clock> {
        self.clocks.iter().rev().find(|clock| clock.rule == rule)
    }

    /// The latest clock of a role.
    pub fn clock_of(&self, role: Role) -> Option<&Clock> {
        self.clocks.iter().rev().find(|clock| clock.role == role)
    }

    /// The clock that says until when mediation goes: the entrusting body's, that of a special notice, the enterprise committee's from
    /// acceptance, otherwise the statutory one from receipt.
    pub fn mediation_clock(&self) -> Option<&Clock> {
        let committee = || self.clock_of(Role::CommitteeMediation).filter(|_| self.dispatch.from_acceptance);
        let special = self.clock_of(Role::EntrustedMediation).or_else(|| self.clock_of(Role::SpecialMediation));
        special.or_else(committee).or_else(|| self.clock_of(Role::Mediation))
    }

    /// The place of a clock of this case among its clocks.
    pub fn place_of(&self, clock: &Clock) -> Option<usize> {
        self.clocks.iter().position(|other| std::ptr::eq(other, clock))
    }

    /// The day by which mediation is to end.
    pub fn mediation_due(&self) -> Option<Day> {
        self.mediation_clock().filter(|clock| clock.paused.is_none()).map(Clock::due)
    }

    /// The clock that the desk looks at in this stage.
    pub fn watched_clock(&self) -> Option<&Clock> {
        match self.stage {
            Stage::Registered => self.clock_of(Role::Acceptance),
            stage if stage.is_open() => self.mediation_clock(),
            _ => None,
        }
    }

    /// The next day that a running clock, an unmet obligation or a planned visit falls due.
    pub fn next_due(&self) -> Option<Day> {
        let recusal = self.clock_of(Role::Recusal).filter(|_| self.stage.is_open());
        // A clock that stands still is looked at again when the suspension is expected to end.
        let day = |clock: &Clock| if clock.paused.is_some() { self.mediation.expected.unwrap_or(clock.due()) } else { clock.due() };
        let clocks = self.watched_clock().into_iter().chain(recusal).filter(|clock| clock.stopped.is_none()).map(day);
        let unmet = self.agreement.iter().filter(|a| a.in_force.is_some()).flat_map(|a| &a.obligations);
        let obligations = unmet.filter(|o| !o.is_met() && self.stage == Stage::Performing).map(|o| o.due);
        let visits = self.visits.iter().filter(|v| v.is_open()).map(|v| v.due);
        clocks.chain(obligations).chain(visits).min()
    }

    /// Mediation would end after its period now.
    pub fn is_late(&self, today: Day) -> bool {
        self.stage.is_open() && self.mediation_due().is_some_and(|due| today > due)
    }

    /// A breach is recorded and not made good.
    pub fn breached(&self) -> bool {
        self.agreement.as_ref().is_some_and(|a| a.obligations.iter().any(|o| o.breached.is_some() && !o.is_met()))
    }

    /// The four amounts of the whole case.
    pub fn amounts(&self) -> Amounts {
        let live = || self.claims.iter().filter(|claim| !claim.withdrawn);
        let sum = |pick: fn(&Claim) -> Option<Money>| {
            let known: Vec<Money> = live().filter_map(pick).collect();
            (!known.is_empty()).then(|| known.into_iter().sum())
        };
        Amounts {
            claimed: sum(|claim| claim.claimed),
            verified: sum(|claim| claim.verified),
            agreed: self.agreement.as_ref().filter(|a| a.in_force.is_some()).map(Agreement::total),
            paid: self.agreement.iter().flat_map(|a| &a.obligations).map(|o| o.paid).sum(),
        }
    }
}

/// The four amounts, never merged. `None` = not known (yet).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Amounts {
    /// What is asked for.
    pub claimed: Option<Money>,
    /// What was checked and found.
    pub verified: Option<Money>,
    /// What an agreement in force says.
    pub agreed: Option<Money>,
    /// What was really paid.
    pub paid: Money,
}
