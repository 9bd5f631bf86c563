//! Forms of a record: entering it, changing it, taking a step.

use std::collections::BTreeMap;

use app::organisation::register::show::RecordView;
use app::organisation::register::{Book, Double, Moved, change, double, enter, never_filled, show, step};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::rules::Deal;
use domain::kernel::id::{OrganisationId, RecordId};
use domain::kernel::{Fault, Faults, Spec};
use domain::organisation::register::{FieldKind, Filled, State};
use serde_json::{Map, Value};

use super::words::{BookChoices, BookWords};
use crate::access::shown::Again;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::decode::Press;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::FormView;

#[derive(Template)]
#[template(path = "register/form.html")]
pub(super) struct FormPage {
    pub(super) frame: Frame,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) version: String,
    pub(super) intro: String,
    pub(super) submit: String,
    pub(super) asks_reason: bool,
    pub(super) reason: String,
    pub(super) note: String,
    /// The record of which this one would be a double: address, words.
    pub(super) double: Option<(String, String)>,
    /// Where what stands in the way is done: the open cases that are to be handed over.
    pub(super) remedy: Option<String>,
    pub(super) form: FormView,
}

/// Where the record stands of which this one would be a double, when that is what is wrong.
async fn doubled(
    visitor: &Visitor,
    code: &str,
    typed: &Value,
    besides: Option<RecordId>,
    again: &Again,
) -> app::Result<Option<(String, String)>> {
    if !again.faults.0.iter().any(|(_, fault)| *fault == Fault::Wrong("record_known")) {
        return Ok(None);
    }
    let told = |one: Double| {
        let params = [("title", one.title), ("fields", one.fields.join(text::code("format", "list")))];
        (format!("/records/{}", one.record), text::phrase("page_register", "known", &params))
    };
    Ok(double(&visitor.cx, code, typed, besides).await?.map(told))
}

/// What a step without questions does, in a sentence.
fn will_be(book: &Book, view: &RecordView, next: &State) -> String {
    let from = book.register.state(&view.row.state).map(|state| state.name.clone()).unwrap_or_default();
    let mut told = text::phrase("page_register", "will_be", &[("from", from), ("to", next.name.clone())]);
    if next.over {
        told.push_str(text::code("page_register", "will_be_over"));
    }
    told
}

/// Where open cases that stand in the way of a step are handed over.
pub(super) fn remedy(visitor: &Visitor, filled: &Filled, organisation: Option<OrganisationId>, again: &Again) -> Option<String> {
    let fault = again.faults.0.iter().find_map(|(path, fault)| match fault {
        Fault::Wrong(code) if path.as_str() == "to" => Some(*code),
        _ => None,
    });
    let to = match fault? {
        "organisation_cases_left" => format!("/organisations/{}/cases", organisation?),
        "open_cases_left" => format!("/mediators/{}/cases", Some(filled.text("account")).filter(|account| !account.is_empty())?),
        _ => return None,
    };
    visitor.may(Deal::DispatchBoard).then_some(to)
}

/// Of some chosen fields only some codes.
pub(super) type Limits = BTreeMap<String, Vec<String>>;

pub(super) async fn drawn(
    visitor: &Visitor,
    book: &Book,
    (specs, limits): (&[Spec], &Limits),
    typed: &Value,
    faults: &Faults,
) -> app::Result<FormView> {
    let asked = |spec: &&Spec| book.register.field(spec.name).is_none_or(|field| !field.given);
    let specs: &Vec<Spec> = &specs.iter().filter(asked).cloned().collect();
    let choices = BookChoices::of(&visitor.cx, book, (specs, limits), typed).await?;
    let form = view(&Drawing { form: &book.register.code, specs, typed, faults, labels: &BookWords(book), options: &choices });
    Ok(choices.asking(form))
}

async fn new_page(visitor: &Visitor, code: &str, typed: &Value, again: Again) -> Answer {
    let book = super::book(visitor, code)?;
    if !visitor.may(book.register.entry.deal()) || !book.register.is_by_hand() {
        return Err(Failure::App(Error::NotFound));
    }
    let closed = never_filled(&visitor.cx, book);
    let specs: Vec<Spec> = book.specs.iter().filter(|spec| !closed.contains(&spec.name)).cloned().collect();
    let page = FormPage {
        double: doubled(visitor, code, typed, None, &again).await?,
        frame: Frame {
            kicker: book.register.name.clone(),
            ..visitor.frame(text::phrase("page_register", "new", &[("record", book.register.record.clone())]))
        },
        action: format!("/registers/{code}/new"),
        back: format!("/registers/{code}"),
        version: String::new(),
        intro: book.register.purpose.clone(),
        submit: text::code("page_register", "save").to_owned(),
        asks_reason: false,
        reason: String::new(),
        note: again.note,
        remedy: None,
        form: drawn(visitor, book, (&specs, &Limits::new()), typed, &again.faults).await?,
    };
    page_with(again.status, &page)
}

/// The form of a new record; what the address names is filled in.
pub async fn new_form(visitor: Visitor, Path(register): Path<String>, asked: Asked) -> Answer {
    let mut typed = asked.0.clone();
    let book = super::book(&visitor, &register)?;
    let own = visitor.session.grants.first().map(|grant| grant.office.to_string());
    if let (Value::Object(fields), Some(own)) = (&mut typed, own) {
        for field in book.register.fields.iter().filter(|field| field.required && field.kind == FieldKind::Organisation) {
            fields.entry(field.name.clone()).or_insert_with(|| Value::String(own.clone()));
        }
    }
    new_page(&visitor, &register, &typed, Again::edit()).await
}

/// Enters a record.
pub async fn create(visitor: Visitor, Path(register): Path<String>, Posted(typed): Posted) -> Answer {
    super::book(&visitor, &register)?;
    let again = if typed.press == Press::Edit {
        Again::edit()
    } else {
        match enter(&visitor.cx, &register, &typed.tree).await {
            Ok(id) => return Ok(Redirect::to(&format!("/records/{id}?done=record_entered")).into_response()),
            Err(error) => Again::after(error)?,
        }
    };
    new_page(&visitor, &register, &typed.tree, again).await
}

async fn edit_page(visitor: &Visitor, id: RecordId, sent: Option<(&Value, &str, &str)>, again: Again) -> Answer {
    let view = show(&visitor.cx, id, None).await?;
    if !view.may_change {
        return Err(Failure::App(Error::NotFound));
    }
    let book = super::book(visitor, &view.row.register)?;
    let stored = typed_of(&view.filled);
    let typed = sent.map_or(&stored, |(tree, _, _)| tree);
    let specs: Vec<Spec> = book.specs.iter().filter(|spec| view.closed.iter().all(|name| name != spec.name)).cloned().collect();
    let page = FormPage {
        double: doubled(visitor, &view.row.register, typed, Some(id), &again).await?,
        frame: Frame { kicker: book.register.name.clone(), ..visitor.frame(view.row.title.clone()) },
        action: format!("/records/{id}/edit"),
        back: format!("/records/{id}"),
        version: sent.filter(|_| again.note.is_empty()).map_or_else(|| view.row.version.to_string(), |(_, version, _)| version.to_owned()),
        intro: String::new(),
        submit: text::code("page_register", "save").to_owned(),
        asks_reason: true,
        reason: sent.map(|(_, _, reason)| reason.to_owned()).unwrap_or_default(),
        note: again.note,
        remedy: None,
        form: drawn(visitor, book, (&specs, &Limits::new()), typed, &again.faults).await?,
    };
    page_with(again.status, &page)
}

/// A fault of the step itself stands at none of its fields: its sentence comes above the form.
pub(super) fn noted(mut form: FormView, again: &Again) -> (FormView, String) {
    let own = again.faults.0.iter().find(|(path, _)| path.as_str() == "to");
    form.summary.lines.retain(|line| line.id.is_some() || own.is_none());
    (form, own.map_or_else(|| again.note.clone(), |(_, fault)| text::fault(fault)))
}

/// What is stored, as a form would be sent.
pub(super) fn typed_of(filled: &Filled) -> Value {
    let text = |value: &Value| match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(true) => Value::String("on".to_owned()),
        Value::Bool(false) => Value::Null,
        other => other.clone(),
    };
    Value::Object(filled.0.iter().map(|(name, value)| (name.clone(), text(value))).collect::<Map<_, _>>())
}

/// The form to change a record.
pub async fn edit_form(visitor: Visitor, Path(record): Path<String>) -> Answer {
    edit_page(&visitor, record.parse()?, None, Again::edit()).await
}

/// Changes a record.
pub async fn update(visitor: Visitor, Path(record): Path<String>, Posted(typed): Posted) -> Answer {
    let id: RecordId = record.parse()?;
    let reason = typed.text("_reason").to_owned();
    let again = if typed.press == Press::Edit {
        Again::edit()
    } else {
        match change(&visitor.cx, id, typed.text("_version").parse().unwrap_or(0), &typed.tree, &reason).await {
            Ok(()) => return Ok(Redirect::to(&format!("/records/{id}?done=record_changed")).into_response()),
            Err(error) => Again::after(error)?,
        }
    };
    edit_page(&visitor, id, Some((&typed.tree, typed.text("_version"), &reason)), again).await
}

async fn step_page(visitor: &Visitor, id: RecordId, to: &str, sent: Option<(&Value, &str)>, again: Again) -> Answer {
    let view = show(&visitor.cx, id, None).await?;
    let book = super::book(visitor, &view.row.register)?;
    let next = view.steps.iter().chain(view.others.iter().map(|(state, _)| state)).find(|state| state.code == to).ok_or(Error::NotFound)?;
    let asked = |spec: &Spec, names: &[String]| names.iter().any(|name| name == spec.name);
    let needs = |spec: &&Spec| next.asks(&view.row.state).any(|name| name == spec.name);
    let needed = book.specs.iter().filter(needs).map(|spec| Spec { required: true, ..spec.clone() });
    let optional = book.specs.iter().filter(|spec| asked(spec, &next.optional)).cloned();
    let specs: Vec<Spec> = needed.chain(optional).collect();
    let mut intro = if next.four_eyes { text::code("page_register", "four_eyes").to_owned() } else { String::new() };
    if specs.is_empty() {
        intro.push_str(&will_be(book, &view, next));
    }
    let stored = typed_of(&view.filled);
    let typed = sent.map_or(&stored, |(tree, _)| tree);
    let (form, note) = noted(drawn(visitor, book, (&specs, &next.limits), typed, &again.faults).await?, &again);
    let page = FormPage {
        frame: Frame { kicker: view.row.title.clone(), ..visitor.frame(next.step.clone()) },
        action: format!("/records/{id}/steps/{to}"),
        back: format!("/records/{id}"),
        version: view.row.version.to_string(),
        intro,
        double: None,
        submit: next.step.clone(),
        asks_reason: true,
        reason: sent.map(|(_, reason)| reason.to_owned()).unwrap_or_default(),
        note,
        remedy: remedy(visitor, &view.filled, view.row.organisation, &again),
        form,
    };
    page_with(again.status, &page)
}

/// The form of a step.
pub async fn step_form(visitor: Visitor, Path((record, state)): Path<(String, String)>) -> Answer {
    step_page(&visitor, record.parse()?, &state, None, Again::edit()).await
}

/// Takes a step.
pub async fn take_step(visitor: Visitor, Path((record, state)): Path<(String, String)>, Posted(typed): Posted) -> Answer {
    let id: RecordId = record.parse()?;
    let reason = typed.text("_reason").to_owned();
    let moved = Moved { to: state.clone(), typed: typed.tree.clone(), reason: reason.clone() };
    let version = typed.text("_version").parse().unwrap_or(0);
    let again = match step(&visitor.cx, id, version, moved).await {
        Ok(()) => return Ok(Redirect::to(&format!("/records/{id}?done=record_moved")).into_response()),
        Err(error) => Again::after(error)?,
    };
    step_page(&visitor, id, &state, Some((&typed.tree, &reason)), again).await
}
