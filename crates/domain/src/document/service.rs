//! Service: how a paper reaches its addressee, and from which day it counts as served (law.md §3.5; 令33号 art. 20; 民诉法 art. 90, 95).

use super::event::{AddressConfirmed, PaperServed, ServiceArrived};
use super::{AGREEMENT, PaperState};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::id::{FileId, PaperId, PartyId, ServiceId};
use crate::kernel::{Day, Line, Prose};
use crate::periods::{self, Calendar};
use crate::{codes, form};

codes! {
    /// How a paper reaches its addressee.
    pub enum ServiceMeans as "service_means" {
        /// 直接送达,当面签收
        Handed = "handed",
        /// 邮寄送达
        Post = "post",
        /// 电子送达
        Electronic = "electronic",
        /// 留置送达
        Left = "left",
        /// 张贴
        Posted = "posted",
        /// 公告送达
        Notice = "notice",
    }
}

/// Working days after which a paper that was left or put up counts as served (TL-33; 令33号 art. 20, 80).
pub const LEFT_DAYS: i64 = 3;
/// Natural days after which a public notice counts as service (TL-50; 民诉法 art. 95).
pub const NOTICE_DAYS: i64 = 30;
/// Kinds that are never served by public notice, because both sides must take them in hand (广西条例 art. 57).
const IN_HAND: &[&str] = &[AGREEMENT, "settlement", "settlement_agreement", "mediation_letter"];

impl ServiceMeans {
    /// The day from which it counts as served; `arrived` is the day on the receipt of a letter.
    pub fn served_on(self, calendar: &Calendar, day: Day, arrived: Option<Day>) -> Option<Day> {
        match self {
            Self::Handed | Self::Electronic => Some(day),
            Self::Post => arrived,
            Self::Left | Self::Posted => Some(periods::working(calendar, day, LEFT_DAYS).due),
            Self::Notice => Some(periods::natural(calendar, day, NOTICE_DAYS).due),
        }
    }

    /// It stands only with a picture or a film of it (令33号 art. 20).
    pub const fn needs_proof(self) -> bool {
        matches!(self, Self::Left | Self::Posted)
    }

    /// The rule by which it counts as served, statute and article; a receipt speaks for itself.
    pub const fn statute(self) -> Option<&'static str> {
        match self {
            Self::Handed | Self::Left | Self::Posted => Some("令33号 art. 20, 80"),
            Self::Electronic => Some("民诉法 art. 90"),
            Self::Notice => Some("民诉法 art. 95"),
            Self::Post => None,
        }
    }
}

form! {
    /// A party confirms where papers reach it (law.md §3.7 no. 31).
    pub struct ConfirmAddress {
        /// Which party.
        pub party: PartyId,
        /// The postal address.
        pub address: Line<200>,
        /// Takes papers electronically.
        pub electronic: bool,
        /// The number or mailbox for it.
        pub electronic_address: Option<Line<100>>,
        /// On which day.
        pub day: Day,
    }
}

form! {
    /// A paper is served on a party.
    pub struct Serve {
        /// Which paper.
        pub paper: PaperId,
        /// On whom.
        pub party: PartyId,
        /// How.
        pub means: ServiceMeans,
        /// The day on which it was handed over, sent, left, put up or published.
        pub day: Day,
        /// The day on the receipt, for a letter that has arrived.
        pub arrived: Option<Day>,
        /// Tracking number, place of the notice, who took it.
        pub note: Option<Prose<300>>,
        /// The receipt, the picture or the film, among the files of the case.
        pub proof: Option<FileId>,
    }
}

form! {
    /// A letter has arrived.
    pub struct Arrive {
        /// Which service.
        pub service: ServiceId,
        /// The day on the receipt.
        pub day: Day,
    }
}

impl Deed for ConfirmAddress {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        case.party(self.party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
        cx.not_future("day", self.day)?;
        ensure(!self.electronic || self.electronic_address.is_some(), || Refusal::at("electronic_address", Reason::AddressNeeded))?;
        let mut outcome = Outcome::default();
        let address = outcome.say(cx, WordsKind::Address, &self.address);
        let electronic = self.electronic_address.as_deref().filter(|_| self.electronic);
        let electronic_address = outcome.say_if(cx, WordsKind::Address, electronic);
        Ok(outcome.and(AddressConfirmed { party: self.party, day: self.day, address, electronic: self.electronic, electronic_address }))
    }
}

impl Deed for Serve {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let paper = case.paper(self.paper).ok_or(Refusal::at("paper", Reason::NotInThisCase))?;
        ensure(paper.state == PaperState::Valid, || Refusal::at("paper", Reason::PaperOver))?;
        case.party(self.party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
        cx.not_future("day", self.day)?;
        ensure(self.day >= paper.day, || Refusal::at("day", Reason::BeforeIssued))?;
        let served = paper.services.iter().any(|service| service.party == self.party && service.served_on.is_some());
        ensure(!served, || Refusal::at("party", Reason::ServedAlready))?;
        if let Some(proof) = self.proof {
            ensure(case.files.contains(&proof), || Refusal::at("proof", Reason::NotInThisCase))?;
        }
        ensure(self.proof.is_some() || !self.means.needs_proof(), || Refusal::at("proof", Reason::ProofNeeded))?;
        let in_hand = IN_HAND.contains(&paper.kind.as_str());
        ensure(self.means != ServiceMeans::Notice || !in_hand, || Refusal::at("means", Reason::NoticeNotAllowed))?;
        ensure(self.means != ServiceMeans::Electronic || case.takes_electronic(self.party), || {
            Refusal::at("means", Reason::ElectronicNotAgreed)
        })?;
        let arrived = self.arrived.filter(|_| self.means == ServiceMeans::Post);
        if let Some(arrived) = arrived {
            cx.not_future("arrived", arrived)?;
            ensure(arrived >= self.day, || Refusal::at("arrived", Reason::EndBeforeStart))?;
        }
        let mut outcome = Outcome::default();
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        Ok(outcome.and(PaperServed {
            service: cx.ids.draw(),
            paper: paper.id,
            party: self.party,
            means: self.means,
            day: self.day,
            served_on: self.means.served_on(cx.calendar, self.day, arrived),
            proof: self.proof,
            note,
        }))
    }
}

impl Deed for Arrive {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let found = case.papers.iter().find_map(|paper| Some((paper, paper.services.iter().find(|service| service.id == self.service)?)));
        let (paper, service) = found.ok_or(Refusal::at("service", Reason::NotInThisCase))?;
        ensure(service.served_on.is_none(), || Refusal::at("service", Reason::ServedAlready))?;
        cx.not_future("day", self.day)?;
        ensure(self.day >= service.day, || Refusal::at("day", Reason::EndBeforeStart))?;
        Ok(Outcome::default().and(ServiceArrived { service: service.id, paper: paper.id, party: service.party, day: self.day }))
    }
}
