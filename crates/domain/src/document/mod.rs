//! Papers that went out under a number: issued, corrected, withdrawn, served (issue 3 §2; law.md §3.5). What a paper says and how it is printed
//! is not known here; the case knows that it exists, its hash, and what became of it.
//!
//! Next: [`issue`] for numbers and versions, [`sign`] for hands and the seal, [`service`] for when a paper counts as served, [`event`] for
//! what is stored.

pub mod event;
pub mod issue;
pub mod number;
pub mod service;
pub mod sign;

pub use issue::{Correct, Issue, Printed, Withdraw};
pub use service::{Arrive, ConfirmAddress, Serve, ServiceMeans};
pub use sign::{PaperSignature, PlanSigning, SignPaper, SignWay, SigningPlan, SigningRecord, agreement_paper};

use crate::codes;
use crate::kernel::Day;
use crate::kernel::id::{PaperId, PartyId, ServiceId};

/// The code of the agreement among the kinds of papers: what the parties sign (调解仲裁法 art. 14).
pub const AGREEMENT: &str = "agreement";

codes! {
    /// What became of an issued paper.
    pub enum PaperState as "paper_state" {
        /// 有效
        Valid = "valid",
        /// 已更正
        Corrected = "corrected",
        /// 已撤回
        Withdrawn = "withdrawn",
    }
}

/// A paper that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedPaper {
    /// Which.
    pub id: PaperId,
    /// The code of its kind.
    pub kind: String,
    /// What it is about, when the case can have several of its kind.
    pub subject: Option<String>,
    /// Its number, such as 柳江劳人调协〔2026〕12号; a correction keeps it.
    pub number: String,
    /// 1 for the first; a correction counts on.
    pub version: i64,
    /// SHA-256 of the PDF, as hex digits.
    pub sha256: String,
    /// On which day.
    pub day: Day,
    /// What became of it.
    pub state: PaperState,
    /// On whom it was served, and when.
    pub services: Vec<Service>,
    /// Who is to sign it, when that was planned.
    pub signing: Option<SigningPlan>,
    /// Who signed it, in that order.
    pub signatures: Vec<PaperSignature>,
}

/// One service of a paper on an addressee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Which.
    pub id: ServiceId,
    /// On whom.
    pub party: PartyId,
    /// How.
    pub means: ServiceMeans,
    /// On which day it was handed over, sent, left, published.
    pub day: Day,
    /// From which day it counts as served; not known yet while a letter is on its way.
    pub served_on: Option<Day>,
}

/// An address for service that a party confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfirmedAddress {
    /// Whose.
    pub party: PartyId,
    /// The party takes papers electronically there.
    pub electronic: bool,
    /// On which day.
    pub day: Day,
}

impl IssuedPaper {
    /// It counts as served on this party by this day.
    pub fn is_served(&self, party: PartyId, today: Day) -> bool {
        self.services.iter().any(|service| service.party == party && service.served_on.is_some_and(|day| day <= today))
    }
}
