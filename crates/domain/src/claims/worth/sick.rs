//! F7 pay in illness, and how long the medical period lasts.

use super::answer::{Named, Worth, said};
use super::exact::Exact;
use super::ground::{Asked, Found, Ground, region_text};
use super::input::{Count, LegalDay, Standard, Yuan};
use super::parameter::ParameterKind;
use super::said::{Assumption, Change, NotDue, StepCode, WarningCode};
use super::unwritten::MONTH_DAYS;
use crate::form;
use crate::kernel::Line;
use crate::kernel::form::Whole;

/// 劳部发〔1995〕309号 59: never less than 80 % of the minimum wage.
const FLOOR: i64 = 80;
/// 劳动保险条例实施细则 16, up to six months: years in the unit from which so many percent are paid.
const SCALE: [(i64, i64); 5] = [(8, 100), (6, 90), (4, 80), (2, 70), (0, 60)];
/// 医疗期规定 3 and 4: years in the unit from which so many months are given, within so many months.
const UNDER_TEN: [(i64, i64, i64); 2] = [(5, 6, 12), (0, 3, 6)];
const FROM_TEN: [(i64, i64, i64); 5] = [(20, 24, 30), (15, 18, 24), (10, 12, 18), (5, 9, 15), (0, 6, 12)];

form! {
    /// Pay in illness for a month, or for some days of it.
    pub struct SickPay {
        /// Monthly wage.
        pub wage: Yuan,
        /// Years in this unit.
        pub years: Count<80>,
        /// The local monthly minimum wage.
        pub min_wage: Option<Standard>,
        /// Paid days, when it is not a whole month.
        pub paid_days: Option<Count<366>>,
        /// The share in percent that the contract or a local rule sets.
        pub percent: Option<Whole<0, 100>>,
        /// Years of work altogether, for the medical period.
        pub cum_service_years: Option<Count<80>>,
        /// The day it is about, when the office's table is asked.
        pub day: Option<LegalDay>,
        /// The division, when the office's table is asked for what is missing.
        pub region: Option<Line<12>>,
    }
}

/// The first row whose years are reached.
fn reached<R: Copy>(rows: &[R], years: Exact, from: impl Fn(R) -> i64) -> Found<Option<R>> {
    for row in rows {
        if !Exact::whole(from(*row)).exceeds(years)? {
            return Ok(Some(*row));
        }
    }
    Ok(None)
}

impl SickPay {
    /// F7.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let years = self.years.exact();
        let percent = if let Some(percent) = self.percent {
            worth.step(StepCode::SickAgreed, &[("percent", percent.get().to_string())]);
            percent.get()
        } else {
            let percent = reached(&SCALE, years, |(from, _)| from)?.map_or(0, |(_, percent)| percent);
            worth.step(StepCode::SickScale, &[("years", years.text()), ("percent", percent.to_string())]);
            worth.assume(Assumption::NoOtherShare);
            worth.assume(Assumption::WithinSixMonths);
            percent
        };
        worth.change(Change::ContractOrLocal, &[]);
        self.medical_period(&mut worth)?;
        let wage = self.wage.exact();
        let (per_wage, share) = match self.paid_days {
            None => (wage, Exact::whole(1)),
            Some(days) => {
                let share = days.exact().divided_by(Exact::hundredths(MONTH_DAYS))?;
                let daily = wage.divided_by(Exact::hundredths(MONTH_DAYS))?;
                worth.step(StepCode::SickDays, &[("days", days.exact().text()), ("daily", said(daily)?)]);
                (wage.times(share)?, share)
            }
        };
        let by_scale = per_wage.percent(percent)?;
        let asked = self.day.map(|day| Asked {
            what: ParameterKind::MinWage,
            given: self.min_wage,
            region: region_text(self.region.as_ref()),
            day: day.0,
        });
        let min = match asked {
            Some(asked) => ground.standard(&asked, &mut worth)?,
            None => self.min_wage.map(Standard::exact),
        };
        let mut amount = by_scale;
        if let Some(min) = min {
            let floor = min.times(share)?.percent(FLOOR)?;
            worth.step(StepCode::SickFloor, &[("scale", said(by_scale)?), ("min", said(min)?), ("floor", said(floor)?)]);
            amount = by_scale.at_least(floor)?;
        } else {
            worth.warn(
                WarningCode::ParameterUnknown,
                &[("what", ParameterKind::MinWage.code().to_owned()), ("field", "min_wage".to_owned())],
            );
        }
        if share.is_nothing() {
            return Ok(worth.nothing(NotDue::NoSickDays, &[]));
        }
        worth.step(StepCode::SickSum, &[("amount", said(amount)?)]);
        Ok(worth.due(amount)?)
    }

    fn medical_period(&self, worth: &mut Worth) -> Found<()> {
        let Some(all) = self.cum_service_years else { return Ok(()) };
        let rows: &[(i64, i64, i64)] = if Exact::whole(10).exceeds(all.exact())? { &UNDER_TEN } else { &FROM_TEN };
        if let Some((_, months, within)) = reached(rows, self.years.exact(), |(from, _, _)| from)? {
            worth.step(StepCode::MedicalPeriod, &[("months", months.to_string()), ("within", within.to_string())]);
            worth.name("medical_months", Named::Count(Exact::whole(months)));
            worth.name("within_months", Named::Count(Exact::whole(within)));
        }
        Ok(())
    }
}
