//! Keeping organisations and rooms, each in the division that one reaches.

use domain::access::rules::Deal;
use domain::access::{Action, Facts};
use domain::case::Actor;
use domain::kernel::form::Whole;
use domain::kernel::id::{OrganisationId, RoomId};
use domain::kernel::{Fault, Line};
use serde_json::{Map, Value, json};
use store::Tx;
use store::organisation::{self, OrganisationRow, RoomRow, division, room};

use super::form::{OrganisationForm, RoomForm};
use super::{chronicle, lifecycle, matter};
use crate::audit::{Deed, Note, note};
use crate::{Ctx, Error, Result};

/// As whom the person keeps the directory in this division; out of reach = not found.
pub(super) fn keeper(cx: &Ctx, division: &str) -> Result<Actor> {
    cx.may(Action::Deal(Deal::KeepDirectory), &Facts { division: division.to_owned(), ..Facts::default() })
}

/// Adds an organisation.
///
/// # Errors
/// [`Error::Faults`] for an unknown or unreachable division, unknown fields, a prefix that another organisation numbers its cases with.
pub async fn create(cx: &Ctx, form: OrganisationForm) -> Result<OrganisationId> {
    cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    let id = OrganisationId(cx.app.dice.id());
    let actor = keeper(cx, &form.division).map_err(|_| Error::at("division", Fault::Wrong("out_of_reach")))?;
    let row = row(cx, id, form, 1);
    let entry = Note::by(cx, &actor, Deed::OrganisationAdded).on("organisation", id).with("kind", row.kind.code());
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                check(&cx, tx, &row).await?;
                organisation::insert(tx, &row).await?;
                chronicle::keep(&cx, tx, &entry_of(&row), None, &values(tx, &row).await?).await?;
                note(tx, entry).await?;
                Ok(id)
            })
        })
        .await
}

/// Changes an organisation. `version` is the one that the page was drawn from.
///
/// # Errors
/// As [`create`]; [`Error::NotFound`] out of reach, [`Error::Stale`] when somebody was faster.
pub async fn update(cx: &Ctx, id: OrganisationId, form: OrganisationForm, version: i64) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let old = organisation::find(tx, id).await?.ok_or(Error::NotFound)?;
                let actor = keeper(&cx, &old.division)?;
                keeper(&cx, &form.division).map_err(|_| Error::at("division", Fault::Wrong("out_of_reach")))?;
                let new = row(&cx, id, form, version + 1);
                check(&cx, tx, &new).await?;
                may_stand(&cx, tx, &old, &new).await?;
                organisation::update(tx, &new).await?;
                let before = Some((values(tx, &old).await?, old.updated_at));
                chronicle::keep(&cx, tx, &entry_of(&new), before, &values(tx, &new).await?).await?;
                if new.division != old.division {
                    organisation::directory::moved(tx, id, &new.division).await?;
                }
                let entry = Note::by(&cx, &actor, Deed::OrganisationChanged).on("organisation", id).with("fields", changed(&old, &new));
                note(tx, entry).await
            })
        })
        .await
}

/// Whether an organisation works is said by its profile, where it has one; none ends here that has open cases.
async fn may_stand(cx: &Ctx, tx: &Tx, old: &OrganisationRow, new: &OrganisationRow) -> Result<()> {
    if old.kind != new.kind
        && let Some(sort) = lifecycle::sort(tx, old.id).await?
        && !new.kind.sorts().contains(&sort.as_str())
    {
        return Err(Error::at("kind", Fault::Wrong("kind_disagrees")));
    }
    match lifecycle::standing_in(cx, tx, old.id).await? {
        Some(standing) if standing.runs != new.active && old.active != new.active => {
            Err(Error::at("active", Fault::Wrong("standing_in_profile")))
        }
        _ if old.active && !new.active => lifecycle::may_end(tx, old.id, "active").await,
        _ => Ok(()),
    }
}

/// The organisation works, or works no more: as its profile says.
pub(super) async fn set_running(cx: &Ctx, tx: &Tx, id: OrganisationId, running: bool) -> Result<()> {
    let Some(old) = organisation::find(tx, id).await?.filter(|old| old.active != running) else { return Ok(()) };
    let new = OrganisationRow { active: running, version: old.version + 1, updated_at: cx.now, ..old.clone() };
    organisation::update(tx, &new).await?;
    let before = Some((values(tx, &old).await?, old.updated_at));
    chronicle::keep(cx, tx, &entry_of(&new), before, &values(tx, &new).await?).await?;
    let Ok(actor) = keeper(cx, &new.division) else { return Ok(()) };
    note(tx, Note::by(cx, &actor, Deed::OrganisationChanged).on("organisation", id).with("fields", vec!["active"])).await
}

fn row(cx: &Ctx, id: OrganisationId, form: OrganisationForm, version: i64) -> OrganisationRow {
    let prefix = form.number_prefix.as_deref().or(form.short_name.as_deref()).unwrap_or(&form.name).to_owned();
    OrganisationRow {
        id,
        kind: form.kind,
        name: form.name.into_string(),
        short_name: form.short_name.map(Line::into_string),
        number_prefix: prefix,
        division: form.division.into_string(),
        parent: form.parent,
        address: form.address.map(Line::into_string),
        phone: form.phone.map(|phone| phone.number().to_owned()),
        hours: form.hours.map(Line::into_string),
        head: form.head.map(Line::into_string),
        takes_cases: form.takes_cases && form.kind.mediates(),
        handles: form.handles.into_iter().map(Line::into_string).collect(),
        serves_uscc: form.serves_uscc.map(|code| code.number().to_owned()),
        active: form.active,
        version,
        updated_at: cx.now,
    }
}

fn entry_of(row: &OrganisationRow) -> chronicle::Entry<'_> {
    chronicle::Entry { kind: "organisation", id: row.id.0, title: &row.name, organisation: Some(row.id), division: &row.division }
}

/// What the history keeps of an organisation: the one above by its name.
async fn values(tx: &Tx, row: &OrganisationRow) -> Result<Map<String, Value>> {
    let parent = match row.parent {
        Some(parent) => organisation::find(tx, parent).await?.map(|row| row.name),
        None => None,
    };
    let mut all = OrganisationForm::tree(row);
    all.insert("parent".to_owned(), json!(parent));
    Ok(all)
}

async fn check(cx: &Ctx, tx: &Tx, row: &OrganisationRow) -> Result<()> {
    let fields: Vec<_> = row.handles.0.iter().filter_map(|code| Line::new(code).ok()).collect();
    matter::known(&cx.app.lists, "handles", &fields).map_err(Error::Faults)?;
    if division::find(tx, &row.division).await?.is_none() {
        return Err(Error::at("division", Fault::UnknownChoice));
    }
    if let Some(parent) = row.parent
        && (parent == row.id || organisation::find(tx, parent).await?.is_none())
    {
        return Err(Error::at("parent", Fault::UnknownChoice));
    }
    if row.kind.mediates() && organisation::directory::with_prefix(tx, &row.number_prefix, row.id).await?.is_some() {
        return Err(Error::at("number_prefix", Fault::Wrong("number_prefix_taken")));
    }
    Ok(())
}

/// The names of the fields that changed.
fn changed(old: &OrganisationRow, new: &OrganisationRow) -> Vec<&'static str> {
    macro_rules! fields {
        ($($field:ident)*) => { [$((stringify!($field), old.$field != new.$field)),*] };
    }
    let fields =
        fields!(kind name short_name number_prefix division parent address phone hours head takes_cases handles serves_uscc active);
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// What the history keeps of a room.
fn room_values(row: &RoomRow) -> Map<String, Value> {
    let seats = (row.seats > 0).then_some(row.seats);
    match json!({ "name": row.name, "seats": seats, "online": row.online, "active": row.active }) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Adds a room (`known` is nothing) or changes one: its id, with the version that the page was drawn from.
///
/// # Errors
/// [`Error::NotFound`] out of reach, [`Error::Stale`] when somebody was faster.
pub async fn put_room(cx: &Ctx, organisation: OrganisationId, known: Option<(RoomId, i64)>, form: RoomForm) -> Result<RoomId> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let owner = organisation::find(tx, organisation).await?.ok_or(Error::NotFound)?;
                let actor = keeper(&cx, &owner.division)?;
                let (id, version) = known.map_or_else(|| (RoomId(cx.app.dice.id()), 1), |(id, version)| (id, version + 1));
                let row = RoomRow {
                    id,
                    organisation,
                    name: form.name.into_string(),
                    seats: form.seats.map_or(0, Whole::get),
                    online: form.online,
                    active: form.active,
                    version,
                };
                if known.is_some() {
                    room::find(tx, id).await?.filter(|old| old.organisation == organisation).ok_or(Error::NotFound)?;
                    room::update(tx, &row).await?;
                } else {
                    room::insert(tx, &row).await?;
                }
                let entry = chronicle::Entry {
                    kind: "room",
                    id: id.0,
                    title: &row.name,
                    organisation: Some(organisation),
                    division: &owner.division,
                };
                chronicle::keep(&cx, tx, &entry, None, &room_values(&row)).await?;
                note(tx, Note::by(&cx, &actor, Deed::RoomChanged).on("room", id)).await?;
                Ok(id)
            })
        })
        .await
}
