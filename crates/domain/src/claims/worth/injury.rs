//! F10 one-off benefits and pensions after a work injury or death, F11 wages while the injury is treated.

use super::answer::{Named, Worth, said};
use super::exact::Exact;
use super::ground::{Asked, Found, Ground, region_text, wrong};
use super::input::{Count, LegalDay, Standard, Yuan};
use super::parameter::ParameterKind;
use super::said::{Assumption, Change, NotDue, StepCode};
use crate::form;
use crate::kernel::Line;
use crate::kernel::form::Whole;

/// 工伤保险条例 35–37: grade, months of wage at once, and percent of the wage each month.
const GRADES: [(i64, i64, Option<i64>); 10] = [
    (1, 27, Some(90)),
    (2, 25, Some(85)),
    (3, 23, Some(80)),
    (4, 21, Some(75)),
    (5, 18, Some(70)),
    (6, 16, Some(60)),
    (7, 13, None),
    (8, 11, None),
    (9, 9, None),
    (10, 7, None),
];
/// 工伤保险条例 64: the wage counts between 60 % and 300 % of the pooling area's average.
const BOUNDS: (i64, i64) = (60, 300);
/// 工伤保险条例 33: twelve months, and at most twelve more with approval.
const SUSPENSION: (i64, i64) = (12, 24);
/// 工伤保险条例 39: six months of the area's average for the funeral; twenty times the national income; 40 % for a spouse, 30 % for others,
/// 10 % more for who is left alone.
const DEATH: (i64, i64, i64, i64, i64) = (6, 20, 40, 30, 10);

crate::codes! {
    /// How much care an injured worker needs (工伤保险条例 34).
    pub enum Care as "injury_care" {
        /// For everything: 50 %.
        Full = "full",
        /// For most things: 40 %.
        Most = "most",
        /// For some things: 30 %.
        Some = "some",
    }
}

form! {
    /// The one-off benefit by grade, and what is paid each month.
    pub struct Disability {
        /// The grade, 1 to 10.
        pub grade: Whole<1, 10>,
        /// Average monthly contribution wage of the twelve months before the injury.
        pub own: Yuan,
        /// The pooling area's average monthly wage.
        pub area: Option<Standard>,
        /// Care that was recognised.
        pub care: Option<Care>,
        /// The day of the injury, when the office's table is asked.
        pub day: Option<LegalDay>,
        /// The division, when the office's table is asked for what is missing.
        pub region: Option<Line<12>>,
    }
}

form! {
    /// Benefits after a death at work.
    pub struct DeathBenefit {
        /// Average monthly contribution wage of the twelve months before.
        pub own: Yuan,
        /// The pooling area's average monthly wage.
        pub area: Option<Standard>,
        /// Last year's national disposable income of town residents per head.
        pub income: Option<Standard>,
        /// A spouse depended on the worker.
        pub spouse: bool,
        /// Others who depended on the worker.
        pub others: Option<Whole<0, 20>>,
        /// How many of all of them are orphans or old and alone.
        pub alone: Option<Whole<0, 20>>,
        /// The day of the death, when the office's table is asked.
        pub day: Option<LegalDay>,
        /// The division, when the office's table is asked for what is missing.
        pub region: Option<Line<12>>,
    }
}

form! {
    /// Wages while a work injury is treated.
    pub struct PaidSuspension {
        /// The monthly wage and benefits before the injury.
        pub wage: Yuan,
        /// Months of treatment.
        pub months: Count<120>,
        /// The longer treatment was approved.
        pub approved: bool,
    }
}

/// Asks for a standard that must be there; without a day there is no table to ask.
fn needed(
    ground: &Ground<'_>,
    field: &'static str,
    (what, given): (ParameterKind, Option<Standard>),
    (day, region): (Option<LegalDay>, Option<&Line<12>>),
    worth: &mut Worth,
) -> Found<Exact> {
    match (given, day) {
        (Some(given), _) => Ok(given.exact()),
        (None, Some(day)) => ground.needed(field, &Asked { what, given: None, region: region_text(region), day: day.0 }, worth),
        (None, None) => Err(wrong(field, "parameter_missing")),
    }
}

impl Disability {
    /// F10.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let at = (self.day, self.region.as_ref());
        let area = needed(ground, "area", (ParameterKind::PoolingAvg, self.area), at, &mut worth)?;
        let own = self.own.exact();
        let (floor, cap) = (area.percent(BOUNDS.0)?, area.percent(BOUNDS.1)?);
        let base = own.at_least(floor)?.at_most(cap)?;
        let code = if floor.exceeds(own)? {
            StepCode::InjuryWageFloor
        } else if own.exceeds(cap)? {
            StepCode::InjuryWageCap
        } else {
            StepCode::InjuryWage
        };
        worth.step(code, &[("own", said(own)?), ("area", said(area)?), ("base", said(base)?)]);
        let grade = self.grade.get();
        let row = GRADES.iter().find(|(of, _, _)| *of == grade).ok_or(wrong("grade", "unknown_choice"))?;
        let (_, months, pension) = *row;
        let amount = base.times(Exact::whole(months))?;
        let figures = [("grade", grade.to_string()), ("months", months.to_string()), ("base", said(base)?), ("amount", said(amount)?)];
        worth.step(StepCode::InjurySum, &figures);
        worth.name("months", Named::Count(Exact::whole(months)));
        worth.name("base", Named::Amount(base.money()?));
        if let Some(percent) = pension {
            let pension = base.percent(percent)?;
            let code = if grade <= 4 { StepCode::InjuryPension } else { StepCode::InjuryPensionEmployer };
            if grade > 4 {
                worth.assume(Assumption::NoSuitableWork);
            }
            worth.step(code, &[("percent", percent.to_string()), ("base", said(base)?), ("pension", said(pension)?)]);
            worth.name("pension", Named::Amount(pension.money()?));
        }
        if let Some(care) = self.care {
            let percent = match care {
                Care::Full => 50,
                Care::Most => 40,
                Care::Some => 30,
            };
            let monthly = area.percent(percent)?;
            worth.step(StepCode::InjuryCare, &[("percent", percent.to_string()), ("area", said(area)?), ("care", said(monthly)?)]);
            worth.name("care", Named::Amount(monthly.money()?));
        }
        if grade >= 5 {
            worth.assume(Assumption::ProvincialSubsidies);
        }
        worth.assume(Assumption::InjuryRecognised);
        worth.change(Change::OtherGrade, &[]);
        worth.change(Change::UninsuredPays, &[]);
        Ok(worth.due(amount)?)
    }
}

impl DeathBenefit {
    /// F10, 工伤保险条例 39: funeral and one-off benefit together are the amount; the pensions are named beside it.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let at = (self.day, self.region.as_ref());
        let area = needed(ground, "area", (ParameterKind::PoolingAvg, self.area), at, &mut worth)?;
        let income = needed(ground, "income", (ParameterKind::NationalIncome, self.income), at, &mut worth)?;
        let (funeral_months, times, for_spouse, for_other, more) = DEATH;
        let funeral = area.times(Exact::whole(funeral_months))?;
        worth.step(StepCode::Funeral, &[("area", said(area)?), ("months", funeral_months.to_string()), ("funeral", said(funeral)?)]);
        let death = income.times(Exact::whole(times))?;
        worth.step(StepCode::DeathSum, &[("income", said(income)?), ("times", times.to_string()), ("amount", said(death)?)]);
        worth.name("funeral", Named::Amount(funeral.money()?));
        worth.name("death", Named::Amount(death.money()?));
        self.dependants(for_spouse, for_other, more, &mut worth)?;
        worth.assume(Assumption::InjuryRecognised);
        worth.change(Change::UninsuredPays, &[]);
        Ok(worth.due(funeral.plus(death)?)?)
    }

    fn dependants(&self, for_spouse: i64, for_other: i64, more: i64, worth: &mut Worth) -> Found<()> {
        let others = self.others.map_or(0, Whole::get);
        let alone = self.alone.map_or(0, Whole::get);
        if alone > others + i64::from(self.spouse) {
            return Err(wrong("alone", "more_than_whole"));
        }
        let percent = for_spouse * i64::from(self.spouse) + for_other * others + more * alone;
        if percent == 0 {
            return Ok(());
        }
        let own = self.own.exact();
        let all = own.percent(percent)?;
        worth.step(StepCode::Dependants, &[("percent", percent.to_string()), ("own", said(own)?), ("pension", said(all)?)]);
        let pension = all.at_most(own)?;
        if all.exceeds(own)? {
            worth.step(StepCode::DependantsCapped, &[("own", said(own)?)]);
        }
        worth.name("pension", Named::Amount(pension.money()?));
        Ok(())
    }
}

impl PaidSuspension {
    /// F11.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let claimed = self.months.exact();
        let most = if self.approved { SUSPENSION.1 } else { SUSPENSION.0 };
        let months = claimed.at_most(Exact::whole(most))?;
        if claimed.exceeds(months)? {
            worth.step(StepCode::SuspensionCapped, &[("months", claimed.text()), ("most", most.to_string())]);
        }
        if !self.approved {
            worth.change(Change::Approval, &[]);
        }
        worth.assume(Assumption::InjuryRecognised);
        worth.name("months", Named::Count(months));
        if months.is_nothing() {
            return Ok(worth.nothing(NotDue::NoMonths, &[]));
        }
        let wage = self.wage.exact();
        let amount = wage.times(months)?;
        worth.step(StepCode::SuspensionSum, &[("months", months.text()), ("wage", said(wage)?), ("amount", said(amount)?)]);
        Ok(worth.due(amount)?)
    }
}
