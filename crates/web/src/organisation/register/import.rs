//! A table comes into a register.

use app::Error;
use app::organisation::register::sheet;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::kernel::id::RecordId;

use super::super::mapping::{self, Target, chosen};
use crate::brought::Brought;
use crate::failure::{Answer, Failure};
use crate::guard::{Asked, Posted, Visitor};

fn target(visitor: &Visitor, code: &str) -> Result<Target, Failure> {
    let book = super::book(visitor, code)?;
    if !visitor.may(book.register.entry.deal()) || !book.register.is_by_hand() {
        return Err(Failure::App(Error::NotFound));
    }
    Ok(Target {
        name: book.register.name.clone(),
        action: format!("/registers/{code}/import"),
        back: format!("/registers/{code}"),
        blank: format!("/registers/{code}/blank.xlsx"),
    })
}

/// Asks for a table.
pub async fn form(visitor: Visitor, Path(register): Path<String>) -> Answer {
    mapping::ask(&visitor, target(&visitor, &register)?, StatusCode::OK, String::new())
}

/// Takes a table in.
pub async fn bring(visitor: Visitor, Path(register): Path<String>, Brought { file, .. }: Brought) -> Answer {
    let target = target(&visitor, &register)?;
    let done = sheet::bring(&visitor.cx, &register, &file.unwrap_or_default().bytes).await;
    mapping::brought(&visitor, target, done)
}

/// Shows what the columns are taken for and what an import would do.
pub async fn mapping(visitor: Visitor, Path((register, id)): Path<(String, String)>, asked: Asked) -> Answer {
    let (target, id) = (target(&visitor, &register)?, id.parse::<RecordId>()?);
    let mapped = sheet::mapped(&visitor.cx, &register, id, &chosen(&asked.0)).await?;
    let report = sheet::check(&visitor.cx, &register, &mapped).await?;
    mapping::draw(&visitor, &target, id, &mapped, report, false)
}

/// Imports the good rows.
pub async fn import(visitor: Visitor, Path((register, id)): Path<(String, String)>, Posted(typed): Posted) -> Answer {
    let (target, id) = (target(&visitor, &register)?, id.parse::<RecordId>()?);
    let mapped = sheet::mapped(&visitor.cx, &register, id, &chosen(&typed.tree)).await?;
    let report = sheet::import(&visitor.cx, &register, &mapped).await?;
    mapping::draw(&visitor, &target, id, &mapped, report, true)
}
