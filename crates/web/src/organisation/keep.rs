//! Adding and changing organisations and their rooms.

use app::Error;
use app::organisation::{
    DivisionRow, OrganisationForm, OrganisationRow, RoomForm, create as add, divisions_within, offices_within, put_room, update as change,
};
use askama::Template;
use axum::extract::Path;
use domain::access::rules::Deal;
use domain::kernel::Form;
use domain::kernel::id::{OrganisationId, RoomId};
use serde_json::{Value, json};

use super::page::{Typed, shown};
use crate::access::shown::{Again, Choice, Offered, draw, fields, go, title};
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::decode::Press;
use crate::look::frame::Frame;
use crate::look::view::FormView;

#[derive(Template)]
#[template(path = "organisation/form.html")]
struct Page {
    frame: Frame,
    /// Where the form goes, and where "cancel" goes.
    action: String,
    back: String,
    version: String,
    form: FormView,
    note: String,
    /// How it stands by its profile, which alone changes it: address, state in words, whether it works.
    standing: Option<(String, String, bool)>,
}

/// The names from the county down, for a choice.
fn division(row: DivisionRow) -> Choice {
    let names: Vec<&str> = row.path.split('/').collect();
    let skip = names.len().saturating_sub(2);
    let label = names.into_iter().skip(skip).collect::<Vec<_>>().join(" ");
    (row.code, label, None)
}

async fn offered(visitor: &Visitor, own: Option<&OrganisationRow>, parent: Option<&str>) -> Result<Offered, Failure> {
    let cx = &visitor.cx;
    let choice = |row: OrganisationRow| (row.id.to_string(), row.name, None);
    let offices = offices_within(cx, Deal::KeepDirectory).await?;
    let mut offices: Vec<Choice> = offices.into_iter().filter(|row| own.is_none_or(|own| own.id != row.id)).map(choice).collect();
    // One above that lies beyond reach stays to be seen by its name.
    if let Some((own, name)) = own.and_then(|own| own.parent).zip(parent)
        && !offices.iter().any(|(id, _, _)| *id == own.to_string())
    {
        offices.push((own.to_string(), name.to_owned(), None));
    }
    let mut lists = vec![("org", offices), ("fields", fields(&cx.app.lists))];
    if let Some(rows) = divisions_within(cx, Deal::KeepDirectory).await? {
        lists.push(("division", rows.into_iter().map(division).collect()));
    }
    Ok(Offered { lists, lines: &[("division", "division"), ("handles", "fields")] })
}

async fn new_page(visitor: &Visitor, typed: &Value, again: Again) -> Answer {
    let form = draw::<OrganisationForm>("organisation", typed, &again.faults, &offered(visitor, None, None).await?);
    let page = Page {
        frame: visitor.frame(title("organisation_new")),
        action: "/organisations/new".to_owned(),
        standing: None,
        back: "/organisations".to_owned(),
        version: String::new(),
        form,
        note: again.note,
    };
    page_with(again.status, &page)
}

/// The form of a new organisation; `?division=` and `?parent=` are filled in.
pub async fn new_form(visitor: Visitor, asked: Asked) -> Answer {
    let mine = visitor.session.grants.first().map(|grant| grant.division.as_str()).unwrap_or_default();
    let division = if asked.text("division").is_empty() { mine } else { asked.text("division") };
    let known = json!({ "division": division, "parent": asked.text("parent"), "takes_cases": "on", "active": "on" });
    new_page(&visitor, &known, Again::edit()).await
}

/// Adds an organisation.
pub async fn create(visitor: Visitor, Posted(typed): Posted) -> Answer {
    let again = if typed.press == Press::Edit {
        Again::edit()
    } else {
        match OrganisationForm::read(&typed.tree) {
            Ok(form) => match add(&visitor.cx, form).await {
                Ok(id) => return Ok(go(&format!("/organisations/{id}?done=organisation_added"), None)),
                Err(error) => Again::after(error)?,
            },
            Err(faults) => Again::faults(faults),
        }
    };
    new_page(&visitor, &typed.tree, again).await
}

async fn edit_page(visitor: &Visitor, id: OrganisationId, typed: Option<(&Value, &str)>, again: Again) -> Answer {
    let view = app::organisation::show(&visitor.cx, id).await?;
    if !view.kept {
        return Err(Failure::App(Error::NotFound));
    }
    let offered = offered(visitor, Some(&view.row), view.above.last().map(|(_, name)| name.as_str())).await?;
    let mut stored = Value::Object(OrganisationForm::tree(&view.row));
    if let (Some((tree, _)), Some(fields)) = (typed, stored.as_object_mut()) {
        *fields = tree.as_object().cloned().unwrap_or_default();
    }
    let form = draw::<OrganisationForm>("organisation", &stored, &again.faults, &offered);
    let page = Page {
        frame: visitor.frame(view.row.name.clone()),
        action: format!("/organisations/{id}/edit"),
        back: format!("/organisations/{id}"),
        standing: view.standing.map(|one| (format!("/records/{}", one.record), one.name, view.row.active)),
        // After a conflict the page knows what is stored now; what was typed may then be sent over it on purpose.
        version: typed.filter(|_| again.note.is_empty()).map_or_else(|| view.row.version.to_string(), |(_, version)| version.to_owned()),
        form,
        note: again.note,
    };
    page_with(again.status, &page)
}

/// The form to change an organisation.
pub async fn edit_form(visitor: Visitor, Path(organisation): Path<String>) -> Answer {
    edit_page(&visitor, organisation.parse()?, None, Again::edit()).await
}

/// Changes an organisation.
pub async fn update(visitor: Visitor, Path(organisation): Path<String>, Posted(typed): Posted) -> Answer {
    let id: OrganisationId = organisation.parse()?;
    let again = if typed.press == Press::Edit {
        Again::edit()
    } else {
        match OrganisationForm::read(&typed.tree) {
            Ok(form) => match change(&visitor.cx, id, form, typed.text("_version").parse().unwrap_or(0)).await {
                Ok(()) => return Ok(go(&format!("/organisations/{id}?done=organisation_changed"), None)),
                Err(error) => Again::after(error)?,
            },
            Err(faults) => Again::faults(faults),
        }
    };
    edit_page(&visitor, id, Some((&typed.tree, typed.text("_version"))), again).await
}

/// Adds a room, or changes the one that `_room` and `_version` name.
pub async fn add_room(visitor: Visitor, Path(organisation): Path<String>, Posted(typed): Posted) -> Answer {
    let id: OrganisationId = organisation.parse()?;
    let room: Option<RoomId> = match typed.text("_room") {
        "" => None,
        room => Some(room.parse()?),
    };
    let version = typed.text("_version").parse().unwrap_or(0);
    let again = match RoomForm::read(&typed.tree) {
        Ok(form) => match put_room(&visitor.cx, id, room.map(|room| (room, version)), form).await {
            Ok(_) => return Ok(go(&format!("/organisations/{id}?done=room_changed"), None)),
            Err(error) => Again::after(error)?,
        },
        Err(faults) => Again::faults(faults),
    };
    shown(&visitor, id, &Asked(Value::Null), Some(Typed { room, tree: &typed.tree }), again).await
}
