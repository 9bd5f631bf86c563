//! Numbers that an office draws in a year: without a gap and never twice, however many draw at once.
//!
//! The number belongs to the transaction: what is rolled back gives its number back. On PostgreSQL the row stays locked
//! until the transaction ends, so draw late.

use domain::kernel::id::OrganisationId;

use crate::error::{Error, Result};
use crate::{Query, Sql, Tx, values};

/// The last number that was drawn; 0 for none. Somebody may draw the next one meanwhile: what is built on it must compare again.
pub async fn last(q: &impl Query, office: OrganisationId, year: i64, kind: &str) -> Result<i64> {
    let sql = Sql::new("select last from numbering where office = ").bind(office).push(" and year = ").bind(year);
    sql.push(" and kind = ").bind(kind).scalar_i64(q).await
}

/// The next number of this kind (`case`, `contact`) for the office and year, from 1.
pub async fn next(tx: &Tx, office: OrganisationId, year: i64, kind: &str) -> Result<i64> {
    let draw = "insert into numbering (office, year, kind, last) values ($1, $2, $3, 1)
      on conflict (office, year, kind) do update set last = numbering.last + 1
      returning last as value";
    let drawn = tx.query_value(draw, values![office, year, kind]).await?;
    drawn.ok_or_else(|| Error::corrupt("numbering", office, "last"))
}
