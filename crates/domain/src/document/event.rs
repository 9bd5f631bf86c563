//! Events of issued papers: ids, numbers, kinds, hashes. What a paper says stands in its file only.

use serde::{Deserialize, Serialize};

use super::{ConfirmedAddress, IssuedPaper, PaperState, Service, ServiceMeans};
use crate::case::event::Happening;
use crate::case::{Actor, Case};
use crate::kernel::id::{FileId, PaperId, PartyId, ServiceId, WordsId};
use crate::kernel::{Day, Moment};

/// `document.issued`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperIssued {
    /// Which.
    pub paper: PaperId,
    /// The code of its kind.
    pub kind: String,
    /// What it is about.
    pub subject: Option<String>,
    /// Its number.
    pub number: String,
    /// Its version.
    pub version: i64,
    /// SHA-256 of the PDF, as hex digits.
    pub sha256: String,
    /// The version of the template.
    pub template: String,
}

impl Happening for PaperIssued {
    fn apply(&self, case: &mut Case, at: Moment, _: &Actor) {
        case.papers.push(IssuedPaper {
            id: self.paper,
            kind: self.kind.clone(),
            subject: self.subject.clone(),
            number: self.number.clone(),
            version: self.version,
            sha256: self.sha256.clone(),
            day: at.day(),
            state: PaperState::Valid,
            services: Vec::new(),
        });
    }
}

/// `document.corrected`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperCorrected {
    /// The new version.
    pub paper: PaperId,
    /// The version that is no longer valid.
    pub replaces: PaperId,
    /// The code of its kind.
    pub kind: String,
    /// What it is about.
    pub subject: Option<String>,
    /// Its number, as before.
    pub number: String,
    /// Its version.
    pub version: i64,
    /// SHA-256 of the PDF, as hex digits.
    pub sha256: String,
    /// The version of the template.
    pub template: String,
    /// What was wrong.
    pub reason: WordsId,
}

impl Happening for PaperCorrected {
    fn apply(&self, case: &mut Case, at: Moment, _: &Actor) {
        set(case, self.replaces, PaperState::Corrected);
        case.papers.push(IssuedPaper {
            id: self.paper,
            kind: self.kind.clone(),
            subject: self.subject.clone(),
            number: self.number.clone(),
            version: self.version,
            sha256: self.sha256.clone(),
            day: at.day(),
            state: PaperState::Valid,
            services: Vec::new(),
        });
    }
}

/// `document.withdrawn`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperWithdrawn {
    /// Which.
    pub paper: PaperId,
    /// Why.
    pub reason: WordsId,
}

impl Happening for PaperWithdrawn {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        set(case, self.paper, PaperState::Withdrawn);
    }
}

fn set(case: &mut Case, id: PaperId, state: PaperState) {
    for paper in case.papers.iter_mut().filter(|paper| paper.id == id) {
        paper.state = state;
    }
}

/// `document.address_confirmed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressConfirmed {
    /// Whose.
    pub party: PartyId,
    /// On which day.
    pub day: Day,
    /// The postal address.
    pub address: WordsId,
    /// Takes papers electronically.
    pub electronic: bool,
    /// Where.
    pub electronic_address: Option<WordsId>,
}

impl Happening for AddressConfirmed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.addresses.retain(|known| known.party != self.party);
        case.addresses.push(ConfirmedAddress { party: self.party, electronic: self.electronic, day: self.day });
    }
}

/// `document.served`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperServed {
    /// Which service.
    pub service: ServiceId,
    /// Which paper.
    pub paper: PaperId,
    /// On whom.
    pub party: PartyId,
    /// How.
    pub means: ServiceMeans,
    /// The day on which it was handed over, sent, left, put up or published.
    pub day: Day,
    /// From which day it counts as served.
    pub served_on: Option<Day>,
    /// The receipt or the picture.
    pub proof: Option<FileId>,
    /// Tracking number and the like.
    pub note: Option<WordsId>,
}

impl Happening for PaperServed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        for paper in case.papers.iter_mut().filter(|paper| paper.id == self.paper) {
            paper.services.push(Service {
                id: self.service,
                party: self.party,
                means: self.means,
                day: self.day,
                served_on: self.served_on,
            });
        }
    }
}

/// `document.arrived`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceArrived {
    /// Which service.
    pub service: ServiceId,
    /// Of which paper.
    pub paper: PaperId,
    /// On whom.
    pub party: PartyId,
    /// The day on the receipt.
    pub day: Day,
}

impl Happening for ServiceArrived {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        for service in case.papers.iter_mut().flat_map(|paper| &mut paper.services).filter(|service| service.id == self.service) {
            service.served_on = Some(self.day);
        }
    }
}
