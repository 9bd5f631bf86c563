//! What was counted, and what should not have happened.

use std::fmt;

/// The most violations that are told one by one.
const TOLD: usize = 12;

/// Counts of a simulation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Agreements lived.
    pub agreements: u64,
    /// Days lived.
    pub days: u64,
    /// Windows that opened, of any kind.
    pub windows: u64,
    /// Of them: packages that were there in the moment in which the window opened.
    pub packages: u64,
    /// Windows that closed because something was handed in.
    pub filed: u64,
    /// Windows that the parties gave up, or that fell away with the performance.
    pub given_up: u64,
    /// Windows that closed on their last day.
    pub lapsed: u64,
    /// Of the lapsed: those reminded before their last day.
    pub reminded_before: u64,
    /// Of the lapsed: those first reminded on their last day.
    pub reminded_on: u64,
    /// Of the lapsed: the machine ran in no office hour of a workday on which a reminder was due; the parties had the notice at effect, which
    /// names the window and its true last day, and went out before it.
    pub told_only: u64,
    /// Of the lapsed: without a reminder and without a notice in time. Each is a violation.
    pub unreminded: u64,
    /// Reminders given.
    pub reminders: u64,
    /// Clocks that a late notice moved.
    pub moved: u64,
    /// Clocks counted while a year's notice was missing.
    pub warned: u64,
    /// Defaults that were recorded.
    pub defaults: u64,
    /// Packages for a payment order, arbitration or enforcement.
    pub default_packages: u64,
    /// What should not have happened.
    pub violations: u64,
    /// The first of them.
    pub told: Vec<String>,
}

impl Tally {
    /// Notes what should not have happened.
    pub(super) fn violate(&mut self, what: impl FnOnce() -> String) {
        self.violations += 1;
        if self.told.len() < TOLD {
            self.told.push(what());
        }
    }

    /// A part of the simulation broke off.
    #[must_use]
    pub(super) fn broken(mut self) -> Self {
        self.violate(|| "a part of the simulation broke off".to_owned());
        self
    }

    /// Both counts together.
    #[must_use]
    pub(super) fn with(mut self, other: Self) -> Self {
        self.agreements += other.agreements;
        self.days += other.days;
        self.windows += other.windows;
        self.packages += other.packages;
        self.filed += other.filed;
        self.given_up += other.given_up;
        self.lapsed += other.lapsed;
        self.reminded_before += other.reminded_before;
        self.reminded_on += other.reminded_on;
        self.told_only += other.told_only;
        self.unreminded += other.unreminded;
        self.reminders += other.reminders;
        self.moved += other.moved;
        self.warned += other.warned;
        self.defaults += other.defaults;
        self.default_packages += other.default_packages;
        self.violations += other.violations;
        self.told.extend(other.told);
        self.told.truncate(TOLD);
        self
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: [(&str, u64); 16] = [
            ("agreements", self.agreements),
            ("days lived", self.days),
            ("windows opened (review, confirmation, enforcement)", self.windows),
            ("  with their package in the same decision", self.packages),
            ("  closed because the application was handed in", self.filed),
            ("  given up, or fallen away with the performance", self.given_up),
            ("  closed on their last day", self.lapsed),
            ("    reminded before that day", self.reminded_before),
            ("    first reminded on that day", self.reminded_on),
            ("    by the notice at effect alone, naming the last day", self.told_only),
            ("    without any reminder in time", self.unreminded),
            ("reminders given", self.reminders),
            ("clocks moved by a late notice", self.moved),
            ("clocks counted with a warning (year not published)", self.warned),
            ("defaults recorded", self.defaults),
            ("  packages drafted on them", self.default_packages),
        ];
        for (what, count) in lines {
            writeln!(f, "{what:<56}{count:>13}")?;
        }
        writeln!(f, "{:<56}{:>13}", "VIOLATIONS", self.violations)?;
        for one in &self.told {
            writeln!(f, "  {one}")?;
        }
        Ok(())
    }
}
