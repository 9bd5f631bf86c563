//! The book of periods: every rule in all its versions, and which of them applies on a day in a place.

use super::calendar::Calendar;
use super::count;
use super::deadline::{Deadline, Warning, WarningKind};
use super::id::RuleId;
use super::rule::{Rule, Unit};
use crate::kernel::Day;

/// Every rule that was loaded, under a name that clocks remember.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    version: String,
    #[serde(rename = "rule", default)]
    rules: Vec<Rule>,
}

/// Two rules can't stand side by side, or one contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookFault {
    /// Same id, version and region twice.
    #[error("{0} version {1} stands twice")]
    Twice(RuleId, u32),
    /// The unit needs a length, or must not have one; or `on` is no day of the year.
    #[error("{0}: the length does not fit the unit")]
    Length(RuleId),
    /// `until` before `since`.
    #[error("{0}: ends before it begins")]
    Order(RuleId),
    /// `replaces` names no rule.
    #[error("{0}: replaces a rule that is not there")]
    Replaces(RuleId),
}

/// Why a rule gives no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    /// No such rule.
    #[error("no such rule")]
    Unknown,
    /// The parties agree on the length, and none was given.
    #[error("the length is agreed on and was not given")]
    LengthNeeded,
    /// The law sets no period.
    #[error("the law sets no period")]
    Open,
}

impl Rulebook {
    /// Checks and takes the rules; a later one with the same id, version and region replaces nothing: it is a fault.
    ///
    /// # Errors
    /// What [`BookFault`] names.
    pub fn check(self) -> Result<Self, BookFault> {
        for (at, rule) in self.rules.iter().enumerate() {
            let same = |other: &Rule| other.id == rule.id && other.version == rule.version && other.region == rule.region;
            if self.rules.iter().skip(at + 1).any(same) {
                return Err(BookFault::Twice(rule.id, rule.version));
            }
            if !fits(rule) {
                return Err(BookFault::Length(rule.id));
            }
            if matches!((rule.since, rule.until), (Some(since), Some(until)) if until < since) {
                return Err(BookFault::Order(rule.id));
            }
            if rule.replaces.is_some_and(|id| !self.rules.iter().any(|other| other.id == id)) {
                return Err(BookFault::Replaces(rule.id));
            }
        }
        Ok(self)
    }

    /// This book with the rules of another after its own (an office's own file).
    ///
    /// # Errors
    /// What [`BookFault`] names.
    pub fn with(mut self, more: Self) -> Result<Self, BookFault> {
        if !more.rules.is_empty() {
            self.version = format!("{} + {}", self.version, more.version);
            self.rules.extend(more.rules);
        }
        self.check()
    }

    /// The name under which these rules were handed in.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every rule in all its versions, in the order of the book.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The version of a rule that a clock was counted under.
    pub fn exact(&self, id: RuleId, version: u32) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id && rule.version == version)
    }

    /// The figures of a row: the row itself, or its parts.
    pub fn parts(&self, row: RuleId) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.id.row() == row)
    }

    /// The rule that applies to an event of this day in this division: the variant of the narrowest region, then the version in force.
    ///
    /// The name of a row with several figures means its first. Before the first version the first one answers.
    pub fn applying(&self, id: RuleId, on: Day, division: Option<&str>) -> Option<&Rule> {
        let named = |rule: &&Rule| rule.id == id || (id.is_row() && rule.id.row() == id);
        let asked = self.rules.iter().find(named)?.id;
        let there = || self.rules.iter().filter(move |rule| rule.id == asked || (rule.replaces == Some(asked) && rule.reaches(division)));
        let nearest = |rule: &&Rule| (rule.region.as_deref().map_or(0, str::len), rule.version);
        there().filter(|rule| rule.in_force(on)).max_by_key(nearest).or_else(|| there().min_by_key(|rule| rule.version))
    }

    /// Counts the rule that applies to an event of this day in this division.
    ///
    /// `agreed` is the length where the parties set it, `more` what an extension adds.
    ///
    /// # Errors
    /// What [`NoDay`] names.
    pub fn due(
        &self,
        calendar: &Calendar,
        id: RuleId,
        from: Day,
        division: Option<&str>,
        agreed: Option<i64>,
        more: i64,
    ) -> Result<Deadline, NoDay> {
        let rule = self.applying(id, from, division).ok_or(NoDay::Unknown)?;
        let length = rule.units(agreed).ok_or(if rule.unit == Unit::Open { NoDay::Open } else { NoDay::LengthNeeded })?;
        let mut deadline = count::by_rule(calendar, from, rule, length.saturating_add(more));
        if !rule.in_force(from) {
            deadline.warnings.push(Warning { kind: WarningKind::NotInForce, year: from.year() });
        }
        Ok(deadline)
    }
}

fn fits(rule: &Rule) -> bool {
    match rule.unit {
        Unit::NaturalDay | Unit::WorkingDay | Unit::Month | Unit::Year => rule.length.is_some_and(|length| length != 0),
        Unit::HoursAYear => rule.length.is_some_and(|length| length > 0),
        Unit::Agreed | Unit::Open | Unit::MonthEnd => rule.length.is_none(),
        Unit::YearDay => rule.length.is_none() && rule.on.as_deref().and_then(count::month_day).is_some(),
    }
}
