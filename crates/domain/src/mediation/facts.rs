//! The sheet of undisputed facts (无争议事实确认书): what both sides confirm together and sign, so that it may be used later
//! (在线调解规则 arts 18, 22). It stands in the log and goes along with the dossier, unlike what was said to settle.

use super::event::{FactsConfirmed, SignedFacts};
use crate::agreement::SignMeans;
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::form;
use crate::intake::Side;
use crate::kernel::form::Confirmed;
use crate::kernel::id::{AccountId, PartyId, WordsId};
use crate::kernel::{Day, Prose};

form! {
    /// A fact that nobody disputes.
    pub struct FactRow {
        /// The fact.
        pub text: Prose<1000>,
    }
}

form! {
    /// One party's signature under the sheet.
    pub struct FactSignature {
        /// Who.
        pub party: PartyId,
        /// When.
        pub day: Day,
        /// How.
        pub means: SignMeans,
    }
}

form! {
    /// Both sides confirm facts together.
    pub struct ConfirmFacts {
        /// The facts, one by one.
        pub facts: Vec<FactRow>,
        /// Who signed the sheet.
        pub signed: Vec<FactSignature>,
        /// The mediator signed it.
        pub mediator_signed: Confirmed,
        /// It was told that the sheet, unlike concessions, may be used in arbitration and in court.
        pub use_told: Confirmed,
    }
}

/// A signed sheet of undisputed facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactSheet {
    /// 1 for the first sheet of the case.
    pub number: usize,
    /// The facts in order.
    pub facts: Vec<WordsId>,
    /// Which parties signed, when and how: it holds for these.
    pub signed: Vec<SignedFacts>,
    /// The mediator who signed.
    pub mediator: Option<AccountId>,
    /// The day on which the last one signed.
    pub day: Day,
}

impl Deed for ConfirmFacts {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        ensure(!self.facts.is_empty(), || Refusal::at("facts", Reason::FactsNeeded))?;
        for (place, row) in self.signed.iter().enumerate() {
            case.party(row.party).ok_or(Refusal::at("signed", Reason::NotInThisCase))?;
            cx.since_received(case, "signed", row.day)?;
            let again = self.signed.iter().take(place).any(|before| before.party == row.party);
            ensure(!again, || Refusal::at("signed", Reason::SignedAlready))?;
        }
        let side_signed = |side| case.side(side).any(|party| self.signed.iter().any(|row| row.party == party.id));
        ensure(side_signed(Side::Applicant) && side_signed(Side::Respondent), || Refusal::at("signed", Reason::SignatureMissing))?;
        let mut outcome = Outcome::default();
        let facts = self.facts.iter().map(|row| outcome.say(cx, WordsKind::AgreedFacts, &row.text)).collect();
        let signed = self.signed.iter().map(|row| SignedFacts { party: row.party, day: row.day, means: row.means }).collect();
        let day = self.signed.iter().map(|row| row.day).max().unwrap_or(cx.today());
        Ok(outcome.and(FactsConfirmed { facts, signed, mediator: case.dispatch.mediator, day }))
    }
}
