//! Which cases an organisation handed back, and when: the dispatch board shows them apart.

use std::collections::BTreeMap;

use domain::kernel::Moment;
use domain::kernel::id::CaseId;

use crate::error::Result;
use crate::{Query, Sql, row};

/// The last time that each of these cases was handed back; the others are left out.
pub async fn handed_back(q: &impl Query, cases: &[CaseId]) -> Result<BTreeMap<CaseId, Moment>> {
    row! { struct Back { case_id: CaseId, at: Moment } }
    if cases.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = Sql::new("select e.case_id, max(e.at) as at from case_event e where e.name = 'dispatch.handed_back' and e.case_id in ");
    let rows: Vec<Back> = sql.in_list(cases.iter().copied()).push(" group by e.case_id").all(q).await?;
    Ok(rows.into_iter().map(|row| (row.case_id, row.at)).collect())
}
