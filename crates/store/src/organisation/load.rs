//! How many open cases lie with each organisation and each mediator: read from the cases' own table.

use std::collections::BTreeMap;

use domain::kernel::id::{AccountId, OrganisationId};
use domain::organisation::service::InHand;

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

/// Open cases that wait for one organisation: those that it handles, is asked to take, or has at its own window.
pub async fn open_cases_of(q: &impl Query, id: OrganisationId) -> Result<i64> {
    row! { struct Open { cases: i64 } }
    let sql = format!(
        "select count(*) as cases from case_row where (handler = $1 and {OPEN}) or (asked = $1 and stage = 'dispatched')
         or (office = $1 and handler is null and asked is null and stage in ('registered', 'accepted'))"
    );
    Ok(q.query_one::<Open>(sql, values![id]).await?.map_or(0, |row| row.cases))
}

/// Open cases by mediator, counted and weighed.
pub async fn open_cases_by_mediator(q: &impl Query) -> Result<BTreeMap<AccountId, InHand>> {
    row! { struct Load { who: AccountId, complexity: Option<String>, cases: i64 } }
    let sql = format!(
        "select mediator as who, complexity, count(*) as cases from case_row where mediator is not null and {OPEN} group by mediator, complexity"
    );
    let mut hands: BTreeMap<AccountId, InHand> = BTreeMap::new();
    for row in q.query_all::<Load>(sql, values![]).await? {
        let complexity = row.complexity.as_deref().and_then(|code| code.parse().ok());
        hands.entry(row.who).or_default().add(complexity, row.cases);
    }
    Ok(hands)
}
