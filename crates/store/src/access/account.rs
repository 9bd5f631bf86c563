//! Accounts: who can sign in, and whether they may.

use std::collections::HashMap;

use domain::access::Scope;
use domain::kernel::Moment;
use domain::kernel::id::AccountId;

use super::in_areas;
use crate::error::{Error, Result};
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A stored account.
    pub struct Account {
        /// Which.
        pub id: AccountId,
        /// What is typed to sign in; lower case.
        pub login: String,
        /// The person's name.
        pub name: String,
        /// The person's telephone number.
        pub phone: Option<String>,
        /// The Argon2id hash; none = can't sign in by password.
        pub password_hash: Option<String>,
        /// The password was given by somebody else and must be changed first.
        pub must_change: bool,
        /// May not sign in.
        pub disabled: bool,
        /// Failed tries since the last success or lock.
        pub failures: i64,
        /// Locked until then.
        pub locked_until: Option<Moment>,
        /// When it was made.
        pub created_at: Moment,
        /// The last time somebody signed in.
        pub signed_in_at: Option<Moment>,
    }
}

const COLUMNS: &str =
    "a.id, a.login, a.name, a.phone, a.password_hash, a.must_change, a.disabled, a.failures, a.locked_until, a.created_at, a.signed_in_at";

fn select() -> Sql {
    Sql::new(&format!("select {COLUMNS} from account a"))
}

/// Writes a new account; a taken login is [`Error::Conflict`].
pub async fn insert(tx: &Tx, account: &Account) -> Result<()> {
    let insert = "insert into account (id, login, name, phone, password_hash, must_change, disabled, failures, locked_until, created_at, signed_in_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let a = account;
    let values = values![
        a.id,
        &a.login,
        &a.name,
        &a.phone,
        &a.password_hash,
        a.must_change,
        a.disabled,
        a.failures,
        a.locked_until,
        a.created_at,
        a.signed_in_at
    ];
    tx.execute(insert, values).await?;
    Ok(())
}

/// One account.
pub async fn get(q: &impl Query, id: AccountId) -> Result<Account> {
    select().push(" where a.id = ").bind(id).one(q).await?.ok_or(Error::NotFound)
}

/// One account, kept from others until the transaction ends.
pub async fn lock(tx: &Tx, id: AccountId) -> Result<Account> {
    tx.lock_row("account", id).await?;
    get(tx, id).await
}

/// The account with this login.
pub async fn by_login(q: &impl Query, login: &str) -> Result<Option<Account>> {
    select().push(" where a.login = ").bind(login).one(q).await
}

/// Accounts by their ids, in no order.
pub async fn several(q: &impl Query, ids: &[AccountId]) -> Result<Vec<Account>> {
    let mut accounts = Vec::new();
    // Both engines bound the number of values in one statement.
    for some in ids.chunks(500) {
        accounts.extend(select().push(" where a.id in ").in_list(some.iter().copied()).all::<Account>(q).await?);
    }
    Ok(accounts)
}

/// How many accounts there are.
pub async fn count(q: &impl Query) -> Result<i64> {
    q.scalar_i64("select count(*) from account", values![]).await
}

/// Accounts with a grant in the scope, by login, from after `after`; `words` are looked for in login and name.
pub async fn list(q: &impl Query, scope: &Scope, words: Option<&str>, after: Option<&str>, limit: i64) -> Result<Vec<Account>> {
    let mut sql = select().push(" where exists (select 1 from account_grant g where g.account = a.id and ");
    sql = in_areas(sql, scope, "g.division").push(")");
    if let Some(words) = words {
        sql = sql.push(" and (").like("a.login", words).push(" or ").like("a.name", words).push(")");
    }
    if let Some(after) = after {
        sql = sql.push(" and a.login > ").bind(after);
    }
    sql.push(" order by a.login limit ").bind(limit).all(q).await
}

row! {
    struct Named { id: AccountId, name: String }
}

/// The names of these accounts.
pub async fn names(q: &impl Query, ids: &[AccountId]) -> Result<HashMap<AccountId, String>> {
    let mut names = HashMap::new();
    // Both engines bound the number of values in one statement.
    for some in ids.chunks(500) {
        let rows: Vec<Named> = Sql::new("select id, name from account where id in ").in_list(some.iter().copied()).all(q).await?;
        names.extend(rows.into_iter().map(|row| (row.id, row.name)));
    }
    Ok(names)
}

/// Sets name and telephone.
pub async fn set_person(tx: &Tx, id: AccountId, name: &str, phone: Option<&str>) -> Result<()> {
    tx.execute("update account set name = $1, phone = $2 where id = $3", values![name, phone, id]).await?;
    Ok(())
}

/// Notes the failures and how long the account is locked.
pub async fn set_failures(tx: &Tx, id: AccountId, failures: i64, locked_until: Option<Moment>) -> Result<()> {
    tx.execute("update account set failures = $1, locked_until = $2 where id = $3", values![failures, locked_until, id]).await?;
    Ok(())
}

/// Notes a success: failures and lock are forgotten.
pub async fn signed_in(tx: &Tx, id: AccountId, at: Moment) -> Result<()> {
    tx.execute("update account set failures = 0, locked_until = null, signed_in_at = $1 where id = $2", values![at, id]).await?;
    Ok(())
}

/// Sets the password's hash; a lock is lifted with it.
pub async fn set_password(tx: &Tx, id: AccountId, hash: &str, must_change: bool) -> Result<()> {
    let update = "update account set password_hash = $1, must_change = $2, failures = 0, locked_until = null where id = $3";
    tx.execute(update, values![hash, must_change, id]).await?;
    Ok(())
}

/// Lets the account sign in, or not.
pub async fn set_disabled(tx: &Tx, id: AccountId, disabled: bool) -> Result<()> {
    tx.execute("update account set disabled = $1 where id = $2", values![disabled, id]).await?;
    Ok(())
}
