//! The mediator asks for an entry to be let out: who gets it, what for, and the papers that allow it.

use app::case::{CaseView, Choice};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::case::Refusal;
use domain::kernel::id::{CaseId, FileId, OrganisationId, PartyId, VaultEntryId};
use domain::kernel::{Faults, Form};
use domain::vault::AskRelease;
use serde_json::{Value, json};

use crate::failure::{Answer, page_with};
use crate::guard::{Posted, Visitor};
use crate::intake::refused;
use crate::look::decode::Press;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::FormView;
use crate::visit::{Choices, Words};

/// The form's name in the language file.
const FORM: &str = "vault.ask_release";

#[derive(Template)]
#[template(path = "vault/ask.html")]
struct Page {
    frame: Frame,
    case: String,
    entry: String,
    sides: String,
    what: String,
    intro: &'static str,
    form: FormView,
}

/// Shows the form with a row for each party.
pub async fn form(visitor: Visitor, Path((case, entry)): Path<(String, String)>) -> Answer {
    let (case, entry) = (case.parse::<CaseId>()?, entry.parse::<VaultEntryId>()?);
    let found = app::vault::open(&visitor.cx, case).await?;
    let rows = found.case.parties.iter().map(|party| json!({ "party": party.id.to_string(), "means": "written" }));
    let typed = json!({ "ground": "consent", "consents": rows.collect::<Vec<_>>() });
    draw(&visitor, StatusCode::OK, found, entry, &typed, Faults::default(), None).await
}

/// Asks, or shows the form again with what was typed.
pub async fn submit(visitor: Visitor, Path((case, entry)): Path<(String, String)>, Posted(sent): Posted) -> Answer {
    let (case, entry) = (case.parse::<CaseId>()?, entry.parse::<VaultEntryId>()?);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let (faults, refusal) = if sent.press == Press::Edit {
        status = StatusCode::OK;
        (Faults::default(), None)
    } else {
        match AskRelease::read(&sent.tree) {
            Err(faults) => (faults, None),
            Ok(form) => match app::vault::release::ask(&visitor.cx, case, entry, form).await {
                Ok(_) => return Ok(Redirect::to(&format!("/cases/{case}/vault?done=vault.ask_release")).into_response()),
                Err(Error::Faults(faults)) => (faults, None),
                Err(Error::Refused(refusal)) => (Faults::default(), Some(refusal)),
                Err(other) => return Err(other.into()),
            },
        }
    };
    let found = app::vault::open(&visitor.cx, case).await?;
    draw(&visitor, status, found, entry, &sent.tree, faults, refusal).await
}

async fn draw(
    visitor: &Visitor,
    status: StatusCode,
    found: app::vault::VaultView,
    entry: VaultEntryId,
    typed: &Value,
    faults: Faults,
    refusal: Option<Refusal>,
) -> Answer {
    let said = found.said.iter().find(|one| one.id == entry).ok_or(Error::NotFound)?;
    let shown: &CaseView = &found.case;
    let files: Vec<Choice> = shown.files.iter().map(|file| (file.id.to_string(), file.name.clone(), None)).collect();
    let bodies = app::vault::release::recipients(&visitor.cx, shown).await?;
    let choices = Choices {
        lists: &visitor.cx.app.lists,
        found: vec![
            (PartyId::PREFIX.to_owned(), shown.choices(PartyId::PREFIX).unwrap_or_default()),
            (FileId::PREFIX.to_owned(), files),
            (OrganisationId::PREFIX.to_owned(), bodies),
        ],
    };
    let specs = AskRelease::specs();
    let mut form = view(&Drawing { form: FORM, specs: &specs, typed, faults: &faults, labels: &Words, options: &choices });
    if let Some(refusal) = &refusal {
        form = refused::shown(form, refusal);
    }
    let params = [("kind", text::code("vault_kind", said.kind.code()).to_owned()), ("at", said.at.chinese())];
    let page = Page {
        frame: Frame { kicker: shown.case.number.clone(), ..visitor.frame(text::code("page_title", "release_ask")) },
        case: shown.case.id.to_string(),
        entry: entry.to_string(),
        sides: shown.title(),
        what: text::phrase("vault", "what", &params),
        intro: text::intro(FORM).unwrap_or_default(),
        form,
    };
    page_with(status, &page)
}
