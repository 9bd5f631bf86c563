//! The vault as its mediator sees it: a wall between the rooms, what was said in each, and a form to put something in.

use app::case::Choice;
use app::vault::{Said, VaultView};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::case::Refusal;
use domain::kernel::id::{CaseId, PartyId};
use domain::kernel::{Faults, Form};
use domain::vault::{PutEntry, VaultRoom};
use serde_json::{Value, json};

use super::Request;
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::intake::refused;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::FormView;
use crate::visit::{Choices, Words};

/// The form's name in the language file.
const FORM: &str = "vault.put";

/// One thing that was said.
struct Entry {
    id: String,
    kind: &'static str,
    speaker: String,
    amount: String,
    text: Option<String>,
    when: String,
    stamp: String,
    release: Option<String>,
}

/// A room with what was said in it.
struct Room {
    code: &'static str,
    name: &'static str,
    who: &'static str,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "vault/page.html")]
struct Page {
    frame: Frame,
    case: String,
    sides: String,
    rooms: Vec<Room>,
    open: bool,
    over: bool,
    form: FormView,
    requests: Vec<Request>,
}

/// Shows the vault.
pub async fn show(visitor: Visitor, Path(case): Path<String>, asked: Asked) -> Answer {
    let found = app::vault::open(&visitor.cx, case.parse::<CaseId>()?).await?;
    let typed = match asked.text("room").parse::<VaultRoom>() {
        Ok(room) => json!({ "room": room.code() }),
        Err(_) => json!({}),
    };
    draw(&visitor, StatusCode::OK, found, &typed, Faults::default(), None, asked.text("done"))
}

/// Puts something in, or shows the page again with what was typed.
pub async fn put(visitor: Visitor, Path(case): Path<String>, Posted(sent): Posted) -> Answer {
    let case = case.parse::<CaseId>()?;
    let (faults, refusal) = match PutEntry::read(&sent.tree) {
        Err(faults) => (faults, None),
        Ok(form) => match app::vault::put(&visitor.cx, case, form).await {
            Ok(_) => return Ok(Redirect::to(&format!("/cases/{case}/vault?done=vault.put")).into_response()),
            Err(Error::Faults(faults)) => (faults, None),
            Err(Error::Refused(refusal)) => (Faults::default(), Some(refusal)),
            Err(other) => return Err(other.into()),
        },
    };
    let found = app::vault::open(&visitor.cx, case).await?;
    draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, found, &sent.tree, faults, refusal, "")
}

fn draw(
    visitor: &Visitor,
    status: StatusCode,
    found: VaultView,
    typed: &Value,
    faults: Faults,
    refusal: Option<Refusal>,
    done: &str,
) -> Answer {
    let VaultView { case: shown, said, requests, open } = found;
    let parties: Vec<Choice> = shown.choices(PartyId::PREFIX).unwrap_or_default();
    let choices = Choices { lists: &visitor.cx.app.lists, found: vec![(PartyId::PREFIX.to_owned(), parties)] };
    let specs = PutEntry::specs();
    let mut form = view(&Drawing { form: FORM, specs: &specs, typed, faults: &faults, labels: &Words, options: &choices });
    if let Some(refusal) = &refusal {
        form = refused::shown(form, refusal);
    }
    let id = shown.case.id.to_string();
    let over = shown.case.vault.over;
    let room = |room: VaultRoom| Room {
        code: room.code(),
        name: text::code("vault_wall", room.code()),
        who: text::code("vault_room", room.code()),
        entries: said.iter().filter(|one| one.room == room).map(|one| entry(one, &id, over)).collect(),
    };
    let page = Page {
        frame: Frame { kicker: shown.case.number.clone(), ..visitor.frame_done(text::code("page_title", "vault"), done) },
        sides: shown.title(),
        rooms: [VaultRoom::ApplicantCaucus, VaultRoom::Shared, VaultRoom::RespondentCaucus].into_iter().map(room).collect(),
        open,
        over,
        form,
        requests: requests.iter().map(Request::from).collect(),
        case: id,
    };
    page_with(status, &page)
}

fn entry(said: &Said, case: &str, over: bool) -> Entry {
    Entry {
        id: said.id.to_string(),
        kind: text::code("vault_kind", said.kind.code()),
        speaker: said.speaker.clone().unwrap_or_else(|| text::code("role", "mediator").to_owned()),
        amount: said.amount.map(|amount| amount.to_string()).unwrap_or_default(),
        text: said.text.clone(),
        when: said.at.chinese(),
        stamp: said.at.to_string(),
        release: (!over && said.text.is_some()).then(|| format!("/cases/{case}/vault/{}/release", said.id)),
    }
}
