//! The clocks that run: whom to remind next, and which cases a new calendar may touch.

use domain::kernel::Day;
use domain::kernel::id::CaseId;
use uuid::Uuid;

use crate::error::Result;
use crate::{Query, Sql};

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
