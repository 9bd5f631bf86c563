//! Roles of accounts in offices.

use std::collections::HashMap;

use domain::access::{Grant, Role};
use domain::kernel::id::{AccountId, OrganisationId};

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A grant with the name of its office.
    pub struct GrantRow {
        /// Whose.
        pub account: AccountId,
        /// The role.
        pub role: Role,
        /// The office.
        pub office: OrganisationId,
        /// The office's name; none when the directory no longer has it.
        pub office_name: Option<String>,
        /// The office's 12-digit division.
        pub division: String,
    }
}

impl From<GrantRow> for Grant {
    fn from(row: GrantRow) -> Self {
        Self { role: row.role, office: row.office, division: row.division }
    }
}

row! {
    /// A mediator's account.
    pub struct Mediator {
        /// Which.
        pub account: AccountId,
        /// The name.
        pub name: String,
    }
}

row! {
    /// An office as far as access needs it.
    pub struct Office {
        /// Which.
        pub id: OrganisationId,
        /// Its name.
        pub name: String,
        /// Its 12-digit division.
        pub division: String,
    }
}

/// The grants of these accounts, by role within each.
pub async fn of(q: &impl Query, accounts: &[AccountId]) -> Result<Vec<GrantRow>> {
    let select = "select g.account, g.role, g.office, o.name as office_name, g.division from account_grant g \
         left join organisation o on o.id = g.office where g.account in ";
    let mut found = Vec::new();
    for some in accounts.chunks(500) {
        let sql = Sql::new(select).in_list(some.iter().copied()).push(" order by g.account, g.role, g.division, g.office");
        found.extend(sql.all::<GrantRow>(q).await?);
    }
    Ok(found)
}

/// The divisions in which somebody of another organisation than this one may sign in with one of these roles, each once.
pub async fn held_elsewhere(q: &impl Query, roles: &[Role], besides: OrganisationId) -> Result<Vec<String>> {
    let select =
        "select distinct g.division as value from account_grant g join account a on a.id = g.account where a.disabled = 0 and g.role in ";
    let sql = Sql::new(select).in_list(roles.iter().copied());
    sql.push(" and g.office <> ").bind(besides).push(" order by g.division").column(q).await
}

/// Somebody who may sign in holds one of these roles in the office.
pub async fn is_held(q: &impl Query, roles: &[Role], office: OrganisationId) -> Result<bool> {
    let sql = Sql::new("select count(*) from account_grant g join account a on a.id = g.account where a.disabled = 0 and g.office = ");
    Ok(sql.bind(office).push(" and g.role in ").in_list(roles.iter().copied()).scalar_i64(q).await? > 0)
}

/// Replaces the grants of an account.
pub async fn set(tx: &Tx, account: AccountId, grants: &[Grant]) -> Result<()> {
    tx.execute("delete from account_grant where account = $1", values![account]).await?;
    for grant in grants {
        let insert = "insert into account_grant (account, role, office, division) values ($1, $2, $3, $4) on conflict do nothing";
        tx.execute(insert, values![account, grant.role, grant.office, &grant.division]).await?;
    }
    Ok(())
}

/// The account may sign in and has a role in the office.
pub async fn serves(q: &impl Query, account: AccountId, office: OrganisationId) -> Result<bool> {
    let count =
        "select count(*) from account_grant g join account a on a.id = g.account where a.disabled = 0 and g.account = $1 and g.office = $2";
    Ok(q.scalar_i64(count, values![account, office]).await? > 0)
}

/// The mediators of an office who may sign in, by name.
pub async fn mediators(q: &impl Query, office: OrganisationId) -> Result<Vec<Mediator>> {
    Sql::new("select a.id as account, a.name from account a join account_grant g on g.account = a.id where a.disabled = 0 and g.office = ")
        .bind(office)
        .push(" and g.role = ")
        .bind(Role::Mediator)
        .push(" order by a.name, a.id")
        .all(q)
        .await
}

/// Everybody who is administrator somewhere and may sign in, each kept from others until the transaction ends.
pub async fn lock_administrators(tx: &Tx) -> Result<Vec<AccountId>> {
    let administrators = || {
        Sql::new("select distinct a.id as value from account a join account_grant g on g.account = a.id where a.disabled = 0 and g.role = ")
            .bind(Role::Administrator)
            .push(" order by a.id")
    };
    // In one order, so that two who do this don't wait for each other.
    for id in administrators().column::<AccountId>(tx).await? {
        tx.lock_row("account", id).await?;
    }
    administrators().column(tx).await
}

/// The office, when the directory has it.
pub async fn office(q: &impl Query, id: OrganisationId) -> Result<Option<Office>> {
    Sql::new("select id, name, division from organisation where id = ").bind(id).one(q).await
}

/// The names of these offices.
pub async fn office_names(q: &impl Query, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, String>> {
    let mut names = HashMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<Office> =
            Sql::new("select id, name, division from organisation where id in ").in_list(some.iter().copied()).all(q).await?;
        names.extend(rows.into_iter().map(|row| (row.id, row.name)));
    }
    Ok(names)
}
