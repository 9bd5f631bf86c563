//! F1 severance, F2 twice the severance for an end against the law, F3 a month's wage in lieu of notice.

use super::answer::{Named, Worth, said};
use super::exact::{Exact, Sum};
use super::ground::{Asked, Found, Ground, in_order, region_text};
use super::input::{LegalDay, Standard, Yuan, months_after};
use super::parameter::ParameterKind;
use super::said::{Assumption, Change, NotDue, StepCode, WarningCode};
use crate::form;
use crate::kernel::{Day, Line};

/// 劳动合同法 47(2): wage above three times the area's average is paid at three times.
const CAP_TIMES: i64 = 3;
/// 劳动合同法 47(2): at the capped wage at most twelve years count.
const CAP_YEARS: i64 = 12;
/// 劳动合同法 87: twice the severance.
const TWICE: i64 = 2;

crate::codes! {
    /// How the employment ended.
    pub enum Ending as "ending" {
        /// The worker left because of the employer's fault (劳动合同法 38).
        WorkerForCause = "worker_for_cause",
        /// By agreement, proposed by the employer (36).
        EmployerProposed = "employer_proposed",
        /// By agreement, proposed by the worker (36).
        WorkerProposed = "worker_proposed",
        /// The worker resigned (37).
        Resigned = "resigned",
        /// Dismissed for the worker's fault (39).
        Misconduct = "misconduct",
        /// Dismissed without the worker's fault: illness, not equal to the work, changed circumstances (40).
        NoFault = "no_fault",
        /// Laid off for economic reasons (41).
        Layoff = "layoff",
        /// The term ended and the employer did not renew (44(1)).
        TermEnded = "term_ended",
        /// The term ended and the worker refused the same or better terms (46(5)).
        RenewalRefused = "renewal_refused",
        /// The employer went bankrupt or closed (44(4), 44(5)).
        EmployerClosed = "employer_closed",
        /// The task of a contract for one task was done (实施条例 22).
        TaskDone = "task_done",
        /// Part-time work ended (71).
        PartTime = "part_time",
        /// Pension or death (44(2), 44(3)).
        PensionOrDeath = "pension_or_death",
    }
}

/// Why this end brings no severance, if it brings none (劳动合同法 46).
const fn no_severance(ending: Ending) -> Option<NotDue> {
    match ending {
        Ending::WorkerProposed => Some(NotDue::WorkerProposed),
        Ending::Resigned => Some(NotDue::Resigned),
        Ending::Misconduct => Some(NotDue::Misconduct),
        Ending::RenewalRefused => Some(NotDue::RenewalRefused),
        Ending::PartTime => Some(NotDue::PartTime),
        Ending::PensionOrDeath => Some(NotDue::PensionOrDeath),
        Ending::WorkerForCause
        | Ending::EmployerProposed
        | Ending::NoFault
        | Ending::Layoff
        | Ending::TermEnded
        | Ending::EmployerClosed
        | Ending::TaskDone => None,
    }
}

form! {
    /// Severance.
    pub struct Severance {
        /// First day of work.
        pub start: LegalDay,
        /// Last day of work.
        pub last: LegalDay,
        /// Average monthly wage of the twelve months before, as owed.
        pub avg_wage: Yuan,
        /// The area's average monthly wage of the year before.
        pub area_avg: Option<Standard>,
        /// The local monthly minimum wage.
        pub min_wage: Option<Standard>,
        /// How the employment ended.
        pub reason: Option<Ending>,
        /// The division, when the office's table is asked for what is missing.
        pub region: Option<Line<12>>,
    }
}

form! {
    /// Twice the severance, for an end against the law.
    pub struct IllegalDismissal {
        /// First day of work.
        pub start: LegalDay,
        /// Last day of work.
        pub last: LegalDay,
        /// Average monthly wage of the twelve months before, as owed.
        pub avg_wage: Yuan,
        /// The area's average monthly wage of the year before.
        pub area_avg: Option<Standard>,
        /// The local monthly minimum wage.
        pub min_wage: Option<Standard>,
        /// The worker asks for the contract to go on instead, and it can.
        pub continues: bool,
        /// The division, when the office's table is asked for what is missing.
        pub region: Option<Line<12>>,
    }
}

form! {
    /// A month's wage in lieu of notice.
    pub struct PayInLieu {
        /// The wage of the month before.
        pub last_month: Yuan,
        /// Thirty days' notice was given in writing.
        pub notice: bool,
        /// Severance to be paid with it.
        pub plus_severance: Option<Yuan>,
        /// How the employment ended.
        pub reason: Option<Ending>,
        /// The area's average monthly wage, where local practice caps the month.
        pub area_avg: Option<Standard>,
    }
}

/// What severance is counted from.
struct Service<'a> {
    start: Day,
    last: Day,
    avg_wage: Yuan,
    area_avg: Option<Standard>,
    min_wage: Option<Standard>,
    region: Option<&'a str>,
}

/// The day the Labour Contract Law came into force.
fn in_force() -> Option<Day> {
    Day::of(2008, 1, 1).ok()
}

/// Full years and what is left: full months, and whether days are left too. First and last day both count.
fn length(start: Day, last: Day) -> (i64, i64) {
    let end = last.plus(1);
    let guess = (i64::from(end.year()) - i64::from(start.year())) * 12 + i64::from(end.month()) - i64::from(start.month());
    let months = if months_after(start, guess) > end { guess - 1 } else { guess }.max(0);
    (months / 12, months % 12)
}

/// 劳动合同法 47(1): each full year one month; six months and more one; less than six months half a month.
fn months_of_wage(years: i64, months: i64, exact_years: bool) -> Sum {
    let rest = match months {
        6.. => Exact::whole(1),
        _ if exact_years => Exact::ZERO,
        _ => Exact::fraction(1, 2),
    };
    Exact::whole(years).plus(rest)
}

/// The months of wage and the wage by which they are paid; steps go into `worth`.
fn severance(service: &Service<'_>, ground: &Ground<'_>, worth: &mut Worth) -> Found<(Exact, Exact)> {
    in_order("last", service.start, service.last)?;
    let (years, months) = length(service.start, service.last);
    let exact_years = months == 0 && months_after(service.start, years * 12) == service.last.plus(1);
    let mut n = months_of_wage(years, months, exact_years)?;
    let figures = [
        ("start", service.start.to_string()),
        ("last", service.last.to_string()),
        ("years", years.to_string()),
        ("months", months.to_string()),
    ];
    worth.step(StepCode::Service, &figures);
    worth.step(StepCode::ServiceMonths, &[("n", n.text())]);
    worth.assume(Assumption::BothDaysCount);

    let ask = |what, given| Asked { what, given, region: service.region, day: service.last };
    let area = ground.needed("area_avg", &ask(ParameterKind::AreaAvg, service.area_avg), worth)?;
    let min = ground.needed("min_wage", &ask(ParameterKind::MinWage, service.min_wage), worth)?;
    let cap = area.times(Exact::whole(CAP_TIMES))?;
    let average = service.avg_wage.exact();
    worth.step(StepCode::AverageWage, &[("wage", said(average)?)]);
    worth.assume(Assumption::WageAsOwed);
    if average.is_nothing() {
        worth.warn(WarningCode::WageOfNothing, &[]);
    }
    if min.exceeds(cap)? {
        worth.warn(WarningCode::StandardsOdd, &[("min", said(min)?), ("cap", said(cap)?)]);
    }
    let mut wage = average;
    if min.exceeds(average)? {
        worth.step(StepCode::WageFloor, &[("wage", said(average)?), ("min", said(min)?)]);
        wage = min;
    }
    let figures = [("wage", said(wage)?), ("area", said(area)?), ("cap", said(cap)?)];
    if wage.exceeds(cap)? {
        worth.step(StepCode::WageCapped, &figures);
        wage = cap;
        if n.exceeds(Exact::whole(CAP_YEARS))? {
            worth.step(StepCode::YearsCapped, &[("n", n.text()), ("most", CAP_YEARS.to_string())]);
            n = Exact::whole(CAP_YEARS);
        }
    } else {
        worth.step(StepCode::WageWithinCap, &figures);
    }
    let single = n.times(wage)?;
    worth.step(StepCode::SeveranceSum, &[("n", n.text()), ("wage", said(wage)?), ("amount", said(single)?)]);
    worth.name("n", Named::Number(n));
    worth.name("base", Named::Amount(wage.money()?));
    worth.change(Change::NextStep, &[]);
    worth.change(Change::MergedService, &[]);
    worth.change(Change::OtherWage, &[]);
    Ok((n, wage))
}

impl Severance {
    /// F1.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let (mut start, last) = (self.start.0, self.last.0);
        in_order("last", start, last)?;
        if let Some(law) = in_force().filter(|law| start < *law) {
            if last < law {
                return Ok(worth.nothing(NotDue::BeforeTheLaw, &[("last", last.to_string())]));
            }
            worth.step(StepCode::ServiceFrom2008, &[("start", start.to_string())]);
            worth.warn(WarningCode::OlderService, &[("start", start.to_string())]);
            start = law;
        }
        let service = Service {
            start,
            last,
            avg_wage: self.avg_wage,
            area_avg: self.area_avg,
            min_wage: self.min_wage,
            region: region_text(self.region.as_ref()),
        };
        let (n, wage) = severance(&service, ground, &mut worth)?;
        worth.change(Change::AgainstLaw, &[]);
        if let Some(ending) = self.reason {
            if let Some(why) = no_severance(ending) {
                return Ok(worth.nothing(why, &[]));
            }
        } else {
            worth.assume(Assumption::EndBringsSeverance);
            worth.change(Change::OtherEnd, &[]);
        }
        Ok(worth.due(n.times(wage)?)?)
    }
}

impl IllegalDismissal {
    /// F2: counted from the first day of work (实施条例 25), also before 2008.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let service = Service {
            start: self.start.0,
            last: self.last.0,
            avg_wage: self.avg_wage,
            area_avg: self.area_avg,
            min_wage: self.min_wage,
            region: region_text(self.region.as_ref()),
        };
        let (n, wage) = severance(&service, ground, &mut worth)?;
        let single = n.times(wage)?;
        let amount = single.times(Exact::whole(TWICE))?;
        worth.step(StepCode::Doubled, &[("single", said(single)?), ("amount", said(amount)?)]);
        worth.assume(Assumption::EndAgainstLaw);
        if self.continues {
            return Ok(worth.nothing(NotDue::ContractGoesOn, &[]));
        }
        worth.change(Change::GoOn, &[]);
        worth.assume(Assumption::NotBoth);
        Ok(worth.due(amount)?)
    }
}

impl PayInLieu {
    /// F3.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let mut month = self.last_month.exact();
        worth.step(StepCode::MonthInLieu, &[("wage", said(month)?)]);
        if ground.practice.cap_month_in_lieu
            && let Some(area) = self.area_avg
        {
            let cap = area.exact().times(Exact::whole(CAP_TIMES))?;
            if month.exceeds(cap)? {
                worth.step(StepCode::LieuCapped, &[("cap", said(cap)?)]);
                month = cap;
            }
        }
        let why = match self.reason {
            _ if self.notice => Some(NotDue::NoticeGiven),
            Some(Ending::NoFault) => None,
            Some(_) => Some(NotDue::NotArticle40),
            None => {
                worth.assume(Assumption::EndByArticle40);
                worth.change(Change::OtherEnd, &[]);
                None
            }
        };
        let paid = if why.is_some() { Exact::ZERO } else { month };
        let total = paid.plus(self.plus_severance.map_or(Exact::ZERO, Yuan::exact))?;
        if let Some(severance) = self.plus_severance {
            let figures = [("month", said(paid)?), ("severance", said(severance.exact())?), ("total", said(total)?)];
            worth.step(StepCode::WithSeverance, &figures);
        }
        worth.name("total", Named::Amount(total.money()?));
        match why {
            Some(why) => Ok(worth.nothing(why, &[])),
            None => Ok(worth.due(paid)?),
        }
    }
}
