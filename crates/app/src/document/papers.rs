//! The papers of a case: which can be made now, and what each says (law.md §3.7).

use domain::case::{Event, Stage};
use domain::codes;
use domain::kernel::id::CaseId;

use super::model::Paper;
use crate::case::CaseView;
use crate::{Ctx, Error, Result, text};

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

/// The titles of the dossier in page order (law.md §3.7 no. 19): papers that are there, then attached files.
pub fn catalogue(view: &CaseView) -> Vec<String> {
    let papers = available(view).into_iter().filter(|kind| *kind != PaperKind::Catalogue);
    let titles = papers.map(|kind| text::code("paper", kind.code()).to_owned());
    titles.chain(view.files.iter().map(|file| file.name.clone())).collect()
}

/// A paper of a case.
///
/// # Errors
/// [`Error::NotFound`] when the case can't have it now or is out of reach.
pub async fn paper(cx: &Ctx, id: CaseId, kind: PaperKind) -> Result<Paper> {
    let view = crate::case::show(cx, id).await?;
    if !available(&view).contains(&kind) {
        return Err(Error::NotFound);
    }
    Ok(Paper { kind: kind.code(), title: text::code("paper", kind.code()).to_owned(), ..Paper::default() })
}
