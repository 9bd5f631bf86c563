//! Numbers that an office draws in a year: without a gap and never twice, however many draw at once.
//!
//! The number belongs to the transaction: what is rolled back gives its number back. On PostgreSQL the row stays locked
//! until the transaction ends, so draw late.

use domain::kernel::id::OrganisationId;

use crate::error::{Error, Result};
use crate::{Query as _, Tx, values};

/// The next number of this kind (`case`, `contact`) for the office and year, from 1.
pub async fn next(tx: &Tx, office: OrganisationId, year: i64, kind: &str) -> Result<i64> {
    let draw = "insert into numbering (office, year, kind, last) values ($1, $2, $3, 1)
      on conflict (office, year, kind) do update set last = numbering.last + 1
      returning last as value";
    let drawn = tx.query_value(draw, values![office, year, kind]).await?;
    drawn.ok_or_else(|| Error::corrupt("numbering", office, "last"))
}
