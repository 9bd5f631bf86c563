//! The papers of a case: which can be made now, and what each says (law.md §3.7). How a paper looks is the crate `documents`' work.
//!
//! [`matter`] gathers what papers are written from, [`pen`] holds the words of the language file (`papers.toml`); each other file
//! writes one paper, or two that belong together.

mod acceptance;
mod agreement;
mod dossier;
mod matter;
mod minutes;
mod pen;
mod performance;
mod register;
mod rights;
mod termination;
mod visit;

use domain::access::{Action, Facts, rules::Deal};
use domain::case::{Event, Stage};
use domain::codes;
use domain::kernel::id::CaseId;

pub use dossier::catalogue;

use super::model::{Paper, PressError};
use crate::audit::{Deed, Note, note};
use crate::case::CaseView;
use crate::{Ctx, Error, Result};
use matter::Matter;

codes! {
    /// The papers that the house makes now.
    pub enum PaperKind as "paper" {
        /// 受理登记表(no. 2)
        Register = "register",
        /// 受理通知书(no. 3)
        AcceptanceNotice = "acceptance_notice",
        /// 不予受理告知书(no. 4)
        NonAcceptanceNotice = "non_acceptance_notice",
        /// 权利义务告知书(no. 5)
        RightsNotice = "rights_notice",
        /// 调解笔录(no. 6)
        Minutes = "minutes",
        /// 调解协议书(no. 7)
        Agreement = "agreement",
        /// 履行告知书(no. 9)
        PerformanceNotice = "performance_notice",
        /// 终止调解通知书、调解不成告知书(no. 17)
        TerminationNotice = "termination_notice",
        /// 回访记录(no. 18)
        FollowUp = "follow_up",
        /// 卷宗目录(no. 19)
        Catalogue = "catalogue",
    }
}

/// A paper of a case as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it says.
    pub paper: Paper,
    /// What it still lacks, each by name; nothing is blocked by it.
    pub missing: Vec<String>,
    /// The number of the case.
    pub case_number: String,
    /// The names of its sides.
    pub case_title: String,
    /// Identity and telephone numbers stand on it in clear.
    pub clear: bool,
}

/// The papers that this case can have now.
pub fn available(view: &CaseView) -> Vec<PaperKind> {
    let has = |pick: fn(&Event) -> bool| view.timeline.iter().any(|told| pick(&told.recorded.event));
    let mut kinds = vec![PaperKind::Register, PaperKind::RightsNotice];
    let mut add = |there: bool, kind: PaperKind| {
        if there {
            kinds.push(kind);
        }
    };
    add(has(|event| matches!(event, Event::Accepted(_))), PaperKind::AcceptanceNotice);
    add(view.case.stage == Stage::Declined || view.case.intake.declined.is_some(), PaperKind::NonAcceptanceNotice);
    add(has(|event| matches!(event, Event::MinutesKept(_))), PaperKind::Minutes);
    add(view.case.agreement.is_some(), PaperKind::Agreement);
    add(view.case.agreement.as_ref().is_some_and(|agreement| agreement.in_force.is_some()), PaperKind::PerformanceNotice);
    let ended = has(|event| matches!(event, Event::Closed(closed) if closed.body.is_some() || closed.reason.is_some()));
    add(ended || has(|event| matches!(event, Event::EndedUnperformed(_))), PaperKind::TerminationNotice);
    add(has(|event| matches!(event, Event::VisitMade(_))), PaperKind::FollowUp);
    add(true, PaperKind::Catalogue);
    kinds
}

/// A paper of a case. Identity and telephone numbers stand in clear only on the agreement, for people who may see them, and each time
/// with a line in the audit log.
///
/// # Errors
/// [`Error::NotFound`] when the case can't have it now or is out of reach.
pub async fn paper(cx: &Ctx, id: CaseId, kind: PaperKind) -> Result<Made> {
    let view = crate::case::show(cx, id).await?;
    if !available(&view).contains(&kind) {
        return Err(Error::NotFound);
    }
    let reveals = kind == PaperKind::Agreement;
    let actor = cx.may(Action::Deal(Deal::Reveal), &Facts::from(&view.case)).ok().filter(|_| reveals);
    if let Some(actor) = &actor {
        // Nothing is shown unless it is noted.
        let entry = Note::by(cx, actor, Deed::PaperMade).on("case", id).with("paper", kind.code());
        cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    }
    let matter = matter::gather(cx, &view, kind, actor.is_some()).await?;
    Ok(Made { clear: actor.is_some(), ..write(kind, &matter) })
}

/// A paper of a case as PDF.
///
/// # Errors
/// As [`paper`]; [`Error::Press`] when a character can't be printed.
pub async fn pdf(cx: &Ctx, id: CaseId, kind: PaperKind) -> Result<(Made, Vec<u8>)> {
    let made = paper(cx, id, kind).await?;
    let (press, paper) = (cx.app.press.clone(), made.paper.clone());
    let printed = tokio::task::spawn_blocking(move || press.pdf(&paper)).await;
    let bytes = printed.map_err(|error| PressError::Engine(error.to_string()))??;
    Ok((made, bytes))
}

fn write(kind: PaperKind, matter: &Matter<'_>) -> Made {
    match kind {
        PaperKind::Register => register::write(matter),
        PaperKind::AcceptanceNotice => acceptance::accepted(matter),
        PaperKind::NonAcceptanceNotice => acceptance::declined(matter),
        PaperKind::RightsNotice => rights::write(matter),
        PaperKind::Minutes => minutes::write(matter),
        PaperKind::Agreement => agreement::write(matter),
        PaperKind::PerformanceNotice => performance::write(matter),
        PaperKind::TerminationNotice => termination::write(matter),
        PaperKind::FollowUp => visit::write(matter),
        PaperKind::Catalogue => dossier::write(matter),
    }
}
