//! Every event of a case, with its stored name and version.
//!
//! Names and versions are explicit and stay for ever; each has a golden file in `tests/golden/`. Events hold no personal data:
//! people are party ids, free texts are [`crate::kernel::id::WordsId`]s.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Actor;
use super::state::Case;
pub use super::timing::{ClockExplained, ClockMoved, ClockReminded, ClockStarted, MoveCause};
use crate::agreement::event::{
    AbilityAssessed, AgreementDelivered, AgreementDiscarded, AgreementDrafted, AgreementSigned, AgreementTookEffect, Breached, Fulfilled,
    NoticeIssued, NoticeReceived, Paid, PaymentAnswered, PerformanceCompleted, Reminded,
};
use crate::claims::event::{ClaimAdded, ClaimVerified, ClaimWithdrawn};
use crate::closing::event::{
    Archived, Closed, Destroyed, DisposalDecided, DisposalProposed, EndedUnperformed, KeptLonger, VisitMade, VisitPlanned,
};
use crate::dispatch::event::{Assigned, HandedBack, Invited, Reassigned, Replied, Reported, Taken, Transferred};
use crate::document::event::{
    AddressConfirmed, PaperCorrected, PaperIssued, PaperServed, PaperSigned, PaperWithdrawn, ServiceArrived, SignaturesVoided,
    SigningPlanned,
};
use crate::intake::event::{Accepted, Consented, Declined, HandedOver, Registered};
use crate::kernel::Moment;
use crate::kernel::id::{FileId, WordsId};
pub use crate::limitation::{Interrupted, LimitationStated};
use crate::mediation::event::{
    Extended, FactsConfirmed, InvitationNoted, MinutesKept, RecusalAsked, RecusalDecided, Resumed, SessionCancelled, SessionScheduled,
    Suspended,
};
use crate::vault::event::{KeyDestroyed, Released};
use crate::way::event::{WayAnswered, WayFiled, WayPrepared, WayRenounced};

/// What an event does to the state. Total: no rule, no refusal, no panic.
pub trait Happening {
    /// Applies the event that `actor` caused at `at`.
    fn apply(&self, case: &mut Case, at: Moment, actor: &Actor);
}

/// The stored event can't be read.
#[derive(Debug, thiserror::Error)]
pub enum EventFault {
    /// No event has this name and version.
    #[error("unknown event {name} version {version}")]
    Unknown {
        /// The stored name.
        name: String,
        /// The stored version.
        version: i64,
    },
    /// The payload does not fit the event.
    #[error("payload of event does not fit")]
    Payload(#[from] serde_json::Error),
}

macro_rules! events {
    ($($event:ident = $name:literal, $version:literal;)*) => {
        /// Something that happened to a case.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $(
                #[doc = concat!("`", $name, "`, version ", $version)]
                $event(Box<$event>),
            )*
        }

        impl Event {
            /// Every stored name with its present version.
            pub const NAMES: &'static [(&'static str, i64)] = &[$(($name, $version),)*];

            /// The stored name.
            pub const fn name(&self) -> &'static str { match self { $(Self::$event(_) => $name,)* } }

            /// The stored version.
            pub const fn version(&self) -> i64 { match self { $(Self::$event(_) => $version,)* } }

            /// The payload as JSON.
            pub fn payload(&self) -> Result<Value, serde_json::Error> {
                match self { $(Self::$event(event) => serde_json::to_value(event),)* }
            }

            /// Reads a stored event.
            pub fn read(name: &str, version: i64, payload: &str) -> Result<Self, EventFault> {
                match (name, version) {
                    $(($name, $version) => Ok(Self::$event(serde_json::from_str(payload)?)),)*
                    _ => Err(EventFault::Unknown { name: name.to_owned(), version }),
                }
            }

            fn happening(&self) -> &dyn Happening { match self { $(Self::$event(event) => event.as_ref(),)* } }
        }

        $(impl From<$event> for Event {
            fn from(event: $event) -> Self { Self::$event(Box::new(event)) }
        })*
    };
}

events! {
    Registered = "case.registered", 1;
    HandedOver = "intake.handed_over", 1;
    Consented = "intake.consented", 1;
    Accepted = "intake.accepted", 1;
    Declined = "intake.declined", 1;
    ClaimAdded = "claims.added", 1;
    ClaimVerified = "claims.verified", 1;
    ClaimWithdrawn = "claims.withdrawn", 1;
    Assigned = "dispatch.assigned", 1;
    Taken = "dispatch.taken", 1;
    HandedBack = "dispatch.handed_back", 1;
    Reassigned = "dispatch.reassigned", 1;
    Transferred = "dispatch.transferred", 1;
    Invited = "dispatch.invited", 1;
    Replied = "dispatch.replied", 1;
    Reported = "dispatch.reported", 1;
    SessionScheduled = "mediation.session_scheduled", 1;
    SessionCancelled = "mediation.session_cancelled", 1;
    InvitationNoted = "mediation.invitation_noted", 1;
    MinutesKept = "mediation.minutes_kept", 1;
    FactsConfirmed = "mediation.facts_confirmed", 1;
    Extended = "mediation.extended", 1;
    RecusalAsked = "mediation.recusal_asked", 1;
    RecusalDecided = "mediation.recusal_decided", 1;
    Suspended = "mediation.suspended", 1;
    Resumed = "mediation.resumed", 1;
    AgreementDrafted = "agreement.drafted", 1;
    AbilityAssessed = "agreement.assessed", 1;
    AgreementSigned = "agreement.signed", 1;
    AgreementTookEffect = "agreement.took_effect", 1;
    AgreementDiscarded = "agreement.discarded", 1;
    AgreementDelivered = "agreement.delivered", 1;
    Paid = "performance.paid", 1;
    PaymentAnswered = "performance.payment_answered", 1;
    NoticeIssued = "performance.notice_issued", 1;
    NoticeReceived = "performance.notice_received", 1;
    Fulfilled = "performance.fulfilled", 1;
    Reminded = "performance.reminded", 1;
    Breached = "performance.breached", 1;
    PerformanceCompleted = "performance.completed", 1;
    WayPrepared = "way.prepared", 1;
    WayFiled = "way.filed", 1;
    WayAnswered = "way.answered", 1;
    WayRenounced = "way.renounced", 1;
    EndedUnperformed = "closing.ended_unperformed", 1;
    Closed = "closing.closed", 1;
    VisitPlanned = "closing.visit_planned", 1;
    VisitMade = "closing.visit_made", 1;
    Archived = "closing.archived", 1;
    KeptLonger = "closing.kept_longer", 1;
    DisposalProposed = "closing.disposal_proposed", 1;
    DisposalDecided = "closing.disposal_decided", 1;
    Destroyed = "closing.destroyed", 1;
    PaperIssued = "document.issued", 1;
    PaperCorrected = "document.corrected", 1;
    PaperWithdrawn = "document.withdrawn", 1;
    SigningPlanned = "document.signing_planned", 1;
    PaperSigned = "document.signed", 1;
    SignaturesVoided = "document.signatures_voided", 1;
    AddressConfirmed = "document.address_confirmed", 1;
    PaperServed = "document.served", 1;
    ServiceArrived = "document.arrived", 1;
    ClockStarted = "clock.started", 1;
    ClockMoved = "clock.moved", 1;
    ClockReminded = "clock.reminded", 1;
    ClockExplained = "clock.explained", 1;
    LimitationStated = "limitation.stated", 1;
    Interrupted = "limitation.interrupted", 1;
    Attached = "case.attached", 1;
    Noted = "case.noted", 1;
    Released = "vault.released", 1;
    KeyDestroyed = "vault.key_destroyed", 1;
}

/// An event with its place in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// 1 for the first event of the case.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: Actor,
    /// What.
    pub event: Event,
}

/// Applies one event.
#[must_use]
pub fn apply(mut case: Case, recorded: &Recorded) -> Case {
    recorded.event.happening().apply(&mut case, recorded.at, &recorded.actor);
    case.version = recorded.seq;
    case.touched = recorded.at;
    case
}

/// A file was attached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attached {
    /// Which.
    pub file: FileId,
    /// What it is.
    pub kind: super::note::FileKind,
}

impl Happening for Attached {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.files.push(self.file);
    }
}

/// A remark was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Noted {
    /// The remark.
    pub words: WordsId,
}

impl Happening for Noted {
    fn apply(&self, _: &mut Case, _: Moment, _: &Actor) {}
}
