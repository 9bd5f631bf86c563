//! Events of closing, return visits and the archive.

use serde::{Deserialize, Serialize};

use super::{CloseResult, Closing, DestructionMeans, Disposal, DisposalDecision, DisposalState, Filed, PerformanceSeen, Visit, VisitKind};
use crate::case::event::Happening;
use crate::case::{Actor, Case, Stage};
use crate::intake::Means;
use crate::kernel::id::{FollowUpId, PartyId, WordsId};
use crate::kernel::{Day, Moment};
use crate::periods::Role;

/// `closing.closed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// How.
    pub result: CloseResult,
    /// On which day.
    pub day: Day,
    /// Why.
    pub reason: Option<WordsId>,
    /// Why it came after the period.
    pub late: Option<WordsId>,
    /// The body to turn to.
    pub body: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Its telephone.
    pub phone: Option<String>,
    /// Until when a claim may go to arbitration.
    pub limitation: Option<Day>,
}

impl Happening for Closed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if !matches!(self.result, CloseResult::Agreement | CloseResult::Partial) {
            case.stage = Stage::Closed;
            case.agreement = None;
        }
        case.closing = Some(Closing { result: self.result, day: self.day, late: self.late.is_some(), limitation: self.limitation });
        crate::intake::event::stop(case, self.day, |role| role.is_mediation() || matches!(role, Role::Acceptance | Role::Recusal));
    }
}

/// `closing.ended_unperformed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndedUnperformed {
    /// On which day.
    pub day: Day,
    /// What was tried.
    pub reason: WordsId,
    /// The body to turn to.
    pub body: String,
    /// Its address.
    pub address: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// Until when a claim may go to arbitration.
    pub limitation: Day,
}

impl Happening for EndedUnperformed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Closed;
        if let Some(closing) = &mut case.closing {
            closing.result = CloseResult::NotPerformed;
            closing.limitation = Some(self.limitation);
        }
    }
}

/// `closing.visit_planned`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitPlanned {
    /// Its id.
    pub visit: FollowUpId,
    /// By when.
    pub due: Day,
    /// Why.
    pub kind: VisitKind,
}

impl Happening for VisitPlanned {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.visits.push(Visit { id: self.visit, kind: self.kind, due: self.due, tries: 0, made: None, satisfaction: None });
    }
}

/// `closing.visit_made`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitMade {
    /// The planned visit, or a new id.
    pub visit: FollowUpId,
    /// Who was visited.
    pub party: PartyId,
    /// By what means.
    pub means: Means,
    /// On which day.
    pub day: Day,
    /// Somebody was reached.
    pub reached: bool,
    /// The visit is done: reached, or given up after enough tries.
    pub done: bool,
    /// What was said about performance.
    pub performance: Option<PerformanceSeen>,
    /// 1 to 5.
    pub satisfaction: Option<i64>,
    /// Opinion and wishes.
    pub opinion: Option<WordsId>,
}

impl Happening for VisitMade {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if !case.visits.iter().any(|visit| visit.id == self.visit) {
            case.visits.push(Visit {
                id: self.visit,
                kind: VisitKind::AdHoc,
                due: self.day,
                tries: 0,
                made: Some(self.day),
                satisfaction: None,
            });
        }
        for visit in &mut case.visits {
            if visit.id == self.visit {
                visit.tries += 1;
                if self.done {
                    visit.made = Some(self.day);
                }
                visit.satisfaction = self.satisfaction.or(visit.satisfaction);
            }
        }
    }
}

/// One entry of the dossier's catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierItem {
    /// The paper's title: it may name somebody.
    pub title: WordsId,
    /// Its first page.
    pub page: i64,
    /// How many pages.
    pub pages: i64,
}

/// `closing.archived`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Archived {
    /// Volume number.
    pub volume: String,
    /// Where it lies.
    pub place: String,
    /// On which day.
    pub day: Day,
    /// Kept until.
    pub keep_until: Day,
    /// The catalogue in page order.
    pub items: Vec<DossierItem>,
}

impl Happening for Archived {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.stage = Stage::Archived;
        let pages = self.items.iter().map(|item| item.pages).sum();
        case.archive =
            Some(Filed { volume: self.volume.clone(), day: self.day, pages, keep_until: self.keep_until, disposal: Disposal::default() });
    }
}

fn filed(case: &mut Case, change: impl FnOnce(&mut Filed)) {
    if let Some(filed) = &mut case.archive {
        change(filed);
    }
}

/// `closing.kept_longer`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptLonger {
    /// On which day.
    pub day: Day,
    /// Kept until.
    pub until: Day,
    /// Why.
    pub reason: WordsId,
}

impl Happening for KeptLonger {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        filed(case, |filed| {
            filed.keep_until = self.until;
            filed.disposal = Disposal::default();
        });
    }
}

/// `closing.disposal_proposed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisposalProposed {
    /// On which day.
    pub day: Day,
    /// Why it need not be kept.
    pub reason: WordsId,
}

impl Happening for DisposalProposed {
    fn apply(&self, case: &mut Case, _: Moment, actor: &Actor) {
        let proposed = Disposal { state: DisposalState::Proposed, proposed_by: actor.account, day: Some(self.day), decided_by: None };
        filed(case, |filed| filed.disposal = proposed);
    }
}

/// `closing.disposal_decided`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisposalDecided {
    /// On which day.
    pub day: Day,
    /// How.
    pub decision: DisposalDecision,
    /// Why.
    pub reason: WordsId,
}

impl Happening for DisposalDecided {
    fn apply(&self, case: &mut Case, _: Moment, actor: &Actor) {
        filed(case, |filed| match self.decision {
            DisposalDecision::Approve => {
                filed.disposal =
                    Disposal { state: DisposalState::Approved, day: Some(self.day), decided_by: actor.account, ..filed.disposal };
            }
            DisposalDecision::Refuse => filed.disposal = Disposal::default(),
        });
    }
}

/// `closing.destroyed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Destroyed {
    /// On which day.
    pub day: Day,
    /// How.
    pub means: DestructionMeans,
    /// Where.
    pub place: WordsId,
    /// The two who watched.
    pub witnesses: Vec<WordsId>,
}

impl Happening for Destroyed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        filed(case, |filed| filed.disposal = Disposal { state: DisposalState::Destroyed, day: Some(self.day), ..filed.disposal });
    }
}
