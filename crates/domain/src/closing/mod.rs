//! Closing: how mediation ends, return visits, the archive (policy 004 §五(四)–(六)).

mod archive;
mod disposal;
mod end;
pub mod event;
mod retention;
mod visit;

pub use archive::{Archive, DossierRow};
pub(crate) use disposal::disposal_lacks;
pub use disposal::{
    DecideDisposal, Destroy, DestructionMeans, Disposal, DisposalDecision, DisposalState, KeepLonger, ProposeDisposal, record_words,
};
pub use end::{Close, EndUnperformed};
pub use retention::{DossierKind, retention_years};
pub use visit::{FollowUp, PerformanceSeen, VisitKind};

use crate::codes;
use crate::kernel::Day;
use crate::kernel::id::FollowUpId;
use crate::limitation::Interruption;

codes! {
    /// How a case ended.
    pub enum CloseResult as "close_result" {
        /// 达成调解协议
        Agreement = "agreement",
        /// 达成部分调解协议
        Partial = "partial",
        /// 调解不成
        Failed = "failed",
        /// 申请人撤回(含自行和解后撤回)
        Withdrawn = "withdrawn",
        /// 一方拒绝或不再参加调解
        Refused = "refused",
        /// 调解期限届满未达成协议
        PeriodOver = "period_over",
        /// 移送其他机构
        Transferred = "transferred",
        /// 达成协议后未履行
        NotPerformed = "not_performed",
    }
}

impl CloseResult {
    /// Endings that need the statutory way on: where to turn and until when (S4-29; 令17号 art. 30).
    pub const fn needs_way_on(self) -> bool {
        matches!(self, Self::Failed | Self::Refused | Self::PeriodOver | Self::NotPerformed | Self::Transferred)
    }

    /// What it is to limitation (令17号 art. 31(6) and (7)); the breach of an agreement is recorded when it happens.
    pub const fn interrupts(self) -> Option<Interruption> {
        match self {
            Self::Failed | Self::Refused => Some(Interruption::MediationStopped),
            Self::PeriodOver => Some(Interruption::MediationExpired),
            Self::Agreement | Self::Partial | Self::Withdrawn | Self::Transferred | Self::NotPerformed => None,
        }
    }
}

/// How mediation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// How.
    pub result: CloseResult,
    /// On which day.
    pub day: Day,
    /// After the period.
    pub late: bool,
    /// Until when a claim may go to arbitration.
    pub limitation: Option<Day>,
}

/// A return visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Which.
    pub id: FollowUpId,
    /// Why it is planned.
    pub kind: VisitKind,
    /// By when.
    pub due: Day,
    /// How often nobody was reached.
    pub tries: i64,
    /// The day it was made, or given up after enough tries.
    pub made: Option<Day>,
    /// 1 to 5.
    pub satisfaction: Option<i64>,
}

impl Visit {
    /// Still to be made.
    pub const fn is_open(&self) -> bool {
        self.made.is_none()
    }
}

/// Where the dossier lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Volume number.
    pub volume: String,
    /// On which day.
    pub day: Day,
    /// Pages.
    pub pages: i64,
    /// Kept until.
    pub keep_until: Day,
    /// What becomes of it then.
    pub disposal: Disposal,
}
