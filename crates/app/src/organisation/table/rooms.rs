//! Rooms in a table: a row for each one, recognised by its name in its organisation.

use std::collections::BTreeMap;

use domain::access::rules::Deal;
use domain::kernel::id::{OrganisationId, RoomId};
use domain::kernel::width::{folded, narrow};
use domain::kernel::{Fault, Faults, Form};
use serde_json::{Map, Value, json};
use store::organisation::{Filter, RoomRow, directory, room};

use super::{Head, Known, MOST_ROWS, Said, Table, fault_at, flag, handed, text, yes_no};
use crate::Ctx;
use crate::document::model::Cell;
use crate::organisation::form::RoomForm;
use crate::organisation::keep::put_room;
use crate::organisation::reach::areas;
use crate::organisation::room::Wanted;

/// The rooms that are known, and the organisations that may have some.
pub struct Rooms {
    known: BTreeMap<(OrganisationId, String), (RoomId, Known)>,
    /// Organisations by name and division.
    owners: BTreeMap<(String, String), OrganisationId>,
}

/// Every room of a list as XLSX.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may not read the directory; [`crate::Error::Press`] when the file can't be made.
pub async fn export(cx: &Ctx, wanted: &Wanted) -> crate::Result<Vec<u8>> {
    let reader = cx.app.store.read();
    let rows = room::list(&reader, wanted, None, MOST_ROWS).await?;
    let mut ids: Vec<OrganisationId> = rows.iter().map(|row| row.organisation).collect();
    ids.dedup();
    let owners: BTreeMap<OrganisationId, _> = directory::several(&reader, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let owner = |row: &RoomRow| owners.get(&row.organisation);
    let cell = |row: &RoomRow, name: &str| match name {
        "organisation" => text(owner(row).map(|owner| owner.name.as_str())),
        "division" => text(owner(row).map(|owner| owner.division.as_str())),
        "name" => text(Some(&row.name)),
        "seats" if row.seats > 0 => Cell::Text(row.seats.to_string()),
        "online" => yes_no(row.online),
        "active" => yes_no(row.active),
        _ => Cell::Empty,
    };
    handed::<Rooms, _>(cx, &rows, cell).await
}

impl Table for Rooms {
    const NAME: &'static str = "rooms";
    const FORM: &'static str = "room";
    const HEADS: &'static [Head] = &[
        Head::required("organisation"),
        Head::of("division"),
        Head::required("name"),
        Head::of("seats"),
        Head::of("online"),
        Head::of("active"),
    ];
    const SHOWN: &'static [&'static str] = &["organisation", "division", "seats", "online", "active"];
    type Key = (OrganisationId, String);
    type Form = RoomForm;

    async fn open(cx: &Ctx) -> crate::Result<Self> {
        let reader = cx.app.store.read();
        let filter = Filter { scope: Some(areas(cx, Deal::KeepDirectory)), ..Filter::default() };
        let owners = store::organisation::list(&reader, &filter, None, MOST_ROWS).await?;
        let ids: Vec<OrganisationId> = owners.iter().map(|row| row.id).collect();
        let rows = room::of(&reader, &ids).await?;
        let known =
            |row: RoomRow| ((row.organisation, folded(&row.name)), (row.id, Known { version: row.version, tree: RoomForm::tree(&row) }));
        Ok(Self {
            known: rows.into_iter().map(known).collect(),
            owners: owners.into_iter().map(|row| ((folded(&row.name), row.division), row.id)).collect(),
        })
    }

    fn key(&self, said: &Said<'_>) -> Result<Self::Key, Faults> {
        let owner = said.get("organisation").map(|name| folded(name)).unwrap_or_default();
        let division = said.get("division").map(|code| narrow(code));
        let fits = |(name, place): &(String, String)| *name == owner && division.as_ref().is_none_or(|division| place == division);
        let mut found = self.owners.iter().filter(|(key, _)| fits(key));
        let organisation = match (found.next(), found.next()) {
            (Some((_, id)), None) => *id,
            (Some(_), Some(_)) => return Err(fault_at("division", Fault::Wrong("several_organisations"))),
            (None, _) => return Err(fault_at("organisation", Fault::Wrong("no_organisation"))),
        };
        Ok((organisation, said.get("name").map(|name| folded(name)).unwrap_or_default()))
    }

    fn known(&self, key: &Self::Key) -> Option<&Known> {
        self.known.get(key).map(|(_, known)| known)
    }

    fn fresh(&self, _: &Self::Key) -> Map<String, Value> {
        Map::from_iter([("active".to_owned(), json!(true))])
    }

    fn typed(&self, _: &Self::Key, name: &str, text: &str) -> Option<Value> {
        match name {
            "organisation" | "division" => None,
            "online" | "active" => Some(flag(&narrow(text))),
            "seats" => Some(json!(narrow(text).trim_end_matches(".0"))),
            _ => Some(json!(text)),
        }
    }

    fn read(&self, _: &Ctx, tree: &Value) -> Result<Self::Form, Faults> {
        RoomForm::read(tree)
    }

    async fn write(&self, cx: &Ctx, key: &Self::Key, version: Option<i64>, form: Self::Form) -> crate::Result<()> {
        let known = self.known.get(key).map(|(id, _)| *id).zip(version);
        put_room(cx, key.0, known, form).await.map(|_| ())
    }
}
