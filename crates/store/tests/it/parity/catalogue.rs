//! What a database has, as its own catalogue tells it.

use std::collections::{BTreeMap, BTreeSet};

use store::db::Engine;
use store::{Query as _, Store, row, values};

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// The type as the engine calls it.
    pub(super) kind: String,
    pub(super) nullable: bool,
}

/// An index beside the primary key: its columns in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Index {
    pub(super) columns: Vec<String>,
    pub(super) unique: bool,
    /// Leaves rows out.
    pub(super) partial: bool,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// In the order in which the table has them.
    pub(super) columns: Vec<Column>,
    pub(super) primary: Vec<String>,
    pub(super) indexes: BTreeSet<Index>,
}

/// Every table of a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Catalogue {
    pub(super) tables: BTreeMap<String, Table>,
}

row! {
    struct ColumnRow { relation: String, name: String, kind: String, required: i64 }
}
row! {
    struct KeyRow { relation: String, index_name: String, column_name: String, is_primary: i64, is_unique: i64, is_partial: i64 }
}

const SQLITE_COLUMNS: &str = "select t.name as relation, c.name, lower(c.type) as kind, c.\"notnull\" as required
  from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' order by t.name, c.cid";

// The primary key is told from the table itself: one over an integer has no index.
const SQLITE_KEYS: &str = "select t.name as relation, i.name as index_name, k.name as column_name, 0 as is_primary, i.\"unique\" as is_unique, i.partial as is_partial
  from sqlite_schema t join pragma_index_list(t.name) i join pragma_index_info(i.name) k
  where t.type = 'table' and i.origin <> 'pk' and t.name not like 'sqlite\\_%' escape '\\'
  union all
  select relation, index_name, column_name, is_primary, is_unique, is_partial from (
    select t.name as relation, '' as index_name, c.name as column_name, 1 as is_primary, 1 as is_unique, 0 as is_partial
    from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and c.pk > 0 and t.name not like 'sqlite\\_%' escape '\\' order by c.pk
  )";

const POSTGRES_COLUMNS: &str =
    "select cast(t.relname as text) as relation, cast(a.attname as text) as name, format_type(a.atttypid, a.atttypmod) as kind,
    cast(case when a.attnotnull then 1 else 0 end as bigint) as required
  from pg_class t join pg_namespace s on s.oid = t.relnamespace join pg_attribute a on a.attrelid = t.oid
  where s.nspname = 'public' and t.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by t.relname, a.attnum";

const POSTGRES_KEYS: &str = "select cast(t.relname as text) as relation, cast(x.relname as text) as index_name, cast(a.attname as text) as column_name,
    cast(case when i.indisprimary then 1 else 0 end as bigint) as is_primary, cast(case when i.indisunique then 1 else 0 end as bigint) as is_unique,
    cast(case when i.indpred is null then 0 else 1 end as bigint) as is_partial
  from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid join pg_namespace s on s.oid = t.relnamespace
  cross join lateral unnest(i.indkey) with ordinality k(number, place) join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number
  where s.nspname = 'public' order by t.relname, x.relname, k.place";

impl Catalogue {
    /// Asks the engine.
    pub(super) async fn of(store: &Store) -> Self {
        let (columns, keys) = match store.engine() {
            Engine::Sqlite => (SQLITE_COLUMNS, SQLITE_KEYS),
            Engine::Postgres => (POSTGRES_COLUMNS, POSTGRES_KEYS),
        };
        let columns: Vec<ColumnRow> = store.read().query_all(columns, values![]).await.unwrap();
        let keys: Vec<KeyRow> = store.read().query_all(keys, values![]).await.unwrap();
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        for row in columns {
            let column = Column { name: row.name, kind: row.kind, nullable: row.required == 0 };
            tables.entry(row.relation).or_default().columns.push(column);
        }
        let mut indexes: BTreeMap<(String, String), Index> = BTreeMap::new();
        for row in keys {
            if row.is_primary == 1 {
                tables.entry(row.relation).or_default().primary.push(row.column_name);
                continue;
            }
            let (unique, partial) = (row.is_unique == 1, row.is_partial == 1);
            let index = indexes.entry((row.relation, row.index_name)).or_insert(Index { columns: Vec::new(), unique, partial });
            index.columns.push(row.column_name);
        }
        for ((table, _), index) in indexes {
            tables.entry(table).or_default().indexes.insert(index);
        }
        Self { tables }
    }

    /// Without these tables.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        let kept = self.tables.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        Self { tables: kept.map(|(name, table)| (name.clone(), table.clone())).collect() }
    }
}
