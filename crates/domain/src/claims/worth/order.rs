//! F12 additional compensation after an order of the labour administration; fees of a payment order (F14); whether an award is final.

use serde_json::Value;

use super::answer::{Named, Worth, said};
use super::exact::Exact;
use super::ground::{Asked, Found, Ground, region_text, wrong};
use super::input::{Count, LegalDay, Standard, Yuan};
use super::parameter::ParameterKind;
use super::said::{Assumption, Change, NotDue, StepCode, WarningCode};
use crate::form;
use crate::kernel::form::{Fault, Faults, Field, Kind, Path};
use crate::kernel::{Line, Money};

/// 劳动合同法 85: between half and all of what is owed.
const RANGE: (i64, i64) = (50, 100);
/// 诉讼费用交纳办法 13(1): up to so many yuan so many hundredths of a percent; the first step is a sum of its own.
const FEES: [(i64, i64); 9] = [
    (100_000, 250),
    (200_000, 200),
    (500_000, 150),
    (1_000_000, 100),
    (2_000_000, 90),
    (5_000_000, 80),
    (10_000_000, 70),
    (20_000_000, 60),
    (i64::MAX, 50),
];
/// 诉讼费用交纳办法 13(1): up to 10,000 yuan 50 yuan.
const FIRST_FEE: (i64, i64) = (10_000, 50);
/// 调解仲裁法 47(1): twelve months of the minimum wage.
const FINAL_MONTHS: i64 = 12;

form! {
    /// Additional compensation when an order of the administration was not followed in time.
    pub struct AdditionalComp {
        /// What is owed.
        pub owed: Option<Yuan>,
        /// The administration ordered payment within a time.
        pub ordered: bool,
        /// It was paid within that time.
        pub settled: bool,
        /// The wage paid, when the minimum wage was not reached.
        pub paid: Option<Yuan>,
        /// The monthly minimum wage.
        pub min_wage: Option<Standard>,
        /// Months below the minimum wage.
        pub months: Option<Count<600>>,
    }
}

form! {
    /// The fee of a payment order.
    pub struct PaymentOrderFee {
        /// The amount asked for.
        pub amount: Standard,
    }
}

form! {
    /// Whether an award on these items is final for the employer.
    pub struct FinalAward {
        /// The local monthly minimum wage.
        pub min_wage: Option<Standard>,
        /// One item.
        pub amount: Option<Yuan>,
        /// Several items.
        pub items: Vec<Item>,
        /// The day of the award, when the office's table is asked.
        pub day: Option<LegalDay>,
        /// The division, when the office's table is asked for what is missing.
        pub region: Option<Line<12>>,
    }
}

/// An amount; of a list only its first member counts, so that a row of a checked table reads as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Item(Yuan);

impl Field for Item {
    fn kind() -> Kind {
        Kind::Money
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        let amount = value.as_array().and_then(|row| row.first()).unwrap_or(value);
        match amount {
            Value::Null => faults.note(path, Fault::Missing),
            amount => Yuan::read(amount, path, faults).map(Self),
        }
    }
}

impl AdditionalComp {
    /// F12.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let owed = self.owed(&mut worth)?;
        worth.name("owed", Named::Amount(owed.money()?));
        worth.range = Some((Money::ZERO, Money::ZERO));
        if owed.is_nothing() {
            return Ok(worth.nothing(NotDue::NothingOwed, &[]));
        }
        if !self.ordered {
            worth.change(Change::Order, &[]);
            return Ok(worth.nothing(NotDue::NoOrder, &[]));
        }
        if self.settled {
            return Ok(worth.nothing(NotDue::PaidInTime, &[]));
        }
        let (low, high) = (owed.percent(RANGE.0)?, owed.percent(RANGE.1)?);
        worth.step(StepCode::AdditionalRange, &[("owed", said(owed)?), ("low", said(low)?), ("high", said(high)?)]);
        worth.range = Some((low.money()?, high.money()?));
        Ok(worth.due(low)?)
    }

    /// What is owed, as typed or from the minimum wage.
    fn owed(&self, worth: &mut Worth) -> Found<Exact> {
        if let Some(owed) = self.owed {
            return Ok(owed.exact());
        }
        let (Some(paid), Some(min), Some(months)) = (self.paid, self.min_wage, self.months) else {
            return Err(wrong("owed", "one_of_them"));
        };
        let monthly = min.exact().minus(paid.exact())?.at_least(Exact::ZERO)?;
        let owed = monthly.times(months.exact())?;
        let figures =
            [("paid", said(paid.exact())?), ("min", said(min.exact())?), ("months", months.exact().text()), ("owed", said(owed)?)];
        worth.step(StepCode::OwedToMinimum, &figures);
        Ok(owed)
    }
}

/// The fee of a property case, step by step.
fn property_fee(amount: Exact) -> Found<Exact> {
    let mut from = Exact::whole(FIRST_FEE.0);
    let mut fee = Exact::whole(FIRST_FEE.1);
    for (upto, share) in FEES {
        let upto = Exact::whole(upto);
        let slice = amount.at_most(upto)?.minus(from)?;
        if slice.is_nothing() {
            break;
        }
        fee = fee.plus(slice.times(Exact::fraction(share, 10_000))?)?;
        from = upto;
    }
    Ok(fee)
}

impl PaymentOrderFee {
    /// F14, 诉讼费用交纳办法 13, 14(3).
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let amount = self.amount.exact();
        let whole = property_fee(amount)?;
        worth.step(StepCode::PropertyFee, &[("amount", said(amount)?), ("fee", said(whole)?)]);
        let fee = whole.divided_by(Exact::whole(3))?;
        worth.step(StepCode::FeeThird, &[("whole", said(whole)?), ("fee", said(fee)?)]);
        Ok(worth.due(fee)?)
    }
}

impl FinalAward {
    /// 调解仲裁法 47: each item alone against twelve months of the minimum wage. `due` says that all of them are final.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let min = match (self.min_wage, self.day) {
            (Some(min), _) => min.exact(),
            (None, Some(day)) => {
                let asked = Asked { what: ParameterKind::MinWage, given: None, region: region_text(self.region.as_ref()), day: day.0 };
                ground.needed("min_wage", &asked, &mut worth)?
            }
            (None, None) => return Err(wrong("min_wage", "parameter_missing")),
        };
        let threshold = min.times(Exact::whole(FINAL_MONTHS))?;
        let figures = [("min", said(min)?), ("months", FINAL_MONTHS.to_string()), ("threshold", said(threshold)?)];
        worth.step(StepCode::FinalThreshold, &figures);
        let amounts: Vec<Yuan> = self.amount.into_iter().chain(self.items.iter().map(|item| item.0)).collect();
        if amounts.is_empty() {
            return Err(wrong("amount", "one_of_them"));
        }
        let mut judged = Vec::new();
        let mut sum = Exact::ZERO;
        for amount in amounts {
            let within = !amount.exact().exceeds(threshold)?;
            let code = if within { StepCode::FinalWithin } else { StepCode::FinalBeyond };
            worth.step(code, &[("amount", amount.money().to_string()), ("threshold", said(threshold)?)]);
            judged.push((amount.money(), within));
            sum = sum.plus(amount.exact())?;
        }
        let all = judged.iter().all(|(_, within)| *within);
        if judged.len() > 1 {
            worth.assume(Assumption::ItemByItem);
        }
        worth.change(Change::StateStandards, &[]);
        worth.name("threshold", Named::Amount(threshold.money()?));
        worth.name("final", Named::Flag(all));
        worth.name("items", Named::Judged(judged));
        worth.amount = sum.money()?;
        worth.due = all;
        if all {
            return Ok(worth);
        }
        worth.warn(WarningCode::NotFinal, &[]);
        Ok(worth)
    }
}
