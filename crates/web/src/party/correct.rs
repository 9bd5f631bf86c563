//! Correcting what is known of a party. Masked numbers are never put into the form: left empty, they stay as they are.

use app::party::{Numbers, PartyForm, PartyKind, PartyView};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::PartyId;
use domain::kernel::{Faults, Form, Spec};
use serde_json::{Value, json};

use crate::failure::{Answer, page_with};
use crate::guard::{Posted, Visitor};
use crate::look::decode::Press;
use crate::look::form::{Drawing, view};
use crate::look::frame::{Flash, Frame, Tone};
use crate::look::view::{Control, FormView, Width};
use crate::visit::{Choices, Words};

/// The form's name in the language file.
const FORM: &str = "party.correct";
/// Fields of both kinds and of one only.
const WORKER: &[&str] = &["name", "id_number", "other_document", "phone", "remove", "birth", "ethnicity", "address"];
const EMPLOYER: &[&str] =
    &["name", "uscc", "other_document", "phone", "remove", "employer_kind", "industry", "legal_representative", "contact", "address"];

#[derive(Template)]
#[template(path = "party/correct.html")]
struct Page {
    frame: Frame,
    id: PartyId,
    version: i64,
    form: FormView,
}

/// Shows the form with what is known.
pub async fn form(visitor: Visitor, Path(party): Path<String>) -> Answer {
    let view = app::party::show(&visitor.cx, party.parse()?).await?;
    let row = &view.row;
    let typed = json!({
        "name": row.name, "uscc": row.uscc, "birth": row.birth, "ethnicity": row.ethnicity, "address": row.address,
        "employer_kind": row.employer_kind, "industry": row.industry, "legal_representative": row.legal_representative, "contact": row.contact,
    });
    draw(&visitor, StatusCode::OK, &view, &typed, &Faults::default())
}

/// Corrects, or shows the form again with everything typed.
pub async fn submit(visitor: Visitor, Path(party): Path<String>, Posted(sent): Posted) -> Answer {
    let id: PartyId = party.parse()?;
    let view = app::party::show(&visitor.cx, id).await?;
    if sent.press == Press::Edit {
        return draw(&visitor, StatusCode::OK, &view, &sent.tree, &Faults::default());
    }
    let again = |faults: &Faults| draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &view, &sent.tree, faults);
    let form = match PartyForm::read(&sent.tree) {
        Ok(form) => form,
        Err(faults) => return again(&faults),
    };
    let version = sent.text("_version").parse().unwrap_or_default();
    match app::party::correct(&visitor.cx, id, form, version).await {
        Ok(()) => Ok(Redirect::to(&format!("/parties/{id}?done=changed")).into_response()),
        Err(Error::Faults(faults)) => again(&faults),
        Err(Error::Stale) => {
            let view = app::party::show(&visitor.cx, id).await?;
            draw(&visitor, StatusCode::CONFLICT, &view, &sent.tree, &Faults::default())
        }
        Err(other) => Err(other.into()),
    }
}

fn draw(visitor: &Visitor, status: StatusCode, known: &PartyView, typed: &Value, faults: &Faults) -> Answer {
    let row = &known.row;
    let worker = row.kind == PartyKind::Worker;
    let fields = if worker { WORKER } else { EMPLOYER };
    let all = PartyForm::specs();
    let specs: Vec<Spec> = fields.iter().filter_map(|field| all.iter().find(|spec| spec.name == *field).cloned()).collect();
    let choices = Choices { lists: &visitor.cx.app.lists, found: Vec::new() };
    let mut form = view(&Drawing { form: FORM, specs: &specs, typed, faults, labels: &Words, options: &choices });
    for (field, number) in [("id_number", &known.id_number), ("other_document", &known.other_document), ("phone", &known.phone)] {
        let hint = number.as_ref().map(|number| text::phrase("page.party", "now_is", &[("number", number.clone())]));
        form = form.with(field, |field| field.hint = hint.or_else(|| field.hint.take()));
    }
    // Only numbers that are there can be taken away.
    let there = |code: &str| match code.parse::<Numbers>() {
        Ok(Numbers::IdNumber) => known.id_number.is_some(),
        Ok(Numbers::OtherDocument) => known.other_document.is_some(),
        Ok(Numbers::Phone) => known.phone.is_some(),
        Ok(Numbers::Uscc) => row.uscc.is_some(),
        Err(_) => false,
    };
    form = form.with("remove", |field| {
        if let Control::Checks { options } = &mut field.control {
            options.retain(|option| there(&option.value));
        }
    });
    for field in &mut form.fields {
        field.autocomplete = "off";
        if !matches!(field.width, Width::Full) {
            field.width = Width::Middle;
        }
    }
    form.fields.retain(|field| !matches!(&field.control, Control::Checks { options } if options.is_empty()));
    let mut frame = visitor.frame(text::phrase("page.party", "correct", &[("name", row.name.clone())]));
    if status == StatusCode::CONFLICT {
        let text = text::error("stale", &[("who", String::new())]).text;
        frame.flash = Some(Flash { tone: Tone::Warn, text, link: None });
    }
    page_with(status, &Page { frame, id: row.id, version: row.version, form })
}
