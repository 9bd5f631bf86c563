//! What the other body answered, and which period begins with it.

use super::WayKind;
use crate::codes;
use crate::periods::RuleId;

codes! {
    /// An answer of the commission or the court.
    pub enum WayOutcome as "way_outcome" {
        /// 受理(立案)
        Accepted = "accepted",
        /// 不予受理
        NotAccepted = "not_accepted",
        /// 出具调解书(令33号 art. 77)
        DocumentIssued = "document_issued",
        /// 不予制作调解书(令33号 art. 78)
        NotIssued = "not_issued",
        /// 裁定调解协议有效(民诉法 art. 206)
        Valid = "valid",
        /// 裁定驳回申请
        Dismissed = "dismissed",
        /// 支付令发出(民诉法 art. 227)
        OrderIssued = "order_issued",
        /// 支付令送达债务人
        OrderServed = "order_served",
        /// 债务人异议成立,终结督促程序(民诉法 art. 228)
        Objected = "objected",
        /// 无法送达,终结督促程序(民诉法解释 art. 430)
        Unserved = "unserved",
        /// 期满未异议未清偿,支付令可以执行
        OrderEffective = "order_effective",
        /// 仲裁裁决
        Awarded = "awarded",
        /// 仲裁调解
        SettledThere = "settled_there",
        /// 执行完毕
        Enforced = "enforced",
        /// 终结本次执行程序
        EnforcementEnded = "enforcement_ended",
        /// 申请人撤回申请
        Withdrawn = "withdrawn",
    }
}

impl WayOutcome {
    /// Such an answer can come on this way.
    pub fn belongs_to(self, way: WayKind) -> bool {
        match self {
            Self::Accepted | Self::NotAccepted | Self::Withdrawn => true,
            Self::DocumentIssued | Self::NotIssued => way == WayKind::Review,
            Self::Valid => way == WayKind::Confirmation,
            Self::Dismissed => matches!(way, WayKind::Confirmation | WayKind::PaymentOrder),
            Self::OrderIssued | Self::OrderServed | Self::Objected | Self::Unserved | Self::OrderEffective => way == WayKind::PaymentOrder,
            Self::Awarded | Self::SettledThere => way == WayKind::Arbitration,
            Self::Enforced | Self::EnforcementEnded => way == WayKind::Enforcement,
        }
    }

    /// Nothing more is to come.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Accepted | Self::OrderIssued | Self::OrderServed)
    }

    /// What comes out of it can be enforced.
    pub const fn enforceable(self) -> bool {
        matches!(self, Self::DocumentIssued | Self::Valid | Self::OrderEffective | Self::Awarded | Self::SettledThere)
    }

    /// The way led to what was asked for.
    pub const fn is_success(self) -> bool {
        self.enforceable() || matches!(self, Self::Enforced)
    }

    /// The period that begins with it.
    pub const fn begins(self, way: WayKind) -> Option<RuleId> {
        match (way, self) {
            (WayKind::Review, Self::Accepted) => Some(RuleId::tl(11)),
            (WayKind::Confirmation, Self::Accepted) => Some(RuleId::tl(14)),
            (WayKind::PaymentOrder, Self::Accepted) => Some(RuleId::tl(16)),
            (WayKind::PaymentOrder, Self::OrderIssued) => Some(RuleId::tl(18)),
            (WayKind::PaymentOrder, Self::OrderServed) => Some(RuleId::tl(17)),
            (WayKind::PaymentOrder, Self::Objected | Self::Unserved) => Some(RuleId::tl(19)),
            (WayKind::Arbitration, Self::Accepted) => Some(RuleId::tl(30)),
            _ => None,
        }
    }
}
