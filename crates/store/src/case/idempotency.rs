//! Requests that must take effect once: a machine's key with the answer it got, written in the transaction of the effect.

use domain::kernel::Moment;
use domain::kernel::id::AccountId;

use crate::error::Result;
use crate::{Query, Tx, row, values};

row! {
    /// What was answered to a key.
    pub struct Answered {
        /// What was asked for.
        pub request_hash: Vec<u8>,
        /// The status.
        pub status: i64,
        /// The body.
        pub body: String,
    }
}

/// The answer that a key of this account got.
pub async fn find(q: &impl Query, account: AccountId, key: &str) -> Result<Option<Answered>> {
    let sql = "select request_hash, status, body from idempotency where account = $1 and key = $2";
    q.query_one(sql, values![account, key]).await
}

/// Takes the key before the effect: whoever comes second waits here on PostgreSQL, and conflicts when the first one is done.
pub async fn claim(tx: &Tx, account: AccountId, key: &str, request_hash: &[u8], now: Moment) -> Result<()> {
    let sql = "insert into idempotency (account, key, request_hash, status, body, stored_at) values ($1, $2, $3, 0, '', $4)";
    tx.execute(sql, values![account, key, request_hash, now]).await?;
    Ok(())
}

/// Writes down what was answered.
pub async fn answer(tx: &Tx, account: AccountId, key: &str, status: i64, body: &str) -> Result<()> {
    let sql = "update idempotency set status = $3, body = $4 where account = $1 and key = $2";
    tx.execute(sql, values![account, key, status, body]).await?;
    Ok(())
}

/// When the oldest key was stored.
pub async fn oldest(q: &impl Query) -> Result<Option<Moment>> {
    q.query_value("select stored_at as value from idempotency order by stored_at limit 1", values![]).await
}

/// Forgets keys stored before; how many.
pub async fn forget(tx: &Tx, before: Moment) -> Result<u64> {
    tx.execute("delete from idempotency where stored_at < $1", values![before]).await
}
