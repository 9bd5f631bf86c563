//! The audit log: who did what, when, on what; and whether its chains hold.

use std::collections::HashMap;

use app::audit::{AuditFilter, AuditLine, Deed};
use app::text;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::rules::Deal;
use domain::kernel::id::{AccountId, OrganisationId, PartyId};
use domain::kernel::{Faults, Form};
use serde_json::Value;

use crate::Web;
use crate::access::shown::title;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Visitor, percent};
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

/// The words of a filter, in the order of the page.
const FILTER: [&str; 5] = ["deed", "from", "until", "subject", "account"];

struct Row {
    day: String,
    clock: String,
    stamp: String,
    who: String,
    who_href: Option<String>,
    role: String,
    office: String,
    deed: String,
    kind: String,
    subject: String,
    subject_href: Option<String>,
    detail: Vec<(String, String)>,
    place: i64,
}

/// What a check of the chains found.
struct Check {
    sound: bool,
    text: String,
    broken: Vec<String>,
}

#[derive(Template)]
#[template(path = "audit/page.html")]
struct Page {
    frame: Frame,
    deeds: Vec<(&'static str, String, bool)>,
    from: String,
    until: String,
    subject: String,
    /// Only what this person did: id and name.
    account: Option<(String, String)>,
    fault: String,
    filtered: bool,
    rows: Vec<Row>,
    pager: Pager,
    check: Option<Check>,
    check_href: String,
}

/// The log within reach; with `check=1` its chains are checked, too.
pub async fn page(State(_): State<Web>, visitor: Visitor, asked: Asked) -> Answer {
    let (filter, faults) = match AuditFilter::read(&asked.0) {
        Ok(filter) => (filter, Faults::default()),
        // What can't be read narrows nothing down, and the page says so.
        Err(faults) => (AuditFilter { deed: None, account: None, subject: None, from: None, until: None }, faults),
    };
    let after = asked.text("after");
    let found = app::audit::list(&visitor.cx, &filter, Some(after).filter(|after| !after.is_empty())).await?;
    let names = app::audit::subject_names(&visitor.cx, &found.lines).await?;
    let check = if asked.text("check").is_empty() { None } else { Some(check(&visitor).await?) };
    let query = |more: &[(&str, &str)]| {
        let known = FILTER.iter().map(|name| (*name, asked.text(name)));
        let pairs = known.chain(more.iter().copied()).filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        format!("/audit?{}", pairs.join("&"))
    };
    let who = filter.account.map(|id| {
        let name = found.lines.iter().find_map(|line| line.name.clone().filter(|_| line.account == Some(id)));
        (id.to_string(), name.unwrap_or_else(|| id.to_string()))
    });
    let year = visitor.cx.now.day().year();
    let told = text::phrase("page_access", "shown", &[("count", found.lines.len().to_string())]);
    let page = Page {
        frame: visitor.frame(title("audit")),
        deeds: Deed::ALL.iter().map(|deed| (deed.code(), label(deed.code()), filter.deed == Some(*deed))).collect(),
        from: asked.text("from").to_owned(),
        until: asked.text("until").to_owned(),
        subject: asked.text("subject").to_owned(),
        account: who,
        fault: faults.0.first().map(|(_, fault)| text::fault(fault)).unwrap_or_default(),
        filtered: FILTER.iter().any(|name| !asked.text(name).is_empty()),
        pager: pager("/audit", &asked, told, found.next),
        rows: found.lines.into_iter().map(|line| row(line, &names, &visitor, year)).collect(),
        check,
        check_href: query(&[("check", "1")]),
    };
    let status = if page.fault.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &page)
}

fn label(deed: &str) -> String {
    text::code(Deed::GROUP, deed).to_owned()
}

async fn check(visitor: &Visitor) -> Result<Check, Failure> {
    let log = app::audit::check(&visitor.cx).await?;
    let cases = app::audit::check_cases(&visitor.cx).await?;
    let sound = log.is_sound() && cases.broken.is_empty();
    let params = [
        ("chains", log.chains.to_string()),
        ("entries", log.entries.to_string()),
        ("cases", cases.cases.to_string()),
        ("events", cases.events.to_string()),
        ("broken", (log.broken.len() + cases.broken.len()).to_string()),
    ];
    let at = |code: &str, chain: String, seq: i64| text::phrase("page_access", code, &[("chain", chain), ("seq", seq.to_string())]);
    let entries = log.broken.into_iter().map(|broken| at("broken_entry", broken.chain, broken.seq));
    let broken = entries.chain(cases.broken.into_iter().map(|(case, seq)| at("broken_case", case.to_string(), seq)));
    Ok(Check {
        sound,
        text: text::phrase("page_access", if sound { "chains_hold" } else { "chains_broken" }, &params),
        broken: broken.collect(),
    })
}

fn row(line: AuditLine, names: &HashMap<String, String>, visitor: &Visitor, year: i32) -> Row {
    let subject = line.subject.unwrap_or_default();
    let kind = line.subject_kind.unwrap_or_default();
    Row {
        day: text::day(line.at.day(), year),
        clock: line.at.clock_text(),
        stamp: line.at.to_string(),
        who: match (line.account, line.name) {
            (None, _) => text::code("format", "system").to_owned(),
            (Some(_), Some(name)) => name,
            (Some(id), None) => id.to_string(),
        },
        who_href: line.account.map(|id| format!("/audit?account={id}")),
        role: line.role.map(|role| text::code("role", role.code()).to_owned()).unwrap_or_default(),
        office: line.office_name.unwrap_or_default(),
        deed: label(&line.deed),
        subject_href: href(&kind, &subject, visitor),
        kind: if kind.is_empty() { String::new() } else { text::code("audit_subject", &kind).to_owned() },
        subject: names.get(&subject).cloned().unwrap_or(subject),
        detail: detail(&line.detail, names),
        place: line.seq,
    }
}

/// Where the thing itself is shown, for those who may open such pages at all.
fn href(kind: &str, id: &str, visitor: &Visitor) -> Option<String> {
    let (deal, path, known) = match kind {
        "account" => (Deal::KeepAccounts, "accounts", id.parse::<AccountId>().is_ok()),
        "organisation" => (Deal::ReadDirectory, "organisations", id.parse::<OrganisationId>().is_ok()),
        "party" => (Deal::Parties, "parties", id.parse::<PartyId>().is_ok()),
        "case" => (Deal::ReadCase, "cases", id.parse::<domain::kernel::id::CaseId>().is_ok()),
        _ => return None,
    };
    (known && visitor.may(deal)).then(|| format!("/{path}/{id}"))
}

fn detail(value: &Value, names: &HashMap<String, String>) -> Vec<(String, String)> {
    let fields = value.as_object().into_iter().flatten();
    fields.map(|(name, value)| (text::code("audit_detail", name).to_owned(), words(name, value, names))).collect()
}

/// A value as people read it: codes by their labels, organisations and roles of a grant by name.
fn words(name: &str, value: &Value, names: &HashMap<String, String>) -> String {
    match value {
        Value::String(code) if name == "role" => text::code("role", code).to_owned(),
        Value::String(code) if name == "kind" => text::code("organisation_kind", code).to_owned(),
        Value::String(code) if name == "fields" || name == "field" => text::field("organisation", code).to_owned(),
        Value::String(text) => names.get(text).unwrap_or(text).clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => text::code("format", if *yes { "yes" } else { "no" }).to_owned(),
        Value::Array(items) => items.iter().map(|item| words(name, item, names)).collect::<Vec<_>>().join(text::code("format", "list")),
        Value::Object(fields) => {
            let part = |name: &str| fields.get(name).map(|value| words(name, value, names));
            part("office").into_iter().chain(part("role")).collect::<Vec<_>>().join(" ")
        }
        Value::Null => String::new(),
    }
}
