//! F4 double wages while no contract was written, F8 compensation for a probation against the law.

use super::answer::{Named, Worth, said};
use super::exact::Exact;
use super::ground::{Found, Ground, in_order, wrong};
use super::input::{Count, LegalDay, Yuan, months_after};
use super::said::{Assumption, Change, NotDue, StepCode, WarningCode};
use crate::form;
use crate::kernel::Day;

/// Paid days of a month (人社部发〔2025〕2号), in hundredths; converting a part of a month by it is practice.
pub(super) const MONTH_DAYS: i64 = 2175;
/// 劳动合同法 82(1) with 实施条例 7: the window closes with the first year.
const WINDOW_ENDS: i64 = 12;
/// 劳动合同法 20: the wage in a probation is at least 80 % of the contract's.
const PROBATION_SHARE: i64 = 80;

crate::codes! {
    /// What the employer says against double wages (解释（二） 7, 8).
    pub enum Defence as "double_wage_defence" {
        /// Force majeure.
        ForceMajeure = "force_majeure",
        /// The worker's intent or gross negligence.
        WorkerFault = "worker_fault",
        /// The contract was prolonged by law.
        Prolonged = "prolonged",
    }
}

form! {
    /// Double wages for months without a written contract.
    pub struct DoubleWage {
        /// First day of work.
        pub hired: LegalDay,
        /// The day on which the contract was written; nothing when it never was.
        pub signed: Option<LegalDay>,
        /// The day until which it is counted when nothing was signed: last day of work or today.
        pub as_of: Option<LegalDay>,
        /// Monthly wage.
        pub wage: Yuan,
        /// What the employer says against it.
        pub defence: Option<Defence>,
    }
}

form! {
    /// Compensation for a probation that the law does not allow.
    pub struct Probation {
        /// Months of the contract; not needed for one without an end.
        pub contract_months: Option<Count<600>>,
        /// The contract has no end.
        pub open_ended: bool,
        /// The contract is for one task or part-time.
        pub no_probation: bool,
        /// Months of probation done.
        pub probation_done: Count<120>,
        /// Months of a second probation done.
        pub second_probation: Option<Count<120>>,
        /// Monthly wage after the probation.
        pub wage: Yuan,
        /// Monthly wage paid in the probation.
        pub probation_wage: Option<Yuan>,
    }
}

impl DoubleWage {
    /// F4.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let hired = self.start(&mut worth)?;
        let end = self.end(hired)?;
        // From the day after the first full month to the day before signing, at most to the end of the first year.
        let from = months_after(hired, 1);
        let after = end.min(months_after(hired, WINDOW_ENDS));
        if after <= from {
            let why = if self.signed.is_some() { NotDue::SignedInTime } else { NotDue::FirstMonth };
            worth.name("months", Named::Count(Exact::ZERO));
            worth.name("days", Named::Count(Exact::ZERO));
            return Ok(worth.nothing(why, &[("until", from.plus(-1).to_string())]));
        }
        worth.step(StepCode::DoubleWindow, &[("from", from.to_string()), ("to", after.plus(-1).to_string())]);
        let months = (1..WINDOW_ENDS).take_while(|month| months_after(hired, month + 1) <= after).count();
        let months = i64::try_from(months).unwrap_or_default();
        let wage = self.wage.exact();
        let whole = wage.times(Exact::whole(months))?;
        worth.step(StepCode::DoubleMonths, &[("months", months.to_string()), ("wage", said(wage)?), ("amount", said(whole)?)]);
        let (days, part) = self.part(months_after(hired, months + 1), after, ground, &mut worth)?;
        let extra = whole.plus(part)?;
        worth.step(StepCode::DoubleSum, &[("amount", said(extra)?)]);
        worth.name("months", Named::Count(Exact::whole(months)));
        worth.name("days", Named::Count(Exact::whole(days)));
        if end > months_after(hired, WINDOW_ENDS) {
            worth.step(StepCode::OpenEnded, &[("day", months_after(hired, WINDOW_ENDS).to_string())]);
        }
        worth.assume(Assumption::SameWage);
        let why = match self.defence {
            Some(Defence::ForceMajeure) => NotDue::ForceMajeure,
            Some(Defence::WorkerFault) => NotDue::WorkerFault,
            Some(Defence::Prolonged) => NotDue::Prolonged,
            None => {
                worth.change(Change::Defences, &[]);
                worth.change(Change::LimitMonthByMonth, &[]);
                return Ok(worth.due(extra)?);
            }
        };
        Ok(worth.nothing(why, &[]))
    }

    /// 劳动合同法 97(2): whoever worked before the law counts as hired on its first day.
    fn start(&self, worth: &mut Worth) -> Found<Day> {
        let law = Day::of(2008, 1, 1).map_err(|_| wrong("hired", "not_a_day"))?;
        if self.hired.0 >= law {
            return Ok(self.hired.0);
        }
        worth.step(StepCode::HiredBefore2008, &[("hired", self.hired.0.to_string())]);
        Ok(law)
    }

    /// The first day that no longer counts.
    fn end(&self, hired: Day) -> Found<Day> {
        match (self.signed, self.as_of) {
            (Some(signed), as_of) => {
                in_order("signed", self.hired.0, signed.0)?;
                let until = as_of.map_or(signed.0, |as_of| as_of.0.plus(1).min(signed.0));
                Ok(until.max(hired))
            }
            (None, Some(as_of)) => {
                in_order("as_of", self.hired.0, as_of.0)?;
                Ok(as_of.0.plus(1).max(hired))
            }
            (None, None) => Err(wrong("as_of", "one_of_them")),
        }
    }

    /// The month that is not whole: its workdays at a day's wage, never more than the month.
    fn part(&self, from: Day, after: Day, ground: &Ground<'_>, worth: &mut Worth) -> Found<(i64, Exact)> {
        if after <= from {
            return Ok((0, Exact::ZERO));
        }
        let length = from.days_until(after);
        let days = (0..length).filter(|day| ground.calendar.is_workday(from.plus(*day))).count();
        let days = i64::try_from(days).unwrap_or_default();
        let (first, last) = (from, after.plus(-1));
        for year in first.year()..=last.year() {
            if !ground.calendar.is_published(year) {
                worth.warn(WarningCode::UnpublishedYear, &[("year", year.to_string())]);
            }
        }
        let wage = self.wage.exact();
        let daily = wage.divided_by(Exact::hundredths(MONTH_DAYS))?;
        let mut part = daily.times(Exact::whole(days))?;
        let figures = [
            ("from", first.to_string()),
            ("to", last.to_string()),
            ("days", days.to_string()),
            ("daily", said(daily)?),
            ("amount", said(part)?),
        ];
        worth.step(StepCode::DoubleDays, &figures);
        worth.assume(Assumption::PartMonthPractice);
        if part.exceeds(wage)? {
            part = wage;
            worth.step(StepCode::DoubleDaysCapped, &[("wage", said(wage)?)]);
        }
        Ok((days, part))
    }
}

/// 劳动合同法 19: under three months none, under a year one, under three years two, three years and more or without end six.
fn probation_limit(contract_months: Exact) -> Found<i64> {
    let from = |months| Ok::<_, super::ground::Wrong>(!Exact::whole(months).exceeds(contract_months)?);
    Ok(if from(36)? {
        6
    } else if from(12)? {
        2
    } else {
        i64::from(from(3)?)
    })
}

impl Probation {
    /// F8.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let limit = match self.contract_months {
            _ if self.no_probation => 0,
            _ if self.open_ended => 6,
            Some(months) => probation_limit(months.exact())?,
            None => return Err(wrong("contract_months", "missing")),
        };
        let contract = self.contract_months.map(|months| months.exact().text()).unwrap_or_default();
        worth.step(StepCode::ProbationLimit, &[("contract", contract), ("limit", limit.to_string())]);
        let done = self.probation_done.exact();
        let beyond = done.minus(Exact::whole(limit))?.at_least(Exact::ZERO)?;
        worth.step(StepCode::ProbationBeyond, &[("done", done.text()), ("beyond", beyond.text())]);
        let second = self.second_probation.map_or(Exact::ZERO, |months| months.exact());
        if !second.is_nothing() {
            worth.step(StepCode::ProbationSecond, &[("months", second.text())]);
        }
        let months = beyond.plus(second)?;
        let wage = self.wage.exact();
        if let Some(paid) = self.probation_wage
            && wage.percent(PROBATION_SHARE)?.exceeds(paid.exact())?
        {
            worth.warn(WarningCode::ProbationWageLow, &[("paid", said(paid.exact())?), ("least", said(wage.percent(PROBATION_SHARE)?)?)]);
        }
        worth.name("months", Named::Count(months));
        worth.change(Change::LongerContract, &[]);
        if months.is_nothing() {
            return Ok(worth.nothing(NotDue::ProbationWithin, &[("limit", limit.to_string())]));
        }
        let amount = wage.times(months)?;
        worth.step(StepCode::ProbationSum, &[("months", months.text()), ("wage", said(wage)?), ("amount", said(amount)?)]);
        Ok(worth.due(amount)?)
    }
}
