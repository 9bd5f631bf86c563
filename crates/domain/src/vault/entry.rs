//! What is put into the vault, and in which room of it.

use super::Seat;
use crate::case::refusal::ensure;
use crate::case::{Case, Reason, Refusal};
use crate::intake::Side;
use crate::kernel::id::PartyId;
use crate::kernel::{Money, Prose};
use crate::{codes, form};

codes! {
    /// Who hears it.
    pub enum VaultRoom as "vault_room" {
        /// 双方和调解员
        Shared = "shared",
        /// 申请人一方和调解员(背对背)
        ApplicantCaucus = "applicant_caucus",
        /// 被申请人一方和调解员(背对背)
        RespondentCaucus = "respondent_caucus",
    }
}

codes! {
    /// What was said.
    pub enum VaultKind as "vault_kind" {
        /// 方案
        Offer = "offer",
        /// 反提方案
        CounterOffer = "counter_offer",
        /// 让步、为和解作出的认可
        Concession = "concession",
        /// 单独谈话记录
        CaucusNote = "caucus_note",
        /// 当事人要求保密的话
        ConfidentialStatement = "confidential_statement",
    }
}

impl VaultRoom {
    /// The side whose room it is; none for the shared one.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Shared => None,
            Self::ApplicantCaucus => Some(Side::Applicant),
            Self::RespondentCaucus => Some(Side::Respondent),
        }
    }

    /// Whether somebody in this seat hears what is said here.
    pub fn admits(self, seat: Seat) -> bool {
        match seat {
            Seat::Mediator => true,
            Seat::Side(side) => self.side().is_none_or(|own| own == side),
        }
    }
}

form! {
    /// Something said to settle.
    pub struct PutEntry {
        /// Who hears it.
        pub room: VaultRoom,
        /// What it is.
        pub kind: VaultKind,
        /// Who said it; the mediator when empty.
        pub speaker: Option<PartyId>,
        /// The sum that was named.
        pub amount: Option<Money>,
        /// What was said.
        pub text: Prose<3000>,
    }
}

/// Whether this can be put into the vault of the case now.
///
/// # Errors
/// Not while there is nobody to mediate or after the key is gone; a speaker who is not in the room; a caucus note outside a caucus.
pub fn may_put(case: &Case, form: &PutEntry) -> Result<(), Refusal> {
    ensure(case.stage.takes_confidences(), || Refusal::because(Reason::NotInThisStage).with("stage", case.stage))?;
    ensure(!case.vault.over, || Refusal::because(Reason::VaultOver))?;
    ensure(form.kind != VaultKind::CaucusNote || form.room.side().is_some(), || Refusal::at("room", Reason::CaucusNeeded))?;
    if let Some(speaker) = form.speaker {
        let party = case.party(speaker).ok_or(Refusal::at("speaker", Reason::NotInThisCase))?;
        ensure(form.room.admits(Seat::Side(party.side)), || Refusal::at("speaker", Reason::NotInThisRoom))?;
    }
    Ok(())
}
