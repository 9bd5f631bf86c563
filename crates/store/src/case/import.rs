//! Marks of imported lines: written in the transaction that files the line, so that an interrupted import resumes without doubling.

use domain::kernel::id::CaseId;

use crate::error::Result;
use crate::{Query, Tx, values};

/// The case that this line of this source became.
pub async fn marked(q: &impl Query, source: &str, key: &str) -> Result<Option<CaseId>> {
    let sql = "select case_id as value from import_line where source = $1 and line_key = $2";
    q.query_value(sql, values![source, key]).await
}

/// Marks a line as filed; a second mark is a conflict.
pub async fn mark(tx: &Tx, source: &str, key: &str, case: CaseId) -> Result<()> {
    let sql = "insert into import_line (source, line_key, case_id) values ($1, $2, $3)";
    tx.execute(sql, values![source, key, case]).await?;
    Ok(())
}
