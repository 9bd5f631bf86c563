//! What can be done with a case: the one button for what usually comes next, the others, and last the grave ones.

use app::case::CaseView;
use app::text;
use domain::case::{Act, Offer};

/// An act that can be done now.
pub(super) struct ActLine {
    pub(super) href: String,
    pub(super) icon: &'static str,
    pub(super) label: &'static str,
}

/// The button for what usually comes next, the other acts, and those that end something.
pub(super) fn offered(view: &CaseView, id: &str) -> (Option<ActLine>, Vec<ActLine>, Vec<ActLine>) {
    let line = |act: Act| {
        // A paper is chosen and looked at before it is issued.
        let href = if act == Act::Issue { format!("/cases/{id}?tab=papers") } else { format!("/cases/{id}/acts/{}", act.code()) };
        ActLine { href, icon: icon(act), label: text::code("act", act.code()) }
    };
    let first = NEXT.iter().copied().find(|act| view.can(*act));
    let ready = || view.offers.iter().filter(|(_, offer)| *offer == Offer::Ready).map(|(act, _)| *act).filter(|act| Some(*act) != first);
    let acts = ready().filter(|act| !GRAVE.contains(act)).map(line).collect();
    let grave = ready().filter(|act| GRAVE.contains(act)).map(line).collect();
    (first.map(line), acts, grave)
}

/// Acts that end something or send it away: last, outlined, with a question before.
const GRAVE: &[Act] =
    &[Act::Decline, Act::Close, Act::HandBack, Act::Discard, Act::EndUnperformed, Act::CancelSession, Act::WithdrawClaim, Act::Withdraw];
/// What usually comes next, most urgent first; the first that can be done is the one button.
const NEXT: &[Act] = &[
    Act::Accept,
    Act::Consent,
    Act::Take,
    Act::Assign,
    Act::DecideRecusal,
    Act::Sign,
    Act::Minutes,
    Act::Schedule,
    Act::Draft,
    Act::Pay,
    Act::FollowUp,
    Act::Archive,
    Act::DecideDisposal,
    Act::Destroy,
    Act::ProposeDisposal,
];

const fn icon(act: Act) -> &'static str {
    match act {
        Act::Accept | Act::Take | Act::Fulfil => "check",
        Act::Consent | Act::Minutes | Act::Invitation | Act::Reply | Act::Invite => "talk",
        Act::Assign | Act::HandOver | Act::Reassign | Act::Transfer => "users",
        Act::Schedule | Act::Extend => "cal",
        Act::ConfirmAddress => "flag",
        Act::Serve | Act::Arrive => "check",
        Act::Draft | Act::Deliver | Act::Archive | Act::Attach => "doc",
        Act::PlanSigning => "users",
        Act::SignPaper | Act::Sign | Act::ConfirmFacts | Act::Issue | Act::Correct => "stamp",
        Act::Pay | Act::VerifyClaim | Act::AddClaim => "yuan",
        Act::AssessAbility => "flag",
        Act::AnswerPayment => "yuan",
        Act::ReceiveNotice | Act::PrepareWay => "doc",
        Act::FileWay => "next",
        Act::AnswerWay => "stamp",
        Act::RenounceWay => "close",
        Act::FollowUp | Act::Remind => "phone",
        Act::Breach | Act::Report => "flag",
        Act::Suspend | Act::Close | Act::Decline | Act::EndUnperformed => "pause",
        Act::HandBack | Act::Discard | Act::CancelSession | Act::WithdrawClaim | Act::Withdraw => "undo",
        Act::AskRecusal | Act::DecideRecusal => "shield",
        Act::Resume => "next",
        Act::StateLimitation | Act::Interrupt | Act::Explain => "clock",
        Act::KeepLonger => "save",
        Act::ProposeDisposal | Act::DecideDisposal | Act::Destroy => "bin",
        Act::Note => "pen",
    }
}
