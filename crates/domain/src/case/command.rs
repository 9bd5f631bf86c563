//! Every act on a case: its stable name, its form, and the command that a filled form is.

use serde_json::Value;

use super::decide::{Decision, Outcome};
use super::refusal::Refusal;
use super::state::Case;
use super::{note, timing};
use crate::kernel::{Faults, Form, Spec};
use crate::{agreement, claims, closing, codes, dispatch, document, intake, limitation, mediation, way};

/// A filled form that the rules can turn into events.
pub trait Deed {
    /// Decides: events with their texts, or a refusal. The stage was checked before.
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal>;
}

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $name:literal => $form:ty,)*) => {
        codes! {
            /// What can be done on a case.
            pub enum Act as "act" { $($(#[$doc])* $act = $name,)* }
        }

        /// An act with its filled form.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Command { $($(#[$doc])* $act(Box<$form>),)* }

        impl Command {
            /// Which act it is.
            pub const fn act(&self) -> Act { match self { $(Self::$act(_) => Act::$act,)* } }

            pub(super) fn deed(&self) -> &dyn Deed { match self { $(Self::$act(form) => form.as_ref(),)* } }
        }

        $(impl From<$form> for Command {
            fn from(form: $form) -> Self { Self::$act(Box::new(form)) }
        })*

        impl Act {
            /// The fields of the act's form.
            pub fn specs(self) -> Vec<Spec> { match self { $(Self::$act => <$form as Form>::specs(),)* } }

            /// Reads the filled form.
            pub fn read(self, value: &Value) -> Result<Command, Faults> {
                match self { $(Self::$act => <$form as Form>::read(value).map(Command::from),)* }
            }
        }
    };
}

acts! {
    /// Hand the first-contact ownership over with a receipt (首问负责, S3-26).
    HandOver = "intake.hand_over" => intake::HandOver,
    /// Record a party's consent to mediation, or its refusal.
    Consent = "intake.consent" => intake::Consent,
    /// Accept the application (令17号 art. 22).
    Accept = "intake.accept" => intake::Accept,
    /// Decline it and tell the way on (令17号 art. 22, S4-23).
    Decline = "intake.decline" => intake::Decline,
    /// Add a head of claim.
    AddClaim = "claims.add" => claims::AddClaim,
    /// Record the amount verified for a claim.
    VerifyClaim = "claims.verify" => claims::VerifyClaim,
    /// Withdraw a claim.
    WithdrawClaim = "claims.withdraw" => claims::WithdrawClaim,
    /// Dispatch: handle here or pass to another organisation (S4-24).
    Assign = "dispatch.assign" => dispatch::Assign,
    /// The organisation takes the case and names the mediator.
    Take = "dispatch.take" => dispatch::Take,
    /// The organisation hands the case back with a reason.
    HandBack = "dispatch.hand_back" => dispatch::HandBack,
    /// Name another mediator.
    Reassign = "dispatch.reassign" => dispatch::Reassign,
    /// Another organisation goes on with the case: transfer when one is suspended or closes (S4-07).
    Transfer = "dispatch.transfer" => dispatch::Transfer,
    /// Invite departments to joint mediation under one lead (S4-26).
    Invite = "dispatch.invite" => dispatch::Invite,
    /// Record whether an invited department joins.
    Reply = "dispatch.reply" => dispatch::Reply,
    /// Report a mass or major dispute to the HRSS department (S4-27).
    Report = "dispatch.report" => dispatch::Report,
    /// Schedule a mediation session.
    Schedule = "mediation.schedule" => mediation::Schedule,
    /// Cancel a session.
    CancelSession = "mediation.cancel_session" => mediation::CancelSession,
    /// Record how an invitation stands: sent, seen, joined.
    Invitation = "mediation.invitation" => mediation::Invitation,
    /// Keep the minutes of a session on the common sheet.
    Minutes = "mediation.minutes" => mediation::Minutes,
    /// Both sides confirm facts together and sign the sheet (在线调解规则 arts 18, 22).
    ConfirmFacts = "mediation.confirm_facts" => mediation::ConfirmFacts,
    /// Extend the period with both sides' consent (令17号 art. 29).
    Extend = "mediation.extend" => mediation::Extend,
    /// Ask for the mediator's recusal.
    AskRecusal = "mediation.ask_recusal" => mediation::AskRecusal,
    /// Decide on the recusal.
    DecideRecusal = "mediation.decide_recusal" => mediation::DecideRecusal,
    /// Suspend for an expert opinion or an appraisal.
    Suspend = "mediation.suspend" => mediation::Suspend,
    /// Resume after a suspension.
    Resume = "mediation.resume" => mediation::Resume,
    /// Draft the agreement (令17号 art. 26).
    Draft = "agreement.draft" => agreement::Draft,
    /// Assess whether a debtor can perform, before the agreement is closed.
    AssessAbility = "agreement.assess" => agreement::AssessAbility,
    /// Record a signature or the seal.
    Sign = "agreement.sign" => agreement::Sign,
    /// Discard the draft and go on mediating.
    Discard = "agreement.discard" => agreement::Discard,
    /// Hand out a copy of the agreement.
    Deliver = "agreement.deliver" => agreement::Deliver,
    /// Record a payment with its proof.
    Pay = "performance.pay" => agreement::Pay,
    /// Record what the payee says about a payment, or what its proof shows.
    AnswerPayment = "performance.answer_payment" => agreement::AnswerPayment,
    /// Record that a debtor received the performance notice.
    ReceiveNotice = "performance.receive_notice" => agreement::ReceiveNotice,
    /// Record that an obligation other than money was met.
    Fulfil = "performance.fulfil" => agreement::Fulfil,
    /// Record a reminder to the debtor.
    Remind = "performance.remind" => agreement::Remind,
    /// Record a breach; it opens the ways on.
    Breach = "performance.breach" => agreement::Breach,
    /// Draft the package of a way that is open.
    PrepareWay = "way.prepare" => way::PrepareWay,
    /// Record that the application was handed in.
    FileWay = "way.file" => way::FileWay,
    /// Record the answer of the commission or the court.
    AnswerWay = "way.answer" => way::AnswerWay,
    /// Record that the parties do not want a way.
    RenounceWay = "way.renounce" => way::RenounceWay,
    /// End a breached agreement as not performed (S4-29).
    EndUnperformed = "closing.end_unperformed" => closing::EndUnperformed,
    /// End the mediation without an agreement, with its notice.
    Close = "closing.close" => closing::Close,
    /// Record a return visit (S4-31).
    FollowUp = "closing.follow_up" => closing::FollowUp,
    /// File the dossier.
    Archive = "closing.archive" => closing::Archive,
    /// Keep the dossier longer than it was to be kept.
    KeepLonger = "closing.keep_longer" => closing::KeepLonger,
    /// Propose to destroy a dossier that need no longer be kept.
    ProposeDisposal = "closing.propose_disposal" => closing::ProposeDisposal,
    /// Decide on it: somebody else than who proposed it.
    DecideDisposal = "closing.decide_disposal" => closing::DecideDisposal,
    /// Record that the dossier was destroyed.
    Destroy = "closing.destroy" => closing::Destroy,
    /// State from which day limitation runs (调解仲裁法 art. 27).
    StateLimitation = "limitation.state" => limitation::StateLimitation,
    /// Record what interrupted limitation (令17号 art. 31).
    Interrupt = "limitation.interrupt" => limitation::Interrupt,
    /// Say why a period was missed; both parties are told (S4-28).
    Explain = "clock.explain" => timing::Explain,
    /// Issue a paper under a number (issue 3 §2).
    Issue = "document.issue" => document::Issue,
    /// Correct an issued paper by a new version.
    Correct = "document.correct" => document::Correct,
    /// Withdraw an issued paper.
    Withdraw = "document.withdraw" => document::Withdraw,
    /// Record a party's address for service (law.md §3.7 no. 31).
    ConfirmAddress = "document.confirm_address" => document::ConfirmAddress,
    /// Say who signs an issued paper, and in what order.
    PlanSigning = "document.plan_signing" => document::PlanSigning,
    /// Sign an issued paper.
    SignPaper = "document.sign" => document::SignPaper,
    /// Record the service of a paper (law.md §3.5).
    Serve = "document.serve" => document::Serve,
    /// Record the day on which a letter arrived.
    Arrive = "document.arrive" => document::Arrive,
    /// Attach a file.
    Attach = "case.attach" => note::Attach,
    /// Write a remark.
    Note = "case.note" => note::Note,
}
