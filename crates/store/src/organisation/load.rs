//! How many open cases lie with each organisation and each mediator: read from the cases' own table.

use std::collections::BTreeMap;

use domain::kernel::id::{AccountId, OrganisationId};

use crate::error::Result;
use crate::{Query, row, values};

const OPEN: &str = "stage in ('dispatched', 'mediating', 'signing')";

/// Open cases by the organisation that handles them.
pub async fn open_cases_by_handler(q: &impl Query) -> Result<BTreeMap<OrganisationId, i64>> {
    row! { struct Load { who: OrganisationId, cases: i64 } }
    let sql = format!("select handler as who, count(*) as cases from case_row where handler is not null and {OPEN} group by handler");
    let rows: Vec<Load> = q.query_all(sql, values![]).await?;
    Ok(rows.into_iter().map(|row| (row.who, row.cases)).collect())
}

/// The weight of open cases by mediator: a case counts 1, a complex one 2, a mass one 4 (our own measure; no rule sets one).
pub async fn weight_by_mediator(q: &impl Query) -> Result<BTreeMap<AccountId, i64>> {
    row! { struct Load { who: AccountId, cases: i64 } }
    let weight = "cast(sum(case complexity when 'complex' then 2 when 'mass' then 4 else 1 end) as bigint)";
    let sql = format!("select mediator as who, {weight} as cases from case_row where mediator is not null and {OPEN} group by mediator");
    let rows: Vec<Load> = q.query_all(sql, values![]).await?;
    Ok(rows.into_iter().map(|row| (row.who, row.cases)).collect())
}

/// Open cases by mediator.
pub async fn open_cases_by_mediator(q: &impl Query) -> Result<BTreeMap<AccountId, i64>> {
    row! { struct Load { who: AccountId, cases: i64 } }
    let sql = format!("select mediator as who, count(*) as cases from case_row where mediator is not null and {OPEN} group by mediator");
    let rows: Vec<Load> = q.query_all(sql, values![]).await?;
    Ok(rows.into_iter().map(|row| (row.who, row.cases)).collect())
}
