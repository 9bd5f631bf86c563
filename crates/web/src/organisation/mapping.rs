//! The two pages of a table that comes in, the same for every register and for the directory: it is asked for; then its columns are looked at
//! and each problem is told before anything is written.

use std::collections::BTreeMap;

use app::organisation::brought::{Mapped, Report};
use app::{Error, text};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::RecordId;
use domain::kernel::masked::mask;
use serde_json::Value;

use crate::failure::{Answer, page_with};
use crate::guard::Visitor;
use crate::look::frame::Frame;

/// Problems shown; the rest is counted.
const SHOWN: usize = 200;
/// Filled cells of a column that are shown, and how much of each.
const SAMPLES: usize = 3;
const SAMPLE: usize = 12;

/// Where a table goes.
pub(super) struct Target {
    /// What it is a table of.
    pub(super) name: String,
    /// The address of its import; a table that was brought stands below it.
    pub(super) action: String,
    /// The list that it goes into.
    pub(super) back: String,
    /// A table with the right heads.
    pub(super) blank: String,
}

impl Target {
    fn frame(&self, visitor: &Visitor) -> Frame {
        visitor.frame(text::phrase("page_register", "import", &[("name", self.name.clone())]))
    }
}

#[derive(Template)]
#[template(path = "organisation/bring.html")]
struct Bring {
    frame: Frame,
    action: String,
    back: String,
    blank: String,
    note: String,
}

/// Asks for a table.
pub(super) fn ask(visitor: &Visitor, target: Target, status: StatusCode, note: String) -> Answer {
    let frame = target.frame(visitor);
    page_with(status, &Bring { frame, action: target.action, back: target.back, blank: target.blank, note })
}

/// Goes on to a table that was brought, or says what is wrong with the file.
pub(super) fn brought(visitor: &Visitor, target: Target, done: app::Result<RecordId>) -> Answer {
    match done {
        Ok(id) => Ok(Redirect::to(&format!("{}/{id}", target.action)).into_response()),
        Err(Error::Faults(faults)) => {
            let note = faults.0.first().map(|(_, fault)| text::fault(fault)).unwrap_or_default();
            ask(visitor, target, StatusCode::UNPROCESSABLE_ENTITY, note)
        }
        Err(other) => Err(other.into()),
    }
}

/// What the address or the form says that columns are taken for.
pub(super) fn chosen(value: &Value) -> BTreeMap<usize, String> {
    let pairs = value.as_object().into_iter().flatten();
    pairs.filter_map(|(name, value)| Some((name.strip_prefix('c')?.parse().ok()?, value.as_str()?.to_owned()))).collect()
}

/// A column of the table and what it may be taken for.
struct Column {
    number: usize,
    title: String,
    sample: String,
    options: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "organisation/mapping.html")]
struct Mapping {
    frame: Frame,
    action: String,
    back: String,
    columns: Vec<Column>,
    rows: usize,
    report: Report,
    more: usize,
    done: bool,
    lacks: Vec<String>,
}

/// Shows what the columns are taken for and what an import would do, or did.
pub(super) fn draw(visitor: &Visitor, target: &Target, id: RecordId, mapped: &Mapped, mut report: Report, done: bool) -> Answer {
    let columns = mapped.titles.iter().zip(&mapped.fields).enumerate().map(|(number, (title, taken))| Column {
        number,
        title: title.clone(),
        sample: sample(mapped, number, taken.as_deref()),
        options: mapped.columns.iter().map(|one| (one.name.clone(), one.label.clone(), taken.as_ref() == Some(&one.name))).collect(),
    });
    let needed = mapped.columns.iter().filter(|one| one.required);
    let lacks = needed.filter(|one| !mapped.fields.iter().flatten().any(|name| *name == one.name)).map(|one| one.label.clone());
    let lacks: Vec<String> = lacks.collect();
    // That a column is not there is said once, above, and not again in each row.
    report.problems.retain(|problem| !(problem.column.is_empty() && lacks.contains(&problem.label)));
    let more = report.problems.len().saturating_sub(SHOWN);
    report.problems.truncate(SHOWN);
    let page = Mapping {
        frame: target.frame(visitor),
        action: format!("{}/{id}", target.action),
        back: target.back.clone(),
        columns: columns.collect(),
        rows: mapped.grid.len().saturating_sub(mapped.heads + 1),
        lacks,
        report,
        more,
        done,
    };
    page_with(StatusCode::OK, &page)
}

/// The first texts of a column, masked when it is taken for a field that is.
fn sample(mapped: &Mapped, column: usize, taken: Option<&str>) -> String {
    let cells = mapped.grid.iter().skip(mapped.heads + 1).filter_map(|row| row.get(column)).filter(|text| !text.trim().is_empty());
    let masked = taken.and_then(|name| mapped.column(name)).is_some_and(|field| field.masked);
    let cut = |text: &String| text.chars().take(SAMPLE).collect::<String>();
    let told: Vec<String> = cells.take(SAMPLES).map(|text| if masked { mask(text) } else { cut(text) }).collect();
    told.join(text::code("format", "list"))
}
