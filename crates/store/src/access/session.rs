//! Sessions of browsers. The cookie's token is never stored, only its hash.

use domain::kernel::Moment;
use domain::kernel::id::AccountId;

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A session.
    pub struct Session {
        /// SHA-256 of the cookie's token.
        pub token_hash: Vec<u8>,
        /// Who signed in.
        pub account: AccountId,
        /// When.
        pub created_at: Moment,
        /// The last request, give or take a minute.
        pub seen_at: Moment,
        /// The latest end.
        pub expires_at: Moment,
        /// The browser, in short.
        pub user_agent: String,
        /// The network address.
        pub address: String,
    }
}

fn select() -> Sql {
    Sql::new("select token_hash, account, created_at, seen_at, expires_at, user_agent, address from web_session")
}

/// Writes a new session.
pub async fn insert(tx: &Tx, session: &Session) -> Result<()> {
    let insert = "insert into web_session (token_hash, account, created_at, seen_at, expires_at, user_agent, address) values ($1, $2, $3, $4, $5, $6, $7)";
    let s = session;
    let values = values![s.token_hash.as_slice(), s.account, s.created_at, s.seen_at, s.expires_at, &s.user_agent, &s.address];
    tx.execute(insert, values).await?;
    Ok(())
}

/// The session with this hash, over or not.
pub async fn get(q: &impl Query, hash: &[u8]) -> Result<Option<Session>> {
    select().push(" where token_hash = ").bind(hash).one(q).await
}

/// The sessions of an account, last used first.
pub async fn of(q: &impl Query, account: AccountId) -> Result<Vec<Session>> {
    select().push(" where account = ").bind(account).push(" order by seen_at desc, token_hash").all(q).await
}

/// Notes a request.
pub async fn touch(tx: &Tx, hash: &[u8], at: Moment) -> Result<()> {
    tx.execute("update web_session set seen_at = $1 where token_hash = $2 and seen_at < $1", values![at, hash]).await?;
    Ok(())
}

/// Ends one session of an account; whether there was one.
pub async fn end(tx: &Tx, account: AccountId, hash: &[u8]) -> Result<bool> {
    Ok(tx.execute("delete from web_session where token_hash = $1 and account = $2", values![hash, account]).await? > 0)
}

/// Ends every session of an account; how many.
pub async fn end_all(tx: &Tx, account: AccountId) -> Result<u64> {
    tx.execute("delete from web_session where account = $1", values![account]).await
}

/// Ends every session of an account but this one; how many.
pub async fn end_others(tx: &Tx, account: AccountId, hash: &[u8]) -> Result<u64> {
    tx.execute("delete from web_session where account = $1 and token_hash <> $2", values![account, hash]).await
}

/// Forgets sessions that are over.
pub async fn sweep(tx: &Tx, now: Moment, idle_since: Moment) -> Result<u64> {
    tx.execute("delete from web_session where expires_at <= $1 or seen_at <= $2", values![now, idle_since]).await
}
