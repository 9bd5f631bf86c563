//! Mediators: accounts that mediate, the organisations they serve, what they know.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::{Masked, Moment};

use super::Codes;
use super::directory::stale;
use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A mediator. The name stands with the account.
    pub struct MediatorRow {
        /// The mediator's account.
        pub account: AccountId,
        /// 专职, not 兼职.
        pub full_time: bool,
        /// Claim types, groups of claims and industries the mediator knows.
        pub fields: Codes,
        /// Languages besides Chinese.
        pub languages: Codes,
        /// Own resident identity number: nobody mediates their own dispute.
        pub id_number: Option<Masked<String>>,
        /// The employer the mediator works for besides, by its credit code.
        pub works_for_uscc: Option<String>,
        /// Takes new cases.
        pub active: bool,
        /// Counts the changes.
        pub version: i64,
        /// When it was changed last.
        pub updated_at: Moment,
    }
}

const COLUMNS: &str = "m.account, m.full_time, m.fields, m.languages, m.id_number, m.works_for_uscc, m.active, m.version, m.updated_at";

/// Adds a mediator.
pub async fn insert(tx: &Tx, row: &MediatorRow, offices: &[OrganisationId]) -> Result<()> {
    let insert = "insert into mediator (account, full_time, fields, languages, id_number, works_for_uscc, active, version, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    tx.execute(insert, line(row)).await?;
    serve(tx, row.account, offices).await
}

/// Writes the row over version `row.version - 1`; another version is a conflict.
pub async fn update(tx: &Tx, row: &MediatorRow, offices: &[OrganisationId]) -> Result<()> {
    let update = "update mediator set full_time = $2, fields = $3, languages = $4, id_number = $5, works_for_uscc = $6, active = $7,
      version = $8, updated_at = $9 where account = $1 and version = $8 - 1";
    if tx.execute(update, line(row)).await? == 0 {
        return Err(stale("mediator"));
    }
    serve(tx, row.account, offices).await
}

fn line(row: &MediatorRow) -> Vec<crate::db::parts::Value> {
    let row = row.clone();
    values![
        row.account,
        row.full_time,
        row.fields,
        row.languages,
        row.id_number,
        row.works_for_uscc,
        row.active,
        row.version,
        row.updated_at
    ]
}

async fn serve(tx: &Tx, account: AccountId, offices: &[OrganisationId]) -> Result<()> {
    tx.execute("delete from mediator_office where account = $1", values![account]).await?;
    for office in offices {
        let insert = "insert into mediator_office (account, organisation) values ($1, $2) on conflict do nothing";
        tx.execute(insert, values![account, *office]).await?;
    }
    Ok(())
}

/// One mediator.
pub async fn find(q: &impl Query, account: AccountId) -> Result<Option<MediatorRow>> {
    q.query_one(format!("select {COLUMNS} from mediator m where m.account = $1"), values![account]).await
}

/// Mediators by their accounts, in no order.
pub async fn several(q: &impl Query, accounts: &[AccountId]) -> Result<Vec<MediatorRow>> {
    Sql::new(&format!("select {COLUMNS} from mediator m where m.account in ")).in_list(accounts.iter().copied()).all(q).await
}

/// The organisations that each of these mediators serves.
pub async fn offices(q: &impl Query, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, Vec<OrganisationId>>> {
    row! { struct Serves { account: AccountId, organisation: OrganisationId } }
    let sql = Sql::new("select account, organisation from mediator_office where account in ").in_list(accounts.iter().copied());
    let mut map: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in sql.push(" order by organisation").all::<Serves>(q).await? {
        map.entry(row.account).or_default().push(row.organisation);
    }
    Ok(map)
}

/// The active mediators of these organisations with the one they serve; who serves two comes twice.
pub async fn serving(q: &impl Query, organisations: &[OrganisationId]) -> Result<Vec<(OrganisationId, MediatorRow)>> {
    row! { struct Serves { account: AccountId, organisation: OrganisationId } }
    let sql =
        Sql::new("select s.account, s.organisation from mediator_office s join mediator m on m.account = s.account where m.active = 1");
    let sql = sql.push(" and s.organisation in ").in_list(organisations.iter().copied()).push(" order by s.account, s.organisation");
    let pairs: Vec<Serves> = sql.all(q).await?;
    let accounts: Vec<AccountId> = pairs.iter().map(|pair| pair.account).collect();
    let rows: BTreeMap<_, _> = several(q, &accounts).await?.into_iter().map(|row| (row.account, row)).collect();
    Ok(pairs.into_iter().filter_map(|pair| Some((pair.organisation, rows.get(&pair.account)?.clone()))).collect())
}

/// What a list of mediators is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those who serve this organisation.
    pub organisation: Option<OrganisationId>,
    /// Only those who serve an organisation in these areas; nothing: everywhere.
    pub scope: Option<Scope>,
    /// Also those who take no cases now.
    pub inactive_too: bool,
    /// Only those with these words in their name.
    pub words: Option<String>,
    /// Only those who know this claim type, group of claims or industry.
    pub field: Option<String>,
    /// Only those who speak this language.
    pub language: Option<String>,
    /// Only those who mediate full time, or only the others.
    pub full_time: Option<bool>,
}

/// A list by account, after the one given.
pub async fn list(q: &impl Query, filter: &Filter, after: Option<AccountId>, limit: i64) -> Result<Vec<MediatorRow>> {
    let mut sql = Sql::new(&format!("select {COLUMNS} from mediator m where 1 = 1"));
    if !filter.inactive_too {
        sql = sql.push(" and m.active = 1");
    }
    if let Some(full_time) = filter.full_time {
        sql = sql.push(" and m.full_time = ").bind(full_time);
    }
    if let Some(words) = filter.words.as_deref().filter(|words| !words.is_empty()) {
        sql = sql.push(" and m.account in (select a.id from account a where ").like("a.name", words).push(")");
    }
    // Codes and languages stand as a list of quoted texts.
    for (column, wanted) in [("m.fields", &filter.field), ("m.languages", &filter.language)] {
        if let Some(wanted) = wanted.as_deref().filter(|wanted| !wanted.is_empty()) {
            sql = sql.push(" and ").like(column, &format!("\"{wanted}\""));
        }
    }
    if let Some(organisation) = filter.organisation {
        sql = sql.push(" and m.account in (select s.account from mediator_office s where s.organisation = ").bind(organisation).push(")");
    }
    if let Some(scope) = filter.scope.as_ref().filter(|scope| !scope.everything) {
        sql =
            sql.push(" and m.account in (select s.account from mediator_office s join organisation o on o.id = s.organisation where 1 = 0");
        for (first, after) in &scope.areas {
            sql = sql.push(" or (o.division >= ").bind(first.as_str()).push(" and o.division < ").bind(after.as_str()).push(")");
        }
        sql = sql.push(")");
    }
    if let Some(after) = after {
        sql = sql.push(" and m.account > ").bind(after);
    }
    sql.push(" order by m.account limit ").bind(limit).all(q).await
}
