//! Events of issued papers: ids, numbers, kinds, hashes. What a paper says stands in its file only.

use serde::{Deserialize, Serialize};

use super::{AGREEMENT, ConfirmedAddress, IssuedPaper, PaperSignature, PaperState, Service, ServiceMeans, SignWay, SigningPlan};
use crate::agreement::Signer;
use crate::case::event::Happening;
use crate::case::{Actor, Case};
use crate::kernel::id::{FileId, PaperId, PartyId, ServiceId, SignatureId, WordsId};
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
            signing: None,
            signatures: Vec::new(),
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
            signing: None,
            signatures: Vec::new(),
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

/// `document.signing_planned`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SigningPlanned {
    /// Which paper.
    pub paper: PaperId,
    /// The parties in the order in which they sign.
    pub parties: Vec<PartyId>,
    /// How many of them are enough.
    pub needed: i64,
    /// Nobody signs before those named above.
    pub in_order: bool,
    /// The mediator signs too.
    pub mediator: bool,
    /// The organisation seals at the end.
    pub seal: bool,
}

impl Happening for SigningPlanned {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        for paper in case.papers.iter_mut().filter(|paper| paper.id == self.paper) {
            paper.signing = Some(SigningPlan {
                parties: self.parties.clone(),
                needed: usize::try_from(self.needed).unwrap_or(usize::MAX),
                in_order: self.in_order,
                mediator: self.mediator,
                seal: self.seal,
            });
        }
    }
}

/// `document.signed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperSigned {
    /// Which signature.
    pub signature: SignatureId,
    /// Under which paper.
    pub paper: PaperId,
    /// SHA-256 of the PDF that was signed, as hex digits.
    pub sha256: String,
    /// Who signed.
    pub signer: Signer,
    /// Which party.
    pub party: Option<PartyId>,
    /// In what way.
    pub way: SignWay,
    /// On which day.
    pub day: Day,
    /// The scan of the signed sheet.
    pub proof: Option<FileId>,
    /// SHA-256 over what was kept of a signature on a screen, as hex digits.
    pub record: Option<String>,
}

impl Happening for PaperSigned {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        for paper in case.papers.iter_mut().filter(|paper| paper.id == self.paper) {
            paper.signatures.push(PaperSignature {
                id: self.signature,
                signer: self.signer,
                party: self.party,
                way: self.way,
                day: self.day,
            });
        }
    }
}

/// `document.signatures_voided`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignaturesVoided {
    /// Under which paper.
    pub paper: PaperId,
    /// How many.
    pub count: i64,
}

impl Happening for SignaturesVoided {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        let mut of_agreement = false;
        for paper in case.papers.iter_mut().filter(|paper| paper.id == self.paper) {
            paper.signatures.clear();
            of_agreement |= paper.kind == AGREEMENT;
        }
        if let Some(agreement) = case.agreement.as_mut().filter(|agreement| of_agreement && agreement.in_force.is_none()) {
            agreement.signatures.clear();
        }
    }
}
