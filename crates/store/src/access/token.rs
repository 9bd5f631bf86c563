//! Bearer tokens of the JSON API, and the token of the first setup. Only hashes are stored.

use domain::access::{Role, Scope};
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, ApiTokenId, OrganisationId};

use super::in_areas;
use crate::error::{Error, Result};
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A token of the API: one role in one office.
    pub struct Token {
        /// Which.
        pub id: ApiTokenId,
        /// What it is for.
        pub name: String,
        /// SHA-256 of the secret.
        pub token_hash: Vec<u8>,
        /// Who made it and answers for it.
        pub account: AccountId,
        /// Its role.
        pub role: Role,
        /// Its office.
        pub office: OrganisationId,
        /// The office's 12-digit division.
        pub division: String,
        /// When it was made.
        pub created_at: Moment,
        /// When it ends.
        pub expires_at: Moment,
        /// When it was taken back.
        pub revoked_at: Option<Moment>,
        /// The last use, give or take a minute.
        pub seen_at: Option<Moment>,
    }
}

const COLUMNS: &str =
    "t.id, t.name, t.token_hash, t.account, t.role, t.office, t.division, t.created_at, t.expires_at, t.revoked_at, t.seen_at";

/// Writes a new token.
pub async fn insert(tx: &Tx, token: &Token) -> Result<()> {
    let insert = "insert into api_token (id, name, token_hash, account, role, office, division, created_at, expires_at, revoked_at, seen_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let t = token;
    let values = values![
        t.id,
        &t.name,
        t.token_hash.as_slice(),
        t.account,
        t.role,
        t.office,
        &t.division,
        t.created_at,
        t.expires_at,
        t.revoked_at,
        t.seen_at
    ];
    tx.execute(insert, values).await?;
    Ok(())
}

/// The token with this hash, if it is neither over nor taken back and its account may sign in.
pub async fn live(q: &impl Query, hash: &[u8], now: Moment) -> Result<Option<Token>> {
    Sql::new(&format!("select {COLUMNS} from api_token t join account a on a.id = t.account where a.disabled = 0 and t.revoked_at is null and t.token_hash = "))
        .bind(hash)
        .push(" and t.expires_at > ")
        .bind(now)
        .one(q)
        .await
}

/// One token.
pub async fn get(q: &impl Query, id: ApiTokenId) -> Result<Token> {
    Sql::new(&format!("select {COLUMNS} from api_token t where t.id = ")).bind(id).one(q).await?.ok_or(Error::NotFound)
}

/// Every token in the scope, newest first.
pub async fn list(q: &impl Query, scope: &Scope) -> Result<Vec<Token>> {
    let sql = Sql::new(&format!("select {COLUMNS} from api_token t where "));
    in_areas(sql, scope, "t.division").push(" order by t.created_at desc, t.id desc").all(q).await
}

/// Notes a use.
pub async fn touch(tx: &Tx, id: ApiTokenId, at: Moment) -> Result<()> {
    tx.execute("update api_token set seen_at = $1 where id = $2", values![at, id]).await?;
    Ok(())
}

/// Takes it back; whether it was still good.
pub async fn revoke(tx: &Tx, id: ApiTokenId, at: Moment) -> Result<bool> {
    Ok(tx.execute("update api_token set revoked_at = $1 where id = $2 and revoked_at is null", values![at, id]).await? > 0)
}

/// Makes this the one token of the first setup.
pub async fn set_setup(tx: &Tx, hash: &[u8], expires_at: Moment) -> Result<()> {
    tx.execute("delete from setup_token", values![]).await?;
    tx.execute("insert into setup_token (hash, expires_at) values ($1, $2)", values![hash, expires_at]).await?;
    Ok(())
}

/// Uses up the token of the first setup; whether it was good.
pub async fn take_setup(tx: &Tx, hash: &[u8], now: Moment) -> Result<bool> {
    Ok(tx.execute("delete from setup_token where hash = $1 and expires_at > $2", values![hash, now]).await? > 0)
}

/// Whether this is the token of the first setup, without using it up.
pub async fn is_setup(q: &impl Query, hash: &[u8], now: Moment) -> Result<bool> {
    Ok(q.scalar_i64("select count(*) from setup_token where hash = $1 and expires_at > $2", values![hash, now]).await? > 0)
}
