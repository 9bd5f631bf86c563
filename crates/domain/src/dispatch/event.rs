//! Events of dispatch.

use serde::{Deserialize, Serialize};

use super::{DispatchMode, InvitedBody};
use crate::case::event::Happening;
use crate::case::{Actor, Case, Stage};
use crate::kernel::id::{AccountId, OrganisationId, WordsId};
use crate::kernel::{Day, Moment};

/// `dispatch.assigned`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assigned {
    /// Here or elsewhere.
    pub mode: DispatchMode,
    /// Our own organisation or the one asked.
    pub organisation: OrganisationId,
    /// The mediator when it is handled here.
    pub mediator: Option<AccountId>,
    /// By when the organisation is to answer.
    pub reply_by: Option<Day>,
    /// It counts its period from acceptance.
    pub from_acceptance: bool,
    /// Why this one.
    pub reason: Option<WordsId>,
}

impl Happening for Assigned {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.dispatch.from_acceptance = self.from_acceptance;
        match self.mode {
            DispatchMode::Here => {
                case.stage = Stage::Mediating;
                case.dispatch.handler = Some(self.organisation);
                case.dispatch.mediator = self.mediator;
            }
            DispatchMode::Pass => {
                case.stage = Stage::Dispatched;
                case.dispatch.asked = Some(self.organisation);
                case.dispatch.reply_by = self.reply_by;
            }
        }
    }
}

/// `dispatch.taken`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// Who took it.
    pub organisation: OrganisationId,
    /// The mediator.
    pub mediator: AccountId,
}

impl Happening for Taken {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Mediating;
        case.dispatch.asked = None;
        case.dispatch.reply_by = None;
        case.dispatch.handler = Some(self.organisation);
        case.dispatch.mediator = Some(self.mediator);
    }
}

/// `dispatch.handed_back`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedBack {
    /// Who handed it back.
    pub organisation: OrganisationId,
    /// Why.
    pub reason: WordsId,
}

impl Happening for HandedBack {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Accepted;
        case.dispatch.asked = None;
        case.dispatch.reply_by = None;
        case.dispatch.from_acceptance = false;
    }
}

/// `dispatch.reassigned`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reassigned {
    /// The new mediator.
    pub mediator: AccountId,
    /// Why.
    pub reason: WordsId,
}

impl Happening for Reassigned {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.dispatch.mediator = Some(self.mediator);
    }
}

/// `dispatch.transferred`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transferred {
    /// Who had it.
    pub from: OrganisationId,
    /// Who goes on with it.
    pub organisation: OrganisationId,
    /// The new mediator.
    pub mediator: AccountId,
    /// Why.
    pub reason: WordsId,
}

impl Happening for Transferred {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.dispatch.handler = Some(self.organisation);
        case.dispatch.mediator = Some(self.mediator);
        case.dispatch.invited.retain(|body| body.organisation != self.organisation);
        if case.dispatch.lead == Some(self.from) {
            case.dispatch.lead = Some(self.organisation);
        }
    }
}

/// `dispatch.invited`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invited {
    /// Who was invited.
    pub organisations: Vec<OrganisationId>,
    /// Who leads.
    pub lead: OrganisationId,
    /// What for.
    pub reason: WordsId,
}

impl Happening for Invited {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        let invited = &mut case.dispatch.invited;
        for id in &self.organisations {
            invited.retain(|body| body.organisation != *id);
            invited.push(InvitedBody { organisation: *id, joins: None });
        }
        case.dispatch.lead = Some(self.lead);
    }
}

/// `dispatch.replied`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replied {
    /// Who answered.
    pub organisation: OrganisationId,
    /// Joins.
    pub joins: bool,
    /// A note.
    pub note: Option<WordsId>,
}

impl Happening for Replied {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        for body in &mut case.dispatch.invited {
            if body.organisation == self.organisation {
                body.joins = Some(self.joins);
            }
        }
        if !self.joins && case.dispatch.lead == Some(self.organisation) {
            case.dispatch.lead = case.handler();
        }
    }
}

/// `dispatch.reported`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    /// When.
    pub day: Day,
    /// What was reported.
    pub reason: WordsId,
}

impl Happening for Reported {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.dispatch.reported = Some(self.day);
    }
}
