//! Tries to sign in, so that guessing is slowed down by address and by login.

use domain::kernel::Moment;
use uuid::Uuid;

use crate::error::Result;
use crate::{Query, Sql, Tx, values};

/// When `key` was tried after `since`, oldest first.
pub async fn since(q: &impl Query, key: &str, since: Moment) -> Result<Vec<Moment>> {
    Sql::new("select at as value from login_try where key = ").bind(key).push(" and at > ").bind(since).push(" order by at").column(q).await
}

/// Notes a try.
pub async fn note(tx: &Tx, id: Uuid, key: &str, at: Moment) -> Result<()> {
    tx.execute("insert into login_try (id, key, at) values ($1, $2, $3)", values![id, key, at]).await?;
    Ok(())
}

/// The try was none: it succeeded.
pub async fn forget(tx: &Tx, id: Uuid) -> Result<()> {
    tx.execute("delete from login_try where id = $1", values![id]).await?;
    Ok(())
}

/// Forgets tries that no longer count.
pub async fn sweep(tx: &Tx, until: Moment) -> Result<u64> {
    tx.execute("delete from login_try where at <= $1", values![until]).await
}
