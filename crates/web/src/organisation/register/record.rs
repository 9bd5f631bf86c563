//! One record: its page with its history, what refers to it and its files.

use app::organisation::register::show::{RecordView, Related, file as register_file};
use app::organisation::register::{filled, keep, open, show};
use app::organisation::training::{self, SignInCode};
use app::organisation::{letter, proof};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::access::rules::Deal;
use domain::kernel::id::{FileId, RecordId};
use domain::kernel::{Day, Fault, Faults, Moment};
use domain::organisation::register::{By, FieldKind, State};

use super::review::{Appraisal, appraisal_of};
use crate::access::shown::frame;
use crate::brought::{Brought, Chosen};
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::Frame;

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
    others: Vec<(String, String)>,
    theirs: Vec<(String, String)>,
    versions: Vec<VersionView>,
    related: Vec<RelatedView>,
    lacks: bool,
    files: Vec<(String, String, String)>,
    photo: Option<String>,
    sign_in: Option<SignInCode>,
    proof: Option<String>,
    letter: Option<String>,
    appraisal: Option<Appraisal>,
    dossier: Option<String>,
    /// Where the open cases of the organisation or the person are handed over.
    cases: Option<String>,
    note: String,
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
            .map(|state| (format!("{href}/steps/{}", state.code), words(&view.row.state, state)))
            .collect(),
        ways: view.ways.iter().map(|way| (format!("{href}/ways/{}", way.code), way.words.clone())).collect(),
        others: view.others.iter().map(|(state, why)| (words(&view.row.state, state), text::fault(&Fault::Wrong(why)))).collect(),
        theirs: view.theirs.iter().map(|(state, by)| (state.step.clone(), told_by(&view, by))).collect(),
        versions,
        lacks: related.iter().any(|one| one.rows.is_empty()),
        related,
        files: files.collect(),
        photo: open::photo_of(&view.row, &view.files).map(|file| format!("{href}/files/{}?show=1", file.id)),
        sign_in: if view.takes_sign_in { Some(training::code_of(&visitor.cx, &view.row)?) } else { None },
        proof: (at.is_none() && proof::may_have(&visitor.cx, &view.row).await).then(|| format!("{href}/proof")),
        letter: (at.is_none() && letter::can_be_printed(&view.row)).then(|| format!("{href}/letter.pdf")),
        appraisal: appraisal_of(visitor, &view).await?,
        cases: cases(visitor, &view).filter(|_| at.is_none()),
        dossier: view.to_review.then(|| format!("{href}/dossier")),
        state,
        note,
        href,
        view,
    };
    page_with(status, &page)
}

/// Who takes a step that is not for the visitor.
fn told_by(view: &RecordView, by: &By) -> String {
    let word = match by {
        By::Own => "by_own",
        By::Members => "by_members",
        By::Keepers => "by_keepers",
        By::Above => "by_above",
        By::Person(field) => {
            let name = view.values.iter().find(|one| one.name == *field).map(|one| one.told.clone()).unwrap_or_default();
            return text::phrase("page_register", "by_person", &[("name", name)]);
        }
    };
    text::code("page_register", word).to_owned()
}

/// Where the open cases of an organisation with this profile, or of a person who mediates, are handed over.
fn cases(visitor: &Visitor, view: &RecordView) -> Option<String> {
    let to = match view.row.register.as_str() {
        "profile" => format!("/organisations/{}/cases", view.row.organisation?),
        "person" => format!("/mediators/{}/cases", Some(view.filled.text("account")).filter(|account| !account.is_empty())?),
        _ => return None,
    };
    (view.may_change && visitor.may(Deal::DispatchBoard)).then_some(to)
}

/// The words of a step; of the one that was taken last: to put right what it wrote.
fn words(now: &str, next: &State) -> String {
    if next.code == now { text::phrase("page_register", "once_more", &[("step", next.step.clone())]) } else { next.step.clone() }
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
    if one.rows.is_empty() && !one.may_enter {
        return None;
    }
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
    let moment = at.map(Moment::end_of);
    let view = show(&visitor.cx, record.parse()?, moment).await?;
    draw(&visitor, view, at, asked.text("done"), StatusCode::OK, String::new()).await
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
pub async fn file(visitor: Visitor, Path((record, file)): Path<(String, String)>, asked: Asked) -> Answer {
    let (row, bytes) = register_file(&visitor.cx, record.parse()?, file.parse::<FileId>()?).await?;
    Ok(if asked.text("show") == "1" {
        handed::picture(&row.content_type, bytes)
    } else {
        handed::as_brought(&row.name, &row.content_type, bytes)
    })
}
