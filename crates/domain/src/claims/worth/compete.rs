//! F9 compensation for not competing, and the penalty for leaving before the training is served (F14).

use super::answer::{Named, Worth, said};
use super::exact::Exact;
use super::ground::{Found, Ground, wrong};
use super::input::{Count, Standard, Yuan};
use super::said::{Assumption, Change, NotDue, StepCode, WarningCode};
use crate::form;

/// 解释（一） 36: 30 % of the average wage where nothing was agreed.
const SHARE: i64 = 30;
/// 劳动合同法 24(2): at most two years.
const LONGEST: i64 = 24;
/// 解释（一） 39(2): three months more when the employer ends it.
const RELEASED: i64 = 3;

crate::codes! {
    /// Why a worker may have no claim for not competing.
    pub enum CompeteBar as "compete_bar" {
        /// The worker did compete.
        Broken = "broken",
        /// The worker knows no secrets: not in the group that the law lets be bound.
        NotBound = "not_bound",
    }
}

form! {
    /// Compensation for not competing.
    pub struct NonCompete {
        /// Average monthly wage of the twelve months before.
        pub avg: Yuan,
        /// The monthly minimum wage where the contract was performed.
        pub min: Option<Standard>,
        /// Months in which the duty was kept.
        pub months: Count<600>,
        /// The employer ended the duty.
        pub employer_released: bool,
        /// A monthly amount that was agreed.
        pub agreed: Option<Yuan>,
        /// What speaks against it.
        pub bar: Option<CompeteBar>,
    }
}

form! {
    /// What a worker owes who leaves before a training is served.
    pub struct TrainingPenalty {
        /// What the training cost.
        pub cost: Yuan,
        /// Months to be served.
        pub months: Count<600>,
        /// Months not served.
        pub months_left: Count<600>,
        /// The penalty agreed, when it is lower.
        pub agreed: Option<Yuan>,
    }
}

impl NonCompete {
    /// F9.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let average = self.avg.exact();
        let share = average.percent(SHARE)?;
        let least = self.min.map_or(Ok(share), |min| share.at_least(min.exact()))?;
        let monthly = if let Some(agreed) = self.agreed {
            let agreed = agreed.exact();
            worth.step(StepCode::CompeteAgreed, &[("monthly", said(agreed)?)]);
            if least.exceeds(agreed)? {
                worth.warn(WarningCode::AgreedLow, &[("agreed", said(agreed)?), ("least", said(least)?)]);
            }
            agreed
        } else {
            worth.step(StepCode::CompeteShare, &[("avg", said(average)?), ("monthly", said(share)?)]);
            if least.exceeds(share)? {
                worth.step(StepCode::CompeteFloor, &[("share", said(share)?), ("min", said(least)?)]);
            }
            worth.assume(Assumption::NothingAgreed);
            worth.change(Change::AmountAgreed, &[]);
            if self.min.is_none() {
                worth.warn(WarningCode::ParameterUnknown, &[("what", "min_wage".to_owned()), ("field", "min".to_owned())]);
            }
            least
        };
        let mut months = self.months.exact();
        if months.exceeds(Exact::whole(LONGEST))? {
            worth.step(StepCode::CompeteTerm, &[("months", months.text()), ("most", LONGEST.to_string())]);
            worth.warn(WarningCode::TermTooLong, &[]);
            months = Exact::whole(LONGEST);
        }
        if self.employer_released {
            months = months.plus(Exact::whole(RELEASED))?;
            worth.step(StepCode::CompeteReleased, &[("extra", RELEASED.to_string()), ("months", months.text())]);
        }
        worth.name("months", Named::Count(months));
        worth.name("monthly", Named::Amount(monthly.money()?));
        match self.bar {
            Some(CompeteBar::Broken) => return Ok(worth.nothing(NotDue::CompeteBroken, &[])),
            Some(CompeteBar::NotBound) => return Ok(worth.nothing(NotDue::CompeteNotBound, &[])),
            None if months.is_nothing() => return Ok(worth.nothing(NotDue::NoMonths, &[])),
            None => {}
        }
        let amount = monthly.times(months)?;
        worth.step(StepCode::CompeteSum, &[("monthly", said(monthly)?), ("months", months.text()), ("amount", said(amount)?)]);
        Ok(worth.due(amount)?)
    }
}

impl TrainingPenalty {
    /// F14, 劳动合同法 22: at most the cost, and at most the share that was not served.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let (cost, months, left) = (self.cost.exact(), self.months.exact(), self.months_left.exact());
        if months.is_nothing() {
            return Err(wrong("months", "amount_zero"));
        }
        if left.exceeds(months)? {
            return Err(wrong("months_left", "more_than_whole"));
        }
        let share = cost.times(left)?.divided_by(months)?;
        let amount = self.agreed.map_or(Ok(share), |agreed| share.at_most(agreed.exact()))?;
        let figures = [("cost", said(cost)?), ("months", months.text()), ("left", left.text()), ("amount", said(amount)?)];
        worth.step(StepCode::TrainingShare, &figures);
        if left.is_nothing() {
            return Ok(worth.nothing(NotDue::NothingUnserved, &[]));
        }
        Ok(worth.due(amount)?)
    }
}
