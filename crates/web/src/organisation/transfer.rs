//! Open cases of an organisation that is to stop, or of a mediator who is to leave: a list with one form that hands the ticked ones over, and what
//! became of each.

use app::organisation::transfer::{Handed, OpenCase, OpenCases, Successor, TransferForm, Whose, open_cases, transfer};
use app::text;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::kernel::Form;
use serde_json::Value;

use crate::access::shown::Again;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Posted, Visitor};
use crate::look::frame::Frame;

struct Line {
    id: String,
    href: String,
    number: String,
    parties: String,
    stage: &'static str,
    mediator: String,
    chosen: bool,
}

struct To {
    value: String,
    label: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "organisation/transfer.html")]
struct Page {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    cases: Vec<Line>,
    others: i64,
    to: Vec<To>,
    may: bool,
    reason: String,
    /// What is wrong: the field's label and the sentence.
    faults: Vec<(String, String)>,
    note: String,
    /// What became of each case, when some were handed over: those that went, those that stay with the reason.
    went: Vec<Handed>,
    stay: Vec<Handed>,
}

/// What was typed, when the page is shown again.
#[derive(Default)]
struct Sent<'a> {
    tree: Option<&'a Value>,
    handed: Vec<Handed>,
}

fn line(one: OpenCase, picked: Option<&[String]>) -> Line {
    let OpenCase { row, mediator } = one;
    let id = row.id.to_string();
    let parties = [("worker", row.worker_name), ("employer", row.employer_name)];
    Line {
        href: format!("/cases/{id}"),
        number: row.number,
        parties: text::phrase("transfer", "parties", &parties),
        stage: text::code("stage", row.stage.code()),
        mediator,
        chosen: picked.is_none_or(|picked| picked.contains(&id)),
        id,
    }
}

fn to(one: &Successor, picked: &str) -> To {
    let value = one.value();
    let params =
        [("organisation", one.organisation_name.clone()), ("mediator", one.mediator_name.clone()), ("count", one.load.to_string())];
    To { label: text::phrase("transfer", "label", &params), chosen: value == picked, value }
}

/// Where the page of somebody's open cases is, and their own page.
fn addresses(whose: Whose) -> (String, String) {
    let back = match whose {
        Whose::Organisation(id) => format!("/organisations/{id}"),
        Whose::Mediator(id) => format!("/mediators/{id}"),
    };
    (format!("{back}/cases"), back)
}

async fn shown(visitor: &Visitor, whose: Whose, sent: Sent<'_>, again: Again) -> Answer {
    let OpenCases { name, cases, others, successors, may } = open_cases(&visitor.cx, whose).await?;
    let (action, back) = addresses(whose);
    let typed = |field: &str| sent.tree.and_then(|tree| tree.get(field)).and_then(Value::as_str).unwrap_or_default();
    let picked: Option<Vec<String>> = sent.tree.map(|tree| match tree.get("cases") {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    });
    let (stay, went): (Vec<Handed>, Vec<Handed>) = sent.handed.into_iter().partition(|one| one.refused.is_some());
    let label = |path: &str| text::field("transfer", path.split('.').next().unwrap_or_default()).to_owned();
    let faults = again.faults.0.iter().map(|(path, fault)| (label(path.as_str()), text::fault(fault))).collect();
    let page = Page {
        frame: Frame { kicker: name.clone(), ..visitor.frame(crate::access::shown::title("transfer")) },
        action,
        back,
        name,
        cases: cases.into_iter().map(|one| line(one, picked.as_deref())).collect(),
        others,
        to: successors.iter().map(|one| to(one, typed("to"))).collect(),
        may,
        reason: typed("reason").to_owned(),
        faults,
        note: again.note,
        went,
        stay,
    };
    page_with(again.status, &page)
}

async fn submitted(visitor: &Visitor, whose: Whose, tree: &Value) -> Answer {
    let again = match TransferForm::read(tree) {
        Ok(form) => match transfer(&visitor.cx, whose, form).await {
            Ok(handed) => {
                // What stays is still ticked, with the same successor and reason.
                let status = if handed.iter().all(|one| one.refused.is_some()) { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
                let sent = Sent { tree: Some(tree), handed };
                return shown(visitor, whose, sent, Again { status, ..Again::edit() }).await;
            }
            Err(error) => Again::after(error)?,
        },
        Err(faults) => Again::faults(faults),
    };
    shown(visitor, whose, Sent { tree: Some(tree), ..Sent::default() }, again).await
}

fn organisation(id: &str) -> Result<Whose, Failure> {
    Ok(Whose::Organisation(id.parse()?))
}

fn mediator(id: &str) -> Result<Whose, Failure> {
    Ok(Whose::Mediator(id.parse()?))
}

/// The open cases of an organisation.
pub async fn of_organisation(visitor: Visitor, Path(id): Path<String>) -> Answer {
    shown(&visitor, organisation(&id)?, Sent::default(), Again::edit()).await
}

/// Hands over open cases of an organisation.
pub async fn hand_organisation(visitor: Visitor, Path(id): Path<String>, Posted(sent): Posted) -> Answer {
    submitted(&visitor, organisation(&id)?, &sent.tree).await
}

/// The open cases of a mediator.
pub async fn of_mediator(visitor: Visitor, Path(id): Path<String>) -> Answer {
    shown(&visitor, mediator(&id)?, Sent::default(), Again::edit()).await
}

/// Hands over open cases of a mediator.
pub async fn hand_mediator(visitor: Visitor, Path(id): Path<String>, Posted(sent): Posted) -> Answer {
    submitted(&visitor, mediator(&id)?, &sent.tree).await
}
