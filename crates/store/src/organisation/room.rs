//! Rooms in which sessions are held.

use std::collections::BTreeMap;

use domain::kernel::Moment;
use domain::kernel::id::{OrganisationId, RoomId};

use super::directory::{self, stale};
use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A room.
    pub struct RoomRow {
        /// Which.
        pub id: RoomId,
        /// Whose.
        pub organisation: OrganisationId,
        /// Its name.
        pub name: String,
        /// Seats; 0 when nobody counted.
        pub seats: i64,
        /// Has what an online session needs.
        pub online: bool,
        /// In use.
        pub active: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

const COLUMNS: &str = "id, organisation, name, seats, online, active, version";

/// Adds a new room.
pub async fn insert(tx: &Tx, row: &RoomRow) -> Result<()> {
    let insert = format!("insert into room ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)");
    let values = values![row.id, row.organisation, row.name.as_str(), row.seats, row.online, row.active, row.version];
    tx.execute(insert, values).await?;
    Ok(())
}

/// Writes the row over version `row.version - 1`; another version is a conflict.
pub async fn update(tx: &Tx, row: &RoomRow) -> Result<()> {
    let update = "update room set name = $2, seats = $3, online = $4, active = $5, version = $6 where id = $1 and version = $6 - 1";
    let values = values![row.id, row.name.as_str(), row.seats, row.online, row.active, row.version];
    if tx.execute(update, values).await? == 0 { Err(stale("room")) } else { Ok(()) }
}

/// One room.
pub async fn find(q: &impl Query, id: RoomId) -> Result<Option<RoomRow>> {
    q.query_one(format!("select {COLUMNS} from room where id = $1"), values![id]).await
}

/// The rooms of these organisations by name, closed ones too.
pub async fn of(q: &impl Query, organisations: &[OrganisationId]) -> Result<Vec<RoomRow>> {
    let mut rooms = Vec::new();
    // Both engines bound the number of values in one statement.
    for some in organisations.chunks(500) {
        let sql = Sql::new(&format!("select {COLUMNS} from room where organisation in ")).in_list(some.iter().copied());
        rooms.extend(sql.push(" order by organisation, name, id").all::<RoomRow>(q).await?);
    }
    Ok(rooms)
}

/// The room is in use and belongs to one of these organisations.
pub async fn room_is_usable(q: &impl Query, id: RoomId, organisations: &[OrganisationId]) -> Result<bool> {
    Ok(find(q, id).await?.is_some_and(|room| room.active && organisations.contains(&room.organisation)))
}

/// What a list of rooms is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In the subtree of this division.
    pub area: String,
    /// With what an online session needs.
    pub online: bool,
    /// With so many seats at least.
    pub seats: i64,
    /// With these words in its name or that of its organisation.
    pub words: Option<String>,
    /// Also rooms that are not in use.
    pub closed_too: bool,
    /// Only those that are free from then until then.
    pub free: Option<(Moment, Moment)>,
}

/// Rooms of organisations that still exist, by division, organisation and name, after the one given.
pub async fn list(q: &impl Query, wanted: &Wanted, after: Option<RoomId>, limit: i64) -> Result<Vec<RoomRow>> {
    let (first, past) = domain::access::subtree(&wanted.area);
    let sql = Sql::new(
        "select r.id, r.organisation, r.name, r.seats, r.online, r.active, r.version from room r
         join organisation o on o.id = r.organisation and o.active = 1 where o.division >= ",
    );
    let mut sql = sql.bind(first).push(" and o.division < ").bind(past).push(" and r.seats >= ").bind(wanted.seats);
    if !wanted.closed_too {
        sql = sql.push(" and r.active = 1");
    }
    if wanted.online {
        sql = sql.push(" and r.online = 1");
    }
    if let Some(words) = wanted.words.as_deref().filter(|words| !words.is_empty()) {
        sql = sql.push(" and (").like("r.name", words).push(" or ").like("o.name", words).push(")");
    }
    if let Some((from, to)) = wanted.free {
        sql = sql.push(
            " and not exists (select 1 from session_row s where s.room = r.id and s.cancelled = 0 and s.result is null and s.starts < ",
        );
        sql = sql.bind(to).push(" and s.ends > ").bind(from).push(")");
    }
    let last = match after {
        Some(after) => find(q, after).await?,
        None => None,
    };
    if let Some(last) = last
        && let Some(owner) = directory::find(q, last.organisation).await?
    {
        sql = sql.push(" and (o.division, o.id, r.name, r.id) > (").bind(owner.division).push(", ").bind(owner.id);
        sql = sql.push(", ").bind(last.name).push(", ").bind(last.id).push(")");
    }
    sql.push(" order by o.division, o.id, r.name, r.id limit ").bind(limit).all(q).await
}

/// Names by id, for sentences and lists.
pub async fn room_names(q: &impl Query, ids: &[RoomId]) -> Result<BTreeMap<RoomId, String>> {
    row! { struct Named { id: RoomId, name: String } }
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<Named> = Sql::new("select id, name from room where id in ").in_list(ids.iter().copied()).all(q).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
