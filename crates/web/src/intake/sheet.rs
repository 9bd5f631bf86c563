//! Draws the registration form with what stands beside it: similar cases, and the days that follow from today's receipt.

use app::case::list::Listed;
use app::contact::ContactOutcome;
use app::text;
use askama::Template;
use axum::http::StatusCode;
use domain::access::rules::Deal;
use domain::case::Refusal;
use domain::intake::Application;
use domain::intake::Entrusted;
use domain::kernel::id::ContactId;
use domain::kernel::{Day, Fault, Faults, Form};
use domain::periods::{Clock, RuleId, StepKind};
use serde_json::Value;

use super::claim::{self, ClaimView, Sum};
use super::known::Known;
use super::page::{office, offices};
use super::refused;
use super::row::{EMPLOYERS, RowView, WORKERS};
use super::worth::{self, House, Pressed, Worth};
use crate::failure::{Answer, Failure, page_with};
use crate::guard::Visitor;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::{Control, FieldView, FormView, Width};
use crate::visit::{Choices, Words};

/// The form's name in the language file.
const FORM: &str = "intake.register";
/// The field that says why a case is registered although a similar one is open.
const REASON: &str = "duplicate_reason";

/// What the form is drawn from.
#[derive(Default)]
pub(super) struct Draft {
    /// What is typed.
    pub(super) typed: Value,
    /// What is wrong with it.
    pub(super) faults: Faults,
    /// Why it was refused.
    pub(super) refusal: Option<Refusal>,
    /// Open cases that may be the same matter.
    pub(super) similar: Vec<Listed>,
    /// Known parties by the row for which they were found.
    pub(super) known: Vec<(String, Known)>,
    /// The button that works out a claim, when it was pressed.
    pub(super) worked: Option<Pressed>,
}

struct Similar {
    number: String,
    href: Option<String>,
    sides: String,
    stage: &'static str,
    received: String,
}

/// A day that follows from the receipt, and how it was found.
struct Date {
    label: String,
    due: String,
    stamp: String,
    length: i64,
    unit: &'static str,
    steps: Vec<(String, String)>,
    statute: String,
    warnings: Vec<String>,
}

#[derive(Template)]
#[template(path = "intake/form.html")]
struct Page<'a> {
    frame: Frame,
    owner: String,
    now: String,
    offices: Vec<(String, String, bool)>,
    form: FormView,
    known: Vec<(String, Known)>,
    similar: Vec<Similar>,
    asks_reason: bool,
    sum: Option<Sum>,
    worth: Vec<Worth>,
    received: String,
    dates: Vec<Date>,
    lists: &'a app::lists::Lists,
}

impl Page<'_> {
    fn workers(&self) -> Vec<RowView<'_>> {
        WORKERS.rows(&self.form, &self.known)
    }

    fn employers(&self) -> Vec<RowView<'_>> {
        EMPLOYERS.rows(&self.form, &self.known)
    }

    fn claims(&self) -> Vec<ClaimView<'_>> {
        claim::rows(&self.form, self.lists, &self.worth)
    }

    /// The error of a list as a whole.
    fn error(&self, list: &str) -> Option<&str> {
        self.form.one(list).found.and_then(|field: &FieldView| field.error.as_deref())
    }

    /// A list to choose from has something to choose.
    fn offers(&self, field: &str) -> bool {
        let options = |field: &FieldView| match &field.control {
            Control::Select { options } => options.len() > 1,
            _ => true,
        };
        self.form.one(field).found.is_some_and(options)
    }
}

/// Draws the form.
pub(super) async fn draw(visitor: &Visitor, status: StatusCode, draft: Draft) -> Answer {
    let lists = visitor.cx.app.lists.clone();
    let worth = worked(visitor, &draft.typed, |house| worth::panels(house, &draft.typed, draft.worked.as_ref()));
    let choices = Choices { lists: &lists, found: found(visitor, &draft.typed).await? };
    let mut faults = draft.faults;
    let asks_reason = !draft.similar.is_empty() || draft.refusal.as_ref().is_some_and(|refusal| refusal.field == Some(REASON));
    let unanswered = draft.typed.get(REASON).and_then(Value::as_str).unwrap_or_default().trim().is_empty();
    if asks_reason && unanswered && draft.refusal.is_none() {
        faults.0.extend(Faults::at(REASON, Fault::Missing).0);
    }
    let specs = Application::specs();
    let form = view(&Drawing { form: FORM, specs: &specs, typed: &draft.typed, faults: &faults, labels: &Words, options: &choices });
    let form = claim::shape(EMPLOYERS.shape(WORKERS.shape(form)));
    let form = form.with(REASON, |field| field.required = true).with("contact", |field| field.width = Width::Full);
    let form = ["channel", "received", "division"].iter().fold(form, |form, field| form.with(field, narrow));
    let form = match &draft.refusal {
        Some(refusal) => refused::shown(form, refusal),
        None => form,
    };
    let received = draft.typed.get("received").and_then(Value::as_str).and_then(|day| day.parse::<Day>().ok());
    let received = received.unwrap_or_else(|| visitor.cx.now.day());
    let chosen = office(visitor, &draft.typed);
    let page = Page {
        frame: visitor.frame(text::code("page.intake", "title")),
        owner: visitor.session.name.clone(),
        now: visitor.cx.now.chinese(),
        offices: offices(visitor).into_iter().map(|(id, name, _)| (id.to_string(), name, Some(id) == chosen)).collect(),
        similar: similar(visitor, draft.similar).await?,
        asks_reason,
        sum: claim::sum(&draft.typed),
        received: text::day(received, visitor.cx.now.day().year()),
        dates: dates(visitor, &draft.typed, received),
        known: draft.known,
        worth,
        form,
        lists: &lists,
    };
    page_with(status, &page)
}

/// Does something with what amounts are worked out with.
pub(super) fn worked<T>(visitor: &Visitor, typed: &Value, work: impl FnOnce(&House<'_>) -> T) -> T {
    let chosen = office(visitor, typed);
    let own = offices(visitor).into_iter().find(|(id, _, _)| Some(*id) == chosen).map(|(_, _, division)| division).unwrap_or_default();
    let cx = &visitor.cx;
    work(&House { lists: &cx.app.lists, ground: cx.app.claims.ground(&cx.calendar), today: cx.now.day(), division: &own })
}

type Found = Vec<(String, Vec<(String, String, Option<String>)>)>;

/// A short field without its hint, which stands elsewhere on the page.
fn narrow(field: &mut FieldView) {
    field.width = Width::Short;
    field.hint = None;
}

/// The streets below the office, and the contacts that this person has open.
async fn found(visitor: &Visitor, typed: &Value) -> Result<Found, Failure> {
    let chosen = office(visitor, typed);
    let division = offices(visitor).into_iter().find(|(id, _, _)| Some(*id) == chosen).map(|(_, _, division)| division);
    let below = match &division {
        Some(division) => app::organisation::divisions_below(&visitor.cx.app, Some(division)).await?,
        None => Vec::new(),
    };
    let divisions = below.into_iter().map(|row| (row.code, row.name, None)).collect();
    let mut contacts: Vec<(String, String, Option<String>)> = Vec::new();
    if visitor.may(Deal::Receive) {
        let filter = app::contact::ListFilter {
            outcome: Some(ContactOutcome::Open),
            owner: Some(visitor.cx.person.account),
            ..app::contact::ListFilter::default()
        };
        let open = app::contact::list(&visitor.cx, &filter, None).await?;
        contacts = open.rows.into_iter().map(|row| (row.id.to_string(), row.number, row.person_name)).collect();
    }
    // One that came with the address may be a colleague's, or have ended as advice.
    let named = typed.get("contact").and_then(Value::as_str).and_then(|text| text.parse::<ContactId>().ok());
    if let Some(id) = named
        && contacts.iter().all(|(known, _, _)| *known != id.to_string())
        && let Ok(view) = app::contact::show(&visitor.cx, id).await
    {
        contacts.insert(0, (id.to_string(), view.row.number, view.row.person_name));
    }
    Ok(vec![("division".to_owned(), divisions), (ContactId::PREFIX.to_owned(), contacts)])
}

/// The similar cases; only those in reach can be opened.
async fn similar(visitor: &Visitor, cases: Vec<Listed>) -> Result<Vec<Similar>, Failure> {
    let year = visitor.cx.now.day().year();
    let mut lines = Vec::new();
    for case in cases {
        let reached = app::case::list::one(&visitor.cx, case.id).await.is_ok();
        lines.push(Similar {
            href: reached.then(|| format!("/cases/{}", case.id)),
            number: case.number,
            sides: text::phrase("page.intake", "sides", &[("worker", case.worker_name), ("employer", case.employer_name)]),
            stage: text::code("stage", case.stage.code()),
            received: text::day(case.received, year),
        });
    }
    Ok(lines)
}

/// The periods that would begin to run with what is typed.
fn dates(visitor: &Visitor, typed: &Value, received: Day) -> Vec<Date> {
    let given = |name: &str| typed.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let division = given("division").or_else(|| visitor.cx.person.grants.first().map(|grant| grant.division.as_str())).unwrap_or_default();
    let entrusted = given("entrusted").and_then(|code| code.parse::<Entrusted>().ok());
    let since = given("entrusted_on").and_then(|day| day.parse().ok()).unwrap_or(received);
    let rules = [(RuleId::ACCEPT, received), (RuleId::MEDIATE, received)].into_iter().chain(entrusted.map(|body| (body.rule(), since)));
    let start = |(rule, from)| Clock::start(&visitor.cx.app.rules, &visitor.cx.calendar, rule, from, division).ok();
    rules.filter_map(start).map(|clock| date(visitor, clock)).collect()
}

fn date(visitor: &Visitor, clock: Clock) -> Date {
    let deadline = clock.deadline;
    let year = deadline.from.year();
    let tells = |kind: &StepKind| !matches!(kind, StepKind::Counted { .. });
    Date {
        label: clock.title,
        due: text::day(deadline.due, visitor.cx.now.day().year()),
        stamp: deadline.due.to_string(),
        length: deadline.length,
        unit: text::code("period_unit", deadline.unit.code()),
        steps: deadline
            .steps
            .iter()
            .filter(|step| tells(&step.why))
            .map(|step| (text::day(step.day, year), text::period_step(&step.why)))
            .collect(),
        statute: clock.statute,
        warnings: deadline.warnings.iter().map(text::period_warning).collect(),
    }
}
