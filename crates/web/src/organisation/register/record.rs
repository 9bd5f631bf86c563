//! One record: its page, entering and changing it, its steps, its files.

use app::organisation::register::show::{RecordView, Related, file as register_file};
use app::organisation::register::{Book, Moved, change, enter, filled, keep, show, step};
use app::organisation::training::{self, SignInCode};
use app::organisation::{appraisal, proof};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::access::rules::Deal;
use domain::kernel::id::{FileId, RecordId};
use domain::kernel::{Day, Faults, Moment, Spec};
use domain::organisation::register::{FieldKind, Filled, State};
use serde_json::{Map, Value};

use super::words::{self, BookChoices, BookWords};
use crate::access::shown::{Again, frame};
use crate::brought::{Brought, Chosen};
use crate::failure::{Answer, Failure, page as shown, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::handed;
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
    pub(super) form: FormView,
}

pub(super) async fn drawn(visitor: &Visitor, book: &Book, specs: &[Spec], typed: &Value, faults: &Faults) -> app::Result<FormView> {
    let choices = BookChoices::of(&visitor.cx, book).await?;
    let asked = |spec: &&Spec| book.register.field(spec.name).is_none_or(|field| !field.given);
    let specs: &Vec<Spec> = &specs.iter().filter(asked).cloned().collect();
    Ok(view(&Drawing { form: &book.register.code, specs, typed, faults, labels: &BookWords(book), options: &choices }))
}

async fn new_page(visitor: &Visitor, code: &str, typed: &Value, again: Again) -> Answer {
    let book = super::book(visitor, code)?;
    if !visitor.may(book.register.entry.deal()) || !book.register.is_by_hand() {
        return Err(Failure::App(Error::NotFound));
    }
    let page = FormPage {
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
        form: drawn(visitor, book, &book.specs, typed, &again.faults).await?,
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

struct RelatedView {
    name: String,
    record: String,
    add: Option<String>,
    rows: Vec<(String, String, String, String)>,
}

#[derive(Template)]
#[template(path = "register/record.html")]
struct Page {
    frame: Frame,
    href: String,
    register: String,
    register_name: String,
    view: RecordView,
    state: Option<State>,
    organisation: Option<(String, String)>,
    values: Vec<(String, String, Option<String>)>,
    blank: usize,
    past: Option<String>,
    ways: Vec<(String, String)>,
    steps: Vec<(String, String)>,
    others: Vec<String>,
    versions: Vec<VersionView>,
    related: Vec<RelatedView>,
    lacks: bool,
    files: Vec<(String, String, String)>,
    sign_in: Option<SignInCode>,
    proof: Option<String>,
    appraisal: Option<Appraisal>,
    dossier: Option<String>,
    note: String,
}

/// What an appraisal has besides its values.
struct Appraisal {
    href: String,
    may_draw: bool,
    peers: Vec<(String, String)>,
    reviewed: Vec<(String, String, String, &'static str)>,
    told: String,
}

/// The reviews of an appraisal, and the buttons of who keeps it.
async fn appraisal_of(visitor: &Visitor, view: &RecordView) -> app::Result<Option<Appraisal>> {
    if view.row.register != appraisal::APPRAISALS {
        return Ok(None);
    }
    let files = appraisal::reviewed(&visitor.cx, view.row.record).await?;
    let compared: Vec<bool> = files.iter().filter_map(appraisal::Reviewed::agrees).collect();
    let agree = compared.iter().filter(|agrees| **agrees).count();
    let widest = files.iter().filter_map(appraisal::Reviewed::spread).max().unwrap_or(0);
    let params = [("all", compared.len().to_string()), ("agree", agree.to_string()), ("widest", widest.to_string())];
    let told = if compared.is_empty() { String::new() } else { text::phrase("page_register", "agreement", &params) };
    let reviewed = files.iter().map(|file| {
        let scores: Vec<String> = file.scores.iter().map(|(points, grade)| format!("{points} {grade}")).collect();
        let tone = match file.agrees() {
            Some(true) => "ok",
            Some(false) => "over",
            None => "",
        };
        let spread = file.spread().map(|spread| spread.to_string()).unwrap_or_default();
        (file.number.clone(), scores.join(text::code("format", "list")), spread, tone)
    });
    Ok(Some(Appraisal {
        href: format!("/records/{}", view.row.record),
        may_draw: view.may_change && visitor.may(Deal::KeepDirectory),
        peers: words::accounts(&visitor.cx).await?.into_iter().map(|(id, name, _)| (id, name)).collect(),
        reviewed: reviewed.collect(),
        told,
    }))
}

struct VersionView {
    at: String,
    who: String,
    state: String,
    reason: String,
    first: bool,
    changes: Vec<(String, String, String)>,
}

async fn draw(visitor: &Visitor, view: RecordView, at: Option<Day>, done: &str, status: StatusCode, note: String) -> Answer {
    let book = super::book(visitor, &view.row.register)?;
    let id = view.row.record;
    let href = format!("/records/{id}");
    let link = |name: &str| {
        let links = book.register.field(name).is_some_and(|field| matches!(field.kind, FieldKind::Record(_)));
        links.then(|| format!("/records/{}", view.filled.text(name)))
    };
    let filled_in = view.values.iter().filter(|one| !one.told.is_empty());
    let shown: Vec<_> = filled_in.map(|one| (one.label.clone(), one.told.clone(), link(&one.name))).collect();
    let state = book.register.state(&view.row.state).cloned();
    let named = |code: &str| book.register.state(code).map(|state| state.name.clone()).unwrap_or_default();
    let versions = view.versions.iter().map(|one| VersionView {
        at: one.since.chinese(),
        who: one.who.clone(),
        state: named(&one.state),
        reason: one.reason.clone().unwrap_or_default(),
        first: one.version == 1,
        changes: one.changes.clone(),
    });
    let versions = versions.collect();
    let related: Vec<RelatedView> = view.related.iter().filter_map(|one| related(visitor, one, id)).collect();
    let files = view.files.iter().map(|file| (format!("{href}/files/{}", file.id), file.name.clone(), file.stored_at.day().chinese()));
    let page = Page {
        frame: Frame { kicker: book.register.name.clone(), ..frame(visitor, view.row.title.clone(), done) },
        register: format!("/registers/{}", book.register.code),
        register_name: book.register.name.clone(),
        organisation: view
            .row
            .organisation
            .map(|id| (format!("/organisations/{id}"), view.names.organisation(Some(id)).to_owned()))
            .filter(|(_, name)| !name.is_empty()),
        blank: view.values.len() - shown.len(),
        values: shown,
        past: at.map(Day::chinese),
        // A step to which a way leads is taken by that way.
        steps: view
            .steps
            .iter()
            .filter(|state| view.ways.iter().all(|way| way.then != state.code))
            .map(|state| (format!("{href}/steps/{}", state.code), state.step.clone()))
            .collect(),
        ways: view.ways.iter().map(|way| (format!("{href}/ways/{}", way.code), way.words.clone())).collect(),
        others: view.others.iter().map(|state| state.step.clone()).collect(),
        versions,
        lacks: related.iter().any(|one| one.rows.is_empty()),
        related,
        files: files.collect(),
        sign_in: if view.takes_sign_in { Some(training::code_of(&visitor.cx, &view.row)?) } else { None },
        proof: (at.is_none() && proof::may_have(&visitor.cx, &view.row).await).then(|| format!("{href}/proof")),
        appraisal: appraisal_of(visitor, &view).await?,
        dossier: view.to_review.then(|| format!("{href}/dossier")),
        state,
        note,
        href,
        view,
    };
    page_with(status, &page)
}

fn related(visitor: &Visitor, one: &Related, about: RecordId) -> Option<RelatedView> {
    let book = visitor.cx.app.lists.registers().find(&one.code)?;
    let columns: Vec<_> = book.register.fields.iter().filter(|field| field.column).take(3).collect();
    let row = |row: &app::organisation::register::RecordRow| {
        let values = filled(row);
        let told = columns.iter().filter_map(|field| {
            let told = one.names.told_masked(&visitor.cx.app.lists, field, &values);
            let bare = matches!(field.kind, FieldKind::Number(..) | FieldKind::Flag);
            let told = if bare && !told.is_empty() { format!("{} {told}", field.label) } else { told };
            Some(told).filter(|told| !told.is_empty())
        });
        let told: Vec<String> = told.collect();
        let state = book.register.state(&row.state);
        (
            format!("/records/{}", row.record),
            if told.is_empty() { row.title.clone() } else { told.join("　") },
            state.map(|state| state.name.clone()).unwrap_or_default(),
            state.map(|state| state.tone.clone()).unwrap_or_default(),
        )
    };
    Some(RelatedView {
        name: book.register.name.clone(),
        record: book.register.record.clone(),
        add: one.may_enter.then(|| format!("/registers/{}/new?{}={about}", one.code, one.link)),
        rows: one.rows.iter().map(row).collect(),
    })
}

/// A record, now or as it stood at the end of a past day.
pub async fn page(visitor: Visitor, Path(record): Path<String>, asked: Asked) -> Answer {
    let at = asked.parsed::<Day>("at").filter(|day| *day < visitor.cx.now.day());
    let moment = at.map(|day| Moment::at(day.plus(1), 0, 0));
    let view = show(&visitor.cx, record.parse()?, moment).await?;
    draw(&visitor, view, at, asked.text("done"), StatusCode::OK, String::new()).await
}

async fn edit_page(visitor: &Visitor, id: RecordId, sent: Option<(&Value, &str, &str)>, again: Again) -> Answer {
    let view = show(&visitor.cx, id, None).await?;
    if !view.may_change {
        return Err(Failure::App(Error::NotFound));
    }
    let book = super::book(visitor, &view.row.register)?;
    let stored = typed_of(&view.filled);
    let typed = sent.map_or(&stored, |(tree, _, _)| tree);
    let page = FormPage {
        frame: Frame { kicker: book.register.name.clone(), ..visitor.frame(view.row.title.clone()) },
        action: format!("/records/{id}/edit"),
        back: format!("/records/{id}"),
        version: sent.filter(|_| again.note.is_empty()).map_or_else(|| view.row.version.to_string(), |(_, version, _)| version.to_owned()),
        intro: String::new(),
        submit: text::code("page_register", "save").to_owned(),
        asks_reason: true,
        reason: sent.map(|(_, _, reason)| reason.to_owned()).unwrap_or_default(),
        note: again.note,
        form: drawn(visitor, book, &book.specs, typed, &again.faults).await?,
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
    let next = view.steps.iter().chain(&view.others).find(|state| state.code == to).ok_or(Error::NotFound)?;
    let specs: Vec<Spec> = book
        .specs
        .iter()
        .filter(|spec| next.needs.iter().any(|name| name == spec.name))
        .map(|spec| Spec { required: true, ..spec.clone() })
        .collect();
    let stored = typed_of(&view.filled);
    let typed = sent.map_or(&stored, |(tree, _)| tree);
    let (form, note) = noted(drawn(visitor, book, &specs, typed, &again.faults).await?, &again);
    let page = FormPage {
        frame: Frame { kicker: view.row.title.clone(), ..visitor.frame(next.step.clone()) },
        action: format!("/records/{id}/steps/{to}"),
        back: format!("/records/{id}"),
        version: view.row.version.to_string(),
        intro: if next.four_eyes { text::code("page_register", "four_eyes").to_owned() } else { String::new() },
        submit: next.step.clone(),
        asks_reason: true,
        reason: sent.map(|(_, reason)| reason.to_owned()).unwrap_or_default(),
        note,
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

/// Keeps a file beside a record.
pub async fn attach(visitor: Visitor, Path(record): Path<String>, Brought { file, .. }: Brought) -> Answer {
    let id: RecordId = record.parse()?;
    let Chosen { name, bytes } = file.unwrap_or_default();
    match keep::attach(&visitor.cx, id, &name, bytes).await {
        Ok(()) => Ok(Redirect::to(&format!("/records/{id}?done=record_file")).into_response()),
        Err(Error::Faults(faults)) => again(&visitor, id, &faults).await,
        Err(other) => Err(other.into()),
    }
}

/// Shows a record again with what is wrong with a button that was pressed.
pub(super) async fn again(visitor: &Visitor, id: RecordId, faults: &Faults) -> Answer {
    let note = faults.0.first().map(|(_, fault)| text::fault(fault)).unwrap_or_default();
    let view = show(&visitor.cx, id, None).await?;
    draw(visitor, view, None, "", StatusCode::UNPROCESSABLE_ENTITY, note).await
}

/// A file of a record.
pub async fn file(visitor: Visitor, Path((record, file)): Path<(String, String)>) -> Answer {
    let (row, bytes) = register_file(&visitor.cx, record.parse()?, file.parse::<FileId>()?).await?;
    Ok(handed::as_brought(&row.name, &row.content_type, bytes))
}

#[derive(Template)]
#[template(path = "register/attend.html")]
struct Attend {
    frame: Frame,
    action: String,
    course: String,
    name: Option<String>,
    note: String,
}

/// Where the code on the wall of a course leads: whoever is signed in confirms that they are there.
pub async fn attend_form(visitor: Visitor, Path(record): Path<String>) -> Answer {
    attend_page(&visitor, record.parse()?, StatusCode::OK, String::new()).await
}

async fn attend_page(visitor: &Visitor, id: RecordId, status: StatusCode, note: String) -> Answer {
    let (course, own) = training::course(&visitor.cx, id).await?;
    let page = Attend {
        frame: visitor.frame(text::code("page_register", "attend")),
        action: format!("/records/{id}/attend"),
        course: course.title,
        name: own.map(|row| row.title),
        note,
    };
    page_with(status, &page)
}

/// Signs the visitor in to a course.
pub async fn attend(visitor: Visitor, Path(record): Path<String>, Posted(_): Posted) -> Answer {
    let id: RecordId = record.parse()?;
    match training::attend(&visitor.cx, id).await {
        Ok(record) => Ok(Redirect::to(&format!("/records/{record}?done=record_entered")).into_response()),
        Err(Error::Faults(faults)) => {
            let note = faults.0.first().map(|(_, fault)| text::fault(fault)).unwrap_or_default();
            attend_page(&visitor, id, StatusCode::UNPROCESSABLE_ENTITY, note).await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Template)]
#[template(path = "register/runs_out.html")]
struct RunsOut {
    frame: Frame,
    rows: Vec<(String, String, String, String, bool)>,
}

/// What runs out within the next two months, in every book that the visitor may open.
pub async fn runs_out(visitor: Visitor) -> Answer {
    let today = visitor.cx.now.day();
    let found = app::organisation::register::list::running_out(&visitor.cx, today.plus(60)).await?;
    let row = |(book, row): (String, app::organisation::register::RecordRow)| {
        let ends = row.ends.unwrap_or(today);
        (format!("/records/{}", row.record), row.title, book, ends.chinese(), ends < today)
    };
    shown(&RunsOut { frame: visitor.frame(text::code("page_register", "runs_out")), rows: found.into_iter().map(row).collect() })
}
