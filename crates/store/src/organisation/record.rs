//! Records of registers with their history: each version says from when until when it was so, so that any past day can be asked for.

use domain::access::Scope;
use domain::kernel::id::{AccountId, OrganisationId, RecordId};
use domain::kernel::{Day, Moment};

use super::directory::stale;
use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A record as it is or was.
    pub struct RecordRow {
        /// Which.
        pub record: RecordId,
        /// Counts the changes.
        pub version: i64,
        /// The code of its register.
        pub register: String,
        /// What it is called.
        pub title: String,
        /// Its state; empty in a register without states.
        pub state: String,
        /// Whose record it is.
        pub organisation: Option<OrganisationId>,
        /// The division in which it counts.
        pub division: String,
        /// The record that it is about.
        pub about: Option<RecordId>,
        /// The day on which something of it runs out.
        pub ends: Option<Day>,
        /// Its values, as JSON.
        pub body: String,
        /// The words by which it is found, in small letters.
        pub find: String,
        /// From when it was so.
        pub since: Moment,
        /// Until when; nothing: it is so now.
        pub until: Option<Moment>,
        /// Who changed it so.
        pub account: Option<AccountId>,
        /// Why.
        pub reason: Option<String>,
    }
}

const COLUMNS: &str =
    "record, version, register, title, state, organisation, division, about, ends, body, find, since, until, account, reason";

/// What belongs to a version besides its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What the record is recognised by.
    pub key: String,
    /// Codes by which lists are narrowed: field and value.
    pub marks: Vec<(String, String)>,
    /// The accounts of the people whom it concerns.
    pub people: Vec<AccountId>,
    /// The words by which everybody finds it, in small letters.
    pub public: String,
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    /// As it stood then; nothing: as it is now.
    pub at: Option<Moment>,
    /// Words in it.
    pub query: Option<String>,
    /// Only among the words that everybody may know.
    pub public: bool,
    /// In this state.
    pub state: Option<String>,
    /// In one of these states; none: in whatever state.
    pub states: Vec<String>,
    /// With these codes, all of them; where a value names several, parted by commas, with one of those.
    pub marks: Vec<(String, String)>,
    /// With one of these codes at least; none: whatever they have.
    pub any_mark: Vec<(String, String)>,
    /// Of this organisation.
    pub organisation: Option<OrganisationId>,
    /// About this record.
    pub about: Option<RecordId>,
    /// In this range of divisions: first code, first code after.
    pub area: Option<(String, String)>,
    /// Ends on or before this day.
    pub ends_by: Option<Day>,
    /// Changed last at this moment or after it.
    pub since: Option<Moment>,
}

/// Adds a record. A record with its key in the register is a conflict.
pub async fn insert(tx: &Tx, row: &RecordRow, beside: &Beside) -> Result<()> {
    let insert = "insert into record (id, register, key, version) values ($1, $2, $3, $4)";
    tx.execute(insert, values![row.record, row.register.as_str(), beside.key.as_str(), row.version]).await?;
    put(tx, row, beside).await
}

/// Writes version `row.version` over the one before; another version is a conflict.
pub async fn update(tx: &Tx, row: &RecordRow, beside: &Beside) -> Result<()> {
    let update = "update record set key = $2, version = $3 where id = $1 and version = $3 - 1";
    if tx.execute(update, values![row.record, beside.key.as_str(), row.version]).await? == 0 {
        return Err(stale("record"));
    }
    let end = "update record_version set until = $2 where record = $1 and until is null";
    tx.execute(end, values![row.record, row.since]).await?;
    put(tx, row, beside).await
}

async fn put(tx: &Tx, row: &RecordRow, beside: &Beside) -> Result<()> {
    let insert = format!(
        "insert into record_version ({COLUMNS}, public_find) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let values = values![
        row.record,
        row.version,
        row.register.as_str(),
        row.title.as_str(),
        row.state.as_str(),
        row.organisation,
        row.division.as_str(),
        row.about,
        row.ends,
        row.body.as_str(),
        row.find.as_str(),
        row.since,
        row.until,
        row.account,
        row.reason.as_deref(),
        beside.public.as_str()
    ];
    tx.execute(insert, values).await?;
    for (field, value) in &beside.marks {
        let mark = "insert into record_mark (register, field, value, record, version) values ($1, $2, $3, $4, $5) on conflict do nothing";
        tx.execute(mark, values![row.register.as_str(), field.as_str(), value.as_str(), row.record, row.version]).await?;
    }
    tx.execute("delete from record_person where record = $1", values![row.record]).await?;
    for account in &beside.people {
        let person = "insert into record_person (record, account) values ($1, $2) on conflict do nothing";
        tx.execute(person, values![row.record, *account]).await?;
    }
    Ok(())
}

fn select() -> Sql {
    Sql::new(&format!("select {COLUMNS} from record_version v where "))
}

/// A record as it is now.
pub async fn find(q: &impl Query, id: RecordId) -> Result<Option<RecordRow>> {
    select().push("v.until is null and v.record = ").bind(id).one(q).await
}

/// Several records as they are now, in no order.
pub async fn several(q: &impl Query, ids: &[RecordId]) -> Result<Vec<RecordRow>> {
    select().push("v.until is null and v.record in ").in_list(ids.iter().copied()).all(q).await
}

/// The records of a register that these organisations have now, in the order of their titles.
pub async fn of_organisations(q: &impl Query, register: &str, organisations: &[OrganisationId]) -> Result<Vec<RecordRow>> {
    let sql = select().push("v.until is null and v.register = ").bind(register);
    sql.push(" and v.organisation in ").in_list(organisations.iter().copied()).push(" order by v.title, v.record").all(q).await
}

/// Every version of a record, newest first.
pub async fn history(q: &impl Query, id: RecordId) -> Result<Vec<RecordRow>> {
    select().push("v.record = ").bind(id).push(" order by v.version desc").all(q).await
}

/// A record as it stood at a moment.
pub async fn at(q: &impl Query, id: RecordId, at: Moment) -> Result<Option<RecordRow>> {
    during(select().push("v.record = ").bind(id).push(" and "), Some(at)).one(q).await
}

/// The record with this key.
pub async fn by_key(q: &impl Query, register: &str, key: &str) -> Result<Option<RecordId>> {
    let sql = Sql::new("select id as value from record where register = ").bind(register).push(" and key = ").bind(key);
    Ok(sql.column(q).await?.into_iter().next())
}

/// The records with these keys, as they are now.
pub async fn keyed(q: &impl Query, register: &str, keys: &[String]) -> Result<Vec<RecordRow>> {
    let sql = select().push("v.until is null and v.record in (select id from record where register = ").bind(register);
    sql.push(" and key in ").in_list(keys.iter().cloned()).push(") order by v.title, v.record").all(q).await
}

/// The records whose key begins so, as they are now; `start` ends with a control character, so that no key lies behind it that does not.
pub async fn by_key_start(q: &impl Query, register: &str, start: &str) -> Result<Vec<RecordRow>> {
    let sql = select().push("v.until is null and v.record in (select id from record where register = ").bind(register);
    let after: String = start.trim_end_matches('\u{1f}').chars().chain(['\u{20}']).collect();
    sql.push(" and key >= ").bind(start).push(" and key < ").bind(after).push(") order by v.record").all(q).await
}

/// The accounts of the people whom a record concerns.
pub async fn people(q: &impl Query, id: RecordId) -> Result<Vec<AccountId>> {
    Sql::new("select account as value from record_person where record = ").bind(id).push(" order by account").column(q).await
}

fn during(sql: Sql, at: Option<Moment>) -> Sql {
    match at {
        None => sql.push("v.until is null"),
        Some(at) => sql.push("v.since <= ").bind(at).push(" and (v.until is null or v.until > ").bind(at).push(")"),
    }
}

/// What of a register is in a scope.
fn within(mut sql: Sql, scope: &Scope) -> Sql {
    if scope.everything {
        return sql;
    }
    sql = sql.push(" and (1 = 0");
    for (first, after) in &scope.areas {
        sql = sql.push(" or (v.division >= ").bind(first.as_str()).push(" and v.division < ").bind(after.as_str()).push(")");
    }
    let offices: Vec<OrganisationId> = scope.homes.iter().chain(&scope.offices).chain(&scope.handlers).copied().collect();
    if !offices.is_empty() {
        sql = sql.push(" or v.organisation in ").in_list(offices);
    }
    let people: Vec<AccountId> = scope.people.iter().chain(&scope.mediators).copied().collect();
    if !people.is_empty() {
        sql = sql.push(" or v.record in (select record from record_person where account in ").in_list(people).push(")");
    }
    sql.push(")")
}

pub(super) fn narrowed(mut sql: Sql, register: &str, scope: &Scope, narrow: &Narrow) -> Sql {
    sql = within(during(sql.push("v.register = ").bind(register).push(" and "), narrow.at), scope);
    if let Some(query) = &narrow.query {
        for word in query.split_whitespace() {
            let word = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            sql = sql
                .push(if narrow.public { " and v.public_find like " } else { " and v.find like " })
                .bind(format!("%{word}%"))
                .push(" escape '\\'");
        }
    }
    if let Some(state) = &narrow.state {
        sql = sql.push(" and v.state = ").bind(state.as_str());
    }
    if !narrow.states.is_empty() {
        sql = sql.push(" and v.state in ").in_list(narrow.states.iter().map(String::as_str));
    }
    for (field, value) in &narrow.marks {
        sql = sql.push(" and exists (select 1 from record_mark m where m.register = v.register and m.field = ").bind(field.as_str());
        sql = sql.push(" and m.value in ").in_list(value.split(',')).push(" and m.record = v.record and m.version = v.version)");
    }
    if !narrow.any_mark.is_empty() {
        sql = sql.push(" and exists (select 1 from record_mark m where m.register = v.register and m.record = v.record and m.version = v.version and (1 = 0");
        for (field, value) in &narrow.any_mark {
            sql = sql.push(" or (m.field = ").bind(field.as_str()).push(" and m.value = ").bind(value.as_str()).push(")");
        }
        sql = sql.push("))");
    }
    if let Some(organisation) = narrow.organisation {
        sql = sql.push(" and v.organisation = ").bind(organisation);
    }
    if let Some(about) = narrow.about {
        sql = sql.push(" and v.about = ").bind(about);
    }
    if let Some((first, after)) = &narrow.area {
        sql = sql.push(" and v.division >= ").bind(first.as_str()).push(" and v.division < ").bind(after.as_str());
    }
    if let Some(day) = narrow.ends_by {
        sql = sql.push(" and v.ends <= ").bind(day);
    }
    if let Some(since) = narrow.since {
        sql = sql.push(" and v.since >= ").bind(since);
    }
    sql
}

/// A page of a register by title.
pub async fn page(
    q: &impl Query,
    register: &str,
    scope: &Scope,
    narrow: &Narrow,
    after: Option<&(String, RecordId)>,
    limit: i64,
) -> Result<Vec<RecordRow>> {
    let mut sql = narrowed(select(), register, scope, narrow);
    if let Some((title, id)) = after {
        sql = sql.push(" and (v.title, v.record) > (").bind(title.as_str()).push(", ").bind(*id).push(")");
    }
    sql.push(" order by v.title, v.record limit ").bind(limit).all(q).await
}

row! {
    /// How many records have a code.
    pub struct Marked {
        /// The code.
        pub value: String,
        /// How many.
        pub count: i64,
    }
}

/// How many records of a register there are.
pub async fn count(q: &impl Query, register: &str, scope: &Scope, narrow: &Narrow) -> Result<i64> {
    narrowed(Sql::new("select count(*) from record_version v where "), register, scope, narrow).scalar_i64(q).await
}

/// How many records have which code of a field; a record with several counts for each.
pub async fn by_mark(q: &impl Query, register: &str, field: &str, scope: &Scope, narrow: &Narrow) -> Result<Vec<Marked>> {
    let sql = Sql::new(
        "select b.value, count(*) as count from record_version v join record_mark b on b.record = v.record and b.version = v.version and b.field = ",
    );
    let sql = sql.bind(field).push(" where ");
    narrowed(sql, register, scope, narrow).push(" group by b.value order by count desc, b.value").all(q).await
}

/// The records of a register that are called so now.
pub async fn titled(q: &impl Query, register: &str, titles: &[String]) -> Result<Vec<RecordRow>> {
    let sql = select().push("v.until is null and v.register = ").bind(register);
    sql.push(" and v.title in ").in_list(titles.iter().map(String::as_str)).push(" order by v.title, v.record").all(q).await
}

row! {
    /// A file of a record, without its bytes.
    pub struct RecordFile {
        /// Which.
        pub id: domain::kernel::id::FileId,
        /// Its name.
        pub name: String,
        /// What it is.
        pub content_type: String,
        /// Its size in bytes.
        pub size: i64,
        /// When it was stored.
        pub stored_at: Moment,
    }
}

/// Keeps a file of a record.
pub async fn attach(tx: &Tx, record: RecordId, file: &RecordFile, sha256: &[u8], bytes: Vec<u8>, account: AccountId) -> Result<()> {
    let insert = "insert into record_file (id, record, name, content_type, size, sha256, bytes, account, stored_at)
                  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values =
        values![file.id, record, file.name.as_str(), file.content_type.as_str(), file.size, sha256, bytes, account, file.stored_at];
    tx.execute(insert, values).await?;
    Ok(())
}

/// The files of a record, oldest first.
pub async fn files(q: &impl Query, record: RecordId) -> Result<Vec<RecordFile>> {
    let sql = Sql::new("select id, name, content_type, size, stored_at from record_file where record = ").bind(record);
    sql.push(" order by stored_at, id").all(q).await
}

/// Those of these records that have a picture among their files.
pub async fn with_images(q: &impl Query, records: &[RecordId]) -> Result<Vec<RecordId>> {
    let sql = Sql::new("select distinct record as value from record_file where content_type like 'image/%' and record in ");
    sql.in_list(records.iter().copied()).column(q).await
}

/// The records of a register about any of these, as they are now.
pub async fn about_any(q: &impl Query, register: &str, records: &[RecordId]) -> Result<Vec<RecordRow>> {
    let sql = select().push("v.until is null and v.register = ").bind(register);
    sql.push(" and v.about in ").in_list(records.iter().copied()).push(" order by v.title, v.record").all(q).await
}

/// The SHA-256 of a record's first file.
pub async fn first_hash(q: &impl Query, record: RecordId) -> Result<Option<Vec<u8>>> {
    let sql = Sql::new("select sha256 as value from record_file where record = ").bind(record);
    Ok(sql.push(" order by stored_at, id limit 1").column::<Vec<u8>>(q).await?.into_iter().next())
}

/// The bytes of a file of a record.
pub async fn bytes(q: &impl Query, record: RecordId, file: domain::kernel::id::FileId) -> Result<Option<Vec<u8>>> {
    let sql = Sql::new("select bytes as value from record_file where record = ").bind(record).push(" and id = ").bind(file);
    Ok(sql.column::<Vec<u8>>(q).await?.into_iter().next())
}

row! {
    /// A table that somebody brought: its texts as JSON.
    pub struct Brought {
        /// Which.
        pub id: uuid::Uuid,
        /// By whom.
        pub account: AccountId,
        /// For which register.
        pub register: String,
        /// Its rows of texts, as JSON.
        pub grid: String,
        /// When.
        pub stored_at: Moment,
    }
}

/// Forgets the tables that were brought before then; gives how many.
pub async fn forget_brought(tx: &Tx, before: Moment) -> Result<u64> {
    tx.execute("delete from record_import where stored_at < $1", values![before]).await
}

/// Keeps a table until it is imported, a day at most.
pub async fn bring(tx: &Tx, one: &Brought) -> Result<()> {
    let insert = "insert into record_import (id, account, register, grid, stored_at) values ($1, $2, $3, $4, $5)";
    tx.execute(insert, values![one.id, one.account, one.register.as_str(), one.grid.as_str(), one.stored_at]).await?;
    Ok(())
}

/// A table that this account brought.
pub async fn brought(q: &impl Query, id: uuid::Uuid, account: AccountId) -> Result<Option<Brought>> {
    let sql = Sql::new("select id, account, register, grid, stored_at from record_import where id = ").bind(id);
    sql.push(" and account = ").bind(account).one(q).await
}

/// Records of a register that concern these accounts and hold one of these codes of a field: whose, with the record.
pub async fn concerning(
    q: &impl Query,
    register: &str,
    accounts: &[AccountId],
    marks: (&str, &[&str]),
) -> Result<Vec<(AccountId, RecordRow)>> {
    row! { struct Concerns { account: AccountId, record: RecordId } }
    let sql = Sql::new(
        "select p.account, p.record from record_person p join record_version v on v.record = p.record and v.until is null and v.register = ",
    );
    let sql = sql.bind(register).push(" where p.account in ").in_list(accounts.iter().copied());
    let sql = sql.push(" and exists (select 1 from record_mark m where m.register = v.register and m.record = v.record and m.version = v.version and m.field = ");
    let pairs: Vec<Concerns> = sql.bind(marks.0).push(" and m.value in ").in_list(marks.1.iter().copied()).push(")").all(q).await?;
    let ids: Vec<RecordId> = pairs.iter().map(|pair| pair.record).collect();
    let rows: std::collections::BTreeMap<_, _> = several(q, &ids).await?.into_iter().map(|row| (row.record, row)).collect();
    Ok(pairs.into_iter().filter_map(|pair| Some((pair.account, rows.get(&pair.record)?.clone()))).collect())
}

/// Records of a register that belong to these organisations and hold one of these codes of a field: whom each concerns, with the record.
pub async fn posted(
    q: &impl Query,
    register: &str,
    organisations: &[OrganisationId],
    marks: (&str, &[&str]),
) -> Result<Vec<(AccountId, RecordRow)>> {
    row! { struct Concerns { account: AccountId, record: RecordId } }
    let sql = Sql::new(
        "select p.account, p.record from record_version v join record_person p on p.record = v.record where v.until is null and v.register = ",
    );
    let sql = sql.bind(register).push(" and v.organisation in ").in_list(organisations.iter().copied());
    let sql = sql.push(" and exists (select 1 from record_mark m where m.register = v.register and m.record = v.record and m.version = v.version and m.field = ");
    let sql = sql.bind(marks.0).push(" and m.value in ").in_list(marks.1.iter().copied()).push(") order by p.account, p.record");
    let pairs: Vec<Concerns> = sql.all(q).await?;
    let ids: Vec<RecordId> = pairs.iter().map(|pair| pair.record).collect();
    let rows: std::collections::BTreeMap<_, _> = several(q, &ids).await?.into_iter().map(|row| (row.record, row)).collect();
    Ok(pairs.into_iter().filter_map(|pair| Some((pair.account, rows.get(&pair.record)?.clone()))).collect())
}

/// Records in which something runs out until this day, soonest first, in any register.
pub async fn ending(q: &impl Query, until: Day, after: Option<(Day, RecordId)>, limit: i64) -> Result<Vec<RecordRow>> {
    let mut sql = select().push("v.until is null and v.ends <= ").bind(until);
    if let Some((day, id)) = after {
        sql = sql.push(" and (v.ends > ").bind(day).push(" or (v.ends = ").bind(day).push(" and v.record > ").bind(id).push("))");
    }
    sql.push(" order by v.ends, v.record limit ").bind(limit).all(q).await
}
