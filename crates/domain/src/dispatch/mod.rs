//! Dispatch: to whose hands a case goes, who leads when several departments join (policy 004 §五(二)(三)).

pub mod event;

use event::{Assigned, HandedBack, Invited, Reassigned, Replied, Reported, Taken, Transferred};

use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::id::{AccountId, OrganisationId};
use crate::kernel::{Day, Prose};
use crate::organisation::OrganisationKind;
use crate::periods;
use crate::{codes, form};

codes! {
    /// What the window decides.
    pub enum DispatchMode as "dispatch_mode" {
        /// 本中心直接调处
        Here = "here",
        /// 分流到其他组织
        Pass = "pass",
    }
}

/// A department invited to joint mediation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitedBody {
    /// Which.
    pub organisation: OrganisationId,
    /// Whether it joins; nothing yet while it has not answered.
    pub joins: Option<bool>,
}

/// The slice of the case that this room owns.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dispatch {
    /// The organisation asked to take the case.
    pub asked: Option<OrganisationId>,
    /// By when it is to answer.
    pub reply_by: Option<Day>,
    /// The organisation that handles the case.
    pub handler: Option<OrganisationId>,
    /// The mediator.
    pub mediator: Option<AccountId>,
    /// Departments invited to joint mediation.
    pub invited: Vec<InvitedBody>,
    /// The one that leads them.
    pub lead: Option<OrganisationId>,
    /// The day it was reported to the HRSS department.
    pub reported: Option<Day>,
    /// The handling organisation counts from acceptance (enterprise committee, TL-05).
    pub from_acceptance: bool,
}

form! {
    /// The window's decision.
    pub struct Assign {
        /// Here or elsewhere.
        pub mode: DispatchMode,
        /// The organisation when it is passed on.
        pub organisation: Option<OrganisationId>,
        /// The mediator when it is handled here.
        pub mediator: Option<AccountId>,
        /// Why this one.
        pub reason: Option<Prose<500>>,
    }
}

form! {
    /// The organisation takes the case.
    pub struct Take {
        /// The mediator.
        pub mediator: AccountId,
    }
}

form! {
    /// The organisation hands the case back.
    pub struct HandBack {
        /// Why.
        pub reason: Prose<500>,
    }
}

form! {
    /// Another mediator.
    pub struct Reassign {
        /// Who.
        pub mediator: AccountId,
        /// Why.
        pub reason: Prose<500>,
    }
}

form! {
    /// Another organisation goes on with a case that was begun: the one that had it is suspended or closes.
    pub struct Transfer {
        /// Which.
        pub organisation: OrganisationId,
        /// Its mediator.
        pub mediator: AccountId,
        /// Why.
        pub reason: Prose<500>,
    }
}

form! {
    /// Departments are invited to joint mediation.
    pub struct Invite {
        /// Which.
        pub organisations: Vec<OrganisationId>,
        /// The one that leads.
        pub lead: OrganisationId,
        /// What they are needed for.
        pub reason: Prose<500>,
    }
}

form! {
    /// An invited department's answer.
    pub struct Reply {
        /// Which department.
        pub organisation: OrganisationId,
        /// Joins.
        pub joins: bool,
        /// A note.
        pub note: Option<Prose<500>>,
    }
}

form! {
    /// A report of a mass or major dispute to the HRSS department.
    pub struct Report {
        /// What is going on and what is asked for.
        pub reason: Prose<2000>,
    }
}

impl Deed for Assign {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let own = case.office.ok_or(Refusal::because(Reason::NotInThisCase))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say_if(cx, WordsKind::Reason, self.reason.as_deref());
        let (organisation, mediator, reply_by) = match self.mode {
            DispatchMode::Here => {
                let mediator = self.mediator.ok_or(Refusal::at("mediator", Reason::MediatorNeeded))?;
                cx.runs(own)?;
                cx.mediator("mediator", mediator, own)?;
                (own, Some(mediator), None)
            }
            DispatchMode::Pass => {
                let to = self.organisation.filter(|to| *to != own).ok_or(Refusal::at("organisation", Reason::SameOrganisation))?;
                let facts = cx.organisation("organisation", to)?;
                ensure(facts.kind.mediates(), || Refusal::at("organisation", Reason::DoesNotMediate))?;
                (to, None, Some(periods::working(cx.calendar, cx.today(), cx.settings.reply_days).due))
            }
        };
        let kind = cx.lookup.organisations.iter().find(|o| o.id == organisation).map(|o| o.kind);
        let from_acceptance = kind == Some(OrganisationKind::EnterpriseCommittee);
        Ok(outcome.and(Assigned { mode: self.mode, organisation, mediator, reply_by, from_acceptance, reason }))
    }
}

impl Deed for Take {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let organisation = case.dispatch.asked.ok_or(Refusal::because(Reason::NotInThisCase))?;
        cx.runs(organisation)?;
        cx.mediator("mediator", self.mediator, organisation)?;
        Ok(Outcome::default().and(Taken { organisation, mediator: self.mediator }))
    }
}

impl Deed for HandBack {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let organisation = case.dispatch.asked.ok_or(Refusal::because(Reason::NotInThisCase))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(HandedBack { organisation, reason }))
    }
}

impl Deed for Reassign {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let office = case.handler().ok_or(Refusal::because(Reason::NotInThisCase))?;
        ensure(case.dispatch.mediator != Some(self.mediator), || Refusal::at("mediator", Reason::SameMediator))?;
        cx.mediator("mediator", self.mediator, office)?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(Reassigned { mediator: self.mediator, reason }))
    }
}

impl Deed for Transfer {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let from = case.handler().ok_or(Refusal::because(Reason::NotInThisCase))?;
        ensure(self.organisation != from, || Refusal::at("organisation", Reason::SameHandler))?;
        let facts = cx.organisation("organisation", self.organisation)?;
        ensure(facts.kind.mediates(), || Refusal::at("organisation", Reason::DoesNotMediate))?;
        cx.mediator("mediator", self.mediator, self.organisation)?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(Transferred { from, organisation: self.organisation, mediator: self.mediator, reason }))
    }
}

impl Deed for Invite {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        ensure(!self.organisations.is_empty(), || Refusal::at("organisations", Reason::LeadNotInvited))?;
        for id in &self.organisations {
            cx.organisation("organisations", *id)?;
            let known = case.dispatch.invited.iter().any(|i| i.organisation == *id && i.joins != Some(false));
            ensure(!known && case.handler() != Some(*id), || Refusal::at("organisations", Reason::AlreadyInvited))?;
        }
        let known = self.organisations.contains(&self.lead)
            || case.handler() == Some(self.lead)
            || case.dispatch.invited.iter().any(|i| i.organisation == self.lead && i.joins != Some(false));
        ensure(known, || Refusal::at("lead", Reason::LeadNotInvited))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(Invited { organisations: self.organisations.clone(), lead: self.lead, reason }))
    }
}

impl Deed for Reply {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let open = case.dispatch.invited.iter().any(|i| i.organisation == self.organisation && i.joins.is_none());
        ensure(open, || Refusal::at("organisation", Reason::NotInThisCase))?;
        let mut outcome = Outcome::default();
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        Ok(outcome.and(Replied { organisation: self.organisation, joins: self.joins, note }))
    }
}

impl Deed for Report {
    fn decide(&self, _: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(Reported { day: cx.today(), reason }))
    }
}
