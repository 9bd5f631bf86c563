//! F14: deductions from wages, wages below the minimum, wages while work stands still, lay-offs for economic reasons, maternity leave.

use super::answer::{Named, Worth, said};
use super::exact::Exact;
use super::ground::{Found, Ground, wrong};
use super::input::{Count, Standard, Yuan};
use super::said::{NotDue, StepCode, WarningCode};
use crate::form;
use crate::kernel::form::Whole;

/// 工资支付暂行规定 16: at most a fifth of the month's wage.
const DEDUCTION: i64 = 20;
/// 劳动合同法 41: twenty people, or so many percent of the staff.
const LAYOFF: (i64, i64) = (20, 10);
/// 女职工劳动保护特别规定 7: 98 days, 15 more for a difficult birth, 15 more for each further child.
const MATERNITY: (i64, i64, i64) = (98, 15, 15);

form! {
    /// How much may be taken from a month's wage for damage.
    pub struct WageDeduction {
        /// The month's wage.
        pub wage: Yuan,
        /// The damage.
        pub damage: Yuan,
        /// The local monthly minimum wage.
        pub min_wage: Standard,
    }
}

form! {
    /// What is missing to the minimum wage.
    pub struct MinimumWage {
        /// The month's wage as paid.
        pub paid: Yuan,
        /// Overtime pay, allowances for special conditions and statutory welfare in it, which do not count.
        pub excluded: Option<Yuan>,
        /// The local monthly minimum wage.
        pub min_wage: Standard,
        /// Months.
        pub months: Option<Count<600>>,
    }
}

form! {
    /// Wages while work stands still without the worker's fault.
    pub struct Stoppage {
        /// The monthly wage.
        pub wage: Yuan,
        /// Months without work.
        pub months: Count<120>,
        /// The monthly amount that the local rule sets after the first pay period.
        pub local_monthly: Option<Yuan>,
    }
}

form! {
    /// Whether a lay-off is one for economic reasons.
    pub struct Layoff {
        /// People on the staff.
        pub staff: Whole<1, 10_000_000>,
        /// People to be laid off.
        pub affected: Whole<0, 10_000_000>,
    }
}

form! {
    /// Days of maternity leave.
    pub struct MaternityLeave {
        /// A difficult birth.
        pub difficult: bool,
        /// Children.
        pub children: Option<Whole<1, 9>>,
        /// Days that the province adds.
        pub local_days: Option<Whole<0, 400>>,
    }
}

impl WageDeduction {
    /// 工资支付暂行规定 16.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let (wage, min) = (self.wage.exact(), self.min_wage.exact());
        let fifth = wage.percent(DEDUCTION)?;
        worth.step(StepCode::DeductionFifth, &[("wage", said(wage)?), ("fifth", said(fifth)?)]);
        let room = wage.minus(min)?.at_least(Exact::ZERO)?;
        worth.step(StepCode::DeductionFloor, &[("min", said(min)?), ("room", said(room)?)]);
        let amount = fifth.at_most(room)?.at_most(self.damage.exact())?;
        if amount.is_nothing() {
            return Ok(worth.nothing(NotDue::NothingOwed, &[]));
        }
        Ok(worth.due(amount)?)
    }
}

impl MinimumWage {
    /// 最低工资规定 12, 13.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let excluded = self.excluded.map_or(Exact::ZERO, Yuan::exact);
        if excluded.exceeds(self.paid.exact())? {
            return Err(wrong("excluded", "more_than_whole"));
        }
        let counted = self.paid.exact().minus(excluded)?;
        let min = self.min_wage.exact();
        worth.step(StepCode::MinimumTest, &[("counted", said(counted)?), ("min", said(min)?)]);
        let monthly = min.minus(counted)?.at_least(Exact::ZERO)?;
        let months = self.months.map_or(Exact::whole(1), |months| months.exact());
        let amount = monthly.times(months)?;
        if amount.is_nothing() {
            return Ok(worth.nothing(NotDue::NothingOwed, &[]));
        }
        worth.step(StepCode::MinimumSum, &[("monthly", said(monthly)?), ("months", months.text()), ("amount", said(amount)?)]);
        Ok(worth.due(amount)?)
    }
}

impl Stoppage {
    /// 工资支付暂行规定 12: the first pay period in full, then by the local rule.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let wage = self.wage.exact();
        let first = self.months.exact().at_most(Exact::whole(1))?;
        let rest = self.months.exact().minus(first)?;
        let mut amount = wage.times(first)?;
        worth.step(StepCode::StoppageFirst, &[("wage", said(wage)?), ("amount", said(amount)?)]);
        if !rest.is_nothing() {
            let Some(local) = self.local_monthly else {
                return Err(wrong("local_monthly", "parameter_missing"));
            };
            let later = local.exact().times(rest)?;
            worth.step(StepCode::StoppageRest, &[("local", said(local.exact())?), ("months", rest.text()), ("amount", said(later)?)]);
            amount = amount.plus(later)?;
        }
        if amount.is_nothing() {
            return Ok(worth.nothing(NotDue::NoMonths, &[]));
        }
        worth.step(StepCode::StoppageSum, &[("amount", said(amount)?)]);
        Ok(worth.due(amount)?)
    }
}

impl Layoff {
    /// 劳动合同法 41. `due` says that its procedure must be kept.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let (staff, affected) = (self.staff.get(), self.affected.get());
        if affected > staff {
            return Err(wrong("affected", "more_than_whole"));
        }
        worth.step(StepCode::LayoffTest, &[("staff", staff.to_string()), ("affected", affected.to_string())]);
        if affected < LAYOFF.0 && affected.saturating_mul(100) < staff.saturating_mul(LAYOFF.1) {
            return Ok(worth.nothing(NotDue::LayoffTooSmall, &[]));
        }
        worth.step(StepCode::LayoffDuty, &[]);
        worth.due = affected > 0;
        Ok(worth)
    }
}

impl MaternityLeave {
    /// 女职工劳动保护特别规定 7.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let (usual, difficult, child) = MATERNITY;
        let further = self.children.map_or(1, Whole::get) - 1;
        let mut days = usual + difficult * i64::from(self.difficult) + child * further;
        worth.step(StepCode::MaternityDays, &[("further", further.to_string()), ("days", days.to_string())]);
        if let Some(local) = self.local_days.map(Whole::get) {
            days += local;
            worth.step(StepCode::MaternityLocal, &[("local", local.to_string()), ("days", days.to_string())]);
        } else {
            worth.warn(WarningCode::ParameterUnknown, &[("what", "local_leave".to_owned()), ("field", "local_days".to_owned())]);
        }
        worth.name("days", Named::Count(Exact::whole(days)));
        worth.due = true;
        Ok(worth)
    }
}
