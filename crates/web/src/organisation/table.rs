//! The directory of organisations as a spreadsheet, and from one.

use app::organisation::table;
use app::text;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::kernel::id::RecordId;

use super::mapping::{self, Target, chosen};
use crate::brought::Brought;
use crate::failure::Answer;
use crate::guard::{Asked, Posted, Visitor};
use crate::handed;

fn target() -> Target {
    Target {
        name: text::code("nav", "organisations").to_owned(),
        action: "/organisations/import".to_owned(),
        back: "/organisations".to_owned(),
        blank: "/organisations/blank.xlsx".to_owned(),
    }
}

/// Asks for a table.
pub async fn form(visitor: Visitor) -> Answer {
    mapping::ask(&visitor, target(), StatusCode::OK, String::new())
}

/// Takes a table in.
pub async fn bring(visitor: Visitor, Brought { file, .. }: Brought) -> Answer {
    let done = table::bring(&visitor.cx, &file.unwrap_or_default().bytes).await;
    mapping::brought(&visitor, target(), done)
}

/// Shows what the columns are taken for and what an import would do.
pub async fn mapping(visitor: Visitor, Path(id): Path<String>, asked: Asked) -> Answer {
    let id = id.parse::<RecordId>()?;
    let mapped = table::mapped(&visitor.cx, id, &chosen(&asked.0)).await?;
    let report = table::check(&visitor.cx, &mapped).await?;
    mapping::draw(&visitor, &target(), id, &mapped, report, false)
}

/// Writes the good rows.
pub async fn import(visitor: Visitor, Path(id): Path<String>, Posted(typed): Posted) -> Answer {
    let id = id.parse::<RecordId>()?;
    let mapped = table::mapped(&visitor.cx, id, &chosen(&typed.tree)).await?;
    let report = table::import(&visitor.cx, &mapped).await?;
    mapping::draw(&visitor, &target(), id, &mapped, report, true)
}

/// The directory as XLSX.
pub async fn export(visitor: Visitor, asked: Asked) -> Answer {
    let division = Some(asked.text("division").to_owned()).filter(|code| !code.is_empty());
    let bytes = table::export(&visitor.cx, division).await?;
    Ok(handed::xlsx(text::code("nav", "organisations"), "organisations", bytes))
}

/// An empty table with its heads.
pub async fn blank(visitor: Visitor) -> Answer {
    Ok(handed::xlsx(text::code("nav", "organisations"), "organisations", table::blank(&visitor.cx)?))
}
