//! What makes an agreement hold: arbitration review, judicial confirmation, payment order, arbitration after a default, enforcement.
//!
//! [`ways`] says for each whether it is open, for which heads of claim, until when, at which body, and why not. [`packages`] says which of them
//! need a package now: acts answer with it in the same decision, so that no window runs without its papers. Sources: 调解仲裁法 arts 14–16, 51;
//! 令33号 arts 74–79; 民诉法 (2023) arts 205–206, 225–228, 250; 劳动争议解释(一) arts 13, 51.

mod act;
mod barrier;
pub mod event;
mod outcome;
mod prepare;
mod track;
mod view;

pub use act::{AnswerWay, FileWay, PrepareWay, RenounceWay};
pub use barrier::{Barrier, BarrierKind, Caution};
pub use outcome::WayOutcome;
pub use prepare::packages;
pub(crate) use prepare::with_packages;
pub use track::{Answer, Filing, Track};
pub(crate) use view::windows;
pub use view::{Head, Way, WayFacts, WayState, ways};

use crate::codes;
use crate::organisation::OrganisationKind;
use crate::periods::{Role, RuleId};

codes! {
    /// A way to make an agreement hold.
    pub enum WayKind as "way" {
        /// 仲裁审查: both sides ask the arbitration commission for its 调解书 (令33号 art. 74)
        Review = "review",
        /// 司法确认: both sides ask the court to confirm (民诉法 art. 205)
        Confirmation = "confirmation",
        /// 支付令: the worker alone asks the court, after a default (调解仲裁法 art. 16)
        PaymentOrder = "payment_order",
        /// 申请仲裁: after a default (调解仲裁法 art. 15)
        Arbitration = "arbitration",
        /// 申请强制执行: what is enforceable is not kept (民诉法 art. 250)
        Enforcement = "enforcement",
    }
}

impl WayKind {
    /// The body that decides.
    pub const fn body(self) -> OrganisationKind {
        match self {
            Self::Review | Self::Arbitration => OrganisationKind::ArbitrationCommission,
            Self::Confirmation | Self::PaymentOrder | Self::Enforcement => OrganisationKind::Court,
        }
    }

    /// The clock whose last day closes the way.
    pub const fn window(self) -> Role {
        match self {
            Self::Review => Role::ReviewWindow,
            Self::Confirmation => Role::ConfirmationWindow,
            Self::Enforcement => Role::EnforcementWindow,
            Self::PaymentOrder | Self::Arbitration => Role::Limitation,
        }
    }

    /// Both sides must ask together (令33号 art. 74; 民诉法 art. 205).
    pub const fn is_joint(self) -> bool {
        matches!(self, Self::Review | Self::Confirmation)
    }

    /// Opens only when something was not kept.
    pub const fn needs_default(self) -> bool {
        matches!(self, Self::PaymentOrder | Self::Arbitration | Self::Enforcement)
    }

    /// The periods of the body that run after filing, counted for the parties' sake.
    pub const fn outside(self) -> &'static [RuleId] {
        match self {
            Self::Review => const { &[RuleId::tl(11)] },
            Self::Confirmation => const { &[RuleId::tl(13), RuleId::tl(14)] },
            Self::PaymentOrder => const { &[RuleId::tl(15), RuleId::tl(16), RuleId::tl(17), RuleId::tl(18), RuleId::tl(19)] },
            Self::Arbitration => const { &[RuleId::tl(25), RuleId::tl(30)] },
            Self::Enforcement => &[],
        }
    }

    /// The period that begins when the body has the application.
    pub const fn after_filing(self) -> Option<RuleId> {
        match self {
            Self::Confirmation => Some(RuleId::tl(13)),
            Self::PaymentOrder => Some(RuleId::tl(15)),
            Self::Arbitration => Some(RuleId::tl(25)),
            // 令33号 sets no figure for taking a review up; the law none for taking up enforcement.
            Self::Review | Self::Enforcement => None,
        }
    }
}
