//! One period of the law, as `data/periods.toml` tells it: figure, unit, start, effect, extension, statute and article.
//!
//! A figure that changes gets a new version with its first day in force; deadlines already counted keep the version
//! they were counted under. Periods that the house sets itself (days to reply, follow-up after 30 days) are settings,
//! counted with [`super::natural`] and [`super::working`].

use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::deadline::Deadline;
use super::id::RuleId;
use crate::kernel::Day;

crate::codes! {
    /// What a period counts.
    pub enum Unit as "period_unit" {
        /// Every day; a last day off rolls to the next workday.
        NaturalDay = "natural_day",
        /// Workdays only, make-up days among them.
        WorkingDay = "working_day",
        /// Calendar months; ends on the corresponding day (民法典 202).
        Month = "month",
        /// Calendar years; ends on the corresponding day (民法典 202).
        Year = "year",
        /// The parties agree on it, in natural days.
        Agreed = "agreed",
        /// The law sets none.
        Open = "open",
        /// By the end of each month.
        MonthEnd = "month_end",
        /// By the same day each year.
        YearDay = "year_day",
        /// So many hours by the end of each year.
        HoursAYear = "hours_a_year",
    }
}

crate::codes! {
    /// What the program does with a period.
    pub enum Role as "period_role" {
        /// Accept the application, or refuse it in writing.
        Acceptance = "acceptance",
        /// Mediation, from receipt.
        Mediation = "mediation",
        /// Mediation of an enterprise committee, from acceptance.
        CommitteeMediation = "committee_mediation",
        /// Mediation under a special notice, from acceptance.
        SpecialMediation = "special_mediation",
        /// Mediation that another body entrusted.
        EntrustedMediation = "entrusted_mediation",
        /// Ask for arbitration review together.
        ReviewWindow = "review_window",
        /// Ask for judicial confirmation together.
        ConfirmationWindow = "confirmation_window",
        /// Ask for enforcement.
        EnforcementWindow = "enforcement_window",
        /// Limitation.
        Limitation = "limitation",
        /// Decide on a recusal request.
        Recusal = "recusal",
        /// A paper counts as served.
        Service = "service",
        /// Papers must be kept.
        Retention = "retention",
        /// A term of office.
        Term = "term",
        /// A duty of an office or an employer.
        Duty = "duty",
        /// A step of another body, counted for the parties' sake.
        Outside = "outside",
    }
}

impl Role {
    /// The clocks by which a right of the parties is lost: nothing is left to do about them when their day has passed.
    pub const RIGHTS: [Self; 4] = [Self::ReviewWindow, Self::ConfirmationWindow, Self::EnforcementWindow, Self::Limitation];

    /// A right of the parties that is lost on its last day.
    pub fn is_right(self) -> bool {
        Self::RIGHTS.contains(&self)
    }
}

crate::codes! {
    /// How sure the figure is (law.md).
    pub enum Flag as "period_flag" {
        /// Read in the full text.
        Verified = "V",
        /// Seen in a secondary source.
        Secondary = "V2",
        /// Not verified.
        Unverified = "U",
    }
}

impl Role {
    /// A mediation period, which both sides may extend and which a suspension pauses.
    pub const fn is_mediation(self) -> bool {
        matches!(self, Self::Mediation | Self::CommitteeMediation | Self::SpecialMediation | Self::EntrustedMediation)
    }
}

/// How a period may be made longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extension {
    /// At most so many units more, all extensions together; none = the law sets no upper end.
    pub most: Option<i64>,
    /// Both sides must agree.
    pub consents: bool,
    /// Who must approve it.
    pub approval: Option<String>,
    /// The parties are told in writing.
    pub notice: bool,
}

/// One version of one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which one.
    pub id: RuleId,
    /// Rises when the figure changes.
    #[serde(default = "one")]
    pub version: u32,
    /// First day in force; none = before every case of the house.
    pub since: Option<Day>,
    /// Last day in force.
    pub until: Option<Day>,
    /// What must be done, in a few words.
    pub title: String,
    /// The event from which it runs.
    pub starts: String,
    /// How many units; none where the unit says enough.
    pub length: Option<i64>,
    /// Of what.
    pub unit: Unit,
    /// The day of a [`Unit::YearDay`], `11-20`.
    pub on: Option<String>,
    /// A last day off moves to the next workday (民法典 203).
    #[serde(default = "yes")]
    pub rolls: bool,
    /// What follows at its end.
    pub effect: String,
    /// Statute and article, as a paper cites them.
    pub statute: String,
    /// The same in a few characters, for a list.
    pub brief: String,
    /// How sure it is.
    pub flag: Flag,
    /// What an officer should know about the figure.
    pub note: Option<String>,
    /// How it may be made longer; none = never.
    pub extension: Option<Extension>,
    /// Stands still while mediation is suspended on a ground that pauses (the statutes are silent: a setting).
    #[serde(default)]
    pub pauses: bool,
    /// The division in which it is valid, by the beginning of its code; none = everywhere.
    pub region: Option<String>,
    /// The national rule that it takes the place of in its region.
    pub replaces: Option<RuleId>,
    /// What the program does with it.
    #[serde(default = "outside")]
    pub role: Role,
    /// So many days before the due day somebody is reminded.
    #[serde(default)]
    pub remind: Vec<i64>,
}

const fn one() -> u32 {
    1
}

const fn yes() -> bool {
    true
}

const fn outside() -> Role {
    Role::Outside
}

impl Rule {
    /// Valid on this day.
    pub fn in_force(&self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Valid in the division of this code.
    pub fn reaches(&self, division: Option<&str>) -> bool {
        self.region.as_deref().is_none_or(|region| division.is_some_and(|division| division.starts_with(region)))
    }

    /// Counts this version of the rule from `from`, with this length.
    pub fn count(&self, calendar: &Calendar, from: Day, length: i64) -> Deadline {
        super::count::by_rule(calendar, from, self, length)
    }

    /// The last day to which it may be extended when the law allows so many units more.
    pub fn extended(&self, calendar: &Calendar, from: Day, most: i64) -> Day {
        let length = self.length.unwrap_or_default();
        self.count(calendar, from, length.saturating_add(most)).due
    }

    /// A length that can be counted: the rule's own, or the one agreed on.
    pub fn units(&self, agreed: Option<i64>) -> Option<i64> {
        if self.unit == Unit::Agreed { agreed } else { self.length.or(Some(0)).filter(|_| self.unit != Unit::Open) }
    }
}
