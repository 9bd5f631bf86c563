//! Why a way is not open. Each reason has its sentence and its article in the language file (`way_barrier`, `way_barrier_by`).

use crate::codes;
use crate::kernel::Day;
use crate::kernel::id::ClaimId;

codes! {
    /// Why a way is not open, or not for some heads of claim.
    pub enum BarrierKind as "way_barrier" {
        /// Nothing was broken yet (调解仲裁法 art. 16).
        NotDefaulted = "not_defaulted",
        /// There is nothing that can be enforced yet.
        NothingEnforceable = "nothing_enforceable",
        /// There is something that can be enforced already.
        EnforceableAlready = "enforceable_already",
        /// Everything was performed.
        Performed = "performed",
        /// The last day is over.
        WindowClosed = "window_closed",
        /// The window was never opened for this agreement.
        NoWindow = "no_window",
        /// 确认劳动关系 is not reviewed (令33号 art. 75(4)).
        ConfirmsRelation = "confirms_relation",
        /// A relation of status is not confirmed (民诉法解释 art. 355(3)).
        StatusRelation = "status_relation",
        /// Not one of the four heads (调解仲裁法 art. 16).
        NotInArticle16 = "not_in_article_16",
        /// Not a dispute that arbitration takes (令33号 art. 75(1)).
        OutOfScope = "out_of_scope",
        /// The arbitration commission has it (one way excludes the other).
        ReviewPending = "review_pending",
        /// The arbitration commission issued its 调解书.
        Reviewed = "reviewed",
        /// The court has it.
        ConfirmationPending = "confirmation_pending",
        /// The court confirmed it (令33号 art. 75(5)).
        Confirmed = "confirmed",
        /// The agreement was not made before an organisation of 调解仲裁法 art. 10.
        NotArticle10 = "not_article_10",
        /// The creditor owes the debtor something too (民诉法 art. 225(1)).
        CounterObligation = "counter_obligation",
        /// Only the worker can ask (调解仲裁法 art. 16).
        NotTheWorker = "not_the_worker",
        /// What is overdue is not money.
        NotMoney = "not_money",
    }
}

impl BarrierKind {
    /// It closes the way for the heads named only; the others go on.
    pub const fn is_partial(self) -> bool {
        matches!(self, Self::ConfirmsRelation | Self::StatusRelation | Self::NotInArticle16)
    }

    /// The way may open later by itself.
    pub const fn may_pass(self) -> bool {
        matches!(
            self,
            Self::NotDefaulted | Self::NothingEnforceable | Self::ReviewPending | Self::ConfirmationPending | Self::CounterObligation
        )
    }
}

/// Why a way is not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barrier {
    /// Why.
    pub why: BarrierKind,
    /// For which heads of claim, when not for all.
    pub claims: Vec<ClaimId>,
    /// The day that the sentence mentions.
    pub day: Option<Day>,
}

codes! {
    /// What should be asked before going a way that is open.
    pub enum Caution as "way_caution" {
        /// The organisation is not one that 调解仲裁法 art. 10 names; local law knows it (广西条例 art. 24).
        LocalOrganisation = "local_organisation",
        /// A payment that the debtor names is not confirmed.
        PaymentUnconfirmed = "payment_unconfirmed",
        /// The last day was counted without the notice on that year's days off.
        CalendarMissing = "calendar_missing",
    }
}
