//! Cases by JSON: lists, one case, its events, every act.

use app::case::upload::Upload;
use app::idempotency::{Answer, Done, Given, Work, once};
use axum::Json;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::case::note::FileKind;
use domain::case::{Act, Stage};
use domain::closing::CloseResult;
use domain::form;
use domain::intake::Channel;
use domain::kernel::form::Whole;
use domain::kernel::id::{AccountId, CaseId, OrganisationId};
use domain::kernel::{Day, Fault, Form, Line, Prose, Spec};
use serde_json::Value;

use super::body::{Place, Query, Sent, Token};
use super::problem::Problem;
use super::shape::Shown;
use super::{base64, read, state, view};

/// What a handler of the API gives back.
pub type Answered = Result<Response, Problem>;

/// Cases on a page when nothing is said.
const USUAL: i64 = 25;
/// Most characters of a file as Base64.
const LARGEST: usize = 64 * 1024 * 1024;

form! {
    /// What a list of cases is narrowed to.
    pub struct ListAsked {
        /// Stages.
        pub stage: Vec<Stage>,
        /// How it ended.
        pub result: Option<CloseResult>,
        /// How it came in.
        pub channel: Option<Channel>,
        /// Has a claim of this type.
        pub claim_type: Option<Line<40>>,
        /// Received on or after.
        pub received_from: Option<Day>,
        /// Received on or before.
        pub received_to: Option<Day>,
        /// Mediator.
        pub mediator: Option<AccountId>,
        /// Handled by or waiting at this organisation.
        pub organisation: Option<OrganisationId>,
        /// Words to be found.
        pub q: Option<Line<100>>,
        /// The key of the page before.
        pub after: Option<Line<80>>,
        /// Most cases.
        pub limit: Option<Whole<1, 100>>,
    }
}

form! {
    /// A file for the dossier, as it travels in JSON.
    pub struct Attachment {
        /// What it is.
        pub kind: FileKind,
        /// Its title in the dossier.
        pub title: Line<80>,
        /// Its name on the sender's machine.
        pub name: Line<200>,
        /// Its bytes as Base64.
        pub content: Prose<LARGEST>,
    }
}

/// The fields of an act's body: the act's form, but a file comes with its bytes.
pub fn specs(act: Act) -> Vec<Spec> {
    if act == Act::Attach { Attachment::specs() } else { act.specs() }
}

/// Reads an act's body; used to prove that examples read.
pub fn check(act: Act, value: Value) -> Result<(), Problem> {
    if act == Act::Attach {
        read::form::<Attachment>(value).map(drop)
    } else {
        read::with(&act.specs(), value, |value| act.read(value)).map(drop)
    }
}

/// A page of cases.
pub async fn list(Token(cx): Token, Query(asked): Query) -> Answered {
    let asked: ListAsked = read::form(asked)?;
    let after = asked.after.as_deref().map(key).transpose()?;
    let filter = app::case::list::Filter {
        stages: asked.stage,
        result: asked.result,
        channel: asked.channel,
        claim_kind: asked.claim_type.map(Line::into_string),
        received_from: asked.received_from,
        received_to: asked.received_to,
        mediator: asked.mediator,
        organisation: asked.organisation,
        words: asked.q.map(Line::into_string),
        ..app::case::list::Filter::default()
    };
    let limit = asked.limit.map_or(USUAL, Whole::get);
    let page = app::case::list::page_of(&cx, &filter, after, limit).await?;
    let next = page.rows.last().filter(|_| page.more).map(|row| format!("{}_{}", row.received, row.id));
    let page = view::CasePage { items: page.rows.into_iter().map(view::CaseLine::from).collect(), next };
    Ok(Json(page.shown()).into_response())
}

/// `2026-11-20_case_…`
fn key(text: &str) -> Result<(Day, CaseId), Problem> {
    let read = text.split_once('_').and_then(|(day, id)| Some((day.parse().ok()?, id.parse().ok()?)));
    read.ok_or_else(|| Problem::at("after", Fault::UnknownChoice))
}

/// One case.
pub async fn show(Token(cx): Token, Place(case): Place<String>) -> Answered {
    let found = app::case::show(&cx, case.parse()?).await?;
    let body = view::detail(&cx, &found).shown();
    Ok(([(header::ETAG, format!("\"{}\"", found.case.version))], Json(body)).into_response())
}

/// The events of a case.
pub async fn events(Token(cx): Token, Place(case): Place<String>) -> Answered {
    let found = app::case::show(&cx, case.parse()?).await?;
    let items = found.timeline.iter().rev().map(view::event).collect();
    Ok(Json(view::EventList { items }.shown()).into_response())
}

/// Does an act.
pub async fn act(Token(cx): Token, Place((case, act)): Place<(String, String)>, sent: Sent) -> Answered {
    let act: Act = act.parse().map_err(|_| Problem::new("not_found", &[]))?;
    let (case, expected) = (case.parse::<CaseId>()?, sent.expected);
    let work = if act == Act::Attach {
        Work::Attach { case, expected, upload: upload(read::form(sent.value)?)? }
    } else {
        let command = read::with(&act.specs(), sent.value, |value| act.read(value))?;
        Work::Act { case, expected, command: Box::new(command) }
    };
    let given = once(&cx, sent.key, work, say).await?;
    Ok(answer(given, None))
}

fn upload(form: Attachment) -> Result<Upload, Problem> {
    let bytes = base64::decode(&form.content).ok_or_else(|| Problem::at("content", Fault::Wrong("bad_content")))?;
    Ok(Upload { name: form.name.into_string(), bytes, kind: form.kind, title: form.title })
}

/// What was done, as it is answered and stored.
pub(super) fn say(cx: &app::Ctx, done: &Done) -> Answer {
    let (status, body) = match done {
        Done::Case(case) => (StatusCode::OK, state::state(cx, case).shown()),
        Done::Registered(case) => {
            let differences = case.differences.iter().map(|field| (*field).to_owned()).collect();
            (StatusCode::CREATED, view::RegisteredCase { id: case.id, number: case.number.clone(), differences }.shown())
        }
        Done::Received(contact) => (StatusCode::CREATED, view::ReceivedContact { id: contact.id, number: contact.number.clone() }.shown()),
    };
    Answer { status: status.as_u16(), body: body.to_string() }
}

/// The stored answer as a response; `below` is the address under which what was made is found.
pub(super) fn answer(given: Given, below: Option<&str>) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if given.replayed {
        headers.insert(HeaderName::from_static("idempotency-replayed"), HeaderValue::from_static("true"));
    }
    let body: Value = serde_json::from_str(&given.answer.body).unwrap_or_default();
    let mut set = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    if let (Some(below), Some(id)) = (below, body.get("id").and_then(Value::as_str)) {
        set(header::LOCATION, format!("{below}/{id}"));
    }
    if let Some(version) = body.get("version").and_then(Value::as_i64) {
        set(header::ETAG, format!("\"{version}\""));
    }
    let status = StatusCode::from_u16(given.answer.status).unwrap_or(StatusCode::OK);
    (status, headers, given.answer.body).into_response()
}
