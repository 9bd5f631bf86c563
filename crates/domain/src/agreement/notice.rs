//! The performance notice (履行告知书): issued by itself when the agreement takes effect; who owes gets it against a receipt (S3-23).

use super::event::NoticeReceived;
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal};
use crate::form;
use crate::intake::Means;
use crate::kernel::Day;
use crate::kernel::id::PartyId;

form! {
    /// A debtor received the performance notice.
    pub struct ReceiveNotice {
        /// Who.
        pub party: PartyId,
        /// On which day.
        pub day: Day,
        /// By what means.
        pub means: Means,
    }
}

impl Deed for ReceiveNotice {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let agreement = case.agreement.as_ref().ok_or(Refusal::because(Reason::NotInThisStage))?;
        case.party(self.party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
        ensure(agreement.obligations.iter().any(|one| one.payer == self.party), || Refusal::at("party", Reason::OwesNothing))?;
        ensure(!agreement.notice_received.iter().any(|(party, _)| *party == self.party), || Refusal::at("party", Reason::NothingChanges))?;
        cx.since_received(case, "day", self.day)?;
        Ok(Outcome::default().and(NoticeReceived { party: self.party, day: self.day, means: self.means }))
    }
}
