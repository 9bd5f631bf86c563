//! A collective case from a spreadsheet: upload, a table with a line for each worker, and the same as a spreadsheet.

use app::claims::{Worked, grid, template as empty, work, xlsx};
use app::table::Grid;
use app::{Error, text};
use askama::Template;
use axum::http::StatusCode;
use domain::claims::worth::Head;
use domain::kernel::{Fault, Faults};

use crate::brought::Brought;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::handed;
use crate::look::frame::Frame;

struct Line {
    place: usize,
    name: String,
    number: String,
    head: String,
    result: String,
    amount: String,
    basis: String,
    faults: Vec<String>,
}

struct Table {
    lines: Vec<Line>,
    total: String,
    wrong: usize,
    /// The spreadsheet's texts, so that it can be asked for as a file.
    grid: String,
}

#[derive(Template)]
#[template(path = "claims/sheet.html")]
struct Page {
    frame: Frame,
    heads: Vec<(&'static str, &'static str)>,
    head: String,
    faults: Vec<String>,
    table: Option<Table>,
}

/// The form, or an empty spreadsheet for a head (`?head=…`).
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    match asked.text("template") {
        "" => draw(&visitor, StatusCode::OK, "", &Faults::default(), None),
        head => {
            let head: Head = head.parse().map_err(|_| Error::NotFound)?;
            let name = text::phrase("worth_sheet", "template", &[("head", text::code(Head::GROUP, head.code()).to_owned())]);
            Ok(handed::xlsx(&name, &format!("claims-{}", head.code()), empty(&visitor.cx, head)?))
        }
    }
}

/// Works out a spreadsheet that was brought.
pub async fn submit(visitor: Visitor, Brought { typed, file }: Brought) -> Answer {
    let head = typed.text("head");
    let Some(file) = file else {
        return draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, head, &Faults::at("file", Fault::Wrong("file_missing")), None);
    };
    let worked = grid(&visitor.cx, &file.bytes).and_then(|grid| {
        let worked = worked(&visitor, &grid, head)?;
        Ok((grid, worked))
    });
    match worked {
        Ok((grid, worked)) => draw(&visitor, StatusCode::OK, head, &Faults::default(), Some((&grid, &worked))),
        Err(Error::Faults(faults)) => draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, head, &faults, None),
        Err(other) => Err(other.into()),
    }
}

/// The answers as a spreadsheet.
pub async fn export(visitor: Visitor, Posted(sent): Posted) -> Answer {
    let grid: Grid = serde_json::from_str(sent.text("grid")).map_err(|_| Failure::Unreadable)?;
    let worked = worked(&visitor, &grid, sent.text("head"))?;
    let today = visitor.cx.now.day().to_string();
    let name = text::phrase("worth_sheet", "file", &[("day", today.replace('-', ""))]);
    Ok(handed::xlsx(&name, &format!("claims-{today}"), xlsx(&visitor.cx, &worked)?))
}

fn worked(visitor: &Visitor, grid: &Grid, head: &str) -> app::Result<Worked> {
    let house = &visitor.cx.app;
    work(grid, head.parse().ok(), &house.claims.ground(&visitor.cx.calendar))
}

fn draw(visitor: &Visitor, status: StatusCode, head: &str, faults: &Faults, found: Option<(&Grid, &Worked)>) -> Answer {
    let table = found.map(|(grid, worked)| Table {
        lines: worked.rows.iter().map(line).collect(),
        total: worked.total.to_string(),
        wrong: worked.wrong,
        grid: serde_json::to_string(grid).unwrap_or_default(),
    });
    page_with(
        status,
        &Page {
            frame: visitor.frame(text::code("heading", "claims_sheet")),
            heads: Head::ALL.iter().map(|head| (head.code(), text::code(Head::GROUP, head.code()))).collect(),
            head: head.to_owned(),
            faults: faults.0.iter().map(|(_, fault)| text::fault(fault)).collect(),
            table,
        },
    )
}

fn line(row: &app::claims::Row) -> Line {
    let mut line = Line {
        place: row.line,
        name: row.name.clone(),
        number: row.number.clone(),
        head: row.head.clone(),
        result: String::new(),
        amount: String::new(),
        basis: String::new(),
        faults: Vec::new(),
    };
    match &row.outcome {
        Ok(answer) => {
            line.result.clone_from(&answer.result);
            if answer.head.is_amount() {
                line.amount = answer.amount.to_string();
            }
            line.basis = answer.paragraph();
        }
        Err(faults) => line.faults.clone_from(faults),
    }
    line
}
