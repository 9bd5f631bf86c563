//! The clocks that run: their list, whom to remind next, and which cases a new calendar may touch.

use domain::access::Scope;
use domain::kernel::Day;
use domain::kernel::id::CaseId;
use domain::periods::Role;
use uuid::Uuid;

use super::in_scope;
use crate::error::Result;
use crate::{Query, Sql, row};

row! {
    /// A clock that runs, with its case.
    pub struct Running {
        /// Of which case.
        pub case_id: CaseId,
        /// Its place among the clocks of the case.
        pub place: i64,
        /// By which rule.
        pub rule: String,
        /// What the program does with it.
        pub role: Role,
        /// When it is due, extension included.
        pub due: Day,
        /// Worker's side.
        pub worker_name: String,
        /// Employer's side.
        pub employer_name: String,
        /// Case number.
        pub number: String,
    }
}

/// What the list of clocks is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Today.
    pub today: Day,
    /// By this rule.
    pub rule: Option<String>,
    /// Due on or after.
    pub from: Option<Day>,
    /// Due on or before.
    pub to: Option<Day>,
}

/// Behind which clock a page begins: its due day, its case, its place there.
pub type Key = (Day, CaseId, i64);

impl Filter {
    /// Everything that is open on this day.
    pub const fn on(today: Day) -> Self {
        Self { today, rule: None, from: None, to: None }
    }
}

/// Clocks that run in cases that are not archived, what is due first; `limit` of them after `after`. A right that was lost before `filter.today` is
/// not among them.
pub async fn running(q: &impl Query, scope: &Scope, filter: &Filter, after: Option<Key>, limit: i64) -> Result<Vec<Running>> {
    let columns = "k.case_id, k.place, k.rule, k.role, k.due, c.worker_name, c.employer_name, c.number";
    let mut sql = narrowed(of(columns), scope, filter);
    if let Some((due, case, place)) = after {
        sql = sql.push(" and (k.due > ").bind(due).push(" or (k.due = ").bind(due).push(" and (k.case_id > ").bind(case);
        sql = sql.push(" or (k.case_id = ").bind(case).push(" and k.place > ").bind(place).push("))))");
    }
    sql.push(" order by k.due, k.case_id, k.place limit ").bind(limit).all(q).await
}

/// How many there are.
pub async fn count(q: &impl Query, scope: &Scope, filter: &Filter) -> Result<i64> {
    narrowed(of("cast(count(*) as bigint) as value"), scope, filter).scalar_i64(q).await
}

/// The rules by which some clock runs, in order.
pub async fn rules(q: &impl Query, scope: &Scope, today: Day) -> Result<Vec<String>> {
    narrowed(of("distinct k.rule as value"), scope, &Filter::on(today)).push(" order by k.rule").column(q).await
}

fn of(columns: &str) -> Sql {
    Sql::new(&format!("select {columns} from clock_row k join case_row c on c.id = k.case_id where c.stage <> 'archived'"))
}

fn narrowed(sql: Sql, scope: &Scope, filter: &Filter) -> Sql {
    let mut sql = in_scope(sql, scope, "c");
    sql = sql.push(" and (k.due >= ").bind(filter.today).push(" or k.role not in ").in_list(Role::RIGHTS).push(")");
    if let Some(rule) = &filter.rule {
        sql = sql.push(" and k.rule = ").bind(rule.as_str());
    }
    for (compared, day) in [(">=", filter.from), ("<=", filter.to)] {
        if let Some(day) = day {
            sql = sql.push(&format!(" and k.due {compared} ")).bind(day);
        }
    }
    sql
}

/// Cases of which some clock asks for a reminder from a day up to `until` and is not past `today`; `limit` of them after `after`.
pub async fn to_remind(q: &impl Query, today: Day, until: Day, after: Option<CaseId>, limit: i64) -> Result<Vec<CaseId>> {
    let sql =
        Sql::new("select distinct case_id as value from clock_row where remind_from <= ").bind(until).push(" and due >= ").bind(today);
    page(q, sql, after, limit).await
}

/// Cases with a clock that is due from `from` on; `limit` of them after `after`.
pub async fn due_from(q: &impl Query, from: Day, after: Option<CaseId>, limit: i64) -> Result<Vec<CaseId>> {
    page(q, Sql::new("select distinct case_id as value from clock_row where due >= ").bind(from), after, limit).await
}

async fn page(q: &impl Query, sql: Sql, after: Option<CaseId>, limit: i64) -> Result<Vec<CaseId>> {
    let after = after.unwrap_or(CaseId(Uuid::nil()));
    sql.push(" and case_id > ").bind(after).push(" order by case_id limit ").bind(limit).column(q).await
}
