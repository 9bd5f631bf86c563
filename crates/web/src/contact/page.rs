//! One contact: what was said, what was done, and the ways it can go on. Somebody always answers for it.

use app::contact::{AdviseForm, ContactOutcome, ContactView, HandOverForm, ReferForm, StepKind, StepView};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::access::rules::Deal;
use domain::case::Refusal;
use domain::intake::Channel;
use domain::kernel::id::{AccountId, ContactId};
use domain::kernel::{Faults, Form, Spec};
use serde_json::{Value, json};

use super::list::outcome;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::intake::refused;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::part::Chip;
use crate::look::view::FormView;
use crate::visit::{Choices, Words};

/// What can be done about an open contact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    HandOver,
    Advise,
    Refer,
}

impl Way {
    const ALL: [Self; 3] = [Self::Advise, Self::Refer, Self::HandOver];

    /// The step in the address.
    const fn code(self) -> &'static str {
        match self {
            Self::HandOver => "hand_over",
            Self::Advise => "advise",
            Self::Refer => "refer",
        }
    }

    /// The form's name in the language file.
    const fn form(self) -> &'static str {
        match self {
            Self::HandOver => "contact.hand_over",
            Self::Advise => "contact.advise",
            Self::Refer => "contact.refer",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::HandOver => "users",
            Self::Advise => "ok",
            Self::Refer => "turn",
        }
    }

    fn specs(self) -> Vec<Spec> {
        match self {
            Self::HandOver => HandOverForm::specs(),
            Self::Advise => AdviseForm::specs(),
            Self::Refer => ReferForm::specs(),
        }
    }
}

struct WayView {
    way: &'static str,
    icon: &'static str,
    label: &'static str,
    intro: &'static str,
    submit: &'static str,
    open: bool,
    form: FormView,
    bodies: Vec<(String, String)>,
}

struct Event {
    stamp: String,
    day: String,
    time: String,
    tone: &'static str,
    icon: &'static str,
    say: String,
    note: String,
    receipt: String,
}

#[derive(Template)]
#[template(path = "contact/page.html")]
struct Page {
    frame: Frame,
    id: ContactId,
    version: i64,
    outcome: Chip,
    when: String,
    channel: &'static str,
    office: String,
    owner: String,
    person: String,
    phone: String,
    employer: String,
    summary: String,
    note: String,
    body: String,
    receipt: String,
    case: Option<String>,
    register: bool,
    ways: Vec<WayView>,
    events: Vec<Event>,
}

/// A form as somebody left it.
struct Left {
    way: Way,
    typed: Value,
    faults: Faults,
    refusal: Option<Refusal>,
}

/// Shows the contact; `?refer=…` fills in the body of this code.
pub async fn show(visitor: Visitor, Path(contact): Path<String>, asked: Asked) -> Answer {
    let view = app::contact::show(&visitor.cx, contact.parse()?).await?;
    let left = match asked.text("refer") {
        "" => None,
        code => {
            let body = app::organisation::body_for(&visitor.cx, code, &view.row.division).await?;
            let typed = json!({ "body": body.name, "address": body.address, "phone": body.phone });
            Some(Left { way: Way::Refer, typed, faults: Faults::default(), refusal: None })
        }
    };
    let frame = visitor.frame_done(title(&view), asked.text("done"));
    draw(&visitor, StatusCode::OK, frame, view, left).await
}

/// Does a step, or shows the page again with its form as it was typed.
pub async fn step(visitor: Visitor, Path((contact, step)): Path<(String, String)>, Posted(sent): Posted) -> Answer {
    let id: ContactId = contact.parse()?;
    let way = Way::ALL.into_iter().find(|way| way.code() == step).ok_or(Error::NotFound)?;
    let done = perform(&visitor, id, way, &sent.tree).await;
    let mut left = Left { way, typed: sent.tree, faults: Faults::default(), refusal: None };
    let status = match done {
        Ok(()) => return Ok(Redirect::to(&format!("/contacts/{id}?done={}", way.form())).into_response()),
        Err(Error::Faults(faults)) => {
            left.faults = faults;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(Error::Refused(refusal)) => {
            left.refusal = Some(refusal);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(Error::Stale) => StatusCode::CONFLICT,
        Err(other) => return Err(other.into()),
    };
    let view = app::contact::show(&visitor.cx, id).await?;
    let mut frame = visitor.frame(title(&view));
    if status == StatusCode::CONFLICT {
        let text = text::error("stale", &[("who", view.steps.last().and_then(|step| step.by.clone()).unwrap_or_default())]).text;
        frame.flash = Some(crate::look::frame::Flash { tone: crate::look::frame::Tone::Warn, text, link: None });
    }
    draw(&visitor, status, frame, view, Some(left)).await
}

async fn perform(visitor: &Visitor, id: ContactId, way: Way, typed: &Value) -> app::Result<()> {
    let cx = &visitor.cx;
    let version = typed.get("_version").and_then(Value::as_str).and_then(|text| text.parse().ok()).ok_or(Error::Stale)?;
    match way {
        Way::HandOver => app::contact::hand_over(cx, id, read(typed)?, version).await,
        Way::Advise => app::contact::advise(cx, id, read(typed)?, version).await,
        Way::Refer => app::contact::refer(cx, id, read(typed)?, version).await,
    }
}

fn read<F: Form>(typed: &Value) -> app::Result<F> {
    F::read(typed).map_err(Error::Faults)
}

fn title(view: &ContactView) -> String {
    let name = view.row.person_name.clone().unwrap_or_else(|| text::code("page.contact", "nameless").to_owned());
    let heading = if view.row.outcome == ContactOutcome::Open { "title_open" } else { "title_over" };
    let outcome = text::code(ContactOutcome::GROUP, view.row.outcome.code()).to_owned();
    text::phrase("page.contact", heading, &[("name", name), ("owner", view.owner.clone()), ("outcome", outcome)])
}

async fn draw(visitor: &Visitor, status: StatusCode, frame: Frame, view: ContactView, left: Option<Left>) -> Answer {
    let year = visitor.cx.now.day().year();
    let is_open = view.row.outcome == ContactOutcome::Open;
    // A form that was refused because the contact has ended is shown all the same: what was typed must not be lost.
    let ways = ways(visitor, &view, left.as_ref(), is_open).await?;
    let row = view.row;
    let register = visitor.may(Deal::Register) && row.outcome != ContactOutcome::Referral;
    let page = Page {
        frame: Frame { kicker: row.number, ..frame },
        id: row.id,
        version: row.version,
        outcome: outcome(row.outcome),
        when: text::moment(row.received_at, year),
        channel: text::code(Channel::GROUP, row.channel.code()),
        office: view.office,
        owner: view.owner,
        person: row.person_name.unwrap_or_default(),
        phone: view.phone.unwrap_or_default(),
        employer: row.employer_name.unwrap_or_default(),
        summary: row.summary,
        note: row.outcome_note.unwrap_or_default(),
        body: row.referred_body.unwrap_or_default(),
        receipt: row.receipt.unwrap_or_default(),
        case: row.case_id.map(|case| format!("/cases/{case}")),
        register,
        ways,
        events: view.steps.into_iter().rev().map(|step| event(step, year)).collect(),
    };
    page_with(status, &page)
}

async fn ways(visitor: &Visitor, view: &ContactView, left: Option<&Left>, is_open: bool) -> Result<Vec<WayView>, Failure> {
    let lists = &visitor.cx.app.lists;
    let colleagues = view.colleagues.iter().map(|(id, name)| (id.to_string(), name.clone(), None)).collect();
    let choices = Choices { lists, found: vec![(AccountId::PREFIX.to_owned(), colleagues)] };
    let mut views = Vec::new();
    for way in Way::ALL {
        let left = left.filter(|left| left.way == way);
        if !is_open && left.is_none() {
            continue;
        }
        let (typed, faults) = left.map_or((Value::Null, Faults::default()), |left| (left.typed.clone(), left.faults.clone()));
        let specs = way.specs();
        let form = view_of(way, &specs, &typed, &faults, &choices);
        let bodies = if way == Way::Refer { bodies(visitor, &view.row.division).await? } else { Vec::new() };
        views.push(WayView {
            way: way.code(),
            icon: way.icon(),
            label: text::code("page.contact", way.code()),
            intro: text::intro(way.form()).unwrap_or_default(),
            submit: text::submit(way.form()),
            open: left.is_some(),
            form: match left.and_then(|left| left.refusal.as_ref()) {
                Some(refusal) => refused::shown(form, refusal),
                None => form,
            },
            bodies,
        });
    }
    Ok(views)
}

/// The form of a way; ids carry its name, because three forms with like fields stand on one page.
fn view_of(way: Way, specs: &[Spec], typed: &Value, faults: &Faults, choices: &Choices<'_>) -> FormView {
    let mut form = view(&Drawing { form: way.form(), specs, typed, faults, labels: &Words, options: choices });
    for field in &mut form.fields {
        let id = format!("{}-{}", way.code(), field.id);
        for line in form.summary.lines.iter_mut().filter(|line| line.id.as_ref() == Some(&field.id)) {
            line.id = Some(id.clone());
        }
        field.id = id;
    }
    form
}

/// Bodies to which people are sent, by their local names.
async fn bodies(visitor: &Visitor, division: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut bodies = Vec::new();
    for entry in visitor.cx.app.lists.entries("body") {
        let body = app::organisation::body_for(&visitor.cx, &entry.code, division).await?;
        bodies.push((entry.code.clone(), body.name));
    }
    Ok(bodies)
}

fn event(step: StepView, year: i32) -> Event {
    let (tone, icon) = match step.kind {
        StepKind::Received => ("accent", "talk"),
        StepKind::HandedOver => ("near", "users"),
        StepKind::Advised => ("ok", "ok"),
        StepKind::Referred => ("info", "turn"),
        StepKind::BecameCase => ("ok", "doc"),
    };
    let by = step.by.unwrap_or_else(|| text::code("format", "system").to_owned());
    let params = [("by", by), ("from", step.from.unwrap_or_default()), ("to", step.to.unwrap_or_default())];
    let is_case = step.kind == StepKind::BecameCase;
    Event {
        stamp: step.at.to_string(),
        day: text::day(step.at.day(), year),
        time: step.at.clock_text(),
        tone,
        icon,
        say: text::phrase("contact_said", step.kind.code(), &params),
        note: step.note.unwrap_or_default(),
        // The receipt of a case is its id: the page links to it instead.
        receipt: step.receipt.filter(|_| !is_case).unwrap_or_default(),
    }
}
