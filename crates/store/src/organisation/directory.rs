//! Organisations: mediation bodies, and those one works with or sends people to.

use std::collections::BTreeMap;

use domain::access::{Scope, subtree};
use domain::kernel::Moment;
use domain::kernel::id::OrganisationId;
use domain::organisation::OrganisationKind;

use super::Codes;
use crate::error::{Error, Result};
use crate::{Query, Sql, Tx, row, search, values};

row! {
    /// An organisation.
    pub struct OrganisationRow {
        /// Which.
        pub id: OrganisationId,
        /// Its kind.
        pub kind: OrganisationKind,
        /// Its full name.
        pub name: String,
        /// Its short name.
        pub short_name: Option<String>,
        /// What its case numbers begin with (机构代字); no two mediating organisations share one.
        pub number_prefix: String,
        /// Its 12-digit division.
        pub division: String,
        /// The organisation above.
        pub parent: Option<OrganisationId>,
        /// Where it is.
        pub address: Option<String>,
        /// Telephone.
        pub phone: Option<String>,
        /// When it is open.
        pub hours: Option<String>,
        /// Who heads it.
        pub head: Option<String>,
        /// Cases may be passed to it now.
        pub takes_cases: bool,
        /// Claim types, groups of claims and industries it handles; empty: all.
        pub handles: Codes,
        /// The enterprise whose committee it is, by its credit code.
        pub serves_uscc: Option<String>,
        /// Still exists.
        pub active: bool,
        /// Counts the changes.
        pub version: i64,
        /// When it was changed last.
        pub updated_at: Moment,
    }
}

const COLUMNS: &str = "id, kind, name, short_name, number_prefix, division, parent, address, phone, hours, head, takes_cases, handles, serves_uscc, active, version, updated_at";

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<OrganisationKind>,
    /// Only in the subtree of this division.
    pub division: Option<String>,
    /// Words of the name or address, or the telephone.
    pub query: Option<String>,
    /// Only those that take cases.
    pub taking_cases: bool,
    /// Also those that are closed.
    pub closed_too: bool,
    /// Only within these areas; nothing: everywhere.
    pub scope: Option<Scope>,
}

/// Adds a new organisation.
pub async fn insert(tx: &Tx, row: &OrganisationRow) -> Result<()> {
    let insert =
        format!("insert into organisation ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)");
    tx.execute(insert, line(row)).await?;
    index(tx, row).await
}

/// Writes the row over version `row.version - 1`; another version is a conflict.
pub async fn update(tx: &Tx, row: &OrganisationRow) -> Result<()> {
    let update = "update organisation set kind = $2, name = $3, short_name = $4, number_prefix = $5, division = $6, parent = $7, address = $8,
      phone = $9, hours = $10, head = $11, takes_cases = $12, handles = $13, serves_uscc = $14, active = $15, version = $16, updated_at = $17
      where id = $1 and version = $16 - 1";
    if tx.execute(update, line(row)).await? == 0 {
        return Err(stale("organisation"));
    }
    index(tx, row).await
}

fn line(row: &OrganisationRow) -> Vec<crate::db::parts::Value> {
    let row = row.clone();
    values![
        row.id,
        row.kind,
        row.name,
        row.short_name,
        row.number_prefix,
        row.division,
        row.parent,
        row.address,
        row.phone,
        row.hours,
        row.head,
        row.takes_cases,
        row.handles,
        row.serves_uscc,
        row.active,
        row.version,
        row.updated_at
    ]
}

async fn index(tx: &Tx, row: &OrganisationRow) -> Result<()> {
    let texts = [Some(&row.name), row.short_name.as_ref(), row.address.as_ref(), row.head.as_ref(), row.phone.as_ref()];
    let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    search::put(tx, "organisation", row.id.0, &texts.join("\n")).await
}

/// Somebody else changed the row in the meantime.
pub(super) fn stale(table: &str) -> Error {
    Error::Conflict { what: format!("{table}(version)") }
}

/// One organisation.
pub async fn find(q: &impl Query, id: OrganisationId) -> Result<Option<OrganisationRow>> {
    q.query_one(format!("select {COLUMNS} from organisation where id = $1"), values![id]).await
}

/// Organisations by their ids, in no order.
pub async fn several(q: &impl Query, ids: &[OrganisationId]) -> Result<Vec<OrganisationRow>> {
    Sql::new(&format!("select {COLUMNS} from organisation where id in ")).in_list(ids.iter().copied()).all(q).await
}

/// A list by division, county before its streets, after the one given.
pub async fn list(q: &impl Query, filter: &Filter, after: Option<&(String, OrganisationId)>, limit: i64) -> Result<Vec<OrganisationRow>> {
    let mut sql = Sql::new(&format!("select {COLUMNS} from organisation where 1 = 1"));
    if let Some(kind) = filter.kind {
        sql = sql.push(" and kind = ").bind(kind);
    }
    if let Some(division) = &filter.division {
        let (first, after) = subtree(division);
        sql = sql.push(" and division >= ").bind(first).push(" and division < ").bind(after);
    }
    if filter.taking_cases {
        sql = sql.push(" and takes_cases = 1");
    }
    if !filter.closed_too {
        sql = sql.push(" and active = 1");
    }
    if let Some(scope) = filter.scope.as_ref().filter(|scope| !scope.everything) {
        sql = sql.push(" and (1 = 0");
        for (first, after) in &scope.areas {
            sql = sql.push(" or (division >= ").bind(first.as_str()).push(" and division < ").bind(after.as_str()).push(")");
        }
        sql = sql.push(")");
    }
    if let Some(query) = filter.query.as_deref().filter(|query| !query.trim().is_empty()) {
        sql = search::matching(sql.push(" and "), q.engine(), "id", "organisation", query);
    }
    if let Some((division, id)) = after {
        sql = sql.push(" and (division, id) > (").bind(division.as_str()).push(", ").bind(*id).push(")");
    }
    sql.push(" order by division, id limit ").bind(limit).all(q).await
}

/// Another mediating organisation that numbers its cases with this prefix.
pub async fn with_prefix(q: &impl Query, prefix: &str, besides: OrganisationId) -> Result<Option<OrganisationRow>> {
    let sql = Sql::new(&format!("select {COLUMNS} from organisation where number_prefix = ")).bind(prefix);
    let rows: Vec<OrganisationRow> = sql.push(" and id <> ").bind(besides).all(q).await?;
    Ok(rows.into_iter().find(|row| row.kind.mediates()))
}

/// The organisation moved: the reach of those who work there moves with it.
pub async fn moved(tx: &Tx, id: OrganisationId, division: &str) -> Result<()> {
    for table in ["account_grant", "api_token"] {
        tx.execute(format!("update {table} set division = $2 where office = $1"), values![id, division]).await?;
    }
    Ok(())
}

/// Names by id, for sentences and lists.
pub async fn names(q: &impl Query, ids: &[OrganisationId]) -> Result<BTreeMap<OrganisationId, String>> {
    row! { struct Named { id: OrganisationId, name: String } }
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<Named> = Sql::new("select id, name from organisation where id in ").in_list(ids.iter().copied()).all(q).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Active organisations of a kind in the same province, the nearest to the division first: same street, county, city, province.
pub async fn nearest(q: &impl Query, kind: OrganisationKind, division: &str) -> Result<Vec<OrganisationRow>> {
    let province = division.get(..2).map_or_else(|| division.to_owned(), |head| format!("{head}0000000000"));
    let filter = Filter { kind: Some(kind), division: Some(province), ..Filter::default() };
    let mut rows = list(q, &filter, None, 2000).await?;
    rows.sort_by_key(|row| domain::organisation::liaison::distance(&row.division, division));
    Ok(rows)
}
