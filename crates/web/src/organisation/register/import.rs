//! A table comes in: brought, its columns looked at, its rows checked one by one, then the good ones written.

use std::collections::BTreeMap;

use app::organisation::register::sheet::{self, Mapped, Report};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::RecordId;

use crate::brought::Brought;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::frame::Frame;

/// Problems shown; the rest is counted.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "register/import.html")]
struct Bring {
    frame: Frame,
    action: String,
    back: String,
    blank: String,
    note: String,
}

fn bring_page(visitor: &Visitor, code: &str, status: StatusCode, note: String) -> Answer {
    let book = super::book(visitor, code)?;
    if !visitor.may(book.register.entry.deal()) {
        return Err(Failure::App(Error::NotFound));
    }
    let title = text::phrase("page_register", "import", &[("name", book.register.name.clone())]);
    let page = Bring {
        frame: visitor.frame(title),
        action: format!("/registers/{code}/import"),
        back: format!("/registers/{code}"),
        blank: format!("/registers/{code}/blank.xlsx"),
        note,
    };
    page_with(status, &page)
}

/// Asks for a table.
pub async fn form(visitor: Visitor, Path(register): Path<String>) -> Answer {
    bring_page(&visitor, &register, StatusCode::OK, String::new())
}

/// Takes a table in.
pub async fn bring(visitor: Visitor, Path(register): Path<String>, Brought { file, .. }: Brought) -> Answer {
    match sheet::bring(&visitor.cx, &register, &file.unwrap_or_default().bytes).await {
        Ok(id) => Ok(Redirect::to(&format!("/registers/{register}/import/{id}")).into_response()),
        Err(Error::Faults(faults)) => {
            let note = faults.0.first().map(|(_, fault)| text::fault(fault)).unwrap_or_default();
            bring_page(&visitor, &register, StatusCode::UNPROCESSABLE_ENTITY, note)
        }
        Err(other) => Err(other.into()),
    }
}

/// A column of the table and what it may be taken for.
struct Column {
    number: usize,
    title: String,
    sample: String,
    options: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "register/mapping.html")]
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

/// What the address or the form says that columns are taken for.
fn chosen(value: &serde_json::Value) -> BTreeMap<usize, String> {
    let pairs = value.as_object().into_iter().flatten();
    pairs.filter_map(|(name, value)| Some((name.strip_prefix('c')?.parse().ok()?, value.as_str()?.to_owned()))).collect()
}

async fn draw(visitor: &Visitor, code: &str, id: RecordId, mapped: Mapped, mut report: Report, done: bool) -> Answer {
    let book = super::book(visitor, code)?;
    let options = |taken: Option<&str>| {
        let one = |field: &domain::organisation::register::Field| (field.name.clone(), field.label.clone(), taken == Some(&field.name));
        book.register.fields.iter().map(one).collect()
    };
    let under = |column: usize| {
        let cells = mapped.grid.iter().skip(mapped.heads + 1).filter_map(|row| row.get(column)).filter(|text| !text.trim().is_empty());
        cells.take(3).map(|text| text.chars().take(12).collect::<String>()).collect::<Vec<_>>()
    };
    let sample = |column: usize, taken: Option<&str>| {
        let masked = taken.and_then(|name| book.register.field(name)).is_some_and(|field| field.masked);
        let told = under(column).join(text::code("format", "list"));
        if masked { domain::kernel::masked::mask(&told) } else { told }
    };
    let columns = mapped.titles.iter().zip(&mapped.fields).enumerate().map(|(number, (title, taken))| Column {
        number,
        title: title.clone(),
        sample: sample(number, taken.as_deref()),
        options: options(taken.as_deref()),
    });
    let needed = book.register.fields.iter().filter(|field| field.required);
    let lacks = needed.filter(|field| !mapped.fields.iter().flatten().any(|name| *name == field.name)).map(|field| field.label.clone());
    let lacks = lacks.collect();
    let more = report.problems.len().saturating_sub(SHOWN);
    report.problems.truncate(SHOWN);
    let page = Mapping {
        frame: visitor.frame(text::phrase("page_register", "import", &[("name", book.register.name.clone())])),
        action: format!("/registers/{code}/import/{id}"),
        back: format!("/registers/{code}"),
        columns: columns.collect(),
        rows: mapped.grid.len().saturating_sub(mapped.heads + 1),
        report,
        more,
        done,
        lacks,
    };
    page_with(StatusCode::OK, &page)
}

/// Shows what the columns are taken for and what an import would do.
pub async fn mapping(visitor: Visitor, Path((register, id)): Path<(String, String)>, asked: Asked) -> Answer {
    let id = id.parse::<RecordId>()?;
    let mapped = sheet::mapped(&visitor.cx, &register, id, &chosen(&asked.0)).await?;
    let report = sheet::check(&visitor.cx, &register, &mapped).await?;
    draw(&visitor, &register, id, mapped, report, false).await
}

/// Imports the good rows.
pub async fn import(visitor: Visitor, Path((register, id)): Path<(String, String)>, Posted(typed): Posted) -> Answer {
    let id = id.parse::<RecordId>()?;
    let mapped = sheet::mapped(&visitor.cx, &register, id, &chosen(&typed.tree)).await?;
    let report = sheet::import(&visitor.cx, &register, &mapped).await?;
    draw(&visitor, &register, id, mapped, report, true).await
}
