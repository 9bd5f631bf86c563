//! The registration page: empty or filled from a contact, read, compared with open cases, saved.

use app::Error;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::access::rules::{self, Deal};
use domain::intake::{Application, Channel};
use domain::kernel::Form;
use domain::kernel::id::{ContactId, OrganisationId};
use serde_json::{Value, json};

use super::known::{self, Place};
use super::row;
use super::sheet::{self, Draft};
use super::worth;
use crate::failure::{Answer, Failure};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::decode::Press;

/// Shows the form: empty, or filled from `?contact=…`.
pub async fn form(visitor: Visitor, asked: Asked) -> Answer {
    let mut typed = json!({ "channel": Channel::Visit.code(), "received": visitor.cx.now.day().to_string() });
    let mut draft = Draft::default();
    if let Some(contact) = asked.parsed::<ContactId>("contact") {
        let view = app::contact::show(&visitor.cx, contact).await?;
        typed = json!({
            "channel": view.row.channel.code(),
            "received": visitor.cx.now.day().to_string(),
            "contact": contact.to_string(),
            "applicants": [{ "name": view.row.person_name, "phone": view.phone }],
            "respondents": [{ "name": view.row.employer_name }],
            "facts": view.row.summary,
            "_office": view.row.office.to_string(),
        });
        for place in ["applicants.0", "respondents.0"] {
            draft.known.extend(found(&visitor, place, &typed).await?);
        }
    }
    draft.typed = typed;
    sheet::draw(&visitor, StatusCode::OK, draft).await
}

/// Registers, or shows the form again with everything typed.
pub async fn submit(visitor: Visitor, Posted(sent): Posted) -> Answer {
    let mut draft = Draft { typed: sent.tree.clone(), ..Draft::default() };
    if sent.press == Press::Edit {
        return sheet::draw(&visitor, StatusCode::OK, draft).await;
    }
    if let Some(press) = draft.typed.as_object_mut().and_then(|fields| fields.remove("_fill")) {
        let press = press.as_str().unwrap_or_default().to_owned();
        draft.known = fill(&visitor, &press, &mut draft.typed).await?;
        return sheet::draw(&visitor, StatusCode::OK, draft).await;
    }
    if let Some(pressed) = worth::pressed(&mut draft.typed) {
        let mut typed = std::mem::take(&mut draft.typed);
        sheet::worked(&visitor, &typed.clone(), |house| worth::press(house, &pressed, &mut typed));
        draft = Draft { typed, worked: Some(pressed), ..draft };
        return sheet::draw(&visitor, StatusCode::OK, draft).await;
    }
    let mut tree = sent.tree.clone();
    row::without_bare_roles(&mut tree);
    worth::without_facts(&mut tree);
    let application = match Application::read(&tree) {
        Ok(application) => application,
        Err(faults) => {
            draft.faults = faults;
            return sheet::draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, draft).await;
        }
    };
    let office = office(&visitor, &sent.tree).ok_or(Error::NotFound)?;
    draft.similar = app::intake::duplicates(&visitor.cx, &application).await?;
    if !draft.similar.is_empty() && application.duplicate_reason.is_none() {
        return sheet::draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, draft).await;
    }
    match app::intake::register(&visitor.cx, office, application).await {
        Ok(registered) => Ok(Redirect::to(&done(&registered)).into_response()),
        Err(Error::Faults(faults)) => again(&visitor, Draft { faults, ..draft }).await,
        Err(Error::Refused(refusal)) => again(&visitor, Draft { refusal: Some(refusal), ..draft }).await,
        Err(other) => Err(other.into()),
    }
}

async fn again(visitor: &Visitor, draft: Draft) -> Answer {
    sheet::draw(visitor, StatusCode::UNPROCESSABLE_ENTITY, draft).await
}

/// The case's page; it tells in which fields the known parties differ from what was typed.
fn done(registered: &app::intake::Registered) -> String {
    let page = format!("/cases/{}?done=intake.register{}", registered.id, if registered.differences.is_empty() { "" } else { "_differs" });
    if registered.differences.is_empty() { page } else { format!("{page}&differs={}", registered.differences.join(",")) }
}

/// The offices at which this person may register, without repeats.
pub(super) fn offices(visitor: &Visitor) -> Vec<(OrganisationId, String, String)> {
    let mut offices: Vec<(OrganisationId, String, String)> = Vec::new();
    for grant in &visitor.session.grants {
        let may = rules::reach(grant.role, Action::Deal(Deal::Register)).is_some();
        if may && offices.iter().all(|(id, _, _)| *id != grant.office) {
            offices.push((grant.office, grant.office_name.clone(), grant.division.clone()));
        }
    }
    offices
}

/// The office chosen, if it is one of the person's; otherwise the first.
pub(super) fn office(visitor: &Visitor, typed: &Value) -> Option<OrganisationId> {
    let offices = offices(visitor);
    let chosen = typed.get("_office").and_then(Value::as_str).and_then(|text| text.parse().ok());
    let known = offices.iter().find(|(id, _, _)| Some(*id) == chosen).or(offices.first());
    known.map(|(id, _, _)| *id)
}

/// The known parties that fit a row as it is typed now.
async fn found(visitor: &Visitor, place: &str, typed: &Value) -> Result<Option<(String, known::Known)>, Failure> {
    let Some(place) = Place::dotted(place) else { return Ok(None) };
    let matches = known::matches_in(&visitor.cx, &place, typed).await?;
    Ok((!matches.is_empty()).then(|| (place.path(), known::panel(&visitor.cx, &place, &matches, false))))
}

/// The button `applicants.0` looks for known parties, `applicants.0.party_…` fills this one in; a single match is filled in at once.
async fn fill(visitor: &Visitor, press: &str, typed: &mut Value) -> Result<Vec<(String, known::Known)>, Failure> {
    let (place, wanted) = match press.rsplit_once('.') {
        Some((place, party)) if party.starts_with("party_") => (place, Some(party)),
        _ => (press, None),
    };
    let Some(place) = Place::dotted(place) else { return Ok(Vec::new()) };
    let matches = known::matches_in(&visitor.cx, &place, typed).await?;
    let chosen = match (wanted, matches.as_slice()) {
        (Some(wanted), all) => all.iter().find(|found| found.id.to_string() == wanted),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    if let Some(found) = chosen {
        known::fill(typed, &place, found);
    }
    let panel = known::panel(&visitor.cx, &place, &matches, false);
    Ok(if matches.is_empty() { Vec::new() } else { vec![(place.path(), panel)] })
}
