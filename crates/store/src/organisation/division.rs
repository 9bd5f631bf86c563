//! The tree of administrative divisions: 12-digit codes from the province to the street.

use std::collections::HashSet;

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A division.
    pub struct DivisionRow {
        /// Its 12-digit code.
        pub code: String,
        /// Its own name.
        pub name: String,
        /// 1 province, 2 city, 3 county, 4 street, 5 village.
        pub level: i64,
        /// The division above.
        pub parent: Option<String>,
        /// The names from the province down, with `/` between.
        pub path: String,
    }
}

const COLUMNS: &str = "code, name, level, parent, path";
/// Rows in one statement: five values each, well below both engines' limits.
const BATCH: usize = 500;

/// Adds the divisions, or renames those that are there; of a code that comes twice, the first line counts. Codes that the list does
/// not have stay: old cases refer to them.
pub async fn put(tx: &Tx, rows: &[DivisionRow]) -> Result<()> {
    let mut seen = HashSet::new();
    let rows: Vec<&DivisionRow> = rows.iter().filter(|row| seen.insert(row.code.as_str())).collect();
    for batch in rows.chunks(BATCH) {
        let mut sql = Sql::new(&format!("insert into division ({COLUMNS}) values "));
        let mut comma = "";
        for row in batch {
            sql = sql.push(comma).push("(").bind(row.code.as_str()).push(", ").bind(row.name.as_str()).push(", ");
            sql = sql.bind(row.level).push(", ").bind(row.parent.as_deref()).push(", ").bind(row.path.as_str()).push(")");
            comma = ", ";
        }
        let renew = " on conflict (code) do update
          set name = excluded.name, level = excluded.level, parent = excluded.parent, path = excluded.path";
        sql.push(renew).execute(tx).await?;
    }
    Ok(())
}

/// How many there are.
pub async fn count(q: &impl Query) -> Result<i64> {
    q.scalar_i64("select count(*) from division", values![]).await
}

/// One division.
pub async fn find(q: &impl Query, code: &str) -> Result<Option<DivisionRow>> {
    q.query_one(format!("select {COLUMNS} from division where code = $1"), values![code]).await
}

/// The divisions right below; the provinces below nothing.
pub async fn below(q: &impl Query, parent: Option<&str>) -> Result<Vec<DivisionRow>> {
    let sql = Sql::new(&format!("select {COLUMNS} from division where "));
    let sql = match parent {
        Some(parent) => sql.push("parent = ").bind(parent),
        None => sql.push("parent is null"),
    };
    sql.push(" order by code").all(q).await
}

/// Divisions by their codes, in the order of the codes.
pub async fn several(q: &impl Query, codes: &[String]) -> Result<Vec<DivisionRow>> {
    let sql = Sql::new(&format!("select {COLUMNS} from division where code in ")).in_list(codes.iter());
    sql.push(" order by code").all(q).await
}

/// The divisions of these levels in the subtree of one, itself among them, in the order of the codes.
pub async fn of_levels(q: &impl Query, area: &str, levels: &[i64]) -> Result<Vec<DivisionRow>> {
    let (first, after) = domain::access::subtree(area);
    let sql = Sql::new(&format!("select {COLUMNS} from division where code >= ")).bind(first).push(" and code < ").bind(after);
    sql.push(" and level in ").in_list(levels.iter().copied()).push(" order by code").all(q).await
}
