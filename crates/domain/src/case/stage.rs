//! THE table: in which stage which act is possible. Pages offer buttons from it, [`super::decide()`] refuses by it.

use super::command::Act;
use super::refusal::Reason;
use super::state::Case;
use crate::agreement::Agreement;
use crate::codes;
use crate::document::PaperState;
use crate::intake::Side;
use crate::kernel::Day;
use crate::way::Track;

codes! {
    /// How far a case has come.
    pub enum Stage as "stage" {
        /// 已登记，待受理决定
        Registered = "registered",
        /// 不予受理
        Declined = "declined",
        /// 已受理，待分流
        Accepted = "accepted",
        /// 已分流，待接收
        Dispatched = "dispatched",
        /// 调解中
        Mediating = "mediating",
        /// 协议签署中
        Signing = "signing",
        /// 履行中
        Performing = "performing",
        /// 已办结，待归档
        Closed = "closed",
        /// 已归档
        Archived = "archived",
    }
}

impl Stage {
    /// Mediation has not ended yet.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Registered | Self::Accepted | Self::Dispatched | Self::Mediating | Self::Signing)
    }

    /// Something may be said to settle, so the vault takes it.
    pub const fn takes_confidences(self) -> bool {
        matches!(self, Self::Mediating | Self::Signing | Self::Performing)
    }
}

use Stage::{Accepted, Archived, Closed, Declined, Dispatched, Mediating, Performing, Registered, Signing};

/// The stages in which an act is possible.
pub const fn stages(act: Act) -> &'static [Stage] {
    match act {
        Act::Note | Act::Attach => &[Registered, Declined, Accepted, Dispatched, Mediating, Signing, Performing, Closed],
        Act::StateLimitation | Act::Interrupt => &[Registered, Accepted, Dispatched, Mediating, Signing, Performing, Closed],
        Act::Explain => &[Registered, Accepted, Dispatched, Mediating, Signing],
        Act::Issue | Act::Correct | Act::Withdraw | Act::PlanSigning | Act::SignPaper | Act::ConfirmAddress | Act::Serve | Act::Arrive => {
            &[Registered, Declined, Accepted, Dispatched, Mediating, Signing, Performing, Closed]
        }
        Act::HandOver => &[Registered, Accepted],
        Act::Consent | Act::Accept | Act::Decline => &[Registered],
        Act::AddClaim | Act::WithdrawClaim => &[Registered, Accepted, Dispatched, Mediating],
        Act::VerifyClaim => &[Mediating],
        Act::Assign => &[Accepted],
        Act::Take | Act::HandBack => &[Dispatched],
        Act::Invite | Act::Reply | Act::Report => &[Accepted, Dispatched, Mediating],
        Act::Reassign | Act::Schedule | Act::AskRecusal | Act::Suspend | Act::Resume | Act::DecideRecusal | Act::Draft => &[Mediating],
        Act::Transfer => &[Mediating, Performing],
        Act::Extend => &[Mediating, Signing],
        Act::CancelSession | Act::Invitation | Act::Minutes => &[Mediating, Signing],
        Act::ConfirmFacts => &[Mediating, Signing, Closed],
        Act::Sign | Act::Discard => &[Signing],
        Act::Deliver | Act::ReceiveNotice | Act::PrepareWay | Act::FileWay | Act::AnswerWay | Act::RenounceWay => &[Performing, Closed],
        Act::AssessAbility => &[Mediating, Signing],
        Act::Pay | Act::AnswerPayment | Act::Fulfil | Act::Remind | Act::Breach | Act::EndUnperformed => &[Performing],
        Act::Close => &[Accepted, Dispatched, Mediating, Signing],
        Act::FollowUp => &[Performing, Closed],
        Act::Archive => &[Closed, Declined],
        Act::KeepLonger | Act::ProposeDisposal | Act::DecideDisposal | Act::Destroy => &[Archived],
    }
}

/// Whether an act is offered now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Can be done now.
    Ready,
    /// Belongs to this stage, but something is missing.
    NotYet(Reason),
    /// Does not belong to this stage.
    No,
}

/// Whether `act` can be done on `case` now, before anything is typed.
pub fn offer(case: &Case, act: Act) -> Offer {
    if !stages(act).contains(&case.stage) {
        return Offer::No;
    }
    missing(case, act).map_or(Offer::Ready, Offer::NotYet)
}

/// The same on this day: a dossier is not proposed for disposal while it must be kept.
pub fn offer_on(case: &Case, act: Act, today: Day) -> Offer {
    let kept = case.archive.as_ref().is_some_and(|filed| today <= filed.keep_until);
    match offer(case, act) {
        Offer::Ready if act == Act::ProposeDisposal && kept => Offer::NotYet(Reason::RetentionRuns),
        offer => offer,
    }
}

/// What is missing for an act whose stage has come.
fn missing(case: &Case, act: Act) -> Option<Reason> {
    let suspended = case.mediation.suspended.is_some();
    let recusal_open = case.mediation.open_recusal().is_some();
    let when = |condition: bool, reason: Reason| condition.then_some(reason);
    match act {
        Act::Accept => when(case.intake.refuses(), Reason::PartyRefuses)
            .or_else(|| when(!case.side_agrees(Side::Applicant), Reason::ApplicantConsentMissing))
            .or_else(|| when(!case.side_agrees(Side::Respondent), Reason::RespondentConsentMissing)),
        Act::Schedule | Act::Draft => when(suspended, Reason::Suspended).or_else(|| when(recusal_open, Reason::RecusalOpen)),
        Act::Minutes | Act::Invitation | Act::CancelSession => {
            when(!case.mediation.sessions.iter().any(|s| s.is_open()), Reason::SessionOver)
                .or_else(|| when(act == Act::Minutes && recusal_open, Reason::RecusalOpen))
        }
        Act::Correct | Act::Withdraw | Act::Serve | Act::PlanSigning | Act::SignPaper => {
            when(!case.papers.iter().any(|p| p.state == PaperState::Valid), Reason::NoPaper)
        }
        Act::Arrive => when(!case.papers.iter().flat_map(|p| &p.services).any(|s| s.served_on.is_none()), Reason::ServedAlready),
        Act::Suspend => when(suspended, Reason::Suspended),
        Act::Resume => when(!suspended, Reason::NotSuspended),
        Act::AskRecusal => when(recusal_open, Reason::RecusalOpen),
        Act::DecideRecusal => when(!recusal_open, Reason::NoRecusalOpen),
        Act::Reply => when(!case.dispatch.invited.iter().any(|i| i.joins.is_none()), Reason::NothingChanges),
        Act::Report => when(case.dispatch.reported.is_some(), Reason::NothingChanges),
        Act::VerifyClaim | Act::WithdrawClaim => when(!case.claims.iter().any(|c| !c.withdrawn), Reason::ClaimOver),
        Act::EndUnperformed => when(!case.breached(), Reason::NoBreach),
        Act::Archive => when(case.visits.iter().any(|v| v.is_open()), Reason::VisitsOpen)
            .or_else(|| when(case.ways.iter().any(Track::is_pending), Reason::WaysOpen)),
        Act::KeepLonger | Act::ProposeDisposal | Act::DecideDisposal | Act::Destroy => crate::closing::disposal_lacks(case, act),
        Act::PrepareWay | Act::FileWay | Act::RenounceWay | Act::ReceiveNotice => {
            when(case.agreement.as_ref().is_none_or(|agreement| agreement.in_force.is_none()), Reason::NotInThisStage)
        }
        Act::AnswerWay => when(!case.ways.iter().any(Track::is_pending), Reason::WayNotFiled),
        Act::AnswerPayment => {
            let open = |agreement: &Agreement| agreement.payments.iter().any(|payment| !payment.state.counts());
            when(!case.agreement.as_ref().is_some_and(open), Reason::NothingToConfirm)
        }
        _ => None,
    }
}
