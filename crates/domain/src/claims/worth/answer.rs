//! What a calculation answers.

use super::exact::{Exact, Sum};
use super::said::{Assumption, Change, NotDue, Said, StepCode, WarningCode};
use crate::kernel::{Day, Money};

/// A value with a name of its own beside the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// An amount.
    Amount(Money),
    /// A number, as people write it.
    Number(Exact),
    /// A number of months or days; a text only where it is not whole.
    Count(Exact),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Day),
    /// Amounts with yes or no for each.
    Judged(Vec<(Money, bool)>),
}

/// What a head of claim is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// Something is due.
    pub due: bool,
    /// How much; the lower end where the law leaves a range.
    pub amount: Money,
    /// From how much to how much, where the law leaves a range.
    pub range: Option<(Money, Money)>,
    /// Other values by their names.
    pub named: Vec<(&'static str, Named)>,
    /// How it was found, in order.
    pub steps: Vec<Said<StepCode>>,
    /// Why nothing is due.
    pub not_due: Vec<Said<NotDue>>,
    /// What was taken for granted.
    pub assumptions: Vec<Said<Assumption>>,
    /// What makes it less than certain.
    pub warnings: Vec<Said<WarningCode>>,
    /// What would change it.
    pub changes: Vec<Said<Change>>,
}

/// Figures by name.
pub type Figures<'f> = &'f [(&'static str, String)];

impl Worth {
    /// Nothing found yet.
    pub fn begin() -> Self {
        Self {
            due: false,
            amount: Money::ZERO,
            range: None,
            named: Vec::new(),
            steps: Vec::new(),
            not_due: Vec::new(),
            assumptions: Vec::new(),
            warnings: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Notes a step.
    pub fn step(&mut self, code: StepCode, figures: Figures<'_>) {
        self.steps.push(Said { code, figures: figures.to_vec() });
    }

    /// Notes what was taken for granted.
    pub fn assume(&mut self, code: Assumption) {
        self.assumptions.push(Said { code, figures: Vec::new() });
    }

    /// Notes what makes it less than certain.
    pub fn warn(&mut self, code: WarningCode, figures: Figures<'_>) {
        self.warnings.push(Said { code, figures: figures.to_vec() });
    }

    /// Notes what would change it.
    pub fn change(&mut self, code: Change, figures: Figures<'_>) {
        self.changes.push(Said { code, figures: figures.to_vec() });
    }

    /// Names another value.
    pub fn name(&mut self, name: &'static str, value: Named) {
        self.named.push((name, value));
    }

    /// Nothing is due, because of this; steps up to here stay.
    #[must_use]
    pub fn nothing(mut self, why: NotDue, figures: Figures<'_>) -> Self {
        self.due = false;
        self.amount = Money::ZERO;
        self.not_due.push(Said { code: why, figures: figures.to_vec() });
        self
    }

    /// This much is due; rounded here and nowhere before.
    pub fn due(mut self, amount: Exact) -> Sum<Self> {
        self.amount = amount.money()?;
        self.due = self.amount > Money::ZERO;
        Ok(self)
    }
}

/// An amount in a sentence, rounded to fen: `8,000.00`.
pub fn said(amount: Exact) -> Sum<String> {
    Ok(amount.money()?.to_string())
}
