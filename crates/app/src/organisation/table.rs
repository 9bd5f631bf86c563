//! The directory of organisations as a spreadsheet, and from one: a row for each organisation, recognised by its name in its division.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::form::Path;
use domain::kernel::id::{OrganisationId, RecordId};
use domain::kernel::width::narrow;
use domain::kernel::{Fault, Faults, Form};
use domain::organisation::OrganisationKind;
use serde_json::{Map, Value, json};
use store::organisation::{self, Filter, OrganisationRow};

use super::brought::{self, Column, Mapped, Problem, Report, bare};
use super::form::OrganisationForm;
use super::keep::{create, keeper, update};
use crate::document::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::text::{code, fault, field};
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
/// Under which a table of the directory is kept until it is imported.
const DIRECTORY: &str = "organisations";

/// Every organisation that the directory shows, as XLSX.
///
/// # Errors
/// [`Error::Press`] when the file can't be made.
pub async fn export(cx: &Ctx, division: Option<String>) -> Result<Vec<u8>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let filter = Filter { division, closed_too: true, ..Filter::default() };
    let rows = organisation::list(&cx.app.store.read(), &filter, None, 20_000).await?;
    Ok(cx.app.press.xlsx(&sheet(rows.iter().map(line).collect()))?)
}

/// An empty table with the heads that an import understands.
///
/// # Errors
/// [`Error::Press`] when the file can't be made.
pub fn blank(cx: &Ctx) -> Result<Vec<u8>> {
    cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    Ok(cx.app.press.xlsx(&sheet(Vec::new()))?)
}

fn sheet(rows: Vec<Vec<Cell>>) -> Sheet {
    let columns = FIELDS.map(|name| SheetColumn { title: field(FORM, name).to_owned(), width: 18, kind: ColumnKind::Text });
    let name = code("nav", "organisations").to_owned();
    Sheet { title: name.clone(), name, columns: columns.into(), rows }
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

/// What the table of the directory may hold.
fn columns() -> Vec<Column> {
    let one = |name: &str| Column {
        name: name.to_owned(),
        label: field(FORM, name).to_owned(),
        also: Vec::new(),
        required: matches!(name, "name" | "kind" | "division"),
        masked: false,
    };
    FIELDS.map(one).into()
}

/// Reads a table that somebody brought and keeps it until it is imported.
///
/// # Errors
/// A fault at `upload` when it is no table; [`Error::NotFound`] for who keeps no directory.
pub async fn bring(cx: &Ctx, file: &[u8]) -> Result<RecordId> {
    cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    brought::bring(cx, DIRECTORY, file, MOST).await
}

/// The table that was brought, its columns taken for `chosen` where something is chosen, otherwise for what their heads say.
///
/// # Errors
/// [`Error::NotFound`] when it is not there any more, or somebody else's.
pub async fn mapped(cx: &Ctx, id: RecordId, chosen: &BTreeMap<usize, String>) -> Result<Mapped> {
    Ok(Mapped::new(columns(), brought::grid(cx, DIRECTORY, id).await?, chosen))
}

/// Checks every row, and says what an import would do.
///
/// # Errors
/// [`Error::NotFound`] for who keeps no directory.
pub async fn check(cx: &Ctx, mapped: &Mapped) -> Result<Report> {
    Ok(checked(cx, mapped).await?.0)
}

/// Adds and changes organisations by the good rows; gives what was done, with the rows that the rules of access refused.
///
/// # Errors
/// As [`check`]; when the store can't be written.
pub async fn import(cx: &Ctx, mapped: &Mapped) -> Result<Report> {
    let (mut report, good) = checked(cx, mapped).await?;
    for (row, known, form) in good {
        let new = known.is_none();
        let done = match known {
            None => create(cx, form).await.map(|_| ()),
            Some((id, version)) => update(cx, id, form, version).await,
        };
        match done {
            Ok(()) => {}
            Err(Error::Faults(faults)) => {
                let told = faults.0.first().map(|(_, wrong)| fault(wrong)).unwrap_or_default();
                report.taken_back(new, Problem::of_row(row, told));
            }
            Err(Error::NotFound) => report.taken_back(new, Problem::of_row(row, fault(&Fault::Wrong("out_of_reach")))),
            Err(other) => return Err(other),
        }
    }
    Ok(report)
}

/// A row that is good: its number, the organisation that is known with its version, and what it will be.
type Good = (usize, Option<(OrganisationId, i64)>, OrganisationForm);

async fn checked(cx: &Ctx, mapped: &Mapped) -> Result<(Report, Vec<Good>)> {
    cx.may_somewhere(Action::Deal(Deal::KeepDirectory))?;
    let present = organisation::list(&cx.app.store.read(), &Filter { closed_too: true, ..Filter::default() }, None, 20_000).await?;
    let present: BTreeMap<(String, String), OrganisationRow> =
        present.into_iter().map(|row| ((bare(&row.name), row.division.clone()), row)).collect();
    let places = places(cx).await?;
    let (mut report, mut good, mut seen) = (Report::default(), Vec::new(), BTreeMap::new());
    for (number, cells) in mapped.rows() {
        let said: BTreeMap<&str, &str> = mapped.filled(cells).collect();
        if said.is_empty() {
            report.blank += 1;
            continue;
        }
        let form = match OrganisationForm::read(&typed(&said, &places)) {
            Ok(form) => form,
            Err(faults) => {
                report.refused(mapped.problems(number, cells, &faults));
                continue;
            }
        };
        if keeper(cx, &form.division).is_err() {
            let faults = Faults(vec![(Path::root().child("division"), Fault::Wrong("out_of_reach"))]);
            report.refused(mapped.problems(number, cells, &faults));
            continue;
        }
        let key = (bare(&form.name), form.division.to_string());
        if let Some(first) = seen.insert(key.clone(), number) {
            report.refused([Problem::double(number, first)]);
            continue;
        }
        match present.get(&key) {
            None => {
                report.new += 1;
                good.push((number, None, form));
            }
            Some(row) => {
                let form = merged(row, form, &said);
                if same(row, &form) {
                    report.same += 1;
                } else {
                    report.changed += 1;
                    good.push((number, Some((row.id, row.version)), form));
                }
            }
        }
    }
    Ok((report, good))
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
fn typed(said: &BTreeMap<&str, &str>, places: &BTreeMap<String, String>) -> Value {
    let mut tree = Map::from_iter([("takes_cases".to_owned(), json!("on")), ("active".to_owned(), json!("on"))]);
    for (name, text) in said {
        let text = narrow(text);
        let value = match *name {
            "kind" => {
                let kind = OrganisationKind::ALL.iter().find(|kind| bare(code("organisation_kind", kind.code())) == bare(&text));
                json!(kind.map_or(text.as_str(), |kind| kind.code()))
            }
            "division" => json!(places.get(&bare(&text)).unwrap_or(&text)),
            "takes_cases" | "active" => json!(!(text == code("yes_no", "no") || text == "N" || text == "×")),
            _ => json!(text),
        };
        tree.insert((*name).to_owned(), value);
    }
    Value::Object(tree)
}

/// The table says nothing new.
fn same(row: &OrganisationRow, new: &OrganisationForm) -> bool {
    let text = |line: &Option<domain::kernel::Line<120>>| line.as_ref().map(ToString::to_string);
    new.kind == row.kind
        && *new.name == *row.name
        && new.short_name.as_ref().map(ToString::to_string) == row.short_name
        && new.number_prefix.as_ref().map(ToString::to_string).as_deref() == Some(row.number_prefix.as_str())
        && text(&new.address) == row.address
        && new.phone.as_ref().map(|phone| phone.number().to_owned()) == row.phone
        && new.hours.as_ref().map(ToString::to_string) == row.hours
        && new.head.as_ref().map(ToString::to_string) == row.head
        && new.serves_uscc.as_ref().map(|uscc| uscc.number().to_owned()) == row.serves_uscc
        && new.active == row.active
        && (new.takes_cases && new.kind.mediates()) == row.takes_cases
}

/// What the table does not say stays as it is.
fn merged(row: &OrganisationRow, form: OrganisationForm, said: &BTreeMap<&str, &str>) -> OrganisationForm {
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
        takes_cases: if said.contains_key("takes_cases") { form.takes_cases } else { row.takes_cases },
        active: if said.contains_key("active") { form.active } else { row.active },
        ..form
    }
}
