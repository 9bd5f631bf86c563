//! The directory of organisations as a spreadsheet, and from one: a row for each organisation, recognised by its name in its division.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::width::narrow;
use domain::kernel::{Fault, Form};
use domain::organisation::OrganisationKind;
use serde_json::{Map, Value, json};
use store::organisation::{self, Filter, OrganisationRow};

use super::form::OrganisationForm;
use super::keep::{create, update};
use super::register::sheet::{Problem, Report, bare, letters};
use crate::document::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::table;
use crate::text::{code, fault, field, phrase};
use crate::{Ctx, Error, Result};

/// The form whose labels are the heads.
const FORM: &str = "organisation";
/// The fields that stand in the table, in order.
const FIELDS: [&str; 12] = [
    "name",
    "short_name",
    "kind",
    "division",
    "number_prefix",
    "address",
    "phone",
    "hours",
    "head",
    "serves_uscc",
    "takes_cases",
    "active",
];
/// Most rows.
const MOST: usize = 5000;
/// Before this row the heads must stand.
const HEADS_BEFORE: usize = 6;

/// Every organisation that the directory shows, as XLSX.
///
/// # Errors
/// [`Error::Press`] when the file can't be made.
pub async fn export(cx: &Ctx, division: Option<String>) -> Result<Vec<u8>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let filter = Filter { division, closed_too: true, ..Filter::default() };
    let rows = organisation::list(&cx.app.store.read(), &filter, None, 20_000).await?;
    let columns = FIELDS.map(|name| SheetColumn { title: field(FORM, name).to_owned(), width: 18, kind: ColumnKind::Text });
    let name = code("nav", "organisations").to_owned();
    let sheet = Sheet { title: name.clone(), name, columns: columns.into(), rows: rows.iter().map(line).collect() };
    Ok(cx.app.press.xlsx(&sheet)?)
}

fn line(row: &OrganisationRow) -> Vec<Cell> {
    let yes = |flag| code("yes_no", if flag { "yes" } else { "no" }).to_owned();
    let some = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
    FIELDS
        .into_iter()
        .map(|name| match name {
            "name" => Cell::Text(row.name.clone()),
            "short_name" => some(&row.short_name),
            "kind" => Cell::Text(code("organisation_kind", row.kind.code()).to_owned()),
            "division" => Cell::Text(row.division.clone()),
            "number_prefix" => Cell::Text(row.number_prefix.clone()),
            "address" => some(&row.address),
            "phone" => some(&row.phone),
            "hours" => some(&row.hours),
            "head" => some(&row.head),
            "serves_uscc" => some(&row.serves_uscc),
            "takes_cases" => Cell::Text(yes(row.takes_cases)),
            _ => Cell::Text(yes(row.active)),
        })
        .collect()
}

/// Reads a table and, when `write` is said, adds and changes organisations by it; gives what was, or would be, done.
///
/// # Errors
/// A fault at `upload` when it is no table or has no head with the names; [`Error::NotFound`] for who keeps no directory.
pub async fn import(cx: &Ctx, file: &[u8], write: bool) -> Result<Report> {
    cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    let grid = table::read(&cx.app, file, MOST + HEADS_BEFORE, "upload")?;
    let means =
        |head: &str| FIELDS.into_iter().find(|name| !bare(head).is_empty() && (bare(head) == bare(field(FORM, name)) || head == *name));
    let known = |row: &Vec<String>| row.iter().filter(|head| means(head).is_some()).count();
    let heads = (0..grid.len().min(HEADS_BEFORE)).max_by_key(|at| (grid.get(*at).map_or(0, known), std::cmp::Reverse(*at))).unwrap_or(0);
    let columns: Vec<Option<&str>> = grid.get(heads).into_iter().flatten().map(|head| means(head)).collect();
    if !columns.contains(&Some("name")) {
        return Err(Error::at("upload", Fault::Wrong("no_names_in_table")));
    }
    let present = organisation::list(&cx.app.store.read(), &Filter { closed_too: true, ..Filter::default() }, None, 20_000).await?;
    let present: BTreeMap<(String, String), OrganisationRow> =
        present.into_iter().map(|row| ((bare(&row.name), row.division.clone()), row)).collect();
    let places = places(cx).await?;
    let mut report = Report::default();
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (number, cells) in (1..).zip(&grid).skip(heads + 1) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            report.blank += 1;
            continue;
        }
        let typed = typed(&columns, cells, &places);
        let form = match OrganisationForm::read(&typed) {
            Ok(form) => form,
            Err(faults) => {
                report.wrong += 1;
                let problem =
                    |(path, wrong): &(domain::kernel::form::Path, Fault)| problem(&columns, cells, number, path.as_str(), fault(wrong));
                report.problems.extend(faults.0.iter().map(problem));
                continue;
            }
        };
        let key = (bare(&form.name), form.division.to_string());
        if let Some(first) = seen.insert(key.clone(), number) {
            report.wrong += 1;
            let told = phrase("register_sheet", "double", &[("row", first.to_string())]);
            report.problems.push(problem(&columns, cells, number, "", told));
            continue;
        }
        let done = match present.get(&key) {
            None => {
                report.new += 1;
                if write { create(cx, form).await.map(|_| ()) } else { Ok(()) }
            }
            Some(row) if same(row, &form) => {
                report.same += 1;
                Ok(())
            }
            Some(row) => {
                report.changed += 1;
                if write { update(cx, row.id, merged(row, form), row.version).await } else { Ok(()) }
            }
        };
        match done {
            Ok(()) => {}
            Err(Error::Faults(faults)) => {
                if present.contains_key(&key) {
                    report.changed -= 1;
                } else {
                    report.new -= 1;
                }
                report.wrong += 1;
                let one = faults.0.first().map(|(path, wrong)| (path.as_str().to_owned(), fault(wrong))).unwrap_or_default();
                report.problems.push(problem(&columns, cells, number, &one.0, one.1));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(report)
}

/// Divisions by their names, where a name is not ambiguous, and by their codes.
async fn places(cx: &Ctx) -> Result<BTreeMap<String, String>> {
    let mut places = BTreeMap::new();
    for row in super::divisions_within(cx, Deal::KeepDirectory).await?.unwrap_or_default() {
        places.insert(bare(&row.name), row.code);
    }
    Ok(places)
}

/// A row as the form would be sent.
fn typed(columns: &[Option<&str>], cells: &[String], places: &BTreeMap<String, String>) -> Value {
    let mut tree = Map::from_iter([("takes_cases".to_owned(), json!("on")), ("active".to_owned(), json!("on"))]);
    for (name, cell) in columns.iter().zip(cells) {
        let (Some(name), text) = (name, narrow(cell)) else { continue };
        let value = match *name {
            "kind" => {
                let kind = OrganisationKind::ALL.iter().find(|kind| bare(code("organisation_kind", kind.code())) == bare(&text));
                json!(kind.map_or(text.as_str(), |kind| kind.code()))
            }
            "division" => json!(places.get(&bare(&text)).unwrap_or(&text)),
            "takes_cases" | "active" => json!(!(text == code("yes_no", "no") || text == "N" || text == "×")),
            _ => json!(text),
        };
        if !text.is_empty() {
            tree.insert((*name).to_owned(), value);
        }
    }
    Value::Object(tree)
}

/// The table says nothing new.
fn same(row: &OrganisationRow, form: &OrganisationForm) -> bool {
    let new = merged(row, form.clone());
    let text = |line: &Option<domain::kernel::Line<120>>| line.as_ref().map(ToString::to_string);
    new.kind == row.kind
        && *new.name == *row.name
        && new.short_name.as_ref().map(ToString::to_string) == row.short_name
        && new.number_prefix.as_ref().map(ToString::to_string).as_deref() == Some(row.number_prefix.as_str())
        && text(&new.address) == row.address
        && new.phone.as_ref().map(|phone| phone.number().to_owned()) == row.phone
        && new.hours.as_ref().map(ToString::to_string) == row.hours
        && new.head.as_ref().map(ToString::to_string) == row.head
        && new.active == row.active
        && (new.takes_cases && new.kind.mediates()) == row.takes_cases
}

/// What the table does not say stays as it is.
fn merged(row: &OrganisationRow, form: OrganisationForm) -> OrganisationForm {
    let known = |text: &Option<String>| text.clone();
    OrganisationForm {
        short_name: form.short_name.or_else(|| known(&row.short_name).and_then(|text| domain::kernel::Line::new(&text).ok())),
        number_prefix: form.number_prefix.or_else(|| domain::kernel::Line::new(&row.number_prefix).ok()),
        parent: form.parent.or(row.parent),
        address: form.address.or_else(|| known(&row.address).and_then(|text| domain::kernel::Line::new(&text).ok())),
        phone: form.phone.or_else(|| known(&row.phone).and_then(|text| domain::kernel::identity::Phone::parse(&text).ok())),
        hours: form.hours.or_else(|| known(&row.hours).and_then(|text| domain::kernel::Line::new(&text).ok())),
        head: form.head.or_else(|| known(&row.head).and_then(|text| domain::kernel::Line::new(&text).ok())),
        handles: if form.handles.is_empty() {
            row.handles.0.iter().filter_map(|text| domain::kernel::Line::new(text).ok()).collect()
        } else {
            form.handles
        },
        serves_uscc: form
            .serves_uscc
            .or_else(|| known(&row.serves_uscc).and_then(|text| domain::kernel::identity::Uscc::parse(&text).ok())),
        ..form
    }
}

fn problem(columns: &[Option<&str>], cells: &[String], row: usize, path: &str, told: String) -> Problem {
    let name = path.split('.').next().unwrap_or_default();
    let column = columns.iter().position(|column| *column == Some(name));
    Problem {
        row,
        column: column.map(letters).unwrap_or_default(),
        label: if name.is_empty() { String::new() } else { field(FORM, name).to_owned() },
        text: column.and_then(|column| cells.get(column)).cloned().unwrap_or_default(),
        told,
    }
}
