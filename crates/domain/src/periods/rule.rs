//! The table of statutory periods: each figure once, with statute and article beside it.
//!
//! A figure that changes gets a new `version`; deadlines already counted keep the day that they were given.
//! Periods that the house sets itself (days to reply, follow-up after 30 days) are settings, counted with
//! [`super::natural`] and [`super::working`].

use super::calendar::Calendar;
use super::count::{self, Deadline};
use crate::kernel::Day;

crate::codes! {
    /// The statutory periods, by their number in the legal reference.
    pub enum RuleId as "rule" {
        /// The mediation body accepts an application, or says in writing why not.
        Tl03 = "TL-03",
        /// After it the parties may go to arbitration, whatever the mediation body does.
        Tl04 = "TL-04",
        /// The mediation of an enterprise committee; the figure that an extension moves.
        Tl05 = "TL-05",
    }
}

crate::codes! {
    /// The days that a period counts.
    pub enum Unit as "period_unit" {
        /// Every day; a last day off rolls to the next workday.
        NaturalDay = "natural_day",
        /// Workdays only, make-up days among them.
        WorkingDay = "working_day",
    }
}

crate::codes! {
    /// The event from which a period runs.
    pub enum Starts as "period_starts" {
        /// The mediation body received the application.
        Receipt = "receipt",
        /// The mediation body accepted the application.
        Acceptance = "acceptance",
    }
}

crate::codes! {
    /// What follows when the period ends.
    pub enum Effect as "period_effect" {
        /// The body must have accepted, or refused in writing.
        AcceptOrNotify = "accept_or_notify",
        /// Each party may go to arbitration; the mediation need not end.
        MayArbitrate = "may_arbitrate",
        /// The mediation counts as failed, which interrupts the limitation period.
        DeemedFailed = "deemed_failed",
    }
}

crate::codes! {
    /// Whether the period may be made longer.
    pub enum Extension as "period_extension" {
        /// Never.
        Fixed = "fixed",
        /// When both sides agree, to the day they agree on; the law sets no upper end.
        BothConsent = "both_consent",
    }
}

/// One statutory period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Which one.
    pub id: RuleId,
    /// Rises when the figure changes.
    pub version: u32,
    /// How many units.
    pub length: i64,
    /// Of which days.
    pub unit: Unit,
    /// From which event.
    pub starts: Starts,
    /// What follows at its end.
    pub effect: Effect,
    /// Whether it may be made longer.
    pub extension: Extension,
    /// Statute and article, as a document cites them.
    pub statute: &'static str,
}

impl RuleId {
    /// The row of the table.
    ///
    /// 令17号 says 工作日 where it means working days (art. 22), so its bare 日 (art. 29) are natural days.
    pub const fn rule(self) -> Rule {
        match self {
            Self::Tl03 => Rule {
                id: self,
                version: 1,
                length: 3,
                unit: Unit::WorkingDay,
                starts: Starts::Receipt,
                effect: Effect::AcceptOrNotify,
                extension: Extension::Fixed,
                statute: "《企业劳动争议协商调解规定》（人力资源和社会保障部令第17号）第二十二条",
            },
            Self::Tl04 => Rule {
                id: self,
                version: 1,
                length: 15,
                unit: Unit::NaturalDay,
                starts: Starts::Receipt,
                effect: Effect::MayArbitrate,
                extension: Extension::Fixed,
                statute: "《中华人民共和国劳动争议调解仲裁法》第十四条第三款",
            },
            Self::Tl05 => Rule {
                id: self,
                version: 1,
                length: 15,
                unit: Unit::NaturalDay,
                starts: Starts::Acceptance,
                effect: Effect::DeemedFailed,
                extension: Extension::BothConsent,
                statute: "《企业劳动争议协商调解规定》（人力资源和社会保障部令第17号）第二十九条",
            },
        }
    }

    /// Counts the period from the day of its starting event.
    pub fn count(self, calendar: &Calendar, from: Day) -> Deadline {
        let rule = self.rule();
        let mut deadline = count::count(calendar, from, rule.unit, rule.length);
        deadline.rule = Some(self);
        deadline
    }
}
