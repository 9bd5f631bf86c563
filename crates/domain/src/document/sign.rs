//! Signing an issued paper: who, in what order, how many of them; each hand under exactly the bytes that are kept (电子签名法 art. 13, 14;
//! 调解仲裁法 art. 14). The organisation's seal is the last hand and closes the whole.

use super::event::{PaperSigned, PaperWithdrawn, SignaturesVoided, SigningPlanned};
use super::{AGREEMENT, IssuedPaper, PaperState};
use crate::agreement::{Sign, SignMeans, Signer};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal};
use crate::kernel::form::Whole;
use crate::kernel::id::{FileId, PaperId, PartyId, SignatureId, WordsId};
use crate::kernel::{Day, Prose};
use crate::{codes, form};

codes! {
    /// In what way somebody signed.
    pub enum SignWay as "sign_way" {
        /// 签在打印的纸上
        Ink = "ink",
        /// 在平板或者手机上手写
        Handwritten = "handwritten",
        /// 凭一次性验证码远程签署
        Remote = "remote",
        /// 在别的签署平台上签
        External = "external",
        /// 加盖电子签章
        Seal = "seal",
    }
}

/// Who is to sign a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningPlan {
    /// The parties, in the order in which they sign.
    pub parties: Vec<PartyId>,
    /// How many of them are enough.
    pub needed: usize,
    /// Nobody signs before those named above him.
    pub in_order: bool,
    /// The mediator signs too.
    pub mediator: bool,
    /// The organisation seals at the end.
    pub seal: bool,
}

/// A signature under an issued paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSignature {
    /// Which.
    pub id: SignatureId,
    /// Who signed.
    pub signer: Signer,
    /// Which party.
    pub party: Option<PartyId>,
    /// How.
    pub way: SignWay,
    /// On which day.
    pub day: Day,
}

/// What was kept of a signature made on a screen: it is written together with the event that carries its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningRecord {
    /// SHA-256 over everything that was kept, as hex digits.
    pub sha256: String,
    /// The paper that was shown.
    pub paper: PaperId,
}

form! {
    /// Who is to sign a paper, and in what order.
    pub struct PlanSigning {
        /// Which paper.
        pub paper: PaperId,
        /// The parties, in the order in which they sign.
        pub parties: Vec<PartyId>,
        /// How many of them are enough; all when nothing is said.
        pub needed: Option<Whole<1, 1000>>,
        /// Nobody signs before those named above him.
        pub in_order: bool,
        /// The mediator signs too.
        pub mediator: bool,
        /// The organisation seals at the end.
        pub seal: bool,
    }
}

form! {
    /// A signature under an issued paper.
    pub struct SignPaper {
        /// Which paper.
        pub paper: PaperId,
        /// Who signs.
        pub signer: Signer,
        /// Which party, when a party signs.
        pub party: Option<PartyId>,
        /// In what way.
        pub way: SignWay,
        /// The scan of the signed sheet, among the files of the case.
        pub proof: Option<FileId>,
        /// Why it comes after the period, when the seal comes late.
        pub late_reason: Option<Prose<500>>,
    }
}

impl SigningPlan {
    /// What holds when nothing was planned: every party and the mediator, then the seal.
    fn usual(case: &Case) -> Self {
        let parties: Vec<PartyId> = case.parties.iter().map(|party| party.id).collect();
        Self { needed: parties.len(), parties, in_order: false, mediator: true, seal: true }
    }
}

impl IssuedPaper {
    /// Somebody signed it.
    pub fn is_signed_by(&self, signer: Signer, party: Option<PartyId>) -> bool {
        self.signatures.iter().any(|signature| signature.signer == signer && signature.party == party)
    }

    /// The organisation has closed the whole with its seal.
    pub fn is_sealed(&self) -> bool {
        self.is_signed_by(Signer::Organisation, None)
    }

    /// Who is to sign it.
    pub fn plan(&self, case: &Case) -> SigningPlan {
        self.signing.clone().unwrap_or_else(|| SigningPlan::usual(case))
    }

    /// Whether enough parties have signed, and the mediator where it is asked for.
    fn all_hands(&self, plan: &SigningPlan) -> bool {
        let signed = plan.parties.iter().filter(|party| self.is_signed_by(Signer::Party, Some(**party))).count();
        signed >= plan.needed && (!plan.mediator || self.is_signed_by(Signer::Mediator, None))
    }

    /// Everybody has signed who is to sign.
    pub fn is_complete(&self, case: &Case) -> bool {
        let plan = self.plan(case);
        self.all_hands(&plan) && (!plan.seal || self.is_sealed())
    }

    /// An agreement whose first hands stand on another sheet: this paper is a copy of it.
    fn began_elsewhere(&self, case: &Case) -> bool {
        let begun = case.agreement.as_ref().is_some_and(|agreement| !agreement.signatures.is_empty());
        self.kind == AGREEMENT && begun && self.signatures.is_empty()
    }

    /// Whose hands are still missing, in the order of the plan: parties, mediator, seal.
    pub fn missing_hands(&self, case: &Case) -> Vec<(Signer, Option<PartyId>)> {
        let plan = self.plan(case);
        if self.is_sealed() || self.state != PaperState::Valid || self.began_elsewhere(case) {
            return Vec::new();
        }
        let parties = plan.parties.iter().map(|party| (Signer::Party, Some(*party)));
        let others = [(Signer::Mediator, plan.mediator), (Signer::Organisation, plan.seal)];
        let others = others.into_iter().filter(|(_, wanted)| *wanted).map(|(signer, _)| (signer, None));
        parties.chain(others).filter(|(signer, party)| !self.is_signed_by(*signer, *party)).collect()
    }

    /// Whether this hand may sign now.
    fn turn(&self, case: &Case, signer: Signer, party: Option<PartyId>) -> Result<(), Refusal> {
        let plan = self.plan(case);
        ensure(!self.is_signed_by(signer, party), || Refusal::at("signer", Reason::SignedAlready))?;
        ensure(!self.is_sealed(), || Refusal::at("signer", Reason::SealedAlready))?;
        match (signer, party) {
            (Signer::Party, None) => Err(Refusal::at("party", Reason::SignerNeeded)),
            (Signer::Party, Some(party)) => {
                case.party(party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
                let place = plan.parties.iter().position(|one| *one == party).ok_or(Refusal::at("party", Reason::NotASigner))?;
                let before = plan.parties.iter().take(if plan.in_order { place } else { 0 });
                let waits = before.into_iter().all(|one| self.is_signed_by(Signer::Party, Some(*one)));
                ensure(waits, || Refusal::at("party", Reason::NotYourTurn))
            }
            (Signer::Mediator, _) => ensure(plan.mediator, || Refusal::at("signer", Reason::NotASigner)),
            (Signer::Organisation, _) => {
                ensure(plan.seal, || Refusal::at("signer", Reason::NotASigner))?;
                ensure(self.all_hands(&plan), || Refusal::at("signer", Reason::SealComesLast))
            }
        }
    }
}

/// The valid agreement paper of a case.
pub fn agreement_paper(case: &Case) -> Option<&IssuedPaper> {
    case.papers.iter().rev().find(|paper| paper.kind == AGREEMENT && paper.state == PaperState::Valid)
}

/// A signature that is recorded by the act of the agreement itself: the hand under the printed paper.
pub(crate) fn under_agreement(case: &Case, cx: &Decision<'_>, sign: &Sign, party: Option<PartyId>) -> Result<Option<PaperSigned>, Refusal> {
    let Some(paper) = agreement_paper(case) else {
        return if cx.settings.sign_needs_paper { Err(Refusal::because(Reason::PaperNeeded)) } else { Ok(None) };
    };
    // A paper that was issued after the first hand is a copy; what was signed was another sheet.
    if paper.began_elsewhere(case) {
        return Ok(None);
    }
    paper.turn(case, sign.signer, party)?;
    let way = if sign.means == SignMeans::Electronic { SignWay::External } else { SignWay::Ink };
    Ok(Some(PaperSigned {
        signature: cx.ids.draw(),
        paper: paper.id,
        sha256: paper.sha256.clone(),
        signer: sign.signer,
        party,
        way,
        day: sign.day,
        proof: None,
        record: None,
    }))
}

/// The terms change: signatures under the old words are void, and say so.
pub(crate) fn void(outcome: Outcome, paper: &IssuedPaper) -> Outcome {
    if paper.signatures.is_empty() {
        return outcome;
    }
    let count = i64::try_from(paper.signatures.len()).unwrap_or(i64::MAX);
    outcome.and(SignaturesVoided { paper: paper.id, count })
}

/// The draft is given up: its paper is withdrawn with the same reason.
pub(crate) fn give_up(outcome: Outcome, case: &Case, reason: WordsId) -> Outcome {
    match agreement_paper(case) {
        Some(paper) => void(outcome, paper).and(PaperWithdrawn { paper: paper.id, reason }),
        None => outcome,
    }
}

impl Deed for PlanSigning {
    fn decide(&self, case: &Case, _: &Decision<'_>) -> Result<Outcome, Refusal> {
        let paper = case.paper(self.paper).ok_or(Refusal::at("paper", Reason::NotInThisCase))?;
        ensure(paper.state == PaperState::Valid, || Refusal::at("paper", Reason::PaperOver))?;
        ensure(paper.signatures.is_empty(), || Refusal::at("paper", Reason::SigningBegan))?;
        ensure(self.parties.iter().all(|party| case.party(*party).is_some()), || Refusal::at("parties", Reason::NotInThisCase))?;
        let mut once = self.parties.clone();
        once.sort_unstable();
        once.dedup();
        ensure(once.len() == self.parties.len(), || Refusal::at("parties", Reason::PartyTwice))?;
        ensure(!once.is_empty() || self.mediator || self.seal, || Refusal::at("parties", Reason::SignerNeeded))?;
        let needed = self.needed.map_or(once.len(), |needed| usize::try_from(needed.get()).unwrap_or(usize::MAX));
        ensure(needed <= once.len(), || Refusal::at("needed", Reason::TooManyNeeded))?;
        // An agreement is in force only when every party, the mediator and the seal are there (调解仲裁法 art. 14).
        let whole = needed == case.parties.len() && self.mediator && self.seal;
        ensure(paper.kind != AGREEMENT || whole, || Refusal::at("parties", Reason::EveryHandNeeded))?;
        Ok(Outcome::default().and(SigningPlanned {
            paper: paper.id,
            parties: self.parties.clone(),
            needed: i64::try_from(needed).unwrap_or(i64::MAX),
            in_order: self.in_order,
            mediator: self.mediator,
            seal: self.seal,
        }))
    }
}

impl Deed for SignPaper {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let paper = case.paper(self.paper).ok_or(Refusal::at("paper", Reason::NotInThisCase))?;
        ensure(paper.state == PaperState::Valid, || Refusal::at("paper", Reason::PaperOver))?;
        let party = self.party.filter(|_| self.signer == Signer::Party);
        paper.turn(case, self.signer, party)?;
        if let Some(proof) = self.proof {
            ensure(case.files.contains(&proof), || Refusal::at("proof", Reason::NotInThisCase))?;
        }
        let fits = match self.way {
            SignWay::Handwritten => self.signer != Signer::Organisation,
            SignWay::Remote => self.signer == Signer::Party,
            SignWay::Seal => self.signer == Signer::Organisation,
            SignWay::Ink | SignWay::External => true,
        };
        ensure(fits, || Refusal::at("way", Reason::WayDoesNotFit))?;
        let record = cx.lookup.record.as_ref().filter(|record| record.paper == paper.id);
        let proven = match self.way {
            SignWay::Ink | SignWay::External => self.proof.is_some(),
            SignWay::Handwritten | SignWay::Remote | SignWay::Seal => record.is_some(),
        };
        ensure(proven, || Refusal::at("proof", Reason::SignatureProofNeeded))?;
        let signed = PaperSigned {
            signature: cx.ids.draw(),
            paper: paper.id,
            sha256: paper.sha256.clone(),
            signer: self.signer,
            party,
            way: self.way,
            day: cx.today(),
            proof: self.proof,
            record: record.map(|record| record.sha256.clone()),
        };
        let outcome = Outcome::default().and(signed);
        if paper.kind != AGREEMENT {
            return Ok(outcome);
        }
        let means = if matches!(self.way, SignWay::Ink) { SignMeans::Signature } else { SignMeans::Electronic };
        let means = if self.signer == Signer::Organisation { SignMeans::Seal } else { means };
        let sign = Sign { signer: self.signer, party: self.party, day: cx.today(), means, late_reason: self.late_reason.clone() };
        let further = sign.hand(case, cx)?;
        Ok(Outcome { events: outcome.events.into_iter().chain(further.events).collect(), words: further.words })
    }
}
