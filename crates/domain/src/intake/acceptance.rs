//! Consent, acceptance and decline (令17号 art. 22), and the hand-over of the first contact (首问负责).

use super::event::{Accepted, Consented, Declined, HandedOver};
use super::{Complexity, Means, ScopeClass, Side};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::form;
use crate::kernel::id::{AccountId, PartyId};
use crate::kernel::{Day, Line, Prose};
use crate::limitation::{self, Interruption};
use crate::periods::RuleId;

form! {
    /// Hands the matter over to another officer with a receipt.
    pub struct HandOver {
        /// Who takes over.
        pub to: AccountId,
        /// Number or kind of the receipt.
        pub receipt: Line<60>,
        /// Why.
        pub reason: Option<Prose<300>>,
    }
}

form! {
    /// A party's consent to mediation, or its refusal.
    pub struct Consent {
        /// Who.
        pub party: PartyId,
        /// Agrees to mediation.
        pub agrees: bool,
        /// When it was said.
        pub day: Day,
        /// By what means.
        pub means: Means,
    }
}

form! {
    /// Acceptance.
    pub struct Accept {
        /// Under which class it falls.
        pub scope: ScopeClass,
        /// How hard it is.
        pub complexity: Complexity,
        /// A note.
        pub note: Option<Prose<500>>,
    }
}

form! {
    /// Decline, with the way on.
    pub struct Decline {
        /// The reason (data/decline-reasons.toml).
        pub reason: Line<40>,
        /// The body to turn to.
        pub body: Line<60>,
        /// Its address.
        pub address: Line<120>,
        /// Its telephone.
        pub phone: Line<40>,
        /// By when, if a period runs.
        pub by: Option<Day>,
        /// Explanation in plain words.
        pub note: Option<Prose<1000>>,
    }
}

impl Deed for HandOver {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        ensure(case.intake.first_contact != Some(self.to), || Refusal::at("to", Reason::SameOwner))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say_if(cx, WordsKind::Reason, self.reason.as_deref());
        Ok(outcome.and(HandedOver { to: self.to, receipt: self.receipt.to_string(), reason }))
    }
}

impl Deed for Consent {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let party = case.party(self.party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
        cx.not_future("day", self.day)?;
        let outcome = Outcome::default().and(Consented { party: self.party, agrees: self.agrees, day: self.day, means: self.means });
        // 令17号 art. 31(5)
        if party.side == Side::Respondent && !self.agrees {
            return Ok(outcome.and(limitation::interrupted(case, cx, Interruption::MediationRefused, self.day)?));
        }
        Ok(outcome)
    }
}

impl Deed for Accept {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let mut outcome = Outcome::default();
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        let rule = if self.scope == ScopeClass::NewForm { RuleId::NEW_FORM } else { RuleId::COMMITTEE };
        let clock = cx.clock(rule, cx.today(), &case.division)?;
        Ok(outcome.and(Accepted { scope: self.scope, complexity: self.complexity, day: cx.today(), note }).and(clock))
    }
}

impl Deed for Decline {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        if &*self.reason == "respondent_refuses" && !case.intake.refuses() {
            let agreed = case.side_agrees(Side::Respondent);
            return Err(Refusal::at("reason", if agreed { Reason::ConsentGiven } else { Reason::RespondentConsentMissing }));
        }
        let mut outcome = Outcome::default();
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        Ok(outcome.and(Declined {
            reason: self.reason.to_string(),
            body: self.body.to_string(),
            address: self.address.to_string(),
            phone: self.phone.to_string(),
            by: self.by,
            day: cx.today(),
            note,
        }))
    }
}
